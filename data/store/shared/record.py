"""PostgreSQL as the record of what is written: one writer at a time, and everybody sees whole commits."""

import json
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

import psycopg

from data.errors import StoreError, StoreExists, StoreMissing, StoreOutdated, StoreUnreachable, StoreVersion
from data.store import migrations
from data.store.rows import Engine, Row
from data.store.shared.address import told
from data.store.shared.connection import Cursor, Line
from data.store.shared.schema import Table, shared_tables, statements

KEPT = 10_000
"""So many commits can a copy be behind; one that is further takes everything anew."""

BATCH = 10_000
"""Rows at a time."""

UNKNOWN_SECONDS = 20.0
"""So long is tried to find out what became of a commit over which the connection was lost."""

ONE_STATE = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
BUILDING = "SELECT pg_advisory_xact_lock(20261127)"
TURN = ("BEGIN", "SELECT revision FROM metadata FOR UPDATE")

Key = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Commit:
    """A state of the record: its revision, and a fingerprint of all that was in it then."""

    revision: int
    state: str


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed in a table: the keys of the rows that were there before, and the rows that are there now."""

    gone: Sequence[Key]
    rows: Sequence[Row]


class View:
    """The record as one transaction sees it."""

    def __init__(self, cursor: Cursor, address: str, version: int | None = None) -> None:
        """``version``: of an older record, of which only all rows can be asked for."""
        self._cursor = cursor
        self._address = address
        self._version = version

    def _do(self, sql: str, values: Sequence[object] | None = None) -> Cursor:
        return self._cursor.execute(sql.encode(), values)

    def _list(self, sql: str, values: Sequence[object] | None = None) -> list[Row]:
        result = self._do(sql, values)
        columns = [column.name for column in result.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in result]

    def commit(self) -> Commit:
        """The latest commit. Raises as ``Record.refuse_unusable`` where the record is of another version by now."""
        row = self._do(
            "SELECT revision, coalesce(state, ''), schema_version "
            "FROM metadata LEFT JOIN following.commits USING (revision)"
        ).fetchone()
        assert row is not None  # metadata is always one row
        _refuse_another_version(row[2], self._address)
        return Commit(*row[:2])

    def tables(self) -> Sequence[str]:
        """The names of all tables of the store, in alphabetical order."""
        return sorted([*shared_tables(self._version), "metadata"])

    def rows(self, table: str) -> Iterator[Sequence[Row]]:
        """All rows of a table, by their columns, some at a time."""
        connection = self._cursor.connection
        with connection.cursor(f"rows_{secrets.token_hex(4)}") as cursor:  # kept by the server
            cursor.execute(f"SELECT * FROM {table}".encode())
            columns = [column.name for column in cursor.description or ()]
            while batch := cursor.fetchmany(BATCH):
                yield [dict(zip(columns, row, strict=True)) for row in batch]

    def numbers(self) -> dict[str, int]:
        """The highest number that was given in each of the tables that are numbered."""
        return dict(self._do("SELECT table_name, last FROM following.numbers").fetchall())

    def state(self) -> str:
        """As ``Engine.state``: PostgreSQL does not compute what DuckDB does."""
        return secrets.token_hex(16)

    def since(self, commit: Commit) -> dict[str, Change] | None:
        """What was changed after a commit, by table; None where that is not known, or the commit is none of this record."""
        known = "SELECT 1 FROM following.commits WHERE revision = %s AND state = %s"
        if self._do(known, [commit.revision, commit.state]).fetchone() is None:
            return None
        changed: dict[str, list[Key]] = {}
        for table, key in self._do(
            "SELECT DISTINCT table_name, row_key FROM following.changes WHERE revision > %s",
            [commit.revision],
        ).fetchall():
            changed.setdefault(table, []).append(key)
        return {name: Change(keys, self._of(shared_tables()[name], keys)) for name, keys in changed.items()}

    def _of(self, table: Table, keys: Sequence[Key]) -> Sequence[Row]:
        """The rows of a table with these keys; a key without a row gives none."""
        return self._list(f"SELECT own.* FROM {table.name} AS own JOIN {_asked(table)}", [json.dumps(keys)])


class Turn(View):
    """The record as who may write it sees it; all others wait for the end."""

    def __init__(self, cursor: Cursor, line: Line) -> None:
        super().__init__(cursor, line.address)
        self._line = line

    def save(self, commit: Commit, changes: Mapping[str, Change], numbers: Mapping[str, int]) -> None:
        """Write what was changed, by table, and commit it.

        Returns where it is committed, also where the connection was lost over it and another one finds it. Raises
        ``StoreError`` where it is not; the message of ``StoreUnreachable`` says so where nobody knows.
        """
        self._do("UPDATE metadata SET revision = %s", [commit.revision])
        self._do(
            "INSERT INTO following.commits (revision, state) VALUES (%s, %s)", [commit.revision, commit.state]
        )
        for name, change in changes.items():
            self._write(shared_tables()[name], change, commit.revision)
        self.keep(numbers)
        self._do("DELETE FROM following.commits WHERE revision <= %s", [commit.revision - KEPT])
        try:
            self._do("COMMIT")
        except psycopg.OperationalError as error:
            if not self._cursor.connection.broken:
                raise
            if not self._was_committed(commit):
                what = "与 PostgreSQL 的连接断开，没有保存"
                raise StoreUnreachable(what, told(self._line.address), "重试") from error

    def _write(self, table: Table, change: Change, revision: int) -> None:
        """Take away the rows that were there, put in those that are, and tell followers of both."""
        if change.gone:
            self._do(
                f"DELETE FROM {table.name} AS own USING {_asked(table, 'WHERE')}", [json.dumps(change.gone)]
            )
        self.put(table.name, change.rows)
        keys = [{column: row[column] for column, _ in table.key} for row in change.rows]
        self._do(
            "INSERT INTO following.changes SELECT DISTINCT %s::bigint, %s, value FROM jsonb_array_elements(%s::jsonb)",
            [revision, table.name, json.dumps([*change.gone, *keys])],
        )

    def keep(self, numbers: Mapping[str, int]) -> None:
        """Let none of these numbers, by table, be given again."""
        self._do(
            "INSERT INTO following.numbers SELECT * FROM unnest(%s::text[], %s::bigint[]) "
            "ON CONFLICT (table_name) DO UPDATE SET last = greatest(numbers.last, excluded.last)",
            [list(numbers), list(numbers.values())],
        )

    def put(self, name: str, rows: Sequence[Row]) -> None:
        """Add rows to a table."""
        if not rows:
            return
        columns = list(rows[0])
        listed = ", ".join(f'"{column}"' for column in columns)
        with self._cursor.copy(f"COPY {name} ({listed}) FROM STDIN".encode()) as copy:
            for row in rows:
                copy.write_row([row[column] for column in columns])

    def build(self, source: Engine) -> None:
        """Make all tables, with the rows of another store."""
        for statement in statements():
            self._do(statement)
        for table in source.tables():
            for batch in source.rows(table):
                self.put(table, batch)
        self.keep(source.numbers())
        self._do(
            "INSERT INTO following.commits (revision, state) SELECT revision, %s FROM metadata",
            [source.state()],
        )

    def _was_committed(self, commit: Commit) -> bool:
        """Whether a commit over which the connection was lost is done; asked for when it can be neither any more."""
        self._line.close()
        end = time.monotonic() + UNKNOWN_SECONDS
        while True:
            try:
                with self._line.transaction(*TURN) as cursor:  # the server has ended the lost transaction
                    return View(cursor, self._address).since(commit) is not None
            except StoreUnreachable as error:
                if time.monotonic() > end:
                    what = "与 PostgreSQL 的连接在保存时断开，不知道保存了没有"
                    todo = "恢复后先查看操作记录，再决定要不要重做"
                    raise StoreUnreachable(what, told(self._line.address), todo) from error
                time.sleep(0.2)


class Outdated(View):
    """A record of an older version, that nobody else uses."""

    def __init__(self, cursor: Cursor, line: Line, version: int) -> None:
        super().__init__(cursor, line.address, version)
        self.version = version
        self._line = line

    def replace(self, newer: Engine) -> View:
        """Put all tables anew in the place of the old ones, with the rows of ``newer``; ``commit_replaced`` makes it last."""
        numbers = self.numbers()  # also of rows that are no longer there
        self._do(f"DROP TABLE {', '.join(self.tables())}")
        self._do("DROP SCHEMA following CASCADE")
        turn = Turn(self._cursor, self._line)
        turn.build(newer)
        turn.keep(numbers)
        return turn

    def commit_replaced(self) -> None:
        """Commit what was put in place."""
        self._do("COMMIT")


def _others(cursor: Cursor) -> int:
    """How many connections of dashboards there are but this one; some that were just closed are waited for."""
    for wait in (0.1, 0.4, 1.0, 0.0):
        ((others,),) = cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND application_name = 'dashboard' AND pid <> pg_backend_pid()"
        ).fetchall()
        if not others:
            break
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        time.sleep(wait)
    return int(others)


def _refuse_another_version(version: int, address: str) -> None:
    what = f"数据库的版本是 {version}，本看板需要 {migrations.LATEST}"
    if version > migrations.LATEST:
        raise StoreVersion(what, told(address), "把各台服务器的看板升级到同一版本")
    if version < migrations.LATEST:
        raise StoreOutdated(what, told(address), "按部署说明升级")


def _asked(table: Table, word: str = "ON") -> str:
    """SQL: the keys that are given as JSON, and how they find the rows of ``own``."""
    types = ", ".join(f'"{column}" {kind}' for column, kind in table.key)
    same = " AND ".join(f'own."{column}" = asked."{column}"' for column, _ in table.key)
    return f"jsonb_to_recordset(%s::jsonb) AS asked ({types}) {word} {same}"


class Record:
    """PostgreSQL at an address; nothing is connected before it is asked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._reading, self._writing = Line(address), Line(address)

    @contextmanager
    def view(self) -> Iterator[View]:
        """The record as of now, one state of it within the block."""
        with self._reading.transaction(ONE_STATE) as cursor:
            yield View(cursor, self.address)

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """The right to write, when it is this one's turn; given back at the end of the block."""
        with self._writing.transaction(*TURN) as cursor:
            yield Turn(cursor, self._writing)

    def refuse_unusable(self) -> None:
        """Raise where there is no store of this version: ``StoreMissing``, ``StoreOutdated`` or ``StoreVersion``."""
        with self._reading.transaction(ONE_STATE) as cursor:
            cursor.execute("SELECT to_regclass('metadata')")
            row = cursor.fetchone()
            if row is None or row[0] is None:
                raise StoreMissing("PostgreSQL 里没有本看板的表", told(self.address), "检查地址，或先新建")
            ((version,),) = cursor.execute("SELECT schema_version FROM metadata").fetchall()
        _refuse_another_version(version, self.address)

    @contextmanager
    def built_from(self, source: Engine) -> Iterator[View]:
        """Make all tables with the rows of another store, committed at the end of the block, in which they can be looked at.

        Raises ``StoreExists`` where tables are there already.
        """
        with self._writing.transaction("BEGIN", BUILDING) as cursor:
            cursor.execute("SELECT to_regclass('metadata'), current_setting('server_encoding')")
            found, encoding = cursor.fetchone() or (None, "")
            if found is not None:
                raise StoreExists(
                    "PostgreSQL 里已经有本看板的表，没有写入", told(self.address), "换一个空的数据库"
                )
            if encoding != "UTF8":
                todo = "用 CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0 新建"
                raise StoreError("PostgreSQL 的数据库不是 UTF-8 编码", told(self.address), todo)
            turn = Turn(cursor, self._writing)
            turn.build(source)
            yield turn
            cursor.execute("COMMIT")

    @contextmanager
    def outdated(self) -> Iterator[Outdated]:
        """A record of an older version, which nobody else uses within the block.

        Raises ``StoreOutdated`` where other dashboards are connected, or the user may not make tables.
        """
        self._reading.close()
        with self._writing.transaction("BEGIN", BUILDING) as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '30min'")
            cursor.execute("LOCK TABLE metadata")
            ((version, owned),) = cursor.execute(
                "SELECT schema_version, (SELECT bool_and(pg_has_role(tableowner, 'USAGE')) FROM pg_tables "
                "WHERE schemaname IN (current_schema(), 'following')) "
                "AND has_schema_privilege(current_schema(), 'CREATE') FROM metadata"
            ).fetchall()
            what = f"数据库的版本是 {version}，本看板需要 {migrations.LATEST}"
            if not owned:
                todo = (
                    "停下各台服务器的看板，用建表的用户运行一次 python -m data check --database "
                    "postgresql://dashboard_owner@…（升级前自动备份），再启动看板"
                )
                raise StoreOutdated(f"{what}，连接用的用户不能升级它", told(self.address), todo)
            if others := _others(cursor):
                todo = "停下各台服务器的看板，再启动一台，它会先备份再升级"
                raise StoreOutdated(
                    f"{what}；另有 {others} 个连接还在用它，没有升级", told(self.address), todo
                )
            yield Outdated(cursor, self._writing, version)

    def close(self) -> None:
        """Close what is connected."""
        for line in (self._reading, self._writing):
            line.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
