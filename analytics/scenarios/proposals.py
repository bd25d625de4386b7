"""Proposed changes, with what is proven of them: who opens the lists, and who could take over from the most named.

Both count how often departments are named; they know nothing of the effort that a task takes. By HiGHS, in SciPy.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, vstack

from analytics.loads.workload import loads, section_codes, shares
from analytics.scope import Collectives, Counting, Level, ScopedPlan
from data.errors import ScopeError
from data.scenarios.changes import Change, MoveUnit, ReplaceUnit, forbidden, pinned

SECONDS = 5.0
TINY = 1e-6  # by which the solver may be inexact


@dataclass(frozen=True, slots=True)
class Limits:
    """What a proposal leaves alone. Hashable, so that it can be the key of a cache."""

    pinned: tuple[str, ...] = ()  # task ids: nothing of them changes
    forbidden: tuple[tuple[str, str], ...] = ()  # (department id, task id): what may not come about


NO_LIMITS = Limits()


def limits_of(changes: Iterable[Change], scoped: ScopedPlan) -> Limits:
    """What a scenario's changes leave alone, of the tasks and departments of a scope; what that lacks is passed over."""
    made = tuple(changes)
    tasks = set(scoped.tasks["task_id"])
    ids = dict(zip(scoped.departments["name"], scoped.departments["department_id"], strict=True))
    return Limits(
        tuple(task for task in pinned(made) if task in tasks),
        tuple((ids[unit], task) for unit, task in forbidden(made) if unit in ids and task in tasks),
    )


@dataclass(frozen=True, slots=True)
class EvenFirsts:
    """Other first-listed departments, so that nobody opens more lists than need be."""

    changes: tuple[MoveUnit, ...]  # in printed order
    before: int  # the most lists that a department opens, collective names not among them
    after: int
    after_bound: int  # fewer is proven impossible
    changes_bound: int  # with so few, fewer changes are proven impossible
    most: tuple[str, ...]  # names of those who open most now

    @property
    def optimal(self) -> bool:
        """Whether neither a lower number nor, with it, fewer changes are possible (最优)."""
        return (self.after, len(self.changes)) == (self.after_bound, self.changes_bound)


@dataclass(frozen=True, slots=True)
class Relief:
    """Tasks that others could take over from the department that is named most."""

    unit: str  # its name; empty where no department is named
    changes: tuple[ReplaceUnit, ...]  # in printed order
    before: float  # its count, by the counting of the scope
    after: float
    after_bound: float  # with so many changes, less is proven impossible
    receiving: float  # the highest count of those that take over, afterwards; 0 where none does
    level: tuple[str, ...] = ()  # names of others with as high a count, who are not relieved
    others: float = 0.0  # the highest count of all other departments, afterwards

    @property
    def optimal(self) -> bool:
        """Whether no such changes relieve it more (最优)."""
        return self.after <= self.after_bound + TINY


# ── who opens the lists ─────────────────────────────────────────────────────────────────────────────────────


