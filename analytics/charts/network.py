"""Node-link pictures as ECharts options: departments that share tasks, one department's surroundings, departments and tasks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot

import networkx as nx

from analytics.charts import echarts
from analytics.charts.edges import Edge, bends, spots_on_edges
from analytics.charts.layout import Place, boxes, place
from analytics.charts.theme import KIND_COLORS, QUIET
from analytics.evidence import Mark
from analytics.scope import Counting

WIDTH, HEIGHT = 720, 610  # the field that places are computed for, about the room that a page has for it
TALL = 740  # the field's height for departments and tasks together, for which a sheet has room
LARGEST = 48.0  # pixels of a circle
COVERED = 0.44  # share of a field that names and circles may cover

MOST_TIES = 80  # drawn at first; of more, only the stronger ones

TASK, TASK_SIZE = "任务（序号）", 24.0  # what a square stands for; its side in pixels
INSIDE = {"position": "inside", "color": "#ffffff", "fontWeight": "bold", "textBorderWidth": 0}
CENTRE_X, LIST_X = 120, 440  # of one department and of its list of neighbours
LIST_ROW, LIST_ROW_AT_MOST = 30, 54  # pixels from one neighbour to the next
LOWEST = 420  # pixels of the field of a list
LARGEST_LISTED, SMALLEST_LISTED = 24.0, 9.0  # pixels of a circle in the list
FLATTEST, ROUNDEST = 0.4, 0.8  # bends of the ties between neighbours; between the two, as deep as ``DEEP``
DEEP = 150


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

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks of nodes and edges, each once."""
        return tuple(filter(None, dict.fromkeys([*self.node_marks, *self.edge_marks])))


def node_link(
    graph: nx.Graph,
    counting: Counting,
    theme: str = "light",
    shown_edges: Sequence[Edge] | None = None,
    groups: Mapping[str, str] | None = None,
    weight: str = "shared",
    reference: Mapping[str, Place] | None = None,
) -> Picture:
    """A node for each department in the colour of its kind, an edge for each pair that shares tasks.

    The places depend on the whole graph, so that hiding edges moves nothing. A department all of whose edges are hidden
    is hollow: it is no isolate. An edge that would run through another department's circle is bent around it.

    Parameters
    ----------
    graph : of ``analytics.ties.collaboration.graph``; nodes have name, kind and both counts, edges the weights
    counting : the count that the area of a node stands for
    theme : "light" or "dark"; names keep a rim in the colour of its background
    shown_edges : the edges to draw, in the order of the clicks' index; all of them by default
    groups : node → what is written in its circle
    weight : "shared" (共同承担数) or "newman": the width of an edge and its number
    reference : places of a picture that this one is to look like (``analytics.charts.layout.place``)
    """
    edges = list(graph.edges) if shown_edges is None else list(shown_edges)
    sizes = circles(graph, counting)
    height = field_height(graph, sizes)
    places = place(graph, sizes, WIDTH, height, reference)
    tied = {node for edge in edges for node in edge}
    nodes = [
        echarts.node(node, data["name"], places[node], sizes[node], data["kind"], data["full"])
        | echarts.look(data["kind"], theme, hollow=node not in tied and graph.degree(node) > 0)
        | ({"badge": groups[node]} if groups and node in groups else {})
        for node, data in graph.nodes(data=True)
    ]
    bent = bends(places, sizes, edges)
    spots = spots_on_edges(graph, places, sizes, numbered(graph, edges), bent)
    return _picture(graph, nodes, bent, spots, weight, theme, height)


def circles(graph: nx.Graph, counting: Counting) -> dict[str, float]:
    """Node → diameter of its circle in pixels; all of them smaller where the largest would be too large."""
    sizes = {node: node_size(float(data[str(counting)])) for node, data in graph.nodes(data=True)}
    scale = min(1.0, LARGEST / max(sizes.values(), default=LARGEST))
    return {node: round(scale * size, 1) for node, size in sizes.items()}


