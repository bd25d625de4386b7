"""From whom to whom: who leads for whom, stated where the document gives roles, assumed where it does not."""

import numpy as np
import pandas as pd

from analytics.scope import STRONGEST_FIRST, ScopedPlan
from data.vocabulary import Role

COLUMNS = ["source_id", "target_id", "source_name", "target_name", "tasks", "stated", "task_ids"]


def directions(scoped: ScopedPlan) -> pd.DataFrame:
    """Arrows between departments of the same task, from the one that leads to the others.

    Where a task gives its departments different roles, from those in the strongest (牵头, else 责任) to the rest:
    stated. Where it gives all of them the same, from the first listed to the others: an assumption (推定),
    since no document says that the first leads unless it gives roles. Tasks that several departments lead without
    others, and tasks whose first place is left out (a collective name), give no arrow.

    Columns: source_id, target_id, source_name, target_name, tasks (so many tasks), stated (bool), task_ids
    (list, printed order). A pair can have a stated and an assumed row, and rows in both directions. Sorted by
    tasks falling, then stated first, then by the directory. Without joint tasks: no rows.
    """
    given = scoped.assignments
    task, department = given["task"].to_numpy(), given["department"].to_numpy()
    rank = pd.Index(STRONGEST_FIRST).get_indexer(pd.Index(given["role"]))
    tasks = len(scoped.tasks)
    strongest, weakest = np.full(tasks, len(STRONGEST_FIRST)), np.full(tasks, -1)
    np.minimum.at(strongest, task, rank)
    np.maximum.at(weakest, task, rank)
    stated = strongest < weakest
    led_by_all = (strongest == weakest) & (strongest == STRONGEST_FIRST.index(Role.LEAD))
    leads = np.where(stated[task], rank == strongest[task], given["first"].to_numpy(bool) & ~led_by_all[task])
    frame = pd.DataFrame({"task": task, "department": department, "leads": leads})
    arrows = frame[frame["leads"]].merge(frame[~frame["leads"]], on="task", suffixes=("_from", "_to"))
    arrows["stated"] = stated[arrows["task"]]
    return _counted(scoped, arrows)


def _counted(scoped: ScopedPlan, arrows: pd.DataFrame) -> pd.DataFrame:
    """One row for each ordered pair, stated or assumed."""
    departments, ids = scoped.departments, scoped.tasks["task_id"].tolist()
    found: dict[tuple[int, int, bool], list[str]] = {}
    for task, source, target, stated in zip(
        *(arrows[column].tolist() for column in ("task", "department_from", "department_to", "stated")),
        strict=True,
    ):
        found.setdefault((source, target, stated), []).append(ids[task])
    order = sorted(found, key=lambda key: (-len(found[key]), not key[2], key[0], key[1]))
    ends = {"source": [key[0] for key in order], "target": [key[1] for key in order]}
    return pd.DataFrame(
        {f"{end}_id": departments["department_id"].array[rows] for end, rows in ends.items()}
        | {f"{end}_name": departments["name"].array[rows] for end, rows in ends.items()}
        | {
            "tasks": np.array([len(found[key]) for key in order], int),
            "stated": np.array([key[2] for key in order], bool),
            "task_ids": pd.Series([found[key] for key in order], dtype=object),
        },
        columns=COLUMNS,
    )
