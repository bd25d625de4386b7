"""Which task binds whom: joint tasks as columns, departments as rows, and the combinations of departments that recur."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
import pandas as pd

from analytics.loads import workload
from analytics.scope import ScopedPlan
from analytics.ties import collaboration

SWEEPS = 40  # of the barycentre ordering; it settles earlier
BLOCKS_AT_MOST = 30  # departments of a group whose rows are moved block by block; beyond, the sweeps alone
TASKS_AT_MOST = 40  # columns that can be read side by side


class ColumnOrder(StrEnum):
    """What stands beside what in the columns."""

    SECTION = "section"  # as printed, section by section
    SIZE = "size"  # by the number of departments, most first, then as printed
    NEAR = "near"  # from the topmost line to the lowest


@dataclass(frozen=True, eq=False, slots=True)
class TaskColumns:
    """Joint tasks as columns and departments as rows, each task a line from its first row to its last (PAOH)."""

    department_ids: tuple[str, ...]  # rows from the top; only departments with a task that is shown
    names: tuple[str, ...]
    totals: tuple[
        int, ...
    ]  # joint tasks (by the printed list) of each row's department in the scope, shown or not
    task_ids: tuple[str, ...]  # columns from the left
    dots: pd.DataFrame
    """column, row (0 …), task_id, department_id, first (bool: listed first): one for each department of a task, column by
    column."""
    lines: pd.DataFrame
    """column, task_id, number, text, section_id, size, top and bottom (rows); one for each column."""
    length: int  # Σ (bottom − top): the length of all lines, in rows


def task_columns(
    scoped: ScopedPlan, order: ColumnOrder = ColumnOrder.NEAR, among: Collection[str] | None = None
) -> TaskColumns:
    """Rows in an order that keeps the lines short, columns in one of three orders.

    PAOH (Valdivia et al. 2021) with rows by barycentre sweeps, then blocks of rows moved or turned as long as
    the lines get shorter: no shorter order is one move away, but the shortest of all is not promised. The
    same data give the same order. Without joint tasks: no rows, no columns. ``among``: ids of the tasks to show, all of
    them by default; sole tasks are passed over.
    """
    given, size = scoped.assignments, scoped.tasks["size"].to_numpy()
    shown = size > 1
    if among is not None:
        shown = shown & scoped.tasks["task_id"].isin(among).to_numpy(bool)
    joint = shown[given["task"].to_numpy()]
    department = given["department"].to_numpy()[joint]
    tasks, task = np.unique(given["task"].to_numpy()[joint], return_inverse=True)
    place = _rows(scoped, task, department)
    top, bottom = np.full(len(tasks), len(place)), np.full(len(tasks), -1)
    np.minimum.at(top, task, place[department])
    np.maximum.at(bottom, task, place[department])
    columns = {
        ColumnOrder.SECTION: np.arange(len(tasks)),
        ColumnOrder.SIZE: np.lexsort((tasks, -size[tasks])),
        ColumnOrder.NEAR: np.lexsort((tasks, bottom, top)),
    }[order]
    rows, column = np.argsort(place)[(place < 0).sum() :], np.argsort(columns)
    ids, names = (scoped.departments[name].array[rows] for name in ("department_id", "name"))
    task_ids = scoped.tasks["task_id"].array[tasks[columns]]
    by_column = np.lexsort((place[department], column[task]))
    dots = pd.DataFrame({"column": column[task][by_column], "row": place[department][by_column]})
    lines = {
        name: scoped.tasks[name].array[tasks[columns]] for name in ("number", "text", "section_id", "size")
    }
    listed_together = workload.is_joint(scoped)[given["task"].to_numpy()]
    every = np.bincount(given["department"].to_numpy()[listed_together], minlength=len(place))
    return TaskColumns(
        tuple(ids),
        tuple(names),
        tuple(every[rows].tolist()),
        tuple(task_ids),
        dots=dots.assign(
            task_id=task_ids[dots["column"]],
            department_id=ids[dots["row"]],
            first=given["first"].to_numpy(bool)[joint][by_column],
        ),
        lines=pd.DataFrame(
            {"column": np.arange(len(tasks)), "task_id": task_ids}
            | lines
            | {"top": top[columns], "bottom": bottom[columns]}
        ),
        length=int((bottom - top).sum()),
    )


def largest_tasks(
    scoped: ScopedPlan, tasks_at_most: int = TASKS_AT_MOST, section_id: str | None = None
) -> list[str]:
    """The joint tasks with most departments, as many as can be read as columns, and with them few enough rows.

    Ends before the first task that would bring more than ``collaboration.DEPARTMENTS_AT_MOST`` rows. ``section_id``: of
    one section only. Ids, as printed; without joint tasks: none.
    """
    tasks = scoped.tasks
    chosen = tasks[(tasks["size"] > 1) & (True if section_id is None else tasks["section_id"] == section_id)]
    chosen = chosen.sort_values("size", ascending=False, kind="stable").head(tasks_at_most)
    departments_of = scoped.assignments.groupby("task")["department"].agg(set)
    rows: set[int] = set()
    found = []
    for at in chosen.index:
        if len(rows | departments_of[at]) > collaboration.DEPARTMENTS_AT_MOST:
            break
        rows |= departments_of[at]
        found.append(at)
    return tasks["task_id"].array[sorted(found)].tolist()


def combinations(scoped: ScopedPlan) -> pd.DataFrame:
    """Which departments are named together, each exact combination once (UpSet: Lex et al. 2014).

    Columns: department_ids, names (lists, in the order of the directory), size (departments, 2 or more), tasks
    (tasks that name these departments and no other), within (tasks that name all of them, others too or not),
    task_ids (of ``tasks``, printed order). Sorted by tasks falling, then within, then size falling, then as
    first printed. It recurs where tasks > 1. Without joint tasks: no rows.
    """
    departments_of: dict[int, set[int]] = {}
    for task, department in zip(
        *(scoped.assignments[c].tolist() for c in ("task", "department")), strict=True
    ):
        departments_of.setdefault(task, set()).add(department)
    exact: dict[frozenset[int], list[int]] = {}
    for task, departments in departments_of.items():
        if len(departments) > 1:
            exact.setdefault(frozenset(departments), []).append(task)
    within = {
        departments: sum(departments <= others for others in departments_of.values()) for departments in exact
    }
    order = sorted(
        exact,
        key=lambda departments: (
            -len(exact[departments]),
            -within[departments],
            -len(departments),
            exact[departments][0],
        ),
    )
    rows = [sorted(departments) for departments in order]
    ids, names = (scoped.departments[column].tolist() for column in ("department_id", "name"))
    task_ids = scoped.tasks["task_id"].tolist()
    return pd.DataFrame(
        {
            "department_ids": pd.Series(
                [[ids[row] for row in departments] for departments in rows], dtype=object
            ),
            "names": pd.Series([[names[row] for row in departments] for departments in rows], dtype=object),
            "size": np.array([len(departments) for departments in rows], int),
            "tasks": np.array([len(exact[departments]) for departments in order], int),
            "within": np.array([within[departments] for departments in order], int),
            "task_ids": pd.Series(
                [[task_ids[t] for t in exact[departments]] for departments in order], dtype=object
            ),
        }
    )


def _rows(scoped: ScopedPlan, task: np.ndarray, department: np.ndarray) -> np.ndarray:
    """The row of each department of the scope, from its assignments in joint tasks; −1 for departments without any.

    Groups of joined departments stand one under the other, the largest on top: no line crosses from one to another.
    """
    row, above = np.full(len(scoped.departments), -1), 0
    places = pd.Index(scoped.departments["department_id"])
    there = np.unique(department)
    for group in collaboration.components(scoped):
        members = np.intersect1d(places.get_indexer(pd.Index(group)), there)
        if len(members):
            here = np.isin(department, members)
            own_task = np.unique(task[here], return_inverse=True)[1]
            own_department = np.searchsorted(members, department[here])
            order = _improved(_barycentre(own_task, own_department, len(members)), own_task, own_department)
            row[members] = above + order
            above += len(members)
    return row


def _barycentre(task: np.ndarray, department: np.ndarray, departments: int) -> np.ndarray:
    """The place of each department after departments and tasks have taken, in turn, the mean place of the others."""
    place = np.arange(departments)
    best, shortest = place, _length(place[None], task, department)[0]
    degree, size = np.bincount(department, minlength=departments), np.bincount(task)
    for _ in range(SWEEPS):
        middle = np.bincount(task, weights=place[department]) / size
        mean = np.bincount(department, weights=middle[task], minlength=departments) / degree
        after = np.empty(departments, int)
        after[np.lexsort((place, np.round(mean, 9)))] = np.arange(departments)
        if (after == place).all():
            break
        place = after
        if (length := _length(place[None], task, department)[0]) < shortest:
            best, shortest = place, length
    return best


def _improved(place: np.ndarray, task: np.ndarray, department: np.ndarray) -> np.ndarray:
    """The places after the best move, again and again, until none shortens the lines."""
    shortest = _length(place[None], task, department)[0]
    moves = _moves(len(place)) if len(place) <= BLOCKS_AT_MOST else np.empty((0, len(place)), int)
    while len(moves):
        tried = moves[:, place]
        lengths = _length(tried, task, department)
        if lengths.min() >= shortest:
            break
        place, shortest = tried[lengths.argmin()], lengths.min()
    return place


@cache
def _moves(places: int) -> np.ndarray:
    """Each way to take a block of places out and put it in elsewhere, turned or not: old → new place."""
    old = np.arange(places)
    moves = [
        np.argsort(np.concatenate([rest[:at], turned, rest[at:]]))
        for start, end in zip(*np.triu_indices(places + 1, 1), strict=True)
        for rest in (np.delete(old, np.s_[start:end]),)
        for at in range(len(rest) + 1)
        for turned in (old[start:end], old[start:end][::-1])
    ]
    return np.unique(moves, axis=0)


def _length(places: np.ndarray, task: np.ndarray, department: np.ndarray) -> np.ndarray:
    """Length of all lines for each order; ``task`` is sorted."""
    start, at = np.unique(task, return_index=True)[1], places[:, department]
    return (np.maximum.reduceat(at, start, axis=1) - np.minimum.reduceat(at, start, axis=1)).sum(axis=1)
