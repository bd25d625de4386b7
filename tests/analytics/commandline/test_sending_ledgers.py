"""The ledgers that are sent: what stands in them, what is open to be filled in, how they are printed (invented plan)."""

import zipfile

import openpyxl
import pytest

from data.commandline.commands import operator
from data.progress.form import HEADERS, HIDDEN_SHEET, KEY
from tests.ledgers import DONE, PERIOD, Office, book_of, columns_of, filled, row_of, shape


def test_what_is_sent(office: Office) -> None:
    folder = office.send()
    assert sorted(path.name for path in folder.iterdir()) == [
        "台账_2031-09_政治部.xlsx",
        "台账_2031-09_研究室.xlsx",
        "总表.xlsx",
    ]
    book = openpyxl.load_workbook(book_of(folder, "研究室"))
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        ("台账", "visible"),
        (HIDDEN_SHEET, "veryHidden"),
    ]
    sheet = book["台账"]
    columns = columns_of(sheet)
    assert list(columns) == [*HEADERS, KEY]
    rows = [
        tuple(
            sheet.cell(row, columns[header]).value for header in ("序号", "工作任务", "责任单位", "完成时限")
        )
        for row in range(4, sheet.max_row + 1)
    ]
    assert rows == [
        (None, "审判", None, None),
        (1, "推进虚构改革。", "研究室、政治部", None),
        (2, "完善虚构机制，年内完成。", "研究室", "年内"),
        (None, "队伍", None, None),
        (3, "加强虚构培训。", "政治部、研究室", None),
    ]
    open_cells = {
        str(sheet.cell(row, 1).value): [
            header for header in HEADERS if not sheet.cell(row, columns[header]).protection.locked
        ]
        for row in range(4, sheet.max_row + 1)
    }
    own = [
        "具体措施",
        "责任人",
        "联系电话",
        "分管领导",
        "完成状态",
        "进展情况",
        "存在问题",
        "需协调事项",
        "下步打算",
    ]
    own += ["填报日期", "备注"]
    assert open_cells == {"None": [], "1": own, "2": own, "3": ["配合意见"]}
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert (sheet.protection.sort, sheet.protection.autoFilter) == (False, False)  # not forbidden
    assert sheet.column_dimensions["T"].hidden
    assert [view.activeCell for view in sheet.sheet_view.selection if view.pane == "bottomRight"] == ["J5"]
    (chosen,) = {str(rule.formula1) for rule in sheet.data_validations.dataValidation}
    assert chosen == '"未启动,推进中,已完成,未能完成,建议调整"'
    texts = [cell.value for row in book[HIDDEN_SHEET].iter_rows() for cell in row]
    assert {PERIOD, "研究室", "2031-09-20", "推进虚构改革。"} <= set(texts)


def test_the_period_before_is_shown_in_grey(office: Office) -> None:
    office.send("2031-06", "2031-06-20", "six")
    office.collect(filled(book_of(office.folder / "six", "研究室", "2031-06"), {("1", "完成状态"): "未启动"}))
    office.send("2031-08", "2031-08-20", "eight")
    office.collect(filled(book_of(office.folder / "eight", "研究室", "2031-08"), DONE))
    office.send("2031-10", "2031-10-20", "ten")
    sheet = openpyxl.load_workbook(book_of(office.send(), "研究室"))["台账"]
    columns = columns_of(sheet)
    cells = [sheet.cell(row_of(sheet, "1"), columns[header]) for header in ("上期状态", "上期进展")]
    assert [cell.value for cell in cells] == ["已完成", "虚构改革完成"]
    assert {cell.fill.fgColor.rgb for cell in cells} == {"FFEEEEEE"}


def test_hostile_texts_go_out_as_text(office: Office) -> None:
    texts = {("1", header): '=HYPERLINK("http://x","y")' for header in ("进展情况", "备注")}
    book = filled(book_of(office.send(), "研究室"), texts)
    office.collect(book)
    with zipfile.ZipFile(book_of(office.send(to="again"), "研究室")) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert b"<hyperlink" not in archive.read("xl/worksheets/sheet1.xml")


