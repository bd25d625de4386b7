"""Invented documents, built by hand: no court or task in them exists."""

from datetime import date

from data.importing.corrections import Corrections
from data.importing.document import Line, Mention, ParsedDocument, Section, Span, Target, Task
from data.importing.interpreting import Interpreted, interpret
from data.importing.reading import read_content
from data.names.bodies import read_body
from data.names.directory import Directory
from data.names.known import KnownNames
from data.store.database import Store, tables
from data.store.known_names import load_known_names
from data.store.rows import rows_of
from data.store.storing import document_id_of, store_document
from data.vocabulary import LineKind, Resolution, Role, TargetKind

SEED_ID = "0f85b1d9271100d4"
"""Of the document that the store is built with."""

SOURCE = """2001年虚构法院工作要点（之{number}）

一、虚构部分
1. 虚构任务甲，完成率达到90%。
责任部门：研究室、
办公室
2. 虚构任务乙。
责任部门：执行指挥中心、虚构新设处

抄送：虚构机关。

虚构市中级人民法院
2001年2月3日
"""


def invented_document(number: int = 1) -> tuple[bytes, ParsedDocument]:
    """The bytes of an invented plan and what is to be read in it: one section, two tasks, four mentions.

    研究室 and 办公室 share task 1; task 2 names 执行局执行指挥中心 by another name and a department that no directory
    knows. Every number gives another content.
    """
    source = SOURCE.format(number=number)
    tasks = (
        Task(
            number="1",
            section=1,
            text="虚构任务甲，完成率达到90%。",
            span=_span(source, "1. 虚构任务甲，完成率达到90%。"),
            annotation=_span(source, "责任部门：研究室、\n办公室"),
            mentions=(
                _mention(source, "研究室", "研究室", Resolution.EXACT),
                _mention(source, "办公室", "办公室", Resolution.EXACT),
            ),
            targets=(Target(TargetKind.PERCENT, "90%", "90%", _span(source, "90%")),),
        ),
        Task(
            number="2",
            section=1,
            text="虚构任务乙。",
            span=_span(source, "2. 虚构任务乙。"),
            annotation=_span(source, "责任部门：执行指挥中心、虚构新设处"),
            mentions=(
                _mention(source, "执行指挥中心", "执行局执行指挥中心", Resolution.OTHER_NAME),
                _mention(source, "虚构新设处", "虚构新设处", Resolution.NEW),
            ),
            targets=(),
        ),
    )
    document = ParsedDocument(
        source=source,
        title=f"2001年虚构法院工作要点（之{number}）",
        year=2001,
        issuer="虚构市中级人民法院",
        issued_on=date(2001, 2, 3),
        cc=("虚构机关",),
        first_listed_leads=False,
        sections=(Section(1, "虚构部分", _span(source, "虚构部分")),),
        tasks=tasks,
        lines=_lines(source),
        notices=(),
    )
    return source.encode(), document


def as_read(
    document: ParsedDocument, directory: Directory, corrections: Corrections | None = None
) -> Interpreted:
    """A document, built by hand or parsed, as if it had been read with a directory and nothing decided."""
    known = KnownNames(directory)
    body = read_body(document.issuer, document.title, directory.body)
    return Interpreted(document, body, directory.body, known.directory(body), corrections or Corrections())


def document_of(content: bytes, file_name: str, directory: Directory) -> ParsedDocument:
    """What a file says, read the whole way with a directory."""
    return read_content(content, file_name, KnownNames(directory))[1].document


def read_in(store: Store, text: str, corrections: Corrections | None = None) -> Interpreted:
    """A text read with all that the store knows of names."""
    with store.read() as cursor:
        known = load_known_names(cursor)
    return interpret(text, known, corrections)


def put(store: Store, number: int = 1, corrections: Corrections | None = None) -> str:
    """Store an invented document as it is read; its id."""
    content, document = invented_document(number)
    store_document(store, content, f"虚构{number}.txt", read_in(store, document.source, corrections), "甲")
    return document_id_of(content)


def content_of(store: Store) -> dict[str, list[str]]:
    """All that is stored, as comparable texts by table; the counters of commits and the record of activities left out."""
    with store.read() as cursor:
        return {
            table: sorted(
                repr([value for key, value in row.items() if key not in ("revision", "removed_at")])
                for row in rows_of(cursor, f"SELECT * FROM {table}")
            )
            for table in tables(cursor)
            if table not in ("activities", "metadata")
        }


def _span(source: str, words: str) -> Span:
    start = source.index(words)
    return Span(start, start + len(words))


def _mention(source: str, raw: str, name: str, resolution: Resolution) -> Mention:
    return Mention(name, raw, Role.RESPONSIBLE, False, resolution, _span(source, raw))


def _lines(source: str) -> tuple[Line, ...]:
    kinds = [
        LineKind.TITLE,
        LineKind.HEADING,
        LineKind.TASK,
        LineKind.ANNOTATION,
        LineKind.ANNOTATION,
        LineKind.TASK,
        LineKind.ANNOTATION,
        *[LineKind.CLOSING] * 3,
    ]
    printed = [(number, line) for number, line in enumerate(source.splitlines(), 1) if line]
    return tuple(
        Line(number, _span(source, line), kind) for (number, line), kind in zip(printed, kinds, strict=True)
    )
