"""PDF files with a text layer: lines by the places of their characters, tables by their rulings.

A scanned file holds pictures of text only; it is refused with the advice to recognise the text first.
"""

import io
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import pdfplumber
import pypdf
from pdfminer.cmapdb import CMap, CMapDB
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from data.errors import DocumentError
from data.importing.guard import MEGABYTE
from data.importing.own import refuse_marked
from data.importing.readers import Extract
from data.importing.readers.grid import Cell, Grid
from data.importing.readers.lines import Measure, TextLine, running_lines
from data.importing.readers.page import Page, PageTable, read_page

MAX_PAGES = 200
MAX_CONTENT = 60 * MEGABYTE  # instructions of all pages, unpacked
MAX_GLYPHS = 2_000_000

# What readers raise on a file that is not as it should be, beside errors of their own.
_CONFUSED = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    OSError,
    struct.error,
    zlib.error,
)

# Adobe's table of this encoding has no middle dot, though programs write it and the fonts have it (as their 99th
# character); the library would leave it out without a word.
_TABLE, _MIDDLE_DOT, _PLACE = "UniGB-UCS2-H", 0xB7, 99

_RECOGNISE = "先做文字识别（OCR），另存为 .docx 或带文字的 .pdf 后再导入"


def read_pdf(content: bytes) -> Extract:
    """The text of a PDF file: paragraphs without hard wraps, tables as rows, without page numbers and running lines.

    Raises ``DocumentError`` where the file is damaged, encrypted, scanned, hostile or too large.
    """
    refuse_hostile(content)
    _add_the_middle_dot()
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            refuse_marked(str(document.metadata.get("Keywords", "")))
            pages = _read_pages(document)
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        if isinstance(cause, (MemoryError, RecursionError)):
            raise cause from error
        raise _encrypted() if isinstance(cause, PDFPasswordIncorrect) else _damaged() from error
    except (MalformedPDFException, PSException, *_CONFUSED) as error:
        raise _damaged() from error
    return _extract(pages)


def _add_the_middle_dot() -> None:
    table = CMapDB.get_cmap(_TABLE)
    first = table.code2cid.get(0) if isinstance(table, CMap) else None
    if isinstance(first, dict):
        first.setdefault(_MIDDLE_DOT, _PLACE)


def _read_pages(document: pdfplumber.PDF) -> list[Page]:
    """What stands on each page."""
    if not document.pages:
        raise _damaged()
    if len(document.pages) > MAX_PAGES:
        raise _too_many_pages()
    pages = []
    left = MAX_GLYPHS
    for number, page in enumerate(document.pages):
        pages.append(read_page(page, number, left))
        left -= pages[-1].length
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


def _damaged() -> DocumentError:
    return DocumentError("PDF 文件已损坏，无法打开", todo="重新导出 PDF 后再导入")


def _encrypted() -> DocumentError:
    return DocumentError("PDF 有打开密码", todo="去掉密码，重新导出 PDF 后再导入")


def _too_many_pages() -> DocumentError:
    return DocumentError(f"PDF 超过 {MAX_PAGES} 页", todo="只保留工作要点所在的页后再导入")


def _extract(pages: Sequence[Page]) -> Extract:
    """The pages as one text."""
    blank = [str(number) for number, page in enumerate(pages, 1) if page.blank and page.pictures]
    if all(page.blank for page in pages):
        raise DocumentError("PDF 里没有文字层，可能是扫描件", todo=_RECOGNISE)
    left_out = [f"第 {'、'.join(blank)} 页是图片，没有文字，没有读入"] if blank else []
    running = running_lines([page.lines for page in pages])
    words = {
        re.sub(r"\d+", "", line.text): line.text for page in pages for line in page.lines if line in running
    }
    repeated = [text for key, text in words.items() if any(sign.isalpha() for sign in key)]
    if repeated:
        left_out.append(f"每页重复的页眉页脚没有读入：{'、'.join(f'「{text}」' for text in repeated[:4])}")
    parts: list[TextLine | PageTable] = []
    for page in pages:
        placed: list[tuple[float, TextLine | PageTable]] = [*page.tables]
        placed += [(line.top, line) for line in page.lines if line not in running]
        parts += [part for _, part in sorted(placed, key=lambda item: item[0])]
    text = "\n".join(_texts(_continued(parts)))
    if sum(map(_is_unreadable, text)) > 0.2 * len(text):
        raise DocumentError("PDF 的文字层是乱码", todo=_RECOGNISE)
    return Extract(text, tuple(left_out))


def _is_unreadable(sign: str) -> bool:
    """Whether a character means nothing outside its font."""
    return "\ue000" <= sign <= "\uf8ff" or sign == "\ufffd"


def _texts(parts: Sequence[TextLine | PageTable]) -> Iterator[str]:
    lines = [part for part in parts if isinstance(part, TextLine)]
    edges = [edge for part in parts if isinstance(part, PageTable) for edge in part.lefts]
    measure = Measure.of(lines, edges)
    for _, group in groupby(parts, key=type):
        together = list(group)
        yield from measure.paragraphs([part for part in together if isinstance(part, TextLine)])
        for part in together:
            if isinstance(part, PageTable):
                yield from Grid(part.cells).lines()


def _continued(parts: Sequence[TextLine | PageTable]) -> list[TextLine | PageTable]:
    """The parts with tables that go on over a page joined: a repeated header is dropped, a parted row is one."""
    joined: list[TextLine | PageTable] = []
    for part in parts:
        above = joined[-1] if joined else None
        if isinstance(part, PageTable) and isinstance(above, PageTable) and _same_columns(above, part):
            _append(above, part)
        else:
            joined.append(part)
    return joined


def _same_columns(above: PageTable, below: PageTable) -> bool:
    return len(above.lefts) == len(below.lefts) and all(
        abs(one - other) < 6 for one, other in zip(above.lefts, below.lefts, strict=True)
    )


def _append(above: PageTable, below: PageTable) -> None:
    """Put the rows of a table under those of the one that it goes on with."""
    skip = 0
    while skip < above.header_rows() and above.row(skip) == below.row(skip):
        skip += 1
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
