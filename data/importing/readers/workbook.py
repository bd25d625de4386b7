"""Excel files (.xlsx): the visible cells of the visible sheets, as people see them.

Read from the XML itself, cell by cell: what is empty or hidden never becomes an object, so that a sheet formatted to
its last row costs nothing, and merged ranges are known, which streaming readers of spreadsheets leave out.
Source: ECMA-376 Part 1, 18 (SpreadsheetML).
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from data.errors import DocumentError
from data.importing.readers import Extract
from data.importing.readers.grid import Cell, Grid
from data.importing.readers.package import Attributes, Package, local, scan
from data.importing.readers.values import LONGEST_FORMAT, Values, fault_of, unescaped

MAX_CELLS = 200_000  # with content, in all sheets
MAX_COLUMN = 16_384
MAX_ROW = 1_048_576
FEW_BLANKS = 10_000  # elements without content; fewer cost less than looking for them
FAULTS_SHOWN = 20  # cells of a sheet with the same fault that are told

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


def read_workbook(content: bytes) -> Extract:
    """The text of a .xlsx file: sheet after sheet, the rows of a table between pipes; hidden parts are left out.

    Dates are printed in Chinese, as far as their format shows them (2024年6月30日, 2024年6月); percentages with %.
    Raises ``DocumentError`` where the file is damaged, hostile or too large.
    """
    package = Package(content)
    book = package.tree(package.document)
    sheets = book.findall("sheets/sheet")
    if not sheets:
        raise DocumentError("文件里找不到工作表", todo="在 Excel 或 WPS 表格中重新保存为 .xlsx 后再导入")
    shown = [sheet for sheet in sheets if sheet.get("state", "visible") == "visible"]
    left_out = [f"隐藏的工作表「{sheet.get('name', '')}」没有读入" for sheet in sheets if sheet not in shown]
    parts = {key: part for kind, part, key in package.links(package.document) if kind == "worksheet"}
    values = Values(
        [_string(item) for item in package.tree(package.related("sharedStrings"))],
        _formats(package.tree(package.related("styles"))),
        1904 if _true(book.find("workbookPr"), "date1904") else 1900,
    )
    texts: list[str] = []
    left = MAX_CELLS
    for sheet in shown:
        reading = _Sheet(values, left)
        reading.read(package.read(parts.get(sheet.get("id", ""), "")))
        left -= len(reading.texts)
        texts += reading.grid().lines()
        left_out += [f"工作表「{sheet.get('name', '')}」{words}" for words in reading.left_out()]
    return Extract("\n".join(texts), tuple(left_out))


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
class _Sheet:
    """Takes the elements of a sheet one by one and keeps the text of its visible cells."""

    values: Values
    left: int  # cells that may still be read
    texts: dict[Place, str] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    skipped: bool = False  # something with content was hidden
    faults: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _hidden_columns: set[int] = field(default_factory=set)
    _hidden_row: bool = False
    _row: int = 0
    _column: int = 0
    _kind: str = ""
    _style: str = ""
    _value: list[str] | None = None  # the text being read
    _phonetic: bool = False
    _cell: str = ""

    def read(self, data: bytes) -> None:
        """Read the XML of a sheet; nothing where it is missing."""
        if data:
            many = data.count(b"/>") > FEW_BLANKS
            scan(without_blanks(data) if many else data, self._start, self._end, self._text)

    def _start(self, name: str, attributes: Attributes) -> None:
        tag = local(name)
        if tag == "c":
            self._begin_cell(attributes)
        elif tag in ("v", "t") and not self._phonetic:
            self._value = []
        elif tag == "row":
            self._row = _index(attributes.get("r", ""), self._row, MAX_ROW)
            self._column = -1
            self._hidden_row = attributes.get("hidden") in ("1", "true")
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = (_index(attributes.get(end, ""), 0, MAX_COLUMN) for end in ("min", "max"))
            self._hidden_columns.update(range(first - 1, last))
        elif tag == "mergeCell":
            corners = [_place(corner) for corner in attributes.get("ref", "").split(":")]
            if len(corners) == 2 and corners[0] and corners[1] and len(self.merged) < self.left:
                self.merged.append((corners[0], corners[1]))

    def _begin_cell(self, attributes: Attributes) -> None:
        place = _place(attributes.get("r", ""))
        self._column = place[1] if place else self._column + 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._cell = ""

    def _text(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text)

    def _end(self, name: str) -> None:
        tag = local(name)
        if tag == "rPh":
            self._phonetic = False
        elif self._value is not None and tag in ("v", "t"):
            self._cell += "".join(self._value)
            self._value = None
        elif tag == "c" and self._cell:
            self._keep(self.values.text(self._kind, self._cell, self._style).strip())

    def _keep(self, text: str) -> None:
        if not text:
            return
        if self._hidden_row or self._column in self._hidden_columns:
            self.skipped = True
            return
        if fault := fault_of(self._kind, text):
            self.faults[fault].append(_reference(self._row - 1, self._column))
            return
        if len(self.texts) >= self.left:
            todo = "确认选对了文件，或只保留任务所在的工作表"
            raise DocumentError(f"有内容的单元格超过 {MAX_CELLS} 个", todo=todo)
        self.texts[self._row - 1, self._column] = text

    def left_out(self) -> Iterator[str]:
        """What was not read of the sheet, in Chinese."""
        if self.skipped:
            yield "中隐藏的行或列没有读入"
        for fault, cells in self.faults.items():
            more = f" 等 {len(cells)} 格" if len(cells) > FAULTS_SHOWN else ""
            yield f"的 {'、'.join(cells[:FAULTS_SHOWN])}{more} 是公式错误「{fault}」，按空白读入"

    def grid(self) -> Grid:
        """The visible cells as a grid without the rows and columns where nothing stands."""
        rows = sorted({row for row, _ in self.texts})
        columns = sorted({column for _, column in self.texts})
        spans = {first: last for first, last in self.merged if first in self.texts}
        cells = []
        for (row, column), text in self.texts.items():
            last_row, last_column = spans.get((row, column), (row, column))
            top, left = bisect_left(rows, row), bisect_left(columns, column)
            height, width = bisect_right(rows, last_row) - top, bisect_right(columns, last_column) - left
            cells.append(Cell(top, left, text, max(height, 1), max(width, 1)))
        return Grid(cells)


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


def _reference(row: int, column: int) -> str:
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
