"""How likely is it that two departments share as many tasks as random plans hardly ever show?

Chains of random plans are drawn towards many shared tasks, and what they find is weighed back: umbrella sampling
(Torrie & Valleau 1977), its weights learnt from round to round (Berg & Neuhaus 1992). Where plain draws would have to
be counted in millions, thousands do.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student

from analytics.firmness.random_plans import Chains, Lists

CHAINS = 64  # of each pair, at least
TOGETHER = 1024  # chains of all pairs, at least
STEPS = 300  # of a round that is not counted
LEARNING = 10  # rounds that are not counted
COUNTED = 4000  # steps of the first round that is
SLICE = 250_000  # exchanges tried between two signs of life
_MOVERS = (None, 0, None, 1)


@dataclass(frozen=True, eq=False, slots=True)
class Tails:
    """For each pair the probability to share at least so many tasks."""

    share: np.ndarray  # pairs × (0, 1, 2 …)
    low: np.ndarray  # of the interval
    high: np.ndarray


class RareTies:
    """Chains of random plans for some pairs of departments, each drawn towards the tasks that its pair shares."""

    def __init__(
        self, lists: Lists, pairs: np.ndarray, shared: np.ndarray, plans: np.ndarray, seed: int
    ) -> None:
        """``pairs``: pairs × 2 departments. ``shared``: up to how many tasks each is drawn. ``plans``: places × random plans."""
        self.shared = shared
        self.random = np.random.default_rng(seed)
        self.each = max(CHAINS, TOGETHER // len(pairs))
        most = int(lists.degree.sum(axis=1)[pairs].min(axis=1).max())
        self.known = np.array([_supposed(lists, pair, most) for pair in pairs])
        self.weighed = np.zeros((len(pairs), self.each, most + 1))
        self.steps, self.rounds = STEPS, 0
        begin = plans[:, np.arange(self.each * len(pairs)) % plans.shape[1]]
        begin[:, ::2] = lists.department[
            :, None
        ]  # far from the others: they agree only once both have forgotten it
        self.chains = _Drawn(lists, np.repeat(pairs, self.each, axis=0), begin)

    def keep(self, kept: np.ndarray) -> None:
        """Go on with some of the pairs only (a mask)."""
        self.shared, self.known, self.weighed = self.shared[kept], self.known[kept], self.weighed[kept]
        self.chains.keep(np.repeat(kept, self.each))

    def round(self) -> Iterator[int]:
        """One round: the exchanges tried, from time to time.

        The first are short, to come to where the chains are drawn and to learn how strongly; they are not counted. Then each
        is twice as long as the one before.
        """
        flat = self._flat()
        weight, chains, at = -np.log(flat), len(self.chains.shared), 0
        seen = np.zeros(self.known.shape, int)
        while at < self.steps:
            counted, every = np.zeros((chains, flat.shape[1]), int), np.arange(chains)
            some = min(max(1, SLICE // chains), self.steps - at)
            for draws in self.random.random((some, 5, chains)):
                self.chains.step(draws, weight, _MOVERS[at % len(_MOVERS)])
                counted[every, self.chains.shared] += 1
                at += 1
            by_chain = counted.reshape(self.weighed.shape)
            seen += by_chain.sum(axis=1)
            if self.rounds >= LEARNING:
                self.weighed += by_chain * flat[:, None]
            yield some * chains
        self.rounds += 1
        self.steps = STEPS if self.rounds < LEARNING else COUNTED << self.rounds - LEARNING
        self.known = flat * np.maximum(seen, 1)
        self.known /= self.known.sum(axis=1, keepdims=True)

    def _flat(self) -> np.ndarray:
        """Pairs × shared tasks: what is weighed back; the likeliest number, more, up to where it is drawn, alike often."""
        number = np.arange(self.known.shape[1])
        mode = self.known.argmax(axis=1)[:, None]
        last = np.maximum(self.shared[:, None], mode)
        return np.take_along_axis(self.known, np.clip(number, mode, last), axis=1)

    def tails(self, level: float) -> Tails:
        """What all rounds so far found: ratio estimates, with intervals on the scale of logarithms.

        They come from how much the chains differ, which do not depend on each other. Where less than half of them came as
        far, nothing is known: 0 to 1.
        """
        above = np.cumsum(self.weighed[..., ::-1], axis=-1)[..., ::-1]
        total, chains = above.sum(axis=1), self.each
        with np.errstate(invalid="ignore", divide="ignore"):
            share = total / total[:, :1]
            apart = above / total[:, None] - above[..., :1] / total[:, None, :1]
            error = np.sqrt(chains / (chains - 1) * (apart**2).sum(axis=1))
            width = np.exp(student.ppf((1 + level) / 2, chains - 1) * error)
            reached = (above > 0).mean(axis=1) >= 0.5
            low, high = (
                np.where(reached, share / width, 0),
                np.where(reached, np.minimum(share * width, 1), 1),
            )
        return Tails(np.where(reached, share, 0), low, high)


def _supposed(lists: Lists, pair: np.ndarray, most: int) -> np.ndarray:
    """About how likely two departments share 0, 1, 2 … tasks, as if each task were drawn by itself."""
    task, first = np.unique(lists.task, return_index=True)
    size = np.bincount(lists.task)[task]
    block = np.unique(lists.start[first], return_inverse=True)[1]
    chance = size / lists.length[first]
    one, other = (np.minimum(lists.degree[row][block] * chance, 0.95) for row in pair)
    found = np.zeros(most + 1)
    found[0] = 1
    for both in one * other:
        found = found * (1 - both) + np.append(0, found[:-1]) * both
    return np.maximum(found, 1e-300)


class _Drawn(Chains):
    """Chains that know what a pair of departments of their own shares, and where these stand."""

    def __init__(self, lists: Lists, pairs: np.ndarray, plans: np.ndarray) -> None:
        """``pairs``: chains × 2 departments. ``plans``: places × chains, the department of each place."""
        super().__init__(lists, len(pairs))
        self.department.reshape(-1, self.width)[:, :-1] = plans.T
        self.tasks, self.size = len(lists.places), np.bincount(lists.task)
        self.pair = pairs.T  # 2 × chains
        here = [plans == one for one in self.pair]
        self.named = [self._tasks(own).ravel() for own in here]  # of each of the two: chains × tasks
        self.shared = (self.named[0] & self.named[1]).reshape(-1, self.tasks).sum(axis=1)
        self.degree = np.array([own.sum(axis=0) for own in here])  # 2 × chains
        self.most = int(self.degree.max())
        mark = np.full(
            (len(pairs), self.width), 2 * self.most
        )  # which of the two's places it is; none: the last
        self.place = np.zeros(
            (len(pairs), 2 * self.most + 1), int
        )  # of the first, then of the second of the two
        for side, own in enumerate(here):
            place, chain = np.nonzero(own)
            nth = side * self.most + (np.cumsum(own, axis=0) - 1)[place, chain]
            self.place[chain, nth], mark[chain, place] = place, nth
        self.mark = mark.ravel()

    def _tasks(self, here: np.ndarray) -> np.ndarray:
        """Chains × tasks, bool: from places × chains, whether one of its places is marked."""
        begins = np.flatnonzero(np.diff(self.lists.task, prepend=-1))
        return np.ascontiguousarray(np.logical_or.reduceat(here, begins).T)

    def keep(self, kept: np.ndarray) -> None:
        """Go on with some of the chains."""

        def of(values: np.ndarray, width: int) -> np.ndarray:
            return values.reshape(-1, width)[kept].ravel()

        self.department, self.mark = of(self.department, self.width), of(self.mark, self.width)
        self.place = self.place[kept]
        self.named = [of(named, self.tasks) for named in self.named]
        self.pair, self.degree, self.shared = self.pair[:, kept], self.degree[:, kept], self.shared[kept]
        self.first = np.arange(len(self.shared)) * self.width

    def step(self, draws: np.ndarray, weight: np.ndarray, mover: int | None) -> None:
        """Try one exchange in each chain (5 × chains random numbers), accepted by the weights (pairs × shared tasks).

        ``mover``: 0 or 1, which of the two moves, to a task of the other or away from one, as often as each other (with the
        correction of Hastings 1970 for how often the way back is tried); None: any two places (Metropolis).
        """
        every = np.arange(len(self.shared))
        goal, back = np.zeros(len(every), int), np.zeros(len(every))
        if mover is None:
            one = (draws[0] * (self.width - 1)).astype(int)
            other = self.partner(one, draws[1])
        else:
            one, other, goal, back = self._directed(draws, mover)
        at_one, at_other = one + self.first, other + self.first
        a, b = self.department.take(at_one), self.department.take(at_other)
        in_one, in_other = (self.lists.task.take(place) + every * self.tasks for place in (one, other))
        after = []  # of each of the two: named in the two tasks before, and if they exchange
        for unit, named in zip(self.pair, self.named, strict=True):
            before, beyond, goes, comes = named.take(in_one), named.take(in_other), a == unit, b == unit
            after.append((before, beyond, before & ~goes | comes, beyond & ~comes | goes))
        before, beyond, later, there = (first & second for first, second in zip(*after, strict=True))
        gain = later.astype(int) + there - before - beyond
        free = ~((self.others(one) == b).any(axis=0) | (self.others(other) == a).any(axis=0))
        if mover is not None:
            free &= (gain == goal) & (self.lists.start.take(one) == self.lists.start.take(other))
        shared = np.where(free, self.shared + gain, self.shared)
        row = every // (len(every) // len(weight)) * weight.shape[1]
        likelier = weight.take(row + shared) - weight.take(row + self.shared) + back
        taken = np.flatnonzero(free & (np.log(draws[2]) < likelier))
        self._exchange(taken, one[taken], other[taken])
        self.shared[taken] = shared[taken]
        for named, (_, _, of_one, of_other) in zip(self.named, after, strict=True):
            named[in_one[taken]], named[in_other[taken]] = of_one[taken], of_other[taken]

    def _directed(self, draws: np.ndarray, mover: int) -> tuple[np.ndarray, ...]:
        """Two places to exchange, by how much the pair is to share more, and the logarithm of Hastings' correction.

        Together: a place of the mover in a task that is not shared, for one in a task of the other. Apart: a place of it in a
        shared task, for any.
        """
        together, shared, (own, others) = draws[3] < 0.5, self.shared, self.degree[[mover, 1 - mover]]
        one = self._pick(mover, draws[0], ~together)
        beside = self._pick(1 - mover, draws[1], np.zeros(len(shared), bool))
        task = self.lists.task.take(np.where(together, beside, one))
        size, first = self.size.take(task) - 1, self.lists.places[:, 0].take(task)
        nth = (draws[4] * size).astype(int)
        met = np.minimum(first + nth + (nth >= beside - first), first + size)  # of the task's other places
        other = np.where(together, met, self.partner(one, draws[4]))
        more = np.where(together, shared + 1, shared)  # what is shared on the side where it is more
        lone = np.maximum((own - more + 1) * (others - more + 1), 1)
        back = np.log(lone * np.maximum(size, 1) / (np.maximum(more, 1) * self.lists.length.take(one)))
        return one, other, np.where(together, 1, -1), np.where(together, back, -back)

    def _pick(self, side: int, draw: np.ndarray, shared: np.ndarray) -> np.ndarray:
        """For each chain one of the places of the first or second of the pair: in a shared task, or in another.

        Where there is none it is any: what then becomes of it is not what was meant, and is not done.
        """
        place = self.place[:, side * self.most : (side + 1) * self.most]
        task = self.lists.task.take(place) + (np.arange(len(place)) * self.tasks)[:, None]
        fits = self.named[1 - side].take(task) == shared[:, None]
        fits &= np.arange(self.most) < self.degree[side][:, None]
        upto = np.cumsum(fits, axis=1)
        nth = (upto <= (draw * upto[:, -1]).astype(int)[:, None]).sum(axis=1)
        return place[np.arange(len(place)), np.minimum(nth, self.degree[side] - 1)]

    def _exchange(self, chains: np.ndarray, one: np.ndarray, other: np.ndarray) -> None:
        """Exchange two places of some chains."""
        at_one, at_other = one + self.first[chains], other + self.first[chains]
        for values in (self.department, self.mark):
            values[at_one], values[at_other] = values[at_other], values[at_one]
        self.place[chains, self.mark[at_one]], self.place[chains, self.mark[at_other]] = one, other
