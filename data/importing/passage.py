"""Text that remembers where it came from: lines of a source, cleaned, cut and joined, each character with its place."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from data.importing.document import Span

# Width and form of punctuation carry no meaning here; every replacement is one character for one.
_FOLD: dict[int, str] = {
    0x3000: " ",
    0xA0: " ",
    9: " ",
    ord("．"): ".",
    ord("﹒"): ".",
    ord("｜"): "|",
    ord("﹕"): ":",
    0xFE30: ":",
}
_FOLD |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD |= dict.fromkeys(range(8192, 8203), " ")
_FOLD |= dict.fromkeys(map(ord, "（【[{\u3014\uff3b\ufe5d\ufe59"), "(")
_FOLD |= dict.fromkeys(map(ord, "）】]}\u3015\uff3d\ufe5e\ufe5a"), ")")

# Radicals that some PDF fonts give instead of the characters; NFKC knows the first range only.
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_RADICALS |= {
    ord(radical): sign
    for radical, sign in zip(
        "⻔⻓⻢⻅⻆⻉⻋⻚⻛⻜⻝⻥⻦⻧⻩⻬⻰⺠⺟⻄⻘",
        "门长马见角贝车页风飞食鱼鸟卤黄齐龙民母西青",
        strict=True,
    )
}

_INVISIBLE = re.compile(
    "\\*\\*|[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\xad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\uffff]"
)
_ODD = re.compile("[\u2e80-\u2fdf]")
_LINE = re.compile(r"[^\r\n]+")
_MARKDOWN = re.compile(r"(?:#{1,6} |> |[*+-] (?=[\u3400-\u9fff])|[•●■◆▪] ?)")
_HAN = "\u3400-\u9fff\u3007\u3001-\u3003\u3008-\u3011\u2014\u2018-\u201d\u2026\uff01-\uff65"
_IDLE_SPACE = re.compile(rf"(?<=[{_HAN}])[\s\u3000]+|[\s\u3000]+(?=[{_HAN}])")


@lru_cache(maxsize=512)  # the same words are asked for from several sides
def fold(text: str) -> str:
    """The same text with one form of brackets, digits, colons, commas and spaces; the length is kept."""
    return text.translate(_FOLD)


def compact(text: str) -> str:
    """The text without spaces that only set type: those beside a Chinese character or mark."""
    return _IDLE_SPACE.sub("", text).strip()


class Passage(NamedTuple):
    """Characters with their places: ``anchors`` are (offset here, offset in the source), ascending, for each run.

    ``signs``: the text in one form of punctuation, which is cut and joined with it; empty where it was not asked for yet.
    """

    text: str
    anchors: tuple[tuple[int, int], ...]
    signs: str = ""

    @property
    def folded(self) -> str:
        """The text in one form of punctuation (``fold``)."""
        return self.signs or fold(self.text)

    def place(self, offset: int) -> int:
        """The offset in the source of the character ``offset``."""
        anchors = self.anchors
        last = bisect_right(anchors, (offset, 1 << 62)) - 1 if len(anchors) > 1 else 0
        here, there = anchors[last if last > 0 else 0]
        return there + offset - here

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The place in the source of ``text[start:end]``."""
        end = len(self.text) if end is None else end
        if len(self.anchors) == 1:
            here, there = self.anchors[0]
            return Span(there + start - here, there + max(start, end) - here)
        if start >= end:
            return Span(self.place(start), self.place(start))
        return Span(self.place(start), self.place(end - 1) + 1)

    def cut(self, start: int, end: int | None = None) -> "Passage":
        """The part ``text[start:end]``."""
        end = len(self.text) if end is None else end
        if start == 0 and end == len(self.text):
            return self
        if len(self.anchors) == 1:
            here, there = self.anchors[0]
            anchors = (
                (0, there + start - here),
            )  # made as a tuple: most passages are, and it is the quickest way
            return tuple.__new__(Passage, (self.text[start:end], anchors, self.signs[start:end]))
        first = bisect_right(self.anchors, (start, 1 << 62))
        last = bisect_right(self.anchors, (end - 1, 1 << 62), lo=first) if end > start else first
        inner = [(here - start, there) for here, there in self.anchors[first:last]]
        return Passage(self.text[start:end], ((0, self.place(start)), *inner), self.signs[start:end])

    def strip(self, idle: str = " \t\u3000\xa0") -> "Passage":
        """Without the characters ``idle`` at both ends."""
        text = self.text
        if len(text.strip(idle)) == len(text):
            return self
        start = len(text) - len(text.lstrip(idle))
        return self.cut(start, max(start, len(text.rstrip(idle))))

    def without(self, holes: Iterable[tuple[int, int]]) -> "Passage":
        """Without the ranges ``holes`` (ascending, apart)."""
        kept, start = [], 0
        for begin, end in holes:
            kept.append(self.cut(start, begin))
            start = end
        return join([*kept, self.cut(start)]) if kept else self


