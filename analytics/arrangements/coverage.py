"""Which meetings would bring the departments of every joint task together: the fewest, with the fewest seats."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

import numpy as np

from analytics.arrangements.covering import cover
from analytics.scope import ScopedPlan
from data.errors import ScopeError

SEATS_AT_MOST = 8
SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who comes to every meeting, who to none, and what is dealt with at one meeting. Hashable."""

    always: tuple[str, ...] = ()  # department ids: a seat at each meeting
    never: tuple[str, ...] = ()  # department ids: no seat, and no task waits for them
    together: tuple[str, ...] = ()  # task ids: joint tasks whose departments all sit at one meeting


AS_LISTED = Attendance()


@dataclass(frozen=True, slots=True)
class Meeting:
    """One joint meeting."""

    department_ids: tuple[str, ...]  # who sits in it, in the order of the directory
    names: tuple[str, ...]
    task_ids: tuple[str, ...]  # tasks whose departments all sit here, each named once, in printed order

    @property
    def seats(self) -> int:
        """Departments that sit in it."""
        return len(self.department_ids)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Meetings in which the departments of every joint task sit together at least once."""

    seats_at_most: int  # departments in one meeting
    meetings: tuple[Meeting, ...]  # most seats first
    unseated: tuple[
        str, ...
    ]  # joint tasks with more departments than a meeting has seats: ids, printed order
    alone: tuple[
        str, ...
    ]  # joint tasks of which one department or none comes, and so nobody meets: ids, printed order
    meetings_bound: int  # fewer meetings are proven impossible
    seats_bound: int  # fewer seats are proven impossible with so many meetings
    collectives: tuple[str, ...]  # collective names that were given one seat

    @property
    def seats(self) -> int:
        """Seats of all meetings; a department that comes twice counts twice."""
        return sum(meeting.seats for meeting in self.meetings)

    @property
    def optimal(self) -> bool:
        """Whether neither fewer meetings nor, with so many, fewer seats are possible (最优)."""
        return len(self.meetings) == self.meetings_bound and self.seats == self.seats_bound


def meetings(
    scoped: ScopedPlan,
    seats_at_most: int = SEATS_AT_MOST,
    seconds: float = SECONDS,
    attendance: Attendance = AS_LISTED,
    only: Collection[str] = (),
) -> Coverage:
    """The fewest meetings of at most ``seats_at_most`` departments, and among these the fewest seats.

    Tasks whose departments are among those of another task need no meeting of their own. A meeting is worth
    considering only if its departments are those of some tasks together; a choice of such meetings that covers
    every task is found as an integer programme (``analytics.arrangements.covering``; HiGHS), first for the number
    of meetings, then for the seats. Where there are too many to list them, or the time runs out, it is the best
    found, with the bounds that are proven (by the programme, and by ``analytics.arrangements.bounds``). A task with more
    departments than seats is left out and told; with those that always come, and as one where tasks are dealt with together.

    ``only``: ids of the tasks that are to be covered; empty: all joint ones. ``seconds`` is the time for the whole; without
    joint tasks there is no meeting. Raises ``ScopeError`` for fewer than two seats, and where a department is to come
    always and never.
    """
    if seats_at_most < 2:
        raise ScopeError("一次会议至少要有两个部门", f"{seats_at_most}个", "把每次会议的部门数改为2个以上")
    if both := set(attendance.always) & set(attendance.never):
        names = scoped.departments.loc[scoped.departments["department_id"].isin(both), "name"]
        raise ScopeError("同一个部门不能既每次都参加又不参加", "、".join(names), "只选其中一种")
    departments_of, alone = _attending(scoped, attendance)
    if only:
        wanted = scoped.tasks["task_id"].isin(list(only)).to_numpy()
        departments_of = {task: named for task, named in departments_of.items() if wanted[task]}
        alone = [task for task in alone if wanted[task]]
    seated = {
        task: departments
        for task, departments in departments_of.items()
        if departments.bit_count() <= seats_at_most
    }
    found = cover(_maximal(seated.values()), seats_at_most, seconds)
    return Coverage(
        seats_at_most,
        _meetings(scoped, sorted(found.unions, key=lambda union: (-union.bit_count(), -union)), seated),
        unseated=tuple(scoped.tasks["task_id"].array[sorted(departments_of.keys() - seated.keys())]),
        alone=tuple(scoped.tasks["task_id"].array[alone]),
        meetings_bound=found.fewest,
        seats_bound=found.fewest_seats,
        collectives=_collectives(scoped, reduce(or_, seated.values(), 0)),
    )


def _departments_of(scoped: ScopedPlan) -> dict[int, int]:
    """Row of each joint task → its departments, as a set of bits: bit n is row n of ``scoped.departments``."""
    found: dict[int, int] = {}
    given, size = scoped.assignments, scoped.tasks["size"].to_numpy()
    for task, department in zip(given["task"].tolist(), given["department"].tolist(), strict=True):
        if size[task] > 1:
            found[task] = found.get(task, 0) | 1 << department
    return found


def _attending(scoped: ScopedPlan, attendance: Attendance) -> tuple[dict[int, int], list[int]]:
    """Row of each joint task → who sits where it is dealt with; and the tasks of which fewer than two departments come."""
    listed = _departments_of(scoped)
    ids, task_ids = scoped.departments["department_id"], scoped.tasks["task_id"]
    always, never = (
        sum(1 << row for row in np.flatnonzero(ids.isin(chosen)).tolist())
        for chosen in (attendance.always, attendance.never)
    )
    coming = {task: departments & ~never for task, departments in listed.items()}
    found = {task: departments for task, departments in coming.items() if departments.bit_count() > 1}
    together = [task for task in np.flatnonzero(task_ids.isin(attendance.together)).tolist() if task in found]
    found |= dict.fromkeys(together, reduce(or_, (found[task] for task in together), 0))
    return {task: departments | always for task, departments in found.items()}, sorted(
        listed.keys() - found.keys()
    )


def _maximal(sets: Iterable[int]) -> list[int]:
    """The sets that are not within another, once each."""
    kept: list[int] = []
    for departments in sorted(set(sets), key=lambda departments: (-departments.bit_count(), -departments)):
        if not any(departments & other == departments for other in kept):
            kept.append(departments)
    return kept


def _meetings(scoped: ScopedPlan, unions: Sequence[int], seated: dict[int, int]) -> tuple[Meeting, ...]:
    """The meetings with their departments, and with the tasks that no earlier one has."""
    ids, names = (scoped.departments[column].tolist() for column in ("department_id", "name"))
    task_ids, left, made = scoped.tasks["task_id"].tolist(), dict(seated), []
    for union in unions:
        rows = [row for row in range(len(ids)) if union >> row & 1]
        here = sorted(task for task, departments in left.items() if not departments & ~union)
        left = {task: departments for task, departments in left.items() if departments & ~union}
        made.append(
            Meeting(
                tuple(ids[row] for row in rows),
                tuple(names[row] for row in rows),
                tuple(task_ids[task] for task in here),
            )
        )
    return tuple(made)


def _collectives(scoped: ScopedPlan, everyone: int) -> tuple[str, ...]:
    departments = zip(scoped.departments["name"], scoped.departments["collective"], strict=True)
    return tuple(
        name for row, (name, collective) in enumerate(departments) if collective and everyone >> row & 1
    )
