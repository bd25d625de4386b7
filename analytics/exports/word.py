"""A paper as .docx in the layout of official documents (GB/T 9704—2012), with headings that Word navigates by."""

import io
from collections.abc import Sequence
from math import floor

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row
from docx.oxml.text.font import CT_RPr
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from analytics.exports.paper import (
    ANNEX,
    Block,
    Heading,
    Paper,
    Paragraph,
    Source,
    Table,
    Tracked,
    Tracking,
)
from analytics.safe.office import as_line, as_xml
from data.importing.own import MARK

TITLE, BODY, FIRST, SECOND, DIGITS = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "Times New Roman"
INSTEAD = {TITLE: "宋体", BODY: "仿宋", SECOND: "楷体"}  # where the font is not installed
TITLE_SIZE, BODY_SIZE, TABLE_SIZE, PAGE_SIZE = 22, 16, 12, 14  # points: 二号, 三号, 小四, 四号
LINE, TABLE_LINE = 28.9, 18.0  # points, exactly
WIDTH = 210 - 28 - 26  # millimetres of a line
CHARACTERS = 28  # of a line
NARROWER = floor(20 * (Mm(WIDTH).pt / CHARACTERS - BODY_SIZE))  # 20ths of a point, of each character
GRID = {"type": "linesAndChars", "linePitch": str(round(20 * LINE)),
        "charSpace": str(floor(4096 * (Mm(WIDTH).pt / CHARACTERS - BODY_SIZE)))}  # fmt: skip
"""The grid of a page: twips of a line, and 4096ths of a point that a character is wider than its size (narrower)."""


