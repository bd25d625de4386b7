"""Places for the nodes of a network: the same picture for the same data, much the same for much the same data, every name readable.

Each connected part is laid out on its own by stress majorization (Gansner, Koren & North 2004), the largest on top, the
small ones in rows below it, isolated departments in rows at the bottom; nodes are then moved off edges that are not
theirs, and boxes of node and name pushed apart until none overlap; where pushing does not part them, they stand in rows.

What keeps a picture the same: each part starts on an oval in the order of its nodes, is held to it a little and turned
back to it (Procrustes), so that one task more does not mirror it; and a variant of a picture (collectives expanded, a
section chosen) starts from the places of its reference and is held to them.
"""

from collections.abc import Mapping, Sequence
from math import ceil

import networkx as nx
import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from analytics.charts.spacing import NAME_HEIGHT, parted

CHARACTER = 15  # pixels of a Chinese character of a name, with a little to spare for a narrower page
ROW_HEIGHT = 58
GAP = 24  # between two parts
MOST_STRESS = 400  # nodes of a part for which all distances count; of a larger one, those to some pivots
PIVOTS = 60
SWEEPS = 80  # of the majorization; it settles earlier
SETTLED = 1e-4  # relative change of the places at which it has
HELD, HELD_TO_REFERENCE = (
    0.1,
    0.6,
)  # weight of the start and of a reference, as shares of that of the distances
SQUEEZED = 0.72  # height by width of the oval

Place = tuple[float, float]


def place(
    graph: nx.Graph,
    sizes: Mapping[str, float],
    width: int,
    height: int,
    reference: Mapping[str, Place] | None = None,
) -> dict[str, Place]:
    """Centres of the nodes in a field of ``width`` × ``height`` pixels, y downwards.

    Parameters
    ----------
    graph : nodes have ``name``; the order of nodes decides ties, so the same graph gives the same places
    sizes : diameter of each node in pixels
    reference : places of some or other nodes in such a field; those nodes stay about there

    Returns
    -------
    Node → (x, y). Empty for a graph without nodes. Isolates come last, in rows at the bottom.
    """
    if not len(graph):
        return {}
    parts = _parts(graph)
    singles = [part[0] for part in parts if len(part) == 1]
    joined = [part for part in parts if len(part) > 1]
    single_rows = _rows_of_singles(graph, singles, sizes, width)
    floor = height - ROW_HEIGHT * len(single_rows)
    known = {node: at for node, at in (reference or {}).items() if graph.degree(node)} if reference else {}
    if known:
        places = _place_by_reference(graph, joined, sizes, (0, 0, width, floor), known)
    else:
        places = _place_anew(graph, joined, sizes, (0, 0, width, floor))
    for at, row in enumerate(single_rows):
        y = floor + ROW_HEIGHT * (at + 0.35)
        for column, node in enumerate(row):
            places[node] = (width * (column + 0.5) / len(row), y)
    return places


def boxes(graph: nx.Graph, sizes: Mapping[str, float]) -> list[tuple[float, float]]:
    """Width and height of each node with its name, in pixels."""
    return [_box(graph, node, sizes) for node in graph]


# ── parts and rows ──────────────────────────────────────────────────────────────────────────────────────────


def _parts(graph: nx.Graph) -> list[list[str]]:
    """Connected parts, largest first, then in the order of the nodes; each in that order."""
    nodes = list(graph)
    _, label = connected_components(_adjacency(graph, nodes), directed=False)
    parts: dict[int, list[str]] = {}
    for node, part in zip(nodes, label.tolist(), strict=True):
        parts.setdefault(part, []).append(node)
    return sorted(parts.values(), key=lambda part: -len(part))


def _adjacency(graph: nx.Graph, nodes: Sequence[str]) -> csr_array[np.float64]:
    row = {node: at for at, node in enumerate(nodes)}
    ends = np.array([(row[a], row[b]) for a, b in graph.edges if a in row and b in row], int).reshape(-1, 2)
    return csr_array(
        coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(nodes), len(nodes)))
    )


