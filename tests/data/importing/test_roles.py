"""Which role a document states for a department, and that words which deny, quote or assume one state none (invented)."""

import pytest

from data.importing.document import NoticeKind
from data.importing.parser import parse
from data.names.directory import Directory

TITLE = "2001年虚构法院工作要点\n"


def roles(source: str) -> dict[str, str]:
    """The roles of the departments of the first task."""
    task = parse(TITLE + source, Directory()).tasks[0]
    return {mention.department: mention.role.value for mention in task.mentions}


@pytest.mark.parametrize(
    ("annotation", "stated"),
    [
        ("（研究室牵头，立案庭配合）", {"研究室": "lead", "立案庭": "support"}),
        ("（研究室不牵头，立案庭牵头）", {"研究室": "responsible", "立案庭": "lead"}),
        ("（研究室、立案庭，均不牵头）", {"研究室": "responsible", "立案庭": "responsible"}),
        ("（由研究室牵头，立案庭不再牵头）", {"研究室": "lead", "立案庭": "responsible"}),
        ("（研究室推定牵头，立案庭配合）", {"研究室": "responsible", "立案庭": "support"}),
        ("（研究室（不牵头）、立案庭牵头）", {"研究室": "responsible", "立案庭": "lead"}),
        ("（研究室（非牵头单位）、立案庭（牵头））", {"研究室": "responsible", "立案庭": "lead"}),
        ("（研究室（配合）、立案庭牵头）", {"研究室": "support", "立案庭": "lead"}),
        ("（责任单位：研究室（推定牵头）、立案庭）", {"研究室": "responsible", "立案庭": "responsible"}),
        ("（牵头单位：研究室（不牵头）、立案庭）", {"研究室": "responsible", "立案庭": "lead"}),
        ("（牵头单位：研究室；非牵头单位：立案庭）", {"研究室": "lead", "立案庭": "responsible"}),
        ("\n非牵头单位：研究室、立案庭", {"研究室": "responsible", "立案庭": "responsible"}),
        ("\n推定牵头：研究室\n配合单位：立案庭", {"研究室": "responsible", "立案庭": "support"}),
    ],
)
def test_beside_a_task(annotation: str, stated: dict[str, str]) -> None:
    assert roles(f"1．推进虚构甲。{annotation}\n2．推进虚构乙。（办公室）\n") == stated


@pytest.mark.parametrize("words", ["研究室“牵头”，立案庭", "研究室（“牵头”）、立案庭", "所谓“研究室牵头”"])
def test_what_is_quoted_states_nothing(words: str) -> None:
    document = parse(f"{TITLE}1．推进虚构甲（{words}）。\n责任部门：办公室\n", Directory())
    assert [(task.text, [mention.role.value for mention in task.mentions]) for task in document.tasks] == [
        (f"推进虚构甲（{words}）。", ["responsible"])
    ]


@pytest.mark.parametrize(
    ("heading", "stated"),
    [
        ("牵头部门", {"研究室": "lead", "立案庭": "support"}),
        ("推定牵头部门", {"研究室": "responsible", "立案庭": "support"}),
        ("非牵头部门", {"研究室": "responsible", "立案庭": "support"}),
    ],
)
def test_in_a_column(heading: str, stated: dict[str, str]) -> None:
    table = f"| 序号 | 任务 | {heading} | 配合部门 |\n| 1 | 甲 | 研究室 | 立案庭 |\n| 2 | 乙 | 研究室 | 立案庭 |\n"
    assert roles(table) == stated


def test_a_column_that_is_not_understood_states_nothing_and_is_told() -> None:
    table = "| 序号 | 任务 | “牵头”部门 | 配合部门 |\n| 1 | 甲 | 研究室 | 立案庭 |\n"
    document = parse(TITLE + table, Directory())
    assert [mention.department for task in document.tasks for mention in task.mentions] == ["立案庭"]
    assert [notice.text for notice in document.notices if notice.kind is NoticeKind.LEFT_OUT] == [
        "从这一行起的表格，「“牵头”部门」一列没有采用"
    ]


@pytest.mark.parametrize(
    ("sentence", "leads"),
    [
        ("注：列在首位的单位为牵头单位。", True),
        ("第一个为牵头单位，其他不牵头。", True),
        ("首列为“推定牵头”，文件未写明牵头部门。", False),
        ("注：首列推定为牵头单位。", False),
        ("排在第一位的不是牵头部门。", False),
        ("排在首位的单位不一定为牵头单位。", False),
        ("各单位并非以首位为牵头单位。", False),
        ("所谓“第一个单位为牵头单位”的说法已废止。", False),
    ],
)
def test_what_the_document_says_of_who_comes_first(sentence: str, leads: bool) -> None:
    document = parse(
        f"{TITLE}1．甲。（研究室、立案庭）\n2．乙。（办公室、立案庭）\n{sentence}\n", Directory()
    )
    assert document.first_listed_leads is leads
    assert [[mention.role.value for mention in task.mentions] for task in document.tasks] == [
        ["lead" if leads else "responsible", "responsible"]
    ] * 2
