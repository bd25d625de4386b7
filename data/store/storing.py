"""A parsed document becomes rows, and the rows one transaction."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from data.errors import DocumentError
from data.importing.corrections import Corrections
from data.importing.document import Mention, ParsedDocument, Span
from data.importing.interpreting import Interpreted, body_for
from data.names.directory import Directory
from data.store.activities import NOBODY, Activity, What, now, record
from data.store.departments import department_id_of, store_departments
from data.store.queries import query
from data.store.rows import insert_rows

if TYPE_CHECKING:
    import duckdb

    from data.store.database import Store


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a document that was to be stored."""

    document_id: str
    title: str
    new: bool  # False: the same content was there already, and nothing was changed (已导入)
    tasks: int  # number of tasks of the document
    earlier: tuple["Earlier", ...] = ()  # stored documents that look like other versions of the same plan


@dataclass(frozen=True, slots=True)
class Earlier:
    """A stored document that a new one may be the same as, or another version of."""

    document_id: str
    title: str
    file_name: str
    imported_at: datetime  # UTC
    tasks: int
    same_text: bool  # the same characters, whatever their encoding; else the same title, issuer and date only


def document_id_of(content: bytes) -> str:
    """The first 16 hexadecimal digits of the content's SHA-256."""
    return hashlib.sha256(content).hexdigest()[:16]


def store_document(
    store: "Store",
    content: bytes,
    file_name: str,
    document: ParsedDocument,
    directory: Directory,
    *,
    corrections: Corrections | None = None,
    who: str = NOBODY,
) -> Stored:
    """Store a document, and the departments that it names, in one transaction: all of it or nothing.

    ``document``, ``directory`` and ``corrections`` as ``data.importing.interpreting.interpret`` gives them. The same content, under whatever name or in whatever encoding, is stored once; the second time nothing changes. Raises
    ``DocumentError`` where the document has no title or no task, ``StoreError`` where the store fails.
    """
    _refuse_incomplete(document, file_name)
    document_id = document_id_of(content)
    header = _document_row(content, file_name, document)
    corrections = corrections or Corrections()
    body = body_for(document, directory, corrections)
    header |= {"body": body, "corrections": corrections.as_json()}
    rows = {"documents": [header], **content_rows(document_id, document, body)}
    mentions = [mention for task in document.tasks for mention in task.mentions]
    with store.write() as cursor:
        earlier = earlier_documents(cursor, document_id, document)
        for known in earlier:
            if known.same_text:
                return Stored(known.document_id, known.title, False, known.tasks)
        store_departments(cursor, directory, mentions, body)
        insert_rows(cursor, rows)
        activity = Activity(
            What.IMPORT,
            who,
            f"导入《{document.title}》",
            document_id,
            str(header["sha256"]),
            str(header["file_name"]),
        )
        record(cursor, activity)
    return Stored(document_id, document.title, True, len(document.tasks), earlier)


def earlier_documents(
    cursor: "duckdb.DuckDBPyConnection", document_id: str, document: ParsedDocument
) -> tuple[Earlier, ...]:
    """Stored documents of the same content, or of the same title, issuer and date; those of the same text first."""
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


def _document_row(content: bytes, file_name: str, document: ParsedDocument) -> dict[str, object]:
    return {
        "document_id": document_id_of(content),
        **header_row(document),
        "file_name": file_name.encode(errors="replace").decode(),  # a name may hold bytes that are no text
        "sha256": hashlib.sha256(content).hexdigest(),
        "imported_at": now(),
        "source": document.source,
    }


def content_rows(
    document_id: str, document: ParsedDocument, body: str | None = None
) -> dict[str, list[dict[str, object]]]:
    """The rows of a document in lines, sections, tasks, responsibilities and targets, in printed order.

    ``body``: the body whose departments it names; None for the one that the directory is of.
    """
    return {
        "lines": [
            {"document_id": document_id, "number": line.number, "kind": line.kind.value, **_place(line.span)}
            for line in document.lines
        ],
        "sections": [
            {
                "section_id": _section_id(document_id, section.ordinal),
                "document_id": document_id,
                "ordinal": section.ordinal,
                "title": _text(section.title),
                **_place(section.span),
            }
            for section in document.sections
        ],
        "tasks": list(_task_rows(document_id, document)),
        "responsibilities": [
            {
                "task_id": _task_id(document_id, position),
                "position": place,
                "department_id": department_id_of(mention.name, body),
                "role": mention.role.value,
                "mention": _text(mention.raw),
                "resolution": mention.resolution.value,
                "doubt": _text(mention.doubt),
                **_place(mention.span),
            }
            for position, task in enumerate(document.tasks, 1)
            for place, mention in enumerate(task.mentions, 1)
        ],
        "targets": [
            {
                "task_id": _task_id(document_id, position),
                "position": place,
                "kind": target.kind.value,
                "text": _text(target.text),
                "value": _text(target.value),
                **_place(target.span),
            }
            for position, task in enumerate(document.tasks, 1)
            for place, target in enumerate(task.targets, 1)
        ],
    }


def _task_rows(document_id: str, document: ParsedDocument) -> Iterator[dict[str, object]]:
    for position, task in enumerate(document.tasks, 1):
        yield {
            "task_id": _task_id(document_id, position),
            "document_id": document_id,
            "section_id": None if task.section is None else _section_id(document_id, task.section),
            "position": position,
            "number": _text(task.number),
            "text": _text(task.text),
            **_place(task.span),
            "annotation_start": task.annotation and task.annotation.start,
            "annotation_end": task.annotation and task.annotation.end,
            "departments_count": len({mention.name for mention in task.mentions}),
        }


def _section_id(document_id: str, ordinal: int) -> str:
    return f"{document_id}-s{ordinal:02}"


def _task_id(document_id: str, position: int) -> str:
    return f"{document_id}-t{position:03}"


def _text(text: str) -> str | None:
    """The text, or ``None`` where there is none."""
    return text if text.strip() else None


def _place(span: Span) -> dict[str, object]:
    return {"span_start": span.start, "span_end": span.end}


def mentions_of(read: Interpreted) -> list[Mention]:
    """All mentions of departments in a document, in printed order."""
    return [mention for task in read.document.tasks for mention in task.mentions]
