"""What the sheets of a ledger have in common: looks, headings with their source, names, printing."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import xlsxwriter

from analytics.exports.tables import text_width
from analytics.safe.office import as_cell

FONT = "宋体"
FONT_SIZE = 11  # points
FONT_LINE = 15.5  # points of a line of text of this size
SIDE_MARGIN = 0.4  # inches beside a table that takes two pages
DIGIT = (
    7.43  # pixels of a digit, by which columns are measured: LibreOffice does not round it to the 7 of Excel
)
PRINTABLE = (11.69 - 2 * SIDE_MARGIN) * 72  # points between these on A4 landscape
HEAD_HEIGHT = (
    2 * FONT_LINE
)  # the words of a header, and below them the buttons of the filter, which else lie on them
HIGHEST = 409.0  # points of the highest row that there is
TO_FILL, PAST, BAND = (
    "#FFFBE6",
    "#EEEEEE",
    "#F4F6F9",
)  # grounds of what is filled in, of the period before, of a section


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet of the ledger: its name, its number of tasks, and where progress is filled in."""

    name: str
    tasks: int
    status_range: str  # absolute, with the sheet's name


@dataclass(frozen=True, slots=True)
class Halves:
    """How the columns of a wide sheet part over two printed pages side by side; the first of them stand on both."""

    repeated: int  # columns
    split: int  # the first column of the second page, 0-based
    scale: int  # per cent at which both pages are wide enough


def halves(widths: Sequence[float], repeated: int) -> Halves:
    """The halves that are printed the largest. ``widths``: of the columns that are shown, in characters."""
    points = [(width * DIGIT + 5 * DIGIT / 7) * 0.75 for width in widths]

    def wider(split: int) -> float:
        return max(sum(points[:split]), sum(points[:repeated]) + sum(points[split:]))

    split = min(range(repeated + 1, len(points)), key=wider)
    return Halves(repeated, split, min(100, int(100 * PRINTABLE / wider(split))))


def styles_of(workbook: xlsxwriter.Workbook) -> dict[str, Any]:
    """The formats of a workbook, by name."""
    body = {"font_name": FONT, "font_size": FONT_SIZE, "text_wrap": True, "valign": "vcenter", "border": 1}
    head = body | {"bold": True, "align": "center", "valign": "top", "bg_color": "#E8EDF3"}
    to_fill = body | {"bg_color": TO_FILL, "locked": False}
    return {
        "title": workbook.add_format(
            {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"}
        ),
        "note": workbook.add_format(
            {"font_name": FONT, "font_size": FONT_SIZE, "text_wrap": True, "valign": "vcenter"}
        ),
        "head": workbook.add_format(head),
        "body": workbook.add_format(body),
        "middle": workbook.add_format(body | {"align": "center"}),
        "to_fill": workbook.add_format(to_fill),
        "to_choose": workbook.add_format(to_fill | {"align": "center"}),
        "to_fill_text": workbook.add_format(to_fill | {"num_format": "@"}),
        "to_fill_day": workbook.add_format(to_fill | {"num_format": "yyyy-mm-dd", "align": "center"}),
        "past": workbook.add_format(body | {"bg_color": PAST, "font_color": "#595959"}),
        "band": workbook.add_format(
            {
                "font_name": "黑体",
                "font_size": FONT_SIZE,
                "valign": "vcenter",
                "text_wrap": True,
                "bg_color": BAND,
                "top": 1,
                "bottom": 1,
            }
        ),
        "share": workbook.add_format(body | {"align": "center", "num_format": "0.00"}),
    }


def write_heading(
    page: Any,
    styles: dict[str, Any],
    heading: str,
    notes: Sequence[tuple[str, str]],
    width: float,
    last: int,
    first: int = 0,
) -> int:
    """A title and the source over the columns ``first`` to ``last``, ``width`` characters; the lines that the source takes."""
    source = "；".join(f"{label}：{text.rstrip('。')}" for label, text in notes)
    for row, (text, style) in enumerate(((heading, "title"), (source, "note"))):
        page.merge_range(row, first, row, last, "", styles[style])
        page.write_string(row, first, as_cell(text), styles[style])
    page.set_row(0, 30)
    return max(1, ceil(text_width(source) / (width - 4)))


def height_of(values: Sequence[object], widths: Sequence[float]) -> float:
    """Points that show all the text of a row."""
    lines = max(
        ceil(text_width(str(value)) / (width - 2)) for value, width in zip(values, widths, strict=True)
    )
    return min(HIGHEST, FONT_LINE * max(1, lines) + 6)


def quoted(sheet: str) -> str:
    """The name of a sheet as formulas write it."""
    return "'" + sheet.replace("'", "''") + "'"


def print_set_up(page: Any, rows: int, last: int, wide: Halves | None = None) -> None:
    """A4 landscape, the header in the third row frozen, filtered and repeated; ``wide``: over two pages side by side."""
    page.set_row(2, HEAD_HEIGHT)
    page.freeze_panes(3, wide.repeated if wide else 0)
    if rows:
        page.autofilter(2, 0, 2 + rows, last)
    page.set_landscape()
    page.set_paper(9)  # A4
    side = SIDE_MARGIN if wide else 0.5
    page.set_margins(left=side, right=side, top=0.6, bottom=0.6)
    page.repeat_rows(2)
    page.set_footer("&C第 &P 页，共 &N 页")
    if wide is None:
        page.fit_to_pages(1, 0)
        return
    page.set_print_scale(wide.scale)
    page.set_v_pagebreaks([wide.split])
    page.repeat_columns(0, wide.repeated - 1)
    page.print_across()
