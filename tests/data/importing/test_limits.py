"""Hostile texts are read in linear time: with a rule that looks back over all it has read, each took minutes."""

import time
from collections.abc import Callable

import pytest

from data.importing.parser import parse
from data.names.directory import Directory

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
    "short lines": lambda n: "任务\n" * 20 * n,
    "ordinals": lambda n: "1. 任务\n责任部门：民事审判第" + "一、" * 20 * n,
    "pipes": lambda n: "|" * 20 * n,
    "blank": lambda n: " " * 30 * n + "1",
}
"""Texts of which ``n`` sets the length; at n = 1,000 they have some 20,000 characters."""


def seconds_to_parse(text: str) -> float:
    """Processor time of reading a text, the better of two runs."""

    def once() -> float:
        started = time.process_time()
        document = parse(text, Directory())
        assert len(document.lines) == sum(bool(line.strip()) for line in text.split("\n"))
        return time.process_time() - started

    return min(once(), once())


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_eight_times_as_long_takes_no_more_than_some_eight_times_as_long(text):
    short, long = seconds_to_parse(text(100)), seconds_to_parse(text(800))
    assert long < 24 * max(
        short, 0.002
    )  # 8 times as long where time is linear, 64 times where it is quadratic
