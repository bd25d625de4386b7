"""列名结构: what joint tasks make of each department's list, and how many pairs each task makes.

It is said of the lists of the document, never of effort.
"""

import numpy as np
import pandas as pd

from analytics.loads import workload
from analytics.scope import ScopedPlan
from analytics.ties.incidence import shared_counts

BY_DEPARTMENT = [
    "department_id",
    "name",
    "sole",
    "joint",
    "partners",
    "largest",
    "largest_ids",
    "joint_first",
    "first_ids",
    "first_share",
]
BY_TASK = ["task_id", "number", "text", "size", "pairs"]


def by_department(scoped: ScopedPlan) -> pd.DataFrame:
    """One row for each department of the scope, collective names not among them.

    Columns: department_id, name; sole (独立承担) and joint (共同承担) tasks; partners (departments that it shares a task with,
    collective names not among them); largest (departments on the longest printed list that names it; 0 without joint
    tasks) and largest_ids (list: the tasks with that list); joint_first (joint tasks whose printed list it opens), first_ids (list: those tasks) and
    first_share (joint_first / joint, 0 to 1, NaN without joint tasks; that the first leads is an assumption, 推定). Sorted by
    joint falling, then partners falling, then by the directory. Empty scope: no rows.
    """
    table = workload.by_department(scoped).set_index("department_id")
    collective = scoped.departments["collective"].to_numpy(bool)
    shares = shared_counts(scoped) > 0
    np.fill_diagonal(shares, val=False)
    listed, ids = scoped.tasks["listed"].to_numpy(), scoped.tasks["task_id"].to_numpy(object)
    joint = np.where(workload.is_joint(scoped), listed, 0)
    given = scoped.assignments
    department, task = given["department"].to_numpy(), given["task"].to_numpy()
    largest = np.zeros(len(scoped.departments), int)
    np.maximum.at(largest, department, joint[task])
    at_most = (joint[task] == largest[department]) & (joint[task] > 0)
    opens = given["first"].to_numpy(bool) & (joint[task] > 0)
    own = table.loc[scoped.departments["department_id"]]
    frame = pd.DataFrame(
        {
            "department_id": scoped.departments["department_id"],
            "name": scoped.departments["name"],
            "sole": own["sole"].to_numpy(int),
            "joint": own["joint"].to_numpy(int),
            "partners": shares[:, ~collective].sum(axis=1).astype(int),
            "largest": largest,
            "largest_ids": _listed(department[at_most], ids[task[at_most]], len(largest)),
            "joint_first": own["joint_first"].to_numpy(int),
            "first_ids": _listed(department[opens], ids[task[opens]], len(largest)),
        },
        columns=BY_DEPARTMENT[:-1],
    )
    frame["first_share"] = frame["joint_first"] / frame["joint"].where(frame["joint"] > 0)
    kept = frame[~collective]
    order = np.lexsort((-kept["partners"].to_numpy(), -kept["joint"].to_numpy()))
    return kept.iloc[order].reset_index(drop=True)


def _listed(departments: np.ndarray, task_ids: np.ndarray, n: int) -> pd.Series:
    """For each of n departments the tasks that stand beside its row."""
    found: list[list[str]] = [[] for _ in range(n)]
    for department, task_id in zip(departments.tolist(), task_ids, strict=True):
        found[department].append(task_id)
    return pd.Series(found, dtype=object)


def by_task(scoped: ScopedPlan) -> pd.DataFrame:
    """One row for each joint task: what it alone gives to the network.

    Columns: task_id, number, text, size (k, the departments of the task in this scope), pairs (k(k − 1)/2). Sorted by size
    falling, then in printed order. Without joint tasks: no rows.
    """
    tasks = scoped.tasks[scoped.tasks["size"] > 1]
    size = tasks["size"].to_numpy(int)
    frame = tasks[["task_id", "number", "text", "size"]].assign(pairs=size * (size - 1) // 2)
    return frame.iloc[np.argsort(-size, kind="stable")].reset_index(drop=True)[BY_TASK]
