"""What names mean changes – by a decision, by undoing one, by another directory – and the stored mentions are named anew."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import duckdb

from data.errors import DirectoryError, StoreChanged
from data.importing.interpreting import Interpreted, read_stored
from data.names.decisions import Decision
from data.names.directory import read_directory
from data.names.known import NO_DIRECTORY, KnownNames
from data.store.activities import NOBODY, Activity, ActivityKind, now, record
from data.store.content import mark_changed
from data.store.database import Store
from data.store.decisions import add_decisions, remove_decisions
from data.store.departments import remove_unused_departments, store_departments
from data.store.directories import add_directory
from data.store.known_names import load_known_names
from data.store.rows import execute_with, insert_rows, rows_of
from data.store.storing import Ids, content_rows, mentions_of

Rows = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Named:
    """What became of a change in what names mean."""

    text: str  # the change in Chinese: 「虚构处」即研究室
    documents: tuple[str, ...]  # titles of the stored documents in which a name now means something else
    mentions: int  # how many mentions that are
    outdated: tuple[
        str, ...
    ]  # titles of those that today's parser reads otherwise: left alone; read them again first


def decide(
    store: Store, decisions: Sequence[Decision], who: str, seen: Collection[Decision] = ()
) -> Named | None:
    """Store decisions (in the place of earlier ones on the same names) and name the stored mentions anew, all or nothing.

    ``seen``: what was decided on the names when the person was asked; ``StoreChanged`` is raised where that is another by
    now. None where the same is decided already, and nothing changes. Raises ``DirectoryError`` where the directory has a
    name already, or the decisions do not fit together.
    """
    moment = now()
    before = {decision.decision_id: decision for decision in seen}
    with store.read() as cursor:
        known = load_known_names(cursor)
        decisions = [replace(own, who=who.strip() or NOBODY, decided_at=moment) for own in decisions]
        decisions = [own for own in decisions if not _is_decided(own, known)]
        if not decisions:
            return None
        for decision in decisions:
            present = known.decision(decision.decision_id)
            if present != before.get(decision.decision_id):
                raise _decided_otherwise(decision.name, present)
            directory = known.bare_directory(decision.body)
            if any(decision.name in (own.name, *own.other_names) for own in directory.departments):
                raise DirectoryError(
                    "名录中已有这个名称，不必核定", f"「{decision.name}」", "需要改动时修改部门名录"
                )
        documents = {body: _documents(cursor, body) for body in _bodies(decisions)}
    after = known.decided(decisions)

    renamings = [_Renaming.of(documents[body], known, after, body) for body in documents]
    activity = Activity(ActivityKind.DECIDE, decisions[0].who, _said(decisions))
    return _apply(store, renamings, activity, lambda cursor: add_decisions(cursor, decisions))


def undo(store: Store, decisions: Sequence[Decision], who: str) -> Named:
    """Take decisions back, as they were shown, and name the stored mentions as without them, all or nothing.

    Raises ``StoreChanged`` where another was made on a name since, or none is left; ``DirectoryError`` where another
    decision builds on one of them.
    """
    with store.read() as cursor:
        known = load_known_names(cursor)
        for decision in decisions:
            present = known.decision(decision.decision_id)
            if present != decision:
                raise _decided_otherwise(decision.name, present)
        documents = {body: _documents(cursor, body) for body in _bodies(decisions)}
    after = known.without([decision.decision_id for decision in decisions])

    renamings = [_Renaming.of(documents[body], known, after, body) for body in documents]
    activity = Activity(ActivityKind.UNDO, who, _said(decisions))
    return _apply(store, renamings, activity, lambda cursor: remove_decisions(cursor, decisions))


def _is_decided(decision: Decision, known: KnownNames) -> bool:
    present = known.decision(decision.decision_id)
    return present is not None and present.text == decision.text


def _bodies(decisions: Sequence[Decision]) -> tuple[str | None, ...]:
    return tuple(dict.fromkeys(decision.body for decision in decisions))


TOLD = 6
"""Decisions that are told one by one where many are made at once."""


def _said(decisions: Sequence[Decision]) -> str:
    """The decisions in Chinese: 「虚构处」即研究室; of many the first, and how many they are."""
    told = "；".join(f"「{decision.name}」{decision.text}" for decision in decisions[:TOLD])
    if len(decisions) == 1:
        return told
    return f"{len(decisions)} 个名称：{told}{'……' if len(decisions) > TOLD else ''}"


def _decided_otherwise(name: str, present: Decision | None) -> StoreChanged:
    if present is None:
        return StoreChanged("这条核定已经撤销，这次没有保存", f"「{name}」", "重新查看后再操作")
    return StoreChanged(
        f"「{name}」刚由{present.who}核定：{present.text}，这次没有保存", todo="重新查看后再操作"
    )


def store_directory(store: Store, text: str, who: str) -> Named | None:
    """Store a directory (the text of a file) as the next version of its body's, and name the stored mentions anew.

    The first one of a store is that of its own body; one that names another body is that body's. None where it is the
    same as the version before, and nothing changes. Raises ``DirectoryError`` where it has a fault, or a decision does not
    fit it.
    """
    directory = read_directory(text)
    with store.read() as cursor:
        known = load_known_names(cursor)
        own = known.own == NO_DIRECTORY or directory.body == known.own.body
        body = None if own else directory.body
        if not own and not directory.body:
            raise DirectoryError("名录没有写明是哪个机关的", todo='在文件最前面写上 body = "机关全称"')
        if (known.own if own else known.bare_directory(body)) == directory:
            return None
        others = tuple(other for other in known.others if other.body != directory.body)
        changed = replace(known, own=directory) if own else replace(known, others=(*others, directory))
        documents = _documents(cursor, body)
    renaming = _Renaming.of(documents, known, changed, body)
    whose = f"「{directory.body}」的" if directory.body else ""
    detail = f"更新{whose}部门名录（{len(directory.departments)} 个部门）"
    return _apply(
        store,
        [renaming],
        Activity(ActivityKind.DIRECTORY, who, detail),
        lambda cursor: add_directory(cursor, body, text, who),
    )


@dataclass(frozen=True, slots=True)
class _Document:
    """A stored document as far as naming needs it, the bin included."""

    header: dict[str, object]
    tasks: Rows
    sections: Rows
    responsibilities: Rows

    @property
    def document_id(self) -> str:
        return str(self.header["document_id"])


def _documents(cursor: duckdb.DuckDBPyConnection, body: str | None) -> list[_Document]:
    """The documents of a body."""
    headers = rows_of(cursor, "SELECT * FROM documents WHERE body IS NOT DISTINCT FROM $body", {"body": body})
    tables = (
        "SELECT * FROM tasks WHERE document_id = $document_id ORDER BY position",
        "SELECT * FROM sections WHERE document_id = $document_id ORDER BY ordinal",
        "SELECT responsibilities.* FROM responsibilities JOIN tasks USING (task_id) "
        "WHERE document_id = $document_id",
    )
    return [
        _Document(header, *(rows_of(cursor, sql, {"document_id": header["document_id"]}) for sql in tables))
        for header in headers
    ]


@dataclass(frozen=True, slots=True)
class _Renaming:
    """The documents of a body as they are to be named after a change, worked out before the store is locked."""

    documents: tuple[_Document, ...]
    before: KnownNames
    after: KnownNames
    body: str | None
    changed: dict[
        str, tuple[Interpreted, dict[str, Rows]]
    ]  # documents in which names mean something else, with new rows
    mentions: int
    outdated: tuple[str, ...]  # documents that today's parser reads otherwise

    @classmethod
    def of(
        cls, documents: Sequence[_Document], before: KnownNames, after: KnownNames, body: str | None
    ) -> "_Renaming":
        after.directory(body)  # raises where it does not fit together
        changed: dict[str, tuple[Interpreted, dict[str, Rows]]] = {}
        outdated: list[str] = []
        mentions = 0
        for document in documents:
            read = read_stored(document.header, after)
            if not _reads_alike(document, read):
                outdated.append(document.document_id)
                continue
            ids = Ids(
                [str(row["section_id"]) for row in document.sections],
                [str(row["task_id"]) for row in document.tasks],
            )
            rows = content_rows(document.document_id, read, ids)
            if differing := _differing(document.responsibilities, rows["responsibilities"]):
                changed[document.document_id] = read, rows
                mentions += differing
        return cls(tuple(documents), before, after, body, changed, mentions, tuple(outdated))

    def rename(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Name the documents anew within the caller's transaction, after the change."""
        mentions = [mention for read, _ in self.changed.values() for mention in mentions_of(read)]
        for document_id, (_, rows) in self.changed.items():
            _name_anew(cursor, document_id, rows)
        store_departments(cursor, self.after.directory(self.body), mentions, self.body)
        remove_unused_departments(cursor, self.after)
        mark_changed(cursor, list(self.changed))

    def titles(self, document_ids: Collection[str]) -> tuple[str, ...]:
        """The titles of some of the documents."""
        return tuple(
            str(document.header["title"])
            for document in self.documents
            if document.document_id in document_ids
        )

    def refuse_changed(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Raise ``StoreChanged`` where names or documents of the body have changed since this was worked out."""
        rows = cursor.execute(
            "SELECT document_id, revision FROM documents WHERE body IS NOT DISTINCT FROM ?", [self.body]
        ).fetchall()
        worked_out = {document.document_id: document.header["revision"] for document in self.documents}
        if dict(rows) != worked_out or load_known_names(cursor) != self.before:
            raise StoreChanged("数据库刚刚有了别的改动，这次没有保存", todo="重新查看后再操作")


def _apply(
    store: Store,
    renamings: Sequence[_Renaming],
    activity: Activity,
    change: Callable[[duckdb.DuckDBPyConnection], None],
) -> Named:
    """Make the change and name the documents of all bodies that it is about, in one transaction."""
    with store.write() as cursor:
        for renaming in renamings:
            renaming.refuse_changed(cursor)
        change(cursor)
        for renaming in renamings:
            renaming.rename(cursor)
        record(cursor, activity)
    return Named(
        activity.detail,
        tuple(title for renaming in renamings for title in renaming.titles(renaming.changed)),
        sum(renaming.mentions for renaming in renamings),
        tuple(title for renaming in renamings for title in renaming.titles(renaming.outdated)),
    )


def _reads_alike(document: _Document, read: Interpreted) -> bool:
    """Whether today's parser finds the tasks and sections that are stored, whoever is named in them."""
    stored = [(str(task["number"] or ""), str(task["text"])) for task in document.tasks]
    tasks = [(task.number, task.text) for task in read.document.tasks]
    return stored == tasks and len(document.sections) == len(read.document.sections)


def _differing(before: Rows, after: Rows) -> int:
    """How many mentions mean something else than before, came, or went."""
    columns = ("task_id", "department_id", "mention", "resolution", "doubt")

    def named(rows: Rows) -> set[tuple[object, ...]]:
        return {tuple(row[column] for column in columns) for row in rows}

    gone, come = named(before) - named(after), named(after) - named(before)
    return max(len(gone), len(come))


def _name_anew(cursor: duckdb.DuckDBPyConnection, document_id: str, rows: dict[str, Rows]) -> None:
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
