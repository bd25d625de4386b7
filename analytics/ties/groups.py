"""候选协作组: groups of departments that are named together more than with others, and whether they hold.

A group is a proposal of the method (Louvain), not something that the document says.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd

from analytics.scope import ScopedPlan
from analytics.ties import collaboration

SEED = 2023


RUNS = 20  # of the method over the whole, each with a seed of its own
NEAR = 0.005  # modularity by which a grouping is hardly better than another


@dataclass(frozen=True, slots=True)
class CandidateGroup:
    """Departments that the method puts together, with its stability when a joint task that names one of them is left out."""

    department_ids: tuple[str, ...]  # in the order of the directory; two or more
    names: tuple[str, ...]
    task_ids: tuple[str, ...]  # tasks that name two or more of them, in printed order
    kept: float  # of its pairs of departments, the share still in one group, mean over the tasks left out
    lowest: float  # the same for the task without which least is kept
    lowest_task_ids: tuple[str, ...]  # the tasks without which it is so; empty where all is always kept
    near: bool  # whether then, as far as its departments still share tasks, the grouping as it is is hardly worse than the new
    always: tuple[
        str, ...
    ]  # names of the most departments of it of which any two are together whichever task is left out


@dataclass(frozen=True, eq=False, slots=True)
class Groups:
    """All candidate groups of a scope."""

    seed: int
    modularity: float  # share of the tie weight inside groups, beyond chance; NaN without ties
    groups: tuple[CandidateGroup, ...]  # largest first, then by the directory
    left_out: int  # joint tasks left out one by one for the stability
    rivals: int  # other groupings of the whole, found with other seeds, whose modularity is at least as good or hardly worse
    together: np.ndarray
    """Departments × departments, as ``scoped.departments``: of the runs without each joint task that names one of the two, the
    share in which both are in one group, so that of a group of two it is ``kept``; 1 on the diagonal, 0 without such a task."""

    def number_of(self) -> dict[str, int]:
        """department_id → number of its group (0 …); departments that share no task are in none."""
        return {department: at for at, group in enumerate(self.groups) for department in group.department_ids}


def groups(scoped: ScopedPlan, seed: int = SEED) -> Groups:
    """Candidate groups by the Louvain method (Blondel et al. 2008) with a stated seed, and how far they can be relied on.

    Ties weigh Σ 1/(k − 1) (Newman 2001), so that one task with many departments does not make a group by itself.
    Stability: the method is run again with other seeds, and without each joint task. For a group, and for two departments,
    only tasks count that name one of them: others change the total weight and with it the resolution, which says nothing of
    them. From these runs comes who is in one group how often (consensus: Lancichinetti & Fortunato 2012); what other seeds
    give is told by ``rivals``.
    Departments that share no task form no group. Without ties: no groups.
    """
    weights, departments = _weights(scoped), len(scoped.departments)
    if not weights:
        return Groups(seed, float("nan"), (), 0, 0, np.eye(departments))
    network = _graph(departments, weights)
    found = _louvain(network, seed)
    modularity = _modularity(network, found)
    runs = [_louvain(network, seed + at) for at in range(1, RUNS)]
    others = {tuple(map(tuple, parts)): parts for parts in runs if parts != found}
    rivals = sum(_modularity(network, parts) > modularity - NEAR for parts in others.values())
    named = _named(scoped)
    again = {}
    for task in named:
        without = _graph(departments, weights, task)
        parts = _louvain(without, seed)
        again[task] = _Without(without, parts, _nearly(without, found, parts))
    together = _together({task: (one.parts, named[task]) for task, one in again.items()}, departments)
    made = [_candidate(scoped, part, again, named, together) for part in found if len(part) > 1]
    return Groups(seed, modularity, tuple(made), len(again), rivals, together)


@dataclass(frozen=True, slots=True)
class _Without:
    """What the method finds without a task."""

    network: nx.Graph
    parts: list[list[int]]
    near: bool  # whether the grouping with the task is hardly worse


def _nearly(without: nx.Graph, found: list[list[int]], parts: list[list[int]]) -> bool:
    """Whether, of departments that are still tied, the grouping found before is another one and hardly worse."""
    tied = [[row for row in part if without.degree(row)] for part in found]
    alone = [[row] for row in without if not without.degree(row)]
    before = sorted([*filter(None, tied), *alone])
    if before == sorted(parts):
        return False
    return _modularity(without, parts) - _modularity(without, before) < NEAR


def _modularity(network: nx.Graph, parts: Iterable[list[int]]) -> float:
    return float(nx.community.modularity(network, [set(part) for part in parts], weight="weight"))


def _together(without: dict[str, tuple[list[list[int]], list[int]]], departments: int) -> np.ndarray:
    """Departments × departments: the share of the runs that count for both in which they are in one group."""
    both, counted = (np.zeros((departments, departments)) for _ in range(2))
    for parts, named in without.values():
        own = np.isin(np.arange(departments), named)
        counts = own[:, None] | own
        both += _same(parts, departments) & counts
        counted += counts
    share = both / np.maximum(counted, 1)
    np.fill_diagonal(share, 1)
    return share


def _same(parts: list[list[int]], departments: int) -> np.ndarray:
    group = np.zeros(departments, int)
    for at, part in enumerate(parts):
        group[part] = at
    return group[:, None] == group


def _named(scoped: ScopedPlan) -> dict[str, list[int]]:
    """Joint task → rows of the departments that it names."""
    ids, size = scoped.tasks["task_id"].tolist(), scoped.tasks["size"].tolist()
    found: dict[str, list[int]] = {task: [] for task, count in zip(ids, size, strict=True) if count > 1}
    given = scoped.assignments
    for task, department in zip(given["task"].tolist(), given["department"].tolist(), strict=True):
        if ids[task] in found:
            found[ids[task]].append(department)
    return found


def _weights(scoped: ScopedPlan) -> dict[tuple[int, int], dict[str, float]]:
    """Pair of rows of ``scoped.departments`` → task → weight that the task gives the pair."""
    rows = pd.Index(scoped.departments["department_id"])
    tied = collaboration.ties(scoped)
    source, target = (rows.get_indexer(pd.Index(tied[f"{end}_id"])).tolist() for end in ("source", "target"))
    size = dict(zip(scoped.tasks["task_id"], scoped.tasks["size"].tolist(), strict=True))
    pairs = sorted(zip(source, target, tied["task_ids"], strict=True), key=lambda pair: pair[:2])
    return {(a, b): {task: 1 / (size[task] - 1) for task in task_ids} for a, b, task_ids in pairs}


def _graph(
    departments: int, weights: dict[tuple[int, int], dict[str, float]], without: str | None = None
) -> nx.Graph:
    """The ties that are left without a task; nodes are numbers, whose order in sets is always the same."""
    network = nx.empty_graph(departments)
    for (a, b), by_task in weights.items():
        weight = sum(weight for task, weight in by_task.items() if task != without)
        if weight:
            network.add_edge(a, b, weight=weight)
    return network


def _louvain(network: nx.Graph, seed: int) -> list[list[int]]:
    """The parts, each and all in the order of the directory, largest first."""
    if not network.size():
        return [[department] for department in network]
    parts = [sorted(part) for part in nx.community.louvain_communities(network, seed=seed)]
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _candidate(
    scoped: ScopedPlan,
    part: list[int],
    again: dict[str, _Without],
    named: dict[str, list[int]],
    together: np.ndarray,
) -> CandidateGroup:
    """One group; a task counts for it if it names one of its departments."""
    own = {task: sum(row in part for row in rows) for task, rows in named.items()}
    kept = {task: _kept(part, again[task].parts) for task, members in own.items() if members}
    lowest = min(kept.values())
    lowest_tasks = tuple(task for task, share in kept.items() if share == lowest < 1)
    departments = scoped.departments
    always = nx.from_numpy_array((together[np.ix_(part, part)] == 1) & ~np.eye(len(part), dtype=bool))
    core = max(map(sorted, nx.find_cliques(always)), key=lambda rows: (len(rows), [-row for row in rows]))
    return CandidateGroup(
        department_ids=tuple(departments["department_id"].array[part]),
        names=tuple(departments["name"].array[part]),
        task_ids=tuple(task for task, members in own.items() if members > 1),
        kept=sum(kept.values()) / len(kept),
        lowest=lowest,
        lowest_task_ids=lowest_tasks,
        near=any(again[task].near and again[task].network.subgraph(part).size() for task in lowest_tasks),
        always=tuple(departments["name"].array[[part[row] for row in core]]) if len(core) > 1 else (),
    )


def _kept(part: list[int], parts: Iterable[list[int]]) -> float:
    """The share of the pairs of a group that are in one group of another partition too."""
    group_of = {department: at for at, other in enumerate(parts) for department in other}
    pairs = list(combinations(part, 2))
    return sum(group_of[a] == group_of[b] for a, b in pairs) / len(pairs)
