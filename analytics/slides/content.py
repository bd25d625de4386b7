"""What several topics of a presentation show: tasks as rows, bars of sole and joint tasks, the names of sections."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd

from analytics.evidence import Mark
from analytics.loads import workload
from analytics.scope import ScopedPlan
from analytics.section_names import short_names
from analytics.slides.presentation import Rows, Series
from analytics.task_list import Sharing
from data.store.plan import Plan
from data.vocabulary import OUTSIDE, ROLE_LABELS, Role

SOLE, JOINT, WITHOUT = "独立承担", "共同承担", "未列部门"


def alone_and_together(
    scoped: ScopedPlan, lists: Sequence[Sequence[str]], marks: Sequence[Mark]
) -> tuple[Series, ...]:
    """Each list of tasks parted by the number of departments; those without a department only where there are any.

    ``marks``: of the lists as they are before.
    """
    size = dict(zip(scoped.tasks["task_id"], scoped.tasks["size"], strict=True))
    is_joint = dict(zip(scoped.tasks["task_id"], workload.is_joint(scoped).tolist(), strict=True))
    carried = [[is_joint[task] for task in own if size[task]] for own in lists]
    sole = tuple(own.count(False) for own in carried)
    joint = tuple(own.count(True) for own in carried)
    made = [
        Series(SOLE, sole, tuple(replace(mark, sharing=Sharing.SOLE) for mark in marks)),
        Series(JOINT, joint, tuple(replace(mark, sharing=Sharing.JOINT) for mark in marks)),
    ]
    without = [tuple(task for task in own if not size[task]) for own in lists]
    if any(without):
        bare = tuple(replace(mark, tasks=own) for mark, own in zip(marks, without, strict=True))
        made.append(Series(WITHOUT, tuple(map(len, without)), bare))
    return tuple(made)


def section_id(row: pd.Series) -> str:
    """The id of a row's section, as marks say it."""
    return workload.OUTSIDE_SECTIONS if pd.isna(row["section_id"]) else str(row["section_id"])


def section_labels(plan: Plan, rows: Iterable[pd.Series]) -> tuple[str, ...]:
    """The short names of the sections of some rows, as they head the columns of the pages."""
    names = short_names(plan.sections)
    return tuple(OUTSIDE if pd.isna(row["section_id"]) else names[str(row["section_id"])] for row in rows)


def task_rows(plan: Plan, scoped: ScopedPlan, task_ids: Sequence[str]) -> Rows:
    """Tasks as rows: number, text, departments as the scope sees them, and targets where any of them states one."""
    at = pd.Index(scoped.tasks["task_id"]).get_indexer(pd.Index(list(task_ids)))
    tasks, departments = scoped.tasks.iloc[at], _department_lists(scoped)
    stated = plan.targets.groupby("task_id")["text"].agg("；".join)
    goals = [stated.get(task, "") for task in task_ids]
    columns, shares = ["序号", "工作任务", "责任部门"], [0.08, 0.6, 0.32]
    cells = [tasks["number"].tolist(), tasks["text"].tolist(), [departments[row] for row in at.tolist()]]
    if any(goals):
        columns, shares, cells = [*columns, "目标要求"], [0.08, 0.51, 0.27, 0.14], [*cells, goals]
    rows = tuple(zip(*cells, strict=True))
    return Rows(tuple(columns), tuple(shares), rows, tuple(Mark(tasks=(task,)) for task in task_ids))


def _department_lists(scoped: ScopedPlan) -> list[str]:
    """The departments of each task of the scope: 「A、B」; with roles where the task states them, 「牵头：A；配合：B」."""
    given = scoped.assignments
    names = scoped.departments["name"].to_numpy(object)[given["department"].to_numpy()]
    ends = np.searchsorted(given["task"].to_numpy(), np.arange(len(scoped.tasks) + 1))
    roles = given["role"].to_numpy(object)
    return [_departments_text(names[a:b], roles[a:b]) for a, b in pairwise(ends)]


def _departments_text(names: np.ndarray, roles: np.ndarray) -> str:
    if (roles == Role.RESPONSIBLE).all():
        return "、".join(names)
    by_role = [
        (ROLE_LABELS[role], names[roles == role]) for role in (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT)
    ]
    return "；".join(f"{label}：{'、'.join(own)}" for label, own in by_role if len(own))
