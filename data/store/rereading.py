"""A stored document is read again by the parser as it is now; what changes is texts before it is stored.

Tasks and sections keep their ids: the two readings are aligned by text and place. A task that is no longer found is
retired, with its id; where a later reading finds it again, it has its id back.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from data.errors import DocumentError, StoreChanged
from data.importing.aligning import Piece, align
from data.importing.corrections import carried, corrections_in
from data.importing.document import Span
from data.importing.interpreting import Interpreted, read_stored
from data.importing.reading import read_content, read_text
from data.store.activities import ActivityKind, now, record
from data.store.content import (
    activity_on,
    delete_content,
    document_row,
    mark_changed,
    original_of,
    stored_content,
)
from data.store.database import Store
from data.store.departments import department_id_of, remove_unused_departments, store_departments
from data.store.known_names import load_known_names
from data.store.rows import insert_rows, rows_of
from data.store.storing import Ids, content_rows, header_row, mentions_of, section_id, task_id
from data.vocabulary import CORRECTED, LINE_LABELS, ROLE_LABELS, LineKind, Role, task_number

HEADER_LABELS = {
    "title": "标题",
    "year": "年度",
    "issuer": "发文机关",
    "issued_on": "成文日期",
    "cc": "抄送",
    "first_listed_leads": "写明首列牵头",
    "body": "部门所属机关",
}

Row = Mapping[str, object]
Content = Mapping[str, Sequence[Row]]


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
    ids: Ids  # of the sections and tasks as read now
    retired: tuple[str, ...]  # in Chinese: the tasks that are no longer found
    revision: int  # of the document that it was compared with
    note: str = ""  # in Chinese: what was read


def reread_document(store: Store, document_id: str) -> Reread:
    """Read a document again from its original, with its corrections and all decisions on names, and say what changes.

    Where the original is not kept, or can no longer be read, the stored text is read. Raises ``DocumentError`` where the
    document is not stored.
    """
    with store.read() as cursor:
        header = document_row(cursor, document_id)
        known = load_known_names(cursor)
        original = original_of(cursor, document_id)
    if original is None:
        return compared(store, document_id, read_stored(header, known), "没有保存原件，按存下的文字重读")
    corrections = corrections_in(header)
    try:
        text, read = read_content(original, str(header["file_name"]), known, corrections)
    except DocumentError as error:
        note = f"原件现在读不出来（{error.what}），按存下的文字重读"
        return compared(store, document_id, read_stored(header, known), note)
    if text.source == header["source"]:
        return compared(store, document_id, read, "按原件重读")
    if corrections.lines or corrections.tasks:
        read = read_text(text, known, carried(corrections, str(header["source"]), text.source))
    return compared(store, document_id, read, "按原件重读，读出的文字与存下的不同，各处的行号可能改变")


def compared(store: Store, document_id: str, read: Interpreted, note: str = "") -> Reread:
    """What would change in a stored document if it were stored as it is read here.

    Raises ``DocumentError`` where it is not stored.
    """
    with store.read() as cursor:
        header = document_row(cursor, document_id)
        content = stored_content(cursor, document_id)
        retired = retired_rows(cursor, document_id)
    ids = aligned_ids(document_id, content, retired, read)
    after = _described({**header, **_header(read)}, _content(document_id, read, ids))
    before = _described(header, content)
    changes = tuple(
        Change(where, before.get(where, ""), after.get(where, ""))
        for where in dict.fromkeys((*before, *after))
        if before.get(where, "") != after.get(where, "")
    )
    kept = set(ids.tasks)
    lost = tuple(_named(row) for row in content["tasks"] if row["task_id"] not in kept)
    revision = int(str(header["revision"]))
    return Reread(document_id, str(header["title"]), read, changes, ids, lost, revision, note)


def store_reread(store: Store, reread: Reread, who: str) -> None:
    """Put what was read again in the place of what was stored, in one transaction.

    Raises ``StoreChanged`` where the document has changed since, ``DocumentError`` where it is gone or where no task or
    title is left.
    """
    read = reread.interpreted
    if not read.document.tasks or not read.document.title.strip():
        raise DocumentError(
            "重读后没有标题或任务，没有保存", reread.title, "保留原来的内容，把文件交给维护人员核对"
        )
    with store.write() as cursor:
        before = document_row(cursor, reread.document_id)
        if before["revision"] != reread.revision:
            raise StoreChanged(
                "这份文件刚刚有了别的改动，这次没有保存", f"《{reread.title}》", "重新重读后再保存"
            )
        header = _header(read)
        assignments = ", ".join(f'"{column}" = ${column}' for column in header)
        cursor.execute(
            f"UPDATE documents SET {assignments} WHERE document_id = $document_id",
            {**header, "document_id": reread.document_id},
        )
        replace_content(cursor, reread.document_id, read, reread.ids)
        mark_changed(cursor, [reread.document_id])
        remove_unused_departments(cursor, load_known_names(cursor))
        stored = document_row(cursor, reread.document_id)
        gone = f"，{len(reread.retired)} 项任务不再读出" if reread.retired else ""
        corrected = stored["corrections"] != before["corrections"]
        kind, verb = (ActivityKind.CORRECT, "改正") if corrected else (ActivityKind.REREAD, "重读")
        detail = f"{verb}《{stored['title']}》，改变 {len(reread.changes)} 处{gone}"
        record(cursor, activity_on(kind, who, detail, stored))


def replace_content(cursor: duckdb.DuckDBPyConnection, document_id: str, read: Interpreted, ids: Ids) -> None:
    """Put the rows of a reading in the place of those stored; tasks that are not among its ids are
    retired, and what a task said before is kept where it says something else now."""
    kept, rows = list(ids.tasks), content_rows(document_id, read, ids)
    cursor.execute(
        "INSERT INTO earlier_texts BY NAME "
        "SELECT nextval('earlier_text_numbers')::INTEGER AS number, document_id, task_id, tasks.text, $now AS until "
        "FROM tasks JOIN (SELECT unnest($kept::VARCHAR[]) AS task_id, unnest($texts::VARCHAR[]) AS text) AS incoming "
        "USING (task_id) WHERE document_id = $document_id AND tasks.text <> incoming.text",
        {
            "document_id": document_id,
            "kept": kept,
            "texts": [row["text"] for row in rows["tasks"]],
            "now": now(),
        },
    )
    cursor.execute(
        "INSERT INTO retired_tasks BY NAME "
        "SELECT task_id, document_id, number, text, span_start, span_end, $now AS retired_at FROM tasks "
        "WHERE document_id = $document_id AND task_id NOT IN (SELECT unnest($kept::VARCHAR[]))",
        {"document_id": document_id, "kept": kept, "now": now()},
    )
    cursor.execute("DELETE FROM retired_tasks WHERE task_id IN (SELECT unnest(?::VARCHAR[]))", [kept])
    delete_content(cursor, document_id)
    store_departments(cursor, read.directory, mentions_of(read), read.body)
    insert_rows(cursor, rows)


def aligned_ids(document_id: str, content: Content, retired: Sequence[Row], read: Interpreted) -> Ids:
    """The ids of a new reading: those of the same sections and tasks before (retired ones, too), else new ones."""
    tasks, sections = content["tasks"], content["sections"]
    known = {str(row["task_id"]) for row in (*tasks, *retired)}
    ids = _kept(
        [*tasks, *retired], "task_id", "text", [Piece(task.text, task.span) for task in read.document.tasks]
    )
    pieces = [Piece(section.title, section.span) for section in read.document.sections]
    section_ids = _kept(sections, "section_id", "title", pieces)
    return Ids(
        _numbered(
            section_ids, {str(row["section_id"]) for row in sections}, lambda n: section_id(document_id, n)
        ),
        _numbered(ids, known, lambda n: task_id(document_id, n)),
    )


def _kept(rows: Sequence[Row], key: str, text: str, pieces: Sequence[Piece]) -> list[str | None]:
    """For each piece the id of the row that is the same; None for a new one."""
    before = [Piece(str(row[text]), _span(row)) for row in rows]
    return [None if index is None else str(rows[index][key]) for index in align(before, pieces)]


def _numbered(ids: Sequence[str | None], known: set[str], new: Callable[[int], str]) -> list[str]:
    """The ids, with new ones, after the highest number ever given, where there is none."""
    number = max((int(re.sub(r".*\D", "", known_id)) for known_id in known), default=0)
    given: list[str] = []
    for own in ids:
        if own is None:
            number += 1
        given.append(own or new(number))
    return given


def _span(row: Row) -> Span:
    return Span(int(str(row["span_start"])), int(str(row["span_end"])))


def retired_rows(cursor: duckdb.DuckDBPyConnection, document_id: str) -> list[dict[str, object]]:
    """The tasks of a document that its latest reading no longer found, as rows of ``retired_tasks``; the latest first."""
    return rows_of(
        cursor,
        "SELECT * FROM retired_tasks WHERE document_id = $document_id ORDER BY retired_at DESC, task_id",
        {"document_id": document_id},
    )


def retired_tasks(store: Store, document_id: str) -> tuple[str, ...]:
    """In Chinese, each with its number: the tasks of a document that its latest reading no longer found."""
    with store.read() as cursor:
        return tuple(map(_named, retired_rows(cursor, document_id)))


def _named(task: Row) -> str:
    return f"第 {task_number(str(task['number'] or ''))} 项：{task['text']}"


def _header(read: Interpreted) -> dict[str, object]:
    return {
        **header_row(read.document),
        "body": read.body,
        "source": read.document.source,
        "corrections": read.corrections.as_json(),
    }


def _content(document_id: str, read: Interpreted, ids: Ids) -> dict[str, list[dict[str, object]]]:
    content = content_rows(document_id, read, ids)
    names = {
        department_id_of(mention.department, read.body): mention.department for mention in mentions_of(read)
    }
    for row in content["responsibilities"]:
        row["department"] = names[str(row["department_id"])]
    return content


def _described(header: Row, content: Content) -> dict[str, str]:
    """What is read of a document, place by place, in Chinese; a task's place is the line that it begins on."""
    source = str(header["source"])
    texts = {label: _text(header[column]) for column, label in HEADER_LABELS.items()}
    texts |= {f"第 {row['number']} 行": _line(row) for row in content["lines"]}
    texts |= {f"第 {row['ordinal']} 部分": str(row["title"]) for row in content["sections"]}
    titles = {row["section_id"]: str(row["title"]) for row in content["sections"]}
    departments, targets = _by_task(content["responsibilities"]), _by_task(content["targets"])
    ends = [found.end() for found in re.finditer("\n", source)]
    for task in content["tasks"]:
        place = f"第 {bisect_right(ends, int(str(task['span_start']))) + 1} 行的任务"
        while f"{place} · 文字" in texts:  # several tasks on one line
            place += "（续）"
        key = str(task["task_id"])
        texts |= {
            f"{place} · 序号": _text(task["number"]),
            f"{place} · 文字": str(task["text"]),
            f"{place} · 部分": titles.get(task["section_id"], ""),
            f"{place} · 责任部门": "、".join(_department(row) for row in departments[key]),
            f"{place} · 目标": "、".join(f"{row['text']}（{row['value']}）" for row in targets[key]),
            f"{place} · {CORRECTED}": "有" if task["corrected"] else "",
        }
    return texts


def _by_task(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row["task_id"])].append(row)
    return found


def _line(row: Row) -> str:
    return f"{LINE_LABELS[LineKind(str(row['kind']))]}{f'（{CORRECTED}）' if row['marked'] else ''}"


def _department(row: Row) -> str:
    role = Role(str(row["role"]))
    return f"{'' if role is Role.RESPONSIBLE else f'{ROLE_LABELS[role]} '}{row['department']}"


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value))
    return "" if value is None else str(value)