def even_firsts(scoped: ScopedPlan, limits: Limits = NO_LIMITS, seconds: float = SECONDS) -> EvenFirsts:
    """The fewest tasks whose first-listed department (推定) would be another of their list, so that the largest number of
    lists that one department opens is least.

    Departments may open the lists that they are on; collective names may not, and a list that one opens stays so and counts
    for nobody. The least largest number is the fractional one rounded up, since capacities that are whole have whole flows;
    with it, the fewest changes are a minimum cost flow. Neither pins nor forbidden pairs make it impossible: what is so now
    may stay. A scope without such lists gives no changes and zeros. Raises ``ScopeError`` where the scope does not show
    departments as named.
    """
    _as_named(scoped)
    begun = time.monotonic()
    task, department = (scoped.assignments[column].to_numpy(int) for column in ("task", "department"))
    collective = scoped.departments["collective"].to_numpy(bool)
    first = scoped.assignments["first"].to_numpy(bool)
    opened = np.zeros(len(scoped.tasks), bool)
    opened[task[first & ~collective[department]]] = True
    allowed = first | ~_is_in(scoped, task, department, limits)
    kept = opened[task] & ~collective[department] & allowed
    task, department, first = task[kept], department[kept], first[kept]
    n = len(scoped.departments)
    now = np.bincount(department[first], minlength=n)
    if not len(task):
        return EvenFirsts((), 0, 0, 0, 0, ())
    names = scoped.departments["name"].to_numpy(object)
    most = tuple(names[now == now.max()])
    rows, capacity = _incidence(task), _incidence(department)
    bound = _least_largest(rows, capacity)
    found = milp(
        (~first).astype(float),
        constraints=[LinearConstraint(rows, lb=1, ub=1), LinearConstraint(capacity, ub=bound)],
        bounds=Bounds(0, 1),
        integrality=np.ones(len(task), int),
        options={"time_limit": max(seconds - (time.monotonic() - begun), 0.1), "mip_rel_gap": 0},
    )
    if found.x is None:
        return EvenFirsts((), int(now.max()), int(now.max()), bound, 0, most)
    chosen = found.x > 0.5
    after = int(np.bincount(department[chosen], minlength=n).max())
    ids, moved = scoped.tasks["task_id"].to_numpy(object), chosen & ~first
    changes = tuple(
        MoveUnit(ids[own], names[unit], None, 1)
        for own, unit in zip(task[moved], department[moved], strict=True)
    )
    return EvenFirsts(changes, int(now.max()), after, bound, _up(found.mip_dual_bound), most)


def _least_largest(rows: csr_array, capacity: csr_array) -> int:
    """The least largest number: of the programme without whole numbers, rounded up."""
    pairs, n = rows.shape[1], capacity.shape[0]
    found = milp(
        _unit(pairs + 1, pairs),
        constraints=[
            LinearConstraint(_beside(capacity, -np.ones(n)), ub=0),
            LinearConstraint(_beside(rows, np.zeros(rows.shape[0])), lb=1, ub=1),
        ],
        bounds=Bounds(0, np.inf),
    )
    assert found.fun is not None  # every list has somebody who opens it
    return _up(found.fun)


# ── who could take over ─────────────────────────────────────────────────────────────────────────────────────


def relieve(scoped: ScopedPlan, at_most: int, limits: Limits = NO_LIMITS, seconds: float = SECONDS) -> Relief:
    """At most so many tasks that others could take over from the department that is named most, so that it is named least.

    By the scope's counting: 参与数 falls by 1 with each task, 分担数 by 1/k. A department that the list does not hold takes the
    place of the other on it, so that no list grows shorter. Who takes over ends with no more than the one who is relieved.
    Of the ways in which the relief is greatest, first those with the fewest tasks of sections in which the one who takes over
    has none so far, then one in which the highest count among those who take over is least. Of several departments
    with the same highest count, the first of the directory is relieved. Collective names neither give nor take. A scope
    without departments gives no changes. Raises ``ScopeError`` where the scope does not show departments as named, or
    ``at_most`` is less than 1.
    """
    _as_named(scoped)
    if at_most < 1:
        raise ScopeError("至少是一处改动", str(at_most), "写 1 以上的整数")
    single = ~scoped.departments["collective"].to_numpy(bool)
    count = loads(scoped)
    if not single.any():
        return Relief("", (), 0.0, 0.0, 0.0, 0.0)
    unit = int(np.argmax(np.where(single, count, -1)))
    pairs = _pairs(scoped, unit, single, limits)
    before = float(count[unit])
    names = scoped.departments["name"].to_numpy(object)
    name, other = str(names[unit]), single & (np.arange(len(count)) != unit)
    level, others = tuple(names[other & (count >= before - TINY)]), float(count[other].max(initial=0.0))
    pairs = pairs.keep(_worth_trying(pairs, count, at_most))
    if not len(pairs.task):
        return Relief(name, (), before, before, before, 0.0, level, others)
    chosen, least, receiving = _handed(pairs, count, before, at_most, time.monotonic() + seconds)
    ids = scoped.tasks["task_id"].to_numpy(object)
    return Relief(
        name,
        tuple(
            ReplaceUnit(ids[task], name, names[by])
            for task, by in zip(pairs.task[chosen], pairs.department[chosen], strict=True)
        ),
        before,
        before - float(pairs.weight[chosen].sum()),
        before - least,
        receiving,
        level,
        max(others, receiving),
    )


