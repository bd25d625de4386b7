"""What the store knows of names: the directories, version by version, and the decisions.

``body`` is None for the store's own body, as everywhere in the store.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import duckdb

from data.names.decisions import Decision, DecisionKind
from data.names.directory import read_directory
from data.names.known import NO_DIRECTORY, KnownNames
from data.store.activities import NOBODY, now
from data.store.database import Store
from data.store.rows import insert_rows
from data.vocabulary import DepartmentKind


def load_known_names(cursor: duckdb.DuckDBPyConnection) -> KnownNames:
    """The directory of each body as it is now, and all decisions, the latest first."""
    latest = cursor.execute(
        "SELECT body, content FROM directories "
        "WHERE number IN (SELECT max(number) FROM directories GROUP BY body) ORDER BY body NULLS FIRST"
    ).fetchall()
    texts = dict(latest)
    return KnownNames(
        read_directory(texts.pop(None)) if None in texts else NO_DIRECTORY,
        tuple(map(read_directory, texts.values())),
        load_decisions(cursor),
    )


# ── directories ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class DirectoryVersion:
    """One version of a body's directory."""

    number: int  # rises with every version of any body
    body: str | None
    content: str  # the file's text (TOML)
    who: str
    stored_at: datetime  # UTC


def directory_versions(store: Store, body: str | None) -> tuple[DirectoryVersion, ...]:
    """All versions of a body's directory, the latest first; empty where it has none."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT number, body, content, who, stored_at FROM directories "
            "WHERE body IS NOT DISTINCT FROM ? ORDER BY number DESC",
            [body],
        ).fetchall()
    return tuple(DirectoryVersion(*row) for row in rows)


def add_directory(cursor: duckdb.DuckDBPyConnection, body: str | None, content: str, who: str) -> None:
    """Add a version of a directory, within the caller's transaction; what was stored by an older one is not touched."""
    cursor.execute(
        "INSERT INTO directories (number, body, content, who, stored_at) "
        "VALUES (nextval('directory_numbers'), ?, ?, ?, ?)",
        [body, content, who.strip() or NOBODY, now()],
    )


# ── decisions ───────────────────────────────────────────────────────────────────────────────────────────────


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
