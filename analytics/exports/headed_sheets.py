"""A table as a workbook to print, an agenda or what is to be followed up: title, source, times as times, one page wide."""

import io
from collections.abc import Sequence
from datetime import timedelta
from math import ceil
from typing import Any

import pandas as pd
import xlsxwriter

from analytics.arrangements.agenda.timetable import day_told
from analytics.exports.tables import text_width
from analytics.exports.worksheets import FONT, FONT_LINE, print_set_up, styles_of, write_heading
from analytics.safe.office import as_cell, as_sheet_name
from data.importing.own import MARK

ABOUT = "说明"
NARROW, WIDEST = 7, 46  # characters of a column
NOTE_WIDTHS = (14, 100)
SHORT = 4  # characters of a text that stands in the middle of its cell, with all of its column: a number as printed
HIGHEST = 400  # points of a row


def headed_to_xlsx(table: pd.DataFrame, heading: str, notes: Sequence[tuple[str, str]], sheet: str) -> bytes:
    """The table as a workbook of two sheets, A4 landscape, one page wide: the table under its heading, and 说明.

    Text is text, nothing of it a formula or a link. A ``timedelta`` is a time since the midnight that the day of
    the meeting began with: a real time, shown as 09:05, from the next day on as 次日 01:40. An empty table gives
    its header.

    Parameters
    ----------
    heading : name and day of the meeting
    notes : pairs of label and text, all on the sheet 说明; the document stands below the heading, too
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.set_properties({"keywords": MARK})
        styles = styles_of(workbook) | {"times": _Times(workbook)}
        _table(workbook.add_worksheet(as_sheet_name(sheet)), styles, table, heading, notes)
        _notes(workbook.add_worksheet(ABOUT), styles, notes)
    return buffer.getvalue()


class _Times:
    """The formats of times, by how many days after the first they are."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self._workbook = workbook
        self._made: dict[int, Any] = {}

    def of(self, days: int) -> Any:
        if days not in self._made:
            form = f'"{day_told(days)}"hh:mm' if days else "hh:mm"
            look = {"font_name": FONT, "font_size": 11, "valign": "vcenter", "border": 1, "align": "center"}
            self._made[days] = self._workbook.add_format(look | {"num_format": form})
        return self._made[days]


def _table(
    page: Any, styles: dict[str, Any], table: pd.DataFrame, heading: str, notes: Sequence[tuple[str, str]]
) -> None:
    rows = [list(values) for values in table.itertuples(index=False)]
    texts = [[_text(value) for value in values] for values in rows]
    widths = [
        float(min(WIDEST, max(NARROW, *(text_width(text) + 3 for text in (name, *column)))))
        for name, *column in zip(table.columns, *texts, strict=True)
    ]
    looks = [
        "middle" if all(len(text) <= SHORT for text in column) else "body"
        for column in zip(*texts, strict=True)
    ]
    last = len(widths) - 1
    source = [note for note in notes if note[0] in ("文件", "范围", "导出时间")]
    page.set_row(1, FONT_LINE * write_heading(page, styles, heading, source, sum(widths), last) + 2)
    for at, (name, width) in enumerate(zip(table.columns, widths, strict=True)):
        page.set_column(at, at, width)
        page.write_string(2, at, as_cell(name), styles["head"])
    for row, (values, own) in enumerate(zip(rows, texts, strict=True), start=3):
        for at, (value, look) in enumerate(zip(values, looks, strict=True)):
            _cell(page, row, at, value, styles, look)
        page.set_row(row, _height(own, widths))
    print_set_up(page, len(rows), last)


def _notes(page: Any, styles: dict[str, Any], notes: Sequence[tuple[str, str]]) -> None:
    for at, width in enumerate(NOTE_WIDTHS):
        page.set_column(at, at, width)
    for row, note in enumerate(notes):
        for at, (text, style) in enumerate(zip(note, ("head", "body"), strict=True)):
            page.write_string(row, at, as_cell(text), styles[style])
        page.set_row(row, _height(note, NOTE_WIDTHS))
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)


def _cell(page: Any, row: int, column: int, value: object, styles: dict[str, Any], look: str) -> None:
    if isinstance(value, timedelta):
        page.write_number(row, column, value / timedelta(days=1), styles["times"].of(value.days))
    elif isinstance(value, int):
        page.write_number(row, column, value, styles["middle"])
    else:
        page.write_string(row, column, as_cell(value), styles[look])


def _text(value: object) -> str:
    """About what a cell shows, for its width."""
    return f"{day_told(value.days)}00:00" if isinstance(value, timedelta) else str(value)


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Points that show all the text of a row."""
    lines = max(ceil(text_width(text) / (width - 2)) for text, width in zip(texts, widths, strict=True))
    return min(HIGHEST, FONT_LINE * max(1, lines) + 6)
