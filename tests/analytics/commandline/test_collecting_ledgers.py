"""The ledgers that come back, by the ten rules of collecting: filled in by another program, collected, shown (invented plan)."""

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from data.__main__ import main
from data.access import Access, Person
from data.progress.form import HEADERS, HIDDEN_SHEET
from data.requests import ask
from data.requests.progress import CollectLedgers
from data.store.opening import open_store
from data.vocabulary import Bin
from tests.ledgers import DONE, PERIOD, PLAN, Office, book_of, columns_of, edited, filled, row_of, shape


def test_all_that_was_filled_in_is_stored(office: Office) -> None:
    folder = office.send()
    ours = filled(book_of(folder, "研究室"), DONE | {("3", "配合意见"): "可以"})
    theirs = filled(book_of(folder, "政治部"), {("3", "完成状态"): "未启动"})
    code, found = office.collect(ours, theirs)
    assert (code, found["period"], found["stored"], found["not_returned"]) == (0, PERIOD, 5, [])
    assert found["files"] == [
        {"file": ours.name, "unit": "研究室", "outcome": "read", "why": ""},
        {"file": theirs.name, "unit": "政治部", "outcome": "read", "why": ""},
    ]
    assert found["rows"][0] == {
        "position": 1, "task": "1", "unit": "研究室", "bin": "filled", "field": "完成状态", "sent": "",
        "returned": "已完成", "stored": "",
    }  # fmt: skip
    assert [row["position"] for row in found["rows"] if row["bin"] == "unchanged"] == [1]  # of 政治部
    shown = office.progress()
    assert (shown["reported"], shown["not_reported"]) == (3, 0)
    assert [(task["task"], task["unit"], task["status"], task["texts"]) for task in shown["tasks"]] == [
        ("1", "研究室", "已完成", {"进展情况": "虚构改革完成"}),
        ("2", "研究室", "推进中", {}),
        ("3", "政治部", "未启动", {"配合意见": "可以"}),
    ]
    assert shown["tasks"][0]["file"] == ours.name


def test_rule_1_exit_codes(office: Office) -> None:
    folder = office.send()
    good = filled(book_of(folder, "研究室"), DONE)
    broken = folder / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 xl/ broken")
    code, found = office.collect(good, options=("--dry-run",))
    assert (code, found["stored"], office.texts()) == (0, 0, {})
    code, found = office.collect(good, broken, folder / "没有.xlsx")
    assert (code, found["stored"]) == (3, 3)
    assert [file["outcome"] for file in found["files"]] == ["read", "refused", "refused"]
    assert all(file["why"] for file in found["files"][1:])
    code, found = office.collect(broken, folder / "总表.xlsx")
    assert (code, found["stored"], found["rows"]) == (1, 0, [])
    assert all(file["why"] for file in found["files"])
    wrong = filled(book_of(folder, "政治部"), {("3", "完成状态"): "完成", ("3", "进展情况"): "已培训"})
    code, found = office.collect(wrong)
    assert (code, found["stored"]) == (3, 1)  # what is unambiguous is stored


def test_rule_1_json_also_where_there_is_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    assert main(["collect", "a.xlsx", "b.xlsx", "--json", "--database", str(tmp_path / "none.duckdb")]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(file["outcome"], bool(file["why"])) for file in found["files"]] == [("refused", True)] * 2


@pytest.mark.parametrize("typed", [" 已完成", "已完成\u3000", "\xa0已完成\n", "\r\n已完成"])
def test_rule_2_white_space_around_a_status_is_trimmed(office: Office, typed: str) -> None:
    book = filled(book_of(office.send(), "研究室"), {("1", "完成状态"): typed})
    assert office.collect(book)[0] == 0
    assert office.texts() == {"1": {"完成状态": "已完成"}}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("完成", "已完成"),
        ("进行中", "推进中"),
        ("√", "已完成"),
        (1, "已完成"),
        ("未完成", "未能完成"),
        ("虚构", None),
    ],
)
def test_rule_2_what_is_no_status_is_never_mapped_silently(
    office: Office, typed: object, meant: str | None
) -> None:
    book = filled(book_of(office.send(), "研究室"), {("1", "完成状态"): typed})
    code, found = office.collect(book)
    assert (code, found["stored"], office.texts()) == (3, 0, {})
    (row,) = [row for row in found["rows"] if row["bin"] == "bad_status"]
    assert (row["field"], row["returned"], row["suggestion"]) == ("完成状态", str(typed), meant)


