"""What the charts of dependencies draw, and the pictures that are taken away."""

import xml.etree.ElementTree as ET

import networkx as nx
import pytest

from analytics.arrangements import coverage
from analytics.charts import dependencies as charts
from analytics.charts import network
from analytics.evidence import Mark
from analytics.exports.pictures import to_svg
from analytics.firmness import brokerage, random_plans
from analytics.scope import Counting, Scope, select
from analytics.ties import collaboration, combinations, matrix
from analytics.ties.groups import groups
from analytics.ties.matrix import Order
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
    cells, own = charts.shared_matrix(found).data
    assert list(cells.customdata) == marks("乙甲", "乙丙", "甲乙", "丙乙")
    assert [text.replace('<span style="color:#fff">', "").replace("</span>", "") for text in cells.text] == [
        "2",
        "1",
        "2",
        "1",
    ]
    assert list(own.customdata) == marks("乙", "甲", "丙", "丁")
    assert list(own.text) == ["3", "2", "1", "1"]


def test_columns_have_a_dot_for_each_department_of_a_joint_task(scoped):
    figure = charts.task_columns(combinations.task_columns(scoped))
    assert sorted(figure.data[0].customdata) == sorted(
        joint(department, task) for department, task in ("甲1", "乙1", "甲2", "乙2", "乙3", "丙3")
    )
    lines = [shape for shape in figure.layout.shapes if shape.x0 == shape.x1]
    assert len(lines) == 3


def test_places_and_their_ranges(scoped):
    plans = random_plans.draw(scoped, draws=50)
    figure = charts.random_ranges(brokerage.positions(scoped, plans))
    assert list(figure.data[1].customdata) == marks("乙", "甲", "丙", "丁")
    assert list(figure.data[1].x) == [1.0, 0.0, 0.0, 0.0]


def test_a_dot_for_each_seat(scoped):
    figure = charts.seats(coverage.meetings(scoped, seats_at_most=2))
    assert sorted(figure.data[0].customdata) == sorted(
        [joint("甲", "1", "2"), joint("乙", "1", "2"), joint("乙", "3"), joint("丙", "3")]
    )


def test_many_meetings_have_their_numbers_only():
    """A ring of 60 departments, two at each meeting."""
    ring = select(plan_of([(str(n), None, [f"部门{n}", f"部门{(n + 1) % 60}"]) for n in range(60)]), Scope())
    found = coverage.meetings(ring, seats_at_most=2)
    assert len(found.meetings) == 60
    axis = charts.seats(found).layout.xaxis
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
    assert charts.task_columns(combinations.task_columns(alone)).data[0].x == ()
    assert charts.seats(coverage.meetings(alone)).data[0].x == ()
    cells, _ = charts.shared_matrix(matrix.matrix(alone, Order.KIND, groups(alone))).data
    assert list(cells.customdata) == []


def test_surroundings_stand_on_rings_and_leave_out_what_is_not_joined(scoped):
    picture = network.surroundings(collaboration.graph(scoped), "甲", Counting.FULL)
    series = picture.option["series"][0]
    assert [node["id"] for node in series["data"][:4] if not node.get("silent")] == ["甲", "乙", "丙"]
    assert [kind["name"] for kind in series["categories"]] == ["所选部门", "有共同任务", "隔 1 个部门"]
    assert [(link["source"], link["target"]) for link in series["links"]] == [("甲", "乙"), ("乙", "丙")]
    assert list(picture.edge_marks) == marks("甲乙", "乙丙")


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
    assert len(list(picture.iter("{http://www.w3.org/2000/svg}line"))) == 1
