"""Whose store it is: founded for a body, with its directory; the example that the dashboard comes with leaves and comes back.

A store is founded when it knows its own body. A new one that the dashboard fills with the example is the example's; when
the example has left, nobody has said yet whose it is.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

import duckdb

from data.errors import DirectoryError, StoreChanged
from data.importing.interpreting import Interpreted, read_stored
from data.names.decisions import Decision
from data.names.directory import Directory, read_directory
from data.names.known import KnownNames
from data.store.activities import SHIPPED, Activity, ActivityKind, record
from data.store.content import activity_on, document_row, mark_changed, stored_content
from data.store.database import Store
from data.store.decisions import add_decisions, remove_decisions
from data.store.departments import remove_unused_departments
from data.store.directories import add_directory
from data.store.known_names import load_known_names
from data.store.rereading import aligned_ids, replace_content, retired_rows
from data.store.rows import rows_of
from data.store.storing import Ids

IN_USE = "SELECT document_id, revision FROM documents WHERE removed_at IS NULL"


def is_founded(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Whether somebody has said whose store it is.

    The directory that came with the dashboard says so only as long as a document is in use that it is the directory of.
    """
    latest = cursor.execute(
        "SELECT who FROM directories WHERE body IS NULL ORDER BY number DESC LIMIT 1"
    ).fetchone()
    if latest is None:
        return False
    ((named,),) = cursor.execute(
        "SELECT count(*) FROM documents WHERE body IS NULL AND removed_at IS NULL"
    ).fetchall()
    return bool(latest[0] != SHIPPED or named)


