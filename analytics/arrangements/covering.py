"""The fewest meetings that hold every set of departments, and with so many the fewest seats: set cover, by HiGHS.

A set of departments is an integer: bit n is department n. Where there are few possible meetings, all are listed and
the choice is an integer programme. Else they are looked for where they are needed (column generation, Gilmore &
Gomory 1961): the programme without whole numbers puts a price on every set; a meeting whose sets are worth more
than it costs is wanted; the best of all is an integer programme of its own, which also proves how much cheaper the
whole could become.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from operator import or_

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from analytics.arrangements import bounds

UNIONS_AT_MOST = 5_000  # possible meetings that are listed; beyond, they are looked for
STARTS = 60  # plans made set by set to begin with
NEW_AT_MOST = 40  # meetings that are added at once
CHOSEN_FROM = 600  # where not all are known: those that cost least above what their sets are worth
SHARES = (0.1, 0.4, 0.65, 0.85, 1.0)  # of the time, by when each of five steps ends
GROWING = 0.7  # share of a step's time in which meetings are found by growing them alone
ROUNDING = 1e-4  # of what is proven, by which the solver may be inexact
TINY = 1e-6  # a price that is none
SHORT = 0.1  # seconds that the solver has even where the time is up


@dataclass(frozen=True, slots=True)
class Cover:
    """Meetings that hold every set, and what is proven: never fewer, and never fewer seats with so many."""

    unions: tuple[int, ...]
    fewest: int
    fewest_seats: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What is to be as little as possible: so much for each meeting and so much for each of its seats."""

    meeting: int
    seat: int

    def of(self, union: int) -> int:
        """The cost of one meeting."""
        return self.meeting + self.seat * union.bit_count()

    def total(self, unions: Iterable[int]) -> int:
        """The cost of several meetings."""
        return sum(map(self.of, unions))


MEETINGS, SEATS = Cost(meeting=1, seat=0), Cost(meeting=0, seat=1)


