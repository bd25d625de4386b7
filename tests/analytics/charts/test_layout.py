"""Places of nodes: the same for the same graph, inside the field, names apart."""

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.charts.layout import CHARACTER, NAME_HEIGHT, place

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
