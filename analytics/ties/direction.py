"""From whom to whom: who leads for whom, stated where the document gives roles, assumed where it does not."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.rows import each_row
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


@dataclass(frozen=True, eq=False, slots=True)
class DirectionMatrix:
    """Who stands first as rows, who beside it as columns."""

    source_ids: tuple[str, ...]  # rows from the top, most tasks first
    source_names: tuple[str, ...]
    target_ids: tuple[str, ...]  # columns from the left, most tasks first
    target_names: tuple[str, ...]
    cells: (
        pd.DataFrame
    )  # row, column (0 …), tasks, stated (bool: of all of them), task_ids (list): one for each pair


def direction_matrix(arrows: pd.DataFrame) -> DirectionMatrix:
    """Arrows (``directions``) as a matrix; a pair with stated and assumed tasks is one cell, and counts as assumed.

    Equal sums stand as they first come in ``arrows``. Without arrows: no rows, no columns.
    """
    pairs: dict[tuple[str, str], list[str]] = {}
    assumed: set[tuple[str, str]] = set()
    for row in each_row(arrows):
        pair = (row.source_id, row.target_id)
        pairs.setdefault(pair, []).extend(row.task_ids)
        assumed |= set() if row.stated else {pair}
    rows, columns = _by_sum(arrows, "source"), _by_sum(arrows, "target")
    at = [{own: place for place, own in enumerate(some)} for some in (rows, columns)]
    cells = pd.DataFrame(
        {
            "row": np.array([at[0][source] for source, _ in pairs], int),
            "column": np.array([at[1][target] for _, target in pairs], int),
            "tasks": np.array([len(own) for own in pairs.values()], int),
            "stated": np.array([pair not in assumed for pair in pairs], bool),
            "task_ids": pd.Series(list(pairs.values()), dtype=object),
        }
    )
    return DirectionMatrix(tuple(rows), tuple(rows.values()), tuple(columns), tuple(columns.values()), cells)


def _by_sum(arrows: pd.DataFrame, end: str) -> dict[str, str]:
    """The departments at one end of arrows with their names, most tasks first."""
    sums = arrows.groupby(f"{end}_id", sort=False)["tasks"].sum().sort_values(ascending=False, kind="stable")
    names = dict(zip(arrows[f"{end}_id"], arrows[f"{end}_name"], strict=True))
    return {own: names[own] for own in sums.index}


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
