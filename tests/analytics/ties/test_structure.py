"""What joint tasks make of each department's list."""

import numpy as np
import pandas as pd
from hypothesis import given
from pandas.testing import assert_frame_equal

from analytics.loads import workload
from analytics.ties import collaboration
from analytics.ties.structure import by_department, by_task
from tests.analytics.scopes import LISTS, scoped_of


def test_each_department() -> None:
    assert_frame_equal(
        by_department(scoped_of("乙甲", "乙甲丙", "甲", "丁")),
        pd.DataFrame(
            {
                "department_id": ["甲", "乙", "丙", "丁"],
                "name": ["甲", "乙", "丙", "丁"],
                "sole": [1, 0, 0, 1],
                "joint": [2, 2, 1, 0],
                "partners": [2, 2, 2, 0],
                "largest": [3, 3, 3, 0],
                "largest_ids": pd.Series([["2"], ["2"], ["2"], []], dtype=object),
                "joint_first": [0, 2, 0, 0],
                "first_ids": pd.Series([[], ["1", "2"], [], []], dtype=object),
                "first_share": [0.0, 1.0, 0.0, float("nan")],
            }
        ),
    )


def test_each_task_makes_a_pair_of_every_two() -> None:
    frame = by_task(scoped_of("乙甲", "乙甲丙丁", "甲", "丙丁"))
    assert frame[["number", "size", "pairs"]].to_numpy().tolist() == [["2", 4, 6], ["1", 2, 1], ["4", 2, 1]]


def test_nothing_joint() -> None:
    assert by_task(scoped_of("甲", "乙")).empty
    assert by_department(scoped_of("甲", "乙"))["joint"].tolist() == [0, 0]
    assert by_department(scoped_of()).empty


@given(LISTS)
def test_it_is_what_the_network_and_the_loads_say(lists: list[list[str]]) -> None:
    scoped = scoped_of(*lists)
    frame = by_department(scoped).set_index("department_id")
    loads = workload.by_department(scoped).set_index("department_id").loc[frame.index]
    assert frame[["sole", "joint", "joint_first"]].equals(loads[["sole", "joint", "joint_first"]].astype(int))
    degree = dict(collaboration.graph(scoped).degree())
    assert frame["partners"].to_dict() == degree
    assert frame["first_ids"].map(len).tolist() == frame["joint_first"].tolist()
    pairs = by_task(scoped)["pairs"].sum()
    assert pairs == collaboration.ties(scoped)["shared"].sum()
    assert np.array_equal(frame["largest"] > 0, frame["joint"] > 0)
    assert pd.Series(frame["largest_ids"].map(len) > 0).equals(frame["joint"] > 0)
