"""The outline of a plan: its numbered and unnumbered texts, and which of them are headings, which tasks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from data.importing.annotations import NO_STOPS, find_bracketed
from data.importing.lists import LONGEST, Trusted, complete, organ, split_list
from data.importing.marking import MarkedLine
from data.importing.numbering import Mark, Style, read_mark
from data.importing.passage import Passage, SourceLine, compact, join_wrapped
from data.importing.role_words import Field, find_labels, opening_label
from data.vocabulary import LineMark

UNNUMBERED = 99
_NUMBERED = re.compile(r"\d[.、 ]|[一二三四五六七八九十][、)]")
_FINISHED = re.compile(r"[。;:!?)”》.]$")
_INLINE = re.compile(
    r"(?<=[。;:!?) ])(?=\d{1,3} ?[.、](?!\d)|\d{1,2}[.、](?=20\d\d ?年)|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))"
    r"|(?<=[\u3400-\u9fff])(?=\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、](?!\d))"  # straight after a heading
)


@dataclass(frozen=True, slots=True)
class Part:
    """A line, or the part of a line, that belongs to one item."""

    passage: Passage
    line: int
    annotation: bool = False
    person: bool = False
    full: bool = False  # as wide as the lines of the document are wrapped
    continued: bool = False  # a person said that it goes on with the task above

    @property
    def folded(self) -> str:
        """The text in one form of punctuation."""
        return self.passage.folded


@dataclass
class Item:
    """A text with its number (or none), the lines it is printed on, and the items below it."""

    mark: Mark | None
    number: Passage | None
    parts: list[Part] = field(default_factory=list)
    children: list["Item"] = field(default_factory=list)
    bears: bool = False  # names departments or persons itself, or a deadline in brackets
    level: float | None = None  # of a heading without a number: just above what it stands over
    marked: LineMark | None = None  # a person said that it is a heading, or a task

    @property
    def style(self) -> float:
        """The level: that of its number; below all others where there is none."""
        if self.level is not None:
            return self.level
        return self.mark.style if self.mark else UNNUMBERED

    @property
    def plain(self) -> bool:
        """Whether it is neither numbered nor a heading."""
        return self.mark is None and self.level is None

    def texts(self) -> list[Part]:
        """The parts that are no labelled annotation."""
        return [part for part in self.parts if not part.annotation]

    def headed(self) -> bool:
        """Whether the first line can stand as a heading of what follows."""
        return bool(self.parts) and can_head(self.parts[0])


def can_head(part: Part) -> bool:
    """Whether a line can stand as a heading of what follows: short, and no sentence."""
    return not part.full and len(part.folded) <= 60 and not re.search(r"[。;,:]$", part.folded)


def run_together(parts: Sequence[Part]) -> tuple[Passage, frozenset[int]]:
    """The parts as one text, wraps removed, and the offsets in it where paragraphs end."""
    body = join_wrapped(part.passage for part in parts)
    stops: list[int] = []
    end = 0
    for part in parts:
        text = part.passage.text
        end += len(text) + (
            1 if text and body.text[end : end + 1] != text[0] else 0
        )  # a space between Latin words
        if not part.full or _FINISHED.search(part.folded[-2:]):
            stops.append(end)
    return body, frozenset(stops)


def wrap_width(lines: Sequence[SourceLine]) -> float:
    """The width at which lines are wrapped: reached by one line in twenty."""
    widths = sorted(_width(line.folded) for line in lines)
    return widths[int(len(widths) * 0.95)] if widths else 0


def _width(folded: str) -> float:
    return len(folded.encode("gb18030", "replace")) / 2


def _depths(folded: str, positions: list[int]) -> list[bool]:
    """For each position (ascending), whether it lies outside brackets."""
    outside, depth, start = [], 0, 0
    for position in positions:
        part = folded[start:position]
        depth = max(0, depth + part.count("(") - part.count(")"))
        outside.append(depth == 0)
        start = position
    return outside


class OutlineReader:
    """Takes the lines of a plan's body one by one and gathers them in items."""

    def __init__(self, known: Trusted, width: float) -> None:
        self.items: list[Item] = []
        self._known, self._width = known, width
        self._last: dict[int, int] = {}  # of each style, the number that is open
        self._ever: dict[int, int] = {}  # of each style, the number before: some count on over their headings

    def take(self, line: SourceLine) -> None:
        """Read one line: its parts go to the items they belong to."""
        full = _width(line.folded) >= 0.85 * self._width
        start = 0
        inner = list(_INLINE.finditer(line.folded)) if _NUMBERED.search(line.folded, 3) else []
        for match, following in zip_longest(inner, inner[2:]):
            if match is None:
                break
            mark = read_mark(line.folded[match.start() : match.start() + 12])
            if mark and self._inline(mark, line.folded[start : match.start()], bool(following)):
                self._sort(line.passage.cut(start, match.start()).strip(), line.number, False)
                start = match.start()
        self._sort(line.passage.cut(start).strip(), line.number, full)

    def take_marked(self, marked: MarkedLine) -> None:
        """Read a line as a person marked it."""
        passage, number = marked.passage, marked.number
        if marked.mark in (LineMark.HEADING, LineMark.TASK):
            mark = read_mark(passage.folded)
            self._open(mark, passage, marked.mark)
            passage = passage.cut(mark.length if mark else 0).strip()
        if marked.mark is LineMark.TASK:
            self._place(passage, number, False)
        elif marked.mark is LineMark.HEADING:
            self.items[-1].parts.append(Part(passage, number))
        else:
            annotation = marked.mark is not LineMark.CONTINUED
            self._current().parts.append(Part(passage, number, annotation, continued=not annotation))

    def _inline(self, mark: Mark, before: str, more: bool) -> bool:
        """Whether a number in the middle of a line opens an item: it continues what is open, or begins below it.

        Where nothing is open the first of several does (``more``): a document in one paragraph.
        """
        opened = read_mark(before)
        if before[-1] not in "。;:!?) " and not (opened and len(before) <= 40 and "。" not in before):
            return False
        if not opened and not self._last:
            return more and mark.value == 1 and mark.style == Style.CHINESE
        last = dict(self._last)
        style = self.items[-1].style if self.items else UNNUMBERED
        if opened:
            last = {key: value for key, value in last.items() if key <= opened.style} | {
                opened.style: opened.value
            }
            style = opened.style
        if last.get(mark.style, self._ever.get(mark.style)) == mark.value - 1:
            return True
        return mark.value == 1 and style != UNNUMBERED and mark.style > style

    def _sort(self, passage: Passage, number: int, full: bool) -> None:
        if not passage.text:
            return
        mark = read_mark(passage.folded)
        if mark and self._opens(mark):
            self._open(mark, passage)
            passage = passage.cut(mark.length).strip()
        self._place(passage, number, full)

    def _place(self, passage: Passage, number: int, full: bool) -> None:
        """Add a text and the labelled lists in it to what is open."""
        folded = passage.folded
        every = find_labels(folded)
        labels = [label for label in every if label.field is not Field.NOTE or label.start == 0]
        outside = _depths(folded, [label.start for label in labels])
        start = next((label.start for label, free in zip(labels, outside, strict=True) if free), None)
        opening = opening_label(folded)
        if opening and not (
            folded.startswith("(")
            and find_bracketed(passage, NO_STOPS, self._known)[:1] != [(0, len(folded))]
        ):
            start = 0
        if start is None:
            self._add_text(passage, number, full)
            return
        self._add_text(passage.cut(0, start).strip(), number, False)
        persons = all(label.field is Field.PERSON for label in every if label.end > start)
        self._current().parts.append(Part(passage.cut(start), number, True, persons, full))

    def _current(self) -> Item:
        if not self.items or self.items[-1].marked is LineMark.HEADING:
            self.items.append(Item(None, None))
        return self.items[-1]

    def _opens(self, mark: Mark) -> bool:
        """Whether a number at the beginning of a line is one, and not the rest of a wrapped sentence."""
        last = self._last.get(mark.style, self._ever.get(mark.style))  # counted on over a heading
        expected = mark.value == (last or 0) + 1 or (mark.value == 1 and not mark.bare)
        if mark.bare or expected or not self.items or not self.items[-1].parts:
            return expected
        before = self.items[-1].parts[-1]
        return not before.full or bool(_FINISHED.search(before.folded))

    def _open(self, mark: Mark | None, passage: Passage, marked: LineMark | None = None) -> None:
        if mark:
            self._last = {style: value for style, value in self._last.items() if style < mark.style}
            self._last[mark.style] = self._ever[mark.style] = mark.value
        self.items.append(Item(mark, passage.cut(0, mark.length) if mark else None, marked=marked))

    def _add_text(self, passage: Passage, number: int, full: bool) -> None:
        if not passage.text:
            return
        item = self._current()
        before = item.parts[-1] if item.parts else None
        part = Part(passage, number, False, False, full)
        if before and before.annotation:
            if self._continues_list(before, part.folded):
                part = Part(passage, number, True, before.person, full)
            else:
                self.items.append(item := Item(None, None))
        item.parts.append(part)

    def _continues_list(self, before: Part, folded: str) -> bool:
        """Whether a line goes on with the list of departments above it."""
        above = before.folded
        if (
            re.search(r"[、,/(和及:]$", above)
            or above.count("(") > above.count(")")
            or re.match(r"[、,/)]", folded)
        ):
            return True
        if re.search(r"[。;!?]", folded.rstrip("。;")) or above.endswith("。") or len(folded) > 60:
            return False
        if before.full and len(folded) < 40 and not re.search(r"[,:]", folded):
            return True
        if self._wraps_name(above, folded):
            return True
        items = split_list(Passage(folded, ((0, 0),)), self._known)
        return all(organ(item.name, self._known) and len(item.name) <= 20 for item in items)

    def _wraps_name(self, above: str, folded: str) -> bool:
        """Whether the last name of a list is whole only with the first words of the next line."""
        head = re.split(r"[、,;:]", above[-LONGEST:])[-1].strip()
        tail = re.split(r"[、,;。]", folded[:LONGEST])[0].strip()
        return bool(head) and not complete(head, self._known) and complete(head + tail, self._known)


def tree(items: Sequence[Item]) -> list[Item]:
    """The items in their order, each below the nearest higher one before it; unnumbered ones beside the lowest."""
    roots: list[Item] = []
    stack: list[Item] = []
    for item in items:
        while stack and (stack[-1].style >= item.style or (item.plain and stack[-1].bears)):
            stack.pop()
        (stack[-1].children if stack else roots).append(item)
        stack.append(item)
    return roots


def flatten(item: Item) -> list[Item]:
    """The item and all below it, in order."""
    return [item, *(below for child in item.children for below in flatten(child))]


def heading_text(item: Item) -> tuple[Passage, list[Part]]:
    """The heading of an item, and the parts after it that are an introduction."""
    parts = item.texts()
    count = 1
    while count < len(parts) and parts[count - 1].full and not _FINISHED.search(parts[count - 1].folded):
        count += 1
    rest = parts[count:]
    if rest and not any(re.search(r"[。;:]", part.folded) for part in parts):
        count, rest = len(parts), []
    text = join_wrapped(part.passage for part in parts[:count])
    stop = text.text.find("。")
    if stop > 0 and (stop == len(text.text) - 1 or len(compact(text.text)) > 40):
        text = text.cut(0, stop)
    return text, rest
