"""The tasks of two years side by side: what became of each, the words that changed, departments and targets that came and went."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import streamlit as st

from analytics import findings
from analytics.exports import years as exports
from analytics.exports.word import to_docx
from analytics.safe.html import as_html
from analytics.years.changes import CHANGES, Change, ChangeKind, Difference
from analytics.years.comparison import Comparison, compare
from analytics.years.matching import Decided
from analytics.years.passages import passages
from analytics.years.plans import YearPlan
from data.store.plan import Plan
from data.vocabulary import OUTSIDE
from pages.research import year_links
from pages.shared import address, downloads, drawing, evidence, loading, sentences, words, year_pair
from pages.shared.tasks import Carried
from pages.shared.year_pair import Seen

BY_KIND, BY_SECTION = "kind", "section"
ORDERS = {BY_KIND: "按变化", BY_SECTION: "按部分"}
ROWS_AT_MOST = 150
"""Changes of one group that are shown; the others are in the download."""

LACKING = {ChangeKind.NEW: "没有这项任务", ChangeKind.DROPPED: "没有再列入"}


def show(pair: Seen, order: str) -> None:
    """What became of every task, side by side; deciding it; the files to take away."""
    plan, compared = pair.both.plan, pair.years.compared
    mark = evidence.chosen(pair.both)
    said = findings.change_findings(compared)
    if mark is None:
        sentences.show(pair.both, said)
    else:
        evidence.behind(pair.both, mark, [findings.change_headline(compared), *said])
    drawing.legend(
        "左边是前一份，右边是后一份。删去的词在左边划去，增加的词在右边加下划线；只看正文，部门、目标的增减另列在下面",
        "点击序号看全文",
    )
    links = year_pair.known(*pair.ids)
    carried = tuple((key, tuple(said)) for key, said in address.carried().items())
    st.html(loading.answer(columns, plan, *pair.ids, year_pair.decided(links), order, carried))
    numbers = words.numbers_of(plan.tasks)
    printed = [[numbers[task] for task in ids] for ids in (compared.earlier_ids, compared.later_ids)]
    year_links.decide(plan, compared, links)
    downloads.buttons(exports.change_table(compared, printed), pair.notes, pair.file)
    downloads.file(
        "下载 Word（修订格式）",
        lambda: to_docx(exports.change_paper(compared, printed, "与".join(pair.names), pair.notes)),
        f"{pair.file}.docx",
        downloads.DOCX,
    )


def columns(
    plan: Plan, earlier_id: str, later_id: str, decided: Decided, order: str, carried: Carried = ()
) -> str:
    """All changes of two plans as HTML, grouped by kind or by section; what nothing changed in is folded behind its number."""
    compared = loading.answer(compare, plan, earlier_id, later_id, decided)
    drawn = _Drawn(plan, compared, (earlier_id, later_id), decided, carried)
    parted = _by_kind(compared) if order == BY_KIND else _by_section(compared, drawn.sections)
    heads = "".join(f"<b>{as_html(name)}</b>" for name in (compared.names[0], "", compared.names[1]))
    return f'<div class="pair pair-heads">{heads}</div>' + "".join(
        f'<h4 class="task-band">{as_html(title)}</h4>{drawn.group(own)}' for title, own in parted
    )


def is_untouched(change: Change) -> bool:
    """Whether nothing of a task changed: neither words nor section, departments or targets."""
    nothing = Difference()
    return (
        change.kind is ChangeKind.UNCHANGED
        and not change.moved
        and change.departments == nothing
        and change.targets == nothing
    )


def _by_kind(compared: Comparison) -> list[tuple[str, list[Change]]]:
    """The kinds as titles with their changes; what changed most in its words first, what goes on as it was last."""
    order = (*(kind for kind in CHANGES if kind is not ChangeKind.UNCHANGED), ChangeKind.UNCHANGED)
    return [
        (f"{CHANGES[kind]}（{len(found)}）", list(found)) for kind in order if (found := compared.of(kind))
    ]


def _by_section(
    compared: Comparison, sections: tuple[Sequence[str], Sequence[str]]
) -> list[tuple[str, list[Change]]]:
    """The sections of the later plan as titles, then those of the earlier one with what was left out."""

    def place(change: Change) -> tuple[int, int]:
        plan, own = (compared.later, change.later) if change.later else (compared.earlier, change.earlier)
        return int(not change.later), plan.tasks[own[0] - 1].section or 0

    ordered = sorted(compared.changes, key=place)
    return [
        (sections[1][section] if not dropped else f"{compared.names[0]}：{sections[0][section]}", list(own))
        for (dropped, section), own in groupby(ordered, key=place)
    ]


class _Drawn:
    """What the rows of a comparison need, looked up once."""

    def __init__(
        self, plan: Plan, compared: Comparison, documents: tuple[str, str], decided: Decided, carried: Carried
    ) -> None:
        self.compared, self.documents, self.carried = compared, documents, dict(carried)
        self.confirmed = set(decided.same)
        self.numbers = words.numbers_of(plan.tasks)
        self.sections = _sections(compared.earlier), _sections(compared.later)

    def group(self, changes: Sequence[Change]) -> str:
        """Changes one under the other; what nothing changed in folded."""
        touched = [change for change in changes if not is_untouched(change)]
        folded = [change for change in changes if is_untouched(change)]
        return self._rows(touched) + (
            f'<details class="pairs-folded"><summary>{len(folded)} 项原样延续</summary>{self._rows(folded)}</details>'
            if folded
            else ""
        )

    def _rows(self, changes: Sequence[Change]) -> str:
        rest = len(changes) - ROWS_AT_MOST
        more = f'<p class="legend">先列 {ROWS_AT_MOST} 项，其余 {rest} 项见下载的表。</p>' if rest > 0 else ""
        return "".join(map(self._row, changes[:ROWS_AT_MOST])) + more

    def _row(self, change: Change) -> str:
        texts = [
            [plan.tasks[place - 1].text for place in places]
            for plan, places in ((self.compared.earlier, change.earlier), (self.compared.later, change.later))
        ]
        told = "<small>移到别的部分</small>" if change.moved else ""
        if any((one, other) in self.confirmed for one in change.earlier for other in change.later):
            told += "<small>已核定</small>"
        sides = [
            "".join(self._task(change, side, place, texts[1 - side]) for place in places)
            or f'<p class="pair-none">{LACKING.get(change.kind, "")}</p>'
            for side, places in enumerate((change.earlier, change.later))
        ]
        return (
            f'<article class="pair pair-{change.kind}"><div>{sides[0]}</div>'
            f'<div class="pair-kind"><b>{CHANGES[change.kind]}</b>{told}</div><div>{sides[1]}</div>'
            f"{_differences(change)}</article>"
        )

    def _task(self, change: Change, side: int, place: int, others: Sequence[str]) -> str:
        plan = (self.compared.earlier, self.compared.later)[side]
        task_id = (self.compared.earlier_ids, self.compared.later_ids)[side][place - 1]
        task = plan.tasks[place - 1]
        said = self.carried | {address.DOCUMENT.name: [self.documents[side]], address.TASK.name: [task_id]}
        said.pop(address.SECTIONS.name, None)
        href = address.link("tasks", said)
        text = (
            as_html(task.text)
            if change.kind is ChangeKind.UNCHANGED or not others
            else marked(task.text, others, ("del", "ins")[side])
        )
        section = self.sections[side][task.section or 0] if plan.sections else ""
        return (
            f'<p><a class="in-app task-number" href="{as_html(href)}" target="_self">'
            f"{as_html(self.numbers[task_id])}</a> {text} "
            f'<small class="task-section">{as_html(section)}</small></p>'
        )


def _sections(plan: YearPlan) -> tuple[str, ...]:
    """What the sections of a plan are called, by their ordinals; at 0 what stands outside any."""
    return OUTSIDE, *(words.section_label(at, title) for at, title in enumerate(plan.sections, 1))


def marked(text: str, others: Sequence[str], tag: str) -> str:
    """HTML of a text, the words that ``others`` lack within ``tag``; every character shown literally."""
    return "".join(
        f"<{tag}>{as_html(piece.text)}</{tag}>" if piece.changed else as_html(piece.text)
        for piece in passages(text, others)
    )


def _differences(change: Change) -> str:
    """Departments and targets that came and went, where the task goes on; nothing where there are none."""
    if not (change.earlier and change.later):
        return ""
    told = [
        *_listed(("增列部门", "减列部门"), change.departments),
        *_listed(("增加的目标", "去掉的目标"), change.targets),
    ]
    return f"<footer>{'　'.join(told)}</footer>" if told else ""


def _listed(words_for: tuple[str, str], difference: Difference) -> Iterable[str]:
    for word, tag, names in zip(
        words_for, ("ins", "del"), (difference.added, difference.removed), strict=True
    ):
        if names:
            listed = "、".join(f"<{tag}>{as_html(name)}</{tag}>" for name in names)
            yield f"{word}：{listed}"
