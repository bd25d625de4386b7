"""A document becomes rows, and the rows one transaction."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from data.errors import DocumentError, StoreChanged
from data.importing.document import Mention, ParsedDocument, Span
from data.importing.interpreting import Interpreted
from data.names.known import KnownNames
from data.store.activities import NOBODY, Activity, ActivityKind, now, record
from data.store.database import Store, revision_of
from data.store.departments import department_id_of, store_departments
from data.store.known_names import load_known_names
from data.store.queries import query
from data.store.rows import insert_rows


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a document that was to be stored."""

    document_id: str
    title: str
    new: bool  # False: the same content was there already, and nothing was changed (已导入)
    tasks: int  # number of tasks of the document
    earlier: tuple["Earlier", ...] = ()  # stored documents that look like other versions of the same plan
    removed: bool = False  # the same content is in the bin: it can be brought back from there


@dataclass(frozen=True, slots=True)
class Earlier:
    """A stored document that a new one may be the same as, or another version of."""

    document_id: str
    title: str
    file_name: str
    imported_at: datetime  # UTC
    tasks: int
    same_text: bool  # the same characters, whatever their encoding; else the same title, issuer and date only
    removed: bool  # it is in the bin


def document_id_of(content: bytes) -> str:
    """The first 16 hexadecimal digits of the content's SHA-256."""
    return hashlib.sha256(content).hexdigest()[:16]


def store_document(
    store: Store,
    content: bytes,
    file_name: str,
    read: Interpreted,
    who: str = NOBODY,
    known: KnownNames | None = None,
    *,
    example: bool = False,
) -> Stored:
    """Store a document, and the departments that it names, in one transaction: all of it or nothing.

    The same content, under whatever name or in whatever encoding, is stored once; the second time nothing changes.
    ``known``: the names that it was read by. ``example``: it is the one that the dashboard came with. Raises ``StoreChanged`` where they have changed since, ``DocumentError``
    where the document has no title or no task, ``StoreError`` where the store fails.
    """
    _refuse_incomplete(read.document, file_name)
    document_id = document_id_of(content)
    with store.read() as cursor:
        earlier = earlier_documents(cursor, document_id, read.document)
    if earlier and earlier[0].same_text:
        return _known(earlier[0])
    with store.write() as cursor:
        earlier = earlier_documents(
            cursor, document_id, read.document
        )  # another visitor may have stored it meanwhile
        if earlier and earlier[0].same_text:
            return _known(earlier[0])
        if known is not None and load_known_names(cursor) != known:
            what = "部门名录或名称核定刚刚有了改动，没有导入"
            raise StoreChanged(what, file_name, "看过新的结果后再存入")
        header = _document_row(content, file_name, read) | {"revision": revision_of(cursor)}
        original = {"document_id": document_id, "content": content}
        insert_rows(cursor, {"documents": [header], "originals": [original]})
        store_departments(cursor, read.directory, mentions_of(read), read.body)
        insert_rows(cursor, content_rows(document_id, read))
        insert_rows(cursor, {"examples": [{"document_id": document_id}] if example else []})
        detail = f"导入《{read.document.title}》"
        identity = (document_id, str(header["sha256"]), str(header["file_name"]))
        record(cursor, Activity(ActivityKind.IMPORT, who, detail, *identity))
    older = tuple(other for other in earlier if not other.removed)
    return Stored(document_id, read.document.title, True, len(read.document.tasks), older)


def _known(same: Earlier) -> Stored:
    return Stored(same.document_id, same.title, False, same.tasks, removed=same.removed)


def earlier_documents(
    cursor: duckdb.DuckDBPyConnection, document_id: str, document: ParsedDocument
) -> tuple[Earlier, ...]:
    """Documents of the same content (in the bin, too), or of the same title, issuer and date; the same text first."""
    header = header_row(document)
    rows = cursor.execute(
        query("earlier_documents"),
        {
            "document_id": document_id,
            "source": document.source,
            **{column: header[column] for column in ("title", "issuer", "issued_on")},
        },
    ).fetchall()
    return tuple(Earlier(*row) for row in rows)


def _refuse_incomplete(document: ParsedDocument, file_name: str) -> None:
    """Raise ``DocumentError`` for what is no plan: it may be looked at, but not stored."""
    if not document.title.strip():
        raise DocumentError("没有找到标题，没有导入", file_name, "在文件开头写上标题后再导入")
    if not document.tasks:
        raise DocumentError("没有找到任务，没有导入", file_name, "确认这是列有任务和责任部门的工作要点")


