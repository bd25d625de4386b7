"""Verify a store: what the database keeps itself, and what only a second look at the documents shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.importing.interpreting import read_stored
from data.names.decisions import Decision
from data.names.directory import Directory
from data.store.database import Store
from data.store.decisions import load_decisions
from data.store.plan import Plan, load_plan
from data.store.queries import query
from data.store.rows import rows_of
from data.store.storing import content_rows, header_row

TABLE_LABELS = {
    "lines": "行",
    "sections": "部分",
    "tasks": "任务",
    "responsibilities": "责任",
    "targets": "目标",
}


@dataclass(frozen=True, slots=True)
class Verified:
    """What was counted in a store, and what is wrong with it."""

    documents: int
    sections: int
    tasks: int
    responsibilities: int
    departments: int  # departments that a task names, a collective name as one
    collectives: int  # of them, collective names
    written_names: int  # ways in which they are written in the tasks
    faults: tuple[str, ...]  # in Chinese, each with its place; empty: nothing is wrong


def verify(store: Store, directory: Directory) -> Verified:
    """Check tables and constraints, counts, places in the text, and that reading again gives the same.

    The directory must be the one that the documents were read with: where it has changed since, the second
    reading differs, and that is told as a fault. How a name was resolved is not compared: it may change with
    the directory although the same department is meant. Corrections and decisions on names are part of the reading. Raises ``StoreError`` where the store cannot be read.
    """
    with store.read() as cursor:
        counts = cursor.execute(query("check_counts")).fetchone()
        faults = list(_schema_faults(cursor))
        faults += [f"{what}：{where}" for what, where in cursor.execute(query("check_faults")).fetchall()]
        decisions = load_decisions(cursor)
        stored = {table: rows_of(cursor, table) for table in ("documents", *TABLE_LABELS)}
    faults += _place_faults(load_plan(store))
    for header in stored["documents"]:
        faults += _second_reading_faults(header, stored, directory, decisions)
    return Verified(*counts, faults=tuple(faults))


def _schema_faults(cursor: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Tables, columns and constraints that are not those of ``schema.sql``."""
    with duckdb.connect() as fresh:
        fresh.execute(Path(__file__).with_name("schema.sql").read_text(encoding="utf-8"))
        expected = set(fresh.execute(query("check_schema")).fetchall())
    found = set(cursor.execute(query("check_schema")).fetchall())
    yield from (f"缺少约束或列：{table} {text}" for table, text in sorted(expected - found))
    yield from (f"多出约束或列：{table} {text}" for table, text in sorted(found - expected))


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
            source = sources[tasks.loc[row["task_id"], "document_id"]]
            if not _is_within(row[words], source[row["start"] : row["end"]]):
                yield f"{label}的位置与原文不符：{row['task_id']} {row[words]}"


def _is_within(text: str, place: str) -> bool:
    """Whether the characters of a text stand in this order in its place, with line breaks or marks between."""
    rest = iter(place)
    return all(character in rest for character in text if not character.isspace())


def _second_reading_faults(
    header: dict[str, object],
    stored: dict[str, list[dict[str, object]]],
    directory: Directory,
    decisions: Sequence[Decision],
) -> Iterator[str]:
    """Where reading the stored text again gives something else than what is stored."""
    document_id = str(header["document_id"])
    read = read_stored(header, directory, decisions)
    for column, value in {**header_row(read.document), "body": read.body}.items():
        if header[column] != value:
            yield f"重新解析的结果不同：文件 {document_id} 的 {column}"
    for table, rows in content_rows(document_id, read.document, read.body).items():
        prefix = "task_id" if table in ("responsibilities", "targets") else "document_id"
        before = [_comparable(row) for row in stored[table] if str(row[prefix]).startswith(document_id)]
        after = [_comparable(row) for row in rows]
        if sorted(before) != sorted(after):
            yield f"重新解析的结果不同：文件 {document_id} 的{TABLE_LABELS[table]}"


def _comparable(row: dict[str, object]) -> str:
    """A row as one text, whatever the order of its columns, without how a name was resolved."""
    return repr(sorted(item for item in row.items() if item[0] not in ("resolution", "doubt")))
