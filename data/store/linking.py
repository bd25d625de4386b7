"""Which tasks of two plans are one: what a person confirmed, joined or cut, remembered and undone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import duckdb

from data.errors import DocumentError, StoreChanged
from data.store.activities import NOBODY, ActivityKind, now, record
from data.store.content import activity_on, document_row
from data.store.database import Store
from data.store.queries import query
from data.store.rows import rows_of
from data.vocabulary import LINK_LABELS, LinkVerdict, task_number


@dataclass(frozen=True, slots=True)
class TaskLink:
    """What was decided of two tasks, with their places (from 1) in their documents."""

    earlier_task_id: str
    later_task_id: str
    verdict: LinkVerdict
    who: str
    decided_at: datetime  # UTC
    earlier_position: int
    later_position: int


def task_links(store: Store, earlier_id: str, later_id: str) -> tuple[TaskLink, ...]:
    """What was decided of the tasks of two documents, in printed order; nothing where nothing was."""
    with store.read() as cursor:
        return _links(cursor, earlier_id, later_id)


def places(links: Iterable[TaskLink], verdict: LinkVerdict) -> tuple[tuple[int, int], ...]:
    """The places (from 1) in the earlier and in the later document of the pairs that were decided so."""
    return tuple((link.earlier_position, link.later_position) for link in links if link.verdict is verdict)


def decide_link(
    store: Store,
    pair: tuple[str, str],
    verdict: LinkVerdict | None,
    who: str,
    seen: LinkVerdict | None = None,
) -> str:
    """Decide whether two tasks are one, or with None take back what was decided; what was done, in Chinese.

    ``pair``: ids of a task of the earlier and of one of the later document. ``seen``: what was decided when this was asked.
    Nothing is done, and an empty text given, where it is decided so already. Raises ``DocumentError`` for tasks that are
    not stored, of one document, or that would be split and merged at once; ``StoreChanged`` where something else was
    decided meanwhile.
    """
    with store.write() as cursor:
        tasks = [_task(cursor, task_id) for task_id in pair]
        documents = [str(task["document_id"]) for task in tasks]
        headers = [document_row(cursor, document_id) for document_id in documents]
        place = "与".join(
            f"《{header['title']}》{_named(task)}" for header, task in zip(headers, tasks, strict=True)
        )
        if documents[0] == documents[1]:
            raise DocumentError("两项任务在同一份文件里，没有保存", place, "选两份文件里的任务")
        known = {
            (link.earlier_task_id, link.later_task_id): link.verdict
            for link in _links(cursor, documents[0], documents[1])
        }
        now_decided = known.get(pair)
        if now_decided is verdict:
            return ""
        if now_decided is not seen:
            raise StoreChanged("这两项任务刚刚有了别的核定，没有保存", place, "看过现在的核定后再改")
        if verdict is LinkVerdict.SAME:
            _refuse_both(pair, {own for own, said in known.items() if said is LinkVerdict.SAME}, place)
        cursor.execute("DELETE FROM task_links WHERE earlier_task_id = ? AND later_task_id = ?", list(pair))
        if verdict is not None:
            cursor.execute(
                "INSERT INTO task_links VALUES (?, ?, ?, ?, ?)",
                [*pair, verdict.value, who.strip() or NOBODY, now()],
            )
        said = "撤销核定" if verdict is None else LINK_LABELS[verdict]
        detail = f"{place}：{said}"
        record(cursor, activity_on(ActivityKind.LINK, who, detail, headers[1]))
    return detail


def delete_links(cursor: duckdb.DuckDBPyConnection, document_id: str) -> None:
    """Delete what was decided of the tasks of a document that leaves the store for good."""
    cursor.execute(
        "DELETE FROM task_links USING (SELECT task_id FROM tasks WHERE document_id = $own "
        "UNION ALL SELECT task_id FROM retired_tasks WHERE document_id = $own) AS gone "
        "WHERE gone.task_id IN (earlier_task_id, later_task_id)",
        {"own": document_id},
    )


def _links(cursor: duckdb.DuckDBPyConnection, earlier_id: str, later_id: str) -> tuple[TaskLink, ...]:
    found = cursor.execute(query("task_links"), {"earlier": earlier_id, "later": later_id}).fetchall()
    return tuple(TaskLink(row[0], row[1], LinkVerdict(row[2]), *row[3:]) for row in found)


def _task(cursor: duckdb.DuckDBPyConnection, task_id: str) -> dict[str, object]:
    found = rows_of(cursor, "SELECT * FROM tasks WHERE task_id = $task_id", {"task_id": task_id})
    if not found:
        raise DocumentError("数据库里没有这项任务", f"编号 {task_id}", "刷新后再看")
    return found[0]


def _named(task: dict[str, object]) -> str:
    return f"任务{task_number(None if task['number'] is None else str(task['number']))}"


def _refuse_both(pair: tuple[str, str], same: set[tuple[str, str]], place: str) -> None:
    """Refuse what would make one task a part of a split and of a merge at once."""
    one, other = pair
    beside_one = {later for earlier, later in same if earlier == one} - {other}
    beside_other = {earlier for earlier, later in same if later == other} - {one}
    further = any(later in beside_one and earlier != one for earlier, later in same) or any(
        earlier in beside_other and later != other for earlier, later in same
    )
    if (beside_one and beside_other) or further:
        raise DocumentError("一项任务不能又拆分又合并，没有保存", place, "先撤销其中一项任务已有的核定")
