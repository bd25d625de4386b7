"""What may have been read wrongly is told at its place, by kind; what is plain is not. All texts are invented."""

import pytest

from data.commandline.printing import document_as_json
from data.importing.document import FACTS, NoticeKind
from data.importing.parser import parse
from data.names.directory import Directory

HEAD = "2001年虚构法院工作要点\n虚构法院\n2001年2月3日\n"


def told(source: str) -> list[str]:
    """The kinds of the suspicions that a text raises, with the numbers of their tasks."""
    document = parse(source, Directory())
    return [f"{notice.kind}:{notice.number}" for notice in document.notices if notice.suspicion]


def plan(*tasks: str) -> str:
    return HEAD + "\n".join(tasks)


PLAIN = ("1.推进甲。（研究室负责）", "2.推进乙。（办公室负责）", "3.推进丙。（立案庭、执行局负责）")


def test_a_plain_plan_raises_none():
    assert told(plan(*PLAIN)) == []
    assert told("虚构法院工作要点") == ["no_tasks:"]


@pytest.mark.parametrize(
    ("task", "suspicions"),
    [
        ("4.推进丁。（专责小分队成员负责）", ["unread_annotation:4"]),
        ("4.推进丁。（责任单位：研究室、李明）", ["unread_words:4"]),
        ("4.推进丁。\n责任部门：研究室、城市会客大堂", ["doubtful_department:4"]),
        ("4.推进丁。", ["no_department:4"]),
        ("6.推进丁。（研究室负责）", ["number_missing:6"]),
        ("3.推进丁。（研究室负责）", ["number_repeated:3"]),
        ("4.推进丁。附件：名单。（研究室负责）", ["number_inside:4"]),
        ("4." + "推进丁，" * 90 + "抓好落实。（研究室负责）", ["long_task:4"]),
        (
            "4.推进丁。（" + "、".join(f"{sign}局" for sign in "甲乙丙丁戊己庚辛壬癸") + "负责）",
            ["many_departments:4"],
        ),
    ],
)
def test_what_is_doubtful_is_told_at_its_place(task, suspicions):
    assert told(plan(*PLAIN, task)) == suspicions


def test_a_list_that_was_not_read_is_not_called_missing():
    texts = [
        notice.text for notice in parse(plan(*PLAIN, "4.推进丁。（专责小分队成员负责）"), Directory()).notices
    ]
    assert "「（专责小分队成员负责）」像是责任分工，没有读懂，留在任务正文里" in texts
    assert not any("没有写明责任部门" in text for text in texts)


def test_where_most_tasks_name_nobody_it_is_told_once():
    document = parse(plan("1.推进甲。（研究室负责）", "2.推进乙。", "3.推进丙。", "4.推进丁。"), Directory())
    lacking = [notice for notice in document.notices if notice.kind is NoticeKind.NO_DEPARTMENT]
    assert [(notice.line, notice.text) for notice in lacking] == [(None, "4项任务中有3项没有写明责任部门")]


def test_a_row_that_does_not_fit_its_header_is_told():
    table = "| 序号 | 任务 | 责任部门 |\n| 1 | 推进甲 | 研究室 |\n| 2 | 推进乙 | 每季度通报进展 |\n"
    assert "row_unlike_header:2" in told(HEAD + table)


def test_a_title_date_or_issuer_that_was_not_read_is_told():
    assert "doubtful_title:" in told("完善虚构机制，抓好落实。\n1.推进甲。（研究室负责）\n")
    assert "unread_issuer:" in told("关于印发虚构要点的通知\n1.推进甲。（研究室负责）\n")
    assert "unread_date:" in told("2001年虚构要点\n成稿于2001年2月3日\n1.推进甲。（研究室负责）\n")


def test_warnings_are_apart_from_facts():
    read = document_as_json(parse("2001年虚构要点\n1.推进甲。（新设处负责）\n2.推进乙。\n", Directory()))
    assert read["warnings"] == [
        {"kind": "no_department", "line": 3, "text": "第3行，任务2：没有写明责任部门"}
    ]
    assert [fact["kind"] for fact in read["facts"]] == ["no_date", "no_issuer", "unknown_name"]
    assert all(NoticeKind(fact["kind"]) in FACTS for fact in read["facts"])
