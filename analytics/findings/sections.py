"""Sentences on sections: where the tasks and the departments are."""

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from analytics.evidence import Mark
from analytics.findings.sentences import Figure, Finding, each, highest, say, tasks, tied
from analytics.loads import workload
from analytics.scope import ScopedPlan
from data.numerals import chinese


def section_findings(scoped: ScopedPlan) -> list[Finding]:
    """Which section has most tasks and departments, who spans most, who is listed in half of one.

    Of one document with two sections or more; else nothing.
    """
    own = tasks_by_section(scoped.tasks)
    if len(own) < 2:
        return []
    cells = workload.by_section(scoped).dropna(subset="section_id")
    return [
        *_longest_and_shortest(own),
        *_most_departments(cells[~cells["department_id"].isin(_collectives(scoped))]),
        *_breadth(scoped, len(own)),
        *_in_half(scoped, cells, own),
    ]


def tasks_by_section(tasks: pd.DataFrame) -> dict[int, tuple[str, ...]]:
    """Ordinal of each section → ids of its tasks; nothing where the tasks are of several documents."""
    if len(set(tasks["document_id"])) > 1:
        return {}
    found: dict[int, list[str]] = {}
    for ordinal, task in zip(tasks["section_ordinal"].tolist(), tasks["task_id"].tolist(), strict=True):
        if not pd.isna(ordinal):
            found.setdefault(ordinal, []).append(task)
    return {ordinal: tuple(ids) for ordinal, ids in sorted(found.items())}


def longest(sections: dict[int, tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
    """Those with most tasks."""
    most = max(map(len, sections.values()))
    return {ordinal: ids for ordinal, ids in sections.items() if len(ids) == most}


def parts(ordinals: Iterable[int]) -> str:
    """「第二部分」, 「第二部分、第三部分并列」."""
    return tied([f"第{chinese(ordinal)}部分" for ordinal in ordinals], "个部分")


def each_task(sections: dict[int, tuple[str, ...]]) -> Figure:
    """「11项」, 「各11项」 of sections with as many tasks each."""
    lists = list(sections.values())
    return Figure(f"{each(lists)}{len(lists[0])}项", tuple(task for ids in lists for task in ids))


def most_of_a_section(scoped: ScopedPlan) -> list[Finding]:
    """Departments listed in at least half of a section's tasks, where it has three or more; the largest share first.

    Of one document with two sections or more; else nothing.
    """
    own = tasks_by_section(scoped.tasks)
    if len(own) < 2:
        return []
    cells = workload.by_section(scoped).dropna(subset="section_id")
    cells = cells[~cells["department_id"].isin(_collectives(scoped))]
    total = cells["section_ordinal"].map({ordinal: len(ids) for ordinal, ids in own.items()})
    by_share = cells.assign(share=cells["full"] / total.astype(float))
    return _in_half(scoped, by_share.sort_values("share", ascending=False, kind="stable"), own)


def _collectives(scoped: ScopedPlan) -> pd.Series:
    return scoped.departments["department_id"][scoped.departments["collective"]]


def _longest_and_shortest(sections: dict[int, tuple[str, ...]]) -> list[Finding]:
    most, fewest = longest(sections), min(map(len, sections.values()))
    least = {ordinal: ids for ordinal, ids in sections.items() if len(ids) == fewest}
    if len(most) == len(sections):
        return [say(f"{len(sections)}个部分的任务一样多，", each_task(sections), "。")]
    return [
        say(
            f"{parts(most)}任务最多（", each_task(most), f"），{parts(least)}最少（", each_task(least), "）。"
        )
    ]


def _most_departments(cells: pd.DataFrame) -> list[Finding]:
    departments = Counter(cells["section_ordinal"].tolist())
    widest = [ordinal for ordinal, number in departments.items() if number == max(departments.values())]
    if len(widest) == len(departments):
        return []
    return [say(f"{parts(widest)}列有的部门最多（{each(widest)}{departments[widest[0]]}个）。")]


def _breadth(scoped: ScopedPlan, sections: int) -> list[Finding]:
    table = workload.by_department(scoped)
    table = table[~table["collective"]]
    top = table.iloc[highest(table["sections"].to_numpy())]
    single = table[table["sections"] == 1]
    found = []
    if len(top) < len(table) and top["sections"].iloc[0] > 1:
        number = Figure(
            f"{sections}个部分中的{top['sections'].iloc[0]}个",
            workload.tasks_of_any(scoped, top["department_id"]),
        )
        found.append(say(f"涉及部分最多的是{tied(top['name'].tolist())}（", number, "）。"))
    if 0 < len(single) < len(table):
        found.append(say(f"{len(table)}个责任部门中，", f"{len(single)}个只出现在一个部分。"))
    return found


def _in_half(scoped: ScopedPlan, cells: pd.DataFrame, sections: dict[int, tuple[str, ...]]) -> list[Finding]:
    """Departments listed in at least half of a section's tasks, where it has three or more."""
    found = []
    for row in cells.to_dict("records"):
        total = len(sections[row["section_ordinal"]])
        if total >= 3 and 2 * row["full"] >= total:
            ids = workload.tasks_of(scoped, row["department_id"], row["section_id"])
            found.append(
                say(
                    f"{parts([row['section_ordinal']])}的{total}项任务中，",
                    tasks(ids),
                    f"列有{row['name']}。",
                    about=[Mark((row["department_id"],), row["section_id"])],
                )
            )
    return found
