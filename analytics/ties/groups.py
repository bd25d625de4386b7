"""候选协作组: groups of departments that are named together more than with others, and whether they hold.

A group is a proposal of the method (Louvain), not something that the document says.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import networkx as nx
import pandas as pd

from analytics.scope import ScopedPlan
from analytics.ties import collaboration

SEED = 2023


@dataclass(frozen=True, slots=True)
class CandidateGroup:
    """Departments that the method puts together, with its stability when one joint task is left out."""

    department_ids: tuple[str, ...]  # in the order of the directory; two or more
    names: tuple[str, ...]
    task_ids: tuple[str, ...]  # tasks that name two or more of them, in printed order
    kept: (
        float  # of its pairs of departments, the share still in one group, mean over all joint tasks left out
    )
    lowest: float  # the same for the task without which least is kept
    lowest_task_ids: tuple[str, ...]  # the tasks without which it is so; empty where all is always kept


@dataclass(frozen=True, slots=True)
class Groups:
    """All candidate groups of a scope."""

    seed: int
    modularity: float  # share of the tie weight inside groups, beyond chance; NaN without ties
    groups: tuple[CandidateGroup, ...]  # largest first, then by the directory
    left_out: int  # joint tasks left out one by one for the stability

    def number_of(self) -> dict[str, int]:
        """department_id → number of its group (0 …); departments that share no task are in none."""
        return {department: at for at, group in enumerate(self.groups) for department in group.department_ids}


def groups(scoped: ScopedPlan, seed: int = SEED) -> Groups:
    """Candidate groups by the Louvain method (Blondel et al. 2008) with a stated seed.

    Ties weigh Σ 1/(k − 1) (Newman 2001), so that one task with many departments does not make a group by itself.
    Stability: the method is run again without each joint task, with the same seed. Departments that share no
    task form no group. Without ties: no groups.
    """
    weights = _weights(scoped)
    if not weights:
        return Groups(seed, float("nan"), (), 0)
    departments = len(scoped.departments)
    found = _louvain(departments, weights, seed)
    network = _graph(departments, weights)
    again = {task: _louvain(departments, weights, seed, task) for task in _joint(scoped)}
    made = [_candidate(scoped, part, again) for part in found if len(part) > 1]
    modularity = nx.community.modularity(network, [set(part) for part in found], weight="weight")
    return Groups(seed, modularity, tuple(made), len(again))


def _joint(scoped: ScopedPlan) -> list[str]:
    return scoped.tasks["task_id"][scoped.tasks["size"] > 1].tolist()


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


def _louvain(
    departments: int,
    weights: dict[tuple[int, int], dict[str, float]],
    seed: int,
    without: str | None = None,
) -> list[list[int]]:
    """The parts, each and all in the order of the directory, largest first."""
    network = _graph(departments, weights, without)
    if not network.size():
        return [[department] for department in network]
    parts = [sorted(part) for part in nx.community.louvain_communities(network, seed=seed)]
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _candidate(scoped: ScopedPlan, part: list[int], again: dict[str, list[list[int]]]) -> CandidateGroup:
    kept = {task: _kept(part, parts) for task, parts in again.items()}
    lowest = min(kept.values())
    named = scoped.assignments["task"][scoped.assignments["department"].isin(part)].value_counts()
    own = sorted(named.index[named > 1])
    departments = scoped.departments
    return CandidateGroup(
        department_ids=tuple(departments["department_id"].array[part]),
        names=tuple(departments["name"].array[part]),
        task_ids=tuple(scoped.tasks["task_id"].array[own]),
        kept=sum(kept.values()) / len(kept),
        lowest=lowest,
        lowest_task_ids=tuple(task for task, share in kept.items() if share == lowest < 1),
    )


def _kept(part: list[int], parts: Iterable[list[int]]) -> float:
    """The share of the pairs of a group that are in one group of another partition too."""
    group_of = {department: at for at, other in enumerate(parts) for department in other}
    pairs = list(combinations(part, 2))
    return sum(group_of[a] == group_of[b] for a, b in pairs) / len(pairs)
