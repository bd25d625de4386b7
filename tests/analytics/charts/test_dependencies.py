"""What the charts of dependencies draw, and the pictures that are taken away."""

import xml.etree.ElementTree as ET
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest

from analytics.arrangements import coverage
from analytics.charts import dependencies as charts
from analytics.charts import network
from analytics.charts.edges import points_on
from analytics.charts.meetings import seats
from analytics.charts.positions import random_ranges
from analytics.evidence import Mark
from analytics.exports.pictures import spots, to_svg
from analytics.firmness import brokerage, random_plans
from analytics.scope import Collectives, Counting, Level, Scope, select
from analytics.slides.paging import width
from analytics.ties import collaboration, combinations, direction, matrix
from analytics.ties.combinations import ColumnOrder
from analytics.ties.groups import groups
from analytics.ties.matrix import Order
from tests.figures import checked
from tests.plans import plan_of

PLAN = plan_of(
    [("1", "一", ["甲", "乙"]), ("2", "一", ["甲", "乙"]), ("3", "二", ["乙", "丙"]), ("4", "二", ["丁"])]
)
HOSTILE = '<script>&"甲"\x00'


@pytest.fixture
def scoped():
    return select(PLAN, Scope())


def marks(*each):
    return [str(Mark(tuple(departments))) for departments in each]


def joint(department, *task_ids):
    return str(Mark((department,), tasks=task_ids))


def test_the_matrix_has_each_tie_twice_and_own_tasks_on_the_diagonal(scoped):
    found = matrix.matrix(scoped, Order.LOAD, groups(scoped))
    cells, own = checked(charts.shared_matrix(found)).data
    assert list(cells.customdata) == marks("乙甲", "乙丙", "甲乙", "丙乙")
    assert list(cells.text) == ["2", "1", "2", "1"]
    assert list(own.customdata) == marks("乙", "甲", "丙", "丁")
    assert list(own.text) == ["3", "2", "1", "1"]


def test_a_number_of_three_digits_fits_its_square(scoped):
    order = matrix.matrix(scoped, Order.LOAD)
    share = np.full((len(order.names),) * 2, 0.5)
    share[0, 1] = share[1, 0] = 1.0
    cells = checked(charts.together(order, share)).data[0]
    digits = list(map(len, cells.text))
    assert sorted(set(digits)) == [2, 3]
    assert all(
        0.6 * size * count <= charts.SQUARE for size, count in zip(cells.textfont.size, digits, strict=True)
    )


def test_every_column_has_its_whole_name():
    names = ["政治部法官管理处", "甲（一）", "乙"]
    scoped = select(plan_of([("1", None, names), ("2", None, names[:2])]), Scope())
    for order in Order:
        found = matrix.matrix(scoped, order, groups(scoped))
        axis = checked(charts.shared_matrix(found)).layout.xaxis
        assert [text.replace("<br>", "") for text in axis.ticktext] == list(found.names)
        assert list(axis.tickvals) == [0, 1, 2]
        assert (axis.tickangle, axis.ticklabeloverflow) == (0, "allow")
        assert checked(charts.shared_matrix(found)).layout.margin.t >= 8 * charts.CHARACTER


def test_a_matrix_of_some_departments_and_of_some_ties(scoped):
    some = matrix.matrix(scoped, Order.LOAD, among=["甲", "乙"])
    assert (some.names, some.shared.tolist()) == (("乙", "甲"), [[3, 2], [2, 2]])
    ties = collaboration.ties_shown(collaboration.ties(scoped), at_least=2)
    strong = matrix.only(matrix.matrix(scoped, Order.LOAD), ties)
    assert strong.cells[["source_id", "target_id"]].to_numpy().tolist() == [["乙", "甲"], ["甲", "乙"]]
    assert strong.names == ("乙", "甲", "丙", "丁")


