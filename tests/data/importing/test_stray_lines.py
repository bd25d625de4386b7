"""Lines after the annotation that closes a numbered task (invented documents)."""

import pytest

from data.importing.document import NoticeKind, ParsedDocument
from data.importing.parser import parse
from data.names.directory import Directory

HEAD = "2001年虚构法院工作要点\n\n一、虚构部分\n\n"
FIRST = "1．推进虚构甲。（责任单位：研究室；完成时限：2001年11月底）\n"
LAST = "2．推进虚构乙。（责任单位：办公室）\n"
STRAY = "这是一行不属于任何任务的说明文字。"


def told(document: ParsedDocument) -> list[str]:
    return [notice.text for notice in document.notices if notice.kind is NoticeKind.UNACCOUNTED]


@pytest.mark.parametrize("body", [FIRST + STRAY + "\n" + LAST, FIRST + LAST + STRAY + "\n"])
def test_a_stray_line_is_no_part_of_the_task(body: str) -> None:
    document = parse(HEAD + body, Directory())
    assert [task.text for task in document.tasks] == ["推进虚构甲。", "推进虚构乙。"]
    assert [document.source[line.span.start : line.span.end] for line in document.unaccounted] == [STRAY]
    assert told(document) == [f"未能识别：「{STRAY}」"]


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ("，并报告结果。\n", "推进虚构甲。，并报告结果。"),
        (
            "具体措施：\n(1)虚构措施一。\n(2)虚构措施二。\n",
            "推进虚构甲。具体措施：(1)虚构措施一。(2)虚构措施二。",
        ),
    ],
)
def test_what_goes_on_with_the_task_stays_in_it(more: str, text: str) -> None:
    document = parse(HEAD + FIRST + more + LAST, Directory())
    assert [task.text for task in document.tasks] == [text, "推进虚构乙。"]
    assert document.unaccounted == ()


RESPONSIBLE = "责任部门：研究室；完成时限：6月底"


@pytest.mark.parametrize(
    "source",
    [
        f"2001年虚构法院工作要点\n{RESPONSIBLE}\n一、虚构部分\n{FIRST}{LAST}",
        f"2001年虚构法院工作要点\n{RESPONSIBLE}\n{FIRST}{LAST}",
        f"2001年虚构法院工作要点\n一、虚构部分\n{RESPONSIBLE}\n{FIRST}{LAST}",
        f"{RESPONSIBLE}\n2001年虚构法院工作要点\n{FIRST}{LAST}",
    ],
)
def test_responsibility_before_any_task_is_told_and_makes_none(source: str) -> None:
    document = parse(source, Directory())
    assert [
        (
            task.text,
            [mention.department for mention in task.mentions],
            [target.value for target in task.targets],
        )
        for task in document.tasks
    ] == [("推进虚构甲。", ["研究室"], ["2001-11-30"]), ("推进虚构乙。", ["办公室"], [])]
    assert told(document) == [f"写明了责任，但不属于任何任务：「{RESPONSIBLE}」"]


def test_a_row_without_its_task_is_told_and_adds_nothing_to_the_one_above() -> None:
    rows = "| 序号 | 任务 | 责任部门 |\n| 1 | 甲 | 研究室 |\n| 2 |  | 办公室 |\n| 3 | 丙 | 立案庭 |\n"
    document = parse("2001年虚构法院工作要点\n" + rows, Directory())
    assert [(task.text, [mention.department for mention in task.mentions]) for task in document.tasks] == [
        ("甲", ["研究室"]),
        ("丙", ["立案庭"]),
    ]
    assert told(document) == ["未能识别：「| 2 |  | 办公室 |」"]


def test_a_long_line_is_told_by_its_beginning() -> None:
    document = parse(HEAD + FIRST + LAST + "虚构的说明" * 20 + "。\n", Directory())
    assert told(document) == [f"未能识别：「{('虚构的说明' * 20)[:59]}…」"]