@dataclass(frozen=True, slots=True)
class _Pairs:
    """What could be handed over: a task, to whom; columns of one length, sorted by task."""

    task: np.ndarray  # rows of ``ScopedPlan.tasks``
    department: np.ndarray  # rows of ``ScopedPlan.departments``
    weight: np.ndarray  # what is handed over with the task
    new: np.ndarray  # bool: the department has no task of the section so far

    def keep(self, rows: np.ndarray) -> "_Pairs":
        """Some of the rows, by mask."""
        return _Pairs(self.task[rows], self.department[rows], self.weight[rows], self.new[rows])


def _pairs(scoped: ScopedPlan, unit: int, single: np.ndarray, limits: Limits) -> _Pairs:
    """Every task of a department with everybody who could take it over."""
    given = scoped.assignments
    task, department = given["task"].to_numpy(int), given["department"].to_numpy(int)
    own = task[department == unit]
    weight = np.ones(len(task)) if scoped.scope.counting is Counting.FULL else shares(scoped)
    place = np.full(len(scoped.tasks), -1)
    place[own] = np.arange(len(own))
    free = np.repeat(single[None], len(own), axis=0)
    beside = place[task] >= 0
    free[place[task[beside]], department[beside]] = False
    row, to = np.nonzero(free)
    allowed = ~_is_in(scoped, own[row], to, limits)
    row, to = row[allowed], to[allowed]
    code, _ = section_codes(scoped)
    known = np.zeros((code.max(initial=0) + 1, len(scoped.departments)), bool)
    known[code[task], department] = True
    return _Pairs(own[row], to, weight[department == unit][row], ~known[code[own[row]], to])


def _worth_trying(pairs: _Pairs, count: np.ndarray, at_most: int) -> np.ndarray:
    """Pairs without which no choice of at most so many is worse: a mask.

    Of those who could take over a task, in sections known to them and in others, the ones with the lowest counts, as many
    as are chosen in all: whoever else is chosen can give way to one of them who takes over nothing. And of tasks that weigh
    the same and go to the same, as many.
    """
    kept = np.zeros(len(pairs.task), bool)
    order = np.lexsort((pairs.department, count[pairs.department], pairs.new, pairs.task))
    group = pairs.task[order] * 2 + pairs.new[order]
    begins = np.flatnonzero(np.append(True, np.diff(group) != 0))[: len(group)]
    nth = np.arange(len(order)) - np.repeat(begins, np.diff(np.append(begins, len(order))))
    kept[order[nth < at_most]] = True
    alike: dict[tuple[float, bytes], int] = {}
    for task in np.unique(pairs.task):
        rows = np.flatnonzero(kept & (pairs.task == task))
        to = np.sort(pairs.department[rows] * 2 + pairs.new[rows])
        kind = float(pairs.weight[rows[0]]), to.tobytes()
        alike[kind] = alike.get(kind, 0) + 1
        if alike[kind] > at_most:
            kept[rows] = False
    return kept


