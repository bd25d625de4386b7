"""A 与 B: what two departments share, and the ways between them."""

import networkx as nx
import pytest
from hypothesis import assume, given

from analytics.ties import collaboration
from analytics.ties.pairs import Step, pair
from data.errors import ScopeError
from tests.analytics.scopes import LISTS, scoped_of


def test_a_pair() -> None:
    found = pair(scoped_of("甲乙", "甲乙丙", "丙丁", "丁乙", "甲"), "甲", "乙")
    assert (found.first_name, found.second_name, found.first_full, found.second_full) == ("甲", "乙", 3, 3)
    assert found.tasks["task_id"].tolist() == ["1", "2"]
    assert (found.first_share, found.second_share) == (2 / 3, 2 / 3)
    assert found.partners.to_numpy().tolist() == [["丙", "丙", 1, 1, ["2"], ["2"]]]
    assert found.paths == ()


def test_ways_lead_over_other_tasks() -> None:
    scoped = scoped_of("甲乙", "甲丙", "丙乙", "甲丁", "丁乙", "丁乙", "戊")
    ways = (
        (Step("甲", "丙", ("2",)), Step("丙", "乙", ("3",))),
        (Step("甲", "丁", ("4",)), Step("丁", "乙", ("5", "6"))),
    )
    assert pair(scoped, "甲", "乙").paths == ways
    assert pair(scoped, "丙", "丁").paths[0] == (Step("丙", "甲", ("2",)), Step("甲", "丁", ("4",)))
    assert pair(scoped, "甲", "戊").paths == ()


def test_a_pair_is_of_two_departments_in_the_scope() -> None:
    scoped = scoped_of("甲乙")
    for first, second in (("甲", "甲"), ("甲", "丙"), ("丙", "甲")):
        with pytest.raises(ScopeError):
            pair(scoped, first, second)


@given(LISTS)
def test_ways_are_the_shortest_in_the_two_mode_network(lists: list[list[str]]) -> None:
    scoped = scoped_of(*lists)
    departments = scoped.departments["department_id"].tolist()
    assume(len(departments) > 1)
    found = pair(scoped, departments[0], departments[1])
    network = collaboration.two_mode(scoped)
    network.remove_nodes_from([("task", task) for task in found.tasks["task_id"]])
    first, second = (("department", department) for department in departments[:2])
    if not nx.has_path(network, first, second):
        assert found.paths == ()
        return
    ways = {
        tuple(node[1] for node in way if node[0] == "department")
        for way in nx.all_shortest_paths(network, first, second)
    }
    told = {(way[0].source_id, *(step.target_id for step in way)) for way in found.paths}
    assert told <= ways
    assert len(told) == min(len(ways), 12)
    for step in (step for way in found.paths for step in way):
        for task in step.task_ids:
            assert {step.source_id, step.target_id} <= {
                department for _, department in network[("task", task)]
            }
