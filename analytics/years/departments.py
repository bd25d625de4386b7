"""Departments and ties of two years, or of many, side by side: who is new, who is no longer named, what was kept."""

from collections.abc import Sequence
from enum import StrEnum

import networkx as nx
import pandas as pd

from analytics.loads.workload import by_department
from analytics.rows import each_row
from analytics.scope import ScopedPlan
from analytics.ties.collaboration import graph, ties


class Standing(StrEnum):
    """In which of two years something is there."""

    NEW = "new"  # in the later alone
    GONE = "gone"  # in the earlier alone
    KEPT = "kept"  # in both


STANDINGS = {Standing.NEW: "新有", Standing.GONE: "不再", Standing.KEPT: "一直"}
"""What they are called."""


def departments_of_both(earlier: ScopedPlan, later: ScopedPlan) -> pd.DataFrame:
    """A row for each department that one of two plans names.

    Columns: department_id, name, collective, earlier_full, later_full (参与数), earlier_fractional, later_fractional
    (分担数), 0 where the year does not name it; more (later_full − earlier_full), standing (``Standing``). What
    changed most in its full count comes first, then what has most in either year, then the order of the directory;
    collective names last. Plans without departments: no rows.
    """
    own = ["department_id", "name", "collective", "full", "fractional"]
    both = _side_by_side(
        by_department(earlier)[own], by_department(later)[own], ["department_id", "name", "collective"]
    )
    both = both.astype(
        {"earlier_full": int, "later_full": int, "earlier_fractional": float, "later_fractional": float}
    )
    both["more"] = both["later_full"] - both["earlier_full"]
    both["standing"] = _standings(both["earlier_full"], both["later_full"])
    both["apart"], both["most"] = both["more"].abs(), both[["earlier_full", "later_full"]].max(axis=1)
    ranked = both.sort_values(
        ["collective", "apart", "most"], ascending=[True, False, False], kind="stable", ignore_index=True
    )
    return ranked[
        [*own[:3], "earlier_full", "later_full", "earlier_fractional", "later_fractional", "more", "standing"]
    ]


def ties_of_both(earlier: ScopedPlan, later: ScopedPlan) -> pd.DataFrame:
    """A row for each pair of departments that share a task in one of two years.

    Columns: source_id, target_id, source_name, target_name, earlier_shared, later_shared (共同承担数, 0 where none),
    task_ids (of both years, the earlier first), standing (``Standing``). Sorted by standing (new, gone, kept), then by
    the larger count, falling. What two departments share is looked for in either order. No rows without joint tasks.
    """
    ends = ["source_id", "target_id", "source_name", "target_name"]
    before, after = (_one_way(ties(scoped)) for scoped in (earlier, later))
    both = _side_by_side(before[[*ends, "shared"]], after[[*ends, "shared"]], ends)
    listed = _side_by_side(before[[*ends, "task_ids"]], after[[*ends, "task_ids"]], ends, missing=[])
    both["task_ids"] = pd.Series(
        [
            one + other
            for one, other in zip(listed["earlier_task_ids"], listed["later_task_ids"], strict=True)
        ],
        dtype=object,
    )
    both = both.astype({"earlier_shared": int, "later_shared": int})
    both["standing"] = _standings(both["earlier_shared"], both["later_shared"])
    both["order"] = both["standing"].map([*Standing].index)
    both["most"] = both[["earlier_shared", "later_shared"]].max(axis=1)
    ranked = both.sort_values(["order", "most"], ascending=[True, False], kind="stable", ignore_index=True)
    return ranked[[*ends, "earlier_shared", "later_shared", "task_ids", "standing"]]


def graph_of_both(earlier: ScopedPlan, later: ScopedPlan) -> nx.Graph:
    """The departments of two plans as nodes, tied where they share a task in either: one graph, so one set of places.

    Nodes (department_id): name, kind, full and fractional (the larger of the two years), standing. Edges: shared and newman
    (the larger), earlier and later (共同承担数, 0 where none), standing. The nodes of the later plan first. Without
    departments: an empty graph.
    """
    before, after = graph(earlier), graph(later)
    both: nx.Graph = nx.Graph()
    for node, own in (*after.nodes(data=True), *before.nodes(data=True)):
        counts = [
            [side.nodes[node][count] if node in side else 0 for side in (before, after)]
            for count in ("full", "fractional")
        ]
        larger = dict(zip(("full", "fractional"), map(max, counts), strict=True))
        both.add_node(node, name=own["name"], kind=own["kind"], **larger, standing=_standing(*counts[0]))
    for one, other in (*after.edges, *before.edges):
        found = [side.get_edge_data(one, other) or {"shared": 0, "newman": 0.0} for side in (before, after)]
        shared = [tie["shared"] for tie in found]
        both.add_edge(
            one,
            other,
            shared=max(shared),
            newman=max(tie["newman"] for tie in found),
            earlier=shared[0],
            later=shared[1],
            standing=_standing(*shared),
        )
    return both


