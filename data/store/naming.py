"""What names mean changes – by a decision, by undoing one, by another directory – and the stored mentions are named anew."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb

from data.errors import DirectoryError, StoreChanged
from data.importing.document import Mention
from data.importing.interpreting import Interpreted, read_stored
from data.names.changes import DepartmentChange, department_changes
from data.names.decisions import Decision
from data.names.directory import Directory, read_directory
from data.names.known import NO_DIRECTORY, KnownNames
from data.store.activities import NOBODY, Activity, ActivityKind, now, record
from data.store.content import mark_changed
from data.store.database import Store
from data.store.decisions import add_decisions, remove_decisions
from data.store.departments import department_id_of, remove_unused_departments, store_departments
from data.store.directories import add_directory, latest_version
from data.store.known_names import load_known_names
from data.store.rows import execute_with, insert_rows, rows_of
from data.store.storing import Ids, content_rows, mentions_of
from data.vocabulary import RESOLUTION_LABELS, Resolution, task_number

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


@dataclass(frozen=True, slots=True)
class TaskChange:
    """A task in which a name would be understood otherwise."""

    document: str  # title
    number: str  # as printed
    before: tuple[
        str, ...
    ]  # in Chinese, what its names mean now: 执行指挥中心：执行局执行指挥中心（按别名认定）
    after: tuple[str, ...]
    other_departments: bool  # whether other departments are meant, and not the same in another way


@dataclass(frozen=True, slots=True)
class DirectoryEffects:
    """What storing a directory would do; two that are equal do the same."""

    body: str | None  # whose it is; None: the store's own body's
    version: int | None  # the number of the version that it would follow; None: it is the first
    departments: tuple[DepartmentChange, ...]
    tasks: tuple[TaskChange, ...]
    outdated: tuple[
        str, ...
    ]  # titles of documents that would be left alone: today's parser reads them otherwise


def effects_of(store: Store, text: str) -> DirectoryEffects:
    """What storing a directory (the text of a file) would do to the stored plans; nothing is stored.

    Raises ``DirectoryError`` as ``store_directory``.
    """
    return _Exchange.of(store, text).effects


def store_directory(store: Store, text: str, who: str, shown: DirectoryEffects | None = None) -> Named | None:
    """Store a directory (the text of a file) as the next version of its body's, and name the stored mentions anew.

    The first one of a store is that of its own body; one that names another body is that body's. None where it is the
    same as the version before, and nothing changes. ``shown``: what it was said to do; ``StoreChanged`` is raised where
    that is something else by now. Raises ``DirectoryError`` where it has a fault, or a decision does not fit it.
    """
    exchange = _Exchange.of(store, text)
    if shown is not None and exchange.effects != shown:
        raise StoreChanged("名录或文件刚刚有了别的改动，这次没有保存", todo="看过新的结果后再存入")
    if exchange.same:
        return None
    directory = exchange.directory
    whose = f"「{directory.body}」的" if directory.body else ""
    detail = f"更新{whose}部门名录（{len(directory.departments)} 个部门）"
    return _apply(
        store,
        exchange.renamings,
        Activity(ActivityKind.DIRECTORY, who, detail),
        lambda cursor: add_directory(cursor, exchange.effects.body, text, who),
    )


@dataclass(frozen=True, slots=True)
class _Exchange:
    """A directory on its way into the store."""

    directory: Directory
    same: bool  # as the version before
    renamings: tuple["_Renaming", ...]
    effects: DirectoryEffects

    @classmethod
    def of(cls, store: Store, text: str) -> "_Exchange":
        directory = read_directory(text)
        with store.read() as cursor:
            known = load_known_names(cursor)
            own = known.own == NO_DIRECTORY or directory.body == known.own.body
            body = None if own else directory.body
            if not own and not directory.body:
                raise DirectoryError("名录没有写明是哪个机关的", todo='在文件最前面写上 body = "机关全称"')
            before = known.bare_directory(body)
            borrowed = body is not None and all(other.body != body for other in known.others)
            others = tuple(other for other in known.others if other.body != directory.body)
            changed = replace(known, own=directory) if own else replace(known, others=(*others, directory))
            documents = {body: _documents(cursor, body)}
            if own:
                documents |= {other: _documents(cursor, other) for other in _borrowing(cursor, known)}
            version = latest_version(cursor, body)
            names = dict(cursor.execute("SELECT department_id, name FROM departments").fetchall())
        renamings = tuple(_Renaming.of(documents[whose], known, changed, whose) for whose in documents)
        effects = DirectoryEffects(
            body,
            version,
            department_changes(NO_DIRECTORY if borrowed else before, directory),
            tuple(change for renaming in renamings for change in renaming.task_changes(names)),
            tuple(title for renaming in renamings for title in renaming.titles(renaming.outdated)),
        )
        return cls(directory, not borrowed and before == directory, renamings, effects)


def _borrowing(cursor: duckdb.DuckDBPyConnection, known: KnownNames) -> list[str]:
    """The bodies whose documents are read by the directory of the store's own body."""
    rows = cursor.execute("SELECT DISTINCT body FROM documents WHERE body IS NOT NULL ORDER BY body")
    return [body for (body,) in rows.fetchall() if all(other.body != body for other in known.others)]


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
    named: tuple[Mention, ...]  # all mentions in the documents that are read alike

    @classmethod
    def of(
        cls, documents: Sequence[_Document], before: KnownNames, after: KnownNames, body: str | None
    ) -> "_Renaming":
        after.directory(body)  # raises where it does not fit together
        changed: dict[str, tuple[Interpreted, dict[str, Rows]]] = {}
        outdated: list[str] = []
        named: list[Mention] = []
        mentions = 0
        for document in documents:
            read = read_stored(document.header, after)
            if not _reads_alike(document, read):
                outdated.append(document.document_id)
                continue
            named += mentions_of(read)
            ids = Ids(
                [str(row["section_id"]) for row in document.sections],
                [str(row["task_id"]) for row in document.tasks],
            )
            rows = content_rows(document.document_id, read, ids)
            if differing := _differing(document.responsibilities, rows["responsibilities"]):
                changed[document.document_id] = read, rows
                mentions += differing
        return cls(tuple(documents), before, after, body, changed, mentions, tuple(outdated), tuple(named))

    def task_changes(self, names: Mapping[str, str]) -> Iterator[TaskChange]:
        """The tasks in which names mean something else, those of the bin left out; ``names``: of the stored departments by id."""
        for document in self.documents:
            if document.document_id not in self.changed or document.header["removed_at"] is not None:
                continue
            read, rows = self.changed[document.document_id]
            come = {
                department_id_of(mention.department, read.body): mention.department
                for mention in mentions_of(read)
            }
            before = _by_task(document.responsibilities, names)
            after = _by_task(rows["responsibilities"], come)
            for task in document.tasks:
                own, then = (found.get(str(task["task_id"]), []) for found in (before, after))
                if own != then:
                    yield TaskChange(
                        str(document.header["title"]),
                        task_number(str(task["number"] or "")),
                        tuple(text for _, text in own if text not in {other for _, other in then}),
                        tuple(text for _, text in then if text not in {other for _, other in own}),
                        {name for name, _ in own} != {name for name, _ in then},
                    )

    def rename(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Name the documents anew within the caller's transaction, after the change."""
        for document_id, (_, rows) in self.changed.items():
            _name_anew(cursor, document_id, rows)
        store_departments(cursor, self.after.directory(self.body), self.named, self.body)
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


def _by_task(rows: Rows, names: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """By task the departments that its names mean, each with how that is known; in printed order."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in sorted(rows, key=lambda row: (str(row["task_id"]), int(str(row["position"])))):
        name = names[str(row["department_id"])]
        label = RESOLUTION_LABELS[Resolution(str(row["resolution"]))]
        doubt = "，存疑" if row["doubt"] else ""
        found.setdefault(str(row["task_id"]), []).append(
            (name, f"{row['mention']}：{name}（{label}{doubt}）")
        )
    return found


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
