"""How many tasks do two departments share in random plans of the same degrees? Weighted draws, however rare the number.

A plan is drawn department by department, each time the tasks that it takes, and weighed by how likely it was to be drawn
(sequential importance sampling: Chen, Diaconis, Holmes & Liu 2005). What is taken is led by the number of plans that would
complete it (Canfield, Greenhill & McKay 2008, as used by Harrison & Miller 2013). The two departments come first, and every
number that they could share is drawn as often as the others: what happens in one of a million plans is measured like what
happens in every second one. Draws do not depend on each other. Tasks with equally many places left are alike, so that only
their numbers are kept.
"""

from collections.abc import Iterator

import numpy as np
from scipy.special import expit, gammaln
from scipy.stats import poisson
from scipy.stats import t as student

BATCHES = 8  # of draws, by whose differences the error is estimated
FIRST = 20_000  # departments that the first round places, at least
AT_ONCE = 8192  # plans, about, that are filled at the same time
FORCED = 5.0  # logarithm of the odds of a task that all departments still to come must take
NEVER = 1e-9  # more shared tasks than are ever seen …
SAFELY = 2.0  # … if twice as many were expected as are, about, are not drawn
RANGE = 100.0  # logarithms of odds beyond which nothing changes
TWICE = (
    8.0  # departments that are expected to have a task twice, at most, where those with two tasks are counted
)
TERMS = 60  # of the sum by which they are counted


