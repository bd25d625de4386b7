"""The search for the order in which departments wait least: layer by layer over the sets of what is done.

What waiting is still to come depends on which blocks are done, not on their order: of all orders of the same
blocks only the best is followed (dynamic programming over subsets; de la Banda, Stuckey & Chu 2011). Sets that
cannot lead to less than the best order known are dropped. Where a layer is still too wide only its most
promising sets are followed (beam search), and the least that any dropped one could lead to is the proven bound.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analytics.arrangements.agenda.parts import Part

CHUNK = 8192  # sets that are looked at together
ONE_THREAD = 250_000  # multiplications of a product that BLAS does not yet spread over threads
ROUNDING = 1e-3


@dataclass(frozen=True, slots=True)
class Found:
    """What one search of a part found, in departments of its weight."""

    order: tuple[int, ...] | None  # blocks, less waiting than what was to be undercut; None: none found
    waiting: int | None
    bound: int | None  # every order below what was to be undercut has at least so much; None: there is none


def waiting(part: Part, order: list[int] | tuple[int, ...]) -> int:
    """The waiting of all departments in an order of the blocks: from first to last block, less their own."""
    rows = np.asarray(order, int)
    named = part.named[rows]
    begun = np.logical_or.accumulate(named, axis=0)
    to_come = np.logical_or.accumulate(named[::-1], axis=0)[::-1]
    return int(((begun & to_come & ~named).sum(axis=1) * part.weight[rows]).sum())


def search(part: Part, below: int, width: int, check: Callable[[], None]) -> Found:
    """An order with less waiting than ``below``, following at most ``width`` sets of each size.

    ``check`` is called between pieces of work and may raise. The part must have a block, and its relation
    ``before`` an order.
    """
    return _Search(part, below, width, check).run()


class _Search:
    """One search: the part as matrices, and the layers behind."""

    def __init__(self, part: Part, below: int, width: int, check: Callable[[], None]) -> None:
        self.part, self.below, self.width, self.check = part, below, width, check
        self.named = part.named.astype(np.float32)
        self.size = self.named.sum(axis=1)
        self.weight = part.weight.astype(np.float32)
        self.before = part.before.astype(np.float32) if part.before.any() else None
        labels, group = np.unique(part.group, return_inverse=True)
        self.groups = np.eye(len(labels), dtype=np.float32)[group] if len(labels) < len(part) else None
        self.single = np.bincount(group)[group] == 1
        one, other = np.triu_indices(self.named.shape[1], 1)
        self.pair = one, other
        self.ahead = self.named[:, one] * (1 - self.named[:, other])
        self.behind = self.named[:, other] * (1 - self.named[:, one])
        self.bit = _bits(len(part))

    def run(self) -> Found:
        sets, spent = np.zeros((1, self.bit.shape[1]), np.uint64), np.zeros(1, np.int64)
        steps: list[tuple[np.ndarray, np.ndarray]] = []
        bound: float = np.inf
        for _ in range(len(self.part)):
            sets, spent, parent, block = self._next(sets, spent)
            least = spent + self._to_come(sets)
            kept = np.flatnonzero(least < self.below)
            if len(kept) > self.width:
                kept = kept[np.argsort(least[kept], kind="stable")]
                bound = min(bound, least[kept[self.width]])
                kept = np.sort(kept[: self.width])
            if not len(kept):
                return Found(None, None, None if bound == np.inf else int(bound))
            sets, spent = sets[kept], spent[kept]
            steps.append((parent[kept], block[kept]))
        return Found(_way_back(steps), int(spent[0]), int(min(bound, spent[0])))

    def _next(self, sets: np.ndarray, spent: np.ndarray) -> tuple[np.ndarray, ...]:
        """Every set with one block more: sets, what was waited, the row it comes from, the block."""
        found = []
        for start in range(0, len(sets), CHUNK):
            self.check()
            left = self._left(sets[start : start + CHUNK])
            here = self._here(left)
            common = _product(here, self.named.T)
            idle = (here.sum(axis=1, keepdims=True) - common) * self.weight
            total = spent[start : start + CHUNK, None] + np.rint(idle).astype(np.int64)
            may = self._may(left, here, common) & (total < self.below)
            row, block = np.nonzero(may)
            found.append((row + start, block, total[row, block]))
        parent, block, total = (np.concatenate(column) for column in zip(*found, strict=True))
        grown = sets[parent] | self.bit[block]
        order = np.lexsort((total, *grown.T))
        grown = grown[order]
        new = np.ones(len(order), bool)
        new[1:] = (grown[1:] != grown[:-1]).any(axis=1)
        kept = order[new]
        return grown[new], total[kept], parent[kept], block[kept]

    def _left(self, sets: np.ndarray) -> np.ndarray:
        """Sets × blocks: 1 where the block is still to come."""
        return ((sets[:, None, :] & self.bit) == 0).all(axis=2).astype(np.float32)

    def _here(self, left: np.ndarray) -> np.ndarray:
        """Sets × departments: 1 for those who have come and must still stay."""
        return ((_product(left, self.named) > 0) & (_product(1 - left, self.named) > 0)).astype(np.float32)

    def _may(self, left: np.ndarray, here: np.ndarray, common: np.ndarray) -> np.ndarray:
        """Which blocks may come next.

        One that just those who are here are named for costs nothing and keeps nobody: it comes at once.
        """
        may = left > 0
        if self.before is not None:
            may &= _product(left, self.before) == 0
        inside = np.zeros(len(left), bool)
        if self.groups is not None:
            open_groups = ((_product(left, self.groups) > 0) & (_product(1 - left, self.groups) > 0)).astype(
                np.float32
            )
            inside = np.any(open_groups, axis=1)
            may &= ~inside[:, None] | (_product(open_groups, self.groups.T) > 0)
        free = may & (common == here.sum(axis=1, keepdims=True)) & (common == self.size)
        free &= inside[:, None] | self.single
        rows = np.flatnonzero(free.any(axis=1))
        may[rows] = False
        may[rows, free[rows].argmax(axis=1)] = True
        return may

    def _to_come(self, sets: np.ndarray) -> np.ndarray:
        """Waiting that is certain to come, for each set.

        Of two departments who are here, one leaves first. While it still has blocks without the other, the
        other waits; so at least the smaller of the two ways round is waited. Where a block is that of several
        who are here, its time is shared out among them, so that nobody's waiting is counted twice.
        """
        found = [np.zeros(0, np.float32)]
        for start in range(0, len(sets), CHUNK):
            self.check()
            left = self._left(sets[start : start + CHUNK])
            here = self._here(left)
            share = left * self.weight / np.maximum(_product(here, self.named.T), 1)
            both = here[:, self.pair[0]] * here[:, self.pair[1]]
            found.append(
                (np.minimum(_product(share, self.ahead), _product(share, self.behind)) * both).sum(axis=1)
            )
        return np.ceil(np.concatenate(found) - ROUNDING).astype(np.int64)


def _product(rows: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """``rows @ matrix`` on one thread: where others compute too, BLAS's threads wait for one another."""
    at_once = max(1, ONE_THREAD // max(1, matrix.size))
    whole = len(rows) // at_once * at_once
    pieces = rows[:whole].reshape(whole // at_once, at_once, len(matrix)) @ matrix
    return np.concatenate([pieces.reshape(whole, matrix.shape[1]), rows[whole:] @ matrix])


def _bits(count: int) -> np.ndarray:
    """Each block as a set of one: rows of 64-bit words."""
    at = np.arange(count)
    bits = np.zeros((count, -(-count // 64)), np.uint64)
    bits[at, at // 64] = np.uint64(1) << (at % 64).astype(np.uint64)
    return bits


def _way_back(steps: list[tuple[np.ndarray, np.ndarray]]) -> tuple[int, ...]:
    row, order = 0, []
    for parent, block in reversed(steps):
        order.append(int(block[row]))
        row = int(parent[row])
    return tuple(reversed(order))