def test_a_waiting_value_is_stored_when_a_person_says_so(office: Office) -> None:
    book = filled(book_of(office.send(), "研究室"), {("1", "完成状态"): "完成"})
    code, found = office.collect(book, options=("--confirm", "1:完成状态"))
    assert (code, found["stored"], office.texts()) == (0, 1, {"1": {"完成状态": "已完成"}})


def test_rule_3_a_second_sending_comes_filled(office: Office) -> None:
    office.collect(filled(book_of(office.send(), "研究室"), DONE | {("3", "配合意见"): "可以"}))
    folder = office.send(to="again")
    sheet = openpyxl.load_workbook(book_of(folder, "研究室"))["台账"]
    columns = columns_of(sheet)
    assert [
        sheet.cell(row_of(sheet, number), columns[header]).value
        for number, header in (*DONE, ("3", "配合意见"))
    ] == [*DONE.values(), "可以"]
    sheet = openpyxl.load_workbook(book_of(folder, "政治部"))["台账"]
    assert sheet.cell(row_of(sheet, "3"), columns["配合意见"]).value == "研究室：可以"
    code, found = office.collect(book_of(folder, "研究室"))
    assert (code, found["stored"], {row["bin"] for row in found["rows"]}) == (0, 0, {"unchanged"})
    changed = filled(book_of(folder, "研究室"), {("2", "完成状态"): "已完成"})
    code, found = office.collect(changed)
    assert (code, shape(found["rows"])) == (0, [("2", "changed", "完成状态", "已完成")])


def swap(sheet: Any, columns: list[int]) -> None:
    one, other = row_of(sheet, "1"), row_of(sheet, "2")
    for column in columns:
        first, second = sheet.cell(one, column), sheet.cell(other, column)
        first.value, second.value = second.value, first.value


def test_rule_4_visible_columns_sorted_and_the_key_left_behind(office: Office) -> None:
    book = filled(book_of(office.send(), "研究室"), DONE)
    book = edited(book, lambda sheet: swap(sheet, [columns_of(sheet)[header] for header in HEADERS]))
    code, found = office.collect(book)
    assert (code, found["stored"], office.texts()) == (3, 0, {})
    assert ("1", "fixed_cell_changed", "序号", "2") in shape(found["rows"])


def test_rows_sorted_with_their_key_are_read(office: Office) -> None:
    book = filled(book_of(office.send(), "研究室"), DONE)
    book = edited(book, lambda sheet: swap(sheet, list(columns_of(sheet).values())))
    assert office.collect(book)[0] == 0
    assert office.texts()["1"]["完成状态"] == "已完成"


def test_rule_5_hidden_rows_and_columns_are_read(office: Office) -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[row_of(sheet, "1")].hidden = True
        sheet.column_dimensions["K"].hidden = True

    assert office.collect(edited(filled(book_of(office.send(), "研究室"), DONE), hide))[0] == 0
    assert office.texts()["1"] == {"完成状态": "已完成", "进展情况": "虚构改革完成"}


def test_columns_moved_and_rows_inserted_are_read(office: Office) -> None:
    def rearrange(sheet: Any) -> None:
        sheet.insert_rows(1, 3)
        sheet.move_range("J1:J40", cols=15)  # 完成状态, behind everything

    book = filled(book_of(office.send(), "研究室"), DONE)
    assert office.collect(edited(book, rearrange))[0] == 0
    assert office.texts()["1"]["完成状态"] == "已完成"


@pytest.mark.parametrize(
    ("column", "value"), [("进展情况", "进展"), ("备注", "完成状态"), ("工作任务", None)]
)
def test_rule_5_a_header_renamed_or_doubled_is_refused(
    office: Office, column: str, value: str | None
) -> None:
    def rename(sheet: Any) -> None:
        sheet.cell(3, columns_of(sheet)[column]).value = value

    code, found = office.collect(edited(filled(book_of(office.send(), "研究室"), DONE), rename))
    assert (code, found["files"][0]["outcome"], office.texts()) == (1, "refused", {})
    assert "表头" in found["files"][0]["why"]


def test_rule_5_what_is_missing_clears_nothing(office: Office) -> None:
    office.collect(filled(book_of(office.send(), "研究室"), DONE))
    before = office.texts()

    def drop(sheet: Any) -> None:
        sheet.delete_cols(columns_of(sheet)["进展情况"])
        sheet.delete_rows(row_of(sheet, "2"))

    code, found = office.collect(edited(book_of(office.send(to="again"), "研究室"), drop))
    assert (code, found["stored"], office.texts()) == (0, 0, before)
    assert "进展情况" in found["files"][0]["why"]


