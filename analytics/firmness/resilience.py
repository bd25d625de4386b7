"""What hangs on one task or one department: what falls apart without it, and what its partners share besides.

All of it is about the lists of the documents in scope. Two departments that no longer share a task may work
together all the same.
"""

from collections.abc import Iterable, Iterator

import networkx as nx
import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analytics.scope import ScopedPlan
from analytics.ties import collaboration
from analytics.ties.incidence import incidence


def without_each_task(scoped: ScopedPlan) -> pd.DataFrame:
    """What is gone without each joint task, one task at a time: a row for each.

    Columns: task_id, number, size (departments of the task), ties_lost (pairs that share no other task),
    left_alone (list of ids: departments that then share no task with anyone), cut_off (list of lists of ids: the
    parts into which its group of joined departments falls, without the largest; empty: it holds together),
    no_longer_connecting and newly_connecting (lists of ids: departments that stop being, or become, 连接部门).
    Sorted by ties_lost falling, then as printed. Without joint tasks: no rows.
    """
    lost = collaboration.binding_tasks(scoped).rename(columns={"only_here": "ties_lost"}).drop(columns="ties")
    network, names = _network(scoped), scoped.departments["department_id"].tolist()
    before = set(nx.articulation_points(network))
    columns: dict[str, list] = {column: [] for column in _LISTS}
    for rest, departments in _leaving_out(scoped, network, lost["task_id"]):
        after = set(nx.articulation_points(rest))
        parts = _parts(rest, nx.node_connected_component(network, departments[0]))
        found = {
            "left_alone": sorted(department for department in departments if not rest.degree(department)),
            "no_longer_connecting": sorted(before - after),
            "newly_connecting": sorted(after - before),
        }
        for column, rows in found.items():
            columns[column].append([names[row] for row in rows])
        columns["cut_off"].append([[names[row] for row in part] for part in parts[1:]])
    return lost.assign(**{column: pd.Series(values, dtype=object) for column, values in columns.items()})


_LISTS = ("left_alone", "cut_off", "no_longer_connecting", "newly_connecting")


def connecting_without_one_task(scoped: ScopedPlan) -> pd.DataFrame:
    """How firmly a connecting department is one: the tasks without any one of which it no longer is.

    Columns: department_id, name, task_ids (list, printed order; empty: it connects whichever task is left
    out). A row for each of ``collaboration.connecting_departments``, in its order.
    """
    each, order = without_each_task(scoped), scoped.tasks["task_id"].tolist()
    lost = dict(zip(each["task_id"], each["no_longer_connecting"], strict=True))
    departments = collaboration.connecting_departments(scoped)
    return pd.DataFrame(
        {
            "department_id": pd.array([department.department_id for department in departments], dtype="str"),
            "name": pd.array([department.name for department in departments], dtype="str"),
            "task_ids": pd.Series(
                [
                    [task for task in order if department.department_id in lost.get(task, ())]
                    for department in departments
                ],
                dtype=object,
            ),
        }
    )


def without_each_department(scoped: ScopedPlan) -> pd.DataFrame:
    """What is left open without each department, one department at a time: a row for each, in the order of the directory.

    Columns: department_id, name, unassigned (list of task ids: tasks that name nobody else), single (list of
    task ids: joint tasks that would name one department only), ties_lost (its pairs), collective (of these, those with a collective name), left_alone (list of ids:
    departments that share tasks with it alone), cut_off (list of lists of ids: the parts into which the rest of
    its group falls, without the largest). Lists of tasks in printed order. Empty scope: no rows.
    """
    given, network = scoped.assignments, _network(scoped)
    task, department = given["task"].to_numpy(), given["department"].to_numpy()
    size, ids = scoped.tasks["size"].to_numpy()[task], scoped.tasks["task_id"].to_numpy(object)[task]
    names = scoped.departments["department_id"].tolist()
    connecting = {
        found.department_id: found.cut_off for found in collaboration.connecting_departments(scoped)
    }
    collective = scoped.departments["collective"].tolist()
    rows = []
    for row, name in enumerate(names):
        own = department == row
        alone = sorted(other for other in network[row] if network.degree(other) == 1)
        cut_off = [list(part) for part in connecting.get(name, ())]
        rows.append(
            (
                ids[own & (size == 1)].tolist(),
                ids[own & (size == 2)].tolist(),
                network.degree(row),
                sum(collective[other] for other in network[row]),
                [names[other] for other in alone],
                cut_off,
            )
        )
    columns = ("unassigned", "single", "ties_lost", "collective", "left_alone", "cut_off")
    found = pd.DataFrame(rows, columns=columns, index=pd.RangeIndex(len(rows)))
    return pd.concat(
        [scoped.departments[["department_id", "name"]], found.astype({"ties_lost": int, "collective": int})],
        axis=1,
    )