def departments_of_years(*years: ScopedPlan) -> pd.DataFrame:
    """A row for each department that one of several plans names, given in their order.

    Columns: department_id, name (as in the latest), collective; full (参与数) and fractional (分担数), each a tuple with a
    figure for each year, 0 where it does not name it; task_ids (a tuple of ids for each year); named (number of years that
    name it), first and last (places of the first and the last of these, from 0). What differs most in its full count comes
    first, then what has most in any year, then as the latest year lists them; collective names last. Plans without
    departments: no rows.
    """
    held: dict[str, tuple[str, bool]] = {}
    found: dict[tuple[int, str], tuple[int, float]] = {}
    tasks: dict[tuple[int, str], tuple[str, ...]] = {}
    for at, scoped in reversed(list(enumerate(years))):
        ids, own = scoped.departments["department_id"].array, scoped.assignments
        for department, places in own.groupby("department")["task"]:
            tasks[at, ids[department]] = tuple(scoped.tasks["task_id"].array[places])
        for row in each_row(by_department(scoped)):
            held.setdefault(row.department_id, (row.name, row.collective))
            found[at, row.department_id] = (int(row.full), float(row.fractional))
    rows = []
    for department, (name, collective) in held.items():
        full, fractional = zip(
            *(found.get((at, department), (0, 0.0)) for at in range(len(years))), strict=True
        )
        named = [at for at, count in enumerate(full) if count]
        own_tasks = tuple(tasks.get((at, department), ()) for at in range(len(years)))
        rows.append(
            (department, name, collective, full, fractional, own_tasks, len(named), named[0], named[-1])
        )
    rows.sort(key=lambda row: (row[2], min(row[3]) - max(row[3]), -max(row[3])))
    columns = [
        "department_id",
        "name",
        "collective",
        "full",
        "fractional",
        "task_ids",
        "named",
        "first",
        "last",
    ]
    return pd.DataFrame(rows, columns=columns)


def ties_of_years(*years: ScopedPlan) -> pd.DataFrame:
    """A row for each pair of departments that share a task in one of several plans, given in their order.

    Columns: source_id, target_id, source_name, target_name; shared (共同承担数: a tuple with a figure for each year, 0 where
    none), years (number of years in which they share one: kept where it is two or more), task_ids (of all years, the first
    year's first). Sorted by years, then by all that is shared, falling. No rows without joint tasks.
    """
    held: dict[tuple[str, str], tuple[str, str]] = {}
    shared: dict[tuple[str, str], list[list[str]]] = {}
    for at, scoped in enumerate(years):
        for row in each_row(_one_way(ties(scoped))):
            pair = row.source_id, row.target_id
            held[pair] = row.source_name, row.target_name
            shared.setdefault(pair, [[] for _ in years])[at] = row.task_ids
    rows = [
        (
            *pair,
            *held[pair],
            tuple(map(len, own)),
            sum(map(bool, own)),
            tuple(task for tasks in own for task in tasks),
        )
        for pair, own in shared.items()
    ]
    rows.sort(key=lambda row: (-row[5], -sum(row[4])))
    columns = ["source_id", "target_id", "source_name", "target_name", "shared", "years", "task_ids"]
    return pd.DataFrame(rows, columns=columns)


def _side_by_side(
    earlier: pd.DataFrame, later: pd.DataFrame, keys: Sequence[str], missing: object = 0
) -> pd.DataFrame:
    """A row for each key of either frame, those of the later one first; other columns carry earlier_ and later_."""
    both = dict.fromkeys([*_keys(later, keys), *_keys(earlier, keys)])
    columns: dict[str, list] = {key: [own[at] for own in both] for at, key in enumerate(keys)}
    for side, frame in (("earlier", earlier), ("later", later)):
        for column in frame.columns.difference(list(keys), sort=False):
            held = dict(zip(_keys(frame, keys), frame[column], strict=True))
            columns[f"{side}_{column}"] = [held.get(own, missing) for own in both]
    return pd.DataFrame(columns)


def _keys(frame: pd.DataFrame, keys: Sequence[str]) -> list[tuple]:
    return list(zip(*(frame[key] for key in keys), strict=True))


def _one_way(frame: pd.DataFrame) -> pd.DataFrame:
    """Ties with the end that sorts first as the source, whatever the order of the directory was in that year."""
    turned = (frame["source_id"] > frame["target_id"]).to_numpy(bool)
    swapped = frame.copy()
    for own, other in (("source_id", "target_id"), ("source_name", "target_name")):
        swapped[own], swapped[other] = (
            frame[own].where(~turned, frame[other]),
            frame[other].where(~turned, frame[own]),
        )
    return swapped


def _standings(before: pd.Series, after: pd.Series) -> list[Standing]:
    return [_standing(one, other) for one, other in zip(before, after, strict=True)]


def _standing(before: float, after: float) -> Standing:
    return Standing.KEPT if before and after else Standing.NEW if after else Standing.GONE
