"""The order of an agenda: how long the proof takes, how good the order is that ten seconds give.

Beside the milliseconds: waiting slots in the document's order, in the order found, and as far as proven.
"""

import tempfile
from pathlib import Path

from analytics.arrangements import agenda
from analytics.arrangements.agenda import Rules, Sections
from analytics.scope import Collectives, Level, Scope, ScopedPlan, select
from analytics.task_list import Sharing
from data.store.opening import open_store
from data.store.plan import load_plan
from tests.benchmarks.synthetic import synthetic_plan
from tests.benchmarks.timing import Row, milliseconds, show


def arranged(name: str, scoped: ScopedPlan, rules: Rules) -> Row:
    """One search from beginning to end."""
    items = agenda.items(scoped, rules)
    found: list[agenda.Arrangement] = []
    ms = milliseconds(lambda: found.append(agenda.arrange(items)))
    (best,) = found
    how = "最优" if best.optimal else f"at least {best.bound // rules.minutes}"
    return Row(
        f"{name}, {len(items)} items", ms, note=f"{best.printed.slots} → {best.waiting.slots} slots, {how}"
    )


def main() -> None:
    """Time the first document in every way it can be asked for, and invented ones of 100 and 200 tasks."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(Path(folder) / "dashboard.duckdb", build=True) as store,
    ):
        plan = load_plan(store)
    scopes = {
        "offices": select(plan, Scope()),
        "departments": select(plan, Scope(level=Level.PARENT)),
        "members": select(plan, Scope(collectives=Collectives.EXPAND)),
    } | {f"{tasks} tasks": select(synthetic_plan(1, 1, tasks), Scope()) for tasks in (100, 200)}
    rules = [Rules(sharing, sections) for sharing in (Sharing.JOINT, Sharing.ANY) for sections in Sections]
    show(
        "order of an agenda",
        (
            arranged(f"{name}, {each.sections}", scoped, each)
            for name, scoped in scopes.items()
            for each in rules
        ),
    )


if __name__ == "__main__":
    main()
