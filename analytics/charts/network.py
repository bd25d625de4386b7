"""Node-link pictures as ECharts options: departments that share tasks, one department's surroundings, departments and tasks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

import networkx as nx

from analytics.charts.layout import place, push_names_apart, spots_on_edges
from analytics.charts.theme import GROUP_COLORS, INK, KIND_COLORS, PAPER, QUIET, SELECTED, TEXT
from analytics.evidence import Mark
from analytics.scope import Counting

WIDTH, HEIGHT = 720, 640  # the field that places are computed for, about the room that a page has for it
TALL = 900  # the field's height for departments and tasks together

MOST_TIES = 80  # drawn at first; of more, only the stronger ones
THINNEST, WIDEST, STEP = 1.4, 9.0, 2.2  # pixels of an edge: of one task, at most, for each further task

UNGROUPED = "没有共同任务"  # what a department is coloured by that is in no group

Edge = tuple[str, str]


@dataclass(frozen=True, eq=False, slots=True)
class Picture:
    """An ECharts option, and the marks (``analytics.evidence``, as texts) of what can be clicked in it.

    Behind the nodes come the numbers on edges, whose marks are those of their edges, and two silent nodes that pin the
    corners of the field.
    """

    option: dict
    node_marks: tuple[str, ...]  # in the order of the option's nodes
    edge_marks: tuple[str, ...]  # in the order of its links
    height: int  # of the field, in pixels


def node_link(
    graph: nx.Graph,
    counting: Counting,
    theme: str = "light",
    shown_edges: Sequence[Edge] | None = None,
    groups: Mapping[str, str] | None = None,
    weight: str = "shared",
) -> Picture:
    """A node for each department, an edge for each pair that shares tasks.

    The places depend on the whole graph, so that hiding edges moves nothing.

    Parameters
    ----------
    graph : of ``analytics.ties.collaboration.graph``; nodes have name, kind and both counts, edges the weights
    counting : the count that the area of a node stands for
    theme : "light" or "dark"; names keep a rim in the colour of its background
    shown_edges : the edges to draw, in the order of the clicks' index; all of them by default
    groups : node → name of what it is coloured by; by default its kind
    weight : "shared" (共同承担数) or "newman": the width of an edge and its number
    """
    edges = list(graph.edges) if shown_edges is None else list(shown_edges)
    sizes = {node: node_size(float(data[str(counting)])) for node, data in graph.nodes(data=True)}
    places = place(graph, sizes, WIDTH, HEIGHT)
    of_group = groups or {node: data["kind"] for node, data in graph.nodes(data=True)}
    colors = _colors(list(dict.fromkeys(of_group.values())))
    nodes = [
        _node(node, data["name"], places[node], sizes[node], colors[of_group[node]], of_group[node])
        for node, data in graph.nodes(data=True)
    ]
    spots = spots_on_edges(graph, places, sizes, numbered(graph, edges))
    return _picture(graph, nodes, edges, spots, weight, colors, theme)


def numbered(graph: nx.Graph, edges: Iterable[Edge], centre: str | None = None) -> list[Edge]:
    """The edges that carry their number: of several shared tasks, or of the department in the middle."""
    return [(a, b) for a, b in edges if graph.edges[a, b]["shared"] > 1 or centre in (a, b)]


def shared_at_first(shared: Iterable[int]) -> int:
    """How many tasks a tie must stand for to be drawn at first, given those of all ties: at most 80 ties are drawn.

    The greatest of these numbers where even that leaves more; 1 without ties.
    """
    strongest_first = sorted(shared, reverse=True)
    if len(strongest_first) <= MOST_TIES:
        return 1
    return min(strongest_first[MOST_TIES] + 1, strongest_first[0])


def surroundings(graph: nx.Graph, centre: str, counting: Counting, theme: str = "light") -> Picture:
    """One department in the middle, the departments at one step around it, those at two steps around these, and so on.

    Takes what ``node_link`` does. Nodes that cannot be reached are not drawn: silent points in their place.
    """
    steps = nx.single_source_shortest_path_length(graph, centre)
    sizes = {node: node_size(float(graph.nodes[node][str(counting)])) for node in graph}
    places = _rings(graph, centre, steps, sizes)
    rings = {node: _ring_name(steps[node]) if node in steps else "不相连" for node in graph}
    names = list(dict.fromkeys(rings[node] for node in sorted(steps, key=steps.__getitem__)))
    colors = dict(zip(names, GROUP_COLORS, strict=False))
    nodes = [
        _node(node, data["name"], places[node], sizes[node], colors.get(rings[node], QUIET), rings[node])
        if node in steps
        else _silent(node, 0, 0, {"show": False})
        for node, data in graph.nodes(data=True)
    ]
    edges = [(a, b) for a, b in graph.edges if a in steps]
    spots = spots_on_edges(graph, places, sizes, numbered(graph, edges, centre))
    return _picture(graph, nodes, edges, spots, "shared", colors, theme)


def departments_and_tasks(graph: nx.Graph, theme: str = "light") -> Picture:
    """Departments as circles and their joint tasks as numbered squares, a line from each task to its departments.

    ``graph``: of ``analytics.ties.collaboration.two_mode``; sole tasks, and departments that have no others, are left out.
    Its nodes are ("department" | "task", id); a line between them has nothing of its own to show.
    """
    tasks = [node for node, data in graph.nodes(data=True) if data["bipartite"] == 1 and data["size"] > 1]
    departments = [
        node for node in graph if graph.nodes[node]["bipartite"] == 0 and any(n in tasks for n in graph[node])
    ]
    drawn: nx.Graph = nx.Graph()
    for node in (*departments, *tasks):
        drawn.add_node(node, name=graph.nodes[node].get("name") or graph.nodes[node]["number"])
    drawn.add_edges_from((task, department) for task in tasks for department in graph[task])
    sizes = {node: 14.0 if node[0] == "task" else 18.0 for node in drawn}
    places = place(drawn, sizes, WIDTH, TALL)
    colors = {"部门": KIND_COLORS["综合"], "任务（序号）": KIND_COLORS["审判"]}
    nodes = []
    for node, data in drawn.nodes(data=True):
        kind = "任务（序号）" if node[0] == "task" else "部门"
        shape = {"symbol": "rect"} if node[0] == "task" else {}
        nodes.append(
            _node("-".join(node), data["name"], places[node], sizes[node], colors[kind], kind) | shape
        )
    links = [_link("-".join(a), "-".join(b), 1, "member", 0) for a, b in drawn.edges]
    return Picture(
        _option([*nodes, *_corners(WIDTH, TALL)], links, colors, theme),
        tuple(map(_node_mark, drawn)),
        (),
        TALL,
    )


def node_size(load: float) -> float:
    """Diameter in pixels whose area grows with the load; small ones stay large enough to click."""
    return round(12 + 10 * max(0.0, load) ** 0.5, 1)


def _picture(
    graph: nx.Graph,
    nodes: list[dict],
    edges: list[Edge],
    spots: Mapping[Edge, tuple[float, float]],
    weight: str,
    colors: Mapping[str, str],
    theme: str,
) -> Picture:
    """Nodes with the edges between them, of which those with a spot carry their number there."""
    step = _step(graph, weight)
    links = [_link(a, b, float(graph.edges[a, b][weight]), weight, step) for a, b in edges]
    numbers = [_number(graph, edge, spots, graph.edges[edge][weight], theme) for edge in spots]
    option = _option([*nodes, *numbers, *_corners(WIDTH, HEIGHT)], links, colors, theme)
    marks = [*(str(Mark((node,))) for node in graph), *(str(Mark(edge)) for edge in spots)]
    return Picture(option, tuple(marks), tuple(str(Mark(edge)) for edge in edges), HEIGHT)


def _node_mark(node: tuple[str, str]) -> str:
    """Of a node of the two-mode network: the task, or the department."""
    kind, own = node
    return str(Mark(tasks=(own,)) if kind == "task" else Mark((own,)))


def _rings(graph: nx.Graph, centre: str, steps: Mapping[str, int], sizes: Mapping[str, float]) -> dict:
    """The centre in the middle, each further step on a wider ring, neighbours of one node beside each other."""
    outermost = max(steps.values()) or 1
    middle = (WIDTH / 2, HEIGHT / 2)
    places, angle = {centre: middle}, {centre: -pi / 2}
    for step in range(1, outermost + 1):
        ring = [node for node in graph if steps.get(node) == step]
        before = {
            node: [angle[other] for other in graph[node] if steps.get(other) == step - 1] for node in ring
        }
        ring.sort(key=lambda node: sum(before[node]) / len(before[node]) if step > 1 else 0)
        for at, node in enumerate(ring):
            angle[node] = -pi / 2 + 2 * pi * (at + (0.5 if step % 2 == 0 else 0)) / len(ring)
            wide, high = (WIDTH / 2 - 80) * step / outermost, (HEIGHT / 2 - 40) * step / outermost
            places[node] = (middle[0] + wide * cos(angle[node]), middle[1] + high * sin(angle[node]))
    return push_names_apart(graph, places, sizes, WIDTH, HEIGHT)


def _ring_name(step: int) -> str:
    return "所选部门" if step == 0 else "有共同任务" if step == 1 else f"隔 {step - 1} 个部门"


def _colors(names: list[str]) -> dict[str, str]:
    if all(name in KIND_COLORS for name in names):
        return {name: KIND_COLORS[name] for name in names}
    grouped = sorted(name for name in names if name != UNGROUPED)
    colors = {name: GROUP_COLORS[at % len(GROUP_COLORS)] for at, name in enumerate(grouped)}
    return colors | ({UNGROUPED: QUIET} if UNGROUPED in names else {})


def _node(key: str, name: str, at: tuple[float, float], size: float, color: str, category: str) -> dict:
    return {
        "id": key,
        "name": name,
        "x": float(at[0]),
        "y": float(at[1]),
        "symbolSize": float(size),
        "category": category,
        "itemStyle": {"color": color},
    }


def _step(graph: nx.Graph, weight: str) -> float:
    """By how much an edge is wider for each further task, so that the strongest is not too wide."""
    strongest = max((float(tie[weight]) for _, _, tie in graph.edges(data=True)), default=1.0)
    return min(STEP, (WIDEST - THINNEST) / max(1.0, strongest - 1))


def _link(a: str, b: str, weight: float, kind: str, step: float) -> dict:
    """An edge; one of a single shared task is thin and dashed. ``step``: pixels for each further task."""
    single = weight <= 1 if kind == "shared" else weight < 0.5
    style = {
        "width": round(THINNEST + step * max(0.0, weight - 1), 2),
        "type": "dashed" if single and kind == "shared" else "solid",
        "color": QUIET,
        "opacity": 0.55 if single else 0.85,
    }
    return {"source": a, "target": b, "value": round(weight, 2), "lineStyle": style}


def _number(
    graph: nx.Graph, edge: Edge, spots: Mapping[Edge, tuple[float, float]], weight: float, theme: str
) -> dict:
    """The number on an edge, as a node of its own: it can be clicked, and ECharts would place it beside the line."""
    text = f"{weight:.0f}" if float(weight).is_integer() else f"{weight:.2f}"
    x, y = spots[edge]
    return {
        "id": f"number {edge[0]} {edge[1]}",
        "name": " 与 ".join(graph.nodes[node]["name"] for node in edge),
        "value": float(weight),
        "x": x,
        "y": y,
        "symbol": "roundRect",
        "symbolSize": [8 + 9 * len(text), 20],
        "itemStyle": {"color": PAPER.get(theme, PAPER["light"]), "opacity": 0.85},
        "label": {"show": True, "position": "inside", "formatter": text, "fontWeight": "bold"},
        "emphasis": {"disabled": True},
    }


def _corners(width: float, height: float) -> list[dict]:
    return [_silent(f"corner {x} {y}", x, y, {"show": False}) for x, y in ((0, 0), (width, height))]


def _silent(key: str, x: float, y: float, label: dict) -> dict:
    return {"id": key, "name": "", "x": x, "y": y, "symbolSize": 0, "silent": True, "label": label}


def _option(nodes: list[dict], links: list[dict], colors: Mapping[str, str], theme: str) -> dict:
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
