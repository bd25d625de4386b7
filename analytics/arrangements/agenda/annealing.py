"""A better order by simulated annealing, where there are too many blocks to follow their sets.

Pieces of the order are taken out and put in elsewhere, one way round or the other. An order that waits longer is
kept at times, ever more rarely (Kirkpatrick, Gelatt & Vecchi 1983). The random numbers are the same every time.
"""

import math
import random
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from analytics.arrangements.agenda.parts import Part

SEED = 2023
PIECES = (1, 1, 1, 2, 3, 5, 8)  # how many blocks are moved together; 1 most often
NEAR = 12  # places that half of the moves go at most
BACKWARDS = 0.3  # share of the pieces that are turned round
WHOLE_GROUPS = 0.2  # share of the moves that take a whole group, where there are groups
HOT, COLD = (
    4.0,
    0.15,
)  # what is waited more and still kept, at first and at last; in weights of an average block
CHECK_EVERY = 500  # moves


def anneal(part: Part, order: Sequence[int], moves: int, run: int, check: Callable[[], None]) -> list[int]:
    """The order with least waiting that so many moves come to; the one given where they find none better.

    ``order`` must keep to the part's rules, and the answer does. ``run`` tells runs with
    different random numbers apart. ``check`` is called now and then and may raise.
    """
    state = _State(part, order)
    best, best_gain, gain = list(order), 0, 0
    draw = random.Random(SEED + run)
    weight = float(part.weight.mean())
    for move in range(moves):
        if move % CHECK_EVERY == 0:
            check()
        heat = weight * HOT * (COLD / HOT) ** (move / moves)
        low, piece = state.moved(draw)
        less = state.gain(low, piece)
        if less is None or (less < 0 and draw.random() >= math.exp(less / heat)):
            continue
        state.put(low, piece)
        gain += less
        if gain > best_gain:
            best, best_gain = list(state.order), gain
    return best


class _State:
    """An order, and who has come before each place and who is still to come from it on, as sets of bits."""

    def __init__(self, part: Part, order: Sequence[int]) -> None:
        self.named = [_bits(own) for own in part.named]
        self.weight = part.weight.tolist()
        self.first = [_bits(part.before[:, block]) for block in range(len(part))]
        self.group = part.group.tolist()
        self.grouped = len(set(self.group)) < len(self.group)
        self.ruled = self.grouped or any(self.first)
        self.order = list(order)
        self.come = [0] * (len(order) + 1)
        self.left = [0] * (len(order) + 1)
        self.done = [0] * (len(order) + 1)
        self.put(0, self.order[:])

    def moved(self, draw: random.Random) -> tuple[int, list[int]]:
        """A move: where it begins, and the blocks from there on as it leaves them."""
        count = len(self.order)
        if self.grouped and draw.random() < WHOLE_GROUPS:
            start, end = self._run(draw.randrange(count))
            target = self._run(draw.randrange(count))[draw.randrange(2)]
        else:
            start = draw.randrange(count)
            end = min(count, start + draw.choice(PIECES))
            target = draw.randrange(count + 1)
            if draw.random() < 0.5:
                target = min(max(start + draw.randint(-NEAR, NEAR), 0), count)
        piece = self.order[start:end]
        if draw.random() < BACKWARDS:
            piece.reverse()
        if target < start:
            return target, piece + self.order[target:start]
        return start, self.order[end : max(target, end)] + piece

    def _run(self, at: int) -> tuple[int, int]:
        """Where the blocks of one group begin and end that stand around a place."""
        group = self.group[self.order[at]]
        start = end = at
        while start and self.group[self.order[start - 1]] == group:
            start -= 1
        while end < len(self.order) and self.group[self.order[end]] == group:
            end += 1
        return start, end

    def gain(self, low: int, piece: list[int]) -> int | None:
        """How much less is waited with these blocks from a place on; None where they break a rule."""
        high = low + len(piece)
        if self.ruled and not self._keeps(low, piece):
            return None
        come, left = self.come[low], self.left[high]
        return self._waited(self.order[low:high], come, left) - self._waited(piece, come, left)

    def put(self, low: int, piece: list[int]) -> None:
        """Put the blocks in, from a place on."""
        high = low + len(piece)
        self.order[low:high] = piece
        for at in range(low, high):
            self.come[at + 1] = self.come[at] | self.named[self.order[at]]
            self.done[at + 1] = self.done[at] | 1 << self.order[at]
        for at in range(high - 1, low - 1, -1):
            self.left[at] = self.left[at + 1] | self.named[self.order[at]]

    def _waited(self, piece: Sequence[int], come: int, left: int) -> int:
        """The waiting during some blocks, given who has come before and who is still to come after them."""
        named, weight, before = self.named, self.weight, []
        for block in piece:
            before.append(come)
            come |= named[block]
        total = 0
        for block, here in zip(reversed(piece), reversed(before), strict=True):
            idle = here & left & ~named[block]
            if idle:
                total += weight[block] * idle.bit_count()
            left |= named[block]
        return total

    def _keeps(self, low: int, piece: list[int]) -> bool:
        done = self.done[low]
        for block in piece:
            if self.first[block] & ~done:
                return False
            done |= 1 << block
        return not self.grouped or self._together(low, piece)

    def _together(self, low: int, piece: list[int]) -> bool:
        """Whether no group is torn: it changes as often within reach of the move as before."""
        high = low + len(piece)
        edges = self.order[low - 1 : low] if low else []
        behind = self.order[high : high + 1]
        return self._changes([*edges, *piece, *behind]) == self._changes(
            [*edges, *self.order[low:high], *behind]
        )

    def _changes(self, blocks: Sequence[int]) -> int:
        group = [self.group[block] for block in blocks]
        return sum(one != other for one, other in pairwise(group))


def _bits(row: Iterable[bool]) -> int:
    return sum(1 << at for at, there in enumerate(row) if there)