def test_what_a_meeting_decided_stands_on_top_of_the_next_ledgers_until_it_is_closed(office: Office) -> None:
    office.send()
    asked = [
        "resolve",
        "3",
        "--meeting",
        "推进会",
        "--what",
        "月底前报方案",
        "--unit",
        "研究室",
        "--due",
        "2031-09-30",
    ]
    office.ask(*asked)
    office.ask("due", "3", "2031-10-31")
    book = book_of(office.send("2031-11", "2031-11-20", "next"), "政治部", "2031-11")
    sheet = openpyxl.load_workbook(book)["台账"]
    rows = [(row[0].value, row[1].value, row[8].value) for row in sheet.iter_rows(min_row=4)]
    assert rows[:3] == [
        (None, "议定事项（会上定下，办结后由办公室销号）", None),
        (None, "推进会议定（研究室，2031-09-30 前）：月底前报方案", None),
        (3, "加强虚构培训。", "办理时限 2031-10-31"),
    ]
    code, answer = office.collect(filled(book, {("3", "完成状态"): "推进中"}))
    assert (code, shape(answer["rows"])) == (0, [("3", "filled", "完成状态", "推进中")])
    assert office.ask("verify", "3", "--period", "2031-11") == "已核实：推进中\n"
    assert office.ask("close", "1") == "销号 1 项\n"
    assert office.ask("actions") == (
        f"1. 推进会：月底前报方案（研究室，2031-09-30 前）已销号（{operator().name}）\n"
    )
    sheet = openpyxl.load_workbook(book_of(office.send("2031-12", to="last"), "政治部", "2031-12"))["台账"]
    assert next(sheet.iter_rows(min_row=4))[1].value != "议定事项（会上定下，办结后由办公室销号）"


@pytest.mark.parametrize("name", ["台账_2031-09_研究室.xlsx", "总表.xlsx"])
def test_a_ledger_is_printed_on_a4_large_enough_to_read(office: Office, name: str) -> None:
    """Two pages side by side, 序号 and 工作任务 on both: what a sheet of paper holds, by the set-up of the workbook."""
    sheet = openpyxl.load_workbook(office.send() / name)["台账"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$3:$3", "$A:$B")
    assert sheet.page_setup.pageOrder == "overThenDown"
    scale = sheet.page_setup.scale / 100
    (split,) = [mark.id for mark in sheet.col_breaks.brk]
    points: list[float] = []  # the width in a file has the 5 pixels beside the text
    for columns in sorted(sheet.column_dimensions.values(), key=lambda columns: int(columns.min)):
        digit = 7.43  # pixels, as LibreOffice measures; Excel rounds to 7
        points += [0 if columns.hidden else columns.width * digit * 0.75] * (columns.max - columns.min + 1)
    assert len(points) == sheet.max_column
    paper = (11.69 - sheet.page_margins.left - sheet.page_margins.right) * 72
    for page in (points[:split], [*points[:2], *points[split:]]):
        assert 0.75 * paper < sum(page) * scale <= paper
    grounds = {cell.fill.fgColor.rgb for row in sheet.iter_rows(min_row=4) for cell in row}
    assert ("FFFFFBE6" in grounds) is (name != "总表.xlsx")  # nothing is filled in there
    sizes = {cell.font.sz for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert min(sizes) * scale >= 9
    assert sheet.cell(2, 3).value.startswith("文件：")  # title and source stand on the left page alone
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {
        f"C{row}:{sheet.cell(3, split).column_letter}{row}" for row in (1, 2)
    }
    bands = [row for row in sheet.iter_rows(min_row=4) if row[0].value is None]
    assert [row[1].value for row in bands] == ["审判", "队伍"]
    assert sheet.row_dimensions[3].height >= 30  # the buttons of the filter are below the words
    assert all(row[1].alignment.wrap_text for row in bands)  # on the right page nothing beside it is printed
    for row in bands:  # one ground and no upright line from side to side
        assert {(cell.fill.fgColor.rgb, cell.border.left.style) for cell in row} == {("FFF4F6F9", None)}
