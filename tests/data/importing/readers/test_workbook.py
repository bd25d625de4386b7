"""Excel files: what is seen in the visible cells."""

import io
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from data.importing.document import NoticeKind
from data.importing.readers.sheet import without_blanks
from data.importing.readers.workbook import read_workbook
from data.importing.reading import read_content
from data.names.known import KnownNames
from tests.data.importing.readers.files import saved
from tests.data.importing.readers.hostile import sheet as raw_sheet

HEADER = ("序号", "任务", "责任部门")


def read(fill: Callable[[Worksheet], object]) -> tuple[list[str], tuple[str, ...]]:
    book = openpyxl.Workbook()
    fill(book.active)
    extract = read_workbook(saved(book))
    return extract.text.split("\n"), extract.left_out


@pytest.mark.parametrize(
    ("value", "shape", "printed"),
    [
        (3, "General", "3"),
        (3.5, "General", "3.5"),
        (0.1 + 0.2, "General", "0.3"),
        (0.45, "0%", "45%"),
        (0.455, "0.0%", "45.5%"),
        (0.455, "0%", "46%"),
        (0.5, "0.00%", "50.00%"),
        (45, '0"%"', "45%"),
        (3, '"第"0"项"', "第3项"),
        (3, "第0项", "第3项"),
        (3, '"第"General"项"', "第3项"),
        (3.25, '0.0"万元"', "3.3万元"),
        (2.5, "0", "3"),
        (1234.5, '#,##0.00_ "件"', "1234.50件"),
        (7, '000"号"', "007号"),
        (-3, '0"项";"减"0"项"', "减3项"),
        (-3, '0"项"', "-3项"),
        (0, '0"项";;"无"', "无"),
        (0, "0;-0;;@", ""),
        (3, "[$¥-804]0\\元;[Red]0", "¥3元"),
        (3, '[>2]"多";0', "3"),
        (3, "0.00E+00", "3"),
        (3, '"' + "长" * 255 + '"0', "3"),
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
        ("甲\u2028乙", "General", "甲<br>乙"),
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
    assert extract.left_out == ("隐藏的工作表「旧稿」没有读入", "工作表「任务」中隐藏的行或列没有读入")


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


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("甲_x000D_\n乙", "甲<br>乙"),
        ("甲_x000A_乙", "甲<br>乙"),
        ("甲_x000a_乙", "甲<br>乙"),
        ("甲_x000B_乙_x0007_", "甲<br>乙"),
        ("_x005F_x000D_", "_x000D_"),
        ("_xD83D__xDE00_与_xD83D_", "😀与�"),
        ("甲_x4E59_丙", "甲乙丙"),
        ("_x000_与_xg00D_", "_x000_与_xg00D_"),
    ],
)
@pytest.mark.parametrize("kind", ["s", "str", "inlineStr"])
def test_characters_that_a_workbook_escapes(kind: str, written: str, printed: str) -> None:
    text = f"<t>{written}</t>"
    cell = {"s": "<v>0</v>", "str": f"<v>{written}</v>", "inlineStr": f"<is>{text}</is>"}[kind]
    row = f'<row r="1"><c t="{kind}">{cell}</c><c><v>1</v></c></row>'
    strings = f"<sst><si>{text}</si></sst>"
    assert read_workbook(raw_sheet(row.encode(), strings.encode())).text == f"| {printed} | 1 |"


def test_formula_errors_are_blank_and_told() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.title = "任务"
        for row in (
            HEADER,
            (1, "甲", "#REF!"),
            (2, "#N/A", "研究室"),
            (3, "丙", " #ref！"),
            (4, "说明见#REF!", "研究室"),
        ):
            sheet.append(row)
        for place, value in (("C3", "#NAME?"), ("D5", "\uff03REF！")):
            sheet[place] = value
            sheet[place].data_type = "s"
        sheet["E9"].value, sheet["E9"].data_type = "#SPILL!", "e"
        sheet.append(("=1/0",))

    lines, left_out = read(fill)
    assert lines == [
        "| 序号 | 任务 | 责任部门 |",
        "| 1 | 甲 |  |",
        "| 2 |  |  |",
        "| 3 | 丙 |  |",
        "| 4 | 说明见#REF! | 研究室 |",
    ]
    assert left_out == (
        "工作表「任务」的 C2、C4、D5 是公式错误「#REF!」，按空白读入",
        "工作表「任务」的 B3 是公式错误「#N/A」，按空白读入",
        "工作表「任务」的 C3 是公式错误「#NAME?」，按空白读入",
        "工作表「任务」的 E9 是公式错误「#?」，按空白读入",
    )


