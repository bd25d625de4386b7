"""Tables as files: CSV and XLSX that carry their scope, date and source, and never a live formula."""

import csv
import io
import re
from collections.abc import Sequence

import pandas as pd
import xlsxwriter

CELL_LIMIT = 32_767  # characters that a cell of a worksheet holds
CUT = "……（超过单元格上限，已截断，全文见看板）"
RISKY = ("=", "+", "-", "@", "\t", "\r")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SHEET_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def to_csv(table: pd.DataFrame, notes: Sequence[tuple[str, str]]) -> bytes:
    """The table as CSV for Excel: UTF-8 with BOM, all text quoted, the notes as rows on top.

    Text that a spreadsheet would take for a formula is preceded by an apostrophe. An empty table gives its
    header.

    Parameters
    ----------
    table : columns are the headings; numbers stay numbers
    notes : pairs of label and text (文件, 范围, 日期 …)
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for label, text in notes:
        writer.writerow([_defused(label), _defused(text)])
    writer.writerow([])
    writer.writerow([_defused(column) for column in table.columns])
    for row in table.itertuples(index=False):
        writer.writerow([_defused(value) for value in row])
    return buffer.getvalue().encode("utf-8-sig")


def to_xlsx(table: pd.DataFrame, notes: Sequence[tuple[str, str]], sheet: str = "数据") -> bytes:
    """The table as a workbook of two sheets: the table, and 说明 with the notes.

    Text is written as text, so nothing becomes a formula or a link; text beyond a cell's limit is cut and says
    so. The header is frozen and filtered; columns are as wide as their text, long text wraps.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        page = workbook.add_worksheet(sheet_name(sheet))
        head = workbook.add_format({"bold": True, "bg_color": "#E8EDF3", "border": 1, "text_wrap": True})
        body = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1})
        widths = [_width(table, at) for at in range(table.shape[1])]
        for column, name in enumerate(table.columns):
            page.write_string(0, column, cell_text(name), head)
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
        about = workbook.add_worksheet("说明")
        about.set_column(0, 0, 14)
        about.set_column(1, 1, 90)
        for row, (label, text) in enumerate(notes):
            about.write_string(row, 0, cell_text(label), head)
            about.write_string(row, 1, cell_text(text), body)
    return buffer.getvalue()


def sheet_name(text: str) -> str:
    """The text as the name of a worksheet: no forbidden characters, at most 31, never empty."""
    return SHEET_FORBIDDEN.sub(" ", cell_text(text)).strip()[:31].strip() or "数据"


def _defused(value: object) -> object:
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        text = CONTROL.sub("", str(value))
        return f"'{text}" if text.lstrip().startswith(RISKY) or text.startswith(RISKY) else text
    return value


def cell_text(value: object) -> str:
    """The value as text that a cell can hold: without control characters, cut at the limit and saying so."""
    text = CONTROL.sub("", str(value))
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - len(CUT)] + CUT


def _write(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: object, style: object) -> None:
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        page.write_blank(row, column, None, style)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        page.write_number(row, column, value, style)
    else:
        page.write_string(row, column, cell_text(value), style)


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
