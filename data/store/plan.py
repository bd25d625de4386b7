"""Stored plans as frames: what every measure starts from. What is loaded is chosen: a page loads what it shows."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from data.store.database import Store
from data.store.queries import query

# The frames of a page have tens of rows, and each touch of a column costs more than what is done with it: with columns of
# Arrow a plan is seen through a scope in 9.8 ms, with columns of Python in 5.5; of 45,000 tasks in 169 and 91. What is
# larger by far takes too long to become columns of Python.
pd.set_option("mode.string_storage", "python")
LARGE = 100_000  # rows
_TEXT_OF_ARROW = {pa.string(): pd.StringDtype("pyarrow", na_value=np.nan)}

Version = tuple[tuple[str, int], ...]
"""Documents with the revision that last changed each, in order: what a loaded plan is known by."""


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The documents in use, without what is in them; never changed after loading."""

    documents: pd.DataFrame
    """RangeIndex; the one that is shown first, then the newest plan first. document_id, title, year (Int64, may be missing), issued_on (date or None),
    file_name, body (whose departments it names; empty for the store's own), revision (int: of its last change), example (bool: it came
    with the dashboard), chosen (bool: to be shown first of its body's)."""

    def version(self, document_ids: Collection[str]) -> Version:
        """These documents with their revisions; those that are not in use are passed over."""
        asked = set(document_ids)
        rows = zip(self.documents["document_id"], self.documents["revision"].tolist(), strict=True)
        return tuple((document, revision) for document, revision in rows if document in asked)


@dataclass(frozen=True, eq=False)
class Plan:
    """What is stored of some documents, as frames with a RangeIndex; never changed after loading.

    Text columns are ``str``; a missing value is ``None``/``NA`` only where said. Ids are text, made by the
    application, stable over imports. ``start``/``end`` are character offsets into ``source`` of the document.
    """

    version: Version
    """What was loaded: the key of every cache."""

    documents: pd.DataFrame
    """document_id, title, year (Int64, may be missing), issuer, issued_on (date or None), cc (list of str),
    first_listed_leads (bool), file_name, sha256, imported_at, source, body (empty for the store's own),
    example (bool: it came with the dashboard)."""

    lines: pd.DataFrame
    """document_id, number (1-based), start, end, kind (LineKind), marked (bool: by a person)."""

    sections: pd.DataFrame
    """section_id, document_id, ordinal (1-based), title, short_name (empty where no person set one)."""

    tasks: pd.DataFrame
    """task_id, document_id, section_id (may be missing), position (1-based, over the whole document),
    number (as printed, 「—」 where none is printed), text, start, end, annotation_start, annotation_end (Int64, may be missing),
    departments_count (departments named), corrected (bool: a person changed its departments, its deadlines, or what one
    of its lines is)."""

    departments: pd.DataFrame
    """department_id, position (order of the directory), name, kind, parent_id (may be missing), collective
    (bool), note, body (the body that it belongs to; empty for the store's own). Of the documents' bodies."""

    members: pd.DataFrame
    """collective_id, department_id: what a collective name stands for."""

    responsibilities: pd.DataFrame
    """task_id, position (1-based, in printed order), department_id, role, mention (as printed), resolution,
    start, end."""

    targets: pd.DataFrame
    """task_id, position (1-based), kind, text, value, start, end."""


def load_catalogue(store: Store) -> Catalogue:
    """The documents in use, as now; no rows, but with all columns, where none is stored."""
    with store.read() as cursor:
        return _catalogue(cursor)


def load_plan(store: Store, document_ids: Collection[str] | None = None) -> Plan:
    """What is stored of these documents (None: of all in use), as one state of the store.

    Documents that are not in use are passed over: ``version`` says what was loaded. Frames without rows, but with all
    columns, where there is none. Raises ``StoreError`` where the store cannot be read.
    """
    with store.read() as cursor:
        catalogue = _catalogue(cursor)
        wanted = catalogue.documents["document_id"].tolist() if document_ids is None else document_ids
        version = catalogue.version(wanted)
        chosen = {"documents": [document_id for document_id, _ in version]}
        tables = {
            field.name: cursor.execute(query(f"plan_{field.name}"), chosen).to_arrow_table()
            for field in fields(Plan)
            if field.name != "version"
        }
    return Plan(version, **_with_lists({name: _frame(table) for name, table in tables.items()}))


def plan_as_files(plan: Plan) -> dict[str, bytes]:
    """A plan as files of Arrow, by the names of its frames, for another process."""
    files = {}
    for field in fields(Plan):
        if field.name != "version":
            table = pa.Table.from_pandas(getattr(plan, field.name), preserve_index=False)
            sink = pa.BufferOutputStream()
            with pa.ipc.new_stream(sink, table.schema) as writer:
                writer.write_table(table)
            files[field.name] = sink.getvalue().to_pybytes()
    return {**files, "version": json.dumps(plan.version).encode()}


def plan_of_files(files: Mapping[str, bytes]) -> Plan:
    """The plan that ``plan_as_files`` has written."""
    version = tuple((str(own), int(revision)) for own, revision in json.loads(files["version"]))
    frames = {
        name: _frame(pa.ipc.open_stream(content).read_all())
        for name, content in files.items()
        if name != "version"
    }
    return Plan(version, **_with_lists(frames))


def _with_lists(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Bodies that a document is sent to are lists, not arrays."""
    frames["documents"]["cc"] = frames["documents"]["cc"].astype(object).map(list)
    return frames


def _catalogue(cursor: duckdb.DuckDBPyConnection) -> Catalogue:
    return Catalogue(_frame(cursor.execute(query("catalogue")).to_arrow_table()))


def _frame(table: pa.Table) -> pd.DataFrame:
    """A frame whose text columns are ``str``, numbers ``int64``, numbers that may be missing ``Int64``."""
    frame = table.to_pandas(types_mapper=_TEXT_OF_ARROW.get if len(table) > LARGE else None)
    numbers = {
        field.name: "int64"
        for field in table.schema
        if pa.types.is_integer(field.type) and frame[field.name].dtype != "int64"
    }
    missing = {name: "Int64" for name in ("year", "annotation_start", "annotation_end") if name in frame}
    return frame.astype({**numbers, **missing})
