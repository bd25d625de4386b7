"""Networks to take away: GraphML and GEXF (for Gephi), adjacency and edge lists as tables.

The tables become CSV and XLSX by ``analytics.exports.tables``.
"""

import io
import re

import networkx as nx
import pandas as pd

from analytics.safe.office import as_xml
from analytics.scope import ScopedPlan
from analytics.ties import collaboration
from analytics.ties.incidence import shared_counts
from data.vocabulary import NO_NUMBER


def network(scoped: ScopedPlan) -> nx.Graph:
    """The network of ``collaboration.graph`` with plain attributes, as files can hold them.

    Nodes (department_id): label (name), kind, full, fractional. Edges: weight (= shared), newman, tasks
    (numbers of the shared tasks as printed, 、 between them), task_ids (a space between them).
    """
    number = dict(zip(scoped.tasks["task_id"], scoped.tasks["number"], strict=True))
    plain: nx.Graph = nx.Graph()
    full = collaboration.graph(scoped)
    for department, held in full.nodes(data=True):
        name, kind = as_xml(held["name"]), as_xml(held["kind"])
        plain.add_node(
            as_xml(department), label=name, kind=kind, full=held["full"], fractional=held["fractional"]
        )
    for source, target, held in full.edges(data=True):
        plain.add_edge(
            as_xml(source),
            as_xml(target),
            weight=int(held["shared"]),
            newman=float(held["newman"]),
            tasks=as_xml("、".join(number[task] for task in held["task_ids"])),
            task_ids=as_xml(" ".join(held["task_ids"])),
        )
    return plain


def two_mode(scoped: ScopedPlan) -> nx.Graph:
    """The departments and tasks of ``collaboration.two_mode`` with plain attributes, as files can hold them.

    Nodes: ``department:id`` (label: name, mode: 部门, kind) and ``task:id`` (label: number, else the id; mode:
    任务, text, size).
    """
    plain: nx.Graph = nx.Graph()
    full = collaboration.two_mode(scoped)
    text = dict(zip(scoped.tasks["task_id"], scoped.tasks["text"], strict=True))
    names = {node: as_xml(":".join(node)) for node in full}
    for node, held in full.nodes(data=True):
        if held["bipartite"] == 0:
            held = {"label": as_xml(held["name"]), "mode": "部门", "kind": as_xml(held["kind"])}
        else:
            label, task = (
                as_xml(held["number"] if held["number"] != NO_NUMBER else node[1]),
                as_xml(text[node[1]]),
            )
            held = {"label": label, "mode": "任务", "text": task, "size": held["size"]}
        plain.add_node(names[node], **held)
    plain.add_edges_from((names[source], names[target]) for source, target in full.edges)
    return plain


def to_graphml(graph: nx.Graph) -> bytes:
    """The graph as GraphML, UTF-8."""
    buffer = io.BytesIO()
    nx.write_graphml_xml(graph, buffer)
    return buffer.getvalue()


def to_gexf(graph: nx.Graph) -> bytes:
    """The graph as GEXF 1.2 for Gephi, UTF-8; without the date on which it is written."""
    buffer = io.BytesIO()
    nx.write_gexf(graph, buffer)
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", buffer.getvalue())


def edge_list(scoped: ScopedPlan) -> pd.DataFrame:
    """Pairs that share tasks. Columns: 部门一, 部门二, 共同承担数, Newman 权重, 任务 (numbers as printed)."""
    number = dict(zip(scoped.tasks["task_id"], scoped.tasks["number"], strict=True))
    tied = collaboration.ties(scoped)
    return pd.DataFrame(
        {
            "部门一": tied["source_name"],
            "部门二": tied["target_name"],
            "共同承担数": tied["shared"],
            "Newman 权重": tied["newman"],
            "任务": pd.array(
                ["、".join(number[task] for task in ids) for ids in tied["task_ids"]], dtype="str"
            ),
        }
    )


def adjacency(scoped: ScopedPlan) -> pd.DataFrame:
    """Departments × departments. Columns: 部门, then each department by name, in the order of the directory.

    The cells are 共同承担数; on the diagonal stands the department's own 参与数.
    """
    names = scoped.departments["name"]
    counts = pd.DataFrame(shared_counts(scoped), columns=names.tolist())
    counts.insert(0, "部门", names, allow_duplicates=True)
    return counts


def two_mode_list(scoped: ScopedPlan) -> pd.DataFrame:
    """Every department of every task, in printed order. Columns: 任务 (number as printed), 任务内容, 部门."""
    given = scoped.assignments
    task, department = given["task"].to_numpy(), given["department"].to_numpy()
    return pd.DataFrame(
        {
            "任务": scoped.tasks["number"].array[task],
            "任务内容": scoped.tasks["text"].array[task],
            "部门": scoped.departments["name"].array[department],
        }
    )
