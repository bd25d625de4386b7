"""Who is named together with whom: ties of departments that share tasks, and how they hang together.

Being named for the same task is what the document tells; it proves no working together, and its absence no
lack of it.
"""

from collections.abc import Collection, Hashable
from dataclasses import dataclass

import networkx as nx
import numpy as np
import pandas as pd

from analytics.loads import workload
from analytics.scope import ScopedPlan


def ties(scoped: ScopedPlan) -> pd.DataFrame:
    """One row for each pair of departments with a task in common.

    Columns: source_id, target_id, source_name, target_name (source before target in the directory),
    shared (共同承担数: tasks that name both), newman (Newman 权重: Σ 1/(k − 1) over them, k departments in
    the task; Newman 2001), task_ids (list, printed order). Sorted by shared, then newman, both falling, then
    by the directory. Summed over a department's ties, newman is its joint tasks. Without joint tasks: no rows.
    """
    task, source, target = _pairs(scoped)
    n = max(len(scoped.departments), 1)
    weight = 1.0 / (scoped.tasks["size"].to_numpy()[task] - 1)
    by_pair = np.lexsort((task, target, source))
    pairs, start, which, shared = np.unique(
        (source * n + target)[by_pair], return_index=True, return_inverse=True, return_counts=True
    )
    newman = np.bincount(which, weights=weight[by_pair], minlength=len(pairs))
    ids = scoped.tasks["task_id"].to_numpy(object)[task[by_pair]].tolist()
    order = np.lexsort((pairs, workload.ranks(newman), -shared))
    ends = {"source": pairs[order] // n, "target": pairs[order] % n}
    departments = scoped.departments
    return pd.DataFrame(
        {f"{end}_id": departments["department_id"].array[rows] for end, rows in ends.items()}
        | {f"{end}_name": departments["name"].array[rows] for end, rows in ends.items()}
        | {
            "shared": shared[order],
            "newman": newman[order],
            "task_ids": pd.Series(
                [ids[a : a + length] for a, length in zip(start[order], shared[order], strict=True)],
                dtype=object,
            ),
        }
    )


def _pairs(scoped: ScopedPlan) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every pair of departments in every task, as rows: task, department, department further down the directory."""
    given = scoped.assignments
    task, department = given["task"].to_numpy(), given["department"].to_numpy()
    order = np.lexsort((department, task))
    task, department = task[order], department[order]
    size = scoped.tasks["size"].to_numpy()
    end_of_task = np.cumsum(size)[task]
    later = end_of_task - np.arange(len(task)) - 1  # departments of the same task that come after this one
    source = np.repeat(np.arange(len(task)), later)
    nth = np.arange(len(source)) - np.repeat(np.cumsum(later) - later, later)
    return task[source], department[source], department[source + 1 + nth]


def graph(scoped: ScopedPlan) -> nx.Graph:
    """The departments as nodes, tied where they share a task; departments without a tie included.

    Nodes (department_id): name, kind, full, fractional. Edges: shared, newman, task_ids as in ``ties``.
    """
    full, fractional = workload.counts(scoped)
    departments = scoped.departments
    network: nx.Graph = nx.Graph()
    columns = [departments[column].tolist() for column in ("department_id", "name", "kind")]
    for department, name, kind, whole, share in zip(
        *columns, full.tolist(), fractional.tolist(), strict=True
    ):
        network.add_node(department, name=name, kind=kind, full=whole, fractional=share)
    tied = ties(scoped)
    columns = [tied[column].tolist() for column in ("source_id", "target_id", "shared", "newman", "task_ids")]
    for source, target, shared, newman, task_ids in zip(*columns, strict=True):
        network.add_edge(source, target, shared=shared, newman=newman, task_ids=task_ids)
    return network


def two_mode(scoped: ScopedPlan) -> nx.Graph:
    """Departments (``bipartite=0``: name, kind) and tasks (``bipartite=1``: number, size), tied where named.

    A node is ``("department", id)`` or ``("task", id)``, since an id of one may be an id of the other.
    Tasks without a department are nodes without a tie.
    """
    departments, tasks, given = scoped.departments, scoped.tasks, scoped.assignments
    department_nodes = [("department", department) for department in departments["department_id"]]
    task_nodes = [("task", task) for task in tasks["task_id"]]
    network: nx.Graph = nx.Graph()
    for node, name, kind in zip(department_nodes, departments["name"], departments["kind"], strict=True):
        network.add_node(node, bipartite=0, name=name, kind=kind)
    for node, number, size in zip(task_nodes, tasks["number"], tasks["size"].tolist(), strict=True):
        network.add_node(node, bipartite=1, number=number, size=size)
    for department, task in zip(given["department"].tolist(), given["task"].tolist(), strict=True):
        network.add_edge(department_nodes[department], task_nodes[task])
    return network


def isolates(scoped: ScopedPlan) -> list[str]:
    """The departments of the scope that share no task with another: ids in the order of the directory."""
    given = scoped.assignments
    joint = scoped.tasks["size"].to_numpy()[given["task"].to_numpy()] > 1
    alone = np.ones(len(scoped.departments), bool)
    alone[given["department"].to_numpy()[joint]] = False
    return scoped.departments["department_id"].array[alone].tolist()


def components(scoped: ScopedPlan, among: pd.DataFrame | None = None) -> list[list[str]]:
    """Groups of departments joined, directly or over others, by shared tasks; a department without ties is one of its own.

    Largest first, then by the directory; inside a group by the directory. Empty scope: no groups. ``among``: some rows of
    ``ties``: only these join.
    """
    return [_ids(scoped, group) for group in _groups(_skeleton(scoped, among))]


@dataclass(frozen=True, slots=True)
class ConnectingDepartment:
    """A department without which its group falls apart (articulation point)."""

    department_id: str
    name: str
    parts: tuple[tuple[str, ...], ...]  # what is left of its group: ids, largest part first

    @property
    def cut_off(self) -> tuple[tuple[str, ...], ...]:
        """The parts other than the largest (of equal ones, the first in the directory stays)."""
        return self.parts[1:]


def connecting_departments(
    scoped: ScopedPlan, among: pd.DataFrame | None = None
) -> list[ConnectingDepartment]:
    """Departments without which others of their group are no longer joined by shared tasks (连接部门).

    Articulation points of ``graph`` (Hopcroft & Tarjan 1973), in the order of the directory. It tells how the
    lists of this document hang together, not how much anyone matters. ``among``: some rows of ``ties``: only these join.
    """
    network, departments = _skeleton(scoped, among), scoped.departments
    found = []
    for department in sorted(nx.articulation_points(network)):
        others = network.subgraph(nx.node_connected_component(network, department) - {department})
        parts = tuple(tuple(_ids(scoped, part)) for part in _groups(others))
        found.append(
            ConnectingDepartment(
                departments["department_id"].iloc[department], departments["name"].iloc[department], parts
            )
        )
    return found


def connecting_names(scoped: ScopedPlan, among: pd.DataFrame | None = None) -> list[str]:
    """The names of ``connecting_departments``, without what they cut off: quick however many there are."""
    found = sorted(nx.articulation_points(_skeleton(scoped, among)))
    return scoped.departments["name"].array[found].tolist()


def bridges(scoped: ScopedPlan) -> pd.DataFrame:
    """Ties without which their group falls into two (连接关系): the rows and columns of ``ties``.

    Bridges of ``graph``. A tie of several tasks counts as one. No rows where there are none.
    """
    tied = ties(scoped)
    pairs = list(zip(tied["source_id"], tied["target_id"], strict=True))
    found = {frozenset(pair) for pair in nx.bridges(nx.Graph(pairs))}
    kept = np.array([frozenset(pair) in found for pair in pairs], bool)
    return _rows(tied, kept)


def binding_tasks(scoped: ScopedPlan) -> pd.DataFrame:
    """How many ties would be gone without each joint task (去掉一项任务): a row for each.

    Columns: task_id, number, size (departments), ties (k(k − 1)/2 pairs of its departments), only_here (those that
    share no other task). Sorted by only_here falling, then as printed. Without joint tasks: no rows.
    """
    task, source, target = _pairs(scoped)
    _, first, shared = np.unique(
        source * max(len(scoped.departments), 1) + target, return_index=True, return_counts=True
    )
    alone = np.bincount(task[first[shared == 1]], minlength=len(scoped.tasks))
    size = scoped.tasks["size"].to_numpy()
    joint = np.flatnonzero(size > 1)
    rows = joint[np.argsort(-alone[joint], kind="stable")]
    found = {column: scoped.tasks[column].array[rows] for column in ("task_id", "number", "size")}
    return pd.DataFrame(found | {"ties": size[rows] * (size[rows] - 1) // 2, "only_here": alone[rows]})


def ties_shown(ties: pd.DataFrame, at_least: int = 1, without_task: str | None = None) -> pd.DataFrame:
    """The ties of so many tasks or more, without those that one chosen task alone creates; in the same order.

    ``ties``: frame of ``ties``.
    """
    return ties[is_shown(ties, at_least, without_task)].reset_index(drop=True)


def is_shown(ties: pd.DataFrame, at_least: int = 1, without_task: str | None = None) -> np.ndarray:
    """Which of the ties ``ties_shown`` gives (a mask)."""
    keep = (ties["shared"] >= at_least).to_numpy()
    if without_task is not None:
        keep = keep & np.array([own != [without_task] for own in ties["task_ids"]], dtype=bool)
    return keep


DEPARTMENTS_AT_MOST = 45
"""Departments that a network or a matrix shows so that every name can be read."""


def strongest(ties: pd.DataFrame, at_most: int = DEPARTMENTS_AT_MOST) -> list[str]:
    """The departments of the strongest ties, as many as can be shown: both ends of each tie, from the strongest down.

    ``ties``: frame of ``ties``, in its order. Ends with the first tie that would bring one department too many. Ids, as
    they come; without ties: none.
    """
    found: dict[str, None] = {}
    for pair in zip(ties["source_id"], ties["target_id"], strict=True):
        if len(found.keys() | set(pair)) > at_most:
            break
        found |= dict.fromkeys(pair)
    return list(found)


def between(ties: pd.DataFrame, department_ids: Collection[str]) -> pd.DataFrame:
    """The ties between some departments: rows and columns of ``ties``."""
    kept = ties["source_id"].isin(department_ids) & ties["target_id"].isin(department_ids)
    return ties[kept].reset_index(drop=True)


def part_of(network: nx.Graph, nodes: Collection[Hashable]) -> nx.Graph:
    """Some nodes of ``graph`` or ``two_mode`` with the ties between them, in the graph's own order."""
    part: nx.Graph = nx.Graph()
    part.add_nodes_from((node, data) for node, data in network.nodes(data=True) if node in nodes)
    part.add_edges_from((a, b, data) for a, b, data in network.edges(data=True) if a in part and b in part)
    return part


def partners(scoped: ScopedPlan, department_id: str) -> pd.DataFrame:
    """The departments that share tasks with one, most shared first; collective names, which are none, are not among them.

    Columns: partner_id, partner_name, shared, newman, share (of the department's own tasks, 0 to 1), task_ids.
    No rows where it shares none. Raises ``ScopeError`` for a department that has no task in the scope.
    """
    own_tasks = workload.counts(scoped)[0][workload.row_of(scoped, department_id)]
    tied = ties(scoped)
    collective = scoped.departments["department_id"][scoped.departments["collective"]]
    source, target = (tied[f"{end}_id"].to_numpy() == department_id for end in ("source", "target"))
    to_collective = np.where(source, tied["target_id"].isin(collective), tied["source_id"].isin(collective))
    mine = np.flatnonzero((source | target) & ~to_collective)
    other = {
        column: np.where(source, tied[f"target_{column}"].to_numpy(), tied[f"source_{column}"].to_numpy())[
            mine
        ]
        for column in ("id", "name")
    }
    shared = tied["shared"].to_numpy()[mine]
    return pd.DataFrame(
        {
            "partner_id": pd.array(other["id"], dtype="str"),
            "partner_name": pd.array(other["name"], dtype="str"),
            "shared": shared,
            "newman": tied["newman"].to_numpy()[mine],
            "share": shared / own_tasks,
            "task_ids": tied["task_ids"].array[mine],
        }
    )


def _rows(frame: pd.DataFrame, mask: np.ndarray) -> pd.DataFrame:
    """Some rows of a frame, numbered anew."""
    return frame.take(np.flatnonzero(mask)).reset_index(drop=True)


def _skeleton(scoped: ScopedPlan, among: pd.DataFrame | None = None) -> nx.Graph:
    """The ties alone, or some of them, between rows of ``scoped.departments``."""
    if among is None:
        _, source, target = _pairs(scoped)
    else:
        places = pd.Index(scoped.departments["department_id"])
        source, target = (places.get_indexer(pd.Index(among[f"{end}_id"])) for end in ("source", "target"))
    network = nx.empty_graph(len(scoped.departments))
    network.add_edges_from(zip(source.tolist(), target.tolist(), strict=True))
    return network


def _groups(network: nx.Graph) -> list[list[int]]:
    """Connected components of rows: largest first, then by the directory; each in its order."""
    groups = [sorted(group) for group in nx.connected_components(network)]
    return sorted(groups, key=lambda group: (-len(group), group[0]))


def _ids(scoped: ScopedPlan, rows: list[int]) -> list[str]:
    return scoped.departments["department_id"].array[rows].tolist()
