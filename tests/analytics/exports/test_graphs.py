"""Networks taken away: what is written is what is read back, whatever the names."""

import csv
import io
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.exports import graphs
from analytics.exports.tables import to_csv
from analytics.safe.office import as_xml
from analytics.scope import Scope, select
from analytics.ties import collaboration
from tests.analytics.scopes import LISTS, davis, scoped_of
from tests.plans import plan_of

WRITTEN = {"graphml": graphs.to_graphml, "gexf": graphs.to_gexf}
NAMES = st.lists(st.text(min_size=1, max_size=8), min_size=2, max_size=4, unique_by=as_xml)


def read(content: bytes, form: str) -> nx.Graph:
    source = io.BytesIO(content)
    return nx.read_graphml(source) if form == "graphml" else nx.read_gexf(source)


def plain(graph: nx.Graph) -> tuple[dict, dict]:
    """Nodes and edges with what was written; readers add an id to edges and keep the label."""
    nodes = {node: dict(held) for node, held in graph.nodes(data=True)}
    edges = {
        frozenset(ends): {k: v for k, v in held.items() if k != "id"}
        for *ends, held in graph.edges(data=True)
    }
    return nodes, edges


def tie(shared: int, newman: float, tasks: str, task_ids: str) -> dict:
    told = {"Newman 权重": newman, "任务": tasks, "任务编号": task_ids}
    return {"weight": shared, "共同承担数": shared, **told}


@pytest.mark.parametrize("form", WRITTEN)
def test_a_network_is_read_back(form: str) -> None:
    network = graphs.network(scoped_of("甲乙", "乙甲丙", "丁"))
    assert plain(network) == (
        {
            "甲": {"label": "甲", "类别": "综合", "参与数": 2, "分担数": pytest.approx(5 / 6)},
            "乙": {"label": "乙", "类别": "综合", "参与数": 2, "分担数": pytest.approx(5 / 6)},
            "丙": {"label": "丙", "类别": "综合", "参与数": 1, "分担数": pytest.approx(1 / 3)},
            "丁": {"label": "丁", "类别": "综合", "参与数": 1, "分担数": 1.0},
        },
        {
            frozenset("甲乙"): tie(2, 1.5, "1、2", "1 2"),
            frozenset("甲丙"): tie(1, 0.5, "2", "2"),
            frozenset("乙丙"): tie(1, 0.5, "2", "2"),
        },
    )
    assert plain(read(WRITTEN[form](network), form)) == plain(network)


@pytest.mark.parametrize("form", WRITTEN)
def test_a_two_mode_network_is_read_back(form: str) -> None:
    network = graphs.two_mode(scoped_of("甲乙", "乙", ""))
    assert network.nodes["task:1"] == {"label": "1", "类型": "任务", "内容": "任务1", "部门数": 2}
    assert network.nodes["department:甲"] == {"label": "甲", "类型": "部门", "类别": "综合"}
    assert set(map(frozenset, network.edges)) == {
        frozenset(("department:甲", "task:1")),
        frozenset(("department:乙", "task:1")),
        frozenset(("department:乙", "task:2")),
    }
    nodes, edges = plain(read(WRITTEN[form](network), form))
    assert nodes == plain(network)[0]
    assert set(edges) == set(plain(network)[1])


@pytest.mark.parametrize("form", WRITTEN)
@given(NAMES)
def test_any_string_as_a_name_survives(form: str, names: list[str]) -> None:
    scoped = select(plan_of([("1", None, names), ("\x00=2", None, names[:1])]), Scope())
    for network in (graphs.network(scoped), graphs.two_mode(scoped)):
        back = read(WRITTEN[form](network), form)
        assert plain(back)[0] == plain(network)[0]
        assert set(plain(back)[1]) == set(plain(network)[1])
    assert [held["label"] for _, held in graphs.network(scoped).nodes(data=True)] == list(map(as_xml, names))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("研究室", "研究室"),
        ("a\x00b", "a␀b"),
        ("一\n二\t三\r", "一␊二␉三␍"),
        ("\ud800", "�"),
        ("<&\"'>", "<&\"'>"),
        ("\x7f", "␡"),
    ],
)
def test_what_cannot_be_written_can_be_seen(text: str, shown: str) -> None:
    assert as_xml(text) == shown


