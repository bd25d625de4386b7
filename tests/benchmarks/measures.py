"""The measures and findings at the size of the first document, at 45,000 invented tasks and at 1,750,000.

Where a query of ``tests/sql`` gives the same answer, the measure stands beside it.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from analytics import findings
from analytics import profile as departments
from analytics.loads import concentration, targets, workload
from analytics.scope import Level, Scope, select
from analytics.ties import collaboration
from data.store.database import Store
from data.store.opening import open_store
from data.store.plan import Plan, load_plan
from tests.benchmarks.storing import COURTS, YEARS
from tests.benchmarks.synthetic import load, synthetic_plan
from tests.benchmarks.timing import Row, against, show
from tests.sql import oracle

COURTS_OF_A_COUNTRY = 3_500
BY_QUERY = {"by_department": "workload", "ties": "ties"}
"""Measures and the query that answers the same."""


def main() -> None:
    """Time everything at all sizes."""
    with TemporaryDirectory() as folder:
        with open_store(Path(folder, "first.duckdb"), build=True) as store:
            _show("First document", load_plan(store), store, 30)
        with Store.create(Path(folder, "large.duckdb")) as store:
            load(synthetic_plan(COURTS, YEARS), store)
            _show("45,000 tasks", load_plan(store), store, 3)
        with Store.create(Path(folder, "largest.duckdb")) as store:
            plan = synthetic_plan(COURTS_OF_A_COUNTRY, YEARS)  # no page loads so many at once
            load(plan, store)
            _show("1,750,000 tasks", plan, store, 1, ("scope", "measures"))


def _show(
    size: str,
    plan: Plan,
    store: Store,
    rounds: int,
    kinds: Sequence[str] = ("scope", "measures", "findings"),
) -> None:
    timed_by_kind = measures(plan)
    for kind in kinds:
        timed = timed_by_kind[kind]
        rows = [
            against(name, rounds, measure, _asking(store, BY_QUERY[name]) if name in BY_QUERY else None)
            for name, measure in timed.items()
        ]
        together = Row("together", sum(row.ms for row in rows))
        show(f"{size}: {kind}", [*rows, together], "query in DuckDB")


def _asking(store: Store, name: str) -> Callable[[], object]:
    def ask() -> object:
        with store.read(seconds=120) as cursor:
            return cursor.execute(oracle(name)).df()

    return ask


def measures(plan: Plan) -> dict[str, dict[str, Callable[[], object]]]:
    """What is timed, by kind."""
    scope = Scope()
    scoped = select(plan, scope)
    department = scoped.departments["department_id"].iloc[0]
    return {
        "scope": {
            "select, offices": lambda: select(plan, scope),
            "select, departments": lambda: select(plan, Scope(level=Level.PARENT)),
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
            "connecting_departments": lambda: collaboration.connecting_departments(scoped),
            "bridges": lambda: collaboration.bridges(scoped),
            "binding_tasks": lambda: collaboration.binding_tasks(scoped),
            "stated": lambda: targets.stated(plan, scoped),
            "profile": lambda: departments.profile(scoped, department),
        },
        "findings": {
            "overview": lambda: findings.overview(plan, scoped),
            "workload": lambda: findings.workload_findings(scoped),
            "sections": lambda: findings.section_findings(scoped),
            "alone or together": lambda: findings.alone_or_together(scoped),
            "concentration": lambda: findings.concentration_findings(scoped),
            "network": lambda: findings.network_findings(scoped),
            "levels": lambda: findings.level_changes(plan, scope),
            "collectives": lambda: findings.collective_tie_changes(plan, scope),
            "one department": lambda: findings.department_findings(scoped, department),
        },
    }


if __name__ == "__main__":
    main()
