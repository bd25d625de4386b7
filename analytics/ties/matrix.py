"""Who shares how many tasks with whom, as a matrix of departments × departments in a chosen order."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.loads import workload
from analytics.scope import ScopedPlan
from analytics.ties.groups import Groups
from analytics.ties.incidence import incidence
from data.vocabulary import DepartmentKind


class Order(StrEnum):
    """What stands beside what in the rows and columns."""

    LOAD = "load"  # by the scope's counting, most first
    KIND = "kind"  # departments of a kind together
    GROUP = "group"  # departments of a candidate group together, those without a shared task last
    PARENT = "parent"  # offices of a parent together, where the first of them stands


@dataclass(frozen=True, eq=False, slots=True)
class Matrix:
    """The ordered matrix; symmetric."""

    department_ids: tuple[str, ...]  # rows and columns, in order
    names: tuple[str, ...]
    blocks: tuple[str, ...]  # what each stands under: its kind, parent or 候选协作组 n; empty without blocks
    shared: (
        np.ndarray
    )  # tasks that name both departments; on the diagonal the department's own tasks (参与数)
    cells: pd.DataFrame
    """What is drawn: row, column (0 …), source_id, target_id, shared; both halves, without the diagonal,
    row by row. The tasks behind a cell: ``workload.tasks_of``."""


def matrix(
    scoped: ScopedPlan, order: Order, groups: Groups | None = None, among: Collection[str] | None = None
) -> Matrix:
    """The departments in an order, and the tasks that each two share. Within a block, most load first.

    ``groups`` are those of the scope, needed for their order. ``among``: the departments to show, all of them by default.
    Equal loads stand as in the directory. Empty scope: no cells.
    """
    departments = scoped.departments
    block, label = _blocks(scoped, order, groups)
    rows = np.lexsort((workload.ranks(workload.loads(scoped)), block))
    if among is not None:
        rows = rows[departments["department_id"].isin(among).to_numpy(bool)[rows]]
    named = incidence(scoped)[rows]
    shared = (named @ named.T).toarray()
    row, column = np.nonzero(shared * ~np.eye(len(rows), dtype=bool))
    ids = departments["department_id"].array[rows]
    return Matrix(
        department_ids=tuple(ids),
        names=tuple(departments["name"].array[rows]),
        blocks=tuple(label[row] for row in rows.tolist()),
        shared=shared,
        cells=pd.DataFrame(
            {"row": row, "column": column, "source_id": ids[row], "target_id": ids[column]}
            | {"shared": shared[row, column]}
        ),
    )


def only(matrix: Matrix, ties: pd.DataFrame) -> Matrix:
    """The matrix with the cells of some ties alone (rows of ``collaboration.ties``), everybody in place."""
    pairs = set(zip(ties["source_id"], ties["target_id"], strict=True))
    cells = matrix.cells
    kept = [
        (a, b) in pairs or (b, a) in pairs
        for a, b in zip(cells["source_id"], cells["target_id"], strict=True)
    ]
    return replace(matrix, cells=cells[np.array(kept, bool)].reset_index(drop=True))


def _blocks(scoped: ScopedPlan, order: Order, groups: Groups | None) -> tuple[np.ndarray, list[str]]:
    """For each department of the scope the number of its block, and the block's name."""
    departments = scoped.departments
    if order == Order.KIND:
        return pd.Index(list(DepartmentKind)).get_indexer(pd.Index(departments["kind"])), departments[
            "kind"
        ].tolist()
    if order == Order.GROUP and groups is not None:
        number, last = groups.number_of(), len(groups.groups)
        block = [number.get(department, last) for department in departments["department_id"]]
        return np.array(block, int), [f"候选协作组{at + 1}" if at < last else "没有共同任务" for at in block]
    if order == Order.PARENT:
        topmost = [
            parent or own for parent, own in zip(departments["parent_name"], departments["name"], strict=True)
        ]
        return pd.factorize(pd.Index(topmost, dtype=object))[0], topmost
    return np.zeros(len(departments), int), [""] * len(departments)
