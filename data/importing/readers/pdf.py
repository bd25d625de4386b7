"""PDF files with a text layer: lines by the places of their characters, tables by their rulings.

A scanned file holds pictures of text only; it is refused with the advice to recognise the text first.
"""

import io
import struct
import zlib
from collections.abc import Iterator

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
from data.importing.readers.page import Page, read_page
from data.importing.readers.pages import text_of

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
    return text_of(pages, "PDF")


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
