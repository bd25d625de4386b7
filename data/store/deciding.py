"""Deciding on a name: the decision is stored, and what is stored already is named anew, in one transaction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from data.errors import DirectoryError
from data.importing.interpreting import Interpreted, read_stored
from data.names.decisions import Decision, decided_directory
from data.names.directory import Directory
from data.store.activities import NOBODY, Activity, What, now, record
from data.store.database import refuse_other_revision
from data.store.decisions import decision_row, load_decisions
from data.store.departments import remove_unused_departments, store_departments
from data.store.queries import query
from data.store.rows import execute_with, insert_rows, rows_of
from data.store.storing import content_rows, mentions_of

if TYPE_CHECKING:
    import duckdb

    from data.store.database import Store

Rows = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a decision, or of undoing one."""

    told: str  # the decision in Chinese: 「虚构处」即研究室
    documents: tuple[str, ...]  # titles of the stored documents in which a name now means something else
    mentions: int  # how many mentions that are
    outdated: tuple[
        str, ...
    ]  # titles of those that today's parser reads otherwise: left alone; read them again first


def decide(store: "Store", decision: Decision, directory: Directory, who: str) -> Applied:
    """Store a decision (in the place of an earlier one on the same name), and name the stored mentions anew.

    Raises ``DirectoryError`` where the directory has the name already, or the decision does not fit together.
    """
    if any(
        decision.name in (department.name, *department.other_names) for department in directory.departments
    ):
        raise DirectoryError("名录中已有这个名称，不必核定", f"「{decision.name}」", "需要改动时修改部门名录")
    decision = replace(decision, who=who.strip() or NOBODY, decided_at=now())
    return _apply(store, directory, decision, What.DECIDE)


def undo(store: "Store", decision_id: str, directory: Directory, who: str) -> Applied:
    """Take a decision back, and name the stored mentions as without it.

    Raises ``DirectoryError`` where there is no such decision, or another one builds on it.
    """
    with store.read() as cursor:
        decisions = load_decisions(cursor)
    for decision in decisions:
        if decision.decision_id == decision_id:
            return _apply(store, directory, replace(decision, who=who.strip()), What.UNDO)
    raise DirectoryError("没有这条核定，可能已经撤销", todo="刷新后再看")


def _apply(store: "Store", directory: Directory, decision: Decision, what: What) -> Applied:
    with store.read() as cursor:
        ((revision,),) = cursor.execute(query("revision")).fetchall()
        headers = [row for row in rows_of(cursor, "documents") if row["body"] == decision.body]
        tasks, named = rows_of(cursor, "tasks"), rows_of(cursor, "responsibilities")
        before = load_decisions(cursor)
    others = tuple(one for one in before if one.decision_id != decision.decision_id)
    after = others if what is What.UNDO else (decision, *others)
    decided = decided_directory(directory, after, decision.body)
    changed, outdated = _changed(headers, tasks, named, directory, after)
    told = f"「{decision.name}」{decision.told}"
    with store.write() as cursor:
        refuse_other_revision(cursor, revision)
        cursor.execute("DELETE FROM naming_decisions WHERE decision_id = ?", [decision.decision_id])
        if what is What.DECIDE:
            insert_rows(cursor, {"naming_decisions": [decision_row(decision)]})
        mentions = [mention for read, _ in changed.values() for mention in mentions_of(read)]
        for document_id, (_, rows) in changed.items():
            _name_anew(cursor, document_id, rows)
        if decision.body is None or mentions:
            store_departments(cursor, decided, mentions, decision.body)
        remove_unused_departments(cursor, decided_directory(directory, after, None))
        record(cursor, Activity(what, decision.who, told))
    titles = {str(header["document_id"]): str(header["title"]) for header in headers}
    count = sum(_differing(_own(named, key), rows["responsibilities"]) for key, (_, rows) in changed.items())
    return Applied(told, tuple(titles[key] for key in changed), count, tuple(titles[key] for key in outdated))


def _changed(
    headers: Rows, tasks: Rows, named: Rows, directory: Directory, decisions: Sequence[Decision]
) -> tuple[dict[str, tuple[Interpreted, dict[str, Rows]]], list[str]]:
    """The documents in which names now mean something else, with their new rows; and those read otherwise today."""
    changed: dict[str, tuple[Interpreted, dict[str, Rows]]] = {}
    outdated: list[str] = []
    for header in headers:
        document_id = str(header["document_id"])
        read = read_stored(header, directory, decisions)
        rows = content_rows(document_id, read.document, read.body)
        if list(_places(rows["tasks"])) != list(_places(_own(tasks, document_id))):
            outdated.append(document_id)
        elif _differing(_own(named, document_id), rows["responsibilities"]):
            changed[document_id] = read, rows
    return changed, outdated


def _own(rows: Rows, document_id: str) -> Rows:
    return [row for row in rows if str(row["task_id"]).startswith(document_id)]


def _places(tasks: Rows) -> Iterator[tuple[object, ...]]:
    """What tasks say and where, whoever is named in them."""
    columns = ("task_id", "section_id", "number", "text", "span_start", "span_end")
    yield from sorted(tuple(str(task[column]) for column in columns) for task in tasks)


def _differing(before: Rows, after: Rows) -> int:
    """How many mentions mean something else than before, came, or went."""
    columns = ("task_id", "department_id", "mention", "resolution", "doubt")
    one, other = ({tuple(row[column] for column in columns) for row in rows} for rows in (before, after))
    return max(len(other - one), len(one - other))


def _name_anew(cursor: "duckdb.DuckDBPyConnection", document_id: str, rows: dict[str, Rows]) -> None:
    cursor.execute(
        "DELETE FROM responsibilities WHERE task_id IN (SELECT task_id FROM tasks WHERE document_id = ?)",
        [document_id],
    )
    insert_rows(cursor, {"responsibilities": rows["responsibilities"]})
    execute_with(
        cursor,
        "UPDATE tasks SET departments_count = incoming.departments_count FROM incoming "
        "WHERE tasks.task_id = incoming.task_id AND tasks.departments_count <> incoming.departments_count",
        [{"task_id": row["task_id"], "departments_count": row["departments_count"]} for row in rows["tasks"]],
    )
