"""Excel files: what is seen in the visible cells."""

import io
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from data.importing.readers.workbook import read_workbook
from tests.data.importing.readers.files import saved
from tests.data.importing.readers.hostile import sheet as raw_sheet

HEADER = ("序号", "任务", "责任部门")


def read(fill: Callable[[Worksheet], object]) -> tuple[list[str], tuple[str, ...]]:
    book = openpyxl.Workbook()
    fill(book.active)
    extract = read_workbook(saved(book))
    return extract.text.split("\n"), extract.notices


@pytest.mark.parametrize(
    ("value", "shape", "printed"),
    [
        (3, "General", "3"),
        (3.5, "General", "3.5"),
        (0.1 + 0.2, "General", "0.3"),
        (0.45, "0%", "45%"),
        (0.455, "0.0%", "45.5%"),
        (date(2024, 6, 30), "yyyy/m/d", "2024年6月30日"),
        (date(2024, 6, 30), 'yyyy"年"m"月"d"日"', "2024年6月30日"),
        (date(2024, 6, 1), 'yyyy"年"m"月"', "2024年6月"),
        (date(2024, 6, 30), 'm"月"d"日"', "6月30日"),
        (date(2024, 6, 30), "mm-dd-yy", "2024年6月30日"),
        (date(2024, 6, 30), "[$-804]yyyy-mm-dd;@", "2024年6月30日"),
        (datetime(2024, 6, 30, 18), "yyyy-mm-dd hh:mm", "2024年6月30日"),  # noqa: DTZ001 -- a cell has no zone
        ("2024年6月底", "General", "2024年6月底"),
        ('=HYPERLINK("x")', "General", ""),
        (True, "General", "是"),
        ("甲\n乙", "General", "甲<br>乙"),
    ],
)
def test_values_as_seen(value: object, shape: str, printed: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(HEADER)
        sheet.append(["1", "虚构", "研究室"])
        sheet["D2"] = value
        sheet["D2"].number_format = shape
        sheet["D1"] = "备注"

    lines, _ = read(fill)
    assert lines[1] == f"| 1 | 虚构 | 研究室 | {printed} |"


def test_dates_since_1904() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append([date(2024, 6, 30)])
    assert read_workbook(saved(book)).text == "2024年6月30日"


def test_hidden_parts_are_left_out_and_said() -> None:
    book = openpyxl.Workbook()
    first = book.active
    first.title = "任务"
    for row in (HEADER, (1, "甲", "研究室"), (2, "乙", "立案庭"), (3, "丙", "办公室")):
        first.append(row)
    first["D1"], first["D2"] = "备注", "内部"
    first.row_dimensions[3].hidden = True
    first.column_dimensions["D"].hidden = True
    second = book.create_sheet("旧稿")
    second.append(["不读"])
    second.sheet_state = "hidden"
    extract = read_workbook(saved(book))
    assert extract.text.split("\n") == [
        "| 序号 | 任务 | 责任部门 |",
        "| 1 | 甲 | 研究室 |",
        "| 3 | 丙 | 办公室 |",
    ]
    assert extract.notices == ("隐藏的工作表「旧稿」没有读入", "工作表「任务」中隐藏的行或列没有读入")


def test_hidden_without_content_says_nothing() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(HEADER)
        sheet.row_dimensions[9].hidden = True

    assert read(fill)[1] == ()


def test_merged_cells_hold_for_each_row() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (
            ("类别", *HEADER),
            ("一类", 1, "甲", "研究室"),
            (None, 2, "乙", None),
            (None, 3, "丙", "办公室"),
        ):
            sheet.append(row)
        sheet.merge_cells("A2:A4")
        sheet.merge_cells("D2:D3")

    assert read(fill)[0][1:] == [
        "| 一类 | 1 | 甲 | 研究室 |",
        "|  | 2 | 乙 | 研究室 |",
        "|  | 3 | 丙 | 办公室 |",
    ]


def test_several_sheets_follow_one_another() -> None:
    book = openpyxl.Workbook()
    book.active.append(["甲"])
    book.create_sheet("二").append(["乙"])
    assert read_workbook(saved(book)).text == "甲\n乙"


def test_blank_rows_and_columns_cost_nothing() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["C5"], sheet["F5"], sheet["C900"], sheet["F900"] = "序号", "任务", 1, "虚构"

    assert read(fill)[0] == ["| 序号 | 任务 |", "| 1 | 虚构 |"]


def test_runs_are_joined_and_reading_aids_left_out() -> None:
    rows = (
        "<row r='1'><c t='inlineStr'><is><r><t>虚</t></r><r><t>构</t></r><rPh><t>xū</t></rPh></is></c></row>"
    )
    assert read_workbook(raw_sheet(rows.encode())).text == "虚构"


def test_texts_kept_apart_from_the_cells() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, [1, "虚构的任务", "研究室"])
    sheet.write_row(2, 0, [2, "", "研究室"])
    sheet.write_rich_string(2, 1, book.add_format({"bold": True}), "虚构", "的又一项任务")
    book.close()
    assert read_workbook(out.getvalue()).text.split("\n") == [
        "| 序号 | 任务 | 责任部门 |",
        "| 1 | 虚构的任务 | 研究室 |",
        "| 2 | 虚构的又一项任务 | 研究室 |",
    ]


def test_cells_without_a_place_follow_one_another() -> None:
    rows = b"<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    assert read_workbook(raw_sheet(rows)).text.split("\n") == ["| 1 | 2 |", "3"]


def test_a_broken_string_or_formula_is_blank() -> None:
    rows = b'<row><c t="s"><v>9</v></c><c t="e"><v>#REF!</v></c><c><f>1+1</f></c><c><v>2</v></c></row>'
    assert read_workbook(raw_sheet(rows)).text == "2"


def test_saved_again_by_a_library_it_says_the_same() -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append([1, "虚构", "研究室"])
    content = saved(book)
    again = saved(openpyxl.load_workbook(io.BytesIO(content)))
    assert read_workbook(again) == read_workbook(content)
