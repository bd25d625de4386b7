"""One unit's profile: its figures, ranks, partners, sections and tasks."""

from dataclasses import dataclass

import pandas as pd

from analytics import collaboration, workload
from analytics.scope import ScopedPlan


@dataclass(frozen=True, eq=False, slots=True)
class Profile:
    """What a scope says of one unit. Counts in tasks (个)."""

    department_id: str
    name: str
    kind: str
    parent_name: str | None
    units: int  # units of the scope, beside the ranks
    full: int  # 参与数
    fractional: float  # 分担数: Σ 1/k
    full_rank: int  # 1 = most; equal counts share a rank
    fractional_rank: int
    sole: int  # 独立承担
    joint: int  # 共同承担
    first_listed: int  # 首列; that it leads is an assumption unless the document says so
    lead: int  # 牵头, stated
    support: int  # 配合, stated
    with_target: int  # tasks that state a target
    partners: pd.DataFrame  # as collaboration.partners
    sections: pd.DataFrame  # section_id, section_ordinal, section_title, full, fractional; printed order
    tasks: pd.DataFrame  # rows of ScopedPlan.tasks with position, role and first of the unit; printed order


def profile(scoped: ScopedPlan, department_id: str) -> Profile:
    """The profile of a unit. Raises ``ScopeError`` for one that has no task in the scope."""
    unit = workload.row_of(scoped, department_id)
    figures = workload.by_department(scoped).set_index("department_id").loc[department_id]
    cells = workload.by_section(scoped)
    cells = cells[cells["department_id"] == department_id].drop(columns=["department_id", "name"])
    counts = (
        "full",
        "full_rank",
        "fractional_rank",
        "sole",
        "joint",
        "first_listed",
        "lead",
        "support",
        "with_target",
    )
    return Profile(
        department_id=department_id,
        name=figures["name"],
        kind=figures["kind"],
        parent_name=scoped.departments["parent_name"].iloc[unit],
        units=len(scoped.departments),
        fractional=float(figures["fractional"]),
        partners=collaboration.partners(scoped, department_id),
        sections=cells.reset_index(drop=True),
        tasks=_tasks(scoped, unit),
        **{count: int(figures[count]) for count in counts},
    )


def _tasks(scoped: ScopedPlan, unit: int) -> pd.DataFrame:
    """The unit's tasks, with its place and role in each."""
    own = scoped.assignments[scoped.assignments["department"] == unit]
    tasks = scoped.tasks.take(own["task"].to_numpy()).reset_index(drop=True)
    return tasks.assign(**{column: own[column].array for column in ("position", "role", "first")})