def test_columns_have_a_dot_for_each_department_of_a_joint_task(scoped):
    """Solid for the one listed first, hollow for the others; numbers above, sums behind."""
    figure = checked(
        charts.task_columns(
            combinations.task_columns(scoped, ColumnOrder.SECTION), {"一": "甲部", "二": "乙部"}
        )
    )
    first, others, numbers, sizes, sums = figure.data
    assert sorted(first.customdata) == sorted(joint(*pair) for pair in ("甲1", "甲2", "乙3"))
    assert sorted(others.customdata) == sorted(joint(*pair) for pair in ("乙1", "乙2", "丙3"))
    assert (first.marker.symbol, others.marker.symbol) == ("circle", "circle-open")
    assert list(numbers.text) == ["<b>1</b>", "<b>2</b>", "<b>3</b>"]
    assert list(sizes.text) == ["2", "2", "2"]
    assert list(numbers.customdata) == [str(Mark(tasks=(task,))) for task in "123"]
    assert list(sums.text) == ["2 项", "3 项", "1 项"]
    lines = [shape for shape in figure.layout.shapes if shape.x0 == shape.x1 and float(shape.x0).is_integer()]
    assert len(lines) == 3
    assert [note.text for note in figure.layout.annotations][:2] == ["甲部", "乙部"]


def test_the_name_above_a_single_column_is_whole_and_leaves_its_neighbour_free(scoped):
    found = combinations.task_columns(scoped, ColumnOrder.SECTION)
    figure = checked(charts.task_columns(found, {"一": "司法服务保障", "二": "党对司法改革绝对领导"}))
    wide, narrow = (note.text.split("<br>") for note in figure.layout.annotations[:2])
    assert (wide, narrow) == (["司法服", "务保障"], ["党对", "司法", "改革", "绝对", "领导"])
    assert figure.layout.margin.t >= 5 * charts.CHARACTER


def test_who_stands_first_is_a_row_and_hollow_where_assumed(scoped):
    found = direction.direction_matrix(direction.directions(scoped))
    assert (found.source_names, found.target_names) == (("甲", "乙"), ("乙", "丙"))
    stated, assumed = checked(charts.direction_matrix(found)).data
    assert (list(stated.text), list(assumed.text)) == ([], ["2", "1"])
    assert list(assumed.customdata) == [str(Mark(tasks=("1", "2"))), str(Mark(tasks=("3",)))]
    assert assumed.marker.symbol == "square-open"


def test_places_and_their_ranges(scoped):
    plans = random_plans.draw(scoped, draws=50)
    figure = checked(random_ranges(brokerage.positions(scoped, plans)))
    assert list(figure.data[1].customdata) == marks("乙", "甲", "丙", "丁")
    assert list(figure.data[1].x) == [1.0, 0.0, 0.0, 0.0]


def test_a_dot_for_each_seat(scoped):
    figure = checked(seats(coverage.meetings(scoped, seats_at_most=2)))
    assert sorted(figure.data[0].customdata) == sorted(
        [joint("甲", "1", "2"), joint("乙", "1", "2"), joint("乙", "3"), joint("丙", "3")]
    )


def test_many_meetings_have_their_numbers_only():
    """A ring of 60 departments, two at each meeting."""
    ring = select(plan_of([(str(n), None, [f"部门{n}", f"部门{(n + 1) % 60}"]) for n in range(60)]), Scope())
    found = coverage.meetings(ring, seats_at_most=2)
    assert len(found.meetings) == 60
    axis = checked(seats(found)).layout.xaxis
    assert list(axis.ticktext) == [str(n) for n in range(1, 61, 2)]
    assert list(axis.tickvals) == list(range(0, 60, 2))


def test_the_strongest_tie_is_not_too_wide():
    def widths(shared):
        tasks = [(str(n), None, ["甲", "乙"]) for n in range(shared)] + [("x", None, ["乙", "丙"])]
        graph = collaboration.graph(select(plan_of(tasks), Scope()))
        links = network.node_link(graph, Counting.FULL).option["series"][0]["links"]
        return [link["lineStyle"]["width"] for link in links]

    assert widths(3) == [5.8, 1.4]
    assert widths(20) == [9.0, 1.4]


@pytest.mark.parametrize(
    ("shared", "at_least"),
    [([], 1), ([1] * 80, 1), ([1] * 81, 1), ([2] * 80 + [1], 2), ([3] * 50 + [2] * 31 + [1] * 9, 3)],
)
def test_of_too_many_ties_the_stronger_are_drawn_at_first(shared, at_least):
    assert network.shared_at_first(shared) == at_least


