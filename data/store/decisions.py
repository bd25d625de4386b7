"""The decisions on names, as rows of ``naming_decisions``."""

from dataclasses import asdict

import duckdb

from data.names.decisions import Decision, DecisionKind
from data.vocabulary import DepartmentKind


def load_decisions(cursor: duckdb.DuckDBPyConnection) -> tuple[Decision, ...]:
    """All decisions, the latest first."""
    rows = cursor.execute(
        "SELECT name, kind, body, unit, parent, department_kind, members, who, decided_at FROM naming_decisions "
        "ORDER BY decided_at DESC, decision_id"
    ).fetchall()
    return tuple(
        Decision(name, DecisionKind(kind), body, department, parent, _kind(kind_), tuple(members), who, at)
        for name, kind, body, department, parent, kind_, members, who, at in rows
    )


def _kind(text: str | None) -> DepartmentKind | None:
    return DepartmentKind(text) if text else None


def decision_row(decision: Decision) -> dict[str, object]:
    """The row of a decision in ``naming_decisions``."""
    kind = decision.department_kind
    row = asdict(decision)
    row["unit"] = row.pop("department")
    return {
        "decision_id": decision.decision_id,
        **row,
        "kind": decision.kind.value,
        "department_kind": kind and kind.value,
        "members": list(decision.members),
    }
