"""Documents leave the store by way of the bin: from there they can be brought back for some days."""

from datetime import timedelta

import duckdb

from data.store.activities import PROGRAM, ActivityKind, now, record
from data.store.content import activity_on, delete_content, document_row, mark_changed
from data.store.database import Store
from data.store.departments import remove_unused_departments
from data.store.known_names import load_known_names
from data.store.linking import delete_links
from data.store.progress import delete_progress
from data.store.rows import rows_of
from data.store.scenarios import delete_scenarios

BIN_DAYS = 30
"""For so many days a removed document can be brought back."""


def remove_document(store: Store, document_id: str, who: str) -> str:
    """Put a document into the bin; its title.

    Raises ``DocumentError`` where it is not stored, or was removed before.
    """
    with store.write() as cursor:
        header = document_row(cursor, document_id)
        cursor.execute("UPDATE documents SET removed_at = ? WHERE document_id = ?", [now(), document_id])
        mark_changed(cursor, [document_id])
        record(cursor, activity_on(ActivityKind.REMOVE, who, f"移除《{header['title']}》", header))
    return str(header["title"])


def restore_document(store: Store, document_id: str, who: str) -> str:
    """Bring a document back from the bin, as it was; its title.

    Raises ``DocumentError`` where it is not there.
    """
    with store.write() as cursor:
        header = document_row(cursor, document_id, removed=True)
        cursor.execute("UPDATE documents SET removed_at = NULL WHERE document_id = ?", [document_id])
        mark_changed(cursor, [document_id])
        record(cursor, activity_on(ActivityKind.RESTORE, who, f"取回《{header['title']}》", header))
    return str(header["title"])


def purge_bin(store: Store) -> tuple[str, ...]:
    """Take out of the bin for good what has been there for more than ``BIN_DAYS``; the titles."""
    limit = now() - timedelta(days=BIN_DAYS)
    with store.read() as cursor:
        if not _overdue(cursor, limit):
            return ()
    with store.write() as cursor:
        overdue = _overdue(cursor, limit)
        for header in overdue:
            own = str(header["document_id"])
            delete_progress(cursor, own)
            delete_links(cursor, own)
            delete_scenarios(cursor, own)
            delete_content(cursor, own)
            for table in ("retired_tasks", "originals", "examples", "shown_first", "documents"):
                cursor.execute(f"DELETE FROM {table} WHERE document_id = ?", [own])
            detail = f"《{header['title']}》移除满 {BIN_DAYS} 天，清出回收站"
            record(cursor, activity_on(ActivityKind.PURGE, PROGRAM, detail, header))
        remove_unused_departments(cursor, load_known_names(cursor))
    return tuple(str(header["title"]) for header in overdue)


def _overdue(cursor: duckdb.DuckDBPyConnection, limit: object) -> list[dict[str, object]]:
    return rows_of(cursor, "SELECT * FROM documents WHERE removed_at < $limit", {"limit": limit})