def _place_anew(
    graph: nx.Graph, joined: list[list[str]], sizes: Mapping[str, float], field: tuple[int, int, int, int]
) -> dict[str, Place]:
    """The largest part on top, the others in rows below it."""
    if not joined:
        return {}
    left, top, right, floor = field
    rows = _rows_of_parts(graph, joined[1:], sizes, right - left)
    bottom: float = floor - sum(_row_height(graph, row, sizes) for row in rows)
    places = _place_part(graph, joined[0], sizes, (left, top, right, bottom))
    for row in rows:
        above, bottom = bottom, bottom + _row_height(graph, row, sizes)
        places |= _place_small_parts(graph, row, sizes, (left, above, right, bottom))
    return places


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
) -> dict[str, Place]:
    """Parts side by side, each with the share of the width that its names need."""
    places: dict[str, Place] = {}
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


# ── one part ────────────────────────────────────────────────────────────────────────────────────────────────


def _place_part(
    graph: nx.Graph, nodes: list[str], sizes: Mapping[str, float], field: tuple[float, float, float, float]
) -> dict[str, Place]:
    adjacency = _adjacency(graph, nodes)
    oval = _oval(graph, nodes)
    if len(nodes) > MOST_STRESS:
        points = turned(_pivots(adjacency), oval)
    else:
        distances = _distances(adjacency)
        # The oval is as wide as the part is deep.
        start = oval * distances.max() / 2
        points = turned(majorized(distances, start, start, np.full(len(nodes), HELD)), start)
    boxes = np.array([_box(graph, node, sizes) for node in nodes])
    low = np.array(field[:2]) + boxes / 2
    high = np.maximum(np.array(field[2:]) - boxes / 2, low)
    spread = points.max(axis=0) - points.min(axis=0)
    fraction = np.where(
        spread > 1e-9, (points - points.min(axis=0)) / np.where(spread > 1e-9, spread, 1.0), 0.5
    )
    edges = np.stack(adjacency.nonzero(), axis=1)
    radii = np.array([sizes[node] / 2 for node in nodes])
    points = parted(low + fraction * (high - low), boxes, radii, edges, (low, high), field)
    # A name hangs under its node, so the node sits above the middle of the box.
    return {node: (float(x), float(y - NAME_HEIGHT / 2)) for node, (x, y) in zip(nodes, points, strict=True)}


def _oval(graph: nx.Graph, nodes: Sequence[str]) -> np.ndarray:
    """Each node's place on an oval on which all nodes of the graph stand in their order, whatever part they are in."""
    order = {node: at for at, node in enumerate(graph)}
    angle = 2 * np.pi * np.array([order[node] for node in nodes]) / len(order)
    return np.stack([np.cos(angle), SQUEEZED * np.sin(angle)], axis=1)


def _place_by_reference(
    graph: nx.Graph,
    joined: list[list[str]],
    sizes: Mapping[str, float],
    field: tuple[int, int, int, int],
    reference: Mapping[str, Place],
) -> dict[str, Place]:
    """Nodes where the reference has them, as near as what they are now joined with allows; new ones by their neighbours."""
    nodes = [node for part in joined for node in part]
    boxes = np.array([_box(graph, node, sizes) for node in nodes])
    low = np.array(field[:2]) + boxes / 2
    high = np.maximum(np.array(field[2:]) - boxes / 2, low)
    points, at = np.zeros((len(nodes), 2)), 0
    for part in joined:
        own = slice(at, at + len(part))
        points[own] = _held_to(graph, part, reference, field) + np.array([0, NAME_HEIGHT / 2])
        at += len(part)
    row = {node: at for at, node in enumerate(nodes)}
    edges = np.array([(row[a], row[b]) for a, b in graph.edges]).reshape(-1, 2)
    radii = np.array([sizes[node] / 2 for node in nodes])
    points = parted(np.clip(points, low, high), boxes, radii, edges, (low, high), field)
    return {node: (float(x), float(y - NAME_HEIGHT / 2)) for node, (x, y) in zip(nodes, points, strict=True)}