def test_gephi_finds_what_it_needs() -> None:
    content = graphs.to_gexf(graphs.network(davis()))
    assert b"lastmodifieddate" not in content
    root = ElementTree.fromstring(content)
    assert root.tag == "{http://www.gexf.net/1.2draft}gexf"
    names = {"g": "http://www.gexf.net/1.2draft"}
    assert len(root.findall(".//g:node[@label]", names)) == 18
    assert len(root.findall(".//g:edge[@weight]", names)) == 139
    assert [graph.get("defaultedgetype") for graph in root.findall("g:graph", names)] == ["undirected"]


def test_gephi_shows_what_the_page_shows() -> None:
    spots = {"甲": graphs.Spot(10.0, 20.0, 12.5, "#3a78b5"), "乙": graphs.Spot(30.0, 5.0, 14.0, "#a86400")}
    content = graphs.to_gexf(graphs.network(scoped_of("甲乙", "乙甲", "丙甲")), spots, "要点 & 虚构")
    back = nx.read_gexf(io.BytesIO(content))
    assert {node: held.get("viz") for node, held in back.nodes(data=True)} == {
        "甲": {
            "size": 12.5,
            "position": {"x": 10.0, "y": -20.0, "z": 0.0},
            "color": {"r": 0x3A, "g": 0x78, "b": 0xB5, "a": 1.0},
        },
        "乙": {
            "size": 14.0,
            "position": {"x": 30.0, "y": -5.0, "z": 0.0},
            "color": {"r": 0xA8, "g": 0x64, "b": 0x00, "a": 1.0},
        },
        "丙": None,
    }
    root = ElementTree.fromstring(content)
    names = {"g": "http://www.gexf.net/1.2draft", "viz": "http://www.gexf.net/1.2draft/viz"}
    assert [found.text for found in root.findall(".//g:description", names)] == ["要点 & 虚构"]
    dashed = root.findall(".//g:edge/viz:shape[@value='dashed']/..", names)
    assert [edge.get("weight") for edge in dashed] == ["1"]


def test_tables() -> None:
    scoped = scoped_of("乙甲", "甲乙丙")
    assert graphs.edge_list(scoped).to_numpy().tolist() == [
        ["甲", "乙", 2, 1.5, "1、2"],
        ["甲", "丙", 1, 0.5, "2"],
        ["乙", "丙", 1, 0.5, "2"],
    ]
    square = graphs.adjacency(scoped)
    assert square.columns.tolist() == ["部门", "甲", "乙", "丙"]
    assert square.to_numpy().tolist() == [["甲", 2, 2, 1], ["乙", 2, 2, 1], ["丙", 1, 1, 1]]
    assert graphs.two_mode_list(scoped).to_numpy().tolist() == [
        ["1", "任务1", "乙"],
        ["1", "任务1", "甲"],
        ["2", "任务2", "甲"],
        ["2", "任务2", "乙"],
        ["2", "任务2", "丙"],
    ]


def test_departments_of_one_name_stay_two_columns() -> None:
    scoped = scoped_of("甲乙")
    same = replace(scoped, departments=scoped.departments.assign(name="部门"))
    assert graphs.adjacency(same).to_numpy().tolist() == [["部门", 1, 1], ["部门", 1, 1]]
    rows = list(csv.reader(io.StringIO(to_csv(graphs.adjacency(same)).decode("utf-8-sig"))))
    assert rows[-1] == ["部门", "1", "1"]


@given(LISTS)
def test_the_edge_list_is_the_network(lists: list[list[str]]) -> None:
    scoped = scoped_of(*lists)
    listed = {frozenset(row[:2]): row[2] for row in graphs.edge_list(scoped).itertuples(index=False)}
    network = collaboration.graph(scoped)
    assert listed == {frozenset((a, b)): tie["shared"] for a, b, tie in network.edges(data=True)}
    square = graphs.adjacency(scoped).set_index("部门")
    assert (square.to_numpy() == square.to_numpy().T).all()
    for a, b in map(tuple, listed):
        assert square.loc[a, b] == listed[frozenset((a, b))]
