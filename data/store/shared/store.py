"""A store that several servers share: what is read stands in this server's DuckDB, what is written in PostgreSQL, too.

A write takes its turn at PostgreSQL, brings the copy to the latest commit, and runs in the copy as in any store. The rows
that it changed are committed to PostgreSQL, then in the copy: who dies between the two finds them when it starts again. A
read looks for a newer commit first, at most twice a second, and takes the rows that it changed. While PostgreSQL cannot be
reached, the copy is read as it is, and says so (``behind``); who reads does not wait for looks, and nothing can be written.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

import duckdb

from data.errors import StoreDamaged, StoreError, StoreLocked, StoreOutdated, StoreReadOnly, StoreUnreachable
from data.store import faults, migrations
from data.store.activities import local
from data.store.database import (
    QUERY_SECONDS,
    WRITE_SECONDS,
    Store,
    activity_rows,
    advance,
    given_numbers,
    last_numbers,
    revision_of,
)
from data.store.rows import execute_with, insert_rows, rows_of
from data.store.shared.address import told
from data.store.shared.record import Change, Commit, Key, Record, Turn, View
from data.store.shared.schema import Table, digests_of, shared_tables, state_of

LOOK_SECONDS = 0.5
"""A copy is at most so old when it is read."""

CATCH_UP_SECONDS = 600.0


class SharedStore(Store):
    """The opened store; ``path`` is the file of this server's copy."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        super().__init__(path, connection)
        self.address = ""
        self._record = Record("")
        self._turn = threading.Lock()  # of the writers of this server
        self._writing = threading.RLock()  # who changes the copy: a writer, or who catches up
        self._writer: int | None = None  # the thread that writes
        self._mine: Turn | None = None  # its turn at PostgreSQL
        self._at = Commit(0, "")  # what the copy is a copy of
        self._digests: dict[
            str, str
        ] = {}  # of the copy as this server committed it last; empty when it caught up since
        self._looking = threading.Lock()
        self._looked = 0.0
        self._failed: StoreError | None = None  # at the last look

    @classmethod
    def open_shared(cls, address: str) -> Self:
        """Open this server's copy of the store at an address, and bring it to the latest commit.

        Opening the same address again in one process gives the same store. A copy that is none, or is not the same as
        the record, is made anew. Where PostgreSQL cannot be reached, a copy of this address is opened as it is
        (``behind``). Raises ``StoreUnreachable`` where there is none either, ``StoreMissing`` where the record is empty,
        ``StoreVersion`` or ``StoreOutdated`` where it is of another version, ``StoreLocked`` where another process has
        the copy open.
        """
        place = cls.place(address)
        with cls._opening:
            opened = cls._open_stores.get(place)
            if opened is not None:
                if not isinstance(opened, cls) or opened.address != address:
                    raise StoreLocked("这个文件已经作为另一个数据库打开", str(place), "换一个文件作副本")
                return opened
            away: StoreUnreachable | None = None
            with Record(address) as record:
                try:
                    record.refuse_unusable()
                except StoreUnreachable as error:
                    away = error
            store = cls._usable_copy(place) if away is None else cls._copy_of(address, place, away)
            store.address, store._record, store._failed = address, record, away
            try:
                store._begin()
                store._begin_audit()
            except BaseException:
                store.close()
                raise
            cls._open_stores[place] = store
            return store

    @classmethod
    def _usable_copy(cls, place: Path) -> Self:
        """The copy as it is; an empty one where there is none that can be used: nothing of it is lost."""
        with suppress(StoreDamaged):  # not a folder, that is
            faults.refuse_unusable_place(place)
        try:
            return cls._of_this_version(place)
        except (StoreLocked, StoreReadOnly):
            raise
        except StoreError:
            pass
        for left in (_whose(place), place, faults.log_of(place)):
            left.unlink(missing_ok=True)
        return cls.create(place)

    @classmethod
    def _copy_of(cls, address: str, place: Path, away: StoreUnreachable) -> Self:
        """The copy of the store at an address that is away; raises ``away`` where there is none that can be read."""
        try:
            if _whose(place).read_text(encoding="utf-8") == told(address):
                return cls._of_this_version(place)
        except StoreLocked:
            raise
        except (OSError, StoreError):
            pass
        raise away

    @classmethod
    def _of_this_version(cls, place: Path) -> Self:
        """The copy as it is; raises as ``open_as_it_is``, ``StoreVersion`` or ``StoreOutdated`` where it is of another version."""
        store = cls.open_as_it_is(place)
        try:
            with store._cursor(QUERY_SECONDS) as cursor:
                version = migrations.version_of(cursor, str(place))
                if version < migrations.LATEST:
                    raise StoreOutdated(f"副本的版本是 {version}", str(place))
        except BaseException:
            store.close()
            raise
        return store

    def _begin(self) -> None:
        """Find out what the copy is a copy of, and bring it to the latest commit where PostgreSQL is there."""
        with self._writing:
            with self._cursor(CATCH_UP_SECONDS) as cursor:
                cursor.begin()
                self._at = Commit(revision_of(cursor), state_of(digests_of(cursor)))
            if self._failed is not None:
                return
            with self._record.view() as view:
                self._catch_up(view)
            self.checkpoint()  # a log that makes tables cannot be read back by DuckDB where this process is killed
            with suppress(OSError):
                _whose(self.path).write_text(told(self.address), encoding="utf-8")

    # ── reading ─────────────────────────────────────────────────────────────────────────────────────────────

    def _follow(self) -> None:
        """Bring the copy to the latest commit, if nobody has looked within ``LOOK_SECONDS``; what is away is looked for aside."""
        if self._writer == threading.get_ident():  # its turn: there is nothing newer
            return
        if isinstance(self._failed, StoreUnreachable):
            if self._is_due() and self._looking.acquire(blocking=False):
                threading.Thread(target=self._look_aside, name="looking", daemon=True).start()
            return
        with self._looking:
            if self._is_due():
                self._look()
            failed = self._failed
        if failed is not None and not isinstance(failed, StoreUnreachable):
            raise failed

    def _is_due(self) -> bool:
        return time.monotonic() - self._looked >= LOOK_SECONDS

    def _look(self) -> None:
        """Bring the copy to the latest commit, or note why not. The caller has ``_looking``."""
        try:
            with self._record.view() as view:
                newer = view.commit() != self._at
            if newer:
                with self._writing, self._record.view() as view:
                    self._catch_up(view)
            self._failed = None
        except StoreError as error:
            self._failed = error
        finally:
            self._looked = time.monotonic()

    def _look_aside(self) -> None:
        """As ``_look``, in a thread that was given ``_looking``."""
        try:
            self._look()
        finally:
            self._looking.release()

    def look_again(self) -> None:
        """Look now, and wait for what is found."""
        with self._looking:
            self._look()

    def behind(self) -> str:
        """As ``Store.behind``: that PostgreSQL cannot be reached, and how far the copy goes; looked for first."""
        self._follow()
        if not isinstance(self._failed, StoreUnreachable):
            return ""
        with self.read() as cursor:
            ((last,),) = cursor.execute("SELECT max(happened_at) FROM activities").fetchall()
        until = f"，到 {local(last)} 的操作为止" if last else ""
        return (
            f"数据库服务器连不上（{told(self.address)}）。显示的是这台服务器上的副本{until}；"
            "现在不能保存，已保存的不受影响。连上后自动恢复。"
        )

    def _catch_up(self, view: View) -> None:
        """Take what was committed since, or everything where that is not known. The caller has ``_writing``."""
        latest = view.commit()
        if latest == self._at:
            return
        changes = view.since(self._at)
        with self._cursor(CATCH_UP_SECONDS) as cursor:
            cursor.begin()
            given, last = given_numbers(cursor), last_numbers(cursor)["activities"]
            if changes is None:
                _take_everything(cursor, view)
            else:
                for table in [own for own in shared_tables() if own in changes]:
                    _take(cursor, shared_tables()[table], changes[table])
            cursor.execute("UPDATE metadata SET revision = ?", [latest.revision])
            for table, number in view.numbers().items():  # none that another server has given is given again
                if number > given[table]:
                    advance(cursor, table, number)
            added = activity_rows(cursor, 0 if changes is None else last)
            cursor.commit()
        self._at, self._digests = latest, {}
        if self.audit is not None:
            self.audit.append(added)

    # ── writing ─────────────────────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def write(self, seconds: float = WRITE_SECONDS) -> Iterator[duckdb.DuckDBPyConnection]:
        """As ``Store.write``, when it is this writer's turn among those of all servers.

        Raises ``StoreUnreachable`` where PostgreSQL cannot be reached, ``StoreLocked`` where others write for too long.
        """
        with self._turn, self._record.turn() as turn, self._writing:
            self._catch_up(turn)
            self._writer = threading.get_ident()
            try:
                with super().write(seconds) as cursor:
                    self._mine = turn
                    yield cursor
            finally:
                self._writer = self._mine = None

    def _commit(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Commit what the transaction changed to the record, then in the copy."""
        digests = digests_of(cursor)
        with self._cursor(CATCH_UP_SECONDS) as before:
            before.begin()
            earlier = self._digests or digests_of(before)
            changes = {
                name: _change(cursor, before, table)
                for name, table in shared_tables().items()
                if digests[name] != earlier[name]
            }
        commit = Commit(revision_of(cursor), state_of(digests))
        assert self._mine is not None  # set by ``write``, which calls this
        self._mine.save(commit, changes, given_numbers(cursor))
        try:
            cursor.commit()
        except duckdb.Error as error:
            what = "已经保存到 PostgreSQL，但这台服务器的副本写不进去"
            raise StoreReadOnly(what, str(self.path), "检查磁盘空间；不要重做") from error
        self._at, self._digests = commit, digests

    @contextmanager
    def still(self) -> Iterator[None]:
        """Nobody writes within the block, on no server; others wait for its end."""
        with self._turn, self._record.turn() as turn, self._writing:
            self._catch_up(turn)
            self._writer = threading.get_ident()
            try:
                yield
            finally:
                self._writer = None

    @contextmanager
    def record(self) -> Iterator[View]:
        """What PostgreSQL has, as of now: one state of it within the block, on a connection of its own."""
        with Record(self.address) as record, record.view() as view:
            yield view

    def close(self) -> None:
        """As ``Store.close``; the connections to PostgreSQL are closed, too."""
        with self._looking:
            super().close()
            self._record.close()


# ── what was changed, and how it gets into a copy ───────────────────────────────────────────────────────────


def _whose(place: Path) -> Path:
    """The file that tells of which address a copy is: who starts while that is away reads no other's copy."""
    return place.with_name(f"{place.name}.of")


def _keys(table: Table) -> str:
    return ", ".join(f'"{column}"' for column, _ in table.key)


def _change(cursor: duckdb.DuckDBPyConnection, before: duckdb.DuckDBPyConnection, table: Table) -> Change:
    """The difference between a table as two cursors see it."""
    keys, hashed = _keys(table), f"hash({table.name}) AS digest"
    cursor.register("earlier", before.execute(f"SELECT {keys}, {hashed} FROM {table.name}").to_arrow_table())
    try:
        gone = rows_of(
            cursor,
            f"SELECT {keys} FROM earlier ANTI JOIN (SELECT {keys}, {hashed} FROM {table.name}) USING ({keys}, digest)",
        )
        rows = rows_of(
            cursor,
            f"SELECT own.* FROM {table.name} AS own SEMI JOIN (SELECT {keys} FROM (SELECT {keys}, {hashed} "
            f"FROM {table.name}) ANTI JOIN earlier USING ({keys}, digest)) USING ({keys})",
        )
    finally:
        cursor.unregister("earlier")
    return Change(gone, rows)


def _take(cursor: duckdb.DuckDBPyConnection, table: Table, change: Change) -> None:
    """Bring what was changed into the copy."""
    _take_away(cursor, table, change.gone)
    insert_rows(cursor, {table.name: change.rows})


def _take_away(cursor: duckdb.DuckDBPyConnection, table: Table, keys: Sequence[Key]) -> None:
    if keys:
        same = " AND ".join(f'own."{column}" = incoming."{column}"' for column, _ in table.key)
        execute_with(cursor, f"DELETE FROM {table.name} AS own USING incoming WHERE {same}", keys)


def _take_everything(cursor: duckdb.DuckDBPyConnection, view: View) -> None:
    for table in shared_tables():
        cursor.execute(f"DELETE FROM {table}")
        for batch in view.rows(table):
            insert_rows(cursor, {table: batch})
