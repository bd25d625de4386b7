"""Places of nodes: the same for the same graph, inside the field, names apart."""

from itertools import combinations
from math import dist

import networkx as nx
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.charts import network
from analytics.charts.edges import bends
from analytics.charts.layout import CHARACTER, majorized, place, turned
from analytics.charts.network import circles
from analytics.charts.spacing import NAME_HEIGHT
from analytics.scope import Collectives, Counting, Scope, select
from analytics.ties import collaboration

WIDTH, HEIGHT = 760, 700


def named(edges, singles=()):
    graph = nx.Graph()
    graph.add_edges_from(edges)
    graph.add_nodes_from(singles)
    for node in graph:
        graph.nodes[node]["name"] = f"第{node}审判庭"
    return graph


def boxes(graph, places, size):
    for node, (x, y) in places.items():
        half = max(size, CHARACTER * len(graph.nodes[node]["name"])) / 2
        yield node, (x - half, y - size / 2, x + half, y + size / 2 + NAME_HEIGHT)


def test_nothing_to_place():
    assert place(nx.Graph(), {}, WIDTH, HEIGHT) == {}


def test_one_department_stands_in_the_middle_of_its_row():
    x, y = place(named([], ["甲"]), {"甲": 20}, WIDTH, HEIGHT)["甲"]
    assert x == WIDTH / 2
    assert HEIGHT - 60 < y < HEIGHT


def test_isolates_stand_below_all_that_is_joined():
    graph = named([("甲", "乙"), ("乙", "丙")], ["丁", "戊"])
    places = place(graph, dict.fromkeys(graph, 20), WIDTH, HEIGHT)
    assert max(places[node][1] for node in "甲乙丙") < min(places[node][1] for node in "丁戊")


def test_the_same_graph_gives_the_same_picture():
    graph = named([("甲", "乙"), ("乙", "丙"), ("丙", "甲"), ("丙", "丁")], ["戊"])
    sizes = dict.fromkeys(graph, 18)
    assert place(graph, sizes, WIDTH, HEIGHT) == place(graph.copy(), sizes, WIDTH, HEIGHT)


@given(st.lists(st.tuples(st.integers(0, 17), st.integers(0, 17)), max_size=40), st.integers(0, 6))
@example([(1, 6), (1, 4), (9, 8), (0, 2), (3, 1), (0, 11), (2, 7), (10, 5)], 0)  # pushing finds no way out
def test_names_do_not_cover_each_other_and_stay_in_the_field(pairs, singles):
    graph = named([(a, b) for a, b in pairs if a != b], [100 + number for number in range(singles)])
    places = place(graph, dict.fromkeys(graph, 24), WIDTH, HEIGHT)
    assert set(places) == set(graph)
    drawn = list(boxes(graph, places, 24))
    for (_, a), (_, b) in combinations(drawn, 2):
        wide = min(a[2], b[2]) - max(a[0], b[0])
        high = min(a[3], b[3]) - max(a[1], b[1])
        assert wide < 1 or high < 1
    for _, (left, top, right, bottom) in drawn:
        assert left >= -1
        assert top >= -1
        assert right <= WIDTH + 1
        assert bottom <= HEIGHT + 1


@pytest.mark.parametrize("count", [2, 3, 5])
def test_several_parts_all_find_room(count):
    graph = named([(10 * part + a, 10 * part + b) for part in range(count) for a, b in [(0, 1), (1, 2)]])
    places = place(graph, dict.fromkeys(graph, 20), WIDTH, HEIGHT)
    assert len(set(places.values())) == 3 * count


def moved(one, other):
    """The mean distance between the places of the same nodes, in pixels."""
    both = [node for node in one if node in other]
    return sum(dist(one[node], other[node]) for node in both) / len(both)


def offices(plan, **scope):
    return collaboration.graph(select(plan, Scope(**scope)))


def laid_out(graph, reference=None):
    return place(graph, circles(graph, Counting.FULL), network.WIDTH, network.HEIGHT, reference)


def test_a_variant_of_a_picture_moves_others_little(plan):
    """Collectives left out or expanded, a threshold of counting, one document's part: held to the whole as written."""
    whole = laid_out(offices(plan))
    for collectives in Collectives:
        assert moved(whole, laid_out(offices(plan, collectives=collectives), whole)) < 15
    fractional = circles(offices(plan), Counting.FRACTIONAL)
    assert moved(whole, place(offices(plan), fractional, network.WIDTH, network.HEIGHT, whole)) < 10


def test_one_task_more_mirrors_nothing(plan):
    """Every tie that one more task could add inside the largest part: no reference, and yet about the same picture."""
    graph = offices(plan)
    whole = laid_out(graph)
    largest = sorted(max(nx.connected_components(graph), key=len), key=list(graph).index)
    away = []
    for a, b in list(combinations(largest, 2))[::7]:
        more = graph.copy()
        more.add_edge(a, b)
        away.append(moved(whole, laid_out(more)))
    mirrored = moved(whole, {node: (network.WIDTH - x, y) for node, (x, y) in whole.items()})
    assert sorted(away)[len(away) // 2] < 30
    assert max(away) < mirrored / 2


def test_turning_undoes_a_turn_and_a_mirror():
    points = np.array([[0.0, 0], [2, 0], [2, 1], [0, 3]])
    for turn in ([[0.0, 1], [-1, 0]], [[-1.0, 0], [0, 1]]):
        assert np.allclose(turned(points @ np.array(turn) + [5, 5], points), points)


def test_a_bent_edge_goes_around_what_stands_in_its_way():
    places = {"甲": (0.0, 0.0), "乙": (200.0, 0.0), "丙": (100.0, 0.0)}
    found = bends(places, dict.fromkeys(places, 20.0), [("甲", "乙"), ("甲", "丙")])
    assert found[("甲", "丙")] == 0
    assert 0 < abs(found[("甲", "乙")]) < 0.3
    assert bends(places, {}, []) == {}


def test_stress_is_no_worse_than_that_of_another_route():
    """Kamada–Kawai of NetworkX, another minimiser of the same stress, on a graph without symmetry."""
    graph = nx.connected_watts_strogatz_graph(24, 4, 0.3, seed=1)
    nodes = list(graph)
    steps = np.array([[nx.shortest_path_length(graph, a, b) for b in nodes] for a in nodes], float)
    other = nx.kamada_kawai_layout(graph)
    theirs = np.array([other[node] for node in nodes])
    angle = 2 * np.pi * np.arange(24) / 24
    oval = np.stack([np.cos(angle), np.sin(angle)], axis=1) * steps.max() / 2
    own = majorized(steps, oval, oval, np.zeros(24))
    assert stress(own, steps) <= 1.1 * stress(theirs, steps)


def stress(points, steps):
    """At the scale that fits best."""
    apart = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    weights = 1 / np.where(steps > 0, steps, np.inf) ** 2
    scale = (weights * apart * steps).sum() / (weights * apart**2).sum()
    return (weights * (scale * apart - steps) ** 2).sum()
