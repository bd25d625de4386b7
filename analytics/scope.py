"""What is looked at: which documents and sections, at which level, counted how."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import pandas as pd

from data.errors import ScopeError
from data.store.plan import Plan, Version
from data.vocabulary import Role


class Level(StrEnum):
    """At which level a department is counted."""

    OFFICE = "office"  # 处室: as named
    PARENT = "parent"  # 部门: the topmost parent; a task counts once for it


class Collectives(StrEnum):
    """What a collective name (各审判业务部门) counts as."""

    NODE = "node"  # one department, as written
    OMIT = "omit"  # left out
    EXPAND = "expand"  # its members


class Counting(StrEnum):
    """How a task with k departments is counted for each of them."""

    FULL = "full"  # 1
    FRACTIONAL = "fractional"  # 1/k


LEVELS = {Level.OFFICE: "处室", Level.PARENT: "部门"}
COLLECTIVES = {Collectives.NODE: "原样", Collectives.OMIT: "不计入", Collectives.EXPAND: "展开为成员"}
COUNTINGS = {Counting.FULL: "参与数", Counting.FRACTIONAL: "分担数"}
"""The words for the switches."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at. Hashable, so that it can be the key of a cache."""

    documents: tuple[str, ...] = ()  # document ids; empty: all
    sections: tuple[str, ...] = ()  # section ids; empty: all (tasks outside any section included)
    level: Level = Level.OFFICE
    collectives: Collectives = Collectives.NODE
    counting: Counting = Counting.FULL


@dataclass(frozen=True, eq=False)
class ScopedPlan:
    """A plan seen through a scope: what every measure takes. Never changed."""

    scope: Scope

    version: Version
    """Of the plan: with the scope, what answers about it can be kept under."""

    tasks: pd.DataFrame
    """RangeIndex. task_id, document_id, section_id, section_ordinal (Int64), section_title, number, text,
    size (int: departments of the task in this scope; 0 where none), listed (int: departments that its printed list
    names at this level, whatever the scope leaves out; where members of a collective name make it more, as many as they
    make: what decides whether a task is carried alone), targets (int: targets stated)."""

    departments: pd.DataFrame
    """RangeIndex, in the order of the directory; only departments with a task in this scope. department_id, name,
    kind, parent_id, parent_name (missing: None), collective."""

    assignments: pd.DataFrame
    """One row for a department of a task, sorted by task, position. task and department (int: rows of the two
    frames above), position (1-based, printed order; of several offices of one parent, the first), role (of
    several, the strongest: lead, responsible, support), first (bool: at the first place of the printed list;
    where a collective name stands there, each of its members when expanded, and nobody when left out)."""


STRONGEST_FIRST = (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT)


