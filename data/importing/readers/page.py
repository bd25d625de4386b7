"""One page of a PDF file: its lines of text and its ruled tables, as it is shown."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

from data.errors import DocumentError
from data.importing.columns import ColumnKind, column_of
from data.importing.readers.grid import BREAK, Cell
from data.importing.readers.lines import Glyph, TextLine, lines_of
from data.importing.readers.rulings import RuledTable, Segment, find_tables

MAX_SEGMENTS = 20_000  # of a page; a drawing, not a table


@dataclass
class PageTable:
    """A table on one page or, where it goes on, on several."""

    cells: list[Cell]
    lefts: list[float]
    height: int

    def first_row(self) -> list[str]:
        """The texts of the first row."""
        return [cell.text for cell in self.cells if cell.row == 0]

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
        return sum(len(part.text) for part in (*self.lines, *cells))

    @property
    def blank(self) -> bool:
        """Whether there is no text."""
        return not self.lines and not self.tables


def read_page(page: pypdfium2.PdfPage, number: int, most: int) -> Page:
    """The lines and tables of a page."""
    shown = _Shown(page)
    tables = find_tables(list(_segments(page, shown)))
    free: list[Glyph] = []
    held: list[dict[int, list[Glyph]]] = [{} for _ in tables]
    for glyph in _glyphs(page, shown, most):
        middle = (glyph.left + glyph.right) / 2
        for table, regions in zip(tables, held, strict=True):
            region = table.region_at(middle, glyph.middle)
            if region is not None:
                regions.setdefault(region, []).append(glyph)
                break
        else:
            free.append(glyph)
    read = [
        (table.tops[0], _table(table, regions))
        for table, regions in zip(tables, held, strict=True)
        if regions
    ]
    kinds = {raw.FPDF_PAGEOBJ_IMAGE}
    pictures = not free and not read and any(page.get_objects(filter=kinds, max_depth=2))
    return Page(lines_of(free, number), read, pictures)


class _Shown:
    """From the coordinates of a page to those of the page as shown: turned, from the top left, downwards."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._turn = page.get_rotation()
        self._left, self._bottom, self._right, self._top = page.get_mediabox()

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point as shown."""
        if self._turn == 90:
            return y - self._bottom, x - self._left
        if self._turn == 180:
            return self._right - x, y - self._bottom
        if self._turn == 270:
            return self._top - y, self._right - x
        return x - self._left, self._top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a box as shown."""
        (x, y), (other_x, other_y) = self.point(left, bottom), self.point(right, top)
        return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)


def _glyphs(page: pypdfium2.PdfPage, shown: _Shown, most: int) -> Iterator[Glyph]:
    """The visible characters of a page."""
    text = page.get_textpage()
    count = text.count_chars()
    if count > most:
        raise DocumentError("PDF 里的文字过多，不像一份工作要点", todo="确认选对了文件，或拆成几份")
    box = raw.FS_RECTF()
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        character = chr(code)
        if _is_shown(character):
            raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
            left, top, right, bottom = shown.box(box.left, box.bottom, box.right, box.top)
            if bottom > top:
                yield Glyph(character, left, right, top, bottom)
    text.close()


def _is_shown(sign: str) -> bool:
    """Whether a character takes a place on the page: not what the library puts in for spaces and line ends."""
    return sign > " " and not sign.isspace() and ord(sign) & 0xFFFE != 0xFFFE


def _segments(page: pypdfium2.PdfPage, shown: _Shown) -> Iterator[Segment]:
    """The straight rulings of a page, without frames around all of it."""
    count = 0
    width, height = page.get_size()
    x, y = ctypes.c_float(), ctypes.c_float()
    for drawing in page.get_objects(filter={raw.FPDF_PAGEOBJ_PATH}, max_depth=1):
        matrix = drawing.get_matrix()
        points: list[tuple[float, float]] = []
        for index in range(raw.FPDFPath_CountSegments(drawing)):
            count += 1
            if count > MAX_SEGMENTS:
                return
            piece = raw.FPDFPath_GetPathSegment(drawing, index)
            raw.FPDFPathSegment_GetPoint(piece, ctypes.byref(x), ctypes.byref(y))
            point = shown.point(*matrix.on_point(x.value, y.value))
            if raw.FPDFPathSegment_GetType(piece) == raw.FPDF_SEGMENT_LINETO and points:
                yield from _ruling(points[-1], point, width, height)
            elif raw.FPDFPathSegment_GetType(piece) == raw.FPDF_SEGMENT_MOVETO:
                points = []
            points.append(point)
            if raw.FPDFPathSegment_GetClose(piece):
                yield from _ruling(point, points[0], width, height)


def _ruling(
    start: tuple[float, float], end: tuple[float, float], width: float, height: float
) -> Iterator[Segment]:
    """The ruling between two points, where it is straight, long enough to be seen and inside the page."""
    (x, y), (other_x, other_y) = start, end
    if abs(y - other_y) < 1 and 3 < abs(x - other_x) < 0.97 * width and 1 < y < height - 1:
        yield Segment(True, (y + other_y) / 2, min(x, other_x), max(x, other_x))
    elif abs(x - other_x) < 1 and 3 < abs(y - other_y) < 0.97 * height and 1 < x < width - 1:
        yield Segment(False, (x + other_x) / 2, min(y, other_y), max(y, other_y))


def _table(table: RuledTable, held: dict[int, list[Glyph]]) -> PageTable:
    """The cells of a table with their texts."""
    cells = [
        Cell(
            region.row,
            region.column,
            _cell_text(lines_of(held.get(index, [])), region.right),
            region.rows,
            region.columns,
        )
        for index, region in enumerate(table.regions)
    ]
    return PageTable(cells, table.lefts, len(table.tops) - 1)


def _cell_text(lines: Sequence[TextLine], right: float) -> str:
    """The lines of a cell, wraps undone. A short line ends there, unless the cell is a text or list with commas."""
    text = "".join(line.text for line in lines[:1])
    running = any(sign in line.text for line in lines for sign in "、，；,;")
    for above, line in pairwise(lines):
        full = above.right >= right - 1.8 * above.size
        ended = not full and (not running or above.text.endswith(("。", "；", ";")))
        text += (BREAK if ended or line.opens() else "") + line.text
    return text
