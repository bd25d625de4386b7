"""The source of a task on a page: word for word, a bold passage bold."""

import re

import pytest

from pages.shared.source import TASK, marked


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("甲**责任部门：乙**丙", "甲<span hidden>**</span><b>责任部门：乙</b><span hidden>**</span>丙"),
        ("甲*乙*丙**", "甲*乙*丙**"),
        ("**甲\n乙**", "**甲\n乙**"),
    ],
)
def test_signs_of_a_bold_passage_are_kept_and_not_shown(source: str, shown: str):
    assert marked(source, 0, len(source), []) == shown
    with_mark = marked(source, 0, len(source), [(1, 4, TASK)])
    assert re.sub("<[^>]+>", "", with_mark) == source
