"""The columns of invented tables: targets are read from theirs, and what is not used is told."""

import pytest

from data.importing.columns import ColumnKind, column_of, is_header
from data.importing.document import NoticeKind, ParsedDocument
from data.importing.parser import parse
from data.names.directory import Directory
from data.vocabulary import TargetKind

HEADER = "|序号|工作任务|{0}|责任部门|{1}|"
ROWS = "|1|推进虚构甲|结案率95%，论坛2场|研究室|甲|\n|2|推进虚构乙||办公室|乙|"


def read(*columns: str) -> ParsedDocument:
    return parse(f"2001年虚构法院改革台账\n\n{HEADER.format(*columns)}\n{ROWS}\n", Directory())


def unused(document: ParsedDocument) -> list[str]:
    return [str(notice) for notice in document.notices if notice.kind is NoticeKind.LEFT_OUT]


@pytest.mark.parametrize("header", ["目标", "目标要求", "工作目标", "量化指标"])
def test_targets_are_read_from_their_column(header: str) -> None:
    document = read(header, "完成时限")
    assert [task.text for task in document.tasks] == ["推进虚构甲", "推进虚构乙"]
    assert [(target.kind, target.value) for target in document.tasks[0].targets] == [
        (TargetKind.PERCENT, "95%"),
        (TargetKind.COUNT, "2场"),
    ]
    assert document.tasks[1].targets == ()
    assert unused(document) == []


def test_a_column_for_targets_is_the_task_where_there_is_no_other() -> None:
    text = "2001年虚构法院改革台账\n|序号|工作目标|责任部门|\n|1|推进虚构甲|研究室|\n|2|推进虚构乙|办公室|\n"
    assert [task.text for task in parse(text, Directory()).tasks] == ["推进虚构甲", "推进虚构乙"]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (("经费", "备注"), ["第4行：从这一行起的表格，「经费」「备注」各列没有采用"]),
        (("目标", "分管领导"), ["第4行：从这一行起的表格，「分管领导」一列没有采用"]),
        (("具体内容", "完成时限"), ["第4行：从这一行起的表格，「具体内容」一列没有采用"]),
    ],
)
def test_columns_that_are_not_used_are_told(columns: tuple[str, str], told: list[str]) -> None:
    document = read(*columns)
    assert [[mention.department for mention in task.mentions] for task in document.tasks] == [
        ["研究室"],
        ["办公室"],
    ]
    assert unused(document) == told


def test_one_strange_cell_in_four_makes_no_other_row_a_header() -> None:
    assert is_header(["序号", "工作任务", "责任部门", "经费"])
    assert not is_header(["序号", "工作任务", "经费", "款项"])
    assert not is_header(["1", "推进虚构工作", "虚构部门", "甲"])
    column = column_of("目标要求")
    assert column is not None
    assert column.kind is ColumnKind.TARGET
