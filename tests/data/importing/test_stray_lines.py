"""Lines after the annotation that closes a numbered task (invented documents)."""

import pytest

from data.importing.parser import parse
from data.names.directory import Directory

HEAD = "2001年虚构法院工作要点\n\n一、虚构部分\n\n"
FIRST = "1．推进虚构甲。（责任单位：研究室；完成时限：2001年11月底）\n"
LAST = "2．推进虚构乙。（责任单位：办公室）\n"
STRAY = "这是一行不属于任何任务的说明文字。"


@pytest.mark.parametrize("body", [FIRST + STRAY + "\n" + LAST, FIRST + LAST + STRAY + "\n"])
def test_a_stray_line_is_no_part_of_the_task(body: str) -> None:
    document = parse(HEAD + body, Directory())
    assert [task.text for task in document.tasks] == ["推进虚构甲。", "推进虚构乙。"]
    assert [document.source[line.span.start : line.span.end] for line in document.unaccounted] == [STRAY]
    assert any("未能识别" in warning for warning in document.warnings)


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
