"""An agenda taken apart and shrunk, so that what is left to search is small: nothing of the optimum is lost.

- A department with a single item never waits: it is left out.
- Items with the same departments, of one group or of none, and free in order, can follow one another: of two of them apart,
  moving the one to where fewer wait costs nothing, and nobody else waits longer. They become one block.
- Without rules on the order, blocks that share no department, not even through others, are ordered each for
  itself: putting a component's blocks next to one another only shortens waiting.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from analytics.agenda.items import Items


@dataclass(frozen=True, eq=False, slots=True)
class Part:
    """Blocks to put in order, apart from all others."""

    members: tuple[tuple[int, ...], ...]  # of each block: rows of the items, the topmost first
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
    """The parts of an agenda, by their first item. No items: no part."""
    blocks, named = _blocks(items)
    if not blocks:
        return []
    heads = [block[0] for block in blocks]
    alone = np.bincount(items.group, minlength=len(items)).max() == 1
    label = np.zeros(len(blocks), int)
    if alone and not items.before.any():
        links = csr_array(named.astype(int) @ named.T.astype(int))
        label = connected_components(links, directed=False)[1]
    minutes = np.array([items.minutes[list(block)].sum() for block in blocks])
    unit = int(np.gcd.reduce(items.minutes))
    found = []
    for part in dict.fromkeys(label.tolist()):
        rows = np.flatnonzero(label == part)
        own = [heads[row] for row in rows]
        found.append(
            Part(
                tuple(blocks[row] for row in rows),
                named[rows][:, named[rows].any(axis=0)],
                minutes[rows] // unit,
                items.group[own],
                items.before[np.ix_(own, own)],
                unit,
            )
        )
    return found


def _blocks(items: Items) -> tuple[list[tuple[int, ...]], np.ndarray]:
    """The items as blocks, and who is named for each of those that could have to wait."""
    blocks = [(at,) for at in range(len(items))]
    free = ~(items.before.any(axis=0) | items.before.any(axis=1))
    alone = np.bincount(items.group, minlength=len(items))[items.group] == 1
    group = np.where(alone, -1, items.group)
    named = items.named
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
