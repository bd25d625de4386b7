"""The node-link picture of units that share tasks, as an ECharts option."""

import networkx as nx

from analytics.charts.layout import place
from analytics.charts.theme import INK, KIND_COLORS, PAPER, QUIET, TEXT
from analytics.scope import Counting

WIDTH, HEIGHT = 720, 640  # the field that places are computed for, about the room that a page has for it


def node_link(
    graph: nx.Graph,
    counting: Counting,
    theme: str = "light",
    shown_edges: list[tuple[str, str]] | None = None,
) -> dict:
    """An ECharts option: a node for each unit, an edge for each pair that shares tasks.

    Parameters
    ----------
    graph : of ``analytics.collaboration.graph``; nodes have name, kind and both counts, edges ``shared``
    counting : the count that the area of a node stands for
    theme : "light" or "dark"; names keep a rim in the colour of its background
    shown_edges : the edges to draw, in the order of the clicks' ``dataIndex``; all of them by default

    Returns
    -------
    The option, with plain numbers only. Index i of a clicked node is the i-th node of the graph, index i of a
    clicked edge the i-th of ``shown_edges``. Behind the graph's nodes come silent ones: the numbers on edges of more than
    one task, and two that pin the corners of the field.
    """
    edges = list(graph.edges) if shown_edges is None else shown_edges
    sizes = {node: node_size(float(data[str(counting)])) for node, data in graph.nodes(data=True)}
    places = place(graph, sizes, WIDTH, HEIGHT)
    kinds = list(dict.fromkeys(data["kind"] for _, data in graph.nodes(data=True)))
    nodes = [
        {
            "id": node,
            "name": data["name"],
            "x": places[node][0],
            "y": places[node][1],
            "symbolSize": sizes[node],
            "category": kinds.index(data["kind"]),
            "value": round(float(data[str(counting)]), 2),
            "itemStyle": {"color": KIND_COLORS.get(data["kind"], QUIET)},
        }
        for node, data in graph.nodes(data=True)
    ]
    rim = {"textBorderColor": PAPER.get(theme, PAPER["light"]), "textBorderWidth": 3, "color": INK.get(theme)}
    numbers = [
        _silent(
            f"number {a} {b}",
            (places[a][0] + places[b][0]) / 2,
            (places[a][1] + places[b][1]) / 2,
            {
                "show": True,
                "position": "inside",
                "formatter": str(graph.edges[a, b]["shared"]),
                "fontWeight": "bold",
            },
        )
        for a, b in edges
        if graph.edges[a, b]["shared"] > 1
    ]
    corners = [_silent(f"corner {x} {y}", x, y, {"show": False}) for x, y in ((0, 0), (WIDTH, HEIGHT))]
    return {
        "animation": False,
        "tooltip": {"confine": True},
        "legend": [
            {"data": kinds, "top": 0, "left": 0, "textStyle": {"fontSize": TEXT}, "selectedMode": False}
        ],
        "series": [
            {
                "type": "graph",
                "layout": "none",
                "left": 0,
                "right": 0,
                "top": 36,
                "bottom": 4,
                "preserveAspect": True,
                "roam": "move",
                "draggable": False,
                "selectedMode": "single",
                "categories": [
                    {"name": kind, "itemStyle": {"color": KIND_COLORS.get(kind, QUIET)}} for kind in kinds
                ],
                "data": nodes + numbers + corners,
                "links": [_link(graph, a, b) for a, b in edges],
                "label": {"show": True, "position": "bottom", "fontSize": TEXT, "distance": 3, **rim},
                "labelLayout": {"hideOverlap": False},
                "emphasis": {"focus": "adjacency", "label": {"fontWeight": "bold"}},
                "blur": {"itemStyle": {"opacity": 0.25}, "lineStyle": {"opacity": 0.06}},
                "select": {
                    "itemStyle": {"borderColor": "#c0533f", "borderWidth": 3},
                    "lineStyle": {"color": "#c0533f"},
                },
            }
        ],
    }


def node_size(load: float) -> float:
    """Diameter in pixels whose area grows with the load; small ones stay large enough to click."""
    return round(12 + 10 * max(0.0, load) ** 0.5, 1)


def _silent(name: str, x: float, y: float, label: dict) -> dict:
    return {"id": name, "name": "", "x": x, "y": y, "symbolSize": 0, "silent": True, "label": label}


def _link(graph: nx.Graph, a: str, b: str) -> dict:
    shared = int(graph.edges[a, b]["shared"])
    return {
        "source": a,
        "target": b,
        "value": shared,
        "lineStyle": {
            "width": 1.4 + 2.2 * (shared - 1),
            "color": QUIET,
            "opacity": 0.45 if shared == 1 else 0.85,
        },
    }
