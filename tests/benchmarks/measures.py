"""How long the measures and findings take: ``python -m tests.benchmarks.measures``.

Prints milliseconds (the best of several runs) at the size of the first document and at 45,000 invented tasks.
"""

import time
from collections.abc import Callable

from analytics import collaboration, concentration, departments, findings, targets, workload
from analytics.scope import Level, Scope, select
from data.plan import Plan
from tests.benchmarks.synthetic import synthetic_plan

SIZES = {"53 tasks": ((1, 1, 53), 30), "45,000 tasks": ((30, 30, 50), 3)}


def best(measure: Callable[[], object], runs: int) -> float:
    """Milliseconds of the fastest run, after one that is not counted."""
    measure()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        measure()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def measures(plan: Plan) -> dict[str, dict[str, Callable[[], object]]]:
    """What is timed, by kind."""
    scope = Scope()
    scoped = select(plan, scope)
    unit = scoped.departments["department_id"].iloc[0]
    return {
        "scope": {
            "select, offices": lambda: select(plan, scope),
            "select, departments": lambda: select(plan, Scope(level=Level.DEPARTMENT)),
        },
        "measures": {
            "summary": lambda: workload.summary(scoped),
            "by_department": lambda: workload.by_department(scoped),
            "by_section": lambda: workload.by_section(scoped),
            "describe": lambda: concentration.describe(scoped),
            "lorenz": lambda: concentration.lorenz(workload.loads(scoped)),
            "ties": lambda: collaboration.ties(scoped),
            "graph": lambda: collaboration.graph(scoped),
            "components": lambda: collaboration.components(scoped),
            "connecting_units": lambda: collaboration.connecting_units(scoped),
            "bridges": lambda: collaboration.bridges(scoped),
            "single_task_ties": lambda: collaboration.single_task_ties(scoped),
            "binding_tasks": lambda: collaboration.binding_tasks(scoped),
            "targets": lambda: targets.stated(plan, scoped),
            "profile": lambda: departments.profile(scoped, unit),
        },
        "findings": {
            "overview": lambda: findings.overview(plan, scoped),
            "workload": lambda: findings.workload_findings(scoped),
            "sections": lambda: findings.section_findings(scoped),
            "alone or together": lambda: findings.alone_or_together(scoped),
            "concentration": lambda: findings.concentration_findings(scoped),
            "network": lambda: findings.network_findings(scoped),
            "levels": lambda: findings.level_changes(plan, scope),
            "one unit": lambda: findings.department_findings(scoped, unit),
        },
    }


def main() -> None:
    """Time everything at every size."""
    for size, (arguments, runs) in SIZES.items():
        for kind, timed in measures(synthetic_plan(*arguments)).items():
            found = {name: best(measure, runs) for name, measure in timed.items()}
            print(f"\n{size}, {kind}: {sum(found.values()):.1f} ms")
            print("\n".join(f"  {name:20} {ms:8.2f}" for name, ms in found.items()))


if __name__ == "__main__":
    main()
