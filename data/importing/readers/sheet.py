"""The cells of a workbook, one by one, from its XML: what is empty never becomes an object.

Source: ECMA-376 Part 1, 18 (SpreadsheetML).
"""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from data.errors import DocumentError
from data.importing.guard import MAX_TEXT, too_much_text
from data.importing.readers.package import Attributes, Package, local, scan
from data.importing.readers.values import LONGEST_FORMAT, Values, unescaped

MAX_CELLS = 200_000  # with content, in all sheets
MAX_COLUMN = 16_384
MAX_ROW = 1_048_576
FEW_BLANKS = 10_000  # elements without content; fewer cost less than looking for them

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((14, 15, 22, 30, 31), "yyyy/m/d"),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), "yyyy/m"),
    **dict.fromkeys((16, 28, 29, 51, 53, 54, 58), "m/d"),
}
"""Formats that a file names by number only (18.8.30, the Chinese ones included)."""

# What is blank between cells and rows that say where they are: programs write a million of them. Elements that follow
# without a place are counted from what is before them, which then stays.
_WITH = rb'(?:\s++[\w:.-]++="[^"<>]*+")*+\s*+'
_PLACED = rb'\s(?:[^<>]*?\s)?r="'
_BLANK_CELL = rb"<(?:\w+:)?c" + _WITH + rb"(?:/>|></(?:\w+:)?c>)\s*+"
_BLANK_ROW = rb"<(?:\w+:)?row" + _WITH + rb"(?:/>|>\s*+(?:" + _BLANK_CELL + rb")*+</(?:\w+:)?row>)\s*+"
_BLANK_ROWS = re.compile(
    rb"(?:" + _BLANK_ROW + rb"(?=<(?:\w+:)?row" + _PLACED + rb"|</(?:\w+:)?sheetData>))+"
)
_BLANK_CELLS = re.compile(rb"(?:" + _BLANK_CELL + rb"(?=<(?:\w+:)?c" + _PLACED + rb"|</(?:\w+:)?row>))+")

