"""Text on PDF pages: characters with their places become lines, and lines become paragraphs.

Coordinates in points, x to the right and y downwards from the top left of the page as it is shown.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from statistics import median
from typing import Any

from pdfplumber.utils import cluster_objects, extract_words, objects_to_bbox

from data.importing.cleaning import clean
from data.importing.layout import is_page_number
from data.importing.numbering import read_mark
from data.importing.passage import fold
from data.importing.role_words import opening_label

_SENTENCE_END = re.compile(r"[。；;！？!?：:”）)]$")

# Characters that a full line may leave free at its end: a rule on punctuation or a long word takes the next one down.
# Where paragraphs are indented, a line that is not says enough by itself.
_RAGGED = 1.6
_RAGGED_INDENTED = 4.0

_GAP = 0.5  # of a character; a wider one is a space
_UNKNOWN = re.compile(r"\(cid:\d+\)")  # what the library gives for a character that the font does not name

Character = dict[str, Any]
"""A character of pdfplumber: ``text``, its box ``x0``, ``top``, ``x1``, ``bottom``, and more."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A printed line."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float  # height of a character
    page: int = 0  # 0-based

    @property
    def folded(self) -> str:
        """The text in one form of punctuation."""
        return fold(self.text)

    def opens(self) -> bool:
        """Whether it begins with a number or a label, as paragraphs do."""
        mark = read_mark(self.folded)
        return bool(mark and not mark.bare) or bool(opening_label(self.folded))


def lines_of(characters: Sequence[Character], page: int = 0) -> list[TextLine]:
    """The lines that characters stand on, from top to bottom; none for none."""
    if not characters:
        return []
    near = 0.4 * median(character["height"] for character in characters)
    rows = cluster_objects(list(characters), _middle, near)
    return [line for row in rows if (line := _line(sorted(row, key=itemgetter("x0")), page))]


def _middle(character: Character) -> float:
    return (character["top"] + character["bottom"]) / 2


def _line(row: list[Character], page: int) -> TextLine | None:
    """One line: a space where there is one or a gap, no character twice that is printed twice to look bold."""
    once = [
        character
        for before, character in zip([None, *row], row, strict=False)
        if before is None
        or character["text"] != before["text"]
        or character["x0"] - before["x0"] > 0.25 * character["width"]
    ]
    size = median(character["height"] for character in once)
    words = extract_words(once, use_text_flow=True, x_tolerance_ratio=_GAP, y_tolerance=size)
    if not words:
        return None
    text = _UNKNOWN.sub("\ufffd", clean(" ".join(word["text"] for word in words)))
    left, top, right, bottom = objects_to_bbox(words)
    return TextLine(text, left, right, top, bottom, size, page)


def running_lines(pages: Sequence[Sequence[TextLine]]) -> set[TextLine]:
    """Page numbers, and the running headers and footers: the same words at the same height on several pages."""
    found = set()
    places: defaultdict[str, list[TextLine]] = defaultdict(list)
    for lines in pages:
        found |= {line for line in (*lines[:1], *lines[-1:]) if is_page_number(line.folded)}
        for line in {*lines[:2], *lines[-3:]}:
            if not line.opens() and not line.text.endswith(("。", "；")):
                places[re.sub(r"\d+", "0", line.text)].append(line)
    enough = max(2, 0.4 * len(pages))
    for lines in places.values():
        height = median(line.top for line in lines)
        same = [line for line in lines if abs(line.top - height) <= 4]
        if len({line.page for line in same}) >= enough:
            found |= set(same)
    return found


@dataclass(frozen=True, slots=True)
class Measure:
    """Between which edges a text is set, and how its paragraphs begin."""

    left: float
    right: float
    leading: float  # from one line to the next
    indented: bool  # the first line of a paragraph stands further in

    @classmethod
    def of(cls, lines: Sequence[TextLine], edges: Sequence[float] = ()) -> "Measure":
        """The measure of the lines of a text and of the ``edges`` of its tables; all zero for neither."""
        lefts = sorted(line.left for line in lines)
        rights = sorted(line.right for line in lines)
        left = min([*lefts[len(lefts) // 20 :][:1], *edges], default=0.0)
        right = max([*rights[len(rights) * 19 // 20 :][:1], *edges], default=0.0)
        opening = [line for line in lines if line.opens()]
        indented = [line for line in opening if line.left > left + 1.2 * line.size]
        steps = [
            below.top - above.top
            for above, below in pairwise(lines)
            if above.page == below.page and below.top > above.top
        ]
        return cls(left, right, median(steps or [0.0]), 2 * len(indented) > len(opening))

    def continues(self, above: TextLine, below: TextLine) -> bool:
        """Whether ``below`` goes on with the paragraph of ``above``: that is full, and nothing opens a new one."""
        ragged = _RAGGED_INDENTED if self.indented else _RAGGED
        full = above.right >= self.right - ragged * above.size and above.left <= self.left + 4.5 * above.size
        long = above.right - above.left >= 10 * above.size
        alike = 0.8 <= below.size / above.size <= 1.25
        step = below.top - above.top
        apart = below.page == above.page and step > 1.6 * self.leading
        if not full or not long or not alike or apart or below.left > self.left + 4.5 * below.size:
            return False
        if self.indented:
            return below.left <= self.left + 1.2 * below.size
        close = below.page != above.page or step <= 1.15 * self.leading
        return not below.opens() and (close or not _SENTENCE_END.search(above.text))

    def paragraphs(self, lines: Sequence[TextLine]) -> Iterator[str]:
        """Lines that follow one another, with hard wraps undone; nothing for no lines."""
        text = ""
        for above, below in zip([None, *lines], lines, strict=False):
            if above is None or not self.continues(above, below):
                if above is not None:
                    yield text
                text = below.text
                continue
            latin = text[-1:].isascii() and text[-1:].isalpha() and below.text[:1].isascii()
            text += (" " if latin else "") + below.text
        if lines:
            yield text
