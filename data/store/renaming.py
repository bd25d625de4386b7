"""Stored mentions are named anew when what names mean changes: worked out before, done in the transaction of the change."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from data.errors import StoreChanged
from data.importing.document import Mention
from data.importing.interpreting import Interpreted, read_stored
from data.names.known import KnownNames
from data.store.activities import Activity, record
from data.store.content import mark_changed
from data.store.database import Store
from data.store.departments import department_id_of, remove_unused_departments, store_departments
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
    ]  # titles of those left alone, to be read again first: today's parser reads them otherwise


@dataclass(frozen=True, slots=True)
class TaskChange:
    """A task in which a name would be understood otherwise."""

    document: str  # title
    number: str  # as printed
    before: tuple[str, ...]  # in Chinese, what its names mean: 执行指挥中心：执行局执行指挥中心（按别名认定）
    after: tuple[str, ...]
    other_departments: bool  # whether other departments are meant, and not the same in another way


@dataclass(frozen=True, slots=True)
class Document:
    """A stored document as far as naming needs it, the bin included."""

    header: dict[str, object]
    tasks: Rows
    sections: Rows
    responsibilities: Rows

    @property
    def document_id(self) -> str:
        """Its id."""
        return str(self.header["document_id"])


def documents_of(cursor: duckdb.DuckDBPyConnection, body: str | None) -> list[Document]:
    """The documents of a body."""
    headers = rows_of(cursor, "SELECT * FROM documents WHERE body IS NOT DISTINCT FROM $body", {"body": body})
    tables = (
        "SELECT * FROM tasks WHERE document_id = $document_id ORDER BY position",
        "SELECT * FROM sections WHERE document_id = $document_id ORDER BY ordinal",
        "SELECT responsibilities.* FROM responsibilities JOIN tasks USING (task_id) "
        "WHERE document_id = $document_id",
    )
    return [
        Document(header, *(rows_of(cursor, sql, {"document_id": header["document_id"]}) for sql in tables))
        for header in headers
    ]


@dataclass(frozen=True, slots=True)
class Renaming:
    """The documents of a body as they are to be named after a change, worked out before the store is locked."""

    documents: tuple[Document, ...]
    before: KnownNames
    after: KnownNames
    body: str | None
    changed: dict[
        str, tuple[Interpreted, dict[str, Rows]]
    ]  # in which names mean something else, with new rows
    mentions: int
    outdated: tuple[str, ...]  # documents that today's parser reads otherwise
    named: tuple[Mention, ...]  # all mentions in the documents that are read alike

    @classmethod
    def of(
        cls, documents: Sequence[Document], before: KnownNames, after: KnownNames, body: str | None
    ) -> "Renaming":
        """Work it out. Raises ``DirectoryError`` where what is then known does not fit together."""
        after.directory(body)
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


def apply_renamings(
    store: Store,
    renamings: Sequence[Renaming],
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


def _reads_alike(document: Document, read: Interpreted) -> bool:
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
