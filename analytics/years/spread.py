"""How evenly the namings of a year are spread over its departments, so that years can be held beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from analytics.loads import workload
from analytics.loads.concentration import Concentration, describe, gini_corrected
from analytics.scope import Counting, ScopedPlan
from analytics.ties.collaboration import ties


@dataclass(frozen=True, slots=True)
class Spread:
    """How evenly one year's load is spread by the scope's counting, and how much a single task makes of that."""

    concentration: Concentration
    namings: int  # 列名次数
    by_one_task: float  # the most by which leaving out one task changes the corrected Gini; NaN where that has no meaning


def spread(scoped: ScopedPlan) -> Spread:
    """The concentration of a year, with what one task more or less would change of it.

    A difference between two years that a single task can make says nothing of the years. Of fewer than two departments:
    NaN.
    """
    found, loads = describe(scoped), workload.loads(scoped)
    given = scoped.assignments
    whole = scoped.scope.counting is Counting.FULL
    shares = np.ones(len(given)) if whole else workload.shares(scoped)
    task, department = given["task"].to_numpy(), given["department"].to_numpy()
    bounds = np.flatnonzero(np.diff(task, prepend=-1, append=-1))
    differences = [0.0]
    for start, end in pairwise(bounds.tolist()):
        left = loads.astype(float)
        left[department[start:end]] -= shares[start:end]
        differences.append(abs(gini_corrected(left[left > workload.TOLERANCE]) - found.gini_corrected))
    known = [difference for difference in differences if not np.isnan(difference)]
    return Spread(found, len(given), max(known) if found.n > 1 else float("nan"))


def figures_of_years(*years: ScopedPlan) -> pd.DataFrame:
    """A row for each of several plans, in their order.

    Columns: tasks, joint (共同承担), with_target (任务), departments (named, collective names not among them), namings
    (列名次数), ties (pairs with a task in common), n (departments and collective names that the Gini is of), gini_corrected
    (0 to 1, by the scope's counting; NaN for n < 2). Without plans: no rows.
    """
    columns = ["tasks", "joint", "with_target", "departments", "namings", "ties", "n", "gini_corrected"]
    rows = []
    for scoped in years:
        held, even = workload.summary(scoped), describe(scoped)
        rows.append(
            (
                *(held.tasks, held.joint_tasks, held.tasks_with_target, held.departments),
                *(held.responsibilities, len(ties(scoped)), even.n, even.gini_corrected),
            )
        )
    return pd.DataFrame(rows, columns=columns)


FIGURES = {
    "tasks": "任务",
    "joint": "共同承担",
    "with_target": "写明目标",
    "departments": "列名部门",
    "namings": "列名次数",
    "ties": "联系",
}
"""What the figures are called, without the Gini."""


def figure_table(figures: pd.DataFrame) -> pd.DataFrame:
    """``figures_of_years`` under Chinese headings, the corrected Gini with how many it is of, as a text."""
    return (
        figures[list(FIGURES)]
        .rename(columns=FIGURES)
        .assign(
            **{
                "基尼系数（校正）": [
                    "—" if pd.isna(value) else f"{value:.2f}（{n}个部门和集合名称）"
                    for value, n in zip(figures["gini_corrected"], figures["n"], strict=True)
                ]
            }
        )
    )


def side_by_side(figures: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """``figure_table`` with a column for each of several plans and a row for each figure (指标), as texts."""
    table = figure_table(figures).astype(str).T
    table.columns = list(names)
    return table.rename_axis("指标").reset_index()
