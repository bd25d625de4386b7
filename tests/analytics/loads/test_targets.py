"""Targets of a tiny invented plan."""

from datetime import date

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analytics.loads import targets
from analytics.loads.targets import TargetSummary
from analytics.scope import Scope, select
from data.store.plan import Plan
from data.vocabulary import TargetKind
from tests.plans import plan_of

PLAN = plan_of(
    [("1", "一", ["甲", "乙"]), ("2", None, []), ("3", "二", ["丙"])],
    targets=[
        ("3", "percent", "45%"),
        ("1", "deadline", "年内"),
        ("1", "percent", "100%"),
        ("2", "count", "3件"),
    ],
)


def test_stated_targets_in_printed_order() -> None:
    found = targets.stated(PLAN, select(PLAN, Scope()))
    columns = ["task_id", "number", "section_ordinal", "kind", "text", "departments"]
    assert_frame_equal(
        found[columns],
        pd.DataFrame(
            {
                "task_id": ["1", "1", "2", "3"],
                "number": ["1", "1", "2", "3"],
                "section_ordinal": pd.array([1, 1, None, 2], dtype="Int64"),
                "kind": ["deadline", "percent", "count", "percent"],
                "text": ["年内", "100%", "3件", "45%"],
                "departments": pd.Series([["甲", "乙"], ["甲", "乙"], [], ["丙"]], dtype=object),
            }
        ),
    )


def test_summary() -> None:
    assert targets.summary(PLAN, select(PLAN, Scope(sections=("一", "二")))) == TargetSummary(
        tasks=2,
        with_target=2,
        without_target=0,
        targets=3,
        by_kind=((TargetKind.PERCENT, 2), (TargetKind.DEADLINE, 1)),
    )


def test_where_none_is_stated_none_is_shown() -> None:
    for plan in (plan_of([]), plan_of([("1", None, ["甲"])])):
        scoped = select(plan, Scope())
        assert len(targets.stated(plan, scoped)) == 0
        assert targets.summary(plan, scoped) == TargetSummary(len(plan.tasks), 0, len(plan.tasks), 0, ())


def test_deadlines_seen_from_a_day_with_those_without_a_date_last() -> None:
    plan = plan_of(
        [("1", "一", ["甲"]), ("2", "一", ["甲", "乙"]), ("3", "一", ["乙"])],
        targets=[("1", "deadline", "近期"), ("2", "deadline", "2023-12-31"), ("3", "deadline", "2023-06-30")],
    )
    due = targets.deadlines(targets.stated(plan, select(plan, Scope())), date(2023, 12, 1))
    assert due["task_id"].tolist() == ["3", "2", "1"]
    assert due["due"].tolist() == [date(2023, 6, 30), date(2023, 12, 31), None]
    assert due["days"].tolist() == [-154, 30, pd.NA]
    assert due["departments"].tolist() == [["乙"], ["甲", "乙"], ["甲"]]


def test_no_deadlines() -> None:
    plan = plan_of([("1", "一", ["甲"])], targets=[("1", "percent", "45%")])
    assert targets.deadlines(targets.stated(plan, select(plan, Scope())), date(2023, 1, 1)).empty


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("2023-12-31", "2023-12-31，还有 91 天"),
        ("2023-10-01", "2023-10-01，就在这一天"),
        ("2023-09-30", "2023-09-30，在所选日期之前"),
        ("", "没有写明可换算的日期"),
    ],
)
def test_how_far_a_deadline_is_is_told_but_never_as_a_delay(value: str, told: str) -> None:
    assert targets.deadline_text(value, date(2023, 10, 1)) == told


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2023, 8, 1), date(2023, 8, 1)),
        (date(2026, 11, 26), date(2023, 5, 17)),
        (date(2022, 12, 31), date(2023, 5, 17)),
    ],
)
def test_deadlines_are_seen_from_today_in_the_year_of_the_plan_else_from_its_issue(
    plan: Plan, today: date, day: date
) -> None:
    assert targets.seen_from(plan, select(plan, Scope()), today) == day


def test_without_a_day_of_issue_they_are_seen_from_the_first_day_of_the_year() -> None:
    undated = plan_of([("1", None, ["甲"])])
    year = int(undated.documents["year"].iloc[0])
    scoped = select(undated, Scope())
    assert targets.seen_from(undated, scoped, date(year + 3, 5, 5)) == date(year, 1, 1)
