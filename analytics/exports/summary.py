"""The first sheet of the ledger: departments, sections and what is filled in, with charts that can be edited."""

from collections.abc import Sequence
from math import ceil
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from analytics.charts.theme import ACCENT, QUIET, SECOND
from analytics.exports.worksheets import FONT, FONT_LINE, Filled, write_heading
from analytics.loads import workload
from analytics.safe.office import as_cell
from analytics.scope import ScopedPlan
from analytics.section_names import short_names
from data.store.plan import Plan
from data.vocabulary import OUTSIDE

NAME = "汇总"
FIRST_WIDTH, WIDTH, WIDE = 24, 10, 16  # characters of the first column, the others, and those with long heads
SERIES_COLORS = (ACCENT, SECOND, QUIET, "#2f8f7a", "#c0533f", "#7a5ea8")
ROW = 18.0  # points of a row: 24 pixels
BELOW = 3  # empty rows, with the head, between blocks
BAR, BARS = 24, 28  # pixels of a bar and its name, and of two beside each other
NARROWEST, WIDEST = 620, 1100  # pixels of a chart
PIXEL = 0.75  # points
SHEET_WIDTH, SHEET_HEIGHT = 770.0, 500.0  # points of an A4 sheet on its side within the margins


def write_summary(
    workbook: xlsxwriter.Workbook,
    page: Any,
    styles: dict[str, Any],
    plan: Plan,
    scoped: ScopedPlan,
    filled: Sequence[Filled],
    statuses: Sequence[str],
    notes: Sequence[tuple[str, str]],
) -> None:
    """Three tables below each other, each with its chart beside it: departments, sections, what is filled in.

    The counts of what is filled in are formulas over the sheets; an empty cell counts as the first status.
    """
    departments = departments_table(scoped)
    widths = [FIRST_WIDTH, *(WIDE if len(name) > 6 else WIDTH for name in departments.columns[1:])]
    widths += [WIDTH] * (len(statuses) + 2 - len(widths))  # what is filled in, by name and with 其他
    page.set_column(len(widths), len(widths), 2)
    taken = sum(7 * width + 5 for width in (*widths, 2))
    for at, width in enumerate(widths):
        page.set_column(at, at, width)
    heading = f"{dict(notes).get('文件', '')}台账汇总"
    lines = write_heading(page, styles, heading, notes, sum(widths), len(widths) - 1)
    page.set_default_row(ROW)
    page.set_row(1, FONT_LINE * lines + 2)
    page.set_row(3, 2 * FONT_LINE + 2)  # the long head
    above = 2 * ROW + FONT_LINE * lines
    chart_width = _chart_width(_height(len(departments), BARS) + above / PIXEL, taken)
    beside = (len(widths) + 1, chart_width)
    first = _table(workbook, page, styles, 3, beside, departments, ("参与数", "分担数"))
    sections = sections_table(plan, scoped)
    second = _table(workbook, page, styles, first, beside, sections, ("独立承担", "共同承担"), stacked=True)
    end = _progress(workbook, page, styles, second, beside, filled, statuses)
    scale = min(1.0, SHEET_WIDTH / PIXEL / (taken + chart_width))
    _print_set_up(page, scale, (first, second, end))


def _chart_width(pixels: float, beside: float) -> int:
    """Pixels of the charts, so that what is so high fits a page once the sheet is fitted to its width."""
    return int(min(WIDEST, max(NARROWEST, pixels * SHEET_WIDTH / SHEET_HEIGHT - beside)))


def _print_set_up(page: Any, scale: float, starts: Sequence[int]) -> None:
    """A4 landscape, fitted to the width; the second block starts a page, the third where the page has no room.

    ``scale``: of the printed sheet; ``starts``: the first row of the second and the third block, and the end.
    """
    second, third, end = starts
    breaks = [second - 1]  # the row above, for the edge of the chart
    if scale * ROW * (end - second) > SHEET_HEIGHT:
        breaks.append(third - 1)
    page.set_h_pagebreaks(breaks)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    page.set_landscape()
    page.set_paper(9)


def departments_table(scoped: ScopedPlan) -> pd.DataFrame:
    """Columns: 部门, 参与数, 分担数, 独立承担, 共同承担, then what is known of leading, 写明目标; most first.

    Of leading: ``workload.known_of_leading``.
    """
    held = workload.by_department(scoped)
    leading = {"lead": "牵头", "support": "配合", "joint_first": workload.ASSUMED_LEADS}
    names = {
        "name": "部门", "full": "参与数", "fractional": "分担数", "sole": "独立承担", "joint": "共同承担",
        **{column: leading[column] for column in workload.known_of_leading(held)},
        "with_target": "写明目标",
    }  # fmt: skip
    return held[list(names)].rename(columns=names)


