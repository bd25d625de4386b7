"""The measures of dependencies, for invented plans of some 28, 300 and 3,000 departments.

The courts of a plan share no department.

Above some 300 departments a page asks for a filter; the last size shows why.
"""

from collections.abc import Callable

from analytics.arrangements import coverage
from analytics.exports import graphs
from analytics.firmness import brokerage, random_plans, resilience, significance
from analytics.scope import Scope, ScopedPlan, select
from analytics.ties import collaboration, combinations, direction, groups, matrix, pairs
from analytics.ties.matrix import Order
from tests.benchmarks.synthetic import synthetic_plan
from tests.benchmarks.timing import against, show

SIZES = {
    "28 departments": (1, 53, 5000, 10),
    "300 departments": (12, 50, 5000, 1),
    "3,000 departments": (118, 50, 100, 1),
}
SLOW = 500  # departments beyond which what takes minutes is left out


def measures(scoped: ScopedPlan, draws: int) -> dict[str, Callable[[], object]]:
    """What is timed."""
    tied = collaboration.ties(scoped)
    plans = random_plans.draw(scoped, draws)
    candidates = groups.groups(scoped) if len(scoped.departments) < SLOW else None
    timed = {
        f"random plans ({draws:,} draws)": lambda: random_plans.draw(scoped, draws),
        "redundancy": lambda: (
            resilience.redundancy_of_tasks(scoped),
            resilience.redundancy_of_departments(scoped),
        ),
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
            "places between others": lambda: brokerage.positions(scoped, plans),
            "without each task": lambda: resilience.without_each_task(scoped),
            "significance, three references": lambda: significance.significance(scoped),
            "candidate groups": lambda: groups.groups(scoped),
            "matrix by group": lambda: matrix.matrix(scoped, Order.GROUP, candidates),
        }
    return timed


def main() -> None:
    """Time everything at every size."""
    for size, (courts, tasks, draws, rounds) in SIZES.items():
        scoped = select(synthetic_plan(courts, 1, tasks), Scope())
        title = f"{size}: {len(scoped.departments)} departments, {len(scoped.tasks)} tasks"
        show(title, (against(name, rounds, measure) for name, measure in measures(scoped, draws).items()))


if __name__ == "__main__":
    main()
