"""Targets of a tiny invented plan."""

import pandas as pd
from pandas.testing import assert_frame_equal

from analytics import targets
from analytics.scope import Scope, select
from analytics.targets import TargetSummary
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
