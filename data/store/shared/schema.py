"""The tables of the store as PostgreSQL has them: those that the migrations make, with foreign keys, and what followers need."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import duckdb

from data.store import migrations
from data.store.rows import digest_of

TYPES = {
    "BIGINT": "bigint",
    "BLOB": "bytea",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "INTEGER": "integer",
    "TIMESTAMP": "timestamp",
    "VARCHAR": "text",
    "VARCHAR[]": "text[]",
}
"""Types of DuckDB, and how PostgreSQL calls them; a migration with another type has to add it here."""

REFERENCES = (
    ("sections (document_id)", "documents (document_id)"),
    ("lines (document_id)", "documents (document_id)"),
    ("tasks (document_id)", "documents (document_id)"),
    ("tasks (section_id)", "sections (section_id)"),
    ("responsibilities (task_id)", "tasks (task_id)"),
    ("responsibilities (department_id)", "departments (department_id)"),
    ("targets (task_id)", "tasks (task_id)"),
    ("department_names (department_id)", "departments (department_id)"),
    ("collective_members (collective_id)", "departments (department_id)"),
    ("collective_members (department_id)", "departments (department_id)"),
    ("retired_tasks (document_id)", "documents (document_id)"),
    ("originals (document_id)", "documents (document_id)"),
    ("examples (document_id)", "documents (document_id)"),
    ("shown_first (document_id)", "documents (document_id)"),
    ("decided_members (decision_id)", "naming_decisions (decision_id)"),
    ("activities (kind)", "activity_kinds (kind)"),
    ("periods (document_id)", "documents (document_id)"),
    ("sendings (document_id, period)", "periods (document_id, period)"),
    ("sending_units (number)", "sendings (number)"),
    ("returns (document_id, period)", "periods (document_id, period)"),
    ("progress (document_id, period)", "periods (document_id, period)"),
    ("progress (document_id, period, unit, sha256)", "returns (document_id, period, unit, sha256)"),
    ("scenarios (document_id)", "documents (document_id)"),
    ("verifications (document_id, period)", "periods (document_id, period)"),
    ("closings (action_item)", "action_items (number)"),
)
"""What ``queries/rules.sql`` keeps in DuckDB, and a foreign key can keep: who refers, and to whom.

What may be a task or a retired one is no foreign key; the rules keep it before every commit, as all the others.
"""

FOLLOWING = """
CREATE SCHEMA following;
COMMENT ON SCHEMA following IS '各台服务器的副本跟上记录所需的，不是人写的内容';
CREATE TABLE following.commits (
    revision bigint PRIMARY KEY,
    state text NOT NULL,
    committed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE following.commits IS '最近的各次提交，及提交后全部内容的指纹';
CREATE TABLE following.changes (
    revision bigint NOT NULL REFERENCES following.commits ON DELETE CASCADE,
    table_name text NOT NULL,
    row_key jsonb NOT NULL
);
CREATE INDEX ON following.changes (revision);
COMMENT ON TABLE following.changes IS '每次提交写过、改过或删去的行';
CREATE TABLE following.numbers (
    table_name text PRIMARY KEY,
    last bigint NOT NULL
);
COMMENT ON TABLE following.numbers IS '各表已经给出的最大序号；删去的不再给出';
CREATE FUNCTION following.only_added() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN RAISE EXCEPTION ''操作记录只增不改'' USING ERRCODE = ''restrict_violation''; END';
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON activities
    FOR EACH STATEMENT EXECUTE FUNCTION following.only_added();
"""
"""What there is in PostgreSQL besides the tables of the store."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the store."""

    name: str
    columns: tuple[str, ...]
    key: tuple[tuple[str, str], ...]  # columns of the primary key, with their types in PostgreSQL


@cache
def shared_tables(version: int | None = None) -> dict[str, Table]:
    """All tables by their names, in alphabetical order, but ``metadata``, whose one row tells the version and the revision.

    ``version``: of an older schema than ``migrations.LATEST``.
    """
    with duckdb.connect() as fresh:
        migrations.build(fresh, version)
        keys = dict(
            fresh.execute(
                "SELECT table_name, constraint_column_names FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
            ).fetchall()
        )
        types: dict[str, dict[str, str]] = {}
        for table, column, kind in fresh.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal "
            "ORDER BY table_name, column_index"
        ).fetchall():
            types.setdefault(table, {})[column] = TYPES[kind]
    return {
        name: Table(name, tuple(columns), tuple((column, columns[column]) for column in keys[name]))
        for name, columns in types.items()
        if name != "metadata"
    }


def digests_of(cursor: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """A text for all rows of each table of a store in DuckDB, whatever their order."""
    counted = " UNION ALL ".join(
        f"SELECT '{name}', {digest_of(name)} FROM {name}" for name in shared_tables()
    )
    return dict(cursor.execute(counted).fetchall())


def state_of(digests: Mapping[str, str]) -> str:
    """One text for the digests of all tables: what a commit is known by."""
    return hashlib.sha256(repr(sorted(digests.items())).encode()).hexdigest()


@cache
def statements() -> tuple[str, ...]:
    """What makes all tables in an empty database of PostgreSQL, in order."""
    with duckdb.connect() as fresh:
        migrations.build(fresh)
        return (*_tables(fresh), *_comments(fresh), *_references(), FOLLOWING)


def _tables(fresh: duckdb.DuckDBPyConnection) -> Iterator[str]:
    parts: dict[str, list[str]] = {}
    for table, column, kind, nullable in fresh.execute(
        "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns() WHERE NOT internal "
        "ORDER BY table_name, column_index"
    ).fetchall():
        needed = "" if nullable else " NOT NULL"
        parts.setdefault(table, []).append(f'"{column}" {TYPES[kind]}{needed}')
    for table, text in fresh.execute(
        "SELECT table_name, constraint_text FROM duckdb_constraints() WHERE constraint_type <> 'NOT NULL'"
    ).fetchall():
        parts[table].append(_as_postgresql(text))
    for table, lines in parts.items():
        yield f"CREATE TABLE {table} ({', '.join(lines)})"


def _as_postgresql(constraint: str) -> str:
    """A constraint as DuckDB tells it, in the words of PostgreSQL."""
    text = constraint.replace('main."trim"(', "btrim(")
    return re.sub(r"regexp_full_match\((\w+), ('[^']*')\)", r"\1 ~ \2", text)


def _comments(fresh: duckdb.DuckDBPyConnection) -> Iterator[str]:
    for what, comment in fresh.execute(
        "SELECT 'TABLE ' || table_name, comment FROM duckdb_tables() WHERE comment IS NOT NULL UNION ALL "
        """SELECT 'COLUMN ' || table_name || '."' || column_name || '"', comment FROM duckdb_columns() """
        "WHERE NOT internal AND comment IS NOT NULL"
    ).fetchall():
        text = comment.replace("'", "''")
        yield f"COMMENT ON {what} IS '{text}'"


def _references() -> Iterator[str]:
    for one, other in REFERENCES:
        table, columns = one.split(" ", 1)
        yield f"ALTER TABLE {table} ADD FOREIGN KEY {columns} REFERENCES {other} DEFERRABLE INITIALLY DEFERRED"
        yield f"CREATE INDEX ON {table} {columns}"  # looked through whenever a row that is referred to is replaced
