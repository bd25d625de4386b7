"""Hostile texts are read in linear time: each of these took minutes with a rule that looks back over all it has read."""

import time

import pytest

from data.importing.parser import parse
from data.names.directory import Directory

HOSTILE = {
    "open brackets": "1. 任务" + "（" * 20_000,
    "nested brackets": "1. 任务" + "（" * 10_000 + "）" * 10_000,
    "digits": "1" * 30_000,
    "numbers": "1." * 15_000,
    "labels": "1. 任务\n" + "责任部门：\n" * 4_000,
    "names": "1. 任务\n责任部门：" + "研究室、" * 8_000,
    "spaces": "1. 任务\n责任部门：" + "研究室 " * 8_000,
    "conjunctions": "1. 任务\n责任部门：" + "和" * 30_000,
    "bracketed lists": "1. 任务" + "（研究室牵头）" * 3_000,
    "paragraphs that end in brackets": "1. 任务\n" + "完善机制（见附件）\n" * 4_000,
    "sentences that name units": "1. 任务。由研究室牵头。\n" * 3_000,
    "short lines": "任务\n" * 20_000,
    "ordinals": "1. 任务\n责任部门：民事审判第" + "一、" * 20_000,
    "pipes": "|" * 20_000,
    "blank": " " * 30_000 + "1",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_end_soon(text):
    started = time.perf_counter()
    document = parse(text, Directory())
    assert len(document.lines) == sum(bool(line.strip()) for line in text.split("\n"))
    assert time.perf_counter() - started < 5
