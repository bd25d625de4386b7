"""Targets as tasks state them. All sentences are invented."""

import pytest

from data.importing.document import NoticeKind
from data.importing.parser import parse
from data.importing.passage import Passage
from data.importing.targets import find_targets, is_deadline
from data.names.directory import Directory


def targets(text: str, *deadlines: str) -> list[tuple[str, str]]:
    passages = [Passage(words, ((0, 1000),)) for words in deadlines]
    found = find_targets(Passage(text, ((0, 0),)), passages, 2024)
    return [(target.kind.value, target.value) for target in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("到位率达到45%", [("percent", "45%")]),
        ("调解率达到百分之九十以上", [("percent", "90%")]),
        ("实现律师辩护全覆盖", [("coverage", "全覆盖")]),
        ("全年培训法官不少于300人次", [("count", "300人次")]),
        ("实现年内完成标准建立", [("deadline", "2024-12-31")]),
        ("6月底前建成，12月15日前上线", [("deadline", "2024-06-30"), ("deadline", "2024-12-15")]),
        ("2025年底前完成", [("deadline", "2025-12-31")]),
        ("上半年完成，第三季度前总结", [("deadline", "2024-06-30"), ("deadline", "2024-09-30")]),
        ("组织“1.30”工程和“135+N”机制、九部门意见、四类案件、两个《意见》", []),
        ("坚持“动态清零”，巩固“加强管理年”成果，落实今年重点任务", []),
        ("持续推进、长期坚持、全年、每季度、每月底通报", []),
        ("近三年内的案件和五年内规划", []),
        ("", []),
    ],
)
def test_in_the_text(text, found):
    assert targets(text) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("6月", [("deadline", "2024-06-30")]),
        ("2024年9月底", [("deadline", "2024-09-30")]),
        ("二季度", [("deadline", "2024-06-30")]),
        ("2025年", [("deadline", "2025-12-31")]),
        ("2月", [("deadline", "2024-02-29")]),
        ("全年", []),
        ("长期坚持", []),
        ("每季度", []),
    ],
)
def test_in_the_column_or_annotation(words, found):
    assert targets("完善机制", words) == found


IMPOSSIBLE = ["2025年6月31日", "6月32日", "13月5日", "二〇二五年六月三十一日", "2023年2月29日"]


@pytest.mark.parametrize("day", IMPOSSIBLE)
def test_a_day_that_does_not_exist_is_no_target(day):
    assert targets(f"完善机制，{day}前完成，2024年2月29日前总结") == [("deadline", "2024-02-29")]
    assert targets("完善机制", f"{day}前") == targets("完善机制", day) == []


@pytest.mark.parametrize("day", IMPOSSIBLE)
@pytest.mark.parametrize(
    "task",
    [
        "1．推进虚构甲，于{}前完成。（研究室）",
        "1．推进虚构甲，{}召开会议。（研究室）",
        "1．推进虚构甲。（责任单位：研究室；完成时限：{}）",
        "1．推进虚构甲。（研究室、{}前）",
        "| 序号 | 任务 | 责任部门 | 完成时限 |\n| 1 | 推进虚构甲。 | 研究室 | {} |",
        "| 序号 | 任务 | 责任部门 | 工作目标 |\n| 1 | 推进虚构甲。 | 研究室 | {}前建成 |",
    ],
)
def test_a_day_that_does_not_exist_is_told(task, day):
    document = parse(f"2024年虚构法院工作要点\n{task.format(day)}\n", Directory())
    (read,) = document.tasks
    assert (read.targets, [mention.text for mention in read.mentions]) == ((), ["研究室"])
    told = [notice for notice in document.notices if notice.kind is NoticeKind.IMPOSSIBLE_DATE]
    assert [(notice.text, notice.number) for notice in told] == [(f"日期「{day}」不存在，没有读作时限", "1")]


def test_a_day_of_issue_that_does_not_exist_is_told():
    document = parse("2025年虚构法院工作要点\n1．甲。（研究室）\n虚构法院\n2025年6月31日\n", Directory())
    told = [str(notice) for notice in document.notices if notice.kind is NoticeKind.IMPOSSIBLE_DATE]
    assert (document.issued_on, told) == (
        None,
        ["第4行：日期「2025年6月31日」不存在，没有读作成文或印发日期"],
    )


def test_words_among_names_that_are_a_deadline():
    assert [
        words
        for words in ("6月底完成", "2023年12月31日前", "6月32日前", "每季度", "立案庭", "年底前")
        if is_deadline(words)
    ] == [
        "6月底完成",
        "2023年12月31日前",
        "6月32日前",
        "年底前",
    ]
