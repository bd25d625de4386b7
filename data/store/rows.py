"""Rows into tables and out of them, in bulk."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import duckdb
import pandas as pd
import pyarrow as pa

Row = Mapping[str, object]
"""A row of any table, by its columns."""


class Engine(Protocol):
    """What a store has to give to be copied into another."""

    def tables(self) -> Sequence[str]:
        """The names of all tables, in alphabetical order."""
        ...

    def rows(self, table: str) -> Iterator[Sequence[Row]]:
        """All rows of a table, by their columns, some at a time."""
        ...

    def numbers(self) -> Mapping[str, int]:
        """The last number that was given in each of the tables whose rows are numbered."""
        ...

    def state(self) -> str:
        """What all that is in it now is known by: the same text as that of a copy in DuckDB, or one that no other has."""
        ...


Rows = Mapping[str, Sequence[Mapping[str, object]] | pd.DataFrame]
"""The rows of each table, by its name, each table after those that it refers to."""


def digest_of(table: str) -> str:
    """SQL of a text for all rows of a table, whatever their order.

    Hashed twice: DuckDB's hash of a row is made of its columns' by exclusive or, so that values which two rows exchange
    would go unnoticed in one of hashes.
    """
    return f"count(*) || '.' || coalesce(bit_xor(hash(hash({table}))), 0)"


def insert_rows(cursor: duckdb.DuckDBPyConnection, rows: Rows) -> None:
    """Insert the rows of each table, columns matched by name; a table without rows is left alone."""
    for table, content in rows.items():
        if len(content) > 0:
            execute_with(cursor, f"INSERT INTO {table} BY NAME SELECT * FROM incoming", content)


def execute_with(
    cursor: duckdb.DuckDBPyConnection, sql: str, incoming: Sequence[Mapping[str, object]] | pd.DataFrame
) -> int:
    """Execute a change that reads the given rows (at least one) as the table ``incoming``; the number of rows changed."""
    table = incoming if isinstance(incoming, pd.DataFrame) else pa.Table.from_pylist(list(incoming))
    cursor.register("incoming", table)
    try:
        ((changed,),) = cursor.execute(sql).fetchall()
        return int(changed)
    finally:
        cursor.unregister("incoming")


def rows_of(
    cursor: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, object] | None = None
) -> list[dict[str, object]]:
    """The rows that a query gives, as dictionaries."""
    result = cursor.execute(sql, values)
    columns = [column[0] for column in result.description]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
