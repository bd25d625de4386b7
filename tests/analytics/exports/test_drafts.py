"""The remarks on a draft as a table and as a paper: what was done about each, text as text."""

import io

import docx
import pytest

from analytics.drafts.draft import Draft
from analytics.drafts.rules import Remark, Rule
from analytics.exports.drafts import Handled, Handling, remark_table, to_paper
from analytics.exports.word import to_docx
from data.importing.directory_files import load_directory
from data.importing.parser import parse
from tests.analytics.exports.hostile import CONTROL, FORMULA

DIRECTORY = load_directory()
DRAFT = Draft(parse("虚构要点\n\n1. 推进虚构平台建设。\n\n责任部门：研究室\n", DIRECTORY), DIRECTORY)
ONE = Remark(Rule.NO_TARGET, 1, 3, FORMULA, "写明目标")
WHOLE = Remark(Rule.JOINT_DOUBLED, None, None, CONTROL, "核对")


def test_a_remark_is_a_row_with_what_was_done() -> None:
    table = remark_table(DRAFT, [ONE, WHOLE], {ONE: Handled(Handling.IGNORED, "另文写明")})
    assert table.astype(object).where(table.notna(), None).to_numpy().tolist() == [
        ["1", 3, FORMULA, "承诺没有写明目标", "写明目标", "忽略", "另文写明"],
        ["", None, CONTROL, "共同任务成倍增加", "核对", "未处理", ""],
    ]
    assert remark_table(DRAFT, [], {}).empty


@pytest.mark.parametrize(
    ("handled", "settled"),
    [
        (Handled(), False),
        (Handled(Handling.DONE), True),
        (Handled(Handling.IGNORED), False),
        (Handled(Handling.IGNORED, " "), False),
        (Handled(Handling.IGNORED, "另文写明"), True),
    ],
)
def test_what_is_ignored_needs_a_reason(handled: Handled, settled: bool) -> None:
    assert handled.settled is settled


def test_the_paper_has_a_row_for_each() -> None:
    table = remark_table(DRAFT, [ONE, WHOLE], {ONE: Handled(Handling.DONE)})
    document = docx.Document(io.BytesIO(to_docx(to_paper("虚构要点", table, [("草案", "虚构.txt")]))))
    assert [paragraph.text for paragraph in document.paragraphs][:2] == [
        "草案检查意见（虚构要点）",
        "共2处，1处未处理。",
    ]
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[1] == ["1", "3", FORMULA, "承诺没有写明目标", "写明目标", "已改"]
    assert cells[2][:2] == ["", ""]
