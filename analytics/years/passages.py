"""Which words of a task changed: passages of its text that its counterparts of the other year do not have."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import accumulate, groupby

from analytics.years.wording import plain

LEAST = 2
"""Signs in a row that must be the same to be taken for kept: single signs are alike by chance."""

_SIGNS = re.compile(r"\d+(?:\.\d+)?|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a text, and whether the other year lacks it."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Revision:
    """A piece of two texts in one line: what only the earlier has, what only the later has, what both have."""

    text: str
    earlier: bool
    later: bool


def revisions(earlier: str, later: str) -> tuple[Revision, ...]:
    """Two texts in one line, as tracked changes tell them; without what only the later has they are the earlier, and the other way round."""
    found: list[Revision] = []
    a = b = 0
    for block in _blocks(earlier, later):
        if 0 < block.size < LEAST:
            continue
        found.append(Revision(earlier[a : block.a], True, False))
        found.append(Revision(later[b : block.b], False, True))
        found.append(Revision(earlier[block.a : block.a + block.size], True, True))
        a, b = block.a + block.size, block.b + block.size
    return tuple(piece for piece in found if piece.text)


def passages(text: str, others: Sequence[str]) -> tuple[Passage, ...]:
    """The text in pieces, changed and kept by turns; joined they are the text. An empty text has none.

    Kept is what any of ``others`` has in the same order (longest common blocks: Ratcliff & Obershelp, as in
    ``difflib``); what differs only in punctuation, width or space is no change. Without others all is changed.
    """
    kept = [False] * len(text)
    for other in others:
        for block in _blocks(text, other):
            if block.size >= LEAST:
                kept[block.a : block.a + block.size] = [True] * block.size
    runs = [
        [same, "".join(sign for _, sign in run)]
        for same, run in groupby(zip(kept, text, strict=True), key=lambda one: one[0])
    ]
    pieces = [Passage(words, not same and bool(plain(words))) for same, words in runs]
    return tuple(
        Passage("".join(piece.text for piece in run), changed)
        for changed, run in groupby(pieces, key=lambda piece: piece.changed)
    )


def _blocks(one: str, other: str) -> Iterator[Match]:
    """What both texts have in the same order, as ``difflib`` gives it; of two numbers none is half the same: 50, not the first 5 of 55."""
    ones, others = _SIGNS.findall(one), _SIGNS.findall(other)
    a, b = (list(accumulate(map(len, signs), initial=0)) for signs in (ones, others))
    for block in SequenceMatcher(None, ones, others, autojunk=False).get_matching_blocks():
        yield Match(a[block.a], b[block.b], a[block.a + block.size] - a[block.a])
