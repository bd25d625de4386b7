"""The invented plan in every container."""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import docx
import openpyxl
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.data.importing.readers import ofd_writer
from tests.data.importing.readers.pdf_writer import Page, write_pdf
from tests.data.importing.readers.plans import (
    HEADER,
    NUMERALS,
    PREAMBLE,
    SECTIONS,
    SIGNED,
    TASKS,
    TITLE,
)


def saved(document: Any) -> bytes:
    """The bytes of a document of python-docx or a workbook of openpyxl."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_of(paragraphs: Iterable[str]) -> bytes:
    """Paragraphs as a Word file; a line break in one is a soft break."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def element(name: str, **attributes: str) -> Any:
    """An element of WordprocessingML; the attributes are of its namespace too."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def define_numbering(document: Document, levels: Sequence[tuple[str, str]], number: int = 900) -> None:
    """Define an automatic numbering (``number``): for each level the format and the text."""
    part = document.part.numbering_part.element
    abstract = element("abstractNum", abstractNumId=str(number))
    for index, (style, text) in enumerate(levels):
        level = element("lvl", ilvl=str(index))
        for name, value in (("start", "1"), ("numFmt", style), ("lvlText", text)):
            level.append(element(name, val=value))
        abstract.append(level)
    instance = element("num", numId=str(number))
    instance.append(element("abstractNumId", val=str(number)))
    part.insert(0, abstract)
    part.append(instance)


def numbered(paragraph: Any, level: int, number: int = 900) -> None:
    """Let a paragraph be numbered automatically."""
    properties = paragraph._p.get_or_add_pPr()
    place = element("numPr")
    place.append(element("ilvl", val=str(level)))
    place.append(element("numId", val=str(number)))
    properties.append(place)


def numbered_word() -> bytes:
    """The outline with numbers that Word counts: 一、 for the sections, 1. for the tasks, going on over sections."""
    document = docx.Document()
    define_numbering(document, [("chineseCounting", "%1、"), ("decimal", "%2.")])
    numbering = document.part.numbering_part.element
    level = numbering.find(f"{qn('w:abstractNum')}/{qn('w:lvl')}[2]")
    level.insert(1, element("lvlRestart", val="0"))
    document.add_paragraph(TITLE)
    document.add_paragraph(PREAMBLE)
    for index, section in enumerate(SECTIONS):
        numbered(document.add_paragraph(section), 0)
        for of, _, text, departments, deadline in TASKS:
            if of == index:
                numbered(document.add_paragraph(text), 1)
                document.add_paragraph(f"责任部门：{departments}；完成时限：{deadline}")
    for text in SIGNED:
        document.add_paragraph(text)
    return saved(document)


def table_word() -> bytes:
    """The table in Word, with the cells of a section merged."""
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=1, cols=len(HEADER))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, HEADER, strict=True):
        cell.text = text
    for of, number, text, departments, deadline in TASKS:
        cells = table.add_row().cells
        for cell, value in zip(cells, (number, SECTIONS[of], text, departments, deadline), strict=True):
            cell.text = value
    for index in range(len(SECTIONS)):
        rows = [row for row, task in enumerate(TASKS, 1) if task[0] == index]
        for row in rows[1:]:
            table.cell(row, 1).text = ""
        table.cell(rows[0], 1).merge(table.cell(rows[-1], 1)).text = SECTIONS[index]
    for text in SIGNED:
        document.add_paragraph(text)
    return saved(document)


def workbook() -> bytes:
    """The table in Excel: a merged title, merged sections, true dates, numbers as numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([TITLE])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADER))
    sheet.append(HEADER)
    for of, number, text, departments, deadline in TASKS:
        year, month, day = map(int, deadline.rstrip("日").replace("年", " ").replace("月", " ").split())
        sheet.append([int(number), SECTIONS[of], text, departments, date(year, month, day)])
    for index in range(len(SECTIONS)):
        rows = [row for row, task in enumerate(TASKS, 3) if task[0] == index]
        sheet.merge_cells(start_row=rows[0], start_column=2, end_row=rows[-1], end_column=2)
    for text in SIGNED:
        sheet.append([text])
    return saved(book)


