"""桥接位置: on how many shortest ways between others does a department lie, and is that more than chance gives?

It describes the lists of one document. A department may lie between others only because it is named often: that
is what the range of the random plans shows.
"""

import numpy as np
import pandas as pd

from analytics.loads import workload
from analytics.scope import ScopedPlan
from analytics.ties import collaboration

RANGE = (2.5, 97.5)  # percentiles of the random plans
CELLS = 200_000  # of the networks that are worked on at the same time


def positions(scoped: ScopedPlan, random: np.ndarray) -> pd.DataFrame:
    """The place of each department between others (桥接位置), beside its range in random plans of the same degrees.

    Columns: department_id, name, full (参与数), betweenness (pairs of other departments, those of which several
    shortest ways lead over the department counted by their share; Freeman 1977), low and high (2.5% and 97.5% of
    the ``random``), outside (str: "above", "below" or "" where it is within).
    A way is short by its number of steps, and a tie of five tasks is one step like a tie of one: the lists
    say nothing of how near two departments are, and most ties rest on one task. Sorted by betweenness falling,
    then by the directory. NaN for the range where no network was kept; empty scope: no rows.
    """
    rows = pd.Index(scoped.departments["department_id"])
    tied = collaboration.ties(scoped)
    network = np.zeros((1, len(rows), len(rows)), bool)
    ends = [rows.get_indexer(pd.Index(tied[f"{end}_id"])) for end in ("source", "target")]
    network[0, ends[0], ends[1]] = network[0, ends[1], ends[0]] = True
    found = betweenness(network)[0]
    low, high = np.full((2, len(rows)), np.nan)
    if len(random):
        low, high = np.percentile(betweenness(random), RANGE, axis=0)
    order = np.argsort(workload.ranks(found), kind="stable")
    outside = np.select(
        [found > high + workload.TOLERANCE, found < low - workload.TOLERANCE], ["above", "below"], ""
    )
    return pd.DataFrame(
        {column: scoped.departments[column].array[order] for column in ("department_id", "name")}
        | {"full": workload.counts(scoped)[0][order], "betweenness": found[order]}
        | {"low": low[order], "high": high[order], "outside": pd.array(outside[order], dtype="str")}
    )


def betweenness(networks: np.ndarray) -> np.ndarray:
    """Betweenness of the nodes of many undirected graphs at once, in pairs of other nodes.

    Parameters
    ----------
    networks : graphs × nodes × nodes, bool, symmetric, nothing on the diagonal

    Returns
    -------
    Graphs × nodes. Brandes 2001, with all sources of all graphs as one product of matrices for each step of
    distance: forward the number of shortest ways, backward the share of them that leads over each node.
    """
    at_once = max(1, CELLS // max(networks.shape[-1], 1) ** 2)
    parts = [networks[start : start + at_once] for start in range(0, len(networks), at_once)]
    return np.concatenate([_betweenness(part) for part in parts] or [np.zeros(networks.shape[:2])])


def _betweenness(networks: np.ndarray) -> np.ndarray:
    """The same of as many graphs as fit into the processor's cache."""
    tied = networks.astype(np.float32)
    ways = np.broadcast_to(np.eye(tied.shape[-1], dtype=np.float32), tied.shape).copy()
    levels = [ways > 0]
    while levels[-1].any():
        reached = np.where(ways == 0, np.where(levels[-1], ways, 0) @ tied, 0)
        levels.append(reached > 0)
        ways += reached
    over = np.zeros_like(ways)
    for nearer, farther in zip(levels[-2:0:-1], levels[:1:-1], strict=True):
        share = np.divide(1 + over, ways, out=np.zeros_like(ways), where=farther)
        over += np.where(nearer, ways * (share @ tied), 0)
    return over.sum(axis=1, dtype=float) / 2
