"""One page of a PDF file: its lines of text and its ruled tables, as it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfplumber.table import TableFinder, merge_edges
from pdfplumber.utils import bbox_to_rect, objects_to_bbox

from data.errors import DocumentError
from data.importing.columns import ColumnKind, column_of
from data.importing.readers.grid import BREAK, Cell
from data.importing.readers.lines import Character, TextLine, lines_of

NEAR = 3.0  # points: rulings this close are one, ends this close meet
MAX_EDGES = 20_000  # of a page; more make a drawing
MAX_MEETINGS = 6_000  # of rulings that cross, at most

Box = tuple[float, float, float, float]
Edge = dict[str, Any]
"""A straight ruling of pdfplumber; its ``orientation`` is v (down) or h (across)."""


@dataclass
class PageTable:
    """A table on one page or, where it goes on, on several."""

    cells: list[Cell]
    lefts: list[float]
    height: int

    def row(self, index: int) -> list[str]:
        """The texts that begin in a row."""
        return [cell.text for cell in self.cells if cell.row == index]

    def header_rows(self) -> int:
        """How many rows the header has, if the table has one: as many as its tallest cell."""
        return max((cell.rows for cell in self.cells if cell.row == 0), default=0)

    def number_column(self) -> int | None:
        """The column of the numbers, by the header."""
        for cell in self.cells:
            named = column_of(cell.text.replace(BREAK, "")) if cell.row < 2 else None
            if named and named.kind is ColumnKind.NUMBER:
                return cell.column
        return None


@dataclass
class Page:
    """What stands on a page."""

    lines: list[TextLine] = field(default_factory=list)
    tables: list[tuple[float, PageTable]] = field(default_factory=list)  # with the height where each begins
    pictures: bool = False

    @property
    def length(self) -> int:
        """Characters of text."""
        cells = (cell for _, table in self.tables for cell in table.cells)
        return sum(len(line.text) for line in self.lines) + sum(len(cell.text) for cell in cells)

    @property
    def blank(self) -> bool:
        """Whether there is no text."""
        return not self.lines and not self.tables


def read_page(page: pdfplumber.page.Page, number: int, most: int) -> Page:
    """The lines and tables of a page."""
    free = [character for character in page.chars if character["height"] > 0]
    if len(free) > most:
        raise DocumentError("PDF 里的文字过多，不像一份工作要点", todo="确认选对了文件，或拆成几份")
    tables = []
    for found in _Finder(page).tables:
        held: dict[Box, list[Character]] = {box: [] for box in found.cells}
        free = [character for character in free if not _put(character, held)]
        table = _table(held)
        if any(cell.text for cell in table.cells):
            tables.append((found.bbox[1], table))
    lines = lines_of(free, number)
    return Page(lines, tables, not lines and not tables and bool(page.images))


def _put(character: Character, held: dict[Box, list[Character]]) -> bool:
    """Put a character into the cell where its middle is; False where that is in none."""
    x, y = (character["x0"] + character["x1"]) / 2, (character["top"] + character["bottom"]) / 2
    for (left, top, right, bottom), characters in held.items():
        if left <= x < right and top <= y < bottom:
            characters.append(character)
            return True
    return False


def _table(held: dict[Box, list[Character]]) -> PageTable:
    """The cells of a table with their texts."""
    lefts, tops = (sorted({place for box in held for place in box[side::2]}) for side in (0, 1))
    cells = []
    for (left, top, right, bottom), characters in held.items():
        row, column = tops.index(top), lefts.index(left)
        text = _cell_text(lines_of(characters), left, right)
        cells.append(Cell(row, column, text, tops.index(bottom) - row, lefts.index(right) - column))
    return PageTable(cells, lefts, len(tops) - 1)


class _Finder(TableFinder):
    """Finds ruled tables of at least two rows and columns, also such whose outer sides are open; no drawings."""

    def __init__(self, page: pdfplumber.page.Page) -> None:
        super().__init__(page)
        self.tables = [table for table in self.tables if len(table.rows) > 1 and len(table.columns) > 1]

    def get_edges(self) -> list[Edge]:
        """The rulings, without frames around all of the page, and the sides of what they make."""
        if len(self.page.edges) > MAX_EDGES:
            return []
        width, height = 0.97 * self.page.width, 0.97 * self.page.height
        edges = [edge for edge in super().get_edges() if edge["width"] < width and edge["height"] < height]
        down, across = ([edge for edge in edges if edge["orientation"] == way] for way in "vh")
        if len(down) * len(across) > MAX_MEETINGS:
            return []
        for edge in down:
            edges += _sides([other for other in across if _meet(edge, other)], "v")
        for edge in across:
            edges += _sides([other for other in down if _meet(other, edge)], "h")
        return merge_edges(edges, NEAR, NEAR, NEAR, NEAR)


def _meet(down: Edge, across: Edge) -> bool:
    return (
        down["top"] - NEAR <= across["top"] <= down["bottom"] + NEAR
        and across["x0"] - NEAR <= down["x0"] <= across["x1"] + NEAR
    )


def _sides(rulings: list[Edge], way: str) -> list[Edge]:
    """The two sides (``way``: v or h) that close what lies between rulings of the other way; none for one."""
    if len(rulings) < 2:
        return []
    left, top, right, bottom = objects_to_bbox(rulings)
    down = ((left, top, left, bottom), (right, top, right, bottom))
    across = ((left, top, right, top), (left, bottom, right, bottom))
    extent = {
        "orientation": way,
        "width": right - left if way == "h" else 0,
        "height": bottom - top if way == "v" else 0,
    }
    return [bbox_to_rect(side) | extent for side in (down if way == "v" else across)]


def _cell_text(lines: Sequence[TextLine], left: float, right: float) -> str:
    """The lines of a cell, wraps undone. A short line ends there, unless the cell is a text or list with commas."""
    text = "".join(line.text for line in lines[:1])
    margin = min((line.left for line in lines), default=left) - left
    running = any(sign in line.text for line in lines for sign in "、，；,;")
    for above, line in pairwise(lines):
        # More than a character on the left is no margin: the lines are centred.
        free = 1.8 * above.size + (margin if 0 < margin < above.size else 0)
        full = above.right >= right - free
        ended = not full and (not running or above.text.endswith(("。", "；", ";")))
        text += (BREAK if ended or line.opens() else "") + line.text
    return text