def test_nothing_joint_draws_nothing():
    alone = select(plan_of([("1", None, ["甲"])]), Scope())
    assert checked(charts.task_columns(combinations.task_columns(alone))).data[0].x == ()
    assert checked(seats(coverage.meetings(alone))).data[0].x == ()
    cells, _ = checked(charts.shared_matrix(matrix.matrix(alone, Order.KIND, groups(alone)))).data
    assert list(cells.customdata) == []


def test_surroundings_are_the_neighbours_most_shared_first(scoped):
    """What is two steps away is not drawn."""
    picture = network.surroundings(collaboration.graph(scoped), "乙", Counting.FULL)
    series = picture.option["series"][0]
    drawn = [(node["id"], node["y"]) for node in series["data"] if "category" in node]
    assert [node for node, _ in drawn] == ["乙", "甲", "丙"]
    assert drawn[1][1] < drawn[2][1]
    assert list(picture.edge_marks) == marks("乙甲", "乙丙")
    alone = network.surroundings(collaboration.graph(scoped), "丁", Counting.FULL)
    assert (list(alone.node_marks), alone.edge_marks) == (marks("丁"), ())
    from_end = network.surroundings(collaboration.graph(scoped), "甲", Counting.FULL)
    assert list(from_end.edge_marks) == marks("甲乙")


def crossed(picture):
    """Pairs (edge, node) of a picture where the edge runs through a circle that is not its end; sampled finely."""
    series = picture.option["series"][0]
    nodes = {node["id"]: node for node in series["data"] if "category" in node}
    found = []
    for link in series["links"]:
        a, b = (np.array([nodes[end]["x"], nodes[end]["y"]]) for end in (link["source"], link["target"]))
        curve = points_on(a, b, link["lineStyle"]["curveness"], np.linspace(0, 1, 400))
        for node in nodes.values():
            apart = np.hypot(*(curve - (node["x"], node["y"])).T).min()
            if node["id"] not in (link["source"], link["target"]) and apart < node["symbolSize"] / 2:
                found.append((link["source"], link["target"], node["name"]))
    return found


@pytest.mark.parametrize("collectives", Collectives)
@pytest.mark.parametrize("level", Level)
def test_no_edge_runs_through_another_circle(plan, level, collectives):
    """In the surroundings of every department of the first document, and in its whole network."""
    graph = collaboration.graph(select(plan, Scope(level=level, collectives=collectives)))
    assert {node: crossed(network.surroundings(graph, node, Counting.FULL)) for node in graph} == {
        node: [] for node in graph
    }
    assert crossed(network.node_link(graph, Counting.FULL)) == []


def test_a_moved_node_takes_its_lines_along(scoped):
    picture = network.node_link(collaboration.graph(scoped), Counting.FULL)
    moved = network.arranged(picture, {"甲": (10.0, 20.0), "乙": (5000.0, -3.0), "没有": (1.0, 1.0)})
    places = {node["id"]: (node["x"], node["y"]) for node in moved.option["series"][0]["data"]}
    assert (places["甲"], places["乙"]) == ((10.0, 20.0), (network.WIDTH, 0.0))
    assert places["number 甲 乙"] != (0.0, 0.0)
    assert (moved.node_marks, moved.edge_marks) == (picture.node_marks, picture.edge_marks)
    assert network.arranged(picture, {}).option == picture.option


def test_who_has_hidden_ties_alone_is_hollow_and_an_isolate_is_not(scoped):
    data = network.node_link(collaboration.graph(scoped), Counting.FULL, shown_edges=[("甲", "乙")])
    look = {node["name"]: node["itemStyle"] for node in data.option["series"][0]["data"][:4]}
    assert [name for name in "甲乙丙丁" if "borderColor" in look[name]] == ["丙"]


def test_departments_and_tasks_without_those_of_sole_tasks(scoped):
    picture = network.departments_and_tasks(collaboration.two_mode(scoped))
    series = picture.option["series"][0]
    assert [(node["id"], node["name"]) for node in series["data"][:-2]] == [
        *((f"department-{department}", department) for department in "甲乙丙"),
        *((f"task-{task}", task) for task in "123"),
    ]
    assert list(picture.node_marks) == [
        *marks("甲", "乙", "丙"),
        *(str(Mark(tasks=(task,))) for task in "123"),
    ]
    assert {frozenset((link["source"], link["target"])) for link in series["links"]} == {
        frozenset((f"department-{department}", f"task-{task}"))
        for department, task in ("甲1", "乙1", "甲2", "乙2", "乙3", "丙3")
    }
    assert picture.edge_marks == ()