def select(plan: Plan, scope: Scope) -> ScopedPlan:
    """See a plan through a scope.

    First the documents and sections are taken, then collective names are left out or replaced by their
    members (one without members stays as it is written), then offices give way to their topmost parents. A
    department counts once for a task, at its first place and in its strongest role. A task whose departments are all left
    out stays, with size 0. An empty plan gives empty frames.

    Raises ``ScopeError`` where the scope names a document, a section or a way of looking that does not exist.
    """
    _check(plan, scope)
    task_rows = _task_rows(plan, scope)
    named = printed = _named(plan, _places(task_rows, len(plan.tasks)))
    if scope.collectives == Collectives.OMIT:
        named = named.keep(~plan.departments["collective"].to_numpy(bool)[named.department])
    elif scope.collectives == Collectives.EXPAND:
        named = _expand(plan, named)
    if scope.level == Level.PARENT:
        top = topmost(plan)
        named, printed = named.of(top[named.department]), printed.of(top[printed.department])
    named = _once_per_task(plan, named)
    department_rows = _department_rows(plan, named)
    department = _places(department_rows, len(plan.departments))[named.department]
    size = np.bincount(named.task, minlength=len(task_rows))
    pairs = np.unique(_pairs(plan, printed))
    listed = np.bincount(pairs // max(len(plan.departments), 1), minlength=len(task_rows))
    return ScopedPlan(
        scope,
        plan.version,
        _tasks(plan, task_rows, size, np.maximum(listed, size)),
        _departments(plan, department_rows),
        _assignments(named, department),
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """The departments named, as columns: task (row in scope), department (row of the plan), position, role, first."""

    task: np.ndarray
    department: np.ndarray
    position: np.ndarray
    role: np.ndarray
    first: np.ndarray

    def keep(self, rows: np.ndarray) -> "_Named":
        """Some of the rows, by mask or by place."""
        return _Named(
            self.task[rows], self.department[rows], self.position[rows], self.role[rows], self.first[rows]
        )

    def of(self, department: np.ndarray) -> "_Named":
        """The same rows, said of other departments."""
        return replace(self, department=department)


def _check(plan: Plan, scope: Scope) -> None:
    """Refuse what does not exist, instead of showing an empty page."""
    for asked, known, what in (
        (scope.documents, plan.documents["document_id"], "没有这份文件"),
        (scope.sections, plan.sections["section_id"], "没有这个部分"),
        ((scope.level,), list(Level), "没有这个层级"),
        ((scope.collectives,), list(Collectives), "没有这种集合名称处理方式"),
        ((scope.counting,), list(Counting), "没有这种计数方式"),
    ):
        if unknown := sorted(set(asked) - set(known)):
            raise ScopeError(what, "、".join(map(str, unknown)), "重新选择查看范围")


def _task_rows(plan: Plan, scope: Scope) -> np.ndarray:
    """Rows of ``plan.tasks`` in the scope, in the order of the documents."""
    tasks = plan.tasks
    document = _find(tasks["document_id"], plan.documents["document_id"])
    order = np.lexsort((tasks["position"].to_numpy(int), document))
    kept = np.ones(len(tasks), bool)
    if scope.documents:
        kept &= tasks["document_id"].isin(scope.documents).to_numpy()
    if scope.sections:
        kept &= tasks["section_id"].isin(scope.sections).to_numpy()
    return order[kept[order]]


def _named(plan: Plan, place_of_task: np.ndarray) -> _Named:
    """The departments as the document names them, for the tasks in scope (place −1: not in scope)."""
    stated = plan.responsibilities
    row = _find(stated["task_id"], plan.tasks["task_id"])
    position = stated["position"].to_numpy(int)
    first_position = np.full(len(plan.tasks), np.iinfo(int).max)
    np.minimum.at(first_position, row, position)
    named = _Named(
        task=place_of_task[row],
        department=_find(stated["department_id"], plan.departments["department_id"]),
        position=position,
        role=_find(stated["role"], pd.Series(STRONGEST_FIRST, dtype="str")),
        first=position == first_position[row],
    )
    return named.keep(named.task >= 0)


def _expand(plan: Plan, named: _Named) -> _Named:
    """Each collective name with known members gives way to them."""
    collective = _find(plan.members["collective_id"], plan.departments["department_id"])
    order = np.argsort(collective, kind="stable")
    member = _find(plan.members["department_id"], plan.departments["department_id"])[order]
    count = np.bincount(collective, minlength=len(plan.departments))
    start = np.cumsum(count) - count
    times = np.maximum(count[named.department], 1)
    named = named.keep(np.repeat(np.arange(len(times)), times))
    nth = np.arange(len(named.department)) - np.repeat(np.cumsum(times) - times, times)
    stands_for_others = count[named.department] > 0
    department = named.department.copy()
    department[stands_for_others] = member[(start[department] + nth)[stands_for_others]]
    return named.of(department)


def topmost(plan: Plan) -> np.ndarray:
    """For each row of ``plan.departments``, the row of its topmost parent; its own where it has none."""
    own = np.arange(len(plan.departments))
    parent = _find(plan.departments["parent_id"], plan.departments["department_id"])
    above = np.where(parent >= 0, parent, own)
    top = own
    for _ in own:
        if (above[top] == top).all():
            break
        top = above[top]
    return top


def _once_per_task(plan: Plan, named: _Named) -> _Named:
    """One row for a department of a task: at its first place, in its strongest role; in printed order."""
    order = plan.departments["position"].to_numpy(int)
    named = named.keep(np.lexsort((order[named.department], named.position, named.task)))
    _, first_row, which = np.unique(_pairs(plan, named), return_index=True, return_inverse=True)
    strongest = np.full(len(first_row), len(STRONGEST_FIRST))
    np.minimum.at(strongest, which, named.role)
    return replace(named, role=strongest[which]).keep(np.sort(first_row))


def _pairs(plan: Plan, named: _Named) -> np.ndarray:
    """Task and department of each row as one number; divided by the number of departments, the task."""
    return named.task * max(len(plan.departments), 1) + named.department


def _department_rows(plan: Plan, named: _Named) -> np.ndarray:
    """Rows of ``plan.departments`` that have a task, in the order of the directory."""
    used = np.zeros(len(plan.departments), bool)
    used[named.department] = True
    order = np.argsort(plan.departments["position"].to_numpy(int), kind="stable")
    return order[used[order]]


def _tasks(plan: Plan, rows: np.ndarray, size: np.ndarray, listed: np.ndarray) -> pd.DataFrame:
    tasks, sections = plan.tasks, plan.sections
    section = _find(tasks["section_id"], sections["section_id"])[rows]
    ordinal = sections["ordinal"].to_numpy(int)
    targets = np.bincount(_find(plan.targets["task_id"], tasks["task_id"]), minlength=len(tasks))
    return pd.DataFrame(
        {
            "task_id": tasks["task_id"].array[rows],
            "document_id": tasks["document_id"].array[rows],
            "section_id": tasks["section_id"].array[rows],
            "section_ordinal": pd.arrays.IntegerArray(np.append(ordinal, 0)[section], section < 0),
            "section_title": sections["title"].array.take(section, allow_fill=True),
            "number": tasks["number"].array[rows],
            "text": tasks["text"].array[rows],
            "size": size,
            "listed": listed,
            "targets": targets[rows],
        }
    )


def _departments(plan: Plan, rows: np.ndarray) -> pd.DataFrame:
    departments = plan.departments
    names = departments["name"].tolist()
    parent = _find(departments["parent_id"], departments["department_id"])[rows].tolist()
    ids = departments["department_id"].tolist()
    return pd.DataFrame(
        {
            "department_id": departments["department_id"].array[rows],
            "name": departments["name"].array[rows],
            "kind": departments["kind"].array[rows],
            "parent_id": pd.Series([ids[row] if row >= 0 else None for row in parent], dtype=object),
            "parent_name": pd.Series([names[row] if row >= 0 else None for row in parent], dtype=object),
            "collective": departments["collective"].array[rows],
        }
    )


def _assignments(named: _Named, department: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "task": named.task,
            "department": department,
            "position": named.position,
            "role": pd.array(STRONGEST_FIRST, dtype="str")[named.role],
            "first": named.first,
        }
    )


def _find(values: pd.Series, among: pd.Series) -> np.ndarray:
    """The row of each value in a column of distinct values; −1 where it is not there."""
    return pd.Index(among).get_indexer(pd.Index(values))


def _places(rows: np.ndarray, length: int) -> np.ndarray:
    """The place of each row in a choice of rows; −1 for those not chosen."""
    places = np.full(length, -1)
    places[rows] = np.arange(len(rows))
    return places
