"""The list of tasks: found by words, departments, targets; and as a table in the usual columns (台账)."""

import re
from collections.abc import Collection, Sequence
from enum import StrEnum
from unicodedata import normalize

import numpy as np
import pandas as pd

from analytics.rows import each_row
from analytics.scope import ScopedPlan
from data.store.plan import Plan
from data.vocabulary import CORRECTED, ROLE_LABELS, Role

PARTING = re.compile(r"[\s、,;]+")  # after NFKC


class Sharing(StrEnum):
    """How many departments a task is sought with."""

    ANY = "any"
    SOLE = "sole"  # one
    JOINT = "joint"  # several


class Stating(StrEnum):
    """Whether a task is sought that states a target."""

    ANY = "any"
    STATED = "stated"
    UNSTATED = "unstated"


def find(
    scoped: ScopedPlan,
    words: str = "",
    department_ids: Collection[str] = (),
    sharing: Sharing = Sharing.ANY,
    stating: Stating = Stating.ANY,
) -> list[str]:
    """Ids of the scope's tasks, in printed order, that fulfil every condition given.

    Parameters
    ----------
    words : each of them (parted by spaces, 、，；) stands in the task's number, text or departments' names; full-width
        letters and digits are taken as their plain ones
    department_ids : at least one of them is named for the task
    """
    tasks, given = scoped.tasks, scoped.assignments
    keep = np.ones(len(tasks), dtype=bool)
    names = scoped.departments["name"].to_numpy()
    sought = PARTING.split(_folded(words).strip())
    if any(sought):
        departments = [""] * len(tasks)
        for task, department in zip(given["task"], given["department"], strict=True):
            departments[task] += f" {names[department]}"
        rows = zip(tasks["number"], tasks["text"], departments, strict=True)
        heaps = [_folded(f"{number} {text} {department}") for number, text, department in rows]
        keep &= [all(word in heap for word in sought) for heap in heaps]
    if department_ids:
        department = scoped.departments["department_id"].isin(list(department_ids)).to_numpy()
        keep &= np.isin(
            np.arange(len(tasks)), given["task"].to_numpy()[department[given["department"].to_numpy()]]
        )
    if sharing is not Sharing.ANY:
        joint = (tasks["listed"] > 1).to_numpy()
        keep &= (joint if sharing is Sharing.JOINT else ~joint) & (tasks["size"] > 0).to_numpy()
    if stating is not Stating.ANY:
        keep &= (tasks["targets"] > 0).to_numpy() == (stating is Stating.STATED)
    return tasks["task_id"].to_numpy()[keep].tolist()


def _folded(text: str) -> str:
    return normalize("NFKC", text).casefold()


def table(plan: Plan, task_ids: Sequence[str]) -> pd.DataFrame:
    """The tasks as rows, in the order given, in the words of the document.

    Columns: 序号 (as printed; numbers where all are plain numbers), 工作任务, 牵头部门, 责任部门, 配合部门, 所属部分, 目标要求, 人工改正 (有 where a person
    changed it; left out where none of the tasks was changed). Departments with full names,
    parted by 、, at office level as named. A column of roles that no task of the plan has is left out.
    """
    tasks = plan.tasks.set_index("task_id").loc[list(task_ids)]
    titles = dict(zip(plan.sections["section_id"], plan.sections["title"], strict=True))
    numbers = tasks["number"]
    plain = len(numbers) > 0 and numbers.str.fullmatch("[1-9][0-9]{0,5}").all()
    columns = {
        "序号": numbers.astype(int).tolist() if plain else numbers.tolist(),
        "工作任务": tasks["text"].tolist(),
    }
    departments = _departments_by_role(plan, set(task_ids))
    for role in (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT):
        cells = ["、".join(departments.get((task, role), [])) for task in task_ids]
        if role is Role.RESPONSIBLE or any(cells):
            columns[f"{ROLE_LABELS[role]}部门"] = cells
    columns["所属部分"] = [titles.get(section, "") for section in tasks["section_id"]]
    targets = (
        plan.targets[plan.targets["task_id"].isin(list(task_ids))].groupby("task_id")["text"].agg("；".join)
    )
    columns["目标要求"] = [targets.get(task, "") for task in task_ids]
    if tasks["corrected"].any():
        columns[CORRECTED] = ["有" if corrected else "" for corrected in tasks["corrected"]]
    return pd.DataFrame(columns)


def corrected_note(numbers: Sequence[str]) -> list[tuple[str, str]]:
    """What a file says of the tasks that a person changed in what was read: label and text; nothing where there are none."""
    return [(CORRECTED, f"第{'、'.join(numbers)}项读出后经人改正")] if numbers else []


def _departments_by_role(plan: Plan, task_ids: set[str]) -> dict[tuple[str, str], list[str]]:
    names = dict(zip(plan.departments["department_id"], plan.departments["name"], strict=True))
    named = plan.responsibilities[plan.responsibilities["task_id"].isin(task_ids)].sort_values(
        ["task_id", "position"]
    )
    found: dict[tuple[str, str], list[str]] = {}
    for row in each_row(named):
        found.setdefault((row.task_id, row.role), []).append(names[row.department_id])
    return found
