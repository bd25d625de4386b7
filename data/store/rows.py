"""Rows into tables, in bulk."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

if TYPE_CHECKING:
    import duckdb

Rows = Mapping[str, Sequence[Mapping[str, object]] | pd.DataFrame]
"""The rows of each table, by its name, each table after those that it refers to."""


def insert_rows(cursor: "duckdb.DuckDBPyConnection", rows: Rows) -> None:
    """Insert the rows of each table, columns matched by name; a table without rows is left alone."""
    for table, content in rows.items():
        if len(content) > 0:
            execute_with(cursor, f"INSERT INTO {table} BY NAME SELECT * FROM incoming", content)


def execute_with(
    cursor: "duckdb.DuckDBPyConnection", sql: str, incoming: Sequence[Mapping[str, object]] | pd.DataFrame
) -> None:
    """Execute SQL that reads the given rows (at least one) as the table ``incoming``."""
    table = incoming if isinstance(incoming, pd.DataFrame) else pa.Table.from_pylist(list(incoming))
    cursor.register("incoming", table)
    try:
        cursor.execute(sql)
    finally:
        cursor.unregister("incoming")


def rows_of(cursor: "duckdb.DuckDBPyConnection", table: str) -> list[dict[str, object]]:
    """All rows of a table, as dictionaries."""
    result = cursor.execute(f"SELECT * FROM {table}")
    columns = [column[0] for column in result.description]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
