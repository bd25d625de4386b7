"""Excel files (.xlsx): the visible cells of the visible sheets, as people see them.

Read from the XML itself, cell by cell: what is empty or hidden never becomes an object, so that a sheet formatted to
its last row costs nothing, and merged ranges are known, which streaming readers of spreadsheets leave out.
Source: ECMA-376 Part 1, 18 (SpreadsheetML).
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from data.errors import DocumentError
from data.importing.readers import Extract
from data.importing.readers.grid import BREAK, Cell, Grid
from data.importing.readers.package import Attributes, Package, local, scan

MAX_CELLS = 200_000  # with content, in all sheets
MAX_COLUMN = 16_384
MAX_ROW = 1_048_576

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_BUILT_IN = {
    **dict.fromkeys((14, 15, 22, 30, 31), "yyyy/m/d"),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), "yyyy/m"),
    **dict.fromkeys((16, 28, 29, 51, 53, 54, 58), "m/d"),
    **dict.fromkeys((9, 10), "0%"),
}
"""Formats that a file names by number only (18.8.30, the Chinese ones included)."""

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
    notices = [f"隐藏的工作表「{sheet.get('name', '')}」没有读入" for sheet in sheets if sheet not in shown]
    parts = {key: part for kind, part, key in package.links(package.document) if kind == "worksheet"}
    printing = _Printing(
        [_string(item) for item in package.tree(package.related("sharedStrings"))],
        _formats(package.tree(package.related("styles"))),
        1904 if _true(book.find("workbookPr"), "date1904") else 1900,
    )
    texts, left = [], MAX_CELLS
    for sheet in shown:
        reading = _Sheet(printing, left)
        reading.read(package.read(parts.get(sheet.get("id", ""), "")))
        left -= len(reading.texts)
        texts += reading.grid().lines()
        if reading.skipped:
            notices.append(f"工作表「{sheet.get('name', '')}」中隐藏的行或列没有读入")
    return Extract("\n".join(texts), tuple(notices))


def _true(element: Element | None, name: str) -> bool:
    return element is not None and element.get(name) in ("1", "true")


def _string(item: Element) -> str:
    """A shared text: its runs, without the reading aids (``rPh``)."""
    runs = [item, *item.findall("r")]
    return "".join(text.text or "" for run in runs for text in run.findall("t"))


def _formats(styles: Element) -> list[str]:
    """The number format of each style of a cell."""
    own = {item.get("numFmtId"): item.get("formatCode", "") for item in styles.findall("numFmts/numFmt")}
    numbers = [item.get("numFmtId", "0") for item in styles.findall("cellXfs/xf")]
    return [
        own.get(number) or _BUILT_IN.get(int(number) if number.isdecimal() else 0, "") for number in numbers
    ]


@dataclass(frozen=True, slots=True)
class _Printing:
    """How the value of a cell is printed."""

    strings: list[str]
    formats: list[str]
    epoch: int

    def text(self, kind: str, value: str, style: str) -> str:
        """The value as people see it; empty for a fault (#REF!) or a string that the file does not hold."""
        if kind == "s":
            return self.strings[int(value)] if value.isdecimal() and int(value) < len(self.strings) else ""
        if kind in ("str", "inlineStr"):
            return value
        if kind == "b":
            return "是" if value == "1" else "否"
        if kind == "e":
            return ""
        if kind == "d":
            found = re.match(r"(\d{4})-(\d\d)-(\d\d)", value)
            return f"{found[1]}年{int(found[2])}月{int(found[3])}日" if found else value
        shape = self.formats[int(style)] if style.isdecimal() and int(style) < len(self.formats) else ""
        return self._number(value, shape)

    def _number(self, value: str, shape: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        shape = _LITERAL.sub("", shape.split(";")[0]).lower()
        if "%" in shape:
            return f"{number * 100:.10g}%"
        if re.search("[ymd]", shape) and 1 <= number < 2_958_466:
            return _date(self._day(int(number)), shape)
        return f"{number:.15g}"

    def _day(self, serial: int) -> date:
        if self.epoch == 1904:
            return date(1904, 1, 1) + timedelta(serial)
        # The calendar of 1900 counts a 29 February that never was.
        return date(1899, 12, 31 if serial < 60 else 30) + timedelta(serial)


def _date(day: date, shape: str) -> str:
    """The parts of a date that its format shows; an m beside hours is minutes, which no plan states."""
    year = f"{day.year}年" if "y" in shape else ""
    month = f"{day.month}月" if "m" in shape else ""
    return year + month + (f"{day.day}日" if "d" in shape and month else "")


@dataclass
class _Sheet:
    """Takes the elements of a sheet one by one and keeps the text of its visible cells."""

    printing: _Printing
    left: int  # cells that may still be read
    texts: dict[Place, str] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    skipped: bool = False  # something with content was hidden
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
            scan(data, self._start, self._end, self._text)

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
            if len(corners) == 2 and all(corners) and len(self.merged) < self.left:
                self.merged.append(tuple(corners))

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
            self._keep(self.printing.text(self._kind, self._cell, self._style).strip())

    def _keep(self, text: str) -> None:
        if not text:
            return
        if self._hidden_row or self._column in self._hidden_columns:
            self.skipped = True
            return
        if len(self.texts) >= self.left:
            todo = "确认选对了文件，或只保留任务所在的工作表"
            raise DocumentError(f"有内容的单元格超过 {MAX_CELLS} 个", todo=todo)
        self.texts[self._row - 1, self._column] = text

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
            cells.append(Cell(top, left, text.replace("\n", BREAK), max(height, 1), max(width, 1)))
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


def _index(text: str, before: int, most: int) -> int:
    """A 1-based row or column; the one after ``before`` where the file does not say."""
    return min(int(text), most) if text.isascii() and text.isdecimal() else before + 1
