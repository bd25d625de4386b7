"""The slides of two years, and of two courts side by side; small plans that a person can check by hand."""

from dataclasses import replace

import pytest

from analytics.evidence import tasks_behind
from analytics.exports.slides import to_pptx
from analytics.scope import Scope, select
from analytics.slides.presentation import Bars, Choice, Length, Part, Rows
from analytics.slides.topics import topics
from analytics.slides.years import year_topics
from analytics.years.pair import YearPair
from tests.analytics.years.test_cells import both


def pair(*bodies: str) -> YearPair:
    _, compared, earlier, later = both()
    return YearPair(compared, (bodies[0], bodies[1]), ("甲院", "乙院"), Scope(), earlier, later)


def test_two_years_are_told_in_slides_and_every_row_leads_to_its_tasks() -> None:
    plan, *_ = both()
    slides = year_topics(pair("", ""))
    assert [slide.title for slide in slides] == [
        "后一份与前一份相比",
        "新增和未再列入的任务",
        "参与数有增减的部门（2个）",
        "新有和不再有的联系",
    ]
    rows, bars, ties = (slide.body for slide in slides[1:])
    assert isinstance(rows, Rows)
    assert isinstance(bars, Bars)
    assert isinstance(ties, Rows)
    assert [row[:3] for row in rows.rows] == [("新增", "", "13"), ("未再列入", "3", "")]
    every = select(plan, Scope())
    assert [tasks_behind(every, mark) for mark in rows.marks] == [("13",), ("3",)]
    assert ties.rows == (("新有", "丁", "甲", "0", "1"),)
    assert bars.categories == ("丁", "丙")
    assert [one.values for one in bars.series] == [(1, 1), (3, 0)]


def test_two_courts_stand_beside_each_other_and_no_department_is_compared() -> None:
    slides = year_topics(pair("", "他院"))
    assert slides[-1].title == "两院并列"
    assert isinstance(slides[-1].body, Rows)
    assert slides[-1].body.columns == ("指标", "甲院", "乙院")
    assert ("任务", "4", "4") in slides[-1].body.rows
    assert "不能说哪一院多" in str(slides[-1].findings[0])
    assert not any(isinstance(slide.body, Bars) for slide in slides)
    assert to_pptx(slides, [("文件", "要点（虚构）")])[:2] == b"PK"


@pytest.mark.parametrize(("length", "slides"), [(Length.SHORT, 1), (Length.WHOLE, 4)])
def test_the_presentation_has_them_where_there_is_another_year(length: Length, slides: int) -> None:
    plan, _, _, later = both()
    choice = Choice((Part.YEARS,), length=length)
    assert len(topics(plan, later, choice, None, pair("", ""))) == slides
    assert topics(plan, later, replace(choice)) == ()
