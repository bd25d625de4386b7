"""Which meetings would bring the departments of every joint task together: the fewest, with the fewest seats."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array

from analytics.scope import ScopedPlan
from data.errors import ScopeError

SEATS_AT_MOST = 8
SECONDS = 10.0
UNIONS_AT_MOST = (
    40_000  # possible meetings; beyond, only some are looked at and the answer is no longer proven
)
STARTS = 60  # plans made task by task where there are more


@dataclass(frozen=True, slots=True)
class Meeting:
    """One joint meeting."""

    department_ids: tuple[str, ...]  # who sits in it, in the order of the directory
    names: tuple[str, ...]
    task_ids: tuple[str, ...]  # tasks whose departments all sit here, each told once, in printed order

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


def meetings(scoped: ScopedPlan, seats_at_most: int = SEATS_AT_MOST, seconds: float = SECONDS) -> Coverage:
    """The fewest meetings of at most ``seats_at_most`` departments, and among these the fewest seats.

    Tasks whose departments are among those of another task need no meeting of their own. A meeting is worth
    considering only if its departments are those of some tasks together; all such meetings are listed, and a choice
    of them that covers every task is found as an integer programme (set cover; HiGHS), first for the number
    of meetings, then for the seats. Where there are more than ``UNIONS_AT_MOST``, or the time runs out, it
    is the best found, with the bounds that are proven. A task with more departments than seats is left out and
    told.

    ``seconds`` is the time for the whole; without joint tasks there is no meeting. Raises ``ScopeError`` for
    fewer than two seats.
    """
    if seats_at_most < 2:
        raise ScopeError("一次会议至少要有两个部门", f"{seats_at_most}个", "把每次会议的部门数改为2个以上")
    until = time.monotonic() + seconds
    departments_of = _departments_of(scoped)
    seated = {
        task: departments
        for task, departments in departments_of.items()
        if departments.bit_count() <= seats_at_most
    }
    maximal = _maximal(seated.values())
    unions, complete = _unions(maximal, seats_at_most)
    if not complete:
        unions = _some_unions(maximal, seats_at_most, until - seconds / 2)
    chosen, bounds = _cover(maximal, unions, until)
    everyone = int(np.bitwise_or.reduce(np.array(maximal, dtype=object))) if maximal else 0
    least = -(-everyone.bit_count() // seats_at_most)
    bounds = bounds if complete else (least, everyone.bit_count())
    return Coverage(
        seats_at_most,
        _meetings(scoped, sorted(chosen, key=lambda union: (-union.bit_count(), -union)), seated),
        unseated=tuple(scoped.tasks["task_id"].array[sorted(departments_of.keys() - seated.keys())]),
        meetings_bound=max(bounds[0], least),
        seats_bound=max(bounds[1], everyone.bit_count()),
        collectives=_collectives(scoped, everyone),
    )


def _departments_of(scoped: ScopedPlan) -> dict[int, int]:
    """Row of each joint task → its departments, as a set of bits: bit n is row n of ``scoped.departments``."""
    found: dict[int, int] = {}
    given, size = scoped.assignments, scoped.tasks["size"].to_numpy()
    for task, department in zip(given["task"].tolist(), given["department"].tolist(), strict=True):
        if size[task] > 1:
            found[task] = found.get(task, 0) | 1 << department
    return found


def _maximal(sets: Iterable[int]) -> list[int]:
    """The sets that are not within another, once each."""
    kept: list[int] = []
    for departments in sorted(set(sets), key=lambda departments: (-departments.bit_count(), -departments)):
        if not any(departments & other == departments for other in kept):
            kept.append(departments)
    return kept


def _unions(maximal: Sequence[int], seats: int) -> tuple[list[int], bool]:
    """Every union of the sets that has enough seats; whether these are all."""
    found = dict.fromkeys(maximal)
    new = list(found)
    while new:
        tried = {union | departments for union in new for departments in maximal}
        new = sorted(union for union in tried if union.bit_count() <= seats and union not in found)
        found.update(dict.fromkeys(new))
        if len(found) > UNIONS_AT_MOST:
            return [], False
    return list(found), True


def _some_unions(maximal: Sequence[int], seats: int, until: float) -> list[int]:
    """The meetings of many plans, each made by filling meeting after meeting with what adds fewest departments."""
    found = dict.fromkeys(maximal)
    random = np.random.default_rng(0)
    for start in range(STARTS):
        left = list(maximal) if start == 0 else [maximal[at] for at in random.permutation(len(maximal))]
        while left and (start == 0 or time.monotonic() < until):
            meeting = left[0]
            while fitting := [
                departments for departments in left if (meeting | departments).bit_count() <= seats
            ]:
                meeting |= min(fitting, key=lambda departments: (departments & ~meeting).bit_count())
                left = [departments for departments in left if departments & ~meeting]
            found[meeting] = None
    return list(found)


def _cover(maximal: Sequence[int], unions: Sequence[int], until: float) -> tuple[list[int], tuple[int, int]]:
    """The unions chosen, and the proven bounds of their number and of their seats."""
    if not maximal:
        return [], (0, 0)
    covers = csc_array(
        [[departments & ~union == 0 for union in unions] for departments in maximal], dtype=float
    )
    seats = np.array([union.bit_count() for union in unions], float)
    one = np.ones(len(unions))
    every_task = LinearConstraint(covers, lb=1)
    first, fewest = _solved(one, [every_task], until)
    if first is None:
        return _greedy(maximal, unions), (fewest, 0)
    second, least = _solved(seats, [every_task, LinearConstraint(one, ub=first.sum())], until)
    chosen = first if second is None or seats @ second > seats @ first else second
    return [union for union, taken in zip(unions, chosen, strict=True) if taken], (fewest, least)


def _solved(
    cost: np.ndarray, constraints: list[LinearConstraint], until: float
) -> tuple[np.ndarray | None, int]:
    """A choice of least cost, as far as found by then (None: none), and the least cost that is proven."""
    limits = {"time_limit": max(until - time.monotonic(), 0.1), "mip_rel_gap": 0}
    found = milp(
        cost, constraints=constraints, bounds=Bounds(0, 1), integrality=np.ones(len(cost)), options=limits
    )
    bound = found.mip_dual_bound if found.mip_dual_bound is not None else 0.0
    return None if found.x is None else found.x > 0.5, int(np.ceil(bound - 1e-6))


def _greedy(maximal: Sequence[int], unions: Sequence[int]) -> list[int]:
    """Some cover: again and again the union that covers most of what is left."""
    left, chosen = list(maximal), []
    while left:
        chosen.append(max(unions, key=lambda union: sum(departments & ~union == 0 for departments in left)))
        left = [departments for departments in left if departments & ~chosen[-1]]
    return chosen


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
