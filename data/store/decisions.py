"""What was decided on names, in the store."""

from collections.abc import Sequence
from dataclasses import asdict

import duckdb

from data.names.decisions import Decision, DecisionKind
from data.store.rows import insert_rows
from data.vocabulary import DepartmentKind


def load_decisions(cursor: duckdb.DuckDBPyConnection) -> tuple[Decision, ...]:
    """All decisions, the latest first."""
    members: dict[str, list[str]] = {}
    for decision_id, member in cursor.execute(
        "SELECT decision_id, member FROM decided_members ORDER BY decision_id, position"
    ).fetchall():
        members.setdefault(decision_id, []).append(member)
    rows = cursor.execute(
        "SELECT decision_id, name, kind, body, department, parent, department_kind, who, decided_at "
        "FROM naming_decisions ORDER BY decided_at DESC, decision_id"
    ).fetchall()
    return tuple(
        Decision(
            name,
            DecisionKind(kind),
            body,
            department,
            parent,
            DepartmentKind(department_kind) if department_kind else None,
            tuple(members.get(decision_id, ())),
            who,
            decided_at,
        )
        for decision_id, name, kind, body, department, parent, department_kind, who, decided_at in rows
    )


def add_decisions(cursor: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> None:
    """Store decisions in the place of earlier ones on the same names of the same bodies."""
    remove_decisions(cursor, decisions)
    insert_rows(
        cursor,
        {
            "naming_decisions": [_decision_row(decision) for decision in decisions],
            "decided_members": [
                {"decision_id": decision.decision_id, "position": position, "member": member}
                for decision in decisions
                for position, member in enumerate(decision.members, 1)
            ],
        },
    )


def _decision_row(decision: Decision) -> dict[str, object]:
    row = asdict(decision)
    del row["members"]
    return row | {
        "decision_id": decision.decision_id,
        "kind": decision.kind.value,
        "department_kind": decision.department_kind and decision.department_kind.value,
    }


def remove_decisions(cursor: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> None:
    """Remove decisions where they are stored."""
    ids = [decision.decision_id for decision in decisions]
    for table in ("decided_members", "naming_decisions"):
        cursor.execute(f"DELETE FROM {table} WHERE decision_id IN (SELECT unnest(?::VARCHAR[]))", [ids])
