"""From the lines and tables of pages to one text: without running lines, with wraps undone and parted tables joined."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from data.errors import DocumentError
from data.importing.readers import Extract
from data.importing.readers.grid import Cell, Grid
from data.importing.readers.lines import Measure, TextLine, running_lines
from data.importing.readers.page import Page, PageTable

RECOGNISE = "先做文字识别（OCR），另存为 .docx 或带文字的 .pdf 后再导入"


def text_of(pages: Sequence[Page], form: str) -> Extract:
    """The pages as one text. ``form``: what the file is called (PDF, OFD).

    Raises ``DocumentError`` where they hold pictures of text only, or text that means nothing.
    """
    blank = [str(number) for number, page in enumerate(pages, 1) if page.blank and page.pictures]
    if all(page.blank for page in pages):
        raise DocumentError(f"{form} 里没有文字层，可能是扫描件", todo=RECOGNISE)
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
        raise DocumentError(f"{form} 的文字层是乱码", todo=RECOGNISE)
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
