"""The stored documents: listed, removed, exported, read again."""

import json
import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from data.activities import Activity, What, record
from data.departments import department_id_of, remove_unused_departments, store_departments
from data.directory import Directory
from data.errors import DocumentError, StoreError
from data.importing.document import Mention
from data.interpreting import Interpreted, read_stored
from data.naming_decisions import decided_directory, load_decisions
from data.queries import query
from data.rows import insert_rows
from data.storing import content_rows, header_row
from data.vocabulary import LINE_LABELS, ROLE_LABELS, LineKind, Role

if TYPE_CHECKING:
    import duckdb

    from data.database import Store

CHILDREN = {
    "targets": "task_id IN (SELECT task_id FROM tasks WHERE document_id = $document_id)",
    "responsibilities": "task_id IN (SELECT task_id FROM tasks WHERE document_id = $document_id)",
    "tasks": "document_id = $document_id",
    "sections": "document_id = $document_id",
    "lines": "document_id = $document_id",
}
"""The tables that hold the content of a document, and which rows are its own; none after what it refers to."""

HEADER_LABELS = {
    "title": "标题",
    "year": "年度",
    "issuer": "发文机关",
    "issued_on": "成文日期",
    "cc": "抄送",
    "first_listed_leads": "写明首列牵头",
    "body": "部门所属机关",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A stored document in a list."""

    document_id: str
    title: str
    year: int | None
    issuer: str | None
    issued_on: date | None
    body: str | None  # whose departments it names; None: those of the body that the directory is of
    file_name: str
    sha256: str
    imported_at: datetime  # UTC
    corrected: bool  # by the person who imported it
    tasks: int
    departments: int  # units that it names
    open_names: int  # names that nobody has decided yet: unknown or doubtful
    who: str | None  # who imported it


def list_documents(store: "Store") -> tuple[Listed, ...]:
    """All documents, the newest plan first; empty where none is stored."""
    with store.read() as cursor:
        return tuple(Listed(*row) for row in cursor.execute(query("list_documents")).fetchall())


def document_row(cursor: "duckdb.DuckDBPyConnection", document_id: str) -> dict[str, object]:
    """The row of a document; ``DocumentError`` where it is not stored."""
    rows = _rows(cursor, "SELECT * FROM documents WHERE document_id = $document_id", document_id)
    if not rows:
        raise DocumentError("数据库里没有这份文件", f"编号 {document_id}", "在文件列表中查看编号")
    return rows[0]


def remove_document(store: "Store", document_id: str, directory: Directory, who: str) -> str:
    """Remove a document, and the units that only it names, in one transaction; its title.

    Raises ``DocumentError`` where it is not stored.
    """
    with store.read() as cursor:
        own = decided_directory(directory, load_decisions(cursor), None)
    with store.write() as cursor:
        header = document_row(cursor, document_id)
        _delete_content(cursor, document_id)
        cursor.execute("DELETE FROM documents WHERE document_id = ?", [document_id])
        remove_unused_departments(cursor, own)
        record(cursor, _activity(What.REMOVE, who, f"移除《{header['title']}》", header))
    return str(header["title"])


def _delete_content(cursor: "duckdb.DuckDBPyConnection", document_id: str) -> None:
    for table, own in CHILDREN.items():
        cursor.execute(f"DELETE FROM {table} WHERE {own}", {"document_id": document_id})


def _activity(what: What, who: str, detail: str, header: dict[str, object]) -> Activity:
    return Activity(
        what, who, detail, str(header["document_id"]), str(header["sha256"]), str(header["file_name"])
    )


# ── taken away ──────────────────────────────────────────────────────────────────────────────────────────────


def export_document(store: "Store", document_id: str, who: str) -> dict[str, bytes]:
    """A document as files, by name: its text (UTF-8), and what is stored of it as JSON. The export is recorded.

    Raises ``DocumentError`` where it is not stored.
    """
    with store.write() as cursor:
        header = document_row(cursor, document_id)
        content = stored_content(cursor, document_id)
        record(cursor, _activity(What.EXPORT, who, f"导出《{header['title']}》", header))
    source = str(header.pop("source"))
    told = json.dumps({**header, **content}, ensure_ascii=False, indent=2, default=str)
    return {
        f"{document_id}.txt": source.encode("utf-8", errors="surrogatepass"),
        f"{document_id}.json": told.encode("utf-8", errors="surrogatepass"),
    }


def stored_content(
    cursor: "duckdb.DuckDBPyConnection", document_id: str
) -> dict[str, list[dict[str, object]]]:
    """The rows of a document in each of ``CHILDREN``, in printed order; responsibilities with ``department``."""
    found = {
        table: _rows(cursor, f"SELECT * FROM {table} WHERE {own} ORDER BY ALL", document_id)
        for table, own in CHILDREN.items()
    }
    names = dict(cursor.execute("SELECT department_id, name FROM departments").fetchall())
    for row in found["responsibilities"]:
        row["department"] = names[row["department_id"]]
    return found


def _rows(cursor: "duckdb.DuckDBPyConnection", sql: str, document_id: str) -> list[dict[str, object]]:
    result = cursor.execute(sql, {"document_id": document_id})
    columns = [column[0] for column in result.description]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


# ── read again ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that reading again gives otherwise; an empty text where it was or will be nothing."""

    where: str  # 第 12 行的任务 · 责任部门
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Reread:
    """A stored document read again by the parser as it is now; nothing is stored yet."""

    document_id: str
    title: str
    interpreted: Interpreted
    changes: tuple[Change, ...]
    revision: str  # of the store that it was compared with


def reread_document(store: "Store", document_id: str, directory: Directory) -> Reread:
    """Read a document again, with its corrections and all decisions on names, and say what changes.

    Raises ``DocumentError`` where it is not stored.
    """
    with store.read() as cursor:
        ((revision,),) = cursor.execute(query("revision")).fetchall()
        header = document_row(cursor, document_id)
        decisions = load_decisions(cursor)
        before = _described(header, stored_content(cursor, document_id))
    read = read_stored(header, directory, decisions)
    after = _described({**header, **_header(read)}, _content(document_id, read))
    changes = tuple(
        Change(where, before.get(where, ""), after.get(where, ""))
        for where in dict.fromkeys((*before, *after))
        if before.get(where, "") != after.get(where, "")
    )
    return Reread(document_id, str(header["title"]), read, changes, revision)


def store_reread(store: "Store", reread: Reread, directory: Directory, who: str) -> None:
    """Put what was read again in the place of what was stored, in one transaction.

    Raises ``StoreError`` where the store has changed since, ``DocumentError`` where no task or title is left.
    """
    read = reread.interpreted
    if not read.document.tasks or not read.document.title.strip():
        raise DocumentError(
            "重读后没有标题或任务，没有保存", reread.title, "保留原来的内容，把文件交给维护人员核对"
        )
    with store.read() as cursor:
        own = decided_directory(directory, load_decisions(cursor), None)
    with store.write() as cursor:
        refuse_other_revision(cursor, reread.revision)
        header = _header(read)
        assignments = ", ".join(f"{column} = ${column}" for column in header)
        cursor.execute(
            f"UPDATE documents SET {assignments} WHERE document_id = $document_id",
            {**header, "document_id": reread.document_id},
        )
        _delete_content(cursor, reread.document_id)
        store_departments(cursor, read.directory, mentions_of(read), read.body)
        insert_rows(cursor, content_rows(reread.document_id, read.document, read.body))
        remove_unused_departments(cursor, own)
        stored = document_row(cursor, reread.document_id)
        record(
            cursor,
            _activity(What.REREAD, who, f"重读《{stored['title']}》，改变 {len(reread.changes)} 处", stored),
        )


def refuse_other_revision(cursor: "duckdb.DuckDBPyConnection", revision: str) -> None:
    """Raise ``StoreError`` where the store has changed since it had this revision."""
    ((now,),) = cursor.execute(query("revision")).fetchall()
    if now != revision:
        raise StoreError("数据库刚刚有了别的改动，这次没有保存", todo="重新查看后再操作")


def mentions_of(read: Interpreted) -> list[Mention]:
    """All mentions of units in a document, in printed order."""
    return [mention for task in read.document.tasks for mention in task.mentions]


def _header(read: Interpreted) -> dict[str, object]:
    return {**header_row(read.document), "body": read.body}


def _content(document_id: str, read: Interpreted) -> dict[str, list[dict[str, object]]]:
    content = content_rows(document_id, read.document, read.body)
    names = {department_id_of(mention.name, read.body): mention.name for mention in mentions_of(read)}
    for row in content["responsibilities"]:
        row["department"] = names[str(row["department_id"])]
    return content


def _described(header: dict[str, object], content: dict[str, list[dict[str, object]]]) -> dict[str, str]:
    """What is read of a document, place by place, in Chinese; a task's place is the line that it begins on."""
    source = str(header["source"])
    told = {label: _told(header[column]) for column, label in HEADER_LABELS.items()}
    told |= {f"第 {row['number']} 行": LINE_LABELS[LineKind(row["kind"])] for row in content["lines"]}
    told |= {f"第 {row['ordinal']} 部分": str(row["title"]) for row in content["sections"]}
    titles = {row["section_id"]: str(row["title"]) for row in content["sections"]}
    units, targets = _by_task(content["responsibilities"]), _by_task(content["targets"])
    ends = [found.end() for found in re.finditer("\n", source)]
    for task in content["tasks"]:
        place = f"第 {bisect_right(ends, int(str(task['span_start']))) + 1} 行的任务"
        while f"{place} · 文字" in told:  # several tasks on one line
            place += "（续）"
        key = str(task["task_id"])
        told |= {
            f"{place} · 序号": _told(task["number"]),
            f"{place} · 文字": str(task["text"]),
            f"{place} · 部分": titles.get(task["section_id"], ""),
            f"{place} · 责任部门": "、".join(_unit(row) for row in units[key]),
            f"{place} · 目标": "、".join(f"{row['text']}（{row['value']}）" for row in targets[key]),
        }
    return told


def _by_task(rows: list[dict[str, object]]) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in rows:
        found[str(row["task_id"])].append(row)
    return found


def _unit(row: dict[str, object]) -> str:
    role = Role(str(row["role"]))
    return f"{'' if role is Role.RESPONSIBLE else f'{ROLE_LABELS[role]} '}{row['department']}"


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value))
    return "" if value is None else str(value)
