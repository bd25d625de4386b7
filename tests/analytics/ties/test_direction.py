"""Who leads for whom: stated, assumed, or left open."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analytics.scope import Collectives, Scope, ScopedPlan, select
from analytics.ties.direction import COLUMNS, directions
from tests.analytics.scopes import DEPARTMENTS, scoped_of
from tests.plans import plan_of


def arrows(scoped: ScopedPlan) -> list[tuple[str, str, int, bool]]:
    found = directions(scoped)
    columns = ("source_id", "target_id", "tasks", "stated")
    return list(zip(*(found[column].tolist() for column in columns), strict=True))


def test_from_the_first_listed_to_the_others_is_assumed() -> None:
    assert_frame_equal(
        directions(scoped_of("乙甲", "乙甲丙", "甲乙", "丁")),
        pd.DataFrame(
            {
                "source_id": ["乙", "甲", "乙"],
                "target_id": ["甲", "乙", "丙"],
                "source_name": ["乙", "甲", "乙"],
                "target_name": ["甲", "乙", "丙"],
                "tasks": [2, 1, 1],
                "stated": [False, False, False],
                "task_ids": pd.Series([["1", "2"], ["3"], ["2"]], dtype=object),
            }
        ),
    )


def test_from_the_stated_lead_to_the_rest_is_stated() -> None:
    roles = {("1", "乙"): "lead", ("1", "丙"): "support"}
    assert arrows(scoped_of("甲乙丙", "乙甲", roles=roles)) == [
        ("乙", "甲", 1, True),
        ("乙", "丙", 1, True),
        ("乙", "甲", 1, False),
    ]


def test_without_a_lead_the_responsible_go_before_those_that_support() -> None:
    assert arrows(scoped_of("甲乙丙", roles={("1", "甲"): "support"})) == [
        ("乙", "甲", 1, True),
        ("丙", "甲", 1, True),
    ]


def test_several_leads_and_nobody_else_point_nowhere() -> None:
    assert arrows(scoped_of("甲乙", roles={("1", "甲"): "lead", ("1", "乙"): "lead"})) == []


@pytest.mark.parametrize(
    ("collectives", "expected"),
    [
        (Collectives.NODE, [("各庭", "甲", 1, False)]),
        (Collectives.OMIT, []),
        (Collectives.EXPAND, [("乙", "甲", 1, False), ("丙", "甲", 1, False)]),
    ],
)
def test_a_collective_name_in_the_first_place(collectives: Collectives, expected: list) -> None:
    plan = plan_of([("1", None, ["各庭", "甲"])], collectives={"各庭": ["乙", "丙"]}, departments=DEPARTMENTS)
    assert arrows(select(plan, Scope(collectives=collectives))) == expected


@pytest.mark.parametrize("lists", [(), ("甲", "乙")])
def test_no_joint_task_no_direction(lists: tuple[str, ...]) -> None:
    found = directions(scoped_of(*lists))
    assert (len(found), found.columns.tolist()) == (0, COLUMNS)
