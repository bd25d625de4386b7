"""Pictures of a presentation, readable from the back row: bars, and a network in a wide field.

On a screen of 1920 × 1080 no text is smaller than 24 px.
"""

from collections.abc import Mapping
from math import ceil, sqrt

import networkx as nx

from analytics.charts.edges import bends, spots_on_edges
from analytics.charts.figure import Figure
from analytics.charts.layout import CHARACTER, place
from analytics.charts.network import Picture, node_link, node_size, numbered
from analytics.charts.theme import ACCENT, QUIET, SECOND
from analytics.safe.html import as_plotly
from analytics.slides.presentation import Bars, Network

TEXT = 24  # pixels of the smallest text
SCALE = TEXT / 14  # of a field in which ``analytics.charts.layout`` places names of 14 px
SERIES_COLORS = (ACCENT, SECOND, QUIET)
WIDTH, HEIGHT = 1800, 690  # pixels that a slide has on the screen
MOST_BESIDE = 0.48  # share of the width that goes to what is not tied to the largest part of a network
GAP = 20  # between both
FEW = 5  # departments beside the largest part that stand in one column
LARGEST = 44.0  # pixels of the largest circle
COVERED = 0.4  # share of a field that names may cover

Places = dict[str, tuple[float, float]]


def bars(content: Bars, height: int = HEIGHT) -> Figure:
    """Horizontal bars, the first category on top, each with its number; ``height`` in pixels.

    Without categories, an empty figure.
    """
    figure = Figure()
    rows = list(range(len(content.categories)))
    for at, series in enumerate(content.series):
        figure.add_bar(
            name=as_plotly(series.name),
            x=list(series.values),
            y=rows,
            orientation="h",
            marker={"color": SERIES_COLORS[at % len(SERIES_COLORS)], "line": {"width": 0}},
            text=[f"{value:.{series.decimals}f}" if value else "" for value in series.values],
            textposition="inside" if content.stacked else "outside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"size": TEXT, **({"color": "white"} if content.stacked else {})},
            constraintext="none",
            cliponaxis=False,
            customdata=[str(mark) for mark in series.marks],
            hovertemplate=[
                f"{as_plotly(name)}<extra>{as_plotly(series.name)}</extra>" for name in content.categories
            ],
        )
    figure.update_layout(
        barmode="stack" if content.stacked else "group",
        height=height,
        bargap=0.3 if len(rows) > 5 else 0.6,
        margin={"l": 8, "r": 60, "t": 50, "b": 8},
        font={"size": TEXT},
        hoverlabel={"font": {"size": TEXT}},
        dragmode=False,
        showlegend=True,
        legend={
            "font": {"size": TEXT},
            "orientation": "h",
            "x": 0,
            "y": 1,
            "yanchor": "bottom",
            "traceorder": "normal",
        },
    )
    names = [as_plotly(name) for name in content.categories]
    reach = [len(rows) - 0.5, -0.5]
    figure.update_yaxes(
        tickvals=rows, ticktext=names, range=reach, automargin=True, showgrid=False, tickfont={"size": TEXT}
    )
    figure.update_yaxes(fixedrange=True, zeroline=False)
    figure.update_xaxes(visible=False, fixedrange=True, range=[0, 1.08 * content.longest or 1])
    return figure


