"""A cell for each task on a slide, as native shapes: number, sign and word; hatched where nothing is reported."""

from math import ceil

from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.shapes.group import GroupShape
from pptx.slide import Slide
from pptx.util import Pt

from analytics.charts.theme import ACCENT, LATE, SECOND
from analytics.exports.frames import TABLE_TEXT, Frame
from analytics.exports.palettes import DARK, paint
from analytics.exports.shapes import Box, Holder, fill_in, flat, picture, write
from analytics.slides.presentation import Cell, Cells
from data.vocabulary import Status, status_text

GROUNDS = {
    Status.NOT_STARTED: ("#FFFFFF", DARK),
    Status.UNDER_WAY: ("#CFDFEE", DARK),
    Status.DONE: ("#2B68A5", "#FFFFFF"),
    Status.FAILED: ("#855000", "#FFFFFF"),
    Status.TO_ADJUST: ("#F0E2CF", DARK),
}
"""Ground and ink of each status."""

LABEL, GAP, WIDEST, HIGHEST = 0.13, 4.0, 92.0, 44.0  # share of the width; points


def draw(slide: Slide, frame: Frame, box: Box, content: Cells) -> GroupShape:
    """The cells, a row or more for each section, as large as the box lets them be."""
    group = picture(slide, "任务格图")
    left, top, width, height = box
    label = LABEL * width
    across = max(1, int((width - label) // (WIDEST + GAP)))
    lines = sum(ceil(len(own) / across) for _, own in content.rows) or 1
    high = min(HIGHEST, height / lines - GAP)
    wide = (width - label) / across - GAP
    for name, own in content.rows:
        write(group, frame, (left, top, label - GAP, high), [name], TABLE_TEXT, bold=True)
        for at, cell in enumerate(own):
            row, column = divmod(at, across)
            place = (left + label + column * (wide + GAP), top + row * (high + GAP), wide, high)
            _cell(group, frame, place, cell)
        top += ceil(len(own) / across) * (high + GAP)
    return group


def _cell(slide: Holder, frame: Frame, box: Box, cell: Cell) -> None:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Pt, box))
    flat(shape)
    ink = DARK
    if cell.status:
        ground, ink = GROUNDS[Status(cell.status)]
        shape.fill.solid()
        paint(shape.fill.fore_color, ground)
    else:
        shape.fill.patterned()
        shape.fill.pattern = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL
        paint(shape.fill.fore_color, "#C4CAD1")
        paint(shape.fill.back_color, "#FFFFFF")
    said = status_text(cell.status)
    edge = LATE if cell.late else SECOND if cell.status == Status.TO_ADJUST else ACCENT
    paint(shape.line.color, edge)
    shape.line.width = Pt(3 if cell.late else 1)
    shape.name = f"{cell.number} {said}"
    text = shape.text_frame
    text.word_wrap, text.vertical_anchor = False, MSO_ANCHOR.MIDDLE
    text.margin_left = text.margin_right = text.margin_top = text.margin_bottom = Pt(2)
    late = "（时限已过）" if cell.late else ""
    first = f"{cell.number}{' ✓' if cell.verified else ''}{late}"
    fill_in(text, frame, [first, said], TABLE_TEXT - 2, color=ink, align=PP_ALIGN.CENTER)