def test_rule_5_an_emptied_cell_waits(office: Office) -> None:
    office.collect(filled(book_of(office.send(), "研究室"), DONE))
    emptied = filled(book_of(office.send(to="again"), "研究室"), {("1", "进展情况"): None})
    code, found = office.collect(emptied)
    assert (code, found["stored"], shape(found["rows"])) == (3, 0, [("1", "conflict", "进展情况", "")])
    assert office.texts()["1"]["进展情况"] == "虚构改革完成"
    assert office.collect(emptied, options=("--confirm", "1:进展情况"))[0] == 0
    assert office.texts()["1"] == {"完成状态": "已完成"}


def test_rule_5_what_was_stored_since_an_earlier_sending_is_a_conflict(office: Office) -> None:
    old = office.send()
    office.collect(filled(book_of(office.send(to="new"), "研究室"), DONE))
    late = filled(book_of(old, "研究室"), {("1", "完成状态"): "未启动", ("1", "存在问题"): "缺人"})
    code, found = office.collect(late)
    assert (code, found["stored"]) == (3, 1)
    assert shape(found["rows"]) == [
        ("1", "conflict", "完成状态", "未启动"),
        ("1", "filled", "存在问题", "缺人"),
    ]
    assert found["rows"][0]["stored"] == "已完成"


def test_two_files_that_differ_are_a_conflict(office: Office) -> None:
    book = book_of(office.send(), "研究室")
    one = filled(book, {("1", "进展情况"): "甲说"}, "甲.xlsx")
    other = filled(book, {("1", "进展情况"): "乙说", ("2", "进展情况"): "乙说"}, "乙.xlsx")
    code, found = office.collect(one, other)
    assert (code, office.texts()) == (3, {"2": {"进展情况": "乙说"}})
    assert [row["bin"] for row in found["rows"] if row["task"] == "1"] == ["conflict", "conflict"]


def test_rule_6_a_formula_is_its_text_and_a_date_is_no_number(office: Office) -> None:
    values = {
        ("1", "进展情况"): "=1+1",
        ("1", "填报日期"): datetime(2031, 9, 18),  # noqa: DTZ001 (a cell has no zone)
        ("2", "填报日期"): 48_109,
        ("2", "联系电话"): 13800138000,
    }
    code, found = office.collect(filled(book_of(office.send(), "研究室"), values))
    assert code == 0
    assert office.texts() == {
        "1": {"进展情况": "=1+1", "填报日期": "2031-09-18"},
        "2": {"填报日期": "2031-09-18", "联系电话": "13800138000"},
    }
    assert "没有结果的公式" in found["files"][0]["why"]


def test_rule_6_a_day_that_lost_its_format_is_counted_as_its_workbook_does(office: Office) -> None:
    """Some programs count from 1904."""
    book = openpyxl.load_workbook(book_of(office.send(), "研究室"))
    book.epoch = CALENDAR_MAC_1904
    cell = book["台账"].cell(row_of(book["台账"], "1"), columns_of(book["台账"])["填报日期"])
    cell.value, cell.number_format = 46_647, "General"
    book.save(office.folder / "交回.xlsx")
    assert office.collect(office.folder / "交回.xlsx")[0] == 0
    assert office.texts() == {"1": {"填报日期": "2031-09-18"}}


def test_rule_7_bands_and_unknown_columns(office: Office) -> None:
    def extend(sheet: Any) -> None:
        sheet.cell(3, 22).value = "内部备注"
        sheet.cell(row_of(sheet, "1"), 22).value = "自己看"
        sheet.cell(sheet.max_row + 2, 2).value = "填表人：虚构"

    code, found = office.collect(edited(book_of(office.send(), "研究室"), extend))
    assert (code, shape(found["rows"])) == (3, [(None, "unrecognised_row", None, "工作任务：填表人：虚构")])
    assert "内部备注" in found["files"][0]["why"]


