"""The rows of one stored document, in all tables that hold them."""

import duckdb

from data.errors import DocumentError
from data.store.activities import Activity, What

CHILDREN = {
    "targets": "task_id IN (SELECT task_id FROM tasks WHERE document_id = $document_id)",
    "responsibilities": "task_id IN (SELECT task_id FROM tasks WHERE document_id = $document_id)",
    "tasks": "document_id = $document_id",
    "sections": "document_id = $document_id",
    "lines": "document_id = $document_id",
}
"""The tables that hold the content of a document, and which rows are its own; none after what it refers to."""


def document_row(cursor: duckdb.DuckDBPyConnection, document_id: str) -> dict[str, object]:
    """The row of a document; ``DocumentError`` where it is not stored."""
    rows = _rows(cursor, "SELECT * FROM documents WHERE document_id = $document_id", document_id)
    if not rows:
        raise DocumentError("数据库里没有这份文件", f"编号 {document_id}", "在文件列表中查看编号")
    return rows[0]


def stored_content(cursor: duckdb.DuckDBPyConnection, document_id: str) -> dict[str, list[dict[str, object]]]:
    """The rows of a document in each of ``CHILDREN``, in printed order; responsibilities with ``department``."""
    found = {
        table: _rows(cursor, f"SELECT * FROM {table} WHERE {own} ORDER BY ALL", document_id)
        for table, own in CHILDREN.items()
    }
    names = dict(cursor.execute("SELECT department_id, name FROM departments").fetchall())
    for row in found["responsibilities"]:
        row["department"] = names[row["department_id"]]
    return found


def _rows(cursor: duckdb.DuckDBPyConnection, sql: str, document_id: str) -> list[dict[str, object]]:
    result = cursor.execute(sql, {"document_id": document_id})
    columns = [column[0] for column in result.description]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def delete_content(cursor: duckdb.DuckDBPyConnection, document_id: str) -> None:
    """Delete what was read of a document; its row in ``documents`` stays."""
    for table, own in CHILDREN.items():
        cursor.execute(f"DELETE FROM {table} WHERE {own}", {"document_id": document_id})


def activity_on(what: What, who: str, detail: str, header: dict[str, object]) -> Activity:
    """A line for the record of activities, on the document of this row."""
    return Activity(
        what, who, detail, str(header["document_id"]), str(header["sha256"]), str(header["file_name"])
    )
