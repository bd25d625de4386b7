"""年度对照 to take away: a row for what became of each task, a row for each department, a row for each tie."""

from collections.abc import Sequence

import pandas as pd

from analytics.years.changes import CHANGES, Change
from analytics.years.comparison import Comparison
from analytics.years.departments import STANDINGS, Standing
from analytics.years.plans import YearPlan


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


def department_year_table(both: pd.DataFrame, names: tuple[str, str]) -> pd.DataFrame:
    """``analytics.years.departments.departments_of_both`` under Chinese headings."""
    earlier, later = names
    return pd.DataFrame(
        {
            "部门": both["name"],
            f"{earlier}参与数": both["earlier_full"],
            f"{later}参与数": both["later_full"],
            "参与数增减": both["more"],
            f"{earlier}分担数": both["earlier_fractional"].round(2),
            f"{later}分担数": both["later_fractional"].round(2),
            "列名": [STANDINGS[Standing(standing)] for standing in both["standing"]],
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
