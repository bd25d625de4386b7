"""Hostile texts are read in linear time: with a rule that looks back over all it has read, each took minutes.

No clock is read here. What the rules do in Python is counted in calls; what a regular expression does within one call
cannot be counted, so that texts long enough for a quadratic one to pass every limit are read within the limits.
"""

import sys
from collections.abc import Callable

import pytest

from data.importing.parser import parse
from data.importing.reading import read_content
from data.names.directory import Directory
from data.names.known import KnownNames

HOSTILE: dict[str, Callable[[int], str]] = {
    "open brackets": lambda n: "1. 任务" + "（" * 20 * n,
    "nested brackets": lambda n: "1. 任务" + "（" * 10 * n + "）" * 10 * n,
    "digits": lambda n: "1" * 30 * n,
    "numbers": lambda n: "1." * 15 * n,
    "labels": lambda n: "1. 任务\n" + "责任部门：\n" * 4 * n,
    "names": lambda n: "1. 任务\n责任部门：" + "研究室、" * 8 * n,
    "spaces": lambda n: "1. 任务\n责任部门：" + "研究室 " * 8 * n,
    "conjunctions": lambda n: "1. 任务\n责任部门：" + "和" * 30 * n,
    "bracketed lists": lambda n: "1. 任务" + "（研究室牵头）" * 3 * n,
    "paragraphs that end in brackets": lambda n: "1. 任务\n" + "完善机制（见附件）\n" * 4 * n,
    "sentences that name departments": lambda n: "1. 任务。由研究室牵头。\n" * 3 * n,
    "remarks": lambda n: "1. 任务（研究室负责。" + "各项任务均由县区承担，下同，" * 3 * n + "）",
    "and others": lambda n: "1. 任务\n责任部门：" + "研究室等和各科室" * 4 * n,
    "names without signs": lambda n: "1. 任务\n责任部门：" + "市财政局" * 8 * n,
    "brackets that are not read": lambda n: "1. 任务" + "（专责小分队成员负责）" * 3 * n,
    "gaps": lambda n: "序号  任务  责任部门\n" + "1  甲  研究室\n" * 3 * n,
    "short rows": lambda n: "| 类别 | 任务 | 责任部门 |\n" + "| 推进甲 | 研究室 |\n" * 2 * n,
    "cells without numbers": lambda n: "类别\n任务\n责任部门\n" + "推进甲\n研究室\n" * 5 * n,
    "one paragraph": lambda n: "虚构要点。一、甲（一）" + "推进乙。（二）" * 5 * n,
    "short lines": lambda n: "任务\n" * 20 * n,
    "ordinals": lambda n: "1. 任务\n责任部门：民事审判第" + "一、" * 20 * n,
    "pipes": lambda n: "|" * 20 * n,
    "blank": lambda n: " " * 30 * n + "1",
}
"""Texts of which ``n`` sets the length; at n = 1,000 they have some 20,000 characters."""


def calls_to_parse(text: str) -> int:
    """How many calls, of Python's functions and of those in C, reading a text makes."""
    calls = 0

    def count(_frame: object, event: str, _called: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        document = parse(text, Directory())
    finally:
        sys.setprofile(None)
    assert len(document.lines) == sum(bool(line.strip()) for line in text.split("\n"))
    return calls


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_eight_times_as_long_takes_some_eight_times_the_calls(text):
    short = calls_to_parse(text(20))  # first: what is remembered of it makes the long one no dearer
    assert calls_to_parse(text(160)) < 12 * short  # 8 times where they are linear, 64 times where quadratic


ONE_LINE = {name: text for name, text in HOSTILE.items() if text(1).count("\n") == text(2).count("\n")}
"""Those that grow within a line, where one expression may look back over all of it."""


@pytest.mark.parametrize("text", ONE_LINE.values(), ids=ONE_LINE)
def test_a_hostile_line_of_many_pages_is_read_within_the_limits(text):
    source = text(60_000 // len(text(1)))
    read, _ = read_content(source.encode(), "生僻文本.txt", KnownNames())
    assert read.source.split() == source.split()
