"""Candidate groups of tiny invented plans, and whether they hold without a task."""

import math

import networkx as nx
import pytest
from hypothesis import given

from analytics.ties import collaboration
from analytics.ties.groups import CandidateGroup, groups
from tests.analytics.scopes import LISTS, scoped_of


def test_two_groups_and_their_stability() -> None:
    found = groups(scoped_of("甲乙", "甲乙", "乙丙", "甲丙", "丁戊", "己"))
    assert found.groups == (
        CandidateGroup(("甲", "乙", "丙"), ("甲", "乙", "丙"), ("1", "2", "3", "4"), 1.0, 1.0, ()),
        CandidateGroup(("丁", "戊"), ("丁", "戊"), ("5",), 0.8, 0.0, ("5",)),
    )
    assert found.left_out == 5
    assert found.number_of() == {"甲": 0, "乙": 0, "丙": 0, "丁": 1, "戊": 1}


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
