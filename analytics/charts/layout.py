"""Places for the nodes of a network: the same picture for the same data, every name readable.

Each connected part is laid out on its own (Kamada–Kawai), the largest on top, the small ones in rows below it,
isolated departments in rows at the bottom; nodes are then moved off edges that are not theirs, and boxes of node and
name pushed apart until none overlap; where pushing does not part them, they stand in rows.
"""

from collections.abc import Mapping, Sequence
from math import ceil

import networkx as nx
import numpy as np

NAME_HEIGHT = 22  # pixels of a name under its node
CHARACTER = 15  # pixels of a Chinese character of a name, with a little to spare for a narrower page
ROW_HEIGHT = 58
NUMBER = (22.0, 20.0)  # width and height of a number on an edge
ALONG = (
    0.5,
    0.44,
    0.56,
    0.38,
    0.62,
    0.32,
    0.68,
    0.26,
    0.74,
    0.2,
    0.8,
)  # shares of an edge where it may stand
GAP = 24  # between two parts
CLEAR = 7  # between a node and an edge that is not its own
PUSHES = 400
ROUNDS = 60  # of moving nodes off edges
MOST_CLEARED = 80  # nodes of a part that are moved off edges; with more there is no room anyway


def place(
    graph: nx.Graph, sizes: Mapping[str, float], width: int, height: int
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
    parts = [sorted(part, key=order.__getitem__) for part in nx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), order[part[0]]))
    singles = [part[0] for part in parts if len(part) == 1]
    joined = [part for part in parts if len(part) > 1]

    single_rows = _rows_of_singles(graph, singles, sizes, width)
    part_rows = _rows_of_parts(graph, joined[1:], sizes, width)
    floor = height - ROW_HEIGHT * len(single_rows)
    bottom = floor - sum(_row_height(graph, row, sizes) for row in part_rows)
    places = _place_part(graph, joined[0], sizes, (0, 0, width, bottom)) if joined else {}
    for part_row in part_rows:
        top, bottom = bottom, bottom + _row_height(graph, part_row, sizes)
        places |= _place_small_parts(graph, part_row, sizes, (0, top, width, bottom))
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


def spots_on_edges(
    graph: nx.Graph,
    places: Mapping[str, tuple[float, float]],
    sizes: Mapping[str, float],
    edges: Sequence[tuple[str, str]],
) -> dict[tuple[str, str], tuple[float, float]]:
    """Where a number stands on each edge: as near to the middle as no node, name or other number covers it."""
    boxes = np.array([_box(graph, node, sizes) for node in places]).reshape(-1, 2)
    taken = np.array(list(places.values()), dtype=float).reshape(-1, 2) + np.array([0, NAME_HEIGHT / 2])
    spots: dict[tuple[str, str], tuple[float, float]] = {}
    for edge in edges:
        a, b = (np.array(places[end], dtype=float) for end in edge)
        chances = a + np.outer(ALONG, b - a)
        need = (boxes + np.array(NUMBER)) / 2
        clear = np.minimum.reduce(
            (np.abs(chances[:, None, :] - taken[None, :, :]) - need[None, :, :]).max(axis=2), axis=1
        )
        best = int(np.argmax(clear >= 0)) if (clear >= 0).any() else int(np.argmax(clear))
        spots[edge] = (float(chances[best, 0]), float(chances[best, 1]))
        boxes, taken = np.vstack([boxes, NUMBER]), np.vstack([taken, chances[best]])
    return spots


def _rows_of_parts(
    graph: nx.Graph, parts: list[list[str]], sizes: Mapping[str, float], width: int
) -> list[list[list[str]]]:
    """Parts in rows: as many side by side as their names have room for."""
    rows: list[list[list[str]]] = []
    room = 0.0
    for part in parts:
        need = _need(graph, part, sizes) + GAP
        if not rows or need > room:
            rows.append([])
            room = width
        rows[-1].append(part)
        room -= need
    return rows


def _row_height(graph: nx.Graph, row: list[list[str]], sizes: Mapping[str, float]) -> float:
    """As many boxes on top of each other as the parts have in a square."""
    tallest = max(_box(graph, node, sizes)[1] for part in row for node in part)
    return max(55, tallest) * max(2, *(ceil(len(part) ** 0.5) for part in row))


def _need(graph: nx.Graph, part: list[str], sizes: Mapping[str, float]) -> float:
    """The width of the widest row of names, if the names of a part stand in a square."""
    widths = sorted((_box(graph, node, sizes)[0] for node in part), reverse=True)
    return sum(widths[: max(2, ceil(len(part) ** 0.5))])


def _place_small_parts(
    graph: nx.Graph,
    parts: list[list[str]],
    sizes: Mapping[str, float],
    field: tuple[float, float, float, float],
) -> dict[str, tuple[float, float]]:
    """Parts side by side, each with the share of the width that its names need."""
    places: dict[str, tuple[float, float]] = {}
    needs = [_need(graph, part, sizes) + GAP for part in parts]
    left = field[0]
    for part, need in zip(parts, needs, strict=True):
        room = (field[2] - field[0]) * need / sum(needs)
        places |= _place_part(graph, part, sizes, (left + GAP / 2, field[1], left + room - GAP / 2, field[3]))
        left += room
    return places


