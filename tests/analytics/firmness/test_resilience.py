"""What falls apart without a task or a department: by hand, and by reading the plan again without it."""

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from networkx.algorithms import bipartite
from pandas.testing import assert_frame_equal

from analytics.firmness import resilience
from analytics.rows import each_row
from analytics.scope import ScopedPlan
from analytics.ties import collaboration
from tests.analytics.scopes import LISTS, davis, scoped_of


def test_without_each_task() -> None:
    found = resilience.without_each_task(scoped_of("甲乙", "乙丙丁", "丙丁", "戊己", "庚"))
    assert_frame_equal(
        found,
        pd.DataFrame(
            {
                "task_id": ["2", "1", "4", "3"],
                "number": ["2", "1", "4", "3"],
                "size": [3, 2, 2, 2],
                "ties_lost": [2, 1, 1, 0],
                "left_alone": pd.Series([[], ["甲"], ["戊", "己"], []], dtype=object),
                "cut_off": pd.Series([[["丙", "丁"]], [["甲"]], [["己"]], []], dtype=object),
                "no_longer_connecting": pd.Series([["乙"], ["乙"], [], []], dtype=object),
                "newly_connecting": pd.Series([[], [], [], []], dtype=object),
            }
        ),
    )


def test_a_department_becomes_connecting_without_a_task() -> None:
    each = resilience.without_each_task(scoped_of("甲乙", "乙丙", "甲丙"))
    assert each["newly_connecting"].tolist() == [["丙"], ["甲"], ["乙"]]


def test_how_firmly_departments_connect() -> None:
    found = resilience.connecting_without_one_task(scoped_of("甲乙", "甲乙", "乙丙", "丙丁", "丙丁"))
    assert found.to_numpy().tolist() == [["乙", "乙", ["3"]], ["丙", "丙", ["3"]]]
    assert resilience.connecting_without_one_task(scoped_of("甲乙", "甲乙", "乙丙", "乙丙"))[
        "task_ids"
    ].tolist() == [[]]


def test_without_each_department() -> None:
    found = resilience.without_each_department(scoped_of("甲", "甲乙", "乙丙丁", "丙丁", "乙"))
    assert_frame_equal(
        found,
        pd.DataFrame(
            {
                "department_id": ["甲", "乙", "丙", "丁"],
                "name": ["甲", "乙", "丙", "丁"],
                "unassigned": pd.Series([["1"], ["5"], [], []], dtype=object),
                "single": pd.Series([["2"], ["2"], ["4"], ["4"]], dtype=object),
                "ties_lost": [1, 3, 2, 2],
                "collective": [0, 0, 0, 0],
                "left_alone": pd.Series([[], ["甲"], [], []], dtype=object),
                "cut_off": pd.Series([[], [["甲"]], [], []], dtype=object),
            }
        ),
    )


def test_redundancy() -> None:
    scoped = scoped_of("甲乙丙", "甲乙", "丙", "丁")
    assert resilience.redundancy_of_tasks(scoped).to_numpy().tolist() == [
        ["1", "1", 3, 1 / 3],
        ["2", "2", 2, 1.0],
    ]


def test_redundancy_of_the_davis_events() -> None:
    women = davis()
    oracle = bipartite.node_redundancy(nx.davis_southern_women_graph())
    tasks = resilience.redundancy_of_tasks(women)
    found = dict(zip(tasks["number"], tasks["redundancy"], strict=True))
    assert found == pytest.approx({event: oracle[event] for event in found})


def test_projection_of_the_davis_women_is_the_published_one() -> None:
    """First row of the women's matrix in Breiger (1974): Evelyn with the others."""
    tied = collaboration.ties(davis())
    first = tied[tied["source_id"] == "Evelyn Jefferson"].set_index("target_id")["shared"]
    women = nx.davis_southern_women_graph().graph["top"][1:]
    row = [6, 7, 6, 3, 4, 3, 3, 3, 2, 2, 2, 2, 2, 1, 2, 1, 1]
    assert first.to_dict() == dict(zip(women, row, strict=True))


def without(lists: list[list[str]], number: str) -> ScopedPlan:
    """The same tasks, one of them without departments."""
    return scoped_of(*(departments if str(n) != number else [] for n, departments in enumerate(lists, 1)))


@given(LISTS)
def test_without_a_task_is_the_plan_read_without_it(lists: list[list[str]]) -> None:
    scoped = scoped_of(*lists)
    ties = len(collaboration.ties(scoped))
    connecting = {department.department_id for department in collaboration.connecting_departments(scoped)}
    alone = set(collaboration.isolates(scoped))
    for row in each_row(resilience.without_each_task(scoped)):
        rest = without(lists, row.task_id)
        assert row.ties_lost == ties - len(collaboration.ties(rest))
        still = {department.department_id for department in collaboration.connecting_departments(rest)}
        assert (set(row.no_longer_connecting), set(row.newly_connecting)) == (
            connecting - still,
            still - connecting,
        )
        gone = set(scoped.departments["department_id"]) - set(rest.departments["department_id"])
        assert set(row.left_alone) == (set(collaboration.isolates(rest)) | gone) - alone
        groups = len(collaboration.components(rest)) + len(gone)
        assert len(row.cut_off) == groups - len(collaboration.components(scoped))


@given(LISTS)
def test_without_a_department_is_the_plan_read_without_it(lists: list[list[str]]) -> None:
    scoped = scoped_of(*lists)
    for row in resilience.without_each_department(scoped).itertuples():
        rest = scoped_of(
            *(
                [department for department in departments if department != row.department_id]
                for departments in lists
            )
        )
        assert row.ties_lost == len(collaboration.ties(scoped)) - len(collaboration.ties(rest))
        before, after = scoped.tasks["size"], rest.tasks["size"]
        assert row.unassigned == scoped.tasks["task_id"][(before == 1) & (after == 0)].tolist()
        assert row.single == scoped.tasks["task_id"][(before == 2) & (after == 1)].tolist()
        kept = [
            department
            for department in collaboration.isolates(rest)
            if department not in collaboration.isolates(scoped)
        ]
        assert row.left_alone == kept


@given(LISTS)
def test_redundancy_agrees_with_networkx(lists: list[list[str]]) -> None:
    scoped = scoped_of(*lists)
    network = collaboration.two_mode(scoped)
    tasks = resilience.redundancy_of_tasks(scoped)
    found = {("task", row.task_id): row.redundancy for row in tasks.itertuples()}
    chosen = [node for node, degree in network.degree if degree > 1 and node[0] == "task"]
    oracle = bipartite.node_redundancy(network, chosen) if chosen else {}
    assert found == pytest.approx(oracle)


@pytest.mark.parametrize("lists", [(), ("甲",), ("",)])
def test_nothing_hangs_on_nothing(lists: tuple[str, ...]) -> None:
    scoped = scoped_of(*lists)
    for frame in (
        resilience.without_each_task(scoped),
        resilience.connecting_without_one_task(scoped),
        resilience.redundancy_of_tasks(scoped),
    ):
        assert len(frame) == 0
    assert len(resilience.without_each_department(scoped)) == len(scoped.departments)
