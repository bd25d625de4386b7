"""What each command prints: the measures of a page as plain values, names whole and numbers unrounded."""

from math import isnan
from typing import Any

import pandas as pd

from analytics import findings
from analytics.loads import concentration, workload
from analytics.scope import ScopedPlan
from data.store.plan import Plan

Answer = dict[str, Any]

UNIT = ("full", "fractional", "sole", "joint", "first_listed", "sections", "full_rank", "fractional_rank")


def workload_answer(plan: Plan, scoped: ScopedPlan) -> Answer:
    """What 部门负荷 shows: every unit with its counts and ranks, how concentrated they are, and the sentences.

    ``concentration`` is of the units as the scope takes them, collective names among them; ``null`` where a figure has
    no meaning, and for the rank of a collective name.
    """
    table = workload.by_department(scoped)
    spread, chance = concentration.describe(scoped), concentration.reference(scoped)
    sentences = [
        *findings.workload_findings(scoped),
        *findings.first_place_turns(plan, scoped.scope),
        *findings.alone_or_together(scoped),
        *findings.concentration_findings(scoped),
    ]
    return {
        "tasks": len(scoped.tasks),
        "units": [
            {"name": row["name"], "collective": bool(row["collective"])}
            | {column: _plain(row[column]) for column in UNIT}
            for row in table.to_dict("records")
        ],
        "concentration": {
            "units": spread.n,
            "namings": len(scoped.assignments),
            "gini": _plain(spread.gini),
            "gini_corrected": _plain(spread.gini_corrected),
            "effective_number": _plain(spread.effective_number),
            "reference": {
                name: _plain(getattr(chance, name))
                for name in ("effective_number", "gini_corrected", "low", "high")
            },
        },
        "sentences": [str(sentence) for sentence in sentences],
    }


def _plain(value: Any) -> Any:
    """A value as JSON has it; None for what is missing."""
    if value is None or value is pd.NA or (isinstance(value, float) and isnan(value)):
        return None
    return value.item() if hasattr(value, "item") else value
