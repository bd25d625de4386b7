"""How the edges of a network run between nodes that stand: clear of other nodes, each number where it can be read."""

from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np

from analytics.charts.layout import Place, boxes
from analytics.charts.spacing import CLEAR, NAME_HEIGHT

NUMBER = (22.0, 20.0)  # width and height of a number on an edge
ALONG = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8)
"""Shares of an edge where its number may stand."""
BENDS = (0.0, *(sign * bend / 100 for bend in range(6, 61, 6) for sign in (1, -1)))
"""How far the middle of an edge may stand off the straight line, as shares of its length, the least first."""
SAMPLES = 33  # points of an edge that are held against the circles

Edge = tuple[str, str]


def bends(
    places: Mapping[str, Place], sizes: Mapping[str, float], edges: Sequence[Edge]
) -> dict[Edge, float]:
    """How far each edge is bent so that it runs through no circle but those of its ends: 0 is straight.

    A share of its length, by which the control point of a quadratic curve stands off the middle (``control``), as
    ECharts' ``curveness``. The least of ``BENDS`` that is clear; where none is, the one that comes clearest.
    """
    if not edges:
        return {}
    nodes = list(places)
    row = {node: at for at, node in enumerate(nodes)}
    centres = np.array([places[node] for node in nodes], float)
    radii = np.array([sizes[node] / 2 for node in nodes])
    ends = np.array([(row[a], row[b]) for a, b in edges])
    found = np.zeros(len(edges))
    lack = np.full(len(edges), np.inf)
    open_edges = np.arange(len(edges))
    for bend in BENDS:
        own = ends[open_edges]
        curve = points_on(centres[own[:, 0]], centres[own[:, 1]], bend, np.linspace(0, 1, SAMPLES))
        apart = np.sqrt(((curve[:, :, None, :] - centres[None, None]) ** 2).sum(axis=3)).min(axis=1) - radii
        apart[np.arange(len(own))[:, None], own] = np.inf
        short = CLEAR / 2 - apart.min(axis=1)
        better = short < lack[open_edges] - 1e-9
        found[open_edges[better]] = bend
        lack[open_edges] = np.minimum(lack[open_edges], short)
        open_edges = open_edges[lack[open_edges] > 0]
        if not len(open_edges):
            break
    return dict(zip(edges, found.tolist(), strict=True))


def control(a: np.ndarray, b: np.ndarray, bend: np.ndarray | float) -> np.ndarray:
    """The control point of the quadratic curve from ``a`` to ``b``, as ECharts sets it for a ``curveness``."""
    bend = np.asarray(bend, float)
    turned = np.stack([b[..., 1] - a[..., 1], a[..., 0] - b[..., 0]], axis=-1)
    return np.asarray((a + b) / 2 + bend[..., None] * turned)


def points_on(a: np.ndarray, b: np.ndarray, bend: np.ndarray | float, shares: np.ndarray) -> np.ndarray:
    """Points of curves: for rows of ``a`` and ``b`` (… × 2) an array (… × shares × 2)."""
    middle = control(a, b, bend)
    s = shares[:, None]
    return np.asarray(
        (1 - s) ** 2 * a[..., None, :] + 2 * s * (1 - s) * middle[..., None, :] + s**2 * b[..., None, :]
    )


def spots_on_edges(
    graph: nx.Graph,
    places: Mapping[str, Place],
    sizes: Mapping[str, float],
    edges: Sequence[Edge],
    bent: Mapping[Edge, float] | None = None,
) -> dict[Edge, Place]:
    """Where a number stands on each edge: as near to the middle as no node, name or other number covers it."""
    taken_by = dict(zip(graph, boxes(graph, sizes), strict=True))
    sides = np.array([taken_by[node] for node in places]).reshape(-1, 2)
    taken = np.array(list(places.values()), dtype=float).reshape(-1, 2) + np.array([0, NAME_HEIGHT / 2])
    spots: dict[Edge, Place] = {}
    for edge in edges:
        a, b = (np.array(places[end], dtype=float) for end in edge)
        chances = points_on(a, b, (bent or {}).get(edge, 0.0), np.array(ALONG))
        need = (sides + np.array(NUMBER)) / 2
        clear = np.minimum.reduce(
            (np.abs(chances[:, None, :] - taken[None, :, :]) - need[None, :, :]).max(axis=2), axis=1
        )
        best = int(np.argmax(clear >= 0)) if (clear >= 0).any() else int(np.argmax(clear))
        spots[edge] = (float(chances[best, 0]), float(chances[best, 1]))
        sides, taken = np.vstack([sides, NUMBER]), np.vstack([taken, chances[best]])
    return spots