def cover(sets: Sequence[int], seats: int, seconds: float) -> Cover:
    """The best meetings of at most so many seats that are found in time; none of the sets is within another."""
    if not sets:
        return Cover((), 0, 0)
    begun = time.monotonic()
    until = [begun + share * seconds for share in SHARES]
    plans = _plans(sets, seats, until[0])
    plan = min(plans, key=lambda plan: (MEETINGS.total(plan), SEATS.total(plan)))
    unions = _unions(sets, seats)
    known = _Known(sets, seats, unions or chain(*plans), complete=bool(unions))
    looked = known.look(MEETINGS, len(plan), until[1])
    plan, chosen = known.choose(MEETINGS, plan, until[2])
    looked_seats = known.look(SEATS, len(plan), until[3])
    plan, chosen_seats = known.choose(SEATS, plan, until[4])
    fewest_seats = max(looked_seats, chosen_seats, bounds.fewest_seats(sets, seats))
    # Fewer meetings would not even have these seats.
    fewest = max(looked, chosen, bounds.fewest_meetings(sets, seats), -(-fewest_seats // seats))
    return Cover(tuple(plan), fewest, fewest_seats)


def _unions(sets: Sequence[int], seats: int) -> list[int]:
    """Every union of the sets that has enough seats; none where there are too many."""
    found = dict.fromkeys(sets)
    new = list(found)
    while new:
        tried: set[int] = set()
        for one in new:
            tried.update(union for other in sets if (union := one | other).bit_count() <= seats)
            if len(tried) > UNIONS_AT_MOST:
                return []
        new = sorted(tried - found.keys())
        found.update(dict.fromkeys(new))
        if len(found) > UNIONS_AT_MOST:
            return []
    return list(found)


def _plans(sets: Sequence[int], seats: int, until: float) -> list[list[int]]:
    """Some plans, made set by set in the order given and, as long as there is time, in others."""
    random = np.random.default_rng(0)
    plans = [_filled(sets, seats)]
    while len(plans) < STARTS and time.monotonic() < until:
        plans.append(_filled([sets[at] for at in random.permutation(len(sets))], seats))
    return plans


def _filled(sets: Sequence[int], seats: int) -> list[int]:
    """A plan, each meeting filled with what adds fewest departments."""
    found, left = [], list(sets)
    while left:
        meeting = left[0]
        while fitting := [one for one in left if (meeting | one).bit_count() <= seats]:
            meeting |= min(fitting, key=lambda one: (one & ~meeting).bit_count())
            left = [one for one in left if one & ~meeting]
        found.append(meeting)
    return found


class _Known:
    """The meetings known so far, and the programmes that choose among them."""

    def __init__(self, sets: Sequence[int], seats: int, unions: Iterable[int], complete: bool) -> None:
        self.sets, self.seats, self.complete = list(sets), seats, complete
        self.unions = list(dict.fromkeys(unions))
        self.holds = self._held(self.unions)  # sets × meetings

    def _held(self, unions: Sequence[int]) -> np.ndarray:
        return np.array([[not one & ~union for union in unions] for one in self.sets], float)

    def look(self, cost: Cost, at_most: int, until: float) -> int:
        """Add meetings that lower the cost of a choice of at most so many, as long as there are; the cost proven."""
        proven, begun = 0.0, time.monotonic()
        growing = begun + GROWING * (until - begun)
        while not self.complete and time.monotonic() < until:
            prices = self._prices(cost, at_most, until)
            if prices is None:
                break
            price, spare = prices
            gains = _grown(self.sets, price, cost, self.seats, growing)
            new = sorted(
                (union for union, gain in gains.items() if gain > spare + ROUNDING),
                key=gains.__getitem__,
                reverse=True,
            )
            if not new:
                union, gain = _best(self.sets, price, cost, self.seats, until)
                # Every meeting chosen could save the gain, no more (Lagrange).
                proven = max(proven, price.sum() - at_most * max(gain, 0.0))
                new = [union] if gain > spare + ROUNDING else []
            known = {0, *self.unions}
            new = [union for union in new if union not in known][:NEW_AT_MOST]
            if not new:
                break
            self.unions += new
            self.holds = np.hstack([self.holds, self._held(new)])
        return int(np.ceil(proven - ROUNDING))

    def _prices(self, cost: Cost, at_most: int, until: float) -> tuple[np.ndarray, float] | None:
        """What each set is worth, and what one meeting less would be; None where it is not found in time."""
        found = linprog(
            [cost.of(union) for union in self.unions],
            np.vstack([-self.holds, np.ones(len(self.unions))]),
            np.append(-np.ones(len(self.sets)), at_most),
            bounds=(0, None),
            method="highs",
            options={"time_limit": _left(until)},
        )
        if found.x is None:
            return None
        price = np.where(found.ineqlin.marginals < -TINY, -found.ineqlin.marginals, 0)
        return price[:-1], float(price[-1])

    def choose(self, cost: Cost, plan: list[int], until: float) -> tuple[list[int], int]:
        """The cheapest choice that is found by then, or the plan where none is cheaper; the cost proven.

        It has no more meetings than the plan. Nothing is proven where not all meetings are known.
        """
        among = self._promising(cost, plan, until)
        unions = [self.unions[at] for at in among]
        found = milp(
            [cost.of(union) for union in unions],
            constraints=[
                LinearConstraint(self.holds[:, among], lb=1),
                LinearConstraint(np.ones((1, len(among))), ub=len(plan)),
            ],
            bounds=Bounds(0, 1),
            integrality=np.ones(len(among), int),
            options={"time_limit": _left(until), "mip_rel_gap": 0},
        )
        if found.x is None:
            return plan, 0
        chosen = [union for union, taken in zip(unions, found.x > 0.5, strict=True) if taken]
        proven = found.mip_dual_bound if self.complete else 0
        return min(plan, chosen, key=cost.total), int(np.ceil(proven - ROUNDING))

    def _promising(self, cost: Cost, plan: Sequence[int], until: float) -> np.ndarray:
        """Where not all meetings are known: those of the plan, and those that cost least above their worth."""
        if self.complete or len(self.unions) <= CHOSEN_FROM:
            return np.arange(len(self.unions))
        prices = self._prices(cost, len(plan), until)
        above = np.array([cost.of(union) for union in self.unions], float)
        if prices is not None:
            above -= prices[0] @ self.holds
        above[[union in plan for union in self.unions]] = -np.inf
        return np.sort(np.argsort(above, kind="stable")[:CHOSEN_FROM])


def _left(until: float) -> float:
    return max(until - time.monotonic(), SHORT)


def _grown(sets: Sequence[int], price: np.ndarray, cost: Cost, seats: int, until: float) -> dict[int, float]:
    """From each set of some worth a meeting, grown by what is worth most for each department it adds.

    With what its sets are worth above its cost. As many as there is time for.
    """
    worth = {one: float(value) for one, value in zip(sets, price, strict=True) if value}
    found = {}
    for start in worth:
        if time.monotonic() > until:
            break
        union, left = start, [one for one in worth if one & ~start]
        while fitting := [one for one in left if (union | one).bit_count() <= seats]:
            union |= max(fitting, key=lambda one: worth[one] / (one & ~union).bit_count())
            left = [one for one in left if one & ~union]
        found[union] = sum(value for one, value in worth.items() if not one & ~union) - cost.of(union)
    return found


def _best(sets: Sequence[int], price: np.ndarray, cost: Cost, seats: int, until: float) -> tuple[int, float]:
    """The meeting whose sets are worth most above its cost, as far as found by then; no other is worth more.

    The worth is what is proven: where the time is up, it is more than that of the meeting.
    """
    wanted = np.flatnonzero(price).tolist()
    departments = sorted({department for at in wanted for department in _members(sets[at])})
    place = {department: len(wanted) + at for at, department in enumerate(departments)}
    pairs = [(row, place[one]) for row, at in enumerate(wanted) for one in _members(sets[at])]
    size, every = len(wanted) + len(departments), np.arange(len(pairs))
    row, column = np.array(pairs, int).reshape(-1, 2).T
    sits = csr_array(
        (np.repeat([1.0, -1.0], len(pairs)), (np.tile(every, 2), np.append(row, column))),
        shape=(len(pairs), size),
    )
    seated = np.arange(size) >= len(wanted)
    found = milp(
        np.append(-price[wanted], np.full(len(departments), cost.seat)),
        constraints=[LinearConstraint(sits, ub=0), LinearConstraint(seated[None].astype(float), ub=seats)],
        bounds=Bounds(0, 1),
        integrality=seated.astype(int),
        options={"time_limit": _left(until), "mip_rel_gap": 0},
    )
    if found.x is None:
        return 0, price.sum() - cost.meeting
    here = sum(1 << one for one in departments if found.x[place[one]] > 0.5)
    held = [one for one in sets if not one & ~here]
    return reduce(or_, held, 0), -found.mip_dual_bound - cost.meeting


def _members(departments: int) -> list[int]:
    return [at for at in range(departments.bit_length()) if departments >> at & 1]
