"""Task columns with short lines, and combinations of departments that recur."""

from itertools import permutations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analytics.rows import each_row
from analytics.ties import collaboration
from analytics.ties.combinations import ColumnOrder, combinations, largest_tasks, task_columns
from tests.analytics.scopes import DEPARTMENTS, LISTS, scoped_of


def test_task_columns() -> None:
    found = task_columns(scoped_of("甲丙", "丙乙", "丁", "戊己"))
    assert found.department_ids == ("甲", "丙", "乙", "戊", "己")
    assert found.task_ids == ("1", "2", "4")
    assert_frame_equal(
        found.dots,
        pd.DataFrame(
            {
                "column": [0, 0, 1, 1, 2, 2],
                "row": [0, 1, 1, 2, 3, 4],
                "task_id": ["1", "1", "2", "2", "4", "4"],
                "department_id": ["甲", "丙", "丙", "乙", "戊", "己"],
                "first": [True, False, True, False, True, False],
            }
        ),
    )
    lines = found.lines[["task_id", "size", "top", "bottom"]].to_numpy().tolist()
    assert lines == [["1", 2, 0, 1], ["2", 2, 1, 2], ["4", 2, 3, 4]]
    assert found.length == 3
    assert found.totals == (1, 2, 1, 1, 1)


def test_columns_as_printed_by_size_and_some_of_them() -> None:
    scoped = scoped_of("甲乙", "丙丁戊", "己", "甲丙")
    assert task_columns(scoped, ColumnOrder.SECTION).task_ids == ("1", "2", "4")
    assert task_columns(scoped, ColumnOrder.SIZE).task_ids == ("2", "1", "4")
    some = task_columns(scoped, ColumnOrder.SECTION, among=["1", "3"])
    assert (some.task_ids, sorted(some.names), some.length) == (("1",), ["乙", "甲"], 1)
    assert dict(zip(some.names, some.totals, strict=True)) == {"甲": 2, "乙": 1}  # of all joint tasks


def test_the_largest_tasks_are_taken_as_long_as_they_can_be_read() -> None:
    scoped = scoped_of("甲乙", "丙丁戊", "己", "甲丙")
    assert largest_tasks(scoped) == ["1", "2", "4"]
    assert largest_tasks(scoped, 1) == ["2"]
    assert largest_tasks(scoped, 2) == ["1", "2"]
    assert largest_tasks(scoped_of("甲")) == []


def test_without_joint_tasks_there_are_no_columns() -> None:
    found = task_columns(scoped_of("甲", ""))
    assert (found.department_ids, found.task_ids, len(found.dots), len(found.lines), found.length) == (
        (),
        (),
        0,
        0,
        0,
    )
    assert len(combinations(scoped_of("甲", ""))) == 0


@given(st.lists(st.lists(st.sampled_from(DEPARTMENTS[:6]), unique=True, max_size=5), max_size=8))
def test_lines_are_about_as_short_as_can_be(lists: list[list[str]]) -> None:
    found = task_columns(scoped_of(*lists))
    joint = [departments for departments in lists if len(departments) > 1]
    every_order = permutations(found.department_ids)
    places = ({department: at for at, department in enumerate(order)} for order in every_order)
    shortest = min(
        sum(
            max(place[department] for department in departments)
            - min(place[department] for department in departments)
            for departments in joint
        )
        for place in places
    )
    assert shortest <= found.length <= shortest * 1.15 + 1


@given(LISTS)
def test_dots_are_the_departments_of_the_joint_tasks(lists: list[list[str]]) -> None:
    scoped = scoped_of(*lists)
    found = task_columns(scoped)
    dots = {(found.task_ids[dot.column], found.department_ids[dot.row]) for dot in each_row(found.dots)}
    assert dots == {
        (str(n), department)
        for n, departments in enumerate(lists, 1)
        if len(departments) > 1
        for department in departments
    }
    assert dots == set(zip(found.dots["task_id"], found.dots["department_id"], strict=True))
    assert (found.lines["bottom"] - found.lines["top"]).sum() == found.length
    groups = [group for group in collaboration.components(scoped) if len(group) > 1]
    ends = [sum(map(len, groups[: n + 1])) for n in range(len(groups))]
    blocks = [
        set(found.department_ids[end - len(group) : end]) for end, group in zip(ends, groups, strict=True)
    ]
    assert blocks == [set(group) for group in groups]


def test_combinations() -> None:
    assert_frame_equal(
        combinations(scoped_of("乙甲", "甲", "甲乙丙", "甲乙", "丙丁")),
        pd.DataFrame(
            {
                "department_ids": pd.Series([["甲", "乙"], ["甲", "乙", "丙"], ["丙", "丁"]], dtype=object),
                "names": pd.Series([["甲", "乙"], ["甲", "乙", "丙"], ["丙", "丁"]], dtype=object),
                "size": [2, 3, 2],
                "tasks": [2, 1, 1],
                "within": [3, 1, 1],
                "task_ids": pd.Series([["1", "4"], ["3"], ["5"]], dtype=object),
            }
        ),
    )


@given(LISTS)
def test_every_joint_task_is_in_one_combination(lists: list[list[str]]) -> None:
    found = combinations(scoped_of(*lists))
    told = {task: set(row.department_ids) for row in each_row(found) for task in row.task_ids}
    assert told == {
        str(n): set(departments) for n, departments in enumerate(lists, 1) if len(departments) > 1
    }
    assert found["tasks"].sum() == len(told)
    assert (found["within"] >= found["tasks"]).all()


@pytest.mark.parametrize("departments", [8, 40])
def test_a_chain_of_any_length_is_drawn_as_one(departments: int) -> None:
    names = [chr(0x4E00 + n) for n in range(departments)]
    shuffled = names[::2] + names[1::2]
    found = task_columns(scoped_of(*(shuffled[n : n + 2] for n in range(departments - 1))))
    assert found.length <= (departments - 1) * (1 if departments == 8 else 2)
