"""What stands on a slide, as native shapes that can be edited: text, figures, tables, charts, networks.

Text is set literally: nothing of it becomes a formula or markup, and what no file can hold is shown as a sign.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import hypot
from typing import IO, Any

from pptx.chart.chart import Chart
from pptx.chart.data import ChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.dml.color import ColorFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.text import CT_TextCharacterProperties
from pptx.oxml.xmlchemy import OxmlElement
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.shapes.connector import Connector
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.slide import Slide
from pptx.table import Table, _Cell
from pptx.text.text import TextFrame
from pptx.util import Pt
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from analytics.charts.briefing import circles, wide_places
from analytics.charts.edges import spots_on_edges
from analytics.charts.theme import KIND_COLORS, QUIET
from analytics.exports.frames import BODY_TEXT, LINE, TABLE_TEXT, Frame
from analytics.exports.palettes import DARK, paint
from analytics.safe.office import as_slide
from analytics.slides.paging import COLUMN_MARGIN, MARGIN, lines_of
from analytics.slides.paging import width as width_of
from analytics.slides.presentation import Bars, Network, Rows, Tile

Box = tuple[float, float, float, float]  # left, top, width, height in points
Holder = Slide | GroupShape  # what shapes are put on
CARD = "#EEF3F8"
LARGEST_TEXT = 20  # points of the text of a table that has the room
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # of a table: Office's 「无样式，无网格」
LEGEND = 20.0  # points of the line that tells what the colours of a network mean


def write(
    slide: Holder, frame: Frame, box: Box, texts: Sequence[str], size: float, *, bold: bool = False,
    color: str | None = None, align: PP_ALIGN = PP_ALIGN.LEFT, anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
    gap: float = 0.0,
) -> Shape:  # fmt: skip
    """A box of paragraphs; ``size`` and ``gap`` (after each) in points. Without a colour, in the frame's ink."""
    shape = slide.shapes.add_textbox(*map(Pt, box))
    text = shape.text_frame
    text.word_wrap, text.vertical_anchor = True, anchor
    text.margin_left = text.margin_right = text.margin_top = text.margin_bottom = 0
    fill_in(text, frame, texts, size, bold=bold, color=color or frame.palette.ink, align=align, gap=gap)
    return shape


def fill_in(
    text: TextFrame, frame: Frame, texts: Sequence[str], size: float | None, *, bold: bool | None = None,
    color: str | None = None, align: PP_ALIGN | None = None, gap: float = 0.0,
) -> None:  # fmt: skip
    """Paragraphs for a frame of text; what is None stays as the layout has it."""
    for at, line in enumerate(texts):
        paragraph = text.paragraphs[0] if at == 0 else text.add_paragraph()
        paragraph.alignment = align
        if gap:
            paragraph.space_after = Pt(gap)
        run = paragraph.add_run()
        run.text = as_slide(line)
        run.font.size, run.font.bold = None if size is None else Pt(size), bold
        if color:
            paint(run.font.color, color)
        set_font(run.font._element, frame.font)


def set_font(properties: CT_TextCharacterProperties, font: str | None) -> None:
    """The Latin and the East Asian font of a run; None leaves the theme's."""
    if font:
        for name in ("a:latin", "a:ea"):
            properties.remove_all(name)
            properties.append(properties.makeelement(qn(name), {"typeface": font}))


def told(shape: BaseShape, text: str) -> None:
    """Give a chart, a table or a picture the text that is read to who does not see it."""
    shape._element._nvXxPr.cNvPr.set("descr", as_slide(text))


def picture(slide: Slide, name: str) -> GroupShape:
    """A group for the shapes of a picture, so that it is one thing with one alternative text."""
    group = slide.shapes.add_group_shape()
    group.name = as_slide(name)
    return group


def fill(shape: Shape, color: str) -> None:
    """A shape of one colour, without an edge and a shadow."""
    shape.fill.solid()
    paint(shape.fill.fore_color, color)
    shape.line.fill.background()
    flat(shape)


def tiles(slide: Holder, frame: Frame, box: Box, figures: Sequence[Tile]) -> None:
    """Figures in large type, side by side: label, value, note."""
    left, top, width, height = box
    gap, each = 10.0, (width - 10.0 * (len(figures) - 1)) / len(figures)
    for at, figure in enumerate(figures):
        card = slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, *map(Pt, (left + at * (each + gap), top, each, height))
        )
        fill(card, CARD)
        text = card.text_frame
        text.word_wrap, text.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        text.margin_left = text.margin_right = text.margin_top = text.margin_bottom = Pt(2)
        fill_in(text, frame, [figure.label], TABLE_TEXT, color=DARK, align=PP_ALIGN.CENTER)
        for line, size, bold in ((figure.value, 26, True), (figure.note, TABLE_TEXT, False)):
            if line:
                _append(text, frame, line, size, bold)


def flat(shape: BaseShape) -> None:
    """Without the shadow that the theme gives to shapes."""
    for effect in shape._element.iter(qn("a:effectRef")):
        effect.set("idx", "0")


