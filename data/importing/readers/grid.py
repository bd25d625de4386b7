"""Tables of any file in one form: a grid of cells, some of them merged, printed as lines with pipes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from data.errors import DocumentError
from data.importing.cleaning import clean
from data.importing.columns import ColumnKind, column_of, is_header

BREAK = "<br>"
"""A line break inside a cell, as the parser reads it."""
MAX_PLACES = 500_000

# What is said once for several tasks holds for each of them. A number, section or task that is merged over several
# rows is one, and printed once: the rows below go on with it.
_HOLDS_FOR_EACH = frozenset({ColumnKind.DEPARTMENTS, ColumnKind.DEADLINE, ColumnKind.TARGET})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its place in the grid, 0-based; it covers ``rows`` × ``columns`` places."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


class Grid:
    """The places of a table: for each the cell that covers it, or none."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = [each for cell in cells if (each := _broken(cell)).text.strip()]
        self.height = max((cell.row + cell.rows for cell in self.cells), default=0)
        self.width = max((cell.column + cell.columns for cell in self.cells), default=0)
        if sum(cell.rows * cell.columns for cell in self.cells) > MAX_PLACES or self.height > MAX_PLACES:
            raise DocumentError("表格过大，不像一份工作要点", todo="确认选对了文件，或拆成几份")
        self._rows: list[dict[int, Cell]] = [{} for _ in range(self.height)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rows):
                for column in range(cell.column, cell.column + cell.columns):
                    self._rows[row].setdefault(column, cell)

    def lines(self) -> Iterator[str]:
        """The rows as lines; a grid of one column, and single cells above or below the table, as plain paragraphs.

        A cell merged over rows is repeated where it holds for each row (departments, deadlines, targets), and in a table
        whose header is not understood; a cell merged over columns is repeated in a header only. A row that holds
        nothing of its own is left out.
        """
        full = [index for index, row in enumerate(self._rows) if len(set(map(id, row.values()))) > 1]
        kinds = self._kinds()
        for index, row in enumerate(self._rows):
            if not full or index < full[0] or index > full[-1]:
                yield from self._paragraphs(index, row)
            elif any(cell.row == index for cell in row.values()):
                yield self._piped(index, row, kinds)

    def _kinds(self) -> list[ColumnKind | None] | None:
        """What the columns hold, by the rows that are headers; None where there is no header."""
        kinds: list[ColumnKind | None] = [None] * self.width
        found = False
        for index, row in enumerate(self._rows):
            texts = [
                row[column].text.replace(BREAK, "") if column in row else "" for column in range(self.width)
            ]
            if is_header(texts) and len({cell.text for cell in row.values() if cell.row == index}) > 1:
                found = True
                kinds = [named.kind if (named := column_of(text)) else None for text in texts]
        return kinds if found else None

    def _paragraphs(self, index: int, row: dict[int, Cell]) -> Iterator[str]:
        for cell, _ in groupby(row[column] for column in sorted(row)):
            if cell.row == index:
                yield from cell.text.split(BREAK)

    def _piped(self, index: int, row: dict[int, Cell], kinds: list[ColumnKind | None] | None) -> str:
        heading = is_header([cell.text.replace(BREAK, "") for cell in row.values() if cell.row == index])
        texts = []
        for column in range(self.width):
            cell = row.get(column)
            holds = kinds is None or (cell and kinds[column] in _HOLDS_FOR_EACH)
            if cell is None or (cell.column != column and not heading) or (cell.row != index and not holds):
                texts.append("")
            else:
                texts.append(cell.text.replace("|", "丨"))
        return f"| {' | '.join(texts)} |"


def _broken(cell: Cell) -> Cell:
    """The cell with its text cleaned and its line breaks as ``BREAK``: a row of a table is one line."""
    return replace(cell, text=clean(cell.text).replace("\n", BREAK))
