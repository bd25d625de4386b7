"""The parts of a node-link picture as ECharts has them: circles, lines, the numbers on these, and the whole option."""

from collections.abc import Mapping

import networkx as nx

from analytics.charts.edges import Edge
from analytics.charts.layout import Place
from analytics.charts.theme import INK, KIND_COLORS, PAPER, QUIET, SELECTED, TEXT

THINNEST, WIDEST, STEP = 1.4, 9.0, 2.2  # pixels of an edge: of one task, at most, for each further task


def node(key: str, name: str, at: Place, size: float, kind: str, tasks: int | None = None) -> dict:
    """A circle with its name. ``tasks``: how many are told of it, where that is known."""
    return {
        "id": key,
        "name": name,
        **({} if tasks is None else {"told": f"{tasks} 项任务"}),
        "x": float(at[0]),
        "y": float(at[1]),
        "symbolSize": float(size),
        "category": kind,
    }


def look(kind: str, theme: str, *, hollow: bool = False) -> dict:
    """The fill of a circle; a hollow one has its colour on a dashed rim."""
    color = KIND_COLORS.get(kind, QUIET)
    if not hollow:
        return {"itemStyle": {"color": color}}
    paper = PAPER.get(theme, PAPER["light"])
    return {"itemStyle": {"color": paper, "borderColor": color, "borderWidth": 2, "borderType": "dashed"}}


def step(graph: nx.Graph, weight: str) -> float:
    """By how much an edge is wider for each further task, so that the strongest is not too wide."""
    strongest = max((float(tie[weight]) for _, _, tie in graph.edges(data=True)), default=1.0)
    return min(STEP, (WIDEST - THINNEST) / max(1.0, strongest - 1))


def link(edge: Edge, weight: float, kind: str, step: float, bend: float) -> dict:
    """An edge; one of a single shared task is thin and dashed. ``step``: pixels for each further task."""
    single = weight <= 1 if kind == "shared" else weight < 0.5
    style = {
        "width": round(THINNEST + step * max(0.0, weight - 1), 2),
        "type": "dashed" if single and kind == "shared" else "solid",
        "color": QUIET,
        "opacity": 0.55 if single else 0.85,
        "curveness": bend,
    }
    return {"source": edge[0], "target": edge[1], "value": round(weight, 2), "lineStyle": style}


def number(graph: nx.Graph, edge: Edge, spots: Mapping[Edge, Place], weight: float, theme: str) -> dict:
    """The number on an edge, as a node of its own: it can be clicked, and ECharts would place it beside the line."""
    text = f"{weight:.0f}" if float(weight).is_integer() else f"{weight:.2f}"
    x, y = spots[edge]
    return {
        "id": f"number {edge[0]} {edge[1]}",
        "name": " 与 ".join(graph.nodes[node]["name"] for node in edge),
        "value": float(weight),
        "edge": list(edge),
        "x": x,
        "y": y,
        "symbol": "roundRect",
        "symbolSize": [8 + 9 * len(text), 20],
        "itemStyle": {"color": PAPER.get(theme, PAPER["light"]), "opacity": 0.85},
        "label": {"show": True, "position": "inside", "formatter": text, "fontWeight": "bold"},
        "emphasis": {"disabled": True},
    }


def corners(width: float, height: float) -> list[dict]:
    """What pins the corners of the field: two silent nodes, behind all others in the option."""
    return [_silent(f"corner {x} {y}", x, y, {"show": False}) for x, y in ((0, 0), (width, height))]


def _silent(key: str, x: float, y: float, label: dict) -> dict:
    return {"id": key, "name": "", "x": x, "y": y, "symbolSize": 0, "silent": True, "label": label}


def option(nodes: list[dict], links: list[dict], colors: Mapping[str, str], theme: str) -> dict:
    """The whole option. ``colors``: kind → colour, as the legend lists them; each node names its kind as ``category``."""
    rim = {"textBorderColor": PAPER.get(theme, PAPER["light"]), "textBorderWidth": 3, "color": INK.get(theme)}
    kinds = list(colors)
    for node in nodes:
        if "category" in node:
            node["category"] = kinds.index(node["category"])
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
                    {"name": kind, "itemStyle": {"color": color}} for kind, color in colors.items()
                ],
                "data": nodes,
                "links": links,
                "label": {"show": True, "position": "bottom", "fontSize": TEXT, "distance": 3, **rim},
                "labelLayout": {"hideOverlap": False},
                "emphasis": {"focus": "adjacency", "label": {"fontWeight": "bold"}},
                "blur": {"itemStyle": {"opacity": 0.25}, "lineStyle": {"opacity": 0.06}},
                "select": {
                    "itemStyle": {"borderColor": SELECTED, "borderWidth": 3},
                    "lineStyle": {"color": SELECTED},
                },
            }
        ],
    }
