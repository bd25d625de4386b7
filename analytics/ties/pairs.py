"""Two departments, A 与 B: what they share, how much of each depends on it, and over whom else they are joined."""

from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx
import pandas as pd

from analytics.loads import workload
from analytics.scope import ScopedPlan
from analytics.ties import collaboration
from data.errors import ScopeError

PATHS = 12  # ways that are told; of more there is no end on a page


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a way: two departments and the tasks that name both."""

    source_id: str
    target_id: str
    task_ids: tuple[str, ...]  # printed order


@dataclass(frozen=True, eq=False, slots=True)
class Pair:
    """What a scope says of two departments."""

    first_id: str
    second_id: str
    first_name: str
    second_name: str
    first_full: int  # 参与数
    second_full: int
    tasks: pd.DataFrame  # rows of ScopedPlan.tasks that name both, printed order
    first_share: float  # of the first department's tasks, those that name the second too, 0 to 1
    second_share: float  # of the second department's tasks, those that name the first too
    partners: pd.DataFrame
    """Common partners: partner_id, partner_name, first_shared, second_shared (tasks shared with each),
    first_task_ids, second_task_ids. Most shared with the less tied of the two first, then by the
    directory."""
    paths: tuple[tuple[Step, ...], ...]
    """Shortest ways from the first to the second over others, without the tasks that name both; at most
    ``PATHS``, in the order of the directory. Empty: no way but their own tasks, or none at all."""


def pair(scoped: ScopedPlan, first_id: str, second_id: str) -> Pair:
    """The page of two departments.

    Raises ``ScopeError`` for a department without a task in the scope, and for one with itself.
    """
    if first_id == second_id:
        raise ScopeError("一个部门不能与自己成对", todo="选择两个不同的部门")
    first, second = (workload.row_of(scoped, department) for department in (first_id, second_id))
    full = workload.counts(scoped)[0]
    own = workload.tasks_of(scoped, first_id, other_department_id=second_id)
    tasks = scoped.tasks[scoped.tasks["task_id"].isin(own)].reset_index(drop=True)
    names = scoped.departments["name"]
    return Pair(
        first_id,
        second_id,
        first_name=names.iloc[first],
        second_name=names.iloc[second],
        first_full=int(full[first]),
        second_full=int(full[second]),
        tasks=tasks,
        first_share=float(len(own) / full[first]),
        second_share=float(len(own) / full[second]),
        partners=_partners(scoped, first_id, second_id),
        paths=_paths(scoped, first_id, second_id, set(own)),
    )


def _partners(scoped: ScopedPlan, first_id: str, second_id: str) -> pd.DataFrame:
    """The departments that share tasks with both."""
    first, second = (collaboration.partners(scoped, department) for department in (first_id, second_id))
    columns = ["partner_id", "partner_name", "shared", "task_ids"]
    both = first[columns].merge(
        second[columns].drop(columns="partner_name"), on="partner_id", suffixes=("_1", "_2")
    )
    place = pd.Index(scoped.departments["department_id"]).get_indexer(pd.Index(both["partner_id"]))
    both = both.assign(less=-both[["shared_1", "shared_2"]].min(axis=1), place=place)
    both = both.sort_values(["less", "place"], ignore_index=True)
    names = {
        f"{column}_{n}": f"{end}_{column}"
        for n, end in ((1, "first"), (2, "second"))
        for column in columns[2:]
    }
    both = both.rename(columns=names)
    return both[
        ["partner_id", "partner_name", "first_shared", "second_shared", "first_task_ids", "second_task_ids"]
    ]


def _paths(scoped: ScopedPlan, first_id: str, second_id: str, own: set[str]) -> tuple[tuple[Step, ...], ...]:
    """Shortest ways without the pair's own tasks; in a shortest way no task occurs twice."""
    tied = collaboration.ties(scoped)
    network: nx.Graph = nx.Graph()
    network.add_nodes_from(scoped.departments["department_id"])
    for source, target, task_ids in zip(tied["source_id"], tied["target_id"], tied["task_ids"], strict=True):
        if left := tuple(task for task in task_ids if task not in own):
            network.add_edge(source, target, task_ids=left)
    if not nx.has_path(network, first_id, second_id):
        return ()
    place = {department: at for at, department in enumerate(network)}
    looked_at = islice(nx.all_shortest_paths(network, first_id, second_id), 10 * PATHS)
    ways = sorted(looked_at, key=lambda way: [place[department] for department in way])[:PATHS]
    return tuple(tuple(Step(a, b, network.edges[a, b]["task_ids"]) for a, b in pairwise(way)) for way in ways)
