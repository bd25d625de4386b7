"""Word files (.docx): the text as printed, with tables, automatic numbers, text boxes and accepted revisions.

Read from the XML itself: an object model gives neither the printed numbers nor what stands in revisions, content
controls and text boxes. Headers, footers, footnotes and comments are parts of their own and stay out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from data.errors import DocumentError
from data.importing.readers import Extract
from data.importing.readers.grid import BREAK, Cell, Grid
from data.importing.readers.numbering import Counter, value_of
from data.importing.readers.package import Package

MAX_SPAN = 200  # columns of a table

# Deleted text, properties, and what only describes: nothing in them is printed.
_UNPRINTED = frozenset(
    {
        "del",
        "moveFrom",
        "rPr",
        "pPr",
        "sdtPr",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "instrText",
        "delText",
        "rt",
    }
)
_BREAKS = frozenset({"br", "cr"})
_IDLE = re.compile(r"[ \t\u3000]*\n[ \t]*")


def read_word(content: bytes) -> Extract:
    """The text of a .docx file and what was left out.

    Raises ``DocumentError`` where the file is damaged or hostile, or holds no text.
    """
    package = Package(content)
    body = package.tree(package.document).find("body")
    if body is None:
        raise DocumentError("文件里找不到 Word 正文", todo="在 Word 或 WPS 中重新保存为 .docx 后再导入")
    styles = package.tree(package.related("styles"))
    story = _Story(Counter(package.tree(package.related("numbering")), styles), _contents_styles(styles))
    text = "\n".join(story.blocks(body))
    return Extract(text, tuple(story.left_out(body)))


def _contents_styles(styles: Element) -> frozenset[str]:
    """The styles of a table of contents."""
    return frozenset(
        style.get("styleId", "")
        for style in styles.findall("style")
        if re.match(r"toc \d", value_of(style, "name"), re.IGNORECASE)
    )


@dataclass
class _Story:
    """Reads blocks (paragraphs and tables) in their order."""

    counter: Counter
    contents_styles: frozenset[str]
    carried: str = ""  # of a paragraph whose end was deleted: it goes on in the next
    boxes: list[Element] = field(default_factory=list)  # text boxes met in the paragraph being read

    def blocks(self, parent: Element, cell: bool = False) -> Iterator[str]:
        """The lines of a body, cell or text box."""
        for block in parent:
            if block.tag == "p":
                yield from self._paragraph(block, cell)
            elif block.tag == "tbl":
                lines = self._grid(block).lines()
                yield from (line.strip("| ").replace(" | ", " ") for line in lines) if cell else lines
            elif block.tag not in _UNPRINTED and not _is_contents(block):
                yield from self.blocks(_chosen(block), cell)

    def _paragraph(self, paragraph: Element, cell: bool) -> Iterator[str]:
        properties = paragraph.find("pPr")
        if value_of(properties, "pStyle") in self.contents_styles:
            return
        number = self.counter.printed(properties)
        text = _IDLE.sub("\n", self.carried + "".join(self._printed(paragraph)))
        self.carried = ""
        boxes, self.boxes = self.boxes, []
        if properties is not None and properties.find("rPr/del") is not None:
            self.carried = text
        elif text.strip() or (cell and number):
            yield from _numbered(number, text).split("\n")
        for box in boxes:
            yield from self.blocks(box, cell)

    def _printed(self, parent: Element) -> Iterator[str]:
        """The characters of a paragraph; its text boxes are kept for after it."""
        for element in parent:
            tag = element.tag
            if tag == "t":
                yield element.text or ""
            elif tag == "tab":
                yield " "
            elif tag in _BREAKS:
                yield "\n"
            elif tag == "noBreakHyphen":
                yield "-"
            elif tag == "txbxContent":
                self.boxes.append(element)
            elif tag not in _UNPRINTED and not (tag == "r" and _hidden(element)):
                yield from self._printed(_chosen(element))

    def _grid(self, table: Element) -> Grid:
        cells: list[Cell] = []
        open_cells: dict[int, int] = {}  # by column: which of the cells may go on in the next row
        row = 0
        for element in _within(table, "tr"):
            if element.find("trPr/del") is not None:
                continue
            column = _span(value_of(element.find("trPr"), "gridBefore", "0"), 0)
            below: dict[int, int] = {}
            for item in _within(element, "tc"):
                properties = item.find("tcPr")
                width = _span(value_of(properties, "gridSpan", "1"), 1)
                merged = properties.find("vMerge") if properties is not None else None
                goes_on = merged is not None and merged.get("val", "continue") == "continue"
                place = open_cells.get(column, len(cells)) if goes_on else len(cells)
                if place < len(cells):
                    cells[place] = replace(cells[place], rows=cells[place].rows + 1)
                else:
                    text = BREAK.join(line for line in self.blocks(item, cell=True) if line.strip())
                    cells.append(Cell(row, column, text, 1, width))
                if merged is not None:
                    below[column] = place
                column += width
            open_cells, row = below, row + 1
        return Grid(cells)

    def left_out(self, body: Element) -> Iterator[str]:
        """What was left out of the text."""
        tags = {element.tag for element in body.iter()}
        if tags & {"del", "ins", "moveFrom", "moveTo"}:
            yield "文件带有修订痕迹：按接受全部修订读取，删除的文字没有读入"
        if tags & {"footnoteReference", "endnoteReference"}:
            yield "脚注和尾注没有读入"
        if "vanish" in tags:
            yield "隐藏的文字没有读入"


def _numbered(number: str, text: str) -> str:
    """A paragraph behind its number; a space keeps digits and Latin letters apart."""
    if not number:
        return text
    text = text.lstrip(" \t\u3000")
    apart = number[-1].isascii() or text[:1].isascii()
    return f"{number} {text}" if apart and text else number + text


def _hidden(run: Element) -> bool:
    vanish = run.find("rPr/vanish")
    return vanish is not None and vanish.get("val", "1") not in ("0", "false")


def _chosen(element: Element) -> Element:
    """Of alternatives for newer and older programs, one: the same text stands in each."""
    if element.tag != "AlternateContent":
        return element
    choices = [child for child in element if next(child.iter("t"), None) is not None]
    return choices[0] if choices else Element("none")


def _is_contents(block: Element) -> bool:
    """Whether a content control is a table of contents."""
    gallery = block.find("sdtPr/docPartObj/docPartGallery")
    return gallery is not None and gallery.get("val") == "Table of Contents"


def _within(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those inside content controls and revisions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _UNPRINTED:
            yield from _within(child, tag)


def _span(text: str, default: int) -> int:
    return min(int(text), MAX_SPAN) if text.isascii() and text.isdecimal() else default