def _handed(
    pairs: _Pairs, count: np.ndarray, own: float, at_most: int, until: float
) -> tuple[np.ndarray, float, float]:
    """Which pairs are chosen (mask), the relief that none exceeds, the highest count of who takes over.

    Variables: a pair is chosen; a department takes over; what is handed over in all; the highest count of who takes over.
    """
    takers, column = np.unique(pairs.department, return_inverse=True)
    _, row = np.unique(pairs.task, return_inverse=True)
    m, n = len(pairs.task), len(takers)
    every = np.arange(m)

    def block(rows: np.ndarray, values: np.ndarray, height: int) -> csr_array:
        return csr_array((values, (rows, every)), shape=(height, m))

    ones, zero = np.ones(m), np.zeros
    taken = block(column, pairs.weight, n)
    parts = [
        # a task goes to one
        (block(row, ones, row.max() + 1), zero((row.max() + 1, n)), 0.0, 0.0, -np.inf, 1.0),
        (csr_array(ones[None]), zero((1, n)), 0.0, 0.0, -np.inf, float(at_most)),
        # who is given one takes over
        (csr_array(np.eye(m)), -np.eye(n)[column], 0.0, 0.0, -np.inf, 0.0),
        (csr_array(pairs.weight[None]), zero((1, n)), -1.0, 0.0, 0.0, 0.0),
        (taken, np.diag(count[takers]), 0.0, -1.0, -np.inf, 0.0),
        # and ends with no more
        (csr_array((1, m)), zero((1, n)), 1.0, 1.0, -np.inf, own),
    ]
    matrix = vstack(
        [
            _beside(pairs_part, takers_part, np.tile([total, highest], (pairs_part.shape[0], 1)))
            for pairs_part, takers_part, total, highest, _, _ in parts
        ],
        format="csr",
    )
    low, high = (np.concatenate([np.full(part[0].shape[0], part[at]) for part in parts]) for at in (4, 5))
    upper = np.append(np.ones(m + n), [np.inf, np.inf])
    chosen = np.zeros(m, bool)
    bound = float(np.sort(pairs.weight)[::-1][:at_most].sum())
    most, new, highest = (
        -_unit(m + n + 2, m + n),
        np.append(pairs.new, zero(n + 2)).astype(float),
        _unit(m + n + 2, m + n + 1),
    )
    for stage, cost in enumerate((most, new, highest)):
        found = milp(
            cost,
            constraints=LinearConstraint(matrix, low, high),
            bounds=Bounds(0, upper),
            integrality=np.append(np.ones(m + n), [0, 0]),
            options={"time_limit": max(until - time.monotonic(), 0.1), "mip_rel_gap": 0},
        )
        if found.x is None:
            break
        chosen = found.x[:m] > 0.5
        if stage == 0:
            bound = min(bound, -float(found.mip_dual_bound))
        matrix = vstack([matrix, csr_array(cost[None])], format="csr")
        low, high = np.append(low, -np.inf), np.append(high, found.fun + TINY)
    totals = count[takers] + np.bincount(column[chosen], weights=pairs.weight[chosen], minlength=n)
    receiving = totals[np.bincount(column[chosen], minlength=n) > 0]
    return chosen, bound, float(receiving.max(initial=0.0))


# ── what both need ──────────────────────────────────────────────────────────────────────────────────────────


def _as_named(scoped: ScopedPlan) -> None:
    """Refuse a scope in which departments are not those that the document names: what it proposes could not be written there."""
    if scoped.scope.level is not Level.OFFICE or scoped.scope.collectives is not Collectives.NODE:
        raise ScopeError("建议只对文件所列的部门有意义", todo="层级选“处室”，集合名称选“原样”")


def _is_in(scoped: ScopedPlan, task: np.ndarray, department: np.ndarray, limits: Limits) -> np.ndarray:
    """Whether each pair of a task and a department is pinned or forbidden; what the scope lacks is passed over."""
    tasks = {own: at for at, own in enumerate(scoped.tasks["task_id"])}
    departments = {own: at for at, own in enumerate(scoped.departments["department_id"])}
    left_alone = [tasks[own] for own in limits.pinned if own in tasks]
    width = max(len(departments), 1)
    barred = [
        tasks[own] * width + departments[unit]
        for unit, own in limits.forbidden
        if own in tasks and unit in departments
    ]
    return np.isin(task, left_alone) | np.isin(task * width + department, barred)


def _incidence(of: np.ndarray) -> csr_array:
    """Columns, one for each value, with a 1 in the row of that value; rows without any are left out."""
    _, row = np.unique(of, return_inverse=True)
    return csr_array(
        (np.ones(len(of)), (row, np.arange(len(of)))), shape=(int(row.max(initial=-1)) + 1, len(of))
    )


def _beside(matrix: csr_array, *more: np.ndarray) -> csr_array:
    """The matrix with further columns."""
    return csr_array(hstack([matrix, *(csr_array(own if own.ndim == 2 else own[:, None]) for own in more)]))


def _unit(length: int, at: int) -> np.ndarray:
    one = np.zeros(length)
    one[at] = 1.0
    return one


def _up(value: float) -> int:
    """The least whole number that is no less, but for what the solver is inexact by."""
    return ceil(value - TINY)