def field_height(graph: nx.Graph, sizes: Mapping[str, float]) -> int:
    """Pixels of the field's height, so that the names find room beside each other."""
    return max(HEIGHT, round(sum(wide * high for wide, high in boxes(graph, sizes)) / (COVERED * WIDTH)))


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
    """One department, and beside it the departments that it shares tasks with, most shared first, one under the other.

    Takes what ``node_link`` does. Straight lines are its own ties, with their number; bent ones those between its
    neighbours. No line runs through a circle that is not its end. Without neighbours the department stands alone.
    """
    order = {node: at for at, node in enumerate(graph)}
    around = sorted(
        graph[centre],
        key=lambda node: (
            -graph.edges[centre, node]["shared"],
            -graph.edges[centre, node]["newman"],
            order[node],
        ),
    )
    drawn = graph.subgraph([centre, *around])
    row = min(LIST_ROW_AT_MOST, max(LIST_ROW, HEIGHT / (len(around) + 1)))
    height = round(max(LOWEST, row * (len(around) + 1)))
    top = (height - row * (len(around) - 1)) / 2
    places: dict[str, Place] = {node: (LIST_X, top + row * at) for at, node in enumerate(around)}
    places[centre] = (CENTRE_X, height / 2)
    own = [(centre, node) for node in around]
    between = [(a, b) for a, b in drawn.edges if centre not in (a, b)]
    between = [(a, b) if places[a][1] < places[b][1] else (b, a) for a, b in between]
    sizes = _listed_sizes(circles(drawn, counting), centre, places)
    bent = bends(places, sizes, own) | {edge: _bow(places, edge) for edge in between}
    nodes = [
        echarts.node(node, data["name"], places[node], sizes[node], data["kind"], data["full"])
        | echarts.look(data["kind"], theme)
        | ({} if node == centre else {"label": {"position": "right"}})
        for node, data in ((node, drawn.nodes[node]) for node in (centre, *around))
    ]
    spots = {(a, b): _near(places[a], places[b]) for a, b in own}
    ordered: nx.Graph = nx.Graph()
    ordered.add_nodes_from((node, drawn.nodes[node]) for node in (centre, *around))
    ordered.add_edges_from((a, b, drawn.edges[a, b]) for a, b in bent)
    return _picture(ordered, nodes, bent, spots, "shared", theme, height)


def departments_and_tasks(
    graph: nx.Graph, theme: str = "light", reference: Mapping[str, Place] | None = None
) -> Picture:
    """Departments as circles and their joint tasks as numbered squares, a line from each task to its departments.

    ``graph``: of ``analytics.ties.collaboration.two_mode``; sole tasks, and departments that have no others, are left out.
    Its nodes are ("department" | "task", id); a line between them has nothing of its own to show. ``reference``: node of
    the option → its place.
    """
    tasks = [node for node, data in graph.nodes(data=True) if data["bipartite"] == 1 and data["size"] > 1]
    joint = set(tasks)
    departments = [
        node for node in graph if graph.nodes[node]["bipartite"] == 0 and not joint.isdisjoint(graph[node])
    ]
    drawn: nx.Graph = nx.Graph()
    for node in (*departments, *tasks):
        own = graph.nodes[node]
        drawn.add_node(
            "-".join(node), name=own.get("name") or own["number"], kind=own.get("kind", TASK), node=node
        )
    drawn.add_edges_from(
        ("-".join(task), "-".join(department)) for task in tasks for department in graph[task]
    )
    sizes = {node: TASK_SIZE if data["kind"] == TASK else 20.0 for node, data in drawn.nodes(data=True)}
    height = max(TALL, field_height(drawn, sizes))
    places = place(drawn, sizes, WIDTH, height, reference)
    nodes = [
        echarts.node(node, data["name"], places[node], sizes[node], data["kind"])
        | echarts.look(data["kind"], theme)
        | ({"symbol": "rect", "label": INSIDE} if data["kind"] == TASK else {})
        for node, data in drawn.nodes(data=True)
    ]
    links = [
        echarts.link(edge, 1, "member", 0, bend)
        for edge, bend in bends(places, sizes, [(a, b) for a, b in drawn.edges]).items()
    ]
    marks = tuple(_node_mark(data["node"]) for _, data in drawn.nodes(data=True))
    return Picture(
        echarts.option([*nodes, *echarts.corners(WIDTH, height)], links, _kinds(drawn), theme),
        marks,
        (),
        height,
    )