def header_row(document: ParsedDocument) -> dict[str, object]:
    """What a document says of itself, as columns of ``documents``; what it does not say is ``None``."""
    return {
        "title": _text(document.title),
        "year": document.year,
        "issuer": _text(document.issuer),
        "issued_on": document.issued_on,
        "cc": list(document.cc),
        "first_listed_leads": document.first_listed_leads,
    }


def _document_row(content: bytes, file_name: str, read: Interpreted) -> dict[str, object]:
    return {
        "document_id": document_id_of(content),
        **header_row(read.document),
        "file_name": file_name.encode(errors="replace").decode(),  # a name may hold bytes that are no text
        "sha256": hashlib.sha256(content).hexdigest(),
        "imported_at": now(),
        "source": read.document.source,
        "body": read.body,
        "corrections": read.corrections.as_json(),
    }


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of a document's sections and tasks, in printed order."""

    sections: Sequence[str]
    tasks: Sequence[str]

    @classmethod
    def new(cls, document_id: str, document: ParsedDocument) -> "Ids":
        """Those of a first reading: running numbers. A later reading keeps them (``data.store.rereading``)."""
        return cls(
            [section_id(document_id, number) for number in range(1, len(document.sections) + 1)],
            [task_id(document_id, number) for number in range(1, len(document.tasks) + 1)],
        )


def section_id(document_id: str, number: int) -> str:
    """The id of a section; the number says only in which order the ids were given."""
    return f"{document_id}-s{number:02}"


def task_id(document_id: str, number: int) -> str:
    """The id of a task; the number says only in which order the ids were given."""
    return f"{document_id}-t{number:03}"


def content_rows(
    document_id: str, read: Interpreted, ids: Ids | None = None
) -> dict[str, list[dict[str, object]]]:
    """The rows of a document in lines, sections, tasks, responsibilities and targets, in printed order."""
    document = read.document
    ids = ids or Ids.new(document_id, document)
    return {
        "lines": [
            {
                "document_id": document_id,
                "number": line.number,
                "kind": line.kind.value,
                "marked": line.marked,
                **_place(line.span),
            }
            for line in document.lines
        ],
        "sections": [
            {
                "section_id": own,
                "document_id": document_id,
                "ordinal": section.ordinal,
                "title": _text(section.title),
                **_place(section.span),
            }
            for own, section in zip(ids.sections, document.sections, strict=True)
        ],
        "tasks": list(_task_rows(document_id, document, ids)),
        "responsibilities": [
            {
                "task_id": own,
                "position": position,
                "department_id": department_id_of(mention.department, read.body),
                "role": mention.role.value,
                "mention": _text(mention.text),
                "resolution": mention.resolution.value,
                "doubt": _text(mention.doubt),
                **_place(mention.span),
            }
            for own, task in zip(ids.tasks, document.tasks, strict=True)
            for position, mention in enumerate(task.mentions, 1)
        ],
        "targets": [
            {
                "task_id": own,
                "position": position,
                "kind": target.kind.value,
                "text": _text(target.text),
                "value": _text(target.value),
                **_place(target.span),
            }
            for own, task in zip(ids.tasks, document.tasks, strict=True)
            for position, target in enumerate(task.targets, 1)
        ],
    }


def _task_rows(document_id: str, document: ParsedDocument, ids: Ids) -> Iterator[dict[str, object]]:
    section_ids = {section.ordinal: own for section, own in zip(document.sections, ids.sections, strict=True)}
    for position, (own, task) in enumerate(zip(ids.tasks, document.tasks, strict=True), 1):
        yield {
            "task_id": own,
            "document_id": document_id,
            "section_id": None if task.section is None else section_ids[task.section],
            "position": position,
            "number": _text(task.number),
            "text": _text(task.text),
            **_place(task.span),
            "annotation_start": task.annotation and task.annotation.start,
            "annotation_end": task.annotation and task.annotation.end,
            "departments_count": len({mention.department for mention in task.mentions}),
            "corrected": task.corrected,
        }


def mentions_of(read: Interpreted) -> list[Mention]:
    """All mentions of departments in a document, in printed order."""
    return [mention for task in read.document.tasks for mention in task.mentions]


def _text(text: str) -> str | None:
    """The text, or ``None`` where there is none."""
    return text if text.strip() else None


def _place(span: Span) -> dict[str, object]:
    return {"span_start": span.start, "span_end": span.end}
