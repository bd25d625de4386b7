"""PDF files with a text layer: lines by the places of their characters, tables by their rulings.

A scanned file holds pictures of text only; it is refused with the advice to recognise the text first.
"""

import ctypes
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

import pypdf
import pypdfium2
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError
from pypdfium2 import raw

from data.errors import DocumentError
from data.importing.columns import ColumnKind, column_of
from data.importing.guard import MEGABYTE
from data.importing.readers import Extract
from data.importing.readers.grid import BREAK, Cell, Grid
from data.importing.readers.page import Glyph, Measure, TextLine, lines_of, running_lines
from data.importing.readers.rulings import RuledTable, Segment, find_tables

MAX_PAGES = 500
MAX_CONTENT = 60 * MEGABYTE  # instructions of all pages, unpacked
MAX_GLYPHS = 2_000_000
MAX_SEGMENTS = 20_000  # of a page; a drawing, not a table

# What pypdf raises on a file that is not as it should be.
_CONFUSED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, OSError)

_RECOGNISE = "先做文字识别（OCR），另存为 .docx 或带文字的 .pdf 后再导入"


@dataclass
class _Table:
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
class _Page:
    """What stands on a page."""

    lines: list[TextLine] = field(default_factory=list)
    tables: list[tuple[float, _Table]] = field(default_factory=list)  # with the height where each begins
    pictures: bool = False

    @property
    def blank(self) -> bool:
        """Whether there is no text."""
        return not self.lines and not self.tables


def read_pdf(content: bytes) -> Extract:
    """The text of a PDF file: paragraphs without hard wraps, tables as rows, without page numbers and running lines.

    Raises ``DocumentError`` where the file is damaged, encrypted, scanned, hostile or too large.
    """
    refuse_hostile(content)
    try:
        pages = _read_pages(pypdfium2.PdfDocument(content))
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise _encrypted() from error
        raise DocumentError("PDF 文件已损坏，无法打开", todo="重新导出 PDF 后再导入") from error
    return _extract(pages)


def _read_pages(document: pypdfium2.PdfDocument) -> list[_Page]:
    """What stands on each page."""
    if len(document) > MAX_PAGES:
        raise _too_many_pages()
    pages = []
    left = MAX_GLYPHS
    for number, page in enumerate(document):
        pages.append(_read_page(page, number, left))
        left -= sum(len(line.text) for line in pages[-1].lines)
        page.close()
    return pages


def refuse_hostile(content: bytes) -> None:
    """Look at a file with a reader that counts while it unpacks, before one that does not.

    What it cannot make sense of is left to the other; ``DocumentError`` for passwords, too many pages and what
    unpacks to too much.
    """
    unpacked = 0
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _encrypted()
        if len(reader.pages) > MAX_PAGES:
            raise _too_many_pages()
        for page in reader.pages:
            unpacked += sum(len(stream.get_data()) for stream in _streams(page))
            if unpacked > MAX_CONTENT:
                raise LimitReachedError
    except LimitReachedError as error:
        what = f"PDF 展开后超过 {MAX_CONTENT // MEGABYTE} MB"
        raise DocumentError(what, todo="确认文件来源，或拆成几份后再导入") from error
    except (PyPdfError, DependencyError, *_CONFUSED):
        return


def _streams(page: pypdf.PageObject) -> Iterator[pypdf.generic.StreamObject]:
    """The streams of instructions of a page."""
    contents = page.get("/Contents")
    contents = contents.get_object() if contents is not None else []
    for item in contents if isinstance(contents, list) else [contents]:
        stream = item.get_object()
        if isinstance(stream, pypdf.generic.StreamObject):
            yield stream


def _encrypted() -> DocumentError:
    return DocumentError("PDF 有打开密码", todo="去掉密码，重新导出 PDF 后再导入")


def _too_many_pages() -> DocumentError:
    return DocumentError(f"PDF 超过 {MAX_PAGES} 页", todo="只保留工作要点所在的页后再导入")


def _read_page(page: pypdfium2.PdfPage, number: int, most: int) -> _Page:
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
    return _Page(lines_of(free, number), read, pictures)


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


def _table(table: RuledTable, held: dict[int, list[Glyph]]) -> _Table:
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
    return _Table(cells, table.lefts, len(table.tops) - 1)