def _held_to(
    graph: nx.Graph,
    part: list[str],
    reference: Mapping[str, Place],
    field: tuple[int, int, int, int],
) -> np.ndarray:
    """Places of a part in pixels, near those of the reference."""
    known = np.array([node in reference for node in part])
    if not known.any():
        places = _place_part(graph, part, dict.fromkeys(part, 20.0), field)
        return np.array([places[node] for node in part])
    start = np.array([reference.get(node, (np.nan, np.nan)) for node in part], float)
    adjacency = _adjacency(graph, part)
    both = csr_array(adjacency + adjacency.T)
    oval = _oval(graph, part)
    while np.isnan(start[:, 0]).any():
        placed = ~np.isnan(start[:, 0])
        degree = both @ placed.astype(float)
        middle = (both @ np.where(placed[:, None], start, 0.0)) / np.maximum(degree, 1)[:, None]
        new = ~placed & (degree > 0)
        start[new] = middle[new] + 40 * oval[new]
    if known.all() or len(part) > MOST_STRESS:
        return start
    distances = _distances(adjacency)
    weights = 1 / np.maximum(distances, 1) ** 2
    apart = np.sqrt(((start[:, None] - start[None]) ** 2).sum(axis=2))
    length = (weights * distances * apart).sum() / (weights * distances**2).sum()
    return majorized(distances * length, start, start, np.where(known, HELD_TO_REFERENCE, 0.0))


def turned(points: np.ndarray, to: np.ndarray) -> np.ndarray:
    """The points, moved, turned or mirrored so that they lie nearest to others (orthogonal Procrustes, Schönemann 1966)."""
    centred, target = points - points.mean(axis=0), to - to.mean(axis=0)
    u, _, v = np.linalg.svd(centred.T @ target)
    return centred @ u @ v + to.mean(axis=0)


def _distances(adjacency: csr_array) -> np.ndarray:
    """Steps between each two nodes of a connected part."""
    return np.asarray(dijkstra(adjacency, directed=False, unweighted=True))


def majorized(distances: np.ndarray, start: np.ndarray, anchors: np.ndarray, held: np.ndarray) -> np.ndarray:
    """Places whose distances are as near as can be to those asked for (SMACOF: de Leeuw 1977), weighed by 1/d².

    ``held``: how much each place is drawn to its anchor, as a share of what its distances weigh.
    """
    n = len(start)
    weights = 1 / np.where(np.eye(n, dtype=bool), np.inf, distances) ** 2
    laplacian = np.diag(weights.sum(axis=1)) - weights
    pull = np.maximum(held, 1e-6) * weights.sum(axis=1)
    factor = cho_factor(laplacian + np.diag(pull))
    asked = weights * np.where(np.eye(n, dtype=bool), 0.0, distances)
    points = start.copy()
    for _ in range(SWEEPS):
        apart = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
        ratio = -asked / np.maximum(apart, 1e-9)
        np.fill_diagonal(ratio, 0.0)
        np.fill_diagonal(ratio, -ratio.sum(axis=1))
        after = cho_solve(factor, ratio @ points + pull[:, None] * anchors)
        moved = np.abs(after - points).max()
        points = after
        if moved < SETTLED * np.abs(distances).max():
            break
    return points


def _pivots(adjacency: csr_array) -> np.ndarray:
    """Places of a large part from the steps to some pivots, the farthest from each other (Brandes & Pich 2007)."""
    n = adjacency.shape[0]
    both = csr_array(adjacency + adjacency.T)
    steps, nearest, pivot = [], np.full(n, np.inf), 0
    for _ in range(min(PIVOTS, n)):
        away = dijkstra(both, unweighted=True, indices=np.array([pivot]))[0]
        steps.append(away)
        nearest = np.minimum(nearest, away)
        pivot = int(nearest.argmax())
    squared = np.array(steps).T ** 2
    centred = -0.5 * (squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean())
    _, vectors = np.linalg.eigh(centred.T @ centred)
    return np.asarray(centred @ vectors[:, :-3:-1])
