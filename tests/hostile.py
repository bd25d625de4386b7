"""A store whose every name and text is hostile: markup, formulas, scripts, addresses, marks of Markdown. Invented."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from data.importing.document import Mention, ParsedDocument, Section, Span, Target, Task
from data.names.directory import Directory
from data.scenarios.changes import Part, RemoveUnit, SplitUnit
from data.scenarios.form import Scenario
from data.store.database import Store
from data.store.scenarios import make_scenario
from data.store.storing import store_document
from data.vocabulary import Resolution, Role, TargetKind
from tests.data.documents import as_read

TRAPS = (
    "<script>document.title='被改写'</script>",
    "<img src='http://outside.invalid/a.png' onerror=\"document.title='被改写'\">",
    "![图](http://outside.invalid/b.png)",
    "[链接](javascript:alert(1))",
    '=HYPERLINK("http://outside.invalid")',
    "$x^2$ 1*2*3 _甲_ `乙` :material/home: :red[丙]",
    "<b>粗</b>&amp;<a href='http://outside.invalid'>去</a>",
    "%{x}<br>{b}{c}|{d|丁}",
)
FORMULAS = tuple(
    f"{start}{rest}"
    for start in ("=", "+", "-", "@", "\t=", "\r=", " =", "＝", "＋", "'=", '"=')
    for rest in ('HYPERLINK("http://outside.invalid","点")', "cmd|' /C calc'!A0", "1+1")
)
MARKUP = (
    "<script>alert(1)</script>", "<svg onload=alert(1)>", "<iframe src='http://outside.invalid'></iframe>", "</td></table>",
    "<!--", "-->", "<![CDATA[", "]]>", "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;", "&lt;&#60;&#x3c;", "&nbsp;",
    "javascript:alert(1)", "data:text/html,<b>x</b>", "http://outside.invalid/", "www.outside.invalid", "file:///etc/passwd",
    "\\\\outside.invalid\\c$", "mailto:a@outside.invalid", "a@outside.invalid", "<a:t>甲</a:t>", "</w:t></w:r></w:p>",
    "<style>*{display:none}</style>", "expression(alert(1))",
)  # fmt: skip
TEMPLATES = (
    "{{7*7}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{0}", "{}", "%s%n%x", "%(name)s", "{甲", "#import \"@preview/x:1.0.0\"",
    '#read("/etc/passwd")', "#set page(width: 1pt)", "$ x^2 $", "<标签>", "@引用", "`原样`", "*粗* _斜_", "// 注", "/* 注 */",
    "= 标题", "- 项", "+ 项", "\\u{41}", "_x000D_", "_x0041_", "\\input{/etc/passwd}", "[[甲]]", "~~删~~", "| 甲 | 乙 |",
)  # fmt: skip
LINES = (
    "甲\nBEGIN:VEVENT\nSUMMARY:乙", "甲\\, 乙\\; 丙\\n", "甲\r\n乙", '甲"""乙', "甲\'\'\'乙", '甲"\nname = "乙', "甲\u2028乙", "甲\x00\x1b乙",
    "甲\u202e乙丙", "甲\u200b乙", "\ufeff甲", "甲\ufffe乙", "../../甲", "CON", "甲:乙?.xlsx", "'; DROP TABLE tasks; --", "%00甲",
    "𠀀𪚥", "👩‍⚖️", "é é", " 甲 ",
)  # fmt: skip
TEXTS = (*TRAPS, *FORMULAS, *MARKUP, *TEMPLATES, *LINES)
"""Everything that some program would take for something else than a text."""

TITLE = f"标题 {TRAPS[0]} {TRAPS[2]}"


def document(traps: Sequence[str] = TRAPS) -> ParsedDocument:
    """A plan whose title, sections, tasks, names and targets are all traps; each task names three of them."""
    lines, tasks, sections = [], [], []
    place = 0

    def add(text: str) -> Span:
        nonlocal place
        lines.append(text)
        span = Span(place, place + len(text))
        place += len(text) + 1
        return span

    for ordinal, trap in enumerate(traps[:3], 1):
        sections.append(Section(ordinal, f"部分 {trap}", add(f"部分 {trap}")))
    for number, trap in enumerate(traps, 1):
        names = [f"{traps[(number + step) % len(traps)]}处" for step in range(3)]
        body, listed = add(f"任务 {trap}"), add("、".join(names))
        mentions = tuple(
            Mention(name, name, Role.RESPONSIBLE, False, Resolution.NEW, listed) for name in names
        )
        targets = (Target(TargetKind.COUNT, trap, trap, body),) if number % 2 else ()
        tasks.append(Task(f"{number}", (number - 1) % 3 + 1, f"任务 {trap}", body, listed, mentions, targets))
    return ParsedDocument(
        source="\n".join(lines),
        title=TITLE,
        year=2030,
        issuer=f"法院 {TRAPS[1]}",
        issued_on=date(2030, 1, 2),
        cc=(TRAPS[3],),
        first_listed_leads=False,
        sections=tuple(sections),
        tasks=tuple(tasks),
        lines=(),
        notices=(),
    )


def build(path: Path) -> None:
    """A store at ``path`` that holds nothing but this plan, and a scenario of it."""
    with Store.create(path) as store:
        made = document()
        stored = store_document(
            store, made.source.encode(), f"文件 {TRAPS[4]}.txt", as_read(made, Directory())
        )
        own = f"{stored.document_id}-t001", f"{TRAPS[1]}处"
        changes = (
            RemoveUnit(*own),
            SplitUnit(f"{TRAPS[2]}处", (Part(TRAPS[0][:50]), Part(TRAPS[5], (own[0],)))),
        )
        make_scenario(store, Scenario(stored.document_id, TRAPS[2], changes), TRAPS[3])
