"""Networks to take away: GraphML and GEXF (for Gephi), adjacency and edge lists as tables.

The tables become CSV and XLSX by ``analytics.exports.tables``.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx
import pandas as pd

from analytics.safe.office import as_xml
from analytics.safe.svg import as_svg
from analytics.scope import ScopedPlan
from analytics.ties import collaboration
from analytics.ties.incidence import shared_counts
from data.vocabulary import NO_NUMBER


@dataclass(frozen=True, slots=True)
class Spot:
    """How a node is drawn: its place (pixels, downwards), its diameter and its colour (#rrggbb)."""

    x: float
    y: float
    size: float
    color: str


def network(scoped: ScopedPlan) -> nx.Graph:
    """The network of ``collaboration.graph`` with plain attributes under Chinese titles, as files can hold them.

    Nodes (department_id): label (name), 类别, 参与数, 分担数. Edges: weight (the number of shared tasks), 共同承担数 (the same), Newman 权重,
    任务 (numbers of the shared tasks as printed, 、 between them), 任务编号 (ids, a space between them).
    """
    number = dict(zip(scoped.tasks["task_id"], scoped.tasks["number"], strict=True))
    plain: nx.Graph = nx.Graph()
    full = collaboration.graph(scoped)
    for department, held in full.nodes(data=True):
        name, kind = as_xml(held["name"]), as_xml(held["kind"])
        counts = {"参与数": held["full"], "分担数": held["fractional"]}
        plain.add_node(as_xml(department), label=name, 类别=kind, **counts)
    for source, target, held in full.edges(data=True):
        told = {
            "weight": int(held["shared"]),
            "共同承担数": int(held["shared"]),
            "Newman 权重": float(held["newman"]),
            "任务": as_xml("、".join(number[task] for task in held["task_ids"])),
            "任务编号": as_xml(" ".join(held["task_ids"])),
        }
        plain.add_edge(as_xml(source), as_xml(target), **told)
    return plain


def two_mode(scoped: ScopedPlan) -> nx.Graph:
    """The departments and tasks of ``collaboration.two_mode`` with plain attributes, as files can hold them.

    Nodes: ``department:id`` (label: name, 类型: 部门, 类别) and ``task:id`` (label: number, else the id; 类型: 任务, 内容, 部门数).
    """
    plain: nx.Graph = nx.Graph()
    full = collaboration.two_mode(scoped)
    text = dict(zip(scoped.tasks["task_id"], scoped.tasks["text"], strict=True))
    names = {node: as_xml(":".join(node)) for node in full}
    for node, held in full.nodes(data=True):
        if held["bipartite"] == 0:
            held = {"label": as_xml(held["name"]), "类型": "部门", "类别": as_xml(held["kind"])}
        else:
            label, task = (
                as_xml(held["number"] if held["number"] != NO_NUMBER else node[1]),
                as_xml(text[node[1]]),
            )
            held = {"label": label, "类型": "任务", "内容": task, "部门数": held["size"]}
        plain.add_node(names[node], **held)
    plain.add_edges_from((names[source], names[target]) for source, target in full.edges)
    return plain


def to_graphml(graph: nx.Graph) -> bytes:
    """The graph as GraphML, UTF-8."""
    buffer = io.BytesIO()
    nx.write_graphml_xml(graph, buffer)
    return buffer.getvalue()


def to_gexf(graph: nx.Graph, spots: Mapping[str, Spot] | None = None, title: str = "") -> bytes:
    """The graph as GEXF 1.2 for Gephi, UTF-8; without the date on which it is written.

    ``spots``: the nodes that are drawn, as on the page: Gephi shows them at the same places, in the same colours and sizes, edges
    of one shared task dashed. ``title``: what the graph is, for Gephi's list of files.
    """
    drawn: nx.Graph = nx.Graph()
    for node, held in graph.nodes(data=True):
        spot = (spots or {}).get(node)
        drawn.add_node(node, **held, **({} if spot is None else {"viz": _viz(spot)}))
    for source, target, held in graph.edges(data=True):
        dashed = {"viz": {"shape": "dashed"}} if held.get("weight") == 1 else {}
        drawn.add_edge(source, target, **held, **dashed)
    buffer = io.BytesIO()
    nx.write_gexf(drawn, buffer)
    told = f"<description>{as_svg(title)}</description>".encode() if title else b""
    written = re.sub(rb' lastmodifieddate="[^"]*"', b"", buffer.getvalue())
    return written.replace(b"</creator>", b"</creator>" + told, 1)


def _viz(spot: Spot) -> dict[str, object]:
    """Gephi measures upwards, a page downwards."""
    red, green, blue = (int(spot.color[at : at + 2], 16) for at in (1, 3, 5))
    return {
        "color": {"r": red, "g": green, "b": blue, "a": 1.0},
        "size": spot.size,
        "position": {"x": spot.x, "y": -spot.y, "z": 0.0},
    }


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
