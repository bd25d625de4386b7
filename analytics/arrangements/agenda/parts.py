"""An agenda taken apart and shrunk, so that what is left to search is small: nothing of the optimum is lost.

- A department with a single item never waits: it is left out.
- Items with the same departments, of one group or of none, and free in order, can follow one another: of two of them apart,
  moving the one to where fewer wait costs nothing, and nobody else waits longer. They become one block.
- Where the rules put some items before all others, each stretch is ordered for itself: who has come before it and
  who stays after it is known, whatever the order. A block without items and without minutes at either end of the
  stretch is named for them.
- Without rules on the order, blocks that share no department, not even through others, are ordered each for
  itself: putting a component's blocks next to one another only shortens waiting.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from analytics.arrangements.agenda.items import Items


@dataclass(frozen=True, eq=False, slots=True)
class Part:
    """Blocks to put in order, apart from all others."""

    members: tuple[tuple[int, ...], ...]  # of each block: rows of the items, the topmost first; or none
    named: np.ndarray  # bool, blocks × departments with several blocks
    weight: np.ndarray  # int, of each block: minutes, divided by what divides all of them
    group: np.ndarray  # int, of each block
    before: np.ndarray  # bool, blocks × blocks
    unit: int  # minutes that a weight of 1 means

    def __len__(self) -> int:
        """The number of blocks."""
        return len(self.members)

    @property
    def reversible(self) -> bool:
        """Whether an order read backwards is as good."""
        return not self.before.any()


def parts(items: Items) -> list[Part]:
    """The parts of an agenda in its order; where that is free, by their first item. No items: no part."""
    stretches = _stretches(items.before)
    found, come = [], np.zeros(len(items.names), bool)
    for at, rows in enumerate(stretches):
        later = [row for stretch in stretches[at + 1 :] for row in stretch]
        stay = np.any(items.named[later], axis=0)
        found += _parts(items, rows, [come, stay] if len(stretches) > 1 else [])
        come = come | np.any(items.named[rows], axis=0)
    return found


def _stretches(before: np.ndarray) -> list[list[int]]:
    """Items (rows) one after the other, whatever the order: all of a stretch before all of the next."""
    rows = np.argsort(before.sum(axis=0), kind="stable")
    sorted_before = before[np.ix_(rows, rows)]
    ends = [end for end in range(1, len(rows) + 1) if sorted_before[:end, end:].all()]
    return [sorted(rows[begin:end].tolist()) for begin, end in pairwise([0, *ends])]


def _parts(items: Items, rows: list[int], ends: list[np.ndarray]) -> list[Part]:
    """The parts of a stretch; ``ends``: who has come before it and who stays after it, where there are others."""
    count = len(rows)
    group = np.append(_of_their_own(items.group[rows]), np.arange(-len(ends), 0))
    before = np.zeros((len(group), len(group)), bool)
    before[:count, :count] = items.before[np.ix_(rows, rows)]
    free = ~(np.any(before, axis=0) | np.any(before, axis=1))
    if ends:
        before[count, :] = before[:, count + 1] = True
        before[count, count] = before[count + 1, count + 1] = free[count:] = False
    blocks, named = _blocks(np.vstack([items.named[rows], *ends]), group, free)
    own = [block[0] for block in blocks]
    minutes = np.append(items.minutes[rows], np.zeros(len(ends), int))
    unit = int(np.gcd.reduce(minutes))
    whole = Part(
        tuple(tuple(rows[item] for item in block if item < count) for block in blocks),
        named,
        np.array([minutes[list(block)].sum() for block in blocks]) // unit,
        group[own],
        before[np.ix_(own, own)],
        unit,
    )
    return [whole] if before.any() or len(set(group.tolist())) < count else _components(whole)


def _of_their_own(group: np.ndarray) -> np.ndarray:
    """The groups; where there is only one, nothing else can come between its items: each is of its own."""
    return np.arange(len(group)) if (group == group[0]).all() else group


def _components(part: Part) -> list[Part]:
    """Those that share no department, by their first block."""
    links = csr_array(part.named.astype(int) @ part.named.T.astype(int))
    label = connected_components(links, directed=False)[1]
    found = []
    for one in dict.fromkeys(label.tolist()):
        rows = np.flatnonzero(label == one)
        found.append(
            Part(
                tuple(part.members[row] for row in rows),
                part.named[rows][:, part.named[rows].any(axis=0)],
                part.weight[rows],
                part.group[rows],
                part.before[np.ix_(rows, rows)],
                part.unit,
            )
        )
    return found


def _blocks(
    named: np.ndarray, group: np.ndarray, free: np.ndarray
) -> tuple[list[tuple[int, ...]], np.ndarray]:
    """The items as blocks, and who is named for each of those that could have to wait."""
    blocks: list[tuple[int, ...]] = [(at,) for at in range(len(named))]
    _, label, size = np.unique(group, return_inverse=True, return_counts=True)
    group = np.where(size[label] == 1, -1, group)
    while True:
        named = named[:, named.sum(axis=0) > 1]
        found: dict[object, list[int]] = {}
        for at, block in enumerate(blocks):
            own = (named[at].tobytes(), int(group[block[0]])) if free[block[0]] else block
            found.setdefault(own, []).append(at)
        if len(found) == len(blocks):
            return blocks, named
        named = named[[rows[0] for rows in found.values()]]
        blocks = [tuple(i for row in rows for i in blocks[row]) for rows in found.values()]
