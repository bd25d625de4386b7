"""How many meetings and seats there must be at least, without looking for any.

Two sets of departments that have not enough seats together never meet at once. As many sets as conflict with each other (a
clique) need as many meetings; and among the sets that name a department they tell how often it must come.
A set of departments is an integer: bit n is department n.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_

STARTS = 200  # sets from which a clique is looked for, those with most conflicts first


def fewest_meetings(sets: Sequence[int], seats: int) -> int:
    """Meetings of at most so many seats that are needed at least; 0 without sets."""
    return max(_apart(sets, seats), -(-fewest_seats(sets, seats) // seats))


def fewest_seats(sets: Sequence[int], seats: int) -> int:
    """Seats that are needed at least: each department must come as often as its own sets need meetings."""
    found, left = 0, reduce(or_, sets, 0)
    while left:
        department = left & -left
        left ^= department
        own = [one for one in sets if one & department]
        beside = (reduce(or_, own) ^ department).bit_count()
        found += max(_apart(own, seats), -(-beside // (seats - 1)))
    return found


def _apart(sets: Sequence[int], seats: int) -> int:
    """As many sets as are found of which no two fit into one meeting: from each the one with most conflicts, again and again."""
    conflicts = [
        sum(1 << other for other, departments in enumerate(sets) if (departments | one).bit_count() > seats)
        for one in sets
    ]
    best = min(len(sets), 1)
    for start in sorted(range(len(sets)), key=lambda at: -conflicts[at].bit_count())[:STARTS]:
        if conflicts[start].bit_count() < best:
            break
        size, left = 1, conflicts[start]
        while left:
            chosen = max(_bits(left), key=lambda at: (conflicts[at] & left).bit_count())
            size, left = size + 1, left & conflicts[chosen]
        best = max(best, size)
    return best


def _bits(some: int) -> list[int]:
    return [at for at in range(some.bit_length()) if some >> at & 1]
