"""A plan as it is compared with another: its tasks in order, with what each says, where, for whom and by when."""

from dataclasses import dataclass

import pandas as pd

from analytics.rows import each_row
from data.store.plan import Plan
from data.vocabulary import TargetKind


@dataclass(frozen=True, slots=True)
class YearTarget:
    """A target that a task states."""

    kind: TargetKind
    text: str  # as printed
    value: str  # what it demands: "45%", "2023-12-31"


@dataclass(frozen=True, slots=True)
class YearTask:
    """A task as it is compared."""

    text: str
    section: int | None = None  # ordinal of its section
    departments: tuple[str, ...] = ()  # full names of the departments, in printed order
    targets: tuple[YearTarget, ...] = ()


@dataclass(frozen=True, slots=True)
class YearPlan:
    """A plan as it is compared. A task is known by its position: 1-based, in the order of the document."""

    title: str
    year: int | None
    sections: tuple[str, ...]  # titles; a section's ordinal is its place, from 1
    tasks: tuple[YearTask, ...]


def year_plan(plan: Plan, document_id: str) -> YearPlan:
    """One document of a plan, ready to be compared; ``ValueError`` where the plan does not hold it."""
    (header,) = (header for header in each_row(plan.documents) if header.document_id == document_id)
    sections = plan.sections[plan.sections["document_id"] == document_id].sort_values("ordinal")
    tasks = plan.tasks[plan.tasks["document_id"] == document_id].sort_values("position")
    ordinals = dict(zip(sections["section_id"], sections["ordinal"], strict=True))
    names = dict(zip(plan.departments["department_id"], plan.departments["name"], strict=True))
    departments: dict[str, list[str]] = {}
    for named in each_row(plan.responsibilities):
        departments.setdefault(named.task_id, []).append(names[named.department_id])
    targets: dict[str, list[YearTarget]] = {}
    for target in each_row(plan.targets):
        stated = YearTarget(TargetKind(target.kind), target.text, target.value)
        targets.setdefault(target.task_id, []).append(stated)
    return YearPlan(
        header.title,
        None if pd.isna(header.year) else int(header.year),
        tuple(sections["title"]),
        tuple(
            YearTask(
                task.text,
                ordinals.get(task.section_id),
                tuple(departments.get(task.task_id, ())),
                tuple(targets.get(task.task_id, ())),
            )
            for task in each_row(tasks)
        ),
    )