def redundancy_of_tasks(scoped: ScopedPlan) -> pd.DataFrame:
    """Would the departments of a task still meet without it? A row for each joint task, as printed.

    Columns: task_id, number, size, redundancy (0 to 1): of the pairs of its departments, the share that is named
    together in another task too; bipartite node redundancy, Latapy, Magnien & Del Vecchio 2008.
    Undefined below two departments, so sole tasks have no row.
    """
    named = incidence(scoped)
    value = _redundancy(named)
    joint = np.flatnonzero(scoped.tasks["size"].to_numpy() > 1)
    columns = {column: scoped.tasks[column].array[joint] for column in ("task_id", "number", "size")}
    return pd.DataFrame(columns | {"redundancy": value[joint]})


def _redundancy(named: csr_array) -> np.ndarray:
    """For each column: of the pairs of its rows, the share with another column in common; NaN below two."""
    met = (named @ named.T).tocoo()
    again = (met.data >= 2) & (met.row != met.col)
    again = csr_array((np.ones(again.sum(), int), (met.row[again], met.col[again])), shape=met.shape)
    degree = np.asarray(named.sum(axis=0)).ravel()
    pairs = np.asarray((again @ named).multiply(named).sum(axis=0)).ravel()
    possible = degree * (degree - 1)
    return np.divide(pairs, possible, out=np.full(len(degree), np.nan), where=possible > 0)


def _network(scoped: ScopedPlan) -> nx.Graph:
    """The ties between rows of ``scoped.departments``, with their task_ids."""
    tied, rows = collaboration.ties(scoped), pd.Index(scoped.departments["department_id"])
    ends = (rows.get_indexer(pd.Index(tied[f"{end}_id"])).tolist() for end in ("source", "target"))
    network = nx.empty_graph(len(rows))
    for source, target, task_ids in zip(*ends, tied["task_ids"], strict=True):
        network.add_edge(source, target, task_ids=task_ids)
    return network


def _leaving_out(
    scoped: ScopedPlan, network: nx.Graph, task_ids: Iterable[str]
) -> Iterator[tuple[nx.Graph, list[int]]]:
    """For each task the network without the ties that rest on it alone, and the departments of the task."""
    departments_of: dict[str, list[int]] = {}
    ids = scoped.tasks["task_id"].array[scoped.assignments["task"].to_numpy()]
    for task, department in zip(ids, scoped.assignments["department"].tolist(), strict=True):
        departments_of.setdefault(task, []).append(department)
    edges: list[tuple[int, int, list[str]]] = list(network.edges(data="task_ids"))
    for task in task_ids:
        rest: nx.Graph = nx.empty_graph(len(network))
        rest.add_edges_from((a, b) for a, b, shared in edges if shared != [task])
        yield rest, departments_of[task]


def _parts(network: nx.Graph, departments: set[int]) -> list[list[int]]:
    """Joined departments among some: largest part first, then by the directory."""
    parts = [sorted(part) for part in nx.connected_components(network.subgraph(departments))]
    return sorted(parts, key=lambda part: (-len(part), part[0]))
