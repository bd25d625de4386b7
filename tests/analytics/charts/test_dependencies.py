"""What the charts of dependencies draw, and the pictures that are taken away."""

import xml.etree.ElementTree as ET

import networkx as nx
import pytest

from analytics import brokerage, collaboration, combinations, coverage, matrix, random_plans
from analytics.charts import dependencies as charts
from analytics.charts import network
from analytics.exports.pictures import to_svg
from analytics.groups import groups
from analytics.matrix import Order
from analytics.scope import Counting, Scope, select
from tests.plans import plan_of

PLAN = plan_of(
    [("1", "一", ["甲", "乙"]), ("2", "一", ["甲", "乙"]), ("3", "二", ["乙", "丙"]), ("4", "二", ["丁"])]
)
HOSTILE = '<script>&"甲"\x00'


@pytest.fixture
def scoped():
    return select(PLAN, Scope())


def clicks(trace):
    return [list(data) for data in trace.customdata]


def test_the_matrix_has_each_tie_twice_and_own_tasks_on_the_diagonal(scoped):
    found = matrix.matrix(scoped, Order.LOAD, groups(scoped))
    cells, own = charts.shared_matrix(found).data
    assert clicks(cells) == [["乙", "甲"], ["乙", "丙"], ["甲", "乙"], ["丙", "乙"]]
    assert [text.replace('<span style="color:#fff">', "").replace("</span>", "") for text in cells.text] == [
        "2",
        "1",
        "2",
        "1",
    ]
    assert clicks(own) == [["乙", ""], ["甲", ""], ["丙", ""], ["丁", ""]]
    assert list(own.text) == ["3", "2", "1", "1"]


def test_columns_have_a_dot_for_each_unit_of_a_joint_task(scoped):
    figure = charts.task_columns(combinations.task_columns(scoped))
    assert sorted(clicks(figure.data[0])) == sorted(
        [["甲", "1"], ["乙", "1"], ["甲", "2"], ["乙", "2"], ["乙", "3"], ["丙", "3"]]
    )
    lines = [shape for shape in figure.layout.shapes if shape.x0 == shape.x1]
    assert len(lines) == 3


def test_places_and_their_ranges(scoped):
    plans = random_plans.draw(scoped, draws=50)
    figure = charts.random_ranges(brokerage.positions(scoped, plans))
    assert next(iter(figure.data[1].customdata)) == "乙"
    assert list(figure.data[1].x) == [1.0, 0.0, 0.0, 0.0]


def test_a_dot_for_each_seat(scoped):
    figure = charts.seats(coverage.meetings(scoped, seats_at_most=2))
    assert sorted(figure.data[0].customdata) == ["丙", "乙", "乙", "甲"]


def test_nothing_joint_draws_nothing():
    alone = select(plan_of([("1", None, ["甲"])]), Scope())
    assert charts.task_columns(combinations.task_columns(alone)).data[0].x == ()
    assert charts.seats(coverage.meetings(alone)).data[0].x == ()
    assert clicks(charts.shared_matrix(matrix.matrix(alone, Order.KIND, groups(alone))).data[0]) == []


def test_surroundings_stand_on_rings_and_leave_out_what_is_not_joined(scoped):
    graph = collaboration.graph(scoped)
    option, edges = network.surroundings(graph, "甲", Counting.FULL)
    nodes = option["series"][0]["data"]
    drawn = [node["id"] for node in nodes[:4] if not node.get("silent")]
    assert drawn == ["甲", "乙", "丙"]
    kinds = [kind["name"] for kind in option["series"][0]["categories"]]
    assert kinds == ["所选部门", "有共同任务", "隔 1 个部门"]
    assert sorted(sorted(edge) for edge in edges) == [["丙", "乙"], ["乙", "甲"]]


def test_units_and_tasks_without_those_of_sole_tasks(scoped):
    option, nodes = network.units_and_tasks(collaboration.two_mode(scoped))
    assert nodes == [
        *(("department", unit) for unit in ("甲", "乙", "丙")),
        *(("task", task) for task in ("1", "2", "3")),
    ]
    assert len(option["series"][0]["links"]) == 6


def test_hiding_edges_moves_no_node(scoped):
    graph = collaboration.graph(scoped)
    whole, part = (
        network.node_link(graph, Counting.FULL, shown_edges=edges) for edges in (None, [("甲", "乙")])
    )
    places = [
        [(node["x"], node["y"]) for node in option["series"][0]["data"][:4]] for option in (whole, part)
    ]
    assert places[0] == places[1]
    assert len(part["series"][0]["links"]) == 1


def test_the_picture_names_every_unit_and_is_well_formed_whatever_they_are_called():
    graph = nx.Graph()
    graph.add_node("a", name=HOSTILE, kind="综合", full=1, fractional=1.0)
    graph.add_node("b", name="乙", kind="审判", full=2, fractional=1.5)
    graph.add_edge("a", "b", shared=2, newman=2.0)
    picture = ET.fromstring(to_svg(network.node_link(graph, Counting.FULL), 720, 640))
    texts = [text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert sorted(texts) == sorted(['<script>&"甲"', "乙", "2", "综合", "审判"])
    assert len(list(picture.iter("{http://www.w3.org/2000/svg}line"))) == 1
