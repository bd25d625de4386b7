"""One department's profile: its figures, ranks, partners, sections and tasks."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.loads import workload
from analytics.scope import ScopedPlan
from analytics.ties import collaboration


@dataclass(frozen=True, eq=False, slots=True)
class Profile:
    """What a scope says of one department. Counts in tasks (个)."""

    department_id: str
    name: str
    kind: str
    parent_name: str | None
    departments: int  # departments of the scope, beside the ranks
    full: int  # 参与数
    fractional: float  # 分担数: Σ 1/k
    full_rank: int  # 1 = most; equal counts share a rank
    fractional_rank: int
    sole: int  # 独立承担
    joint: int  # 共同承担
    joint_first: int  # 共同任务中首列; that it leads is an assumption unless the document says so
    first_listed: int  # 首列; that it leads is an assumption unless the document says so
    lead: int  # 牵头, stated
    support: int  # 配合, stated
    with_target: int  # tasks that state a target
    partners: pd.DataFrame  # as collaboration.partners
    sections: pd.DataFrame  # section_id, section_ordinal, section_title, full, fractional; printed order
    tasks: (
        pd.DataFrame
    )  # rows of ScopedPlan.tasks with position, role and first of the department; printed order


def profile(scoped: ScopedPlan, department_id: str) -> Profile:
    """The profile of a department. Raises ``ScopeError`` for one that has no task in the scope."""
    row = workload.row_of(scoped, department_id)
    figures = workload.by_department(scoped)
    figures = figures.iloc[(figures["department_id"].to_numpy() == department_id).argmax()].to_dict()
    cells = workload.by_section(scoped)
    own = np.flatnonzero(cells["department_id"].to_numpy() == department_id)
    return Profile(
        parent_name=scoped.departments["parent_name"].iloc[row],
        departments=len(scoped.departments),
        partners=collaboration.partners(scoped, department_id),
        sections=cells[_OF_SECTION].take(own).reset_index(drop=True),
        tasks=_tasks(scoped, row),
        **{column: figures[column] for column in _OF_DEPARTMENT},
    )


_OF_SECTION = ["section_id", "section_ordinal", "section_title", "full", "fractional"]
_OF_DEPARTMENT = (
    *("department_id", "name", "kind", "full", "fractional", "full_rank", "fractional_rank"),
    *("sole", "joint", "first_listed", "joint_first", "lead", "support", "with_target"),
)


def _tasks(scoped: ScopedPlan, department: int) -> pd.DataFrame:
    """The department's tasks, with its place and role in each."""
    own = np.flatnonzero(scoped.assignments["department"].to_numpy() == department)
    given = scoped.assignments.take(own)
    tasks = scoped.tasks.take(given["task"].to_numpy()).reset_index(drop=True)
    return tasks.assign(
        position=given["position"].array, role=given["role"].array, first=given["first"].array
    )
