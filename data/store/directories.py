"""The directories in the store, version by version. ``body`` is None for the store's own body, as everywhere in the store."""

from dataclasses import dataclass
from datetime import datetime

import duckdb

from data.store.activities import now, signed
from data.store.database import Store


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


def latest_version(cursor: duckdb.DuckDBPyConnection, body: str | None) -> int | None:
    """The number of the latest version of a body's directory; None where it has none."""
    row = cursor.execute(
        "SELECT max(number) FROM directories WHERE body IS NOT DISTINCT FROM ?", [body]
    ).fetchone()
    return None if row is None or row[0] is None else int(row[0])


def add_directory(cursor: duckdb.DuckDBPyConnection, body: str | None, content: str, who: str) -> None:
    """Add a version of a directory, within the caller's transaction; what was stored by an older one is not touched."""
    cursor.execute(
        "INSERT INTO directories (number, body, content, who, stored_at) "
        "VALUES (nextval('directory_numbers'), ?, ?, ?, ?)",
        [body, content, signed(who), now()],
    )