def _rows_of_singles(
    graph: nx.Graph, singles: list[str], sizes: Mapping[str, float], width: int
) -> list[list[str]]:
    if not singles:
        return []
    widest = max(_box(graph, node, sizes)[0] for node in singles) + 16
    columns = max(1, int(width // widest))
    rows = ceil(len(singles) / columns)
    columns = ceil(len(singles) / rows)
    return [singles[at : at + columns] for at in range(0, len(singles), columns)]


def _box(graph: nx.Graph, node: str, sizes: Mapping[str, float]) -> tuple[float, float]:
    name = graph.nodes[node].get("name", node)
    return max(sizes[node], CHARACTER * len(name)) + 8, sizes[node] + NAME_HEIGHT + 6


def _place_part(
    graph: nx.Graph, nodes: list[str], sizes: Mapping[str, float], field: tuple[float, float, float, float]
) -> dict[str, tuple[float, float]]:
    part: nx.Graph = nx.Graph()
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
    fraction = np.where(
        spread > 1e-9, (points - points.min(axis=0)) / np.where(spread > 1e-9, spread, 1.0), 0.5
    )
    points = _push_apart(low + fraction * (high - low), boxes, low, high)
    at = {node: row for row, node in enumerate(nodes)}
    edges = np.array([(at[a], at[b]) for a, b in part.edges])
    radii = np.array([sizes[node] / 2 for node in nodes])
    parted = None if _touching(points, boxes).any() else points
    for _ in range(ROUNDS if len(nodes) <= MOST_CLEARED else 0):
        aside = _off_edges(points - (0, NAME_HEIGHT / 2), radii, edges)
        if not aside.any():
            break
        points = _push_apart(np.clip(points + aside, low, high), boxes, low, high)
        parted = parted if _touching(points, boxes).any() else points
    points = _in_rows(points, boxes, field) if parted is None else parted
    # A name hangs under its node, so the node sits above the middle of the box.
    return {node: (float(x), float(y - NAME_HEIGHT / 2)) for node, (x, y) in zip(nodes, points, strict=True)}


def _off_edges(points: np.ndarray, radii: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """How far each node is to move to stand clear of the edges that run by it and are not its own."""
    start, end = points[edges[:, 0]], points[edges[:, 1]]
    along = end - start
    length = np.maximum((along**2).sum(axis=1), 1e-9)
    to_node = points[None, :, :] - start[:, None, :]
    share = (to_node * along[:, None, :]).sum(axis=2) / length[:, None]
    away = to_node - share[:, :, None] * along[:, None, :]
    distance = np.sqrt((away**2).sum(axis=2))
    own = (edges[:, :1] == np.arange(len(points))) | (edges[:, 1:] == np.arange(len(points)))
    lack = np.where(own | (share <= 0) | (share >= 1), 0.0, radii + CLEAR - distance).clip(0)
    # A node in the very middle of an edge is moved to the same side each time.
    across = np.stack([-along[:, 1], along[:, 0]], axis=1) / np.sqrt(length)[:, None]
    direction = np.where(
        (distance > 1e-6)[:, :, None], away / np.maximum(distance, 1e-6)[:, :, None], across[:, None, :]
    )
    return (0.6 * lack[:, :, None] * direction).sum(axis=0)


def _wide(points: np.ndarray) -> np.ndarray:
    """The points turned so that their longest extent lies flat: names are wide."""
    centred = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    signs = np.where(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)] < 0, -1.0, 1.0)
    return centred @ (axes * signs[:, None]).T


def _in_rows(points: np.ndarray, boxes: np.ndarray, field: tuple[float, float, float, float]) -> np.ndarray:
    """The boxes in as many rows as the field has room for, about where they are, none on another.

    As they are where a row would be wider than the field.
    """
    left, top, right, bottom = field
    most = int((bottom - top) / boxes[:, 1].max() + 1e-6)
    rows = np.array_split(np.argsort(points[:, 1], kind="stable"), min(len(points), max(1, most)))
    placed = points.copy()
    for at, row in enumerate(rows):
        row = row[np.argsort(points[row, 0], kind="stable")]
        room = (right - left - boxes[row, 0].sum()) / len(row)
        if room < 0:
            return points
        placed[row, 0] = left + np.cumsum(boxes[row, 0] + room) - (boxes[row, 0] + room) / 2
        placed[row, 1] = top + (bottom - top) * (at + 0.5) / len(rows)
    return placed


def _touching(points: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """For each pair of boxes, the first before the second, whether they overlap by more than can be seen."""
    lack = (boxes[:, None, :] + boxes[None, :, :]) / 2 - np.abs(points[:, None, :] - points[None, :, :])
    return np.triu((lack > 0.5).all(axis=2), 1)


def _push_apart(points: np.ndarray, boxes: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Move overlapping boxes apart, each pair along the axis where less is needed, within the field."""
    need = (boxes[:, None, :] + boxes[None, :, :]) / 2
    for _ in range(PUSHES):
        touching = _touching(points, boxes)
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
