"""Places for the nodes of a network: the same picture for the same data, every name readable.

Each connected part is laid out on its own (Kamada–Kawai), the largest on top, the small ones in a row below
it, isolated units in rows at the bottom; boxes of node and name are then pushed apart until none overlap.
"""

from collections.abc import Mapping
from math import ceil

import networkx as nx
import numpy as np

NAME_HEIGHT = 22  # pixels of a name under its node
CHARACTER = 15  # pixels of a Chinese character of a name, with a little to spare for a narrower page
ROW_HEIGHT = 58
PARTS_HEIGHT = 110  # of the row of small parts
PUSHES = 400


def place(
    graph: nx.Graph, sizes: dict[str, float], width: int, height: int
) -> dict[str, tuple[float, float]]:
    """Centres of the nodes in a field of ``width`` × ``height`` pixels, y downwards.

    Parameters
    ----------
    graph : nodes have ``name``; the order of nodes decides ties, so the same graph gives the same places
    sizes : diameter of each node in pixels

    Returns
    -------
    Node → (x, y). Empty for a graph without nodes. Isolates come last, in rows at the bottom.
    """
    if not len(graph):
        return {}
    order = {node: at for at, node in enumerate(graph)}
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(order[n] for n in part)))
    parts = [sorted(part, key=order.__getitem__) for part in parts]
    singles = [part[0] for part in parts if len(part) == 1]
    joined = [part for part in parts if len(part) > 1]

    single_rows = _rows_of_singles(graph, singles, sizes, width)
    floor = height - ROW_HEIGHT * len(single_rows)
    places = {}
    if joined:
        below = PARTS_HEIGHT if len(joined) > 1 else 0
        places |= _place_part(graph, joined[0], sizes, (0, 0, width, floor - below))
        places |= _place_small_parts(graph, joined[1:], sizes, (0, floor - below, width, floor))
    for at, row in enumerate(single_rows):
        y = floor + ROW_HEIGHT * (at + 0.35)
        for column, node in enumerate(row):
            places[node] = (width * (column + 0.5) / len(row), y)
    return places


def push_names_apart(
    graph: nx.Graph,
    places: Mapping[str, tuple[float, float]],
    sizes: Mapping[str, float],
    width: int,
    height: int,
) -> dict[str, tuple[float, float]]:
    """The places, moved as little as it takes for no name to cover another, within the field."""
    nodes = list(places)
    boxes = np.array([_box(graph, node, sizes) for node in nodes])
    points = np.array([places[node] for node in nodes], dtype=float) + np.array([0, NAME_HEIGHT / 2])
    high = np.maximum(np.array([width, height]) - boxes / 2, boxes / 2)
    points = _push_apart(np.clip(points, boxes / 2, high), boxes, boxes / 2, high)
    return {node: (float(x), float(y - NAME_HEIGHT / 2)) for node, (x, y) in zip(nodes, points, strict=True)}


def _place_small_parts(
    graph: nx.Graph, parts: list[list[str]], sizes: dict[str, float], field: tuple[float, float, float, float]
) -> dict[str, tuple[float, float]]:
    """Parts side by side, each with the share of the width that its names need."""
    places = {}
    needs = [sum(_box(graph, node, sizes)[0] for node in part) for part in parts]
    left = field[0]
    for part, need in zip(parts, needs, strict=True):
        room = (field[2] - field[0]) * need / sum(needs)
        gap = min(24.0, room / 20)
        places |= _place_part(graph, part, sizes, (left + gap, field[1], left + room - gap, field[3]))
        left += room
    return places


def _rows_of_singles(
    graph: nx.Graph, singles: list[str], sizes: dict[str, float], width: int
) -> list[list[str]]:
    if not singles:
        return []
    widest = max(_box(graph, node, sizes)[0] for node in singles) + 16
    columns = max(1, int(width // widest))
    rows = ceil(len(singles) / columns)
    columns = ceil(len(singles) / rows)
    return [singles[at : at + columns] for at in range(0, len(singles), columns)]


def _box(graph: nx.Graph, node: str, sizes: dict[str, float]) -> tuple[float, float]:
    name = graph.nodes[node].get("name", node)
    return max(sizes[node], CHARACTER * len(name)) + 8, sizes[node] + NAME_HEIGHT + 6


def _place_part(
    graph: nx.Graph, nodes: list[str], sizes: dict[str, float], field: tuple[float, float, float, float]
) -> dict[str, tuple[float, float]]:
    part = nx.Graph()
    part.add_nodes_from(nodes)
    part.add_edges_from((a, b) for a, b in graph.subgraph(nodes).edges)
    raw = (
        nx.kamada_kawai_layout(part, pos=nx.circular_layout(part))
        if len(part) > 2
        else nx.circular_layout(part)
    )
    points = _wide(np.array([raw[node] for node in nodes], dtype=float))
    boxes = np.array([_box(graph, node, sizes) for node in nodes])
    low = np.array(field[:2]) + boxes / 2
    high = np.maximum(np.array(field[2:]) - boxes / 2, low)
    spread = points.max(axis=0) - points.min(axis=0)
    unit = np.where(spread > 1e-9, (points - points.min(axis=0)) / np.where(spread > 1e-9, spread, 1.0), 0.5)
    points = _push_apart(low + unit * (high - low), boxes, low, high)
    # A name hangs under its node, so the node sits above the middle of the box.
    return {node: (float(x), float(y - NAME_HEIGHT / 2)) for node, (x, y) in zip(nodes, points, strict=True)}


def _wide(points: np.ndarray) -> np.ndarray:
    """The points turned so that their longest extent lies flat: names are wide."""
    centred = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    signs = np.where(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)] < 0, -1.0, 1.0)
    return centred @ (axes * signs[:, None]).T


def _push_apart(points: np.ndarray, boxes: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Move overlapping boxes apart, each pair along the axis where less is needed, within the field."""
    need = (boxes[:, None, :] + boxes[None, :, :]) / 2
    upper = np.triu(np.ones((len(points), len(points)), dtype=bool), 1)
    for _ in range(PUSHES):
        gap = points[:, None, :] - points[None, :, :]
        lack = need - np.abs(gap)
        touching = upper & (lack > 0.5).all(axis=2)
        if not touching.any():
            break
        for a, b in np.argwhere(touching):
            difference = points[a] - points[b]
            short = need[a, b] - np.abs(difference)
            if (short <= 0).any():
                continue
            axis = int(short.argmin())
            push = short[axis] / 2 * (1.0 if difference[axis] >= 0 else -1.0)
            points[a, axis] += push
            points[b, axis] -= push
        points = np.clip(points, low, high)
    return points
