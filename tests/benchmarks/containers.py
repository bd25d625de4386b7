"""Each container against bare extraction by a common library, and what the process with limits adds."""

import io
from collections.abc import Callable

import docx
import openpyxl
import pypdfium2

from data.importing.directory_files import SEEDS
from data.importing.guard import Container
from data.importing.readers import extract
from data.importing.reading import read_content
from data.names.known import KnownNames
from tests.benchmarks.timing import Row, against, show
from tests.data.importing.readers.files import saved, word_of
from tests.data.importing.readers.pdf_writer import Page, write_pdf

ROWS = 2000  # of the table in the workbook
LINES_A_PAGE = 28
WIDTH = 30  # characters of a line of the PDF


def main() -> None:
    """Time the first document, ten times over, as Word, Excel and PDF."""
    paragraphs = [
        line for path in sorted(SEEDS.glob("*.txt")) for line in _paragraphs(path.read_text("utf-8"))
    ]
    pdf, pages = _pdf(paragraphs * 10)
    rows = [
        *_rows(
            "Word", word_of(paragraphs * 10), Container.WORD, _bare_word, f"{len(paragraphs) * 10} paragraphs"
        ),
        *_rows("Excel", _workbook(paragraphs), Container.WORKBOOK, _bare_workbook, f"{ROWS} rows"),
        *_rows("PDF", pdf, Container.PDF, _bare_pdf, f"{pages} pages", pages),
    ]
    show("Reading containers", rows, "bare library")


def _rows(
    name: str,
    content: bytes,
    container: Container,
    bare: Callable[[bytes], object],
    told: str,
    pages: int = 0,
) -> list[Row]:
    read_here = against(f"{name}: read", 5, lambda: extract(content, container), lambda: bare(content))
    apart = against(
        f"{name}: read and parsed apart",
        5,
        lambda: read_content(content, f"a{container}", KnownNames()),
        lambda: bare(content),
    )
    rates = [
        f"{pages / row.ms * 1000:.0f} pages/s" if pages else f"{len(content) / row.ms / 1000:.2f} MB/s"
        for row in (read_here, apart)
    ]
    return [
        Row(row.name, row.ms, row.bare, f"{rate}, {told}")
        for row, rate in zip((read_here, apart), rates, strict=True)
    ]


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _workbook(paragraphs: list[str]) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["序号", "任务", "责任部门"])
    for row in range(ROWS):
        book.active.append([row + 1, paragraphs[row % len(paragraphs)], "研究室、办公室"])
    return saved(book)


def _pdf(paragraphs: list[str]) -> tuple[bytes, int]:
    lines = [text[start : start + WIDTH] for text in paragraphs for start in range(0, len(text), WIDTH)]
    pages = []
    for start in range(0, len(lines), LINES_A_PAGE):
        pages.append(Page())
        for index, line in enumerate(lines[start : start + LINES_A_PAGE]):
            pages[-1].text(90, 90 + 24 * index, line)
    return write_pdf(pages), len(pages)


def _bare_word(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def _bare_workbook(content: bytes) -> list[tuple]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return [row for sheet in book for row in sheet.iter_rows(values_only=True)]


def _bare_pdf(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in document)


if __name__ == "__main__":
    main()
