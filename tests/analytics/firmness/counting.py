"""A second way to the p values, which shares no code with the first: every plan is counted, department by department.

Tasks with equally many places left are alike, so that only their numbers matter (as Miller & Harrison 2013 count tables).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from math import comb


def tail(blocks: Sequence[Sequence[Sequence[str]]], one: str, other: str) -> list[float]:
    """The probability that two departments share at least 0, 1, 2 … tasks; a block: the departments of each task."""
    found = [1.0]
    for block in blocks:
        own = _shared(
            [len(names) for names in block], Counter(name for names in block for name in names), one, other
        )
        mixed = [0.0] * (len(found) + len(own) - 1)
        for (a, x), (b, y) in product(enumerate(found), enumerate(own)):
            mixed[a + b] += x * y
        found = mixed
    return [sum(found[at:]) for at in range(len(found))]


def _shared(sizes: Sequence[int], degree: Counter[str], one: str, other: str) -> list[float]:
    rest = sorted((n for name, n in degree.items() if name not in (one, other)), reverse=True)
    start = tuple(sizes.count(places) for places in range(1, max(sizes, default=0) + 1))

    @cache
    def ways(at: int, left: tuple[int, ...]) -> int:
        if at == len(rest):
            return not any(left)
        return sum(n * ways(at + 1, _less(left, taken)) for taken, n in _takes(left, rest[at]))

    plans = Counter[int]()
    for first, n in _takes(start, degree[one]):
        named, beside = (*first[1:], 0), tuple(a - b for a, b in zip(start, first, strict=True))
        for shared in range(min(degree[one], degree[other]) + 1):
            for both, m in _takes(named, shared):
                for alone, k in _takes(beside, degree[other] - shared):
                    left = tuple(a + b for a, b in zip(_less(named, both), _less(beside, alone), strict=True))
                    plans[shared] += n * m * k * ways(0, left)
    return [plans[at] / plans.total() for at in range(max(plans, default=0) + 1)]


def _takes(left: tuple[int, ...], tasks: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """How a department can take so many tasks, one place in each, and in how many ways."""
    if not left:
        if not tasks:
            yield (), 1
        return
    for own in range(max(0, tasks - sum(left[1:])), min(tasks, left[0]) + 1):
        for more, ways in _takes(left[1:], tasks - own):
            yield (own, *more), comb(left[0], own) * ways


def _less(left: tuple[int, ...], taken: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(a - b + c for a, b, c in zip(left, taken, (*taken[1:], 0), strict=True))
