"""Candidate groups of tiny invented plans, and whether they hold without a task."""

import math
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from analytics.ties import collaboration
from analytics.ties.groups import CandidateGroup, groups
from tests.analytics.scopes import LISTS, scoped_of


def test_two_groups_and_their_stability() -> None:
    found = groups(scoped_of("甲乙", "甲乙", "乙丙", "甲丙", "丁戊", "己"))
    assert found.groups == (
        CandidateGroup(
            *(("甲", "乙", "丙"), ("甲", "乙", "丙"), ("1", "2", "3", "4")),
            1.0,
            1.0,
            (),
            False,
            ("甲", "乙", "丙"),
        ),
        CandidateGroup(("丁", "戊"), ("丁", "戊"), ("5",), 0.0, 0.0, ("5",), False, ()),
    )
    assert (found.left_out, found.rivals) == (5, 0)
    assert found.number_of() == {"甲": 0, "乙": 0, "丙": 0, "丁": 1, "戊": 1}
    assert found.together.tolist() == [  # without task 5, 丁 and 戊 are apart; the other tasks name neither
        *([1, 1, 1, 0, 0, 0], [1, 1, 1, 0, 0, 0], [1, 1, 1, 0, 0, 0]),
        *([0, 0, 0, 1, 0, 0], [0, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 1]),
    ]


def test_two_groupings_that_are_as_good_are_told() -> None:
    """A ring of four: two pairs beside each other, either way."""
    found = groups(scoped_of("甲乙", "乙丙", "丙丁", "丁甲"))
    assert found.rivals > 0
    assert ((found.together > 0) & (found.together < 1)).any()


@given(LISTS)
def test_how_often_two_are_together(lists: list[list[str]]) -> None:
    scoped = scoped_of(*lists)
    found = groups(scoped)
    assert found.together.shape == (len(scoped.departments),) * 2
    assert (found.together == found.together.T).all()
    assert ((found.together >= 0) & (found.together <= 1)).all()
    assert (np.diagonal(found.together) == 1).all()
    rows = {name: row for row, name in enumerate(scoped.departments["name"])}
    for group in found.groups:
        if len(group.names) == 2:  # the matrix and the table say the same of a pair
            assert found.together[rows[group.names[0]], rows[group.names[1]]] == pytest.approx(group.kept)
        assert set(group.always) <= set(group.names)
        assert all(found.together[rows[a], rows[b]] == 1 for a, b in combinations(group.always, 2))


def test_without_ties_there_is_no_group() -> None:
    found = groups(scoped_of("甲", "乙"))
    assert (found.groups, found.left_out) == ((), 0)
    assert math.isnan(found.modularity)


def test_one_task_and_nothing_besides() -> None:
    (group,) = groups(scoped_of("甲乙丙")).groups
    assert (group.kept, group.lowest, group.lowest_task_ids) == (0.0, 0.0, ("1",))


@given(LISTS)
def test_groups_part_the_departments_that_share_tasks(lists: list[list[str]]) -> None:
    scoped = scoped_of(*lists)
    found = groups(scoped)
    alone = set(collaboration.isolates(scoped))
    grouped = [department for group in found.groups for department in group.department_ids]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) == set(scoped.departments["department_id"]) - alone
    if found.groups:
        parts = [set(group.department_ids) for group in found.groups] + [{department} for department in alone]
        network = collaboration.graph(scoped)
        assert found.modularity == pytest.approx(nx.community.modularity(network, parts, weight="newman"))
        components = [set(part) for part in nx.connected_components(network)]
        assert all(any(part <= component for component in components) for part in parts)
    for group in found.groups:
        assert 0 <= group.lowest <= group.kept <= 1
        assert bool(group.lowest_task_ids) == (group.lowest < 1)
