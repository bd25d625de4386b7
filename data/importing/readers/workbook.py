"""Excel files (.xlsx): the visible cells of the visible sheets, as people see them.

Read from the XML itself: merged ranges are known, which streaming readers of spreadsheets leave out.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from data.importing.own import refuse_own_sheet
from data.importing.readers import Extract
from data.importing.readers.grid import Cell, Grid
from data.importing.readers.package import Package
from data.importing.readers.sheet import Place, Room, SheetReader, open_book, reference
from data.importing.readers.values import fault_of

FAULTS_SHOWN = 20  # cells of a sheet with the same fault that are told


def read_workbook(content: bytes) -> Extract:
    """The text of a .xlsx file: sheet after sheet, the rows of a table between pipes; hidden parts are left out.

    Dates are printed in Chinese, as far as their format shows them (2024年6月30日, 2024年6月); percentages with %.
    Raises ``DocumentError`` where the file is damaged, hostile or too large.
    """
    package = Package(content)
    book = open_book(package)
    for name, _, _ in book.sheets:
        refuse_own_sheet(name)
    left_out = [f"隐藏的工作表「{name}」没有读入" for name, state, _ in book.sheets if state != "visible"]
    texts: list[str] = []
    room = Room()
    for name, state, part in book.sheets:
        if state != "visible":
            continue
        reading = _Sheet(book.values, room)
        reading.read(package.read(part))
        texts += reading.grid().lines()
        left_out += [f"工作表「{name}」{words}" for words in reading.left_out()]
    return Extract("\n".join(texts), tuple(left_out))


@dataclass
class _Sheet(SheetReader):
    """Keeps the text of the visible cells of a sheet."""

    texts: dict[Place, str] = field(default_factory=dict)
    skipped: bool = False  # something with content was hidden
    faults: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def take(self, kind: str, text: str, style: str, formula: str | None) -> None:
        """Keep what people see of the cell."""
        text = self.values.text(kind, text, style).strip() if text else ""
        if not text:
            return
        if self.hidden_row or self.column in self.hidden_columns:
            self.skipped = True
            return
        if fault := fault_of(kind, text):
            self.faults[fault].append(reference(self.row - 1, self.column))
            return
        self.room.take(text)
        self.texts[self.row - 1, self.column] = text

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