def test_hiding_edges_moves_no_node(scoped):
    graph = collaboration.graph(scoped)
    whole, part = (
        network.node_link(graph, Counting.FULL, shown_edges=edges).option["series"][0]
        for edges in (None, [("甲", "乙")])
    )
    places = [[(node["x"], node["y"]) for node in series["data"][:4]] for series in (whole, part)]
    assert places[0] == places[1]
    assert len(part["links"]) == 1


def test_a_click_means_a_node_an_edge_or_the_number_on_one(scoped):
    picture = network.node_link(collaboration.graph(scoped), Counting.FULL)
    series = picture.option["series"][0]
    assert [node["id"] for node in series["data"]][:5] == ["甲", "乙", "丙", "丁", "number 甲 乙"]
    assert list(picture.node_marks) == marks("甲", "乙", "丙", "丁", "甲乙")
    assert [(link["source"], link["target"]) for link in series["links"]] == [("甲", "乙"), ("乙", "丙")]
    assert list(picture.edge_marks) == marks("甲乙", "乙丙")
    assert all(node["silent"] for node in series["data"][len(picture.node_marks) :])


def test_numbers_stand_clear_of_names(scoped):
    graph = collaboration.graph(scoped)
    picture = network.node_link(graph, Counting.FULL)
    data = picture.option["series"][0]["data"]
    number = data[4]
    for node in data[:4]:
        apart = abs(node["x"] - number["x"]) > 20 or abs(node["y"] - number["y"]) > node["symbolSize"] / 2 + 8
        assert apart


def test_the_picture_names_every_department_and_is_well_formed_whatever_they_are_called():
    graph = nx.Graph()
    graph.add_node("a", name=HOSTILE, kind="综合", full=1, fractional=1.0)
    graph.add_node("b", name="乙", kind="审判", full=2, fractional=1.5)
    graph.add_edge("a", "b", shared=2, newman=2.0)
    picture = ET.fromstring(to_svg(network.node_link(graph, Counting.FULL).option, 720, 640))
    texts = [text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert sorted(texts) == sorted(['<script>&"甲"', "乙", "2", "综合", "审判"])
    assert len(list(picture.iter("{http://www.w3.org/2000/svg}path"))) == 1


@pytest.mark.parametrize("kinds", [2, 7, 9])
def test_the_legend_of_a_picture_on_paper_is_whole(kinds: int) -> None:
    graph: nx.Graph = nx.Graph()
    for at in range(kinds):
        graph.add_node(str(at), name=f"部门{at}", kind=f"虚构类别第{at}", full=1, fractional=1.0)
    option = network.node_link(graph, Counting.FULL).option
    names = [kind["name"] for kind in option["series"][0]["categories"]]
    picture = ET.fromstring(to_svg(option, 720, 640, sheet=500))
    left, _, wide, _ = map(float, picture.attrib["viewBox"].split())
    size = float(picture.attrib["font-size"])
    starts = {
        str(text.text): (float(text.attrib["y"]), float(text.attrib["x"]))
        for text in picture.iter("{http://www.w3.org/2000/svg}text")
        if text.text in names
    }
    ends = {name: x + size * width(name) for name, (_, x) in starts.items()}
    assert len(starts) == len(names) >= kinds
    assert max(ends.values()) <= left + wide
    for one, other in pairwise(names):
        assert starts[one][0] < starts[other][0] or ends[one] < starts[other][1]


def test_a_picture_to_take_away_says_what_it_is_and_where_its_nodes_stand() -> None:
    scoped = select(PLAN, Scope())
    option = network.node_link(collaboration.graph(scoped), Counting.FULL).option
    svg = to_svg(option, 720, 640, title="协同网络", notes=[("文件", "要点（虚构）"), ("范围", "全部")])
    texts = [text.text for text in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert {"协同网络", "文件：要点（虚构）", "范围：全部"} <= set(texts)
    places = {node["id"]: (node["x"], node["y"]) for node in option["series"][0]["data"] if node["name"]}
    assert {own: (spot.x, spot.y) for own, spot in spots(option).items()} == {
        own: places[own] for own in "甲乙丙丁"
    }
