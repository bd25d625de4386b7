"""Readers: from the bytes of a Word, Excel, PDF or OFD file to a text that people read and the parser takes.

Every reader gives the same form: a paragraph is a line, a row of a table is a line of cells between pipes, a line
break inside a cell is ``<br>``, a number that the program counts by itself stands in front as printed. They run in a
process of their own with limits on memory and time (``data.limited``).
"""

from dataclasses import dataclass
from importlib import import_module

from data.errors import DocumentError
from data.importing.cleaning import clean
from data.importing.decoding import decode
from data.importing.guard import MAX_TEXT, Container, too_much_text

_READERS = {
    Container.WORD: ("data.importing.readers.word", "read_word"),
    Container.WORKBOOK: ("data.importing.readers.workbook", "read_workbook"),
    Container.PDF: ("data.importing.readers.pdf", "read_pdf"),
    Container.OFD: ("data.importing.readers.ofd", "read_ofd"),
}


def modules_of(container: Container | None) -> tuple[str, ...]:
    """The modules that read this container; empty for a text."""
    return (_READERS[container][0],) if container in _READERS else ()


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file, and what was left out of it."""

    text: str
    left_out: tuple[str, ...] = ()  # in Chinese, for the person who imports


def extract(content: bytes, container: Container) -> Extract:
    """The cleaned text of a file; only the libraries of its container are loaded.

    ``DocumentError`` for every fault of the file that can be told.
    """
    if container is Container.TEXT:
        return Extract(clean(decode(content)))
    module, name = _READERS[container]
    found: Extract = getattr(import_module(module), name)(content)
    text = clean(found.text)
    if not text.strip():
        raise DocumentError("文件里没有文字", todo="选择有内容的文件")
    if len(text.encode()) > MAX_TEXT:
        raise too_much_text()
    return Extract(text, found.left_out)