def join(passages: Iterable[Passage], separator: str = "") -> Passage:
    """The passages one after another; a separator stands at the end of what is before it."""
    kept = [passage for passage in passages if passage.text]
    if len(kept) == 1:
        return kept[0]
    texts: list[str] = []
    anchors: list[tuple[int, int]] = []
    length = 0
    for passage in kept:
        if separator and texts:
            texts.append(separator)
            length += len(separator)
        texts.append(passage.text)
        anchors.extend((here + length, there) for here, there in passage.anchors)
        length += len(passage.text)
    signs = (
        separator.join(passage.signs for passage in kept) if all(passage.signs for passage in kept) else ""
    )
    return Passage("".join(texts), tuple(anchors) or ((0, 0),), signs)


def join_wrapped(passages: Iterable[Passage]) -> Passage:
    """The passages of one text with hard wraps removed: a space only between two Latin words."""
    joined: list[Passage] = []
    for passage in passages:
        latin = joined and joined[-1].text[-1:].isascii() and passage.text[:1].isascii()
        if latin and joined[-1].text[-1:].isalpha() and passage.text[:1].isalpha():
            joined[-1] = join([joined[-1], Passage(" ", ((0, joined[-1].span().end),))])
        joined.append(passage)
    return join(joined)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A non-blank line: its 1-based number, its place, and what is to be read of it."""

    number: int
    span: Span
    passage: Passage
    folded: str
    tabs: int = 0  # before its text: blank cells, where the line is a row of a table

    def after(self, length: int) -> "SourceLine":
        """The line without its first characters."""
        passage = self.passage.cut(length).strip()
        return SourceLine(self.number, self.span, passage, passage.folded)


def _clean(text: str, start: int) -> Passage:
    """The visible part of a line that begins at ``start``: without invisible characters and Markdown marks."""
    if _ODD.search(text):
        text = text.translate(_RADICALS)
    passage = Passage(text, ((0, start),))
    holes = [match.span() for match in _INVISIBLE.finditer(text)]
    passage = passage.without(holes).strip()
    if passage.text.endswith("|") and passage.text.count("|") == 1:
        passage = passage.cut(0, len(passage.text) - 1).strip()  # a cell on a line of its own
    if mark := _MARKDOWN.match(passage.text):
        passage = passage.cut(mark.end()).strip()
    return passage


def read_lines(source: str) -> Iterator[SourceLine]:
    """The non-blank lines of a source (a line that shows nothing but invisible characters is blank)."""
    number, counted = 1, 0
    for match in _LINE.finditer(source):
        between = source[counted : match.start()]
        number += len(between.replace("\r\n", "\n"))
        counted = match.end()
        stripped = match.group().strip()
        if not stripped:
            continue
        start = match.start() + match.group().index(stripped[0])
        passage = _clean(stripped, start)
        if passage.text:
            tabs = source.count("\t", match.start(), start)
            folded = fold(passage.text)
            passage = Passage(passage.text, passage.anchors, folded)
            yield SourceLine(number, Span(start, start + len(stripped)), passage, folded, tabs)