def _cell_text(lines: Sequence[TextLine], right: float) -> str:
    """The lines of a cell, wraps undone. A short line ends there, unless the cell is a text or list with commas."""
    text = "".join(line.text for line in lines[:1])
    running = any(sign in line.text for line in lines for sign in "、，；,;")
    for above, line in pairwise(lines):
        full = above.right >= right - 1.8 * above.size
        ended = not full and (not running or above.text.endswith(("。", "；", ";")))
        text += (BREAK if ended or line.opens() else "") + line.text
    return text


def _extract(pages: Sequence[_Page]) -> Extract:
    """The pages as one text."""
    blank = [str(number) for number, page in enumerate(pages, 1) if page.blank and page.pictures]
    if all(page.blank for page in pages):
        raise DocumentError("PDF 里没有文字层，可能是扫描件", todo=_RECOGNISE)
    notices = [f"第 {'、'.join(blank)} 页是图片，没有文字，没有读入"] if blank else []
    running = running_lines([page.lines for page in pages])
    words = {
        re.sub(r"\d+", "", line.text): line.text for page in pages for line in page.lines if line in running
    }
    repeated = [text for key, text in words.items() if any(sign.isalpha() for sign in key)]
    if repeated:
        notices.append(f"每页重复的页眉页脚没有读入：{'、'.join(f'「{text}」' for text in repeated[:4])}")
    parts: list[TextLine | _Table] = []
    for page in pages:
        placed = [(line.top, line) for line in page.lines if line not in running]
        parts += [part for _, part in sorted([*placed, *page.tables], key=lambda item: item[0])]
    text = "\n".join(_texts(_continued(parts)))
    if sum(map(_is_unreadable, text)) > 0.2 * len(text):
        raise DocumentError("PDF 的文字层是乱码", todo=_RECOGNISE)
    return Extract(text, tuple(notices))


def _is_unreadable(sign: str) -> bool:
    """Whether a character means nothing outside its font."""
    return "\ue000" <= sign <= "\uf8ff" or sign == "\ufffd"


def _texts(parts: Sequence[TextLine | _Table]) -> Iterator[str]:
    lines = [part for part in parts if isinstance(part, TextLine)]
    edges = [edge for part in parts if isinstance(part, _Table) for edge in part.lefts]
    measure = Measure.of(lines, edges)
    for is_table, group in groupby(parts, key=lambda part: isinstance(part, _Table)):
        if is_table:
            for table in group:
                yield from Grid(table.cells).lines()
        else:
            yield from measure.paragraphs(list(group))


def _continued(parts: Sequence[TextLine | _Table]) -> list[TextLine | _Table]:
    """The parts with tables that go on over a page joined: a repeated header is dropped, a parted row is one."""
    joined: list[TextLine | _Table] = []
    for part in parts:
        above = joined[-1] if joined else None
        if isinstance(part, _Table) and isinstance(above, _Table) and _same_columns(above, part):
            _append(above, part)
        else:
            joined.append(part)
    return joined


def _same_columns(above: _Table, below: _Table) -> bool:
    return len(above.lefts) == len(below.lefts) and all(
        abs(one - other) < 6 for one, other in zip(above.lefts, below.lefts, strict=True)
    )


def _append(above: _Table, below: _Table) -> None:
    """Put the rows of a table under those of the one that it goes on with."""
    skip = 1 if below.first_row() == above.first_row() else 0
    cells = [replace(cell, row=cell.row - skip) for cell in below.cells if cell.row >= skip]
    number = above.number_column()
    opening = [cell for cell in cells if cell.row == 0]
    if number is not None and not any(cell.text for cell in opening if cell.column == number):
        filled = {cell.column: cell.text for cell in opening if cell.text}
        if len(filled) > 1 or number + 1 in filled:
            bottom = above.height - 1
            above.cells = [_lengthened(cell, bottom, filled) for cell in above.cells]
            cells = [replace(cell, row=cell.row - 1) for cell in cells if cell.row > 0]
            skip += 1
    above.cells += [replace(cell, row=cell.row + above.height) for cell in cells]
    above.height += below.height - skip


def _lengthened(cell: Cell, bottom: int, texts: dict[int, str]) -> Cell:
    """A cell of the last row with the text that stands on the next page."""
    if cell.row + cell.rows - 1 != bottom or cell.column not in texts:
        return cell
    return replace(cell, text=cell.text + texts[cell.column])