def documents_in_use(cursor: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """The documents in use with the revision that last changed each."""
    return dict(cursor.execute(IN_USE).fetchall())


@dataclass(frozen=True, slots=True)
class Founded:
    """What became of a founding."""

    body: str
    departments: int  # of the directory
    documents: tuple[str, ...]  # titles of the documents in use, which are read by it now


def found_store(store: Store, text: str, who: str, seen: Collection[tuple[str, int]] = ()) -> Founded:
    """Say whose store it is: the directory (the text of a file) names the body, and may have no department yet.

    Stored documents, those in the bin too, are named by what is now known: those of the new body are the store's own, those
    of the body before keep its directory and its decisions. One transaction. ``seen``: the documents in use with
    their revisions, when this was asked. Raises ``DirectoryError`` where the directory names no body or has a fault, and
    ``StoreChanged`` where the store is founded, or other documents are in use than were seen.
    """
    directory = read_directory(text)
    if not directory.body:
        raise DirectoryError("没有写明是哪个机关的", todo="写上机关的全称")
    with store.read() as cursor:
        _refuse_founded(cursor, seen)
        before = load_known_names(cursor)
        own_text, kept_text = _texts(cursor, directory, text, before)
        after = _refounded(before, read_directory(own_text))
        readings = [
            _Reading.of(cursor, header, after) for header in rows_of(cursor, "SELECT * FROM documents")
        ]
    with store.write() as cursor:
        _refuse_founded(cursor, seen)
        if load_known_names(cursor) != before or not all(own.is_as_read(cursor) for own in readings):
            raise StoreChanged("数据库刚刚有了别的改动，这次没有保存", todo="重新查看后再操作")
        add_directory(cursor, None, own_text, who)
        if kept_text is not None:
            add_directory(cursor, before.own.body, kept_text, who)
        remove_decisions(cursor, before.decisions)
        add_decisions(cursor, after.decisions)
        for reading in readings:
            reading.store(cursor)
        remove_unused_departments(cursor, after)
        detail = f"本机关是「{directory.body}」，名录 {len(after.own.departments)} 个部门"
        record(cursor, Activity(ActivityKind.FOUND, who, detail))
    return Founded(
        directory.body,
        len(after.own.departments),
        tuple(str(own.header["title"]) for own in readings if own.header["removed_at"] is None),
    )


def _refuse_founded(cursor: duckdb.DuckDBPyConnection, seen: Collection[tuple[str, int]]) -> None:
    """Raise ``StoreChanged`` where somebody has said whose the store is, or other documents are in use than were seen."""
    if is_founded(cursor):
        body = load_known_names(cursor).own.body or "一个没有写明的机关"
        raise StoreChanged(
            f"这个数据库已经是「{body}」的，没有改动", todo="另建一个：换一个路径（--database）"
        )
    if documents_in_use(cursor) == dict(seen):
        return
    if seen:
        raise StoreChanged("文件刚刚有了别的改动，这次没有保存", todo="重新查看后再操作")
    raise StoreChanged(
        "数据库里已经有文件，没有改动",
        todo="打开看板，在“文件导入”页写明机关；或换一个路径（--database）另建",
    )


def _texts(
    cursor: duckdb.DuckDBPyConnection, directory: Directory, text: str, before: KnownNames
) -> tuple[str, str | None]:
    """The texts of the own directory (the stored one of the body, where none is given), and of the body's before; None for none."""
    rows = cursor.execute("SELECT body, content FROM directories ORDER BY number").fetchall()
    latest: dict[str | None, str] = dict(rows)
    same = None if directory.body == before.own.body else directory.body
    own = text if directory.departments else latest.get(same, text)
    kept = before.own.departments and before.own.body not in ("", directory.body)
    return own, latest[None] if kept else None


def _refounded(before: KnownNames, own: Directory) -> KnownNames:
    """What is known when another directory is the store's own: the one before is then that of another body."""
    kept = [before.own] * bool(before.own.departments and before.own.body not in ("", own.body))
    others = tuple(other for other in (*before.others, *kept) if other.body != own.body)
    whose = {None: before.own.body or None, own.body: None}
    decisions = tuple(_of(decision, whose) for decision in before.decisions)
    return KnownNames(own, tuple(sorted(others, key=lambda other: other.body)), decisions)


def _of(decision: Decision, whose: dict[str | None, str | None]) -> Decision:
    return replace(decision, body=whose.get(decision.body, decision.body))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A stored document as it is read by what will be known."""

    header: dict[str, object]
    read: Interpreted
    ids: Ids

    @classmethod
    def of(
        cls, cursor: duckdb.DuckDBPyConnection, header: dict[str, object], known: KnownNames
    ) -> "_Reading":
        document_id = str(header["document_id"])
        read = read_stored(header, known)
        content = stored_content(cursor, document_id)
        return cls(header, read, aligned_ids(document_id, content, retired_rows(cursor, document_id), read))

    def is_as_read(self, cursor: duckdb.DuckDBPyConnection) -> bool:
        """Whether the document has not changed since."""
        found = cursor.execute(
            "SELECT revision FROM documents WHERE document_id = ?", [self.header["document_id"]]
        ).fetchone()
        return found == (self.header["revision"],)

    def store(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Put it in the place of what was stored."""
        document_id = str(self.header["document_id"])
        cursor.execute(
            "UPDATE documents SET body = $body WHERE document_id = $own",
            {"body": self.read.body, "own": document_id},
        )
        replace_content(cursor, document_id, self.read, self.ids)
        mark_changed(cursor, [document_id])


# ── the example ─────────────────────────────────────────────────────────────────────────────────────────────


def keep_example(store: Store, document_id: str, who: str) -> str:
    """Say that an example is the body's own document: it is marked no longer; its title.

    Raises ``DocumentError`` where it is not in use, ``StoreChanged`` where it is no example (any more).
    """
    with store.write() as cursor:
        header = document_row(cursor, document_id)
        ((removed,),) = cursor.execute("DELETE FROM examples WHERE document_id = ?", [document_id]).fetchall()
        if not removed:
            raise StoreChanged("这份文件不是示例，没有改动", f"《{header['title']}》", "刷新后再看")
        mark_changed(cursor, [document_id])
        record(cursor, activity_on(ActivityKind.EXAMPLE, who, f"留用示例《{header['title']}》", header))
    return str(header["title"])
