"""The measures of dependencies, for invented plans of some 28, 300 and 3,000 departments.

The courts of a plan share no department.

A page opens on what can be read, whatever the size of its document: that is timed first, against rustworkx (its layout is
by springs, which keeps neither names apart nor a picture the same).
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import rustworkx as rx

from analytics import findings
from analytics.arrangements import coverage
from analytics.charts import layout, network
from analytics.exports import graphs
from analytics.firmness import brokerage, random_plans, resilience, significance
from analytics.scope import Counting, Scope, ScopedPlan, select
from analytics.ties import collaboration, combinations, direction, groups, matrix, pairs
from analytics.ties.combinations import ColumnOrder
from analytics.ties.matrix import Order
from tests.benchmarks.synthetic import synthetic_plan
from tests.benchmarks.timing import Row, against, show
from tests.plans import plan_of

SIZES = {
    "28 departments": (1, 53, 1000, 10),
    "300 departments": (12, 50, 100, 1),
    "3,000 departments": (118, 50, 100, 1),
}
SLOW = 500  # departments beyond which what takes minutes is left out


def measures(scoped: ScopedPlan, draws: int) -> dict[str, Callable[[], object]]:
    """What is timed."""
    tied = collaboration.ties(scoped)
    random = random_plans.draw(scoped, draws)
    candidates = groups.groups(scoped) if len(scoped.departments) < SLOW else None
    timed = {
        f"random plans ({draws:,} draws)": lambda: random_plans.draw(scoped, draws),
        "redundancy": lambda: resilience.redundancy_of_tasks(scoped),
        "without each department": lambda: resilience.without_each_department(scoped),
        "directions": lambda: direction.directions(scoped),
        "a pair": lambda: pairs.pair(scoped, tied["source_id"].iloc[0], tied["target_id"].iloc[-1]),
        "task columns": lambda: combinations.task_columns(scoped),
        "combinations": lambda: combinations.combinations(scoped),
        "meetings of 8": lambda: coverage.meetings(scoped, 8),
        "GraphML": lambda: graphs.to_graphml(graphs.network(scoped)),
        "GEXF": lambda: graphs.to_gexf(graphs.network(scoped)),
    }
    if candidates is not None:
        timed |= {
            "places between others": lambda: brokerage.positions(scoped, random),
            "without each task": lambda: resilience.without_each_task(scoped),
            "significance, three references": lambda: significance.significance(scoped),
            "candidate groups": lambda: groups.groups(scoped),
            "matrix by group": lambda: matrix.matrix(scoped, Order.GROUP, candidates),
        }
    return timed


NULL_PLANS = 40


def false_positives(scoped: ScopedPlan) -> None:
    """How often plans in which nothing but chance decides are told to show more: to be held against the level.

    Random plans of the same degrees, by exchanges; each is then judged like a plan that was issued.
    """
    given = random_plans.lists(scoped)
    chains = random_plans.Chains(given, NULL_PLANS)
    chains.shuffle(20 * len(given.task), np.random.default_rng(1))
    names = scoped.departments["name"].to_numpy()
    single, tested, plans = 0, 0, 0
    for drawn in chains.plans().T:
        tasks = [(str(n), None, names[drawn[given.task == n]].tolist()) for n in range(given.task.max() + 1)]
        judged = significance.significance(select(plan_of(tasks), Scope()))[random_plans.Reference.ALL]
        alone = judged.adjusted(significance.Adjustment.NONE)["verdict"]
        single += int((alone == significance.Verdict.MORE).sum())
        tested += judged.comparisons
        plans += bool((judged.adjusted()["verdict"] == significance.Verdict.MORE).any())
    print(
        f"\nFalse positives of {NULL_PLANS} plans drawn from the null model, nominal {significance.LEVEL:.0%}"
    )
    print(
        f"  pairs, not corrected: {single / tested:.1%} of {tested:,}; plans, corrected: {plans} of {NULL_PLANS}"
    )


DRAWN = {"80 departments": (3, 200), "300 departments": (12, 800), "3,000 departments": (116, 6000)}
"""Divisions and tasks of one document, as a page opens it."""


def pictures(scoped: ScopedPlan) -> Iterator[Row]:
    """What a page of 研究室 computes before it is shown, against rustworkx where that does the same."""
    graph, ties = collaboration.graph(scoped), collaboration.ties(scoped)
    other: Any = rx.networkx_converter(graph)
    rows = {node: at for at, node in enumerate(graph)}
    ends = [(rows[a], rows[b]) for a, b in zip(ties["source_id"], ties["target_id"], strict=True)]
    some = collaboration.part_of(graph, set(collaboration.strongest(ties)))
    sizes = network.circles(graph, Counting.FULL)
    height = network.field_height(graph, sizes)
    part: Any = rx.networkx_converter(some)
    tasks = combinations.largest_tasks(scoped)

    def joined() -> object:
        network_of = rx.PyGraph(multigraph=False)
        network_of.add_nodes_from(list(rows))
        network_of.add_edges_from_no_data(ends)
        return network_of

    yield against("ties and their graph", 1, lambda: collaboration.graph(scoped), joined)
    yield against(
        "parts", 1, lambda: collaboration.components(scoped), lambda: rx.connected_components(other)
    )
    yield against(
        "connecting departments",
        1,
        lambda: collaboration.connecting_names(scoped),
        lambda: rx.articulation_points(other),
    )
    yield against(
        "places, all departments",
        1,
        lambda: layout.place(graph, sizes, network.WIDTH, height),
        lambda: rx.spring_layout(other, seed=1),
    )
    yield against(
        "the picture as it opens",
        1,
        lambda: network.node_link(some, Counting.FULL),
        lambda: rx.spring_layout(part, seed=1),
    )
    yield against("a matrix", 1, lambda: matrix.matrix(scoped, Order.LOAD, None, list(some)))
    yield against(
        "tasks as columns", 1, lambda: combinations.task_columns(scoped, ColumnOrder.SECTION, tasks)
    )
    yield against("who stands first", 1, lambda: direction.direction_matrix(direction.directions(scoped)))
    yield against("what is told", 1, lambda: findings.network_findings(scoped))


def main() -> None:
    """Time everything at every size."""
    for size, (divisions, tasks) in DRAWN.items():
        scoped = select(synthetic_plan(1, 1, tasks, divisions=divisions), Scope())
        title = f"{size} of one document: {len(scoped.departments)} named, {len(scoped.tasks)} tasks"
        show(title, pictures(scoped), "rustworkx")
    false_positives(select(synthetic_plan(1, 1, 53), Scope()))
    for size, (courts, tasks, draws, rounds) in SIZES.items():
        scoped = select(synthetic_plan(courts, 1, tasks), Scope())
        title = f"{size}: {len(scoped.departments)} departments, {len(scoped.tasks)} tasks"
        show(title, (against(name, rounds, measure) for name, measure in measures(scoped, draws).items()))


if __name__ == "__main__":
    main()
