"""The rows of one stored document, in all tables that hold them."""

from collections.abc import Sequence

import duckdb

from data.errors import DocumentError
from data.store.activities import Activity, ActivityKind
from data.store.database import revision_of
from data.store.rows import rows_of

CHILDREN = {
    "targets": "task_id IN (SELECT task_id FROM tasks WHERE document_id = $document_id)",
    "responsibilities": "task_id IN (SELECT task_id FROM tasks WHERE document_id = $document_id)",
    "tasks": "document_id = $document_id",
    "sections": "document_id = $document_id",
    "lines": "document_id = $document_id",
}
"""The tables that hold what was read in a document, and which rows are its own; none after what it refers to."""


def document_row(
    cursor: duckdb.DuckDBPyConnection, document_id: str, *, removed: bool = False
) -> dict[str, object]:
    """The row of a document in use, or with ``removed`` of one in the bin.

    ``DocumentError`` where there is none: never stored, or removed since (or taken out of the bin).
    """
    rows = rows_of(
        cursor, "SELECT * FROM documents WHERE document_id = $document_id", {"document_id": document_id}
    )
    if not rows:
        raise DocumentError("数据库里没有这份文件", f"编号 {document_id}", "在文件列表中查看编号")
    title = f"《{rows[0]['title']}》，编号 {document_id}"
    if removed and rows[0]["removed_at"] is None:
        raise DocumentError("这份文件不在回收站里", title, "在文件列表中查看")
    if not removed and rows[0]["removed_at"] is not None:
        raise DocumentError("这份文件已经移除", title, "需要时从回收站取回")
    return rows[0]


def stored_content(cursor: duckdb.DuckDBPyConnection, document_id: str) -> dict[str, list[dict[str, object]]]:
    """The rows of a document in each of ``CHILDREN``, in printed order; responsibilities with ``department``."""
    content = {
        table: rows_of(
            cursor, f"SELECT * FROM {table} WHERE {own} ORDER BY ALL", {"document_id": document_id}
        )
        for table, own in CHILDREN.items()
    }
    content["tasks"].sort(key=lambda row: int(str(row["position"])))
    names = dict(cursor.execute("SELECT department_id, name FROM departments").fetchall())
    for row in content["responsibilities"]:
        row["department"] = names[row["department_id"]]
    return content


def original_of(cursor: duckdb.DuckDBPyConnection, document_id: str) -> bytes | None:
    """The file as it came; None where it was imported before originals were kept."""
    row = cursor.execute("SELECT content FROM originals WHERE document_id = ?", [document_id]).fetchone()
    return None if row is None else bytes(row[0])


def delete_content(cursor: duckdb.DuckDBPyConnection, document_id: str) -> None:
    """Delete what was read of a document; its row in ``documents`` stays."""
    for table, own in CHILDREN.items():
        cursor.execute(f"DELETE FROM {table} WHERE {own}", {"document_id": document_id})


def mark_changed(cursor: duckdb.DuckDBPyConnection, document_ids: Sequence[str]) -> None:
    """Note that the commit that is coming changes these documents: pages then load them anew."""
    cursor.execute(
        "UPDATE documents SET revision = ? WHERE document_id IN (SELECT unnest(?::VARCHAR[]))",
        [revision_of(cursor), list(document_ids)],
    )


def activity_on(kind: ActivityKind, who: str, detail: str, header: dict[str, object]) -> Activity:
    """A line for the record of activities, on the document of this row."""
    return Activity(
        kind, who, detail, str(header["document_id"]), str(header["sha256"]), str(header["file_name"])
    )
