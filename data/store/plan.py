"""The stored plans as frames: what every measure starts from."""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from data.store.queries import query

if TYPE_CHECKING:
    from data.store.database import Store


@dataclass(frozen=True, eq=False)
class Plan:
    """All that is stored, as frames with a RangeIndex; never changed after loading.

    Text columns are ``str``; a missing value is ``None``/``NA`` only where said. Ids are text, made by the
    application, stable over imports. ``start``/``end`` are character offsets into ``source`` of the document.
    """

    revision: str
    """Changes exactly when something stored changes; the key of every cache."""

    documents: pd.DataFrame
    """document_id, title, year (Int64, may be missing), issuer, issued_on (date or None), cc (list of str),
    first_listed_leads (bool), file_name, sha256, imported_at, source."""

    lines: pd.DataFrame
    """document_id, number (1-based), start, end, kind (LineKind)."""

    sections: pd.DataFrame
    """section_id, document_id, ordinal (1-based), title."""

    tasks: pd.DataFrame
    """task_id, document_id, section_id (may be missing), position (1-based, over the whole document),
    number (as printed), text, start, end, annotation_start, annotation_end (Int64, may be missing),
    departments_count (departments named)."""

    departments: pd.DataFrame
    """department_id, position (order of the directory), name, kind, parent_id (may be missing), collective
    (bool), note, body (the body that it belongs to; empty for the directory's own)."""

    department_names: pd.DataFrame
    """name (a way to write it), department_id."""

    members: pd.DataFrame
    """collective_id, department_id: what a collective name stands for."""

    responsibilities: pd.DataFrame
    """task_id, position (1-based, in printed order), department_id, role, mention (as printed), resolution,
    start, end."""

    targets: pd.DataFrame
    """task_id, position (1-based), kind, text, value, start, end."""


def load_plan(store: "Store") -> Plan:
    """All that is stored, as one state of the store; frames without rows, but with all columns, where empty.

    Raises ``StoreError`` where the store cannot be read.
    """
    with store.read() as cursor:
        ((revision,),) = cursor.execute(query("revision")).fetchall()
        frames = {
            field.name: _frame(cursor.execute(query(f"plan_{field.name}")).to_arrow_table())
            for field in fields(Plan)
            if field.name != "revision"
        }
    frames["documents"]["cc"] = frames["documents"]["cc"].astype(object).map(list)
    return Plan(revision, **frames)


def _frame(table: pa.Table) -> pd.DataFrame:
    """A frame whose text columns are ``str``, numbers ``int64``, numbers that may be missing ``Int64``."""
    frame = table.to_pandas()
    numbers = {field.name: "int64" for field in table.schema if pa.types.is_integer(field.type)}
    missing = {name: "Int64" for name in ("year", "annotation_start", "annotation_end") if name in frame}
    return frame.astype({**numbers, **missing})
