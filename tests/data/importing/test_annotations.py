"""Annotations: departments and roles as they are written. All are invented."""

import pytest

from data.importing.annotations import NO_STOPS, find_bracketed, read_annotation
from data.importing.passage import Passage
from data.vocabulary import Role

SIGNS = {Role.LEAD: "+", Role.SUPPORT: "-", Role.RESPONSIBLE: ""}


def read(text: str) -> str:
    reading = read_annotation(Passage(text, ((0, 0),)), frozenset())
    return " ".join(entry.name + SIGNS[entry.role] for entry in reading.entries)


@pytest.mark.parametrize(
    ("text", "departments"),
    [
        ("责任部门：立案庭、研究室", "立案庭 研究室"),
        ("责 任 单 位:立案庭,研究室;办公室", "立案庭 研究室 办公室"),
        ("【责任单位】立案庭、研究室", "立案庭 研究室"),
        ("（牵头单位：立案庭；责任单位：民一庭、民二庭等部门）", "立案庭+ 民一庭 民二庭"),
        ("牵头：立案庭 配合：民一庭", "立案庭+ 民一庭-"),
        ("（立案庭牵头，民一庭、民二庭等按职责分工负责）", "立案庭+ 民一庭 民二庭"),
        ("(由立案庭牵头负责，民一庭配合)", "立案庭+ 民一庭-"),
        ("部门分工：立案庭牵头，民一庭、民二庭配合", "立案庭+ 民一庭- 民二庭-"),
        ("责任单位：研究室（牵头）、立案庭（配合）、办公室", "研究室+ 立案庭- 办公室"),
        ("责任单位：立案庭（诉讼服务中心）、各县（市、区）人民法院", "立案庭 各县（市、区）人民法院"),
        ("责任单位：各市、县人民政府，省司法厅", "各市、县人民政府 省司法厅"),
        ("责任单位：立案庭 民一庭及民二庭和研究室", "立案庭 民一庭 民二庭 研究室"),
        ("责任单位：人力资源和社会保障厅、住房和城乡建设厅", "人力资源和社会保障厅 住房和城乡建设厅"),
        ("责任单位：立案庭；完成时限：6月底；分管领导：张某", "立案庭"),
        ("（责任单位：立案庭，6月底前完成）", "立案庭"),
        ("责任单位：立案庭、分管副院长", "立案庭"),
        ("责任单位：立案庭，持续推进", "立案庭"),
        ("责任部门：", ""),
    ],
)
def test_departments_and_roles(text, departments):
    assert read(text) == departments


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("完善机制（立案庭、研究室）", ["（立案庭、研究室）"]),
        ("完善机制\u3014责任单位：立案庭\u3015。", ["\u3014责任单位：立案庭\u3015"]),
        ("完善（一站式）机制（责任单位：各县（市、区）法院）", ["（责任单位：各县（市、区）法院）"]),
        ("甲事（立案庭负责）；乙事（研究室负责）。", ["（立案庭负责）", "（研究室负责）"]),
        ("完善机制（责任单位：立案庭", ["（责任单位：立案庭"]),
        ("完善机制（立案庭）（6月底前完成）", ["（立案庭）", "（6月底前完成）"]),
        ("学习《办法（试行）》（以下简称办法），认真落实", []),
        ("推进改革（含立案庭）各项工作", []),
        ("", []),
    ],
)
def test_bracketed_annotations(text, found):
    ranges = find_bracketed(Passage(text, ((0, 0),)), NO_STOPS, frozenset())
    assert [text[start:end] for start, end in ranges] == found
