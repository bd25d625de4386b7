"""Places between others: betweenness of many graphs at once, as NetworkX finds it one by one."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.firmness import brokerage, random_plans
from analytics.ties import collaboration
from tests.analytics.scopes import LISTS, scoped_of


def test_a_path_and_a_star() -> None:
    scoped = scoped_of("甲乙", "乙丙", "丙丁", "丙戊", "己")
    found = brokerage.positions(scoped, random_plans.draw(scoped, 50))
    assert found[["name", "full", "betweenness"]].to_numpy().tolist() == [
        ["丙", 3, 5.0],
        ["乙", 2, 3.0],
        ["甲", 1, 0.0],
        ["丁", 1, 0.0],
        ["戊", 1, 0.0],
        ["己", 1, 0.0],
    ]
    assert (found["low"] <= found["high"]).all()


@given(st.lists(st.lists(st.booleans(), min_size=28, max_size=28), min_size=1, max_size=4))
def test_as_networkx_one_by_one(edges: list[list[bool]]) -> None:
    networks = np.zeros((len(edges), 8, 8), bool)
    networks[:, *np.triu_indices(8, 1)] = edges
    networks |= networks.transpose(0, 2, 1)
    for network, found in zip(networks, brokerage.betweenness(networks), strict=True):
        oracle = nx.betweenness_centrality(nx.from_numpy_array(network), normalized=False)
        assert found == pytest.approx([oracle[node] for node in range(8)], abs=1e-4)


@given(LISTS)
def test_the_place_of_each_department(lists: list[list[str]]) -> None:
    scoped = scoped_of(*lists)
    found = brokerage.positions(scoped, random_plans.draw(scoped, 20))
    oracle = nx.betweenness_centrality(collaboration.graph(scoped), normalized=False)
    assert dict(zip(found["department_id"], found["betweenness"], strict=True)) == pytest.approx(
        oracle, abs=1e-4
    )
    outside = found["outside"].to_numpy()
    assert (found["betweenness"][outside == "above"] > found["high"][outside == "above"]).all()
    assert (found["betweenness"][outside == "below"] < found["low"][outside == "below"]).all()


def test_without_random_networks_there_is_no_range() -> None:
    scoped = scoped_of("甲乙", "乙丙")
    found = brokerage.positions(scoped, random_plans.draw(scoped, 0))
    assert found["low"].isna().all()
    assert found["outside"].tolist() == ["", "", ""]