class SharedTasks:
    """How likely some pairs of departments share 0, 1, 2 … tasks of a block, as far as it is known.

    A block: tasks and departments whose places can be exchanged.
    """

    def __init__(
        self, sizes: np.ndarray, degrees: np.ndarray, pairs: np.ndarray, shared: np.ndarray, seed: int
    ) -> None:
        """``sizes``: places of each task. ``degrees``: tasks of each department. ``pairs``: pairs × 2 degrees.

        ``shared``: how many tasks of each pair matter. More are drawn only as far as they have a share worth speaking of.
        """
        self.pairs, self.degrees = pairs, np.sort(degrees)[::-1]
        self.left = np.bincount(sizes, minlength=3)[1:]  # tasks with 1, 2 … places
        self.least = np.maximum(pairs.sum(axis=1) - len(sizes), 0)
        about = pairs.prod(axis=1) * (sizes * (sizes - 1)).sum() / sizes.sum() ** 2
        seen = np.maximum(np.maximum(shared, self.least), poisson.isf(NEVER, SAFELY * about).astype(int) + 1)
        self.most = np.minimum(pairs.min(axis=1), seen)
        self.draws = np.zeros(len(pairs), int)  # in each batch, for each number of shared tasks
        self.weights = np.zeros((len(pairs), int(self.most.max(initial=0)) + 1, BATCHES))
        """Pairs × shared tasks × batches: mean weights of the draws, for each pair on a scale of its own."""
        self.drawn = 0  # plans in all
        self.random = np.random.default_rng(seed)
        self._scale = np.full(len(pairs), np.nan)
        twice, total = (degrees == 2).sum(), sizes.sum()
        self.counted = 2 if twice * (sizes * (sizes - 1)).sum() <= TWICE * total**2 else 1
        """Departments with so many tasks at most are not drawn: the plans of all of them are counted."""
        self.scale = max(int(total), 1)
        self._first = 1 + FIRST // max(1, BATCHES * int((self.most - self.least + 1).sum()) * len(degrees))
        self.doubles = _doubles(len(self.left), min(int(twice), TERMS), self.scale)

    def go_on(self, asked: np.ndarray) -> Iterator[int]:
        """Draw for some pairs (a mask) as many plans as in all rounds before: now and then, the departments placed."""
        each = max(self._first, int(self.draws[asked].max(initial=0)))
        old = self.draws / (self.draws + each)
        self.weights[asked] *= old[asked, None, None]
        self.draws[asked] += each
        number = np.arange(self.weights.shape[1])
        pair, shared = np.nonzero(
            asked[:, None] & (number >= self.least[:, None]) & (number <= self.most[:, None])
        )
        some = max(1, AT_ONCE // (BATCHES * each))
        for at in range(0, len(pair), some):
            own, of = pair[at : at + some], shared[at : at + some]
            plans = _Plans(self, self.pairs[own], of, BATCHES * each)
            self.drawn += plans.weight.size
            self._count(own, of, plans.weight.reshape(len(own), BATCHES, each), 1 - old[own])
            yield plans.placed

    def _count(self, pair: np.ndarray, shared: np.ndarray, weight: np.ndarray, new: np.ndarray) -> None:
        """Take in logarithms of weights: some × batches × draws; ``new``: the share of these draws in all."""
        highest = weight.max(axis=(1, 2))
        for at in np.flatnonzero(np.isfinite(highest)):
            if np.isnan(self._scale[pair[at]]):
                self._scale[pair[at]] = highest[at]
            mean = np.exp(weight[at] - self._scale[pair[at]]).mean(axis=1)
            self.weights[pair[at], shared[at]] += mean * new[at]


class _Plans:
    """Plans that are filled at once: so many for each of some pairs that share so many tasks."""

    def __init__(self, asked: SharedTasks, pairs: np.ndarray, shared: np.ndarray, each: int) -> None:
        self.random, self.placed = asked.random, 2 * len(pairs) * each
        self.left = np.repeat(np.repeat(asked.left[:, None], len(pairs), axis=1)[..., None], each, axis=2)
        """1, 2 … × pairs × draws: tasks with so many places left."""
        self.weight = np.zeros((len(pairs), each))
        """Pairs × draws: logarithms."""
        self.rows = len(asked.degrees) - np.full(len(pairs), 2)  # departments still to come
        self.total = asked.degrees.sum() - pairs.sum(axis=1)  # their places
        self.squares = (asked.degrees**2).sum() - (pairs**2).sum(axis=1)  # of their tasks
        self._place_pair(pairs.min(axis=1), pairs.max(axis=1), shared)
        others = ~self._of_the_pair(asked.degrees, pairs)
        for degree, row in zip(asked.degrees.tolist(), others, strict=True):
            if degree > asked.counted and row.any():
                self._place(np.flatnonzero(row), degree)
        twice = (asked.degrees == 2).sum() - (pairs == 2).sum(axis=1) if asked.counted == 2 else 0 * self.rows
        self.weight += self._completions(twice, asked.doubles, asked.scale)

    def _of_the_pair(self, degrees: np.ndarray, pairs: np.ndarray) -> np.ndarray:
        """Departments × pairs, bool: the first of a degree stand for the two of the pair."""
        nth = np.arange(len(degrees)) - np.searchsorted(-degrees, -degrees)
        return nth[:, None] < (pairs == degrees[:, None, None]).sum(axis=2)

    def _place_pair(self, fewer: np.ndarray, more: np.ndarray, shared: np.ndarray) -> None:
        """Give the two of each pair their tasks: those of both, then those of one, by whichever of the two."""
        free, single = self.left, fewer + more - 2 * shared
        every = np.arange(len(shared))
        alone, both = (self._odds(every, free, places) for places in (1, 2))
        of_both = self._take(every, free, _instead(both, alone, free.mean(axis=2), shared, single), shared)
        of_one = self._take(every, free - of_both, alone, single)
        self.weight += (gammaln(single + 1) - gammaln(fewer - shared + 1) - gammaln(more - shared + 1))[
            :, None
        ]
        self.left = free - of_both - of_one
        self.left[:-2] += of_both[2:]
        self.left[:-1] += of_one[1:]

    def _place(self, some: np.ndarray, degree: int) -> None:
        """Give a department of that many tasks its tasks, in the plans of some pairs."""
        self.placed += len(some) * self.weight.shape[1]
        self.rows[some] -= 1
        self.total[some] -= degree
        self.squares[some] -= degree**2
        left = self.left[:, some]
        taken = self._take(some, left, self._odds(some, left, 1), np.full(len(some), degree))
        left -= taken
        left[:-1] += taken[1:]
        self.left[:, some] = left

    def _odds(self, some: np.ndarray, left: np.ndarray, places: int) -> np.ndarray:
        """1, 2 … × pairs: logarithm of how many times as many plans there are where a task loses so many of its places.

        By the number of plans with the degrees that are left (Canfield, Greenhill & McKay 2008, theorem 1).
        """
        size, rows, total = np.arange(1, len(left) + 1)[:, None], self.rows[some], self.total[some]
        after, columns = np.maximum(size - places, 0), np.maximum(left.sum(axis=0).mean(axis=1), 1)
        full = np.maximum(rows * columns, 1)
        spread = np.maximum(total * (1 - total / full), 0)
        uneven = self.squares[some] - total**2 / np.maximum(rows, 1)
        curve = np.where(spread > 0.5, (1 - uneven / np.maximum(spread, 0.5)) / np.maximum(2 * spread, 1), 0)
        found = _ways(rows, after) - _ways(rows, size) + curve * (after**2 - size**2)
        return np.where(size >= places, found, -RANGE)

    def _take(self, some: np.ndarray, left: np.ndarray, odds: np.ndarray, number: np.ndarray) -> np.ndarray:
        """Take so many different tasks in each plan of some pairs: how many of those with 1, 2 … places left.

        Conditional Poisson sampling (Chen et al. 2005): any set of tasks as likely as the product of their odds. Where there
        are not as many tasks the weight is 0.
        """
        if not number.any():
            return np.zeros_like(left)
        draws, most = left.shape[2], int(number.max())
        odds = odds + _level(odds, left.mean(axis=2), number)
        still, every = number.repeat(draws), np.arange(left[0].size)
        left_of = left.reshape(len(left), -1)
        here = np.flatnonzero(left_of.any(axis=1))[::-1]
        chance = {own: _chances(left[own], odds[own], most) for own in here}
        reach = np.zeros((len(here), 2 * most + 1, len(every)))  # with − most, …, most tasks still to take
        reach[-1, most : most + len(chance[here[-1]])] = chance[here[-1]]
        for at in range(len(here) - 2, -1, -1):
            for n, likely in enumerate(chance[here[at]]):
                reach[at, most + n :] += likely * reach[at + 1, most : 2 * most + 1 - n]
        at_still, plans = (still + most) * len(every) + every, len(every)  # in a row of ``reach``
        with np.errstate(divide="ignore"):
            weight = np.log(reach[0].take(at_still))
        taken = np.zeros_like(left_of)
        for at, own in enumerate(here[:-1]):
            goal = self.random.random(plans) * reach[at].take(at_still)
            for n, likely in enumerate(chance[own][:-1]):
                goal -= likely * reach[at + 1].take(at_still - n * plans)
                more = goal >= 0
                if not more.any():
                    break
                taken[own] += more
            taken[own] = np.minimum(np.minimum(taken[own], still), left_of[own])
            still = still - taken[own]
            at_still -= taken[own] * plans
        taken[here[-1]] = np.minimum(still, left_of[here[-1]])
        taken = taken.reshape(left.shape)
        odds, left, of_taken = odds[here, :, None], left[here], taken[here]
        self.weight[some] += weight.reshape(-1, draws)
        self.weight[some] += (np.logaddexp(0, odds) * left - odds * of_taken).sum(axis=0)
        return taken

    def _completions(self, twice: np.ndarray, doubles: np.ndarray, scale: int) -> np.ndarray:
        """Pairs × draws: logarithm of the ways in which departments with one or two tasks take all places that are left.

        A multinomial coefficient; departments with two tasks by inclusion and exclusion over those that have one task twice
        (e₂ = (p₁² − p₂) / 2 in symmetric functions). Up to a factor that is the same in all plans of a pair.
        """
        left, size = self.left.reshape(len(self.left), -1), np.arange(1, len(self.left) + 1)
        shape, fits = self.weight.shape, (size @ left).reshape(self.weight.shape) == self.total[:, None]
        power = doubles.T @ left
        series, terms = [np.ones(left.shape[1])], np.ones(shape)
        factor, places = np.ones(len(twice)), np.maximum(self.total, 1)
        for n in range(1, min(int(twice.max(initial=0)), len(power) - 1) + 1):
            series.append(sum(m * power[m] * series[n - m] for m in range(1, n + 1)) / n)
            bound = np.maximum((places - 2 * n + 2) * (places - 2 * n + 1), 1)
            factor = factor * -np.maximum(twice - n + 1, 0) * scale / bound
            term = factor[:, None] * series[n].reshape(shape)
            terms += term
            if np.abs(term).max() < 1e-9:
                break
        with np.errstate(divide="ignore"):
            return np.where(fits, np.log(np.maximum(terms, 0)), -np.inf) - (gammaln(size + 1) @ left).reshape(
                shape
            )


def tails(weights: np.ndarray, draws: int, level: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The probability to share at least 0, 1, 2 … tasks, and the ends of its interval.

    ``weights``: shared tasks × batches, from so many draws in each. Ratio estimates; intervals on the scale of logarithms,
    by how much the batches differ, and by what so many draws can have missed (its share is below −log(1 − level) / draws).
    Where less than half of the batches came as far, nothing is known: 0 to 1.
    """
    above = np.cumsum(weights[::-1], axis=0)[::-1]
    total, batches = above.sum(axis=1), weights.shape[1]
    known = (above > 0).mean(axis=1) >= 0.5
    with np.errstate(invalid="ignore", divide="ignore"):
        share = total / total[0]
        apart = above / total[:, None] - above[:1] / total[0]
        error = np.sqrt(batches / (batches - 1) * (apart**2).sum(axis=1))
        missed = -np.log(1 - level) / max(draws * batches, 1)
        width = np.exp(student.ppf((1 + level) / 2, batches - 1) * error) * (1 + missed)
        found = share, share / width, np.minimum(share * width, 1)
    share, low, high = (np.where(known, own, unknown) for own, unknown in zip(found, (0, 0, 1), strict=True))
    return share, low, high


def _chances(left: np.ndarray, odds: np.ndarray, most: int) -> np.ndarray:
    """Taken (0, 1 … at most) × plans: how likely so many of the tasks are taken.

    ``left``: pairs × draws. ``odds``: of each pair, logarithms.
    """
    factorial = gammaln(np.arange(int(left.max()) + 1) + 1)
    some = min(most, len(factorial) - 1) + 1
    beside = np.concatenate([factorial, np.full(some, np.inf)])  # … where n is more than there are
    base = factorial.take(left) - np.logaddexp(0, odds)[:, None] * left
    found = np.empty((some, *left.shape))
    for n in range(some):
        np.subtract(base, beside.take(left - n), out=found[n])
        found[n] += n * odds[:, None] - factorial[n]
    return np.exp(found, out=found).reshape(some, -1)


def _level(odds: np.ndarray, left: np.ndarray, number: np.ndarray) -> np.ndarray:
    """Pairs: what to add to the odds (1, 2 … × pairs) so that about so many of the tasks are taken."""
    low, high = np.full(len(number), -RANGE), np.full(len(number), RANGE)
    for _ in range(14):
        level = (low + high) / 2
        more = (left * expit(odds + level)).sum(axis=0) < number
        low, high = np.where(more, level, low), np.where(more, high, level)
    return low


def _instead(
    both: np.ndarray, alone: np.ndarray, left: np.ndarray, shared: np.ndarray, single: np.ndarray
) -> np.ndarray:
    """The odds that a task is of both of a pair rather than of one or none, where so many are to be of both and of one."""
    of_both = np.full_like(both, -RANGE)
    for _ in range(4):
        of_one = alone - np.logaddexp(0, of_both)
        of_one = alone + _level(of_one, left, single)
        of_both = both - np.logaddexp(0, of_one)
        of_both = both + _level(of_both, left, shared)
    return both - np.logaddexp(0, of_one)


def _ways(rows: np.ndarray, size: np.ndarray) -> np.ndarray:
    """Logarithm of the ways to choose so many of the rows; far below 0 where there are not as many."""
    some = np.minimum(size, rows)
    return gammaln(rows + 1) - gammaln(some + 1) - gammaln(rows - some + 1) - FORCED * (size - some)


def _doubles(sizes: int, most: int, scale: float) -> np.ndarray:
    """1, 2 … places × (0, 1 … at most): logarithms of the power series that count departments with a task twice.

    Of a task with s places the series is Σ s! / (b! (s − 2b)!) (z / scale)ᵇ.
    """
    found = np.zeros((sizes, most + 1))
    for size, series in enumerate(found, 1):
        b = np.arange(min(size // 2, most) + 1)
        own = np.zeros(most + 1)
        own[b] = np.exp(gammaln(size + 1) - gammaln(b + 1) - gammaln(size - 2 * b + 1) - b * np.log(scale))
        for n in range(1, most + 1):
            series[n] = own[n] - (np.arange(1, n) * series[1:n]) @ own[n - 1 : 0 : -1] / n
    return found
