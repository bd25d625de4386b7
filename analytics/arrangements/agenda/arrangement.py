"""The order of an agenda in which departments wait least, with what is proven of it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analytics.arrangements.agenda.annealing import anneal
from analytics.arrangements.agenda.bound import bounds
from analytics.arrangements.agenda.items import Items, keeps
from analytics.arrangements.agenda.parts import Part, parts
from analytics.arrangements.agenda.search import search, waiting

SECONDS = 10.0
# One after the other: a search with so many sets of each size, so many runs of annealing, then the bound is
# raised as long as it rises and no more than this share of the time is used.
STAGES = ((30, 0, 0.3), (0, 1, 0.5), (0, 3, 1.0), (3_000, 0, 0.0), (100_000, 0, 0.0))
CLOSE = 0.85  # of the waiting: where so much is proven, a wider search soon ends and one run of annealing is enough
MOVES = 1_000  # of each block in a run
SETS_AT_MOST = 3_000_000  # that one layer may grow into, for the sake of memory


@dataclass(frozen=True, slots=True)
class Waiting:
    """Waiting of all departments: between a department's first and last item, those that are not its own."""

    minutes: int
    slots: int  # items times departments, whatever their minutes


@dataclass(frozen=True, slots=True)
class Arrangement:
    """An order of the items, and how good it is."""

    task_ids: tuple[str, ...]  # in the order of the agenda
    waiting: Waiting
    bound: int  # minutes of waiting that every order has at least, as far as proven
    printed: Waiting  # of the document's order
    printed_keeps: bool  # whether the document's order keeps to the rules

    @property
    def optimal(self) -> bool:
        """Whether no order that keeps to the rules has less waiting (最优)."""
        return self.waiting.minutes <= self.bound


class _Late(Exception):
    """The time is up."""


def waits(items: Items, order: Sequence[int]) -> np.ndarray:
    """Items × departments, rows in the order given: True where a department is there but not concerned."""
    named = items.named[np.asarray(order, int)]
    begun = np.logical_or.accumulate(named, axis=0)
    to_come = np.logical_or.accumulate(named[::-1], axis=0)[::-1]
    return begun & to_come & ~named


def total(items: Items, order: Sequence[int]) -> Waiting:
    """The waiting of all departments in an order of the items (rows).

    Σ over departments of the minutes from the begin of their first to the end of their last item, less the
    minutes of their own items.
    """
    idle = waits(items, order)
    minutes = items.minutes[np.asarray(order, int)]
    return Waiting(int((idle.sum(axis=1) * minutes).sum()), int(idle.sum()))


def arrange(
    items: Items,
    seconds: float = SECONDS,
    report: Callable[[Arrangement, float], None] = lambda best, share: None,
) -> Arrangement:
    """The order of least waiting that keeps to the rules, or the best found in time, with a proven bound.

    This is the talent scheduling (rehearsal) problem (Cheng, Diamond & Lin 1993). Orders come from dynamic
    programming over subsets in ever wider layers (``analytics.arrangements.agenda.search``) and from simulated
    annealing, always with the same random numbers; what no order falls below comes from these layers and from a
    linear programme (``analytics.arrangements.agenda.bound``; HiGHS). Where the document's order is as good, it is
    that. ``report`` is called now and then with the best order so far and the share of the time that is used; what
    it raises ends the search, so that a caller can stop it and keep what was reported last. Without items the order
    is empty.
    """
    return _Arranging(items, seconds, report).run()


