"""Tables as files: XLSX that carries its scope, date and source, CSV with a file of notes beside it; never a live formula."""

import csv
import io
from collections.abc import Mapping, Sequence

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analytics.safe.csv import as_csv
from analytics.safe.office import SheetNames, as_cell, as_line
from data.importing.own import MARK


def to_csv(table: pd.DataFrame) -> bytes:
    """The table as CSV for Excel and for programs: UTF-8 with BOM, all text quoted, nothing but the header and the rows.

    Numbers stay numbers. Text that a spreadsheet would take for a formula is preceded by an apostrophe. An empty table gives
    its header. What it is a table of stands in a file beside it (``to_notes``).
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([as_csv(column) for column in table.columns])
    for row in table.itertuples(index=False):
        writer.writerow([as_csv(value) for value in row])
    return buffer.getvalue().encode("utf-8-sig")


def to_notes(notes: Sequence[tuple[str, str]]) -> bytes:
    """Where a table comes from and how it counts, for the file beside a CSV: a line for each pair of label and text."""
    return "".join(f"{as_line(label)}：{as_line(text)}\r\n" for label, text in notes).encode("utf-8-sig")


def to_xlsx(table: pd.DataFrame, notes: Sequence[tuple[str, str]], sheet: str = "数据") -> bytes:
    """The table as a workbook of two sheets: the table, and 说明 with the notes. See ``to_workbook``."""
    return to_workbook({sheet: table}, notes)


def to_workbook(tables: Mapping[str, pd.DataFrame], notes: Sequence[tuple[str, str]]) -> bytes:
    """A sheet for each table, under its name, and 说明 with the notes.

    Text is written as text, so nothing becomes a formula or a link; text beyond a cell's limit is cut and says
    so. Headers are frozen and filtered; columns are as wide as their text, long text wraps. Names that are too long for a
    sheet, or the same, are cut and numbered.
    """
    buffer, names = io.BytesIO(), SheetNames("说明")
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.set_properties({"keywords": MARK})
        head = workbook.add_format({"bold": True, "bg_color": "#E8EDF3", "border": 1, "text_wrap": True})
        body = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1})
        for name, table in tables.items():
            _sheet(workbook.add_worksheet(names.unique(name)), table, head, body)
        about = workbook.add_worksheet("说明")
        about.set_column(0, 0, 14)
        about.set_column(1, 1, 90)
        about.set_landscape()
        about.set_paper(9)
        about.fit_to_pages(1, 0)
        for row, (label, text) in enumerate(notes):
            about.write_string(row, 0, as_cell(label), head)
            about.write_string(row, 1, as_cell(text), body)
    return buffer.getvalue()


def _sheet(page: Worksheet, table: pd.DataFrame, head: Format, body: Format) -> None:
    widths = [_width(table, at) for at in range(table.shape[1])]
    for column, name in enumerate(table.columns):
        page.write_string(0, column, as_cell(name), head)
        page.set_column(column, column, widths[column])
    for row, values in enumerate(table.itertuples(index=False), start=1):
        for column, value in enumerate(values):
            _write(page, row, column, value, body)
        page.set_row(row, 18 * _rows_of_text(values, widths))
    page.freeze_panes(1, 0)
    if len(table):
        page.autofilter(0, 0, len(table), max(0, table.shape[1] - 1))
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _write(page: Worksheet, row: int, column: int, value: object, style: Format) -> None:
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        page.write_blank(row, column, None, style)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        page.write_number(row, column, value, style)
    else:
        page.write_string(row, column, as_cell(value), style)


def _width(table: pd.DataFrame, at: int) -> float:
    texts = [str(table.columns[at]), *map(str, table.iloc[:, at].head(500))]
    return min(60.0, max(8.0, max(map(text_width, texts)) + 2))


def text_width(text: str) -> int:
    """Width in characters of a Latin digit; a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def _rows_of_text(values: Sequence[object], widths: Sequence[float]) -> int:
    needed = (
        -(-text_width(str(value)) // max(1, int(width) - 1))
        for value, width in zip(values, widths, strict=True)
    )
    return min(22, max(1, *needed)) if len(widths) > 1 else min(22, max(1, next(needed, 1)))