Place = tuple[int, int]
"""Row and column, 0-based."""


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its sheets in order, each with its state and its part of the package, and how values are printed."""

    sheets: tuple[
        tuple[str, str, str], ...
    ]  # name, state (visible, hidden, veryHidden), part; the part may be missing
    values: Values


def open_book(package: Package) -> Book:
    """The sheets of a workbook, not yet read. Raises ``DocumentError`` where there is none."""
    book = package.tree(package.document)
    parts = {key: part for kind, part, key in package.links(package.document) if kind == "worksheet"}
    sheets = tuple(
        (sheet.get("name", ""), sheet.get("state", "visible"), parts.get(sheet.get("id", ""), ""))
        for sheet in book.findall("sheets/sheet")
    )
    if not sheets:
        raise DocumentError("文件里找不到工作表", todo="在 Excel 或 WPS 表格中重新保存为 .xlsx 后再导入")
    values = Values(
        [_string(item) for item in package.tree(package.related("sharedStrings"))],
        _formats(package.tree(package.related("styles"))),
        1904 if _true(book.find("workbookPr"), "date1904") else 1900,
    )
    return Book(sheets, values)


def _true(element: Element | None, name: str) -> bool:
    return element is not None and element.get(name) in ("1", "true")


def _string(item: Element) -> str:
    """A shared text: its runs, without the reading aids (``rPh``)."""
    runs = [item, *item.findall("r")]
    return unescaped("".join(text.text or "" for run in runs for text in run.findall("t")))


def _formats(styles: Element) -> list[str]:
    """The number format of each style of a cell."""
    own = {item.get("numFmtId"): item.get("formatCode", "") for item in styles.findall("numFmts/numFmt")}
    numbers = [item.get("numFmtId", "0") for item in styles.findall("cellXfs/xf")]
    shapes = [
        own.get(number) or _BUILT_IN.get(int(number) if number.isdecimal() else 0, "") for number in numbers
    ]
    return [shape if len(shape) <= LONGEST_FORMAT else "" for shape in shapes]


@dataclass
class Room:
    """How much the sheets of a workbook may still hold together."""

    cells: int = MAX_CELLS
    letters: int = MAX_TEXT  # a text that the file has once may stand in every cell

    def take(self, text: str) -> None:
        """Make room for a cell with this text; ``DocumentError`` where there is none."""
        if not self.cells:
            todo = "确认选对了文件，或只保留任务所在的工作表"
            raise DocumentError(f"有内容的单元格超过 {MAX_CELLS} 个", todo=todo)
        self.cells -= 1
        self.letters -= len(text)
        if self.letters < 0:
            raise too_much_text()


@dataclass
class SheetReader:
    """Takes the elements of a sheet one by one and hands every cell that holds something to ``take``."""

    values: Values
    room: Room
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_row: bool = False
    row: int = 0  # 1-based
    column: int = 0  # 0-based
    _kind: str = ""
    _style: str = ""
    _text_of: list[str] | None = None  # the text being read
    _phonetic: bool = False
    _cell: str = ""
    _formula: str | None = None

    def take(self, kind: str, text: str, style: str, formula: str | None) -> None:
        """What to do with a cell: its kind and style, its value as the file has it, its formula; one of the two is there."""
        raise NotImplementedError

    def read(self, data: bytes) -> None:
        """Read the XML of a sheet; nothing where it is missing."""
        if data:
            many = data.count(b"/>") > FEW_BLANKS
            scan(without_blanks(data) if many else data, self._start, self._end, self._text)

    def _start(self, name: str, attributes: Attributes) -> None:
        tag = local(name)
        if tag == "c":
            self._begin_cell(attributes)
        elif tag in ("v", "t", "f") and not self._phonetic:
            self._text_of = []
        elif tag == "row":
            self.row = _index(attributes.get("r", ""), self.row, MAX_ROW)
            self.column = -1
            self.hidden_row = attributes.get("hidden") in ("1", "true")
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = (_index(attributes.get(end, ""), 0, MAX_COLUMN) for end in ("min", "max"))
            self.hidden_columns.update(range(first - 1, last))
        elif tag == "mergeCell":
            corners = [_place(corner) for corner in attributes.get("ref", "").split(":")]
            if len(corners) == 2 and corners[0] and corners[1] and len(self.merged) < MAX_CELLS:
                self.merged.append((corners[0], corners[1]))

    def _begin_cell(self, attributes: Attributes) -> None:
        place = _place(attributes.get("r", ""))
        self.column = place[1] if place else self.column + 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._cell, self._formula = "", None

    def _text(self, text: str) -> None:
        if self._text_of is not None:
            self._text_of.append(text)

    def _end(self, name: str) -> None:
        tag = local(name)
        if tag == "rPh":
            self._phonetic = False
        elif self._text_of is not None and tag in ("v", "t", "f"):
            text = "".join(self._text_of)
            if tag == "f":
                self._formula = text
            else:
                self._cell += text
            self._text_of = None
        elif tag == "c" and (self._cell or self._formula is not None):
            self.take(self._kind, self._cell, self._style, self._formula)


def _place(reference: str) -> Place | None:
    """Row and column of a reference, 0-based: "B3" → (2, 1); None where it is none."""
    match = _PLACE.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match[2])
    return (row - 1, column - 1) if 0 < row <= MAX_ROW and column <= MAX_COLUMN else None


def reference(row: int, column: int) -> str:
    """The reference of a place, 0-based: 2, 1 → "B3"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def without_blanks(data: bytes) -> bytes:
    """The XML of a sheet without the cells and rows that hold nothing, as far as what follows them keeps its place."""
    if b"<!" in data:  # what looks like a cell may be text there
        return data
    return _BLANK_CELLS.sub(b"", _BLANK_ROWS.sub(b"", data))


def _index(text: str, before: int, most: int) -> int:
    """A 1-based row or column; the one after ``before`` where the file does not say."""
    return min(int(text), most) if text.isascii() and text.isdecimal() else before + 1