def test_rule_8_another_period_another_store_no_hidden_sheet(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = filled(book_of(office.send("2031-06", "2031-06-20", "six"), "研究室", "2031-06"), DONE)
    now = filled(book_of(office.send(), "研究室"), {("1", "完成状态"): "推进中"})
    code, found = office.collect(old, now)
    assert (code, found["period"], [file["outcome"] for file in found["files"]]) == (
        3,
        PERIOD,
        ["refused", "read"],
    )
    assert (office.texts(), office.texts("2031-06")) == ({"1": {"完成状态": "推进中"}}, {})
    assert office.collect(old)[0] == 1
    assert office.collect(old, options=("--period", "2031-06"))[0] == 0
    bare = openpyxl.load_workbook(now)
    del bare[HIDDEN_SHEET]
    bare.save(tmp_path / "复制的.xlsx")
    (tmp_path / "other").mkdir()
    other = Office(tmp_path / "other", capsys, PLAN.replace("虚构", "另一"))
    foreign = book_of(other.send(), "研究室")
    code, found = office.collect(tmp_path / "复制的.xlsx", foreign)
    assert (code, [file["outcome"] for file in found["files"]]) == (1, ["refused", "refused"])


def test_rule_9_who_has_not_returned(office: Office) -> None:
    folder = office.send()
    code, found = office.collect(book_of(folder, "研究室"))  # as it was sent
    assert (code, found["not_returned"]) == (0, ["政治部"])
    assert office.collect(book_of(folder, "政治部"))[1]["not_returned"] == []
    assert office.progress()["reported"] == 0


def test_rule_10_the_same_file_again(office: Office) -> None:
    book = filled(book_of(office.send(), "研究室"), DONE)
    dry = office.collect(book, options=("--dry-run",))[1]
    assert (dry["stored"], office.texts()) == (0, {})
    code, found = office.collect(book)
    assert (code, found["stored"], found["rows"]) == (0, 3, dry["rows"])
    before = office.progress()
    renamed = book.rename(book.with_name("换了名字.xlsx"))
    code, found = office.collect(renamed, renamed)
    assert (code, found["stored"], shape(found["rows"])) == (0, 0, [])
    assert office.progress() == before


def test_a_doubled_key_and_a_changed_fixed_cell(office: Office) -> None:
    def copy_row(sheet: Any) -> None:
        row = row_of(sheet, "1")
        for column in range(1, sheet.max_column + 1):
            sheet.cell(sheet.max_row if column > 1 else sheet.max_row + 1, column).value = sheet.cell(
                row, column
            ).value

    book = edited(filled(book_of(office.send(), "研究室"), DONE), copy_row)
    book = filled(book, {("2", "完成时限"): "明年"})
    code, found = office.collect(book)
    assert (code, office.texts()) == (3, {"2": {"完成状态": "推进中"}})
    assert shape(found["rows"]) == [
        ("1", "duplicate_key", "完成状态", "已完成"),
        ("1", "duplicate_key", "进展情况", "虚构改革完成"),
        ("2", "fixed_cell_changed", "完成时限", "明年"),
        ("2", "filled", "完成状态", "推进中"),
        ("1", "duplicate_key", "完成状态", "已完成"),
        ("1", "duplicate_key", "进展情况", "虚构改革完成"),
    ]


def test_another_unit_fills_a_task(office: Office) -> None:
    old = filled(book_of(office.send(), "研究室"), DONE)
    assert main(["fill-by", "1", "政治部", "--database", str(office.database)]) == 0
    folder = office.send(to="again")
    code, found = office.collect(old)
    assert (code, office.texts()) == (3, {"2": {"完成状态": "推进中"}})
    assert ("1", "outdated", "完成状态", "已完成") in shape(found["rows"])
    assert office.collect(filled(book_of(folder, "政治部"), {("1", "完成状态"): "未启动"}))[0] == 0
    assert [task["unit"] for task in office.progress()["tasks"]] == ["政治部", "研究室", "政治部"]
    assert main(["fill-by", "1", "没有的处", "--database", str(office.database)]) == 1
    assert main(["fill-by", "1", "--database", str(office.database)]) == 0


def test_a_clerk_chooses_one_of_two_texts(office: Office) -> None:
    """What the page asks: the position, the column and the very text that was looked at."""
    book = book_of(office.send(), "研究室")
    files = [
        (f"{text}.xlsx", filled(book, {("1", "进展情况"): text}, f"{text}.xlsx").read_bytes())
        for text in "甲乙"
    ]
    with open_store(office.database) as store:
        waits = ask(store, CollectLedgers(tuple(files)), Person("丙", Access.MAINTAIN)).value
        assert [one.bin for one in waits.collected.differences if one.field] == [Bin.CONFLICT, Bin.CONFLICT]
        chosen = CollectLedgers(tuple(files), confirmed=frozenset({(1, "进展情况", "乙")}))
        assert ask(store, chosen, Person("丙", Access.MAINTAIN)).value.collected.stored == 1
    assert office.texts()["1"] == {"进展情况": "乙"}
