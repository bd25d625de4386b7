"""年度对照 to take away: a row for what became of each task, a row for each department, a row for each tie."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analytics.exports.paper import Block, Heading, Paper, Paragraph, Source, Tracked, Tracking
from analytics.findings.years import change_headline
from analytics.slides.presentation import source_line
from analytics.years.cells import Cells
from analytics.years.changes import CHANGES, Change, ChangeKind, Difference
from analytics.years.comparison import Comparison
from analytics.years.departments import STANDINGS, Standing
from analytics.years.passages import revisions
from analytics.years.plans import YearPlan
from data.numerals import chinese


def change_table(compared: Comparison, numbers: Sequence[Sequence[str]]) -> pd.DataFrame:
    """A row for each change, in its order, under Chinese headings; several tasks of one side in one cell, line by line.

    ``numbers``: as printed, of the tasks of the earlier and of the later plan, in their order. Similarity: 0 to 1, missing
    for what is new or dropped.
    """
    names = compared.names
    return pd.DataFrame(
        {
            "变化": [CHANGES[change.kind] for change in compared.changes],
            "部分": ["移到别的部分" if change.moved else "" for change in compared.changes],
            **_side(names[0], compared.earlier, [change.earlier for change in compared.changes], numbers[0]),
            **_side(names[1], compared.later, [change.later for change in compared.changes], numbers[1]),
            "增列的部门": _listed(compared.changes, "departments", "added"),
            "减列的部门": _listed(compared.changes, "departments", "removed"),
            "增加的目标": _listed(compared.changes, "targets", "added"),
            "去掉的目标": _listed(compared.changes, "targets", "removed"),
            "文字相似度": [
                None if change.similarity is None else round(change.similarity, 2)
                for change in compared.changes
            ],
        }
    )


def _side(
    name: str, plan: YearPlan, places: Sequence[Sequence[int]], numbers: Sequence[str]
) -> dict[str, list[str]]:
    tasks = [[plan.tasks[place - 1] for place in own] for own in places]
    titles = ("", *plan.sections)
    return {
        f"{name}序号": ["、".join(numbers[place - 1] for place in own) for own in places],
        f"{name}任务": ["\n".join(task.text for task in own) for own in tasks],
        f"{name}部分": ["\n".join(dict.fromkeys(titles[task.section or 0] for task in own)) for own in tasks],
    }


def _listed(changes: Sequence[Change], what: str, side: str) -> list[str]:
    return ["、".join(getattr(getattr(change, what), side)) for change in changes]


def change_paper(
    compared: Comparison, numbers: Sequence[Sequence[str]], title: str, notes: Sequence[tuple[str, str]]
) -> Paper:
    """The changes as a paper with tracked changes: a part for each kind, what goes on as it was only by its numbers.

    ``numbers``: as for ``change_table``; ``title``: of the paper, below its name.
    """
    blocks: list[Block] = [Paragraph(str(change_headline(compared)))]
    kinds = [kind for kind in CHANGES if kind is not ChangeKind.UNCHANGED and compared.of(kind)]
    for at, kind in enumerate(kinds, 1):
        blocks.append(Heading(f"{chinese(at)}、{CHANGES[kind]}", 1))
        for change in compared.of(kind):
            blocks += _entry(compared, change, numbers)
    if kept := compared.of(ChangeKind.UNCHANGED):
        blocks.append(Heading(f"{chinese(len(kinds) + 1)}、{CHANGES[ChangeKind.UNCHANGED]}", 1))
        for change in kept:
            if change.moved or change.departments != Difference() or change.targets != Difference():
                blocks += _entry(compared, change, numbers)
        listed = "、".join(numbers[1][place - 1] for change in kept for place in change.later)
        blocks.append(Paragraph(f"文字没有变化的：{compared.names[1]}第{listed}项。"))
    blocks.append(Source(f"删去的词划去，增加的词加下划线；只比较正文。{source_line(notes)}"))
    return Paper(f"年度对照\n（{title}）", tuple(blocks))


def _entry(compared: Comparison, change: Change, numbers: Sequence[Sequence[str]]) -> list[Block]:
    """One change: the numbers of both years, the text with its changes, departments and targets."""
    sides = (compared.earlier, change.earlier), (compared.later, change.later)
    before, after = ("".join(plan.tasks[place - 1].text for place in places) for plan, places in sides)
    told = [
        f"{name}第{'、'.join(own[place - 1] for place in places)}项"
        for name, own, (_, places) in zip(compared.names, numbers, sides, strict=True)
        if places
    ]
    pieces = [
        (
            piece.text,
            Tracking.KEPT
            if piece.earlier and piece.later
            else Tracking.DELETED
            if piece.earlier
            else Tracking.INSERTED,
        )
        for piece in revisions(before, after)
    ]
    lists = [
        (word, names)
        for word, names in (
            ("增列部门", change.departments.added),
            ("减列部门", change.departments.removed),
            ("增加的目标", change.targets.added),
            ("去掉的目标", change.targets.removed),
        )
        if names and change.earlier and change.later
    ]
    more = [
        *(["移到别的部分"] if change.moved else []),
        *(f"{word}：{'、'.join(names)}" for word, names in lists),
    ]
    return [
        Tracked((("，".join(told) + "　", Tracking.KEPT), *pieces)),
        *([Paragraph("；".join(more) + "。")] if more else []),
    ]


def department_year_table(both: pd.DataFrame, names: tuple[str, str]) -> pd.DataFrame:
    """``analytics.years.departments.departments_of_both`` under Chinese headings."""
    return counts_of_both(both, names).assign(
        列名=[STANDINGS[Standing(standing)] for standing in both["standing"]]
    )


def counts_of_both(both: pd.DataFrame, names: tuple[str, str]) -> pd.DataFrame:
    """参与数 and 分担数 of ``analytics.years.departments.departments_of_both`` under Chinese headings, 分担数 to two places."""
    earlier, later = names
    return pd.DataFrame(
        {
            "部门": both["name"],
            f"{earlier}参与数": both["earlier_full"],
            f"{later}参与数": both["later_full"],
            "参与数增减": both["more"],
            f"{earlier}分担数": both["earlier_fractional"].round(2),
            f"{later}分担数": both["later_fractional"].round(2),
        }
    )


def tie_year_table(both: pd.DataFrame, names: tuple[str, str]) -> pd.DataFrame:
    """``analytics.years.departments.ties_of_both`` under Chinese headings."""
    return pd.DataFrame(
        {
            "部门一": both["source_name"],
            "部门二": both["target_name"],
            f"{names[0]}共同承担": both["earlier_shared"],
            f"{names[1]}共同承担": both["later_shared"],
            "联系": [STANDINGS[Standing(standing)] for standing in both["standing"]],
        }
    )


def cell_year_table(found: Cells, titles: Mapping[str, str], names: tuple[str, str]) -> pd.DataFrame:
    """``analytics.years.cells.cells_of_years`` under Chinese headings; ``titles``: section_id → what it is called."""
    cells = found.cells
    return pd.DataFrame(
        {
            "部门": cells["name"],
            "部分": [titles[own] for own in cells["section_id"]],
            f"{names[0]}任务": cells["before"],
            f"{names[1]}任务": cells["after"],
            "增减": cells["more"],
        }
    )
