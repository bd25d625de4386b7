"""Room for names in a network: boxes of node and name are pushed apart, and nodes off edges that are not theirs."""

import numpy as np

NAME_HEIGHT = 22  # pixels of a name under its node
CLEAR = 7  # between a node and an edge that is not its own
PUSHES, PUSHES_IN_A_ROUND = 300, 60
ROUNDS = 12  # of moving nodes off edges
MOST_EDGES = 2  # edges for each node that nodes are moved off; of more there is no room: they are bent
MOST_CLEARED = 100  # nodes of a part that are moved off edges and apart; with more there is no room anyway


def parted(
    points: np.ndarray,
    boxes: np.ndarray,
    radii: np.ndarray,
    edges: np.ndarray,
    limits: tuple[np.ndarray, np.ndarray],
    field: tuple[float, float, float, float],
) -> np.ndarray:
    """The points, moved as little as it takes for no name to cover another, and off edges that are not theirs."""
    low, high = limits
    if len(points) > MOST_CLEARED:
        return points
    points = _push_apart(points, boxes, low, high)
    parted = None if _touching(points, boxes).any() else points
    for _ in range(ROUNDS if len(edges) <= MOST_EDGES * len(points) else 0):
        aside = _off_edges(points - (0, NAME_HEIGHT / 2), radii, edges)
        if not aside.any():
            break
        points = _push_apart(np.clip(points + aside, low, high), boxes, low, high, PUSHES_IN_A_ROUND)
        parted = parted if _touching(points, boxes).any() else points
    return _in_rows(points, boxes, field) if parted is None else parted


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


def _push_apart(
    points: np.ndarray, boxes: np.ndarray, low: np.ndarray, high: np.ndarray, pushes: int = PUSHES
) -> np.ndarray:
    """Move overlapping boxes apart, each pair along the axis where less is needed, within the field."""
    need = (boxes[:, None, :] + boxes[None, :, :]) / 2
    points = points.copy()
    for _ in range(pushes):
        first, second = np.nonzero(_touching(points, boxes))
        if not len(first):
            break
        difference = points[first] - points[second]
        short = need[first, second] - np.abs(difference)
        axis = short.argmin(axis=1)
        rows = np.arange(len(first))
        push = 0.4 * short[rows, axis] * np.where(difference[rows, axis] >= 0, 1.0, -1.0)
        np.add.at(points, (first, axis), push)
        np.add.at(points, (second, axis), -push)
        points = np.clip(points, low, high)
    return points