@pytest.mark.parametrize("fault", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"])
@pytest.mark.parametrize("kind", ["e", "str"])
def test_no_formula_error_becomes_a_task_or_a_department(fault: str, kind: str) -> None:
    def cell(text: str) -> str:
        return f'<c t="str"><v>{text}</v></c>'

    broken = f'<c t="{kind}"><v>{fault}</v></c>'
    rows = [("序号", "任务", "责任部门"), ("1", "甲", None), ("2", None, "研究室"), ("3", "丙", "办公室")]
    made = "".join(
        f'<row r="{number}">' + "".join(broken if text is None else cell(text) for text in row) + "</row>"
        for number, row in enumerate(rows, 1)
    )
    _, read = read_content(raw_sheet(made.encode()), "要点.xlsx", KnownNames())
    assert [(task.text, [mention.text for mention in task.mentions]) for task in read.document.tasks] == [
        ("甲", []),
        ("丙", ["办公室"]),
    ]
    assert [notice.text for notice in read.document.notices if notice.kind is NoticeKind.LEFT_OUT] == [
        f"工作表「a」的 C2、B3 是公式错误「{fault}」，按空白读入"
    ]


def test_many_errors_are_told_in_few_words() -> None:
    def fill(sheet: Worksheet) -> None:
        for _ in range(30):
            sheet.append(("甲", "#REF!"))

    places = "、".join(f"B{row}" for row in range(1, 21))
    assert read(fill)[1] == (f"工作表「Sheet」的 {places} 等 30 格 是公式错误「#REF!」，按空白读入",)


@pytest.mark.parametrize(
    ("written", "left"),
    [
        (b'<row r="2" s="1"/><row r="3"><c r="A3" s="1"/><c/></row></sheetData>', b"</sheetData>"),
        (b'<row r="2"/>\n<row r="3"><c r="A3"><v>1</v></c>', b'<row r="3"><c r="A3"><v>1</v></c>'),
        (b'<x:row r="2"></x:row><x:row spans="1:2" r="3">', b'<x:row spans="1:2" r="3">'),
        (b'<c r="A1" s="1"/><c r="B1" s="1"></c><c s="1" r="C1"><v>1</v>', b'<c s="1" r="C1"><v>1</v>'),
        (b'<c r="A1"><v>1</v></c><c r="B1" s="1"/></row>', b'<c r="A1"><v>1</v></c></row>'),
    ],
)
def test_blank_rows_and_cells_are_passed_over(written: bytes, left: bytes) -> None:
    assert without_blanks(written) == left


@pytest.mark.parametrize(
    "written",
    [
        b'<row r="2"/><row><c>',
        b'<c r="A1"/><c><v>1</v></c>',
        b'<row r="2"/><!-- <row r="3"/> --></sheetData>',
        b'<cols/><col r="2"/></row>',
    ],
)
def test_blanks_stay_where_others_are_counted_from_them(written: bytes) -> None:
    assert without_blanks(written) == written


def test_cells_without_a_place_follow_one_another() -> None:
    rows = b"<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    assert read_workbook(raw_sheet(rows)).text.split("\n") == ["| 1 | 2 |", "3"]


def test_a_broken_string_or_formula_is_blank() -> None:
    rows = b'<row><c t="s"><v>9</v></c><c t="e"><v>#REF!</v></c><c><f>1+1</f></c><c><v>2</v></c></row>'
    extract = read_workbook(raw_sheet(rows))
    assert (extract.text, extract.left_out) == ("2", ("工作表「a」的 B1 是公式错误「#REF!」，按空白读入",))


def test_saved_again_by_a_library_it_says_the_same() -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append([1, "虚构", "研究室"])
    content = saved(book)
    again = saved(openpyxl.load_workbook(io.BytesIO(content)))
    assert read_workbook(again) == read_workbook(content)