def to_docx(paper: Paper, author: str = "") -> bytes:
    """The paper as Word: A4 with margins of 37/35/28/26 mm, a grid of 22 lines of 28 characters, text of 三号.

    The number of a page stands at its outer edge. ``author``: who made it, as the file's properties tell.

    Fonts are named as official documents want them, with the system's own as substitutes. Tables repeat their
    header on every page; no row is split, and what is followed by a table stays with it. Text is set literally.
    """
    document = docx.Document()
    _page(document)
    _styles(document)
    _substitutes(document)
    lines = [as_line(line) for line in paper.title_lines]
    document.core_properties.title = "".join(lines)
    document.core_properties.author = as_line(author)
    document.core_properties.keywords = MARK
    document.add_paragraph("\n".join(lines), style="Title")
    _blocks(document, paper.blocks)
    _signature(document, paper)
    if paper.annex:
        _annex(document, paper)
    _number_changes(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _blocks(document: Document, blocks: Sequence[Block]) -> None:
    for block in blocks:
        if isinstance(block, Table):
            document.paragraphs[-1].paragraph_format.keep_with_next = True
        match block:
            case Heading():
                _heading(document, block)
            case Paragraph():
                _paragraph(document, block)
            case Source():
                _source(document, block)
            case Tracked():
                _tracked(document, block)
            case Table():
                _table(document, block)


def _signature(document: Document, paper: Paper) -> None:
    """Who and when, below the text and with it."""
    if not paper.signature:
        return
    for line in document.paragraphs[-2:]:
        line.paragraph_format.keep_with_next = True
    document.add_paragraph().paragraph_format.keep_with_next = True
    for at, (text, right) in enumerate(paper.signature, 1):
        line = document.add_paragraph(as_line(text))
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.paragraph_format.right_indent = Pt(right * BODY_SIZE)
        line.paragraph_format.keep_with_next = True if at < len(paper.signature) else None


def _annex(document: Document, paper: Paper) -> None:
    """The tables on pages of their own, under 附件 and their title."""
    mark = document.add_paragraph(ANNEX, style="Annex")
    mark.paragraph_format.page_break_before = True
    document.add_paragraph(as_line(paper.annex_title), style="Annex Title")
    _blocks(document, paper.annex)


def _heading(document: Document, block: Heading) -> None:
    document.add_paragraph(as_line(block.text), style=f"Heading {block.level}")


def _paragraph(document: Document, block: Paragraph) -> None:
    document.add_paragraph(as_line(block.text))


def _source(document: Document, block: Source) -> None:
    document.add_paragraph(as_line(block.text), style="Table Text")


def _tracked(document: Document, block: Tracked) -> None:
    """A paragraph with tracked changes, which Word shows, accepts and refuses; without a date: a paper has no clock."""
    paragraph = document.add_paragraph()
    for text, tracking in block.pieces:
        run = paragraph.add_run("" if tracking is Tracking.DELETED else as_xml(text))
        if tracking is Tracking.KEPT:
            continue
        change = OxmlElement(f"w:{tracking}")
        change.set(qn("w:author"), "看板")
        if tracking is Tracking.DELETED:
            gone = OxmlElement("w:delText")
            gone.text = as_xml(text)
            gone.set(qn("xml:space"), "preserve")
            run._r.append(gone)
        run._r.addprevious(change)
        change.append(run._r)


def _number_changes(document: Document) -> None:
    """Give each tracked change a number of its own, as Word wants it."""
    tracked = document.element.body.iter(qn("w:ins"), qn("w:del"))
    for number, change in enumerate(tracked, 1):
        change.set(qn("w:id"), str(number))


def _table(document: Document, block: Table) -> None:
    document.add_paragraph(as_line(block.caption), style="Caption")
    table = document.add_table(1 + len(block.rows), len(block.columns), style="Table Grid")
    table.autofit = False
    widths = [Mm(WIDTH * share) for share in block.shares]
    text_style = document.styles[
        "Table Text"
    ].style_id  # looked up once: by name it would take most of the time
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for at, (row, texts) in enumerate(zip(table.rows, (block.columns, *block.rows), strict=True)):
        _keep_together(row._tr, header=at == 0)
        for cell, text, width, centred in zip(row.cells, texts, widths, block.centred, strict=True):
            cell.width = width
            _fill(cell, text, text_style, header=at == 0, centred=centred)
    document.add_paragraph(style="Table Text")


def _keep_together(row: CT_Row, *, header: bool) -> None:
    """No row breaks over a page; the header row is repeated on each."""
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def _fill(cell: _Cell, text: str, style: str, *, header: bool, centred: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph._p.style = style
    paragraph.add_run(as_line(text)).bold = True if header else None
    if header or centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if header:
        paragraph.paragraph_format.keep_with_next = True


def _page(document: Document) -> None:
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    grid = section._sectPr.find(qn("w:docGrid"))
    for name, value in GRID.items():
        grid.set(qn(f"w:{name}"), value)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _page_number(paragraph: WordParagraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """「— 1 —」 at the outer edge, a character away from it."""
    paragraph.alignment = side
    form = paragraph.paragraph_format
    form.first_line_indent = Pt(0)
    form.left_indent = form.right_indent = Pt(PAGE_SIZE)
    for kind, text in (("text", "— "), ("begin", ""), ("code", "PAGE"), ("end", ""), ("text", " —")):
        run = paragraph.add_run(text if kind == "text" else "")
        run.font.size = Pt(PAGE_SIZE)
        _set_fonts(run._element.get_or_add_rPr(), "宋体")
        if kind == "code":
            code = OxmlElement("w:instrText")
            code.text = text
            run._element.append(code)
        elif kind != "text":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)


def _styles(document: Document) -> None:
    styles = document.styles
    for language in styles.element.iter(qn("w:lang")):  # else lines break as in English
        language.set(qn("w:eastAsia"), "zh-CN")
    for name in ("Table Text", "Annex", "Annex Title"):
        styles.add_style(name, 1).base_style = styles["Normal"]
    _style(styles["Normal"], BODY, BODY_SIZE, LINE, indent=True)
    _style(styles["Title"], TITLE, TITLE_SIZE, 36, centred=True)
    _style(styles["Heading 1"], FIRST, BODY_SIZE, LINE, indent=True)
    _style(styles["Heading 2"], SECOND, BODY_SIZE, LINE, indent=True)
    _style(styles["Caption"], FIRST, TABLE_SIZE, 24, centred=True)
    _style(styles["Table Text"], BODY, TABLE_SIZE, TABLE_LINE)
    _style(styles["Annex"], FIRST, BODY_SIZE, LINE)
    _style(styles["Annex Title"], TITLE, TITLE_SIZE, 36, centred=True)
    for name in ("Title", "Annex Title"):
        styles[name].paragraph_format.space_after = Pt(LINE)
    for name in ("Annex", "Annex Title", "Caption"):
        styles[name].paragraph_format.keep_with_next = True
    styles["Normal"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    styles["Table Text"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for name, twentieths in (
        ("Normal", NARROWER),
        ("Title", 0),
        ("Annex Title", 0),
        ("Table Text", 0),
        ("Caption", 0),
    ):
        _spaced(styles[name], twentieths)


def _style(
    style: ParagraphStyle, font: str, size: float, line: float, *, indent: bool = False, centred: bool = False
) -> None:
    properties = style.element.get_or_add_rPr()
    for name in ("w:spacing", "w:kern"):
        for found in properties.findall(qn(name)):
            properties.remove(found)
    _set_fonts(properties, font)
    style.font.size, style.font.bold, style.font.italic = Pt(size), False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else None
    form.first_line_indent = Pt(2 * size) if indent else Pt(0)
    _without_border(style)


def _spaced(style: ParagraphStyle, twentieths: int) -> None:
    """Set the characters of a style wider or narrower by so many 20ths of a point, whatever it is based on.

    Programs that know the grid of lines only as whole cells would set each character two cells wide, so paragraphs are
    taken off it; those that keep to it set the same 28 characters.
    """
    wide, off = OxmlElement("w:spacing"), OxmlElement("w:snapToGrid")
    wide.set(qn("w:val"), str(twentieths))
    off.set(qn("w:val"), "0")
    style.element.get_or_add_rPr().insert_element_before(wide, "w:w", "w:kern", "w:position", "w:sz")
    style.element.get_or_add_pPr().insert_element_before(off, "w:spacing", "w:ind", "w:jc")


def _without_border(style: ParagraphStyle) -> None:
    """The library's own title has a line below it."""
    properties = style.element.get_or_add_pPr()
    for found in properties.findall(qn("w:pBdr")):
        properties.remove(found)


def _set_fonts(properties: CT_RPr, font: str) -> None:
    """Chinese in a font, letters and digits in another, none from the theme."""
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for name, value in (("ascii", DIGITS), ("hAnsi", DIGITS), ("cs", DIGITS), ("eastAsia", font)):
        fonts.set(qn(f"w:{name}"), value)


def _substitutes(document: Document) -> None:
    """Tell Word which font to take where one is missing."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    entries = "".join(
        f'<w:font w:name="{font}"><w:altName w:val="{instead}"/><w:charset w:val="86"/></w:font>'
        for font, instead in INSTEAD.items()
    )
    part._blob = part.blob.replace(b"</w:fonts>", entries.encode() + b"</w:fonts>")
