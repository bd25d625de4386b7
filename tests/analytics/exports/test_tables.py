"""Downloads: what is written is what is read back, and nothing in it is alive."""

import csv
import io

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analytics.exports.tables import to_csv, to_notes, to_xlsx
from analytics.safe.office import CELL_LIMIT, CUT, as_sheet_name

NOTES = [("文件", "某某要点（虚构）"), ("范围", "层级：处室")]
TABLE = pd.DataFrame({"单位": ["甲处", "=1+1", "@乙"], "参与数": [3, 2, 1], "分担数": [1.5, 2.0, 0.33]})
RISKY = ("=", "+", "-", "@", "\t", "\r")


def rows_of_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_is_the_table_alone_and_defuses_formulas():
    assert rows_of_csv(to_csv(TABLE)) == [
        ["单位", "参与数", "分担数"],
        ["甲处", "3", "1.5"],
        ["'=1+1", "2", "2.0"],
        ["'@乙", "1", "0.33"],
    ]


def test_csv_opens_in_excel_as_utf8_and_pandas_reads_it_as_it_is():
    assert to_csv(TABLE).startswith(b"\xef\xbb\xbf")
    defused = TABLE.assign(单位=["甲处", "'=1+1", "'@乙"])
    assert_frame_equal(pd.read_csv(io.BytesIO(to_csv(TABLE))), defused)


def test_its_notes_stand_in_a_file_beside_it():
    told = to_notes([*NOTES, ("说明", "一行\n又一行")]).decode("utf-8-sig")
    assert told.split("\r\n") == ["文件：某某要点（虚构）", "范围：层级：处室", "说明：一行 又一行", ""]


def test_xlsx_reads_back_as_written_with_text_as_text():
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(TABLE, NOTES, "部门/负荷")))
    assert book.sheetnames == ["部门 负荷", "说明"]
    page = book["部门 负荷"]
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["单位", "参与数", "分担数"],
        ["甲处", 3, 1.5],
        ["=1+1", 2, 2],
        ["@乙", 1, 0.33],
    ]
    assert page["A3"].data_type == "s"
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:C4"
    assert all(page.sheet_properties.pageSetUpPr.fitToPage for page in book)
    assert [[cell.value for cell in row] for row in book["说明"].iter_rows()] == [
        list(note) for note in NOTES
    ]


def test_an_empty_table_gives_its_header():
    empty = TABLE[:0]
    assert rows_of_csv(to_csv(empty))[-1] == ["单位", "参与数", "分担数"]
    page = openpyxl.load_workbook(io.BytesIO(to_xlsx(empty, []))).worksheets[0]
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [["单位", "参与数", "分担数"]]


def test_text_beyond_a_cell_is_cut_and_says_so():
    table = pd.DataFrame({"任务": ["长" * (CELL_LIMIT + 5)]})
    text = openpyxl.load_workbook(io.BytesIO(to_xlsx(table, []))).worksheets[0]["A2"].value
    assert len(text) == CELL_LIMIT
    assert text.endswith(CUT)


def test_missing_values_are_empty_cells():
    table = pd.DataFrame({"时限": pd.Series([None, "年内"], dtype="str"), "数": [float("nan"), 1.0]})
    assert rows_of_csv(to_csv(table))[-2:] == [["", ""], ["年内", "1.0"]]
    page = openpyxl.load_workbook(io.BytesIO(to_xlsx(table, []))).worksheets[0]
    assert [cell.value for cell in page[2]] == [None, None]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("部门负荷", "部门负荷"),
        ("a[b]:c*?/\\d", "a b  c    d"),
        ("", "数据"),
        ("长" * 40, "长" * 31),
        ("''", "数据"),
    ],
)
def test_sheet_names_are_what_excel_takes(text, name):
    assert as_sheet_name(text) == name


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_no_text_becomes_a_formula(texts):
    table = pd.DataFrame({"名称": texts})
    cells = [row[0] for row in rows_of_csv(to_csv(table))[1:] if row]
    assert not [cell for cell in cells if cell.startswith(RISKY)]
    page = openpyxl.load_workbook(io.BytesIO(to_xlsx(table, []))).worksheets[0]
    assert {cell.data_type for cell in page["A"]} <= {"s", "n"}
    assert all(cell.hyperlink is None for cell in page["A"])
    assert all(cell.value is None for cell in page["A"] if cell.data_type == "n")
