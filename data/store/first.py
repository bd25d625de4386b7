"""Which document of a body everybody sees first: as somebody chose it, and not as imports come."""

import duckdb

from data.errors import StoreChanged
from data.store.activities import ActivityKind, now, record, signed
from data.store.content import activity_on, document_row
from data.store.database import Store


def show_first(store: Store, document_id: str, who: str, seen: str | None = None) -> str:
    """Choose the document of its body that is shown first; what was done in Chinese, empty where it is so already.

    ``seen``: the document that was chosen when this was asked; None for none. Raises ``StoreChanged`` where that is another
    by now, ``DocumentError`` where the document is not in use.
    """
    with store.write() as cursor:
        header = document_row(cursor, document_id)
        chosen = _chosen(cursor, header["body"])
        if chosen == document_id:
            return ""
        _refuse_changed(chosen, seen)
        cursor.execute("DELETE FROM shown_first WHERE document_id = ?", [chosen])
        cursor.execute("INSERT INTO shown_first VALUES (?, ?, ?)", [document_id, signed(who), now()])
        detail = f"先看《{header['title']}》"
        record(cursor, activity_on(ActivityKind.SHOW_FIRST, who, detail, header))
    return detail


def show_newest(store: Store, document_id: str, who: str) -> str:
    """Take back that a document is shown first: the newest of its body is; what was done in Chinese, empty where it is so already."""
    with store.write() as cursor:
        header = document_row(cursor, document_id)
        ((gone,),) = cursor.execute("DELETE FROM shown_first WHERE document_id = ?", [document_id]).fetchall()
        if not gone:
            return ""
        detail = f"不再先看《{header['title']}》，改为最新的一份"
        record(cursor, activity_on(ActivityKind.SHOW_FIRST, who, detail, header))
    return detail


def _chosen(cursor: duckdb.DuckDBPyConnection, body: object) -> str | None:
    """The document that was chosen of a body, in the bin or not; None where none was."""
    row = cursor.execute(
        "SELECT document_id FROM shown_first JOIN documents USING (document_id) WHERE body IS NOT DISTINCT FROM ?",
        [body],
    ).fetchone()
    return None if row is None else str(row[0])


def _refuse_changed(chosen: str | None, seen: str | None) -> None:
    if seen is not None and chosen != seen:
        raise StoreChanged("先看的文件刚由别人改过，这次没有保存", todo="刷新后再看")
