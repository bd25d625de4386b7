"""Counts of tiny invented plans, checked by hand."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analytics.loads import workload
from analytics.loads.workload import WorkloadSummary
from analytics.scope import Collectives, Counting, Scope, ScopedPlan, select
from data.errors import ScopeError
from tests.plans import plan_of

TASKS = [
    ("1", "一", ["甲", "乙"]),
    ("2", "一", ["甲"]),
    ("3", "二", ["丙", "甲", "乙"]),
    ("4", None, ["丙"]),
    ("5", "二", []),
]


def scoped_of(tasks: list, counting: Counting = Counting.FULL, **options: Any) -> ScopedPlan:
    return select(plan_of(tasks, **options), Scope(counting=counting))


def test_summary() -> None:
    scoped = scoped_of(TASKS, targets=[("4", "percent", "45%"), ("4", "count", "3件")])
    assert workload.summary(scoped) == WorkloadSummary(
        tasks=5,
        departments=3,
        collectives=0,
        responsibilities=7,
        sole_tasks=2,
        joint_tasks=2,
        unassigned_tasks=1,
        tasks_with_target=1,
        largest_task=3,
    )
    assert workload.summary(scoped_of([])) == WorkloadSummary(0, 0, 0, 0, 0, 0, 0, 0, 0)


def test_by_department() -> None:
    scoped = scoped_of(
        TASKS, roles={("3", "丙"): "lead", ("3", "乙"): "support"}, targets=[("3", "percent", "45%")]
    )
    assert_frame_equal(
        workload.by_department(scoped),
        pd.DataFrame(
            {
                "department_id": ["甲", "丙", "乙"],
                "name": ["甲", "丙", "乙"],
                "kind": ["综合", "综合", "综合"],
                "collective": [False, False, False],
                "full": [3, 2, 2],
                "fractional": [1 + 1 / 2 + 1 / 3, 1 + 1 / 3, 1 / 2 + 1 / 3],
                "sole": [1, 1, 0],
                "joint": [2, 1, 2],
                "first_listed": [2, 2, 0],
                "joint_first": [1, 1, 0],
                "lead": [0, 1, 0],
                "support": [0, 0, 1],
                "sections": [2, 1, 2],
                "with_target": [1, 1, 1],
                "full_rank": pd.array([1, 2, 2], dtype="Int64"),
                "fractional_rank": pd.array([1, 2, 3], dtype="Int64"),
                "joint_share": [2 / 3, 1 / 2, 1.0],
            }
        ),
    )


def test_a_collective_name_stands_last_without_a_rank() -> None:
    table = workload.by_department(
        scoped_of([("1", None, ["各庭", "甲"]), ("2", None, ["各庭"])], collectives={"各庭": []})
    )
    assert table[["name", "full", "full_rank", "fractional_rank"]].astype(object).to_numpy().tolist() == [
        ["甲", 1, 1, 1],
        ["各庭", 2, pd.NA, pd.NA],
    ]


@pytest.mark.parametrize(
    ("collectives", "carried"),
    [
        (Collectives.NODE, {"甲": (1, 1), "各庭": (1, 1)}),
        (Collectives.OMIT, {"甲": (1, 1)}),
        (Collectives.EXPAND, {"甲": (1, 1), "乙": (0, 2), "丙": (0, 2)}),
    ],
)
def test_alone_or_together_is_taken_from_the_printed_list(
    collectives: Collectives, carried: dict[str, tuple[int, int]]
) -> None:
    plan = plan_of(
        [("1", None, ["甲", "各庭"]), ("2", None, ["各庭"]), ("3", None, ["甲"])],
        collectives={"各庭": ["乙", "丙"]},
    )
    table = workload.by_department(select(plan, Scope(collectives=collectives)))
    assert {row.name: (row.sole, row.joint) for row in table.itertuples()} == carried


def test_the_scope_chooses_the_count_that_orders() -> None:
    tasks = [
        ("1", None, ["甲", "乙"]),
        ("2", None, ["甲", "乙"]),
        ("3", None, ["甲", "丙"]),
        ("4", None, ["丁"]),
    ]
    tasks.append(("5", None, ["丁"]))
    orders = {
        counting: workload.by_department(scoped_of(tasks, counting))["name"].tolist() for counting in Counting
    }
    assert orders == {Counting.FULL: ["甲", "丁", "乙", "丙"], Counting.FRACTIONAL: ["丁", "甲", "乙", "丙"]}


def test_equal_fractions_are_a_tie_whatever_they_are_summed_from() -> None:
    thirds = [(str(n), None, ["甲", f"子{n}", f"丑{n}"]) for n in range(3)]
    table = workload.by_department(scoped_of([*thirds, ("9", None, ["乙"])])).set_index("name")
    assert table.loc[["甲", "乙"], "fractional_rank"].tolist() == [1, 1]
    assert table.loc["子0", "fractional_rank"] == 3


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], []),
        ([5], [1]),
        ([1, 3, 3, 2], [4, 1, 1, 3]),
        ([1.0, 1.0 - 1e-12, 0.5], [1, 1, 3]),
        ([0, 0, 0], [1, 1, 1]),
    ],
)
def test_ranks(values: list[float], expected: list[int]) -> None:
    assert workload.ranks(np.array(values)).tolist() == expected


def test_by_section() -> None:
    assert_frame_equal(
        workload.by_section(scoped_of(TASKS)),
        pd.DataFrame(
            {
                "section_id": pd.array(["一", "一", "二", "二", "二", None], dtype="str"),
                "section_ordinal": pd.array([1, 1, 2, 2, 2, None], dtype="Int64"),
                "section_title": pd.array(["一", "一", "二", "二", "二", None], dtype="str"),
                "department_id": ["甲", "乙", "甲", "乙", "丙", "丙"],
                "name": ["甲", "乙", "甲", "乙", "丙", "丙"],
                "full": [2, 1, 1, 1, 1, 1],
                "fractional": [1.5, 0.5, 1 / 3, 1 / 3, 1 / 3, 1.0],
            }
        ),
    )


def test_an_empty_scope_has_no_rows_but_all_columns() -> None:
    empty, full = scoped_of([]), scoped_of(TASKS)
    for measure in (workload.by_department, workload.by_section):
        assert len(measure(empty)) == 0
        assert measure(empty).columns.tolist() == measure(full).columns.tolist()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["1", "2", "3", "4", "5"]),
        ({"department_id": "甲"}, ["1", "2", "3"]),
        ({"department_id": "甲", "section_id": "一"}, ["1", "2"]),
        ({"department_id": "丙", "section_id": workload.OUTSIDE_SECTIONS}, ["4"]),
        ({"section_id": "二"}, ["3", "5"]),
        ({"department_id": "丙", "other_department_id": "乙"}, ["3"]),
        ({"department_id": "乙", "section_id": workload.OUTSIDE_SECTIONS}, []),
    ],
)
def test_the_tasks_behind_a_figure(asked: dict[str, str], expected: list[str]) -> None:
    assert workload.tasks_of(scoped_of(TASKS), **asked) == expected


@pytest.mark.parametrize(
    "asked", [{"department_id": "丁"}, {"section_id": "三"}, {"other_department_id": "丁"}]
)
def test_a_department_or_section_without_a_task_is_refused(asked: dict[str, str]) -> None:
    with pytest.raises(ScopeError, match="在当前范围内没有任务"):
        workload.tasks_of(scoped_of(TASKS, departments=["丁"]), **asked)


def test_the_tasks_of_any_of_several_departments() -> None:
    scoped = scoped_of(TASKS)
    assert workload.tasks_of_any(scoped, ["丙", "乙"]) == ("1", "3", "4")
    assert workload.tasks_of_any(scoped, []) == ()


def test_tasks_of_all_name_every_department() -> None:
    plan = plan_of([("1", "一", ["甲", "乙"]), ("2", "一", ["甲"]), ("3", "二", ["乙", "甲", "丙"])])
    scoped = select(plan, Scope())
    assert workload.tasks_of_all(scoped, ["甲", "乙"]) == ["1", "3"]
    assert workload.tasks_of_all(scoped, ["甲", "丙"]) == ["3"]
    assert workload.tasks_of_all(scoped, ["甲", "不在"]) == []
    assert workload.tasks_of_all(scoped, []) == []
