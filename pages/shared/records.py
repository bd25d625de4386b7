"""All that a page shows of one task, found at once instead of searched in the plan's frames."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.rows import each_row
from data.store.plan import Plan
from pages.shared import loading


@dataclass(frozen=True, slots=True)
class Record:
    """A task with what belongs to it; rows are named tuples of the plan's frames."""

    task: Any
    section: Any | None  # None: outside any section
    departments: tuple[Any, ...]  # responsibilities with the columns of their department, in printed order
    targets: tuple[Any, ...]
    source: str  # of the whole document


def record(plan: Plan, task_id: str) -> Record:
    """The record of a task. Raises ``KeyError`` where the plan has none of that id."""
    document_id = loading.answer(_documents, plan)[task_id]
    return loading.answer(_records, plan, document_id)[task_id]


def _documents(plan: Plan) -> dict[str, str]:
    return dict(zip(plan.tasks["task_id"], plan.tasks["document_id"], strict=True))


def _records(plan: Plan, document_id: str) -> dict[str, Record]:
    """The records of the tasks of one document."""
    documents, sections, tasks = (
        frame[frame["document_id"] == document_id] for frame in (plan.documents, plan.sections, plan.tasks)
    )
    stated, named = (
        frame[frame["task_id"].isin(tasks["task_id"])].sort_values(["task_id", "position"])
        for frame in (plan.targets, plan.responsibilities)
    )
    named = named.merge(plan.departments, on="department_id", suffixes=("", "_of_department"))
    section_of = {row.section_id: row for row in each_row(sections)}
    departments, targets = _by_task(named), _by_task(stated)
    return {
        task.task_id: Record(
            task,
            None if pd.isna(task.section_id) else section_of[task.section_id],
            tuple(departments[task.task_id]),
            tuple(targets[task.task_id]),
            documents["source"].iloc[0],
        )
        for task in each_row(tasks)
    }


def _by_task(frame: pd.DataFrame) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in each_row(frame):
        found[row.task_id].append(row)
    return found