def network(content: Network, theme: str = "light") -> Picture:
    """The network of ``analytics.charts.network.node_link`` in a wide field, larger."""
    graph = content.graph
    picture = node_link(graph, content.counting, theme)
    sizes = circles(content)
    places = wide_places(graph, sizes, WIDTH / SCALE, HEIGHT / SCALE)
    bent = bends(places, sizes, list(graph.edges))
    spots = spots_on_edges(graph, places, sizes, numbered(graph, graph.edges), bent)
    corners = [(0.0, 0.0), (WIDTH / SCALE, HEIGHT / SCALE)]
    moved = [*(places[department] for department in graph), *spots.values(), *corners]
    series = picture.option["series"][0]
    nodes = [_larger(node, at, sizes) for node, at in zip(series["data"], moved, strict=True)]
    links = [
        link | {"lineStyle": link["lineStyle"] | {"curveness": bend}}
        for link, bend in zip(series["links"], bent.values(), strict=True)
    ]
    label = series["label"] | {"fontSize": TEXT}
    legend = [one | {"textStyle": {"fontSize": TEXT}} for one in picture.option["legend"]]
    option = picture.option | {
        "legend": legend,
        "series": [series | {"data": nodes, "links": links, "label": label}],
    }
    return Picture(option, picture.node_marks, picture.edge_marks, HEIGHT)


def _larger(node: dict, at: tuple[float, float], sizes: Mapping[str, float]) -> dict:
    size = sizes.get(node["id"], node["symbolSize"])
    larger = [SCALE * side for side in size] if isinstance(size, list) else SCALE * size
    label = {"label": node["label"] | {"fontSize": TEXT}} if "label" in node else {}
    return node | {"x": SCALE * at[0], "y": SCALE * at[1], "symbolSize": larger} | label


def circles(content: Network) -> dict[str, float]:
    """Diameters whose areas grow with the load, the largest at most ``LARGEST``."""
    sizes = {u: node_size(data[str(content.counting)]) for u, data in content.graph.nodes(data=True)}
    smaller = min(1.0, LARGEST / max(sizes.values()))
    return {department: size * smaller for department, size in sizes.items()}


def wide_places(graph: nx.Graph, sizes: Mapping[str, float], width: float, height: float) -> Places:
    """Centres of the nodes: the largest part at the left over the whole height, the others at the right of it.

    Takes and returns what ``analytics.charts.layout.place`` does.
    """
    parts = sorted(nx.connected_components(graph), key=len, reverse=True)
    if len(parts) < 2 or len(parts[0]) < 3:
        return _placed(graph, sizes, width, height)
    main, rest = _ordered(graph, parts[0]), _ordered(graph, set(graph) - parts[0])
    widest = max(CHARACTER * len(rest.nodes[department]["name"]) + 24 for department in rest)
    beside = min(
        MOST_BESIDE * width, max((2 if len(rest) > FEW else 1) * widest + 1, width * len(rest) / len(graph))
    )
    left = _placed(main, sizes, width - beside - GAP, height)
    needed = max(height, _height_needed(rest, beside // widest))
    right = _placed(rest, sizes, beside, needed)
    return left | {node: (x + width - beside, y * height / needed) for node, (x, y) in right.items()}


def _placed(graph: nx.Graph, sizes: Mapping[str, float], width: float, height: float) -> Places:
    """Places in a field; where the names cannot all find room in it, those of a larger field, drawn closer."""
    names = sum(
        (CHARACTER * len(data["name"]) + 8) * (sizes[department] + 28)
        for department, data in graph.nodes(data=True)
    )
    larger = max(1.0, sqrt(names / (COVERED * width * height)))
    places = place(graph, dict(sizes), int(width * larger), int(height * larger))
    return {department: (x / larger, y / larger) for department, (x, y) in places.items()}


def _height_needed(graph: nx.Graph, columns: float) -> float:
    """About the pixels that small parts take below each other, and single departments in so many columns."""
    parts = [len(part) for part in nx.connected_components(graph)]
    singles = parts.count(1)
    return 58 * ceil(singles / max(1, columns)) + 112 * (len(parts) - singles)


def _ordered(graph: nx.Graph, nodes: set[str]) -> nx.Graph:
    """A part of the graph in the graph's own order, which a view of it would not keep."""
    part: nx.Graph = nx.Graph()
    part.add_nodes_from((node, data) for node, data in graph.nodes(data=True) if node in nodes)
    part.add_edges_from((a, b, data) for a, b, data in graph.edges(data=True) if a in nodes)
    return part