def sections_table(plan: Plan, scoped: ScopedPlan) -> pd.DataFrame:
    """Columns: 部分 (its short name), 任务, 独立承担, 共同承担; in printed order."""
    names = short_names(plan.sections)
    code, first = workload.section_codes(scoped)
    held, joint = scoped.tasks["size"].to_numpy() > 0, workload.is_joint(scoped)
    sections = scoped.tasks["section_id"].take(first)
    rows = [
        (
            OUTSIDE if pd.isna(section) else names[str(section)],
            int((code == one).sum()),
            int((held & ~joint & (code == one)).sum()),
            int((held & joint & (code == one)).sum()),
        )
        for one, section in zip(code[first], sections, strict=True)
    ]
    return pd.DataFrame(rows, columns=["部分", "任务", "独立承担", "共同承担"])


def _table(
    workbook: xlsxwriter.Workbook,
    page: Any,
    styles: dict[str, Any],
    top: int,
    beside: tuple[int, int],
    table: pd.DataFrame,
    charted: Sequence[str],
    stacked: bool = False,
) -> int:
    """A table with its chart; returns the row where the next one starts."""
    for at, column in enumerate(table.columns):
        page.write_string(top, at, column, styles["head"])
    for row, values in enumerate(table.itertuples(index=False), start=top + 1):
        page.write_string(row, 0, as_cell(values[0]), styles["body"])
        for at, value in enumerate(values[1:], start=1):
            page.write_number(row, at, value, styles["share" if table.columns[at] == "分担数" else "middle"])
    if table.empty:
        return top + 2
    columns = [list(table.columns).index(name) for name in charted]
    return _chart(workbook, page, top, beside, len(table), columns, stacked)


def _progress(
    workbook: xlsxwriter.Workbook,
    page: Any,
    styles: dict[str, Any],
    top: int,
    beside: tuple[int, int],
    filled: Sequence[Filled],
    statuses: Sequence[str],
) -> int:
    """What is filled in on each sheet, with its chart; returns the first row below both."""
    for at, text in enumerate(("填报情况", *statuses, "其他")):
        page.write_string(top, at, text, styles["head"])
    for row, sheet in enumerate(filled, start=top + 1):
        page.write_string(row, 0, sheet.name, styles["body"])
        for at, status in enumerate(statuses, start=1):
            formula = f'COUNTIF({sheet.status_range},"{status}")'
            if at == 1 and sheet.tasks:
                formula += f"+COUNTBLANK({sheet.status_range})"
            page.write_formula(row, at, f"={formula}", styles["middle"], sheet.tasks if at == 1 else 0)
        cells = f"{xl_rowcol_to_cell(row, 1)}:{xl_rowcol_to_cell(row, len(statuses))}"
        page.write_formula(row, len(statuses) + 1, f"={sheet.tasks}-SUM({cells})", styles["middle"], 0)
    return _chart(workbook, page, top, beside, len(filled), range(1, len(statuses) + 2), stacked=True)


def _chart(
    workbook: xlsxwriter.Workbook,
    page: Any,
    top: int,
    beside: tuple[int, int],
    rows: int,
    columns: Sequence[int],
    stacked: bool,
) -> int:
    """Bars of some columns of a table beside it; returns the first row below both.

    ``beside``: column and width in pixels.
    """
    column_of_chart, width = beside
    made = workbook.add_chart({"type": "bar", **({"subtype": "stacked"} if stacked else {})})
    assert made is not None  # None is for types that there are not
    sheet, font = page.get_name(), {"name": FONT, "size": 10}
    label = font if stacked else font | {"size": 8}  # two labels share the height of a name
    for at, column in enumerate(columns):
        made.add_series(
            {
                "name": [sheet, top, column],
                "categories": [sheet, top + 1, 0, top + rows, 0],
                "values": [sheet, top + 1, column, top + rows, column],
                "fill": {"color": SERIES_COLORS[at % len(SERIES_COLORS)]},
                "data_labels": {"value": True, "font": label, **({"num_format": "0;;"} if stacked else {})},
                "gap": 50 if stacked else 20,
            }
        )
    made.set_y_axis({"reverse": True, "num_font": font, "line": {"none": True}, "interval_unit": 1})
    made.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    made.set_legend({"position": "top", "font": font})
    height = _height(rows, BAR if stacked else BARS)
    made.set_size({"width": width, "height": height})
    page.insert_chart(top, column_of_chart, made)
    return top + max(rows, ceil(height * PIXEL / ROW)) + BELOW


def _height(rows: int, bar: int) -> int:
    """Pixels of a chart."""
    return max(220, 60 + bar * rows)
