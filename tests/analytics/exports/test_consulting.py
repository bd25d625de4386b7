"""The lists that go round: each department its own, text as text."""

import io

import docx
import openpyxl
from pandas.testing import assert_frame_equal

from analytics.exports.consulting import lists, sheets, to_paper, whole
from analytics.exports.tables import to_workbook
from analytics.exports.word import to_docx
from analytics.ties.consulting import whom_to_ask
from tests.analytics.scopes import scoped_of

NOTES = [("文件", "要点（虚构）")]


def test_each_department_gets_what_concerns_it() -> None:
    scoped = scoped_of("乙甲", "乙丙", "丁")
    asked = whom_to_ask(scoped, ["1", "3"])
    table = whole(scoped, asked)
    assert table.drop(columns="工作任务").to_numpy().tolist() == [
        ["1", "乙、甲", "乙", "文件所列责任部门"],
        ["1", "乙、甲", "甲", "文件所列责任部门"],
        ["1", "乙、甲", "丙", "与乙同列第 2 项"],
        ["3", "丁", "丁", "文件所列责任部门"],
    ]
    own = lists(scoped, asked)
    assert list(own) == ["甲", "乙", "丙", "丁"]
    expected = table.iloc[[2]].drop(columns="部门").assign(意见="")
    assert_frame_equal(own["丙"], expected)


def test_a_workbook_has_a_sheet_for_each_and_word_a_paper() -> None:
    scoped = scoped_of("乙甲", "乙丙")
    asked = whom_to_ask(scoped, ["1"])
    names = {own: f"{own}处" for own in scoped.departments["department_id"]}
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(sheets(asked, scoped, names), NOTES)))
    assert book.sheetnames == ["全部", "甲处", "乙处", "丙处", "说明"]
    assert [cell.value for cell in book["丙处"][2]][-2:] == ["与乙同列第 2 项", ""]
    paper = to_paper("丙处", lists(scoped, asked)["丙"], NOTES)
    document = docx.Document(io.BytesIO(to_docx(paper)))
    assert document.paragraphs[0].text == "征求意见清单（丙处）"
    assert [cell.text for cell in document.tables[0].rows[1].cells][-2:] == ["与乙同列第 2 项", ""]