class _Arranging:
    """One run: the parts, the best order and bound of each, the time."""

    def __init__(self, items: Items, seconds: float, report: Callable[[Arrangement, float], None]) -> None:
        self.items, self.seconds, self.report = items, seconds, report
        self.begun = time.monotonic()
        self.parts = parts(items)
        self.best = [first_order(part) for part in self.parts]
        self.waiting = [waiting(part, order) for part, order in zip(self.parts, self.best, strict=True)]
        self.bound = [0] * len(self.parts)
        self.rising = [bounds(part, self._check, self._left) for part in self.parts]

    def run(self) -> Arrangement:
        try:
            for width, runs, share in STAGES:
                for at, part in enumerate(self.parts):
                    if width and not self._proven(at):
                        self._search(at, part, width)
                    for run in range(runs):
                        if not self._proven(at, CLOSE if runs > 1 else 1.0):
                            self._anneal(at, part, width + run)
                    self._raise(at, share)
        except _Late:
            pass
        return self._so_far()

    def _proven(self, at: int, share: float = 1.0) -> bool:
        """Whether so much of the waiting is proven."""
        return self.bound[at] >= share * self.waiting[at]

    def _raise(self, at: int, share: float) -> None:
        """Raise the bound until all is proven, it rises no further, or such a share of the time is used."""
        while not self._proven(at) and self._share() < share:
            bound = next(self.rising[at], None)
            if bound is None:
                return
            self.bound[at] = max(self.bound[at], bound)

    def _anneal(self, at: int, part: Part, run: int) -> None:
        self.best[at] = anneal(part, self.best[at], MOVES * len(part), run, self._check)
        self.waiting[at] = waiting(part, self.best[at])

    def _search(self, at: int, part: Part, width: int) -> None:
        found = search(part, self.waiting[at], min(width, SETS_AT_MOST // len(part) + 1), self._check)
        if found.order is not None and found.waiting is not None:
            self.best[at], self.waiting[at] = list(found.order), found.waiting
        proven = self.waiting[at] if found.bound is None else min(found.bound, self.waiting[at])
        self.bound[at] = max(self.bound[at], proven)

    def _share(self) -> float:
        return (time.monotonic() - self.begun) / self.seconds

    def _left(self) -> float:
        return self.begun + self.seconds - time.monotonic()

    def _check(self) -> None:
        share = self._share()
        self.report(self._so_far(), min(share, 1.0))
        if share > 1:
            raise _Late

    def _so_far(self) -> Arrangement:
        items, printed = self.items, list(range(len(self.items)))
        order = [i for part, blocks in zip(self.parts, self.best, strict=True) for i in _items(part, blocks)]
        bound = sum(low * part.unit for low, part in zip(self.bound, self.parts, strict=True))
        before, fits = total(items, printed), keeps(items, printed)
        if fits and before.minutes <= total(items, order).minutes:
            order = printed
        return Arrangement(tuple(items.task_ids[i] for i in order), total(items, order), bound, before, fits)


def _items(part: Part, blocks: Sequence[int]) -> list[int]:
    """The items of blocks in their order; where both ways are as good, the one that begins nearer the top."""
    backwards = part.reversible and part.members[blocks[-1]] < part.members[blocks[0]]
    return [item for block in (reversed(blocks) if backwards else blocks) for item in part.members[block]]


def first_order(part: Part) -> list[int]:
    """The order to begin with: the greedy one, or one near the printed order where that waits less."""
    return min(_order(part, _as_printed), _order(part, _greedily), key=lambda order: waiting(part, order))


def _order(part: Part, choose: Callable[[Part, np.ndarray, np.ndarray], int]) -> list[int]:
    """An order that keeps to the rules: a group is gone through once it is begun."""
    order: list[int] = []
    left = np.ones(len(part), bool)
    while left.any():
        free = left & ~part.before[left].any(axis=0)
        begun = free & (part.group == part.group[order[-1]]) if order else free
        order.append(choose(part, np.flatnonzero(begun if begun.any() else free), left))
        left[order[-1]] = False
    return order


def _as_printed(part: Part, free: np.ndarray, left: np.ndarray) -> int:
    return int(free[0])


def _greedily(part: Part, free: np.ndarray, left: np.ndarray) -> int:
    """The block during which fewest wait; of several, the one that brings fewest, then that lets most go."""
    come, to_come = part.named[~left].any(axis=0), part.named[left].sum(axis=0)
    named = part.named[free]
    idle = (come & (to_come > 0) & ~named).sum(axis=1) * part.weight[free]
    new = (named & ~come).sum(axis=1)
    go = (named & (to_come == 1)).sum(axis=1)
    return int(free[np.lexsort((-go, new, idle))[0]])