def outline_pdf(lines_a_page: int = 14) -> bytes:
    """The outline as a PDF: wrapped at 30 characters, running header, page numbers, paragraphs set in by two."""
    return write_pdf(_outline(Page, lines_a_page))


def outline_ofd(lines_a_page: int = 14) -> bytes:
    """The outline as an OFD file, set as the PDF is."""
    return ofd_writer.write_ofd(_outline(ofd_writer.Page, lines_a_page))


def _outline(new_page: Callable[[], Any], lines_a_page: int) -> list[Any]:
    lines = [(180, line) for line in (TITLE[:13], TITLE[13:])]
    for text in _paragraphs():
        first = text[:28]
        lines.append((114, first))
        rest = text[28:]
        while rest:
            lines.append((90, rest[:30]))
            rest = rest[30:]
    lines += [(270, text) for text in SIGNED]
    pages: list[Any] = []
    for start in range(0, len(lines), lines_a_page):
        page = new_page()
        page.text(90, 50, "虚构法院文件汇编", 9)
        for index, (x, text) in enumerate(lines[start : start + lines_a_page]):
            page.text(x, 100 + 24 * index, text)
        page.text(280, 800, f"—{len(pages) + 1}—", 9)
        pages.append(page)
    return pages


def _paragraphs() -> list[str]:
    paragraphs = [PREAMBLE]
    for index, section in enumerate(SECTIONS):
        paragraphs.append(f"{NUMERALS[index]}、{section}")
        for of, number, text, departments, deadline in TASKS:
            if of == index:
                paragraphs += [f"{number}.{text}", f"责任部门：{departments}；完成时限：{deadline}"]
    return paragraphs


def table_pdf() -> bytes:
    """The table as a ruled PDF over two pages: the header is repeated, a section is one cell over several rows."""
    pages = [Page(), Page()]
    pages[0].text(140, 60, TITLE)
    _ruled(pages[0], [task for task in TASKS if task[0] == 0], 90)
    bottom = _ruled(pages[1], [task for task in TASKS if task[0] == 1], 60)
    for index, text in enumerate(SIGNED):
        pages[1].text(300, bottom + 30 + 20 * index, text)
    return write_pdf(pages)


EDGES = (40, 80, 150, 350, 460, 560)


def _ruled(page: Page, tasks: Sequence[tuple], top: float) -> float:
    """Draw the header and the rows of one section; the bottom of the table."""
    left, right = EDGES[0], EDGES[-1]
    section = tasks[0][0]
    rows = [
        HEADER,
        *((number, "", text, departments, deadline) for _, number, text, departments, deadline in tasks),
    ]
    start = top
    page.rule(left, top, right, top)
    for index, row in enumerate(rows):
        wraps = [_wrapped(text, edge, end) for text, edge, end in zip(row, EDGES, EDGES[1:], strict=False)]
        bottom = top + 8 + 15 * max(map(len, wraps))
        for edge, lines in zip(EDGES, wraps, strict=False):
            for step, line in enumerate(lines):
                page.text(edge + 4, top + 14 + 15 * step, line, 10)
        if 0 < index < len(rows) - 1:  # the section's cell goes on
            page.rule(left, bottom, EDGES[1], bottom)
            page.rule(EDGES[2], bottom, right, bottom)
        else:
            page.rule(left, bottom, right, bottom)
        if index == 1:
            for step, line in enumerate(_wrapped(SECTIONS[section], EDGES[1], EDGES[2])):
                page.text(EDGES[1] + 4, top + 14 + 15 * step, line, 10)
        top = bottom
    for edge in EDGES:
        page.rule(edge, start, edge, top)
    return top


def _wrapped(text: str, edge: float, end: float) -> list[str]:
    width = int((end - edge - 8) // 10)
    return [text[start : start + width] for start in range(0, len(text), width)] or [""]