def _append(text: TextFrame, frame: Frame, line: str, size: float, bold: bool) -> None:
    paragraph = text.add_paragraph()
    paragraph.alignment = PP_ALIGN.CENTER
    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold = as_slide(line), Pt(size), bold
    paint(run.font.color, DARK)
    set_font(run.font._element, frame.font)


def table(slide: Slide, frame: Frame, box: Box, content: Rows, size: int) -> GraphicFrame:
    """A native table with a header row, its text of so many points; rows grow with their text."""
    left, top, width, _ = box
    lines = (content.columns, *content.rows)
    shape = slide.shapes.add_table(
        len(lines), len(content.columns), Pt(left), Pt(top), Pt(width), Pt(1.7 * size * len(lines))
    )
    made = shape.table
    _plain(made)
    for at, share in enumerate(content.shares):
        made.columns[at].width = Pt(width * share)
    head, on_head = frame.palette.of_series(0)
    for at, (row, texts) in enumerate(zip(made.rows, lines, strict=True)):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.margin_left = cell.margin_right = Pt(5)
            cell.margin_top = cell.margin_bottom = Pt(3)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            ink = frame.palette.ink if at else on_head
            fill_in(cell.text_frame, frame, [text], size, bold=True if not at else None, color=ink)
            if at:
                _rule(cell, frame.palette.quiet)
            else:
                cell.fill.solid()
                paint(cell.fill.fore_color, head)
    return shape


def text_size(content: Rows, width: float, height: float) -> int:
    """The largest size in points with which a table fits; the smallest where none does."""
    for size in range(LARGEST_TEXT, TABLE_TEXT, -1):
        line = width / size - 1.4
        capacities = [max(2.0, share * line - COLUMN_MARGIN) for share in content.shares]
        rows = [max(map(lines_of, row, capacities)) + MARGIN for row in (content.columns, *content.rows)]
        words = [
            max(map(width_of, columns)) <= capacity
            for columns, capacity in zip(zip(content.columns, strict=True), capacities, strict=True)
        ]
        if sum(rows) * LINE * size / TABLE_TEXT <= height and all(words):
            return size
    return TABLE_TEXT


def _plain(made: Table) -> None:
    """Without the grounds and bands of the library's own style, which a dark template makes unreadable."""
    made.horz_banding = False
    for style in made._tbl.iter(qn("a:tableStyleId")):
        style.text = NO_STYLE


def _rule(cell: _Cell, color: str) -> None:
    """A thin line below a cell."""
    line, filled = OxmlElement("a:lnB"), OxmlElement("a:solidFill")
    line.set("w", str(Pt(0.75)))
    line.append(filled)
    paint(ColorFormat.from_colorchoice_parent(filled), color)
    cell._tc.get_or_add_tcPr().insert(0, line)


