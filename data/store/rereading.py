"""A stored document is read again by the parser as it is now; what changes is told before it is stored."""

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from data.errors import DocumentError
from data.importing.interpreting import Interpreted, read_stored
from data.names.decisions import decided_directory
from data.names.directory import Directory
from data.store.activities import What, record
from data.store.content import activity_on, delete_content, document_row, stored_content
from data.store.database import Store, refuse_other_revision
from data.store.decisions import load_decisions
from data.store.departments import department_id_of, remove_unused_departments, store_departments
from data.store.queries import query
from data.store.rows import insert_rows
from data.store.storing import content_rows, header_row, mentions_of
from data.vocabulary import LINE_LABELS, ROLE_LABELS, LineKind, Role

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


def reread_document(store: Store, document_id: str, directory: Directory) -> Reread:
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


def store_reread(store: Store, reread: Reread, directory: Directory, who: str) -> None:
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
        delete_content(cursor, reread.document_id)
        store_departments(cursor, read.directory, mentions_of(read), read.body)
        insert_rows(cursor, content_rows(reread.document_id, read.document, read.body))
        remove_unused_departments(cursor, own)
        stored = document_row(cursor, reread.document_id)
        record(
            cursor,
            activity_on(
                What.REREAD, who, f"重读《{stored['title']}》，改变 {len(reread.changes)} 处", stored
            ),
        )


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
    departments, targets = _by_task(content["responsibilities"]), _by_task(content["targets"])
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
            f"{place} · 责任部门": "、".join(_department(row) for row in departments[key]),
            f"{place} · 目标": "、".join(f"{row['text']}（{row['value']}）" for row in targets[key]),
        }
    return told


def _by_task(rows: list[dict[str, object]]) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in rows:
        found[str(row["task_id"])].append(row)
    return found


def _department(row: dict[str, object]) -> str:
    role = Role(str(row["role"]))
    return f"{'' if role is Role.RESPONSIBLE else f'{ROLE_LABELS[role]} '}{row['department']}"


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value))
    return "" if value is None else str(value)
