"""Verify a store: what the database keeps itself, and what only a second look at the documents shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import duckdb

from data.importing.interpreting import read_stored
from data.names.known import KnownNames
from data.store import audit, migrations
from data.store.content import CHILDREN
from data.store.database import Store, activity_rows
from data.store.known_names import load_known_names
from data.store.plan import Plan, load_plan
from data.store.queries import query
from data.store.rereading import aligned_ids
from data.store.rows import rows_of
from data.store.storing import content_rows, header_row

SECONDS = 120.0

TABLE_LABELS = {
    "lines": "行",
    "sections": "部分",
    "tasks": "任务",
    "responsibilities": "责任",
    "targets": "目标",
}


@dataclass(frozen=True, slots=True)
class Verified:
    """What was counted in a store (the bin left out), and what is wrong with it."""

    documents: int
    sections: int
    tasks: int
    responsibilities: int
    departments: int  # that a task names, a collective name as one
    collectives: int  # of them, collective names
    mentions: int  # ways in which they are written in the tasks
    faults: tuple[str, ...]  # in Chinese, each with its place; empty: nothing is wrong


def verify(store: Store) -> Verified:
    """Check tables and constraints, counts, places in the text, and that reading again gives the same.

    Corrections, the directories and the decisions on names are part of the reading. How a name was resolved is not
    compared: it may change with the directory although the same department is meant. Raises ``StoreError`` where the store
    cannot be read.
    """
    with store.read(SECONDS) as cursor:
        counts = cursor.execute(query("check_counts")).fetchone()
        faults = list(schema_faults(cursor))
        faults += [f"{what}：{where}" for what, where in cursor.execute(query("check_faults")).fetchall()]
        known = load_known_names(cursor)
        documents = [
            (
                header,
                {
                    table: rows_of(
                        cursor, f"SELECT * FROM {table} WHERE {own}", {"document_id": header["document_id"]}
                    )
                    for table, own in CHILDREN.items()
                },
            )
            for header in rows_of(cursor, "SELECT * FROM documents")
        ]
        recorded = activity_rows(cursor)
    if store.audit is not None:
        faults += audit.faults(store.audit.path, recorded)
    faults += _place_faults(load_plan(store))
    for header, content in documents:
        faults += _second_reading_faults(header, content, known)
    assert counts is not None  # a count is always one row
    return Verified(*(*counts, tuple(faults)))


def schema_faults(cursor: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Tables, columns and constraints that are not those that the migrations make."""
    expected = _expected_schema()
    stored = set(cursor.execute(query("check_schema")).fetchall())
    yield from (f"缺少约束或列：{table} {text}" for table, text in sorted(expected - stored))
    yield from (f"多出约束或列：{table} {text}" for table, text in sorted(stored - expected))


@cache
def _expected_schema() -> frozenset[tuple[str, str]]:
    """What the migrations make, as ``queries/check_schema.sql`` tells it."""
    with duckdb.connect() as fresh:
        migrations.build(fresh)
        return frozenset(fresh.execute(query("check_schema")).fetchall())


def _place_faults(plan: Plan) -> Iterator[str]:
    """Tasks, mentions and targets whose place in the source does not say what is stored."""
    sources = dict(zip(plan.documents["document_id"], plan.documents["source"], strict=True))
    tasks = plan.tasks.set_index("task_id")
    for task_id, task in tasks.iterrows():
        if not _is_within(task["text"], sources[task["document_id"]][task["start"] : task["end"]]):
            yield f"任务的位置与原文不符：{task_id}"
    for label, frame, words in (
        ("责任部门", plan.responsibilities, "mention"),
        ("目标", plan.targets, "text"),
    ):
        for row in frame.to_dict("records"):
            task = tasks.loc[row["task_id"]]
            if task["corrected"]:  # a person's words stand nowhere
                continue
            source = sources[task["document_id"]]
            if not _is_within(row[words], source[row["start"] : row["end"]]):
                yield f"{label}的位置与原文不符：{row['task_id']} {row[words]}"


def _is_within(text: str, place: str) -> bool:
    """Whether the characters of a text stand in this order in its place, with line breaks or marks between."""
    rest = iter(place)
    return all(character in rest for character in text if not character.isspace())


def _second_reading_faults(
    header: dict[str, object], content: dict[str, list[dict[str, object]]], known: KnownNames
) -> Iterator[str]:
    """Where reading the stored text again gives something else than what is stored."""
    document_id = str(header["document_id"])
    read = read_stored(header, known)
    for column, value in {**header_row(read.document), "body": read.body}.items():
        if header[column] != value:
            yield f"重新解析的结果不同：文件 {document_id} 的 {column}"
    ids = aligned_ids(document_id, content, (), read)
    for table, rows in content_rows(document_id, read, ids).items():
        if sorted(map(_comparable, content[table])) != sorted(map(_comparable, rows)):
            yield f"重新解析的结果不同：文件 {document_id} 的{TABLE_LABELS[table]}"


def _comparable(row: dict[str, object]) -> str:
    """A row as one text, whatever the order of its columns, without how a name was resolved."""
    return repr(sorted(item for item in row.items() if item[0] not in ("resolution", "doubt")))
