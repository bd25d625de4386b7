"""Every picture of every page: its marks stand in the list beside it, and its text says what is found in it."""

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import plotly.graph_objects as go
import pytest

from analytics.charts.marks import holds
from analytics.charts.network import departments_and_tasks, node_link, surroundings
from analytics.evidence import read_mark
from analytics.scope import Counting, Scope, select
from analytics.ties import collaboration
from pages.shared import evidence

VIEWS = [
    ("overview", {}),
    *[("workload", {"view": view}) for view in ("参与与分担", "独立与共同", "按部分", "集中程度")],
    *[("department", {"department": "研究室", **more}) for more in ({}, {"compare": "立案庭"})],
    ("targets", {}),
    *[("network", {"way": way}) for way in ("部门网络", "一个部门的周围", "部门与任务")],
    *[("dependencies", {"dependency_view": view}) for view in ("部门矩阵", "任务纽带", "首列与其余")],
    ("firmness", {"firmness_view": "桥接位置"}),
    ("structure", {}),
    ("meetings", {}),
    ("briefing", {"slide": "3"}),
    ("agenda", {}),
]


def pictures(app):
    return [*app.get("plotly_chart"), *app.get("echarts_chart")]


def drawn_marks(app) -> list[str]:
    """The marks in the Plotly charts of a page, in the order of drawing."""
    traces = [
        trace
        for chart in app.get("plotly_chart")
        if chart.proto.selection_mode
        for trace in json.loads(chart.proto.spec)["data"]
    ]
    held = [
        str(one[0] if isinstance(one, list) else one) for t in traces for one in t.get("customdata") or []
    ]
    return [text for text in dict.fromkeys(held) if read_mark(text)]


def listed(app) -> list[str]:
    """What the list of marks offers; nothing where a page has none."""
    return next((box.options for box in app.selectbox if box.label == "查看一处的任务"), [])


def linked(app) -> set[str]:
    """The marks that links of a page choose."""
    hrefs = re.findall('href="([^"]*)"', "".join(block.proto.body for block in app.get("html")))
    return {mark for href in hrefs for mark in parse_qs(urlsplit(unescape(href)).query).get("mark", [])}


@pytest.mark.parametrize(("name", "query"), VIEWS)
def test_every_mark_of_a_chart_is_in_a_list_beside_it(visit, plan, name, query):
    app = visit(name, **query)
    scoped = select(plan, Scope(documents=tuple(plan.documents["document_id"])))
    doors, links = set(listed(app)), linked(app)
    closed = [
        text
        for text in drawn_marks(app)
        if evidence.title(scoped, read_mark(text)) not in doors and text not in links
    ]
    assert closed == []
    for chart in app.get("plotly_chart"):  # raises for what Plotly does not know
        go.Figure(json.loads(chart.proto.spec))


@pytest.mark.parametrize(("name", "query"), VIEWS)
def test_the_text_of_a_picture_says_what_is_found(visit, name, query):
    app = visit(name, **query)
    for picture in pictures(app):
        shows, _, found = re.split("([。：])", picture.proto.alt, maxsplit=1)
        assert shows
        assert re.search(r"\d|[一二三四五六七八九十]", found), picture.proto.alt


CLICKED = ("overview", "workload", "targets", "dependencies", "structure")


@pytest.mark.parametrize(("name", "query"), [view for view in VIEWS if view[0] in CLICKED])
def test_what_a_link_chooses_is_drawn_as_chosen(visit, name, query):
    marks = drawn_marks(visit(name, **query))
    if not marks:  # 集中程度 has nothing to click
        assert query == {"view": "集中程度"}
        return
    app = visit(name, **query, mark=marks[-1])
    traces = [
        trace
        for chart in app.get("plotly_chart")
        if chart.proto.selection_mode
        for trace in json.loads(chart.proto.spec)["data"]
        if trace.get("customdata")
    ]
    chosen = {str(trace["customdata"][at]) for trace in traces for at in trace.get("selectedpoints", [])}
    assert marks[-1] in chosen
    assert all(holds(marks[-1], point) for point in chosen)


def test_every_node_and_edge_of_a_network_is_in_the_list(visit, plan):
    scoped = select(plan, Scope(documents=tuple(plan.documents["document_id"])))
    network = collaboration.graph(scoped)
    first = next(iter(scoped.departments["department_id"]))
    drawn = {
        "部门网络": node_link(network, Counting.FULL),
        "一个部门的周围": surroundings(network, first, Counting.FULL),
        "部门与任务": departments_and_tasks(collaboration.two_mode(scoped)),
    }
    for way, picture in drawn.items():
        marks = filter(None, [*picture.node_marks, *picture.edge_marks])
        titles = {evidence.title(scoped, read_mark(mark)) for mark in marks}
        assert titles <= set(listed(visit("network", way=way))), way
