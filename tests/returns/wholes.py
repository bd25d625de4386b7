"""Every kind of deviation of a whole sheet or file that is given back: what must be noted of it, or that it is refused."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
from openpyxl.chart import BarChart

from data.progress.form import (
    HIDDEN_SHEET,
    KEY,
    NUMBER,
    SHEET,
    STATEMENT,
    STATUS,
    TEXT,
)
from tests.returns.sheets import BANDS, DROPPED, Case, Sheet

SHAPES: list[Callable[[Case, Sheet], str]] = []
WHOLES: list[Callable[[Case, bytes], bytes | None]] = []


# ── sheets ──────────────────────────────────────────────────────────────────────────────────────────────────


def shape(make: Callable[[Case, Sheet], str]) -> Callable[[Case, Sheet], str]:
    """Register a deviation of a whole sheet, that changes nothing of what its cells say; what must be noted of it."""
    SHAPES.append(make)
    return make


@shape
def key_column_deleted(case: Case, sheet: Sheet) -> str:
    if sheet is case.a:  # where other deviations are about keys
        return ""
    return _without(sheet, KEY)


def _without(sheet: Sheet, header: str) -> str:
    at = sheet.columns[header]
    for row in {id(row): row for row in (*sheet.rows, *sheet.of.values())}.values():
        del row[at]
    sheet.columns = {one: column - (column > at) for one, column in sheet.columns.items() if one != header}
    return ""


@shape
def rows_sorted(case: Case, sheet: Sheet) -> str:
    top = sheet.rows.index(sheet.top) + 1
    below = sheet.rows[top:]
    case.random.shuffle(below)
    sheet.rows[top:] = below
    return ""


@shape
def rows_inserted(case: Case, sheet: Sheet) -> str:
    for _ in range(3):
        sheet.rows.insert(case.random.randrange(len(sheet.rows) + 1), [None] * len(sheet.top))
    sheet.rows.insert(0, ["虚构处填报", *[None] * (len(sheet.top) - 1)])
    return ""


@shape
def columns_moved(case: Case, sheet: Sheet) -> str:
    places = list(range(len(sheet.top)))
    case.random.shuffle(places)
    for row in {id(row): row for row in (*sheet.rows, *sheet.of.values())}.values():
        row[:] = [row[at] for at in places]
    sheet.columns = {header: places.index(at) for header, at in sheet.columns.items()}
    return ""


@shape
def hidden(case: Case, sheet: Sheet) -> str:
    page = sheet.page
    for row in range(4, 30, 3):
        page.row_dimensions[row].hidden = True
    page.column_dimensions["K"].hidden = page.column_dimensions["B"].hidden = True
    page.column_dimensions["T"].hidden = False
    return ""


@shape
def lists_and_lock_pasted_over(case: Case, sheet: Sheet) -> str:
    page = sheet.page
    page.data_validations.dataValidation = []
    page.protection.sheet = False
    page.title = "工作台账"
    return ""


@shape
def header_wrapped(case: Case, sheet: Sheet) -> str:
    sheet.top[sheet.columns[STATEMENT]] = "进展\n情况 "
    return ""


@shape
def bands_deleted(case: Case, sheet: Sheet) -> str:
    top = sheet.rows.index(sheet.top)
    at = sheet.columns[NUMBER]
    sheet.rows = [
        row
        for index, row in enumerate(sheet.rows)
        if index <= top
        or row[at] is not None
        or row[sheet.columns[TEXT]] not in BANDS
        or any(row[at] for at in (sheet.columns[STATEMENT],))
    ]
    return ""


@shape
def sheet_added(case: Case, sheet: Sheet) -> str:
    sheet.book.create_sheet("说明", 0)["A1"] = "虚构的说明"
    return "工作表「说明」里没有台账的表头"


@shape
def comment_or_picture_added(case: Case, sheet: Sheet) -> str:
    if case.random.random() < 0.5:
        sheet.comment = "写在批注里"
        return "的批注没有读入"
    sheet.page.add_chart(BarChart(), "B30")
    return "的图片、文本框没有读入"


@shape
def column_added(case: Case, sheet: Sheet) -> str:
    headed = case.random.random() < 0.5
    _beside(sheet, "内部备注" if headed else None, "自己看")
    return "多出的「内部备注」没有读入" if headed else "多出的「没有表头的栏」没有读入"


@shape
def column_deleted(case: Case, sheet: Sheet) -> str:
    _without(sheet, DROPPED)
    return f"缺少「{DROPPED}」"


def _beside(sheet: Sheet, header: str | None, text: str) -> None:
    """A column behind all others, with a text in the last row."""
    for row in {id(row): row for row in sheet.rows}.values():
        row.append(header if row is sheet.top else None)
    next(row for row in reversed(sheet.rows) if any(row))[-1] = text


# ── whole files ─────────────────────────────────────────────────────────────────────────────────────────────


def whole(make: Callable[[Case, bytes], bytes | None]) -> Callable[[Case, bytes], bytes | None]:
    """Register a file that must be refused, made of one that was sent."""
    WHOLES.append(make)
    return make


def _changed(content: bytes, change: Callable[[Any], object]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@whole
def header_renamed(case: Case, content: bytes) -> bytes:
    return _changed(content, lambda book: book[SHEET].__setitem__("K3", "进展"))


@whole
def header_doubled(case: Case, content: bytes) -> bytes:
    return _changed(content, lambda book: book[SHEET].__setitem__("K3", STATUS))


@whole
def header_row_deleted(case: Case, content: bytes) -> bytes:
    return _changed(content, lambda book: book[SHEET].delete_rows(1, 3))


@whole
def copied_into_a_new_file(case: Case, content: bytes) -> bytes:
    return _changed(content, lambda book: book.remove(book[HIDDEN_SHEET]))


@whole
def hidden_sheet_damaged(case: Case, content: bytes) -> bytes:
    cell, value = case.random.choice(
        [("A7", "无"), ("B4", "九"), ("B4", "999999"), ("B3", "没有的处"), ("A6", "")]
    )
    return _changed(content, lambda book: book[HIDDEN_SHEET].__setitem__(cell, value))


@whole
def of_another_document(case: Case, content: bytes) -> bytes:
    return _changed(content, lambda book: book[HIDDEN_SHEET].__setitem__("B1", "f" * 16))


@whole
def broken(case: Case, content: bytes) -> bytes:
    return content[: len(content) // 2]


@whole
def of_another_period(case: Case, content: bytes) -> None:
    """The ledger of the round before."""