def arranged(picture: Picture, moved: Mapping[str, Place]) -> Picture:
    """The picture with some nodes (by their id) moved to other places in its field; lines and numbers follow."""
    series = picture.option["series"][0]
    nodes = [
        node | dict(zip("xy", _inside(moved[node["id"]], picture.height), strict=True))
        if node["id"] in moved and "category" in node
        else node
        for node in series["data"]
    ]
    own = [node for node in nodes if "category" in node]
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from((node["id"], {"name": node["name"]}) for node in own)
    places = {node["id"]: (node["x"], node["y"]) for node in own}
    sizes = {node["id"]: node["symbolSize"] for node in own}
    edges = [(link["source"], link["target"]) for link in series["links"]]
    bent = bends(places, sizes, edges)
    links = [
        link | {"lineStyle": link["lineStyle"] | {"curveness": bent[edge]}}
        for link, edge in zip(series["links"], edges, strict=True)
    ]
    written = [tuple(node["edge"]) for node in nodes if "edge" in node]
    spots = spots_on_edges(graph, places, sizes, written, bent)
    nodes = [
        node | dict(zip("xy", spots[tuple(node["edge"])], strict=True)) if "edge" in node else node
        for node in nodes
    ]
    option = picture.option | {"series": [series | {"data": nodes, "links": links}]}
    return Picture(option, picture.node_marks, picture.edge_marks, picture.height)


def node_size(load: float) -> float:
    """Diameter in pixels whose area grows with the load; small ones stay large enough to click."""
    return round(12 + 10 * max(0.0, load) ** 0.5, 1)


def _picture(
    graph: nx.Graph,
    nodes: list[dict],
    edges: Mapping[Edge, float],
    spots: Mapping[Edge, Place],
    weight: str,
    theme: str,
    height: int,
) -> Picture:
    """Nodes with the edges between them (edge → bend), of which those with a spot carry their number there."""
    step = echarts.step(graph, weight)
    links = [
        echarts.link(edge, float(graph.edges[edge][weight]), weight, step, bend)
        for edge, bend in edges.items()
    ]
    numbers = [echarts.number(graph, edge, spots, graph.edges[edge][weight], theme) for edge in spots]
    option = echarts.option([*nodes, *numbers, *echarts.corners(WIDTH, height)], links, _kinds(graph), theme)
    marks = [*(str(Mark((node,))) for node in graph), *(str(Mark(edge)) for edge in spots)]
    return Picture(option, tuple(marks), tuple(str(Mark(edge)) for edge in edges), height)


def _node_mark(node: tuple[str, str]) -> str:
    """Of a node of the two-mode network: the task, or the department."""
    kind, own = node
    return str(Mark(tasks=(own,)) if kind == "task" else Mark((own,)))


def _listed_sizes(sizes: Mapping[str, float], centre: str, places: Mapping[str, Place]) -> dict[str, float]:
    """Circles of the list, so small that the lines to the next ones pass: their areas still grow with the load."""
    listed = {node: size for node, size in sizes.items() if node != centre}
    if not listed:
        return dict(sizes)
    steepest = max(abs(places[node][1] - places[centre][1]) for node in listed)
    room = LIST_ROW * (LIST_X - CENTRE_X) / hypot(LIST_X - CENTRE_X, steepest)
    largest = max(SMALLEST_LISTED, min(LARGEST_LISTED, 2 * (room - 4)))
    scale = min(1.0, largest / max(listed.values()))
    return {node: round(max(SMALLEST_LISTED, scale * size), 1) for node, size in listed.items()} | {
        centre: sizes[centre]
    }


def _bow(places: Mapping[str, Place], edge: Edge) -> float:
    """The bend of a tie between two neighbours, the upper one first: to the left of the list, before the circles between."""
    length = abs(places[edge[1]][1] - places[edge[0]][1])
    return round(-max(FLATTEST, min(ROUNDEST, DEEP / length)), 3)


def _near(centre: Place, other: Place, share: float = 0.6) -> Place:
    """Where a number stands on the line to a neighbour: before the ties between neighbours, all of them one under the other."""
    return centre[0] + share * (other[0] - centre[0]), centre[1] + share * (other[1] - centre[1])


def _inside(at: Place, height: float) -> Place:
    return min(max(at[0], 0.0), float(WIDTH)), min(max(at[1], 0.0), float(height))


def _kinds(graph: nx.Graph) -> dict[str, str]:
    """What the colours of the picture mean: the kinds that are in it, in the order of the vocabulary; tasks."""
    found = {data["kind"] for _, data in graph.nodes(data=True)}
    colors = {kind: color for kind, color in KIND_COLORS.items() if kind in found}
    return colors | dict.fromkeys(sorted(found - set(colors)), QUIET)