class _LiteralWriter(CategoryWorkbookWriter):
    """The workbook behind a chart, with names as text: none of them a formula, a link or a number."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: IO[bytes]) -> Iterator[tuple[Workbook, Worksheet]]:
        literal = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        workbook = Workbook(xlsx_file, literal)
        yield workbook, workbook.add_worksheet()
        workbook.close()


class _LiteralChartData(ChartData):
    @property
    def _workbook_writer(self) -> _LiteralWriter:
        return _LiteralWriter(self)


def chart(slide: Slide, frame: Frame, box: Box, content: Bars) -> GraphicFrame:
    """A native bar chart, its figures in a workbook inside the file."""
    data = _LiteralChartData()
    data.categories = [as_slide(name) for name in content.categories]
    for series in content.series:
        form = "0." + "0" * series.decimals if series.decimals else "0"
        data.add_series(as_slide(series.name), series.values, number_format=form)
    kind = XL_CHART_TYPE.BAR_STACKED if content.stacked else XL_CHART_TYPE.BAR_CLUSTERED
    left, top, width, height = map(Pt, box)
    holder: Any = slide.shapes.add_chart(kind, left, top, width, height, data)
    made = holder.chart  # the library declares that it returns this, and returns what holds it
    made.font.size = Pt(TABLE_TEXT)
    paint(made.font.color, frame.palette.ink)
    set_font(made.font._element, frame.font)
    made.has_title = False
    made.has_legend = True
    made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    _axes(made, content.longest)
    plot = made.plots[0]
    number = len(content.categories)
    plot.gap_width = 45 if number > 8 else 80 if number > 5 else 160 if number > 2 else 320
    plot.overlap = 100 if content.stacked else -5
    for at, (drawn, series) in enumerate(zip(plot.series, content.series, strict=True)):
        color, upon = frame.palette.of_series(at)
        drawn.format.fill.solid()
        paint(drawn.format.fill.fore_color, color)
        labels = drawn.data_labels
        labels.show_value, labels.number_format_is_linked = True, False
        labels.number_format = "0." + "0" * series.decimals if series.decimals else "0;;"
        labels.font.size = Pt(TABLE_TEXT)
        paint(labels.font.color, upon if content.stacked else frame.palette.ink)
    return holder


def _axes(made: Chart, longest: float) -> None:
    names, values = made.category_axis, made.value_axis
    names.reverse_order, names.has_major_gridlines = True, False
    names.format.line.fill.background()
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    values.visible, values.has_major_gridlines = False, False
    values.minimum_scale, values.maximum_scale = 0, 1.1 * longest or 1


def network(slide: Slide, frame: Frame, box: Box, content: Network) -> GroupShape:
    """Departments as circles with their names below, ties as connectors that follow when a circle is moved."""
    group = picture(slide, "网络图")
    left, top, width, height = box
    graph = content.graph
    height -= LEGEND
    kinds = [data["kind"] for _, data in graph.nodes(data=True)]
    _legend(group, frame, (left, top + height, width, LEGEND), kinds)
    sizes = circles(content)
    inside = wide_places(graph, sizes, width, height)
    numbered = [(a, b) for a, b, tie in graph.edges(data=True) if tie["shared"] > 1]
    spots = spots_on_edges(graph, inside, sizes, numbered)
    places = {department: (left + x, top + y) for department, (x, y) in inside.items()}
    marks = {
        department: _mark(
            group,
            frame,
            places[department],
            sizes[department],
            data["name"],
            KIND_COLORS.get(data["kind"], QUIET),
        )
        for department, data in graph.nodes(data=True)
    }
    first = next(iter(marks.values()))._element
    for a, b, tie in graph.edges(data=True):
        line = _connector(group, marks[a], marks[b], places[a], places[b], tie["shared"])
        first.addprevious(line._element)
    for (a, b), (x, y) in spots.items():
        box = (left + x - 10, top + y - 9, 20, 18)
        number = str(graph.edges[a, b]["shared"])
        write(group, frame, box, [number], TABLE_TEXT, bold=True, align=PP_ALIGN.CENTER)
    return group


def _legend(slide: Holder, frame: Frame, box: Box, kinds: Sequence[str]) -> None:
    """The kinds of departments by their colours, in one line."""
    left, top, _, height = box
    for kind in dict.fromkeys(kinds):
        sign = slide.shapes.add_shape(MSO_SHAPE.OVAL, *map(Pt, (left, top + height / 2 - 5, 10, 10)))
        fill(sign, KIND_COLORS.get(kind, QUIET))
        wide = (len(kind) + 1) * TABLE_TEXT
        write(slide, frame, (left + 15, top, wide, height), [kind], TABLE_TEXT, anchor=MSO_ANCHOR.MIDDLE)
        left += wide + 26


def _mark(slide: Holder, frame: Frame, at: tuple[float, float], size: float, name: str, color: str) -> Shape:
    shape = slide.shapes.add_shape(MSO_SHAPE.OVAL, *map(Pt, (at[0] - size / 2, at[1] - size / 2, size, size)))
    fill(shape, color)
    shape.name = as_slide(name)
    text = shape.text_frame
    text.word_wrap, text.vertical_anchor = False, MSO_ANCHOR.TOP
    text.margin_left = text.margin_right = text.margin_bottom = 0
    text.margin_top = Pt(size + 1)  # the name hangs below the circle and moves with it
    fill_in(text, frame, [name], TABLE_TEXT, color=frame.palette.ink, align=PP_ALIGN.CENTER)
    return shape


# Connection sites of a circle by Office's numbers: from the top, against the clock.
_SITES = (
    (0, -1),
    (-0.7071, -0.7071),
    (-1, 0),
    (-0.7071, 0.7071),
    (0, 1),
    (0.7071, 0.7071),
    (1, 0),
    (0.7071, -0.7071),
)


def _connector(
    slide: Holder, a: BaseShape, b: BaseShape, at: tuple[float, float], to: tuple[float, float], shared: int
) -> Connector:
    start, (x1, y1) = _site(a, at, to)
    end, (x2, y2) = _site(b, to, at)
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Pt, (x1, y1, x2, y2)))
    line._connect_begin_to(a, start)  # begin_connect() would put the end where a rectangle has its sites
    line._connect_end_to(b, end)
    flat(line)
    line.line.width = Pt(min(6.0, 1 + 1.2 * (shared - 1)))
    paint(line.line.color, "#B8C0C9" if shared == 1 else QUIET)
    return line


def _site(
    shape: BaseShape, at: tuple[float, float], to: tuple[float, float]
) -> tuple[int, tuple[float, float]]:
    """The site of a circle that looks towards a point, and its place."""
    away = hypot(to[0] - at[0], to[1] - at[1]) or 1.0
    towards = ((to[0] - at[0]) / away, (to[1] - at[1]) / away)
    number = max(range(8), key=lambda n: _SITES[n][0] * towards[0] + _SITES[n][1] * towards[1])
    radius = shape.width.pt / 2
    return number, (at[0] + radius * _SITES[number][0], at[1] + radius * _SITES[number][1])


__all__ = [
    "BODY_TEXT",
    "chart",
    "fill",
    "fill_in",
    "flat",
    "network",
    "picture",
    "table",
    "text_size",
    "tiles",
    "told",
    "write",
]
