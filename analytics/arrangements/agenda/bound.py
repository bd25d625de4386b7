"""A bound that no order falls below, as a linear programme: what every order waits, whichever it is.

Of three blocks one comes between the two others. Take departments that lead from the one of these to the other,
each sharing a block with the next: from the first to the last of them somebody is there without a gap. If none of
them is named for the block in the middle, one of them waits during it. So, of the waiting along three such
chains, one for each block that may be the middle one, at least one is certain (the asteroidal triples of
Lekkerkerker & Boland 1962, which Tucker 1972 forbids where nobody is to wait).

The programme asks for the least waiting that meets this for all chains. There are far too many to write down:
it is solved with few, then the chains that its answer waits least along are looked up as shortest paths and those
that it breaks are added (cutting planes), again and again. A section that stays together is a department that
never waits; where the rules say which block is not the middle one, its chain is left out.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from analytics.arrangements.agenda.parts import Part

Cut = frozenset[tuple[int, int]]  # (department, block): somebody of them waits then and there

BLOCKS_AT_MOST = 200  # beyond, the triples of blocks take too much memory
CUTS_PER_BLOCK = 25  # that are added at once
LOOKED_AT = 250  # triples of each block that are looked at for them
OFTEN = 8  # cuts of one addition that the same waiting may be in
BROKEN = 1e-3  # less than 1 by so much
FAR = np.float32(9)  # no way; beyond 1 it does not matter how long
STEP = np.float32(1e-4)  # of a chain, so that of equal ones the shortest is taken
ROUNDING = 1e-6
SHORT = 0.2  # seconds; with less left the solver no longer looks at the clock


def bounds(
    part: Part, check: Callable[[], None], seconds_left: Callable[[], float] = lambda: math.inf
) -> Iterator[int]:
    """Ever better proven bounds of the waiting, in units of the part's weight, until no chain helps further.

    ``check`` is called between pieces of work and may raise. A programme that takes longer than
    ``seconds_left`` is given up, and there are no further bounds; nor are there with more than ``BLOCKS_AT_MOST``.
    """
    wait, least = _forced(part).astype(float), 0.0
    yield int(part.weight @ wait.sum(axis=1))
    if len(part) > BLOCKS_AT_MOST:
        return
    chains, cuts = _Chains(part), dict[Cut, None]()
    while new := [cut for cut in chains.broken(wait, check) if cut not in cuts]:
        check()
        cuts.update(dict.fromkeys(new))
        solved = _least(part, list(cuts), seconds_left())
        if solved is None:
            return
        wait = solved.wait
        yield int(np.ceil(solved.proven - ROUNDING))
        if solved.proven > least + ROUNDING:  # else what is left out could come back for ever
            cuts = dict.fromkeys(cut for cut, kept in zip(cuts, solved.tight, strict=True) if kept)
        least = max(least, solved.proven)


@dataclass(frozen=True, eq=False, slots=True)
class _Solved:
    """The least waiting that meets some cuts."""

    wait: np.ndarray  # blocks × departments, 0 to 1
    proven: float  # no order waits less
    tight: np.ndarray  # of each cut: whether it matters


def _least(part: Part, cuts: list[Cut], seconds: float) -> _Solved | None:
    """The least waiting that meets all cuts; None where it is not found in so many seconds."""
    if seconds < SHORT:
        return None
    departments = part.named.shape[1]
    row = np.repeat(np.arange(len(cuts)), [len(cut) for cut in cuts])
    column = [block * departments + department for cut in cuts for department, block in sorted(cut)]
    rows = csr_array((np.ones(len(row)), (row, column)), shape=(len(cuts), part.named.size))
    cost = np.repeat(part.weight, departments).astype(float)
    limits = np.column_stack([_forced(part).ravel(), ~part.named.ravel()]).astype(float)
    found = linprog(  # type: ignore[call-overload]  # the stubs do not know that it takes sparse matrices
        cost,
        -rows,
        -np.ones(len(cuts)),
        bounds=limits,
        method="highs-ipm",
        # Presolving saves nothing here, and it could use up the time without the solver's being told.
        options={"time_limit": seconds, "presolve": False},
    )
    if found.x is None:
        return None
    price = np.maximum(-found.ineqlin.marginals, 0)
    left = cost - rows.T @ price
    # What the prices prove, however exactly the programme was solved (weak duality).
    proven = price.sum() + np.where(left > 0, left * limits[:, 0], left * limits[:, 1]).sum()
    return _Solved(found.x.reshape(part.named.shape), float(proven), found.slack < 0.5)


def _forced(part: Part) -> np.ndarray:
    """Blocks × departments: whether it has one that must come before the block, and one that must come after."""
    named, before = part.named.astype(np.float32), part.before.astype(np.float32)
    return (before.T @ named > 0) & (before @ named > 0) & ~part.named


@dataclass(frozen=True, eq=False, slots=True)
class _Ways:
    """The shortest chains past each block, where some waiting is the toll."""

    length: np.ndarray  # [block, first, last department]; from FAR on: there is none
    over: np.ndarray  # [block, first, last department]: one that the chain leads over; -1: it is these two

    def chain(self, middle: int, starts: np.ndarray, ends: np.ndarray) -> set[int]:
        """The departments of the shortest chain past a block from one of some departments to one of others."""
        at = int(self.length[middle][np.ix_(starts, ends)].argmin())
        return self._through(middle, int(starts[at // len(ends)]), int(ends[at % len(ends)]))

    def _through(self, middle: int, start: int, end: int) -> set[int]:
        over = int(self.over[middle, start, end])
        if start == end or over < 0:
            return {start, end}
        return self._through(middle, start, over) | self._through(middle, over, end)


class _Chains:
    """The chains of departments that lead past each block."""

    def __init__(self, part: Part) -> None:
        self.count, self.departments = part.named.shape
        labels, size = np.unique(part.group, return_counts=True)
        together = part.group[:, None] == labels[size > 1]
        self.named = np.hstack([part.named, together])  # a section is a department, too
        self.own = [np.flatnonzero(own) for own in self.named]
        shared = self.named.T.astype(np.int32)
        self.linked = shared @ shared.T > 0
        before = part.before
        early, late = before[:, :, None] & before[:, None, :], before.T[:, :, None] & before.T[:, None, :]
        self.possible = ~(early | late)  # [b, a, c]: b can come between a and c
        self.triples = _triples(self.count)

    def broken(self, wait: np.ndarray, check: Callable[[], None]) -> list[Cut]:
        """Cuts that such waiting breaks, the worst first, none too like the others."""
        ways = self._ways(wait)
        check()
        length = self._between(ways)
        a, b, c = self.triples
        total = length[a, b, c] + length[b, a, c] + length[c, a, b]
        worst = np.flatnonzero(total < 1 - BROKEN)
        worst = worst[np.argsort(total[worst], kind="stable")][: LOOKED_AT * self.count]
        often = np.zeros((self.departments, self.count), int)
        found: dict[Cut, None] = {}
        for seen, at in enumerate(worst):
            if seen % LOOKED_AT == 0:
                check()
            cut = self._cut(ways, int(a[at]), int(b[at]), int(c[at]))
            departments, blocks = np.array(sorted(cut)).T
            if cut not in found and often[departments, blocks].min() < OFTEN:
                often[departments, blocks] += 1
                found[cut] = None
                if len(found) >= CUTS_PER_BLOCK * self.count:
                    break
        return list(found)

    def _ways(self, wait: np.ndarray) -> _Ways:
        """The shortest chains, by Floyd & Warshall for all blocks at once."""
        every = self.named.shape[1]
        toll = np.zeros((self.count, every), np.float32)  # of a department, past a block
        toll[:, : self.departments] = wait.clip(0, 1)
        toll = np.where(self.named, FAR, toll + STEP)
        length = np.where(self.linked, toll[:, :, None] + toll[:, None, :], FAR)
        length[:, range(every), range(every)] = toll
        over = np.full(length.shape, -1, np.int16)
        for one in range(every):
            further = length[:, :, one, None] + length[:, None, one, :] - toll[:, one, None, None]
            shorter = further < length - STEP / 10
            length = np.where(shorter, further, length)
            over[shorter] = one
        return _Ways(length, over)

    def _between(self, ways: _Ways) -> np.ndarray:
        """[b, a, c]: how long the shortest chain from block a to c past b is; 0 where b cannot be there."""
        begun = np.full((self.count, self.count, len(self.linked)), FAR)
        length = np.full((self.count, self.count, self.count), FAR)
        for block, own in enumerate(self.own):
            if len(own):
                begun[:, block] = ways.length[:, own].min(axis=1)
        for block, own in enumerate(self.own):
            if len(own):
                length[:, :, block] = begun[:, :, own].min(axis=2)
        return np.where(self.possible, np.minimum(length, FAR), 0)

    def _cut(self, ways: _Ways, *blocks: int) -> Cut:
        """The waiting along the chains past each of three blocks."""
        found: set[tuple[int, int]] = set()
        for middle in blocks:
            one, other = (block for block in blocks if block != middle)
            if self.possible[middle, one, other]:
                chain = ways.chain(middle, self.own[one], self.own[other])
                found.update((department, middle) for department in chain if department < self.departments)
        return frozenset(found)


def _triples(count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every three of so many, once, mixed so that equally bad ones are of different blocks; always alike."""
    at = np.arange(count)
    found = np.array(np.nonzero((at[:, None, None] < at[:, None]) & (at[:, None] < at)))
    return tuple(np.random.default_rng(0).permutation(found, axis=1))
