"""Ties of tiny invented plans, checked by hand, and of any plan, checked against NetworkX and SciPy."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms import bipartite
from pandas.testing import assert_frame_equal
from scipy.sparse import coo_array

from analytics.loads import workload
from analytics.scope import Scope, ScopedPlan, select
from analytics.ties import collaboration
from analytics.ties.collaboration import ConnectingDepartment
from data.errors import ScopeError
from tests.plans import plan_of

DEPARTMENTS = "甲乙丙丁戊己庚"
LISTS = st.lists(st.lists(st.sampled_from(DEPARTMENTS), unique=True, max_size=6), max_size=14)


def scoped_of(*lists: str | list[str]) -> ScopedPlan:
    """Tasks 1, 2, … with the departments of each list; the directory is in the order of ``DEPARTMENTS``."""
    return select(
        plan_of(
            [(str(n), None, list(departments)) for n, departments in enumerate(lists, 1)],
            departments=DEPARTMENTS,
        ),
        Scope(),
    )


def test_ties() -> None:
    assert_frame_equal(
        collaboration.ties(scoped_of("乙甲", "甲", "丙甲乙", "丁丙")),
        pd.DataFrame(
            {
                "source_id": ["甲", "丙", "甲", "乙"],
                "target_id": ["乙", "丁", "丙", "丙"],
                "source_name": ["甲", "丙", "甲", "乙"],
                "target_name": ["乙", "丁", "丙", "丙"],
                "shared": [2, 1, 1, 1],
                "newman": [1.5, 1.0, 0.5, 0.5],
                "task_ids": pd.Series([["1", "3"], ["4"], ["3"], ["3"]], dtype=object),
            }
        ),
    )


@pytest.mark.parametrize("lists", [[], ["甲", "乙"], [""]])
def test_without_joint_tasks_there_are_no_ties(lists: list[str]) -> None:
    scoped = scoped_of(*lists)
    tied = collaboration.ties(scoped)
    assert len(tied) == 0
    assert tied.columns.tolist() == collaboration.ties(scoped_of("甲乙")).columns.tolist()
    for measure in (collaboration.bridges, collaboration.binding_tasks):
        assert len(measure(scoped)) == 0
    assert collaboration.components(scoped) == [
        [department] for department in scoped.departments["department_id"]
    ]
    assert collaboration.connecting_departments(scoped) == []


def test_graph_holds_isolates_and_figures() -> None:
    network = collaboration.graph(scoped_of("甲乙", "甲", "丙"))
    assert dict(network.nodes(data=True)) == {
        "甲": {"name": "甲", "kind": "综合", "full": 2, "fractional": 1.5},
        "乙": {"name": "乙", "kind": "综合", "full": 1, "fractional": 0.5},
        "丙": {"name": "丙", "kind": "综合", "full": 1, "fractional": 1.0},
    }
    assert list(network.edges(data=True)) == [("甲", "乙", {"shared": 1, "newman": 1.0, "task_ids": ["1"]})]


def test_two_mode() -> None:
    network = collaboration.two_mode(scoped_of("甲乙", ""))
    assert dict(network.nodes(data=True)) == {
        ("department", "甲"): {"bipartite": 0, "name": "甲", "kind": "综合"},
        ("department", "乙"): {"bipartite": 0, "name": "乙", "kind": "综合"},
        ("task", "1"): {"bipartite": 1, "number": "1", "size": 2},
        ("task", "2"): {"bipartite": 1, "number": "2", "size": 0},
    }
    assert list(network.edges) == [
        (("department", "甲"), ("task", "1")),
        (("department", "乙"), ("task", "1")),
    ]


def test_components_and_isolates() -> None:
    scoped = scoped_of("丙丁", "己", "甲", "丁戊", "乙庚")
    assert collaboration.components(scoped) == [["丙", "丁", "戊"], ["乙", "庚"], ["甲"], ["己"]]
    assert collaboration.isolates(scoped) == ["甲", "己"]


def test_connecting_departments_tell_what_falls_apart() -> None:
    scoped = scoped_of("甲乙", "乙丙丁", "丁戊", "戊己", "庚")
    assert collaboration.connecting_departments(scoped) == [
        ConnectingDepartment("乙", "乙", (("丙", "丁", "戊", "己"), ("甲",))),
        ConnectingDepartment("丁", "丁", (("甲", "乙", "丙"), ("戊", "己"))),
        ConnectingDepartment("戊", "戊", (("甲", "乙", "丙", "丁"), ("己",))),
    ]
    assert collaboration.connecting_departments(scoped)[0].cut_off == (("甲",),)


def test_bridges() -> None:
    scoped = scoped_of("甲乙", "乙甲", "乙丙丁")
    assert collaboration.bridges(scoped)[["source_id", "target_id", "task_ids"]].to_numpy().tolist() == [
        ["甲", "乙", ["1", "2"]]
    ]


def test_binding_tasks() -> None:
    assert_frame_equal(
        collaboration.binding_tasks(scoped_of("甲乙", "丁", "甲乙丙", "丙丁")),
        pd.DataFrame(
            {
                "task_id": ["3", "4", "1"],
                "number": ["3", "4", "1"],
                "size": [3, 2, 2],
                "ties": [3, 1, 1],
                "only_here": [2, 1, 0],
            }
        ),
    )


def test_partners() -> None:
    scoped = scoped_of("甲乙", "丙乙甲", "乙", "丁")
    assert_frame_equal(
        collaboration.partners(scoped, "乙"),
        pd.DataFrame(
            {
                "partner_id": ["甲", "丙"],
                "partner_name": ["甲", "丙"],
                "shared": [2, 1],
                "newman": [1.5, 0.5],
                "share": [2 / 3, 1 / 3],
                "task_ids": pd.Series([["1", "2"], ["2"]], dtype=object),
            }
        ),
    )
    assert len(collaboration.partners(scoped, "丁")) == 0
    with pytest.raises(ScopeError):
        collaboration.partners(scoped, "戊")


@given(LISTS.filter(bool))  # NetworkX projects no empty graph
def test_ties_agree_with_the_projections_of_networkx(lists: list[list[str]]) -> None:
    scoped = scoped_of(*lists)
    two_mode = collaboration.two_mode(scoped)
    departments = [node for node, data in two_mode.nodes(data=True) if data["bipartite"] == 0]
    shared = bipartite.weighted_projected_graph(two_mode, departments)
    newman = bipartite.collaboration_weighted_projected_graph(two_mode, departments)
    tied = collaboration.ties(scoped)
    pairs = [frozenset(pair) for pair in zip(tied["source_id"], tied["target_id"], strict=True)]
    oracle = {frozenset((a, b)): tie["weight"] for (_, a), (_, b), tie in shared.edges(data=True)}
    assert dict(zip(pairs, tied["shared"], strict=True)) == oracle
    oracle = {frozenset((a, b)): tie["weight"] for (_, a), (_, b), tie in newman.edges(data=True)}
    assert dict(zip(pairs, tied["newman"], strict=True)) == pytest.approx(oracle)
    assert (tied["task_ids"].map(len) == tied["shared"]).all()


@given(LISTS)
def test_shared_counts_are_the_product_of_the_incidence_matrix(lists: list[list[str]]) -> None:
    scoped = scoped_of(*lists)
    rows, n = scoped.assignments, len(scoped.departments)
    ones = np.ones(len(rows), int)
    incidence = coo_array((ones, (rows["department"], rows["task"])), shape=(n, len(scoped.tasks))).tocsr()
    expected = (incidence @ incidence.T).toarray()
    found = np.diag(workload.counts(scoped)[0])
    row = {department: place for place, department in enumerate(scoped.departments["department_id"])}
    for tie in collaboration.ties(scoped).itertuples():
        a, b = row[tie.source_id], row[tie.target_id]
        found[a, b] = found[b, a] = tie.shared
    assert found.tolist() == expected.tolist()


@given(LISTS)
def test_a_departments_newman_weights_add_up_to_its_joint_tasks(lists: list[list[str]]) -> None:
    scoped = scoped_of(*lists)
    network = collaboration.graph(scoped)
    joint = workload.by_department(scoped).set_index("department_id")["joint"].to_dict()
    assert dict(network.degree(weight="newman")) == pytest.approx(joint)


@given(LISTS)
def test_groups_connecting_departments_and_bridges_agree_with_the_graph(lists: list[list[str]]) -> None:
    scoped = scoped_of(*lists)
    network = collaboration.graph(scoped)
    assert sorted(map(sorted, collaboration.components(scoped))) == sorted(
        map(sorted, nx.connected_components(network))
    )
    assert collaboration.isolates(scoped) == list(nx.isolates(network))
    for department in collaboration.connecting_departments(scoped):
        without = network.subgraph(set(network) - {department.department_id})
        parts = {frozenset(part) for part in nx.connected_components(without)}
        assert {frozenset(part) for part in department.parts} <= parts
        assert len(department.parts) > 1
    found = collaboration.bridges(scoped)
    assert {frozenset(p) for p in zip(found["source_id"], found["target_id"], strict=True)} == {
        frozenset(pair) for pair in nx.bridges(network)
    }


@given(LISTS)
def test_without_a_task_its_own_ties_are_gone(lists: list[list[str]]) -> None:
    scoped = scoped_of(*lists)
    binding = collaboration.binding_tasks(scoped).set_index("task_id")["only_here"].to_dict()
    for task, gone in binding.items():
        others = [departments for n, departments in enumerate(lists, 1) if str(n) != task]
        assert len(collaboration.ties(scoped)) - len(collaboration.ties(scoped_of(*others))) == gone


@given(LISTS)
def test_fractions_add_up_to_the_tasks_with_a_department(lists: list[list[str]]) -> None:
    full, fractional = workload.counts(scoped_of(*lists))
    assert fractional.sum() == pytest.approx(sum(bool(departments) for departments in lists), abs=1e-9)
    assert full.sum() == sum(map(len, lists))


def test_ties_shown_from_so_many_tasks_and_without_one_task() -> None:
    ties = collaboration.ties(
        select(plan_of([("1", None, ["甲", "乙"]), ("2", None, ["甲", "乙", "丙"])]), Scope())
    )
    assert collaboration.ties_shown(ties)["shared"].tolist() == [2, 1, 1]
    assert collaboration.ties_shown(ties, at_least=2)["shared"].tolist() == [2]
    assert collaboration.ties_shown(ties, without_task="2")["shared"].tolist() == [2]
    assert collaboration.ties_shown(ties, at_least=3).empty
