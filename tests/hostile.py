"""A store whose every name and text is hostile: markup, formulas, scripts, addresses, marks of Markdown. Invented."""

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
TITLE = f"标题 {TRAPS[0]} {TRAPS[2]}"


def document() -> ParsedDocument:
    """A plan whose title, sections, tasks, names and targets are all traps; each task names three of them."""
    lines, tasks, sections = [], [], []
    place = 0

    def add(text: str) -> Span:
        nonlocal place
        lines.append(text)
        span = Span(place, place + len(text))
        place += len(text) + 1
        return span

    for ordinal, trap in enumerate(TRAPS[:3], 1):
        sections.append(Section(ordinal, f"部分 {trap}", add(f"部分 {trap}")))
    for number, trap in enumerate(TRAPS, 1):
        names = [f"{TRAPS[(number + step) % len(TRAPS)]}处" for step in range(3)]
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
