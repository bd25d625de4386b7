"""The store: one DuckDB file, opened by one process, with one connection.

Every read and every write gets a cursor of its own, closed after it. A read sees one state of the store from
beginning to end; a write is one transaction, whole or nothing, and only one runs at a time.
"""

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import ClassVar, Self

import duckdb

from data.errors import StoreError, StoreMissing, StoreOutdated, StoreStopped
from data.store import faults, migrations
from data.store.audit import AuditLog, audit_file
from data.store.queries import query
from data.store.rows import digest_of, rows_of
from data.store.shared.address import PATH_VARIABLE, copy_file, shared_address

DEFAULT_PATH = Path(__file__).parents[1] / "dashboard.duckdb"

BACKUPS_VARIABLE = "DASHBOARD_BACKUPS"
"""Environment variable that names another folder for the backups."""

QUERY_SECONDS = 10.0
"""A read that takes longer is interrupted."""

WRITE_SECONDS = 60.0
"""So long may a write take: what it writes is bounded, and a busy machine is no reason to refuse it."""

SCHEMA_SECONDS = 300.0
"""So long may building a store take, or bringing one up to date."""

NUMBERED = {
    "action_items": "action_item_numbers",
    "activities": "activity_numbers",
    "closings": "closing_numbers",
    "directories": "directory_numbers",
    "due_days": "due_day_numbers",
    "earlier_texts": "earlier_text_numbers",
    "fillers": "filler_numbers",
    "progress": "progress_numbers",
    "scenarios": "scenario_numbers",
    "sendings": "sending_numbers",
    "verifications": "verification_numbers",
}
"""Tables whose rows a sequence numbers."""

_NUMBER = {"scenarios": "scenario_id[2:]::INTEGER"}
"""How the number of a row is written where it is no column of its own."""

Settings = dict[str, str | bool | int | float | list[str]]
"""As ``duckdb.connect`` takes them."""

FILE_FORMAT: Settings = {"storage_compatibility_version": "v1.5.0", "default_block_size": 16384}
"""Of a new file. Small blocks: the first document takes 0.6 MB instead of 9 MB, no slower."""

NO_EXTENSIONS: Settings = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
}
"""Set before the file is opened: for a file of SQLite, DuckDB would ask another host for an extension."""


class Store:
    """The opened store. ``data.store.opening.open_store`` gives it; ``close`` (or ``with``) gives the file free."""

    _open_stores: ClassVar[dict[Path, "Store"]] = {}
    _opening: ClassVar[threading.RLock] = threading.RLock()

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self.backups = backup_folder(path)
        self.audit: AuditLog | None = None  # of the store that is shared; none of copies
        self._connection = connection
        self._writing: AbstractContextManager[object] = threading.Lock()

    @classmethod
    def open(cls, path: Path | str | None = None) -> "Store":
        """Open the store at ``path``, else at ``$DASHBOARD_DATABASE``, else at ``data/dashboard.duckdb``.

        Opening the same path again in one process gives the same ``Store``. The schema version is checked and
        every table read once. Raises ``StoreMissing`` where there is none, ``StoreOutdated`` where it is of an older
        version (``data.store.opening`` builds and upgrades), ``StoreLocked``, ``StoreDamaged``, ``StoreVersion`` or
        ``StoreReadOnly``; nothing is ever repaired or deleted.
        """
        place = cls.place(path)
        with cls._opening:
            if place not in cls._open_stores:
                store = cls.open_as_it_is(place)
                try:
                    with store.read() as cursor:
                        version = migrations.version_of(cursor, str(place))
                        if version < migrations.LATEST:
                            raise StoreOutdated(
                                f"数据库的版本是 {version}", str(place), "重新启动看板，它会自动升级"
                            )
                        cursor.execute(fingerprint(tables(cursor)))
                    store._begin_audit()
                except BaseException:
                    store.close()
                    raise
                cls._open_stores[place] = store
            return cls._open_stores[place]

    @classmethod
    def open_as_it_is(cls, place: Path) -> Self:
        """Open the file of a store whatever its version is, not to be shared; raises as ``open`` does."""
        faults.refuse_unusable_place(place)
        if not place.exists():
            raise StoreMissing("找不到数据库", str(place), "检查路径，或先导入文件")
        return cls(place, _connected(place))

    @staticmethod
    def place(path: Path | str | None = None) -> Path:
        """Where the store is that ``open(path)`` opens; of the address of a shared one, where this server's copy is."""
        address = shared_address(path)
        if address is not None:
            return copy_file(address, DEFAULT_PATH.parent)
        return Path(path or os.environ.get(PATH_VARIABLE) or DEFAULT_PATH).resolve()

    @classmethod
    def create(cls, path: Path, version: int | None = None) -> Self:
        """A store at ``path`` (where no file is) with empty tables; ``version``: those of an older one."""
        with faults.translated(path):
            connection = duckdb.connect(path, config={**FILE_FORMAT, **NO_EXTENSIONS})
        _harden(connection, path)
        store = cls(path, connection)
        with store._cursor(SCHEMA_SECONDS) as cursor:
            cursor.begin()
            migrations.build(cursor, version)
            cursor.commit()
        return store

    @contextmanager
    def read(self, seconds: float = QUERY_SECONDS) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor that sees one state of the store; what is written with it is undone.

        Interrupted after ``seconds`` with ``StoreInterrupted``.
        """
        self._follow()
        with self._cursor(seconds) as cursor:
            cursor.begin()
            yield cursor

    def _follow(self) -> None:
        """Before reading: bring a store that is a copy to what it is a copy of."""

    @contextmanager
    def write(self, seconds: float = WRITE_SECONDS) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor in a transaction, committed at the end of the block; undone by any exception in it.

        Writers wait for each other; do not nest them. Do nothing slow in the block: read the document before. Every
        commit raises the revision by one (``revision_of`` gives it within the block). What breaks a rule of
        ``queries/rules.sql``, or changes the record of activities otherwise than by adding to it, is undone with
        ``StoreError``. What is added is written to the file of the record, too (``data.store.audit``).
        """
        with self._writing, self._cursor(seconds) as cursor:
            if self.audit is not None:
                self.audit.refuse_unwritable()
            cursor.begin()
            recorded = _recorded(cursor)
            cursor.execute("UPDATE metadata SET revision = revision + 1")
            yield cursor
            _keep_rules(cursor)
            if _recorded(cursor, recorded[0]) != recorded:
                raise StoreError("操作记录只增不改，没有保存", self.path.name, "把这句话告诉维护人员")
            added = activity_rows(cursor, recorded[0])
            self._commit(cursor)
            if self.audit is not None:
                self.audit.append(added)
            with suppress(duckdb.Error):  # what is committed stands in the write-ahead log already
                cursor.execute("CHECKPOINT")

    def _commit(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Commit what was written, when all of it has been looked at."""
        cursor.commit()

    @contextmanager
    def still(self) -> Iterator[None]:
        """Nobody writes within the block; others wait for its end."""
        with self._writing:
            yield

    @contextmanager
    def change_schema(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """As ``write``, for a store of an older version: the block may change tables and gives the revision itself."""
        with self.fill_tables() as cursor:
            yield cursor
            _keep_rules(cursor)

    @contextmanager
    def fill_tables(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """As ``change_schema``, for a new store of any version, which takes all rows of another: the rules were kept there."""
        with self._writing, self._cursor(SCHEMA_SECONDS) as cursor:
            cursor.begin()
            yield cursor
            cursor.commit()
            cursor.execute("CHECKPOINT")

    def _begin_audit(self) -> None:
        """Keep the record of activities in its file, too; no number that stands there is given again."""
        self.audit = AuditLog(audit_file(self.path, self.place()))
        with self._writing, self._cursor(WRITE_SECONDS) as cursor:
            rows = activity_rows(cursor)
            last = self.audit.begin(rows)
            if last > max((int(str(row["number"])) for row in rows), default=0):
                advance(cursor, "activities", last)

    def checkpoint(self) -> None:
        """Bring the write-ahead log into the file; raises ``StoreReadOnly`` where the disk is full."""
        with self._writing, self._cursor(WRITE_SECONDS) as cursor:
            cursor.execute("CHECKPOINT")

    @contextmanager
    def _cursor(self, seconds: float) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor with a time limit, rolled back and closed after the block; its errors told in Chinese."""
        connection = self._connection
        try:
            with faults.translated(self.path):
                cursor = connection.cursor()
            limit = threading.Timer(seconds, _interrupt, [cursor])
            limit.daemon = True
            limit.start()
            try:
                with faults.translated(self.path):
                    yield cursor
            finally:
                limit.cancel()
                with suppress(duckdb.Error):  # nothing to roll back after a commit
                    cursor.rollback()
                cursor.close()
        except StoreStopped:
            self._connect_anew(connection)
            raise

    def _connect_anew(self, stopped: duckdb.DuckDBPyConnection) -> None:
        """Open the file again after DuckDB has stopped over a failed write, so that the next visitor finds it working.

        What was committed stands in the file and its log. A failure leaves the stopped connection, and the next
        visitor tries again.
        """
        with self._opening:
            if self._connection is stopped:
                stopped.close()
                with suppress(StoreError):
                    self._connection = _connected(self.path)

    def revision(self) -> int:
        """The number of commits: with every one of them it grows.

        Every run of a page asks for it, so it does without what ``read`` has around a cursor, unless something fails.
        """
        self._follow()
        try:
            with closing(self._connection.cursor()) as cursor:
                return revision_of(cursor)
        except duckdb.Error:
            with self.read() as cursor:
                return revision_of(cursor)

    def behind(self) -> str:
        """In Chinese: why what is read may not be the latest, and nothing can be saved; empty where that is not so."""
        return ""

    def look_again(self) -> None:
        """Find out whether the store is still ``behind``."""

    def close(self) -> None:
        """Give the file free; the store cannot be used afterwards."""
        with self._opening:
            if self._open_stores.get(self.path) is self:
                del self._open_stores[self.path]
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def backup_folder(path: Path) -> Path:
    """Where the backups of the store at this path are: in ``$DASHBOARD_BACKUPS``, else in ``backups`` beside it."""
    named = os.environ.get(BACKUPS_VARIABLE)
    return Path(named).resolve() if named else path.parent / "backups"


def revision_of(cursor: duckdb.DuckDBPyConnection) -> int:
    """The revision as the cursor sees it: within ``Store.write`` that of the commit that is coming."""
    ((revision,),) = cursor.execute("SELECT revision FROM metadata").fetchall()
    return int(revision)


def tables(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """The names of all tables of the store, in alphabetical order."""
    rows = cursor.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() ORDER BY table_name"
    ).fetchall()
    return [name for (name,) in rows]


def advance(cursor: duckdb.DuckDBPyConnection, table: str, last: int) -> None:
    """Let no row of a table have this number or a lower one any more."""
    sequence = NUMBERED[table]
    ((given,),) = cursor.execute(f"SELECT nextval('{sequence}')").fetchall()
    if given < last:
        cursor.execute(f"SELECT count(nextval('{sequence}')) FROM range({last - given})").fetchall()


def last_numbers(cursor: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """The highest number of each of the tables that are ``NUMBERED``; 0 where there is no row."""
    highest = " UNION ALL ".join(
        f"SELECT '{table}', coalesce(max({_NUMBER.get(table, 'number')}), 0) FROM {table}"
        for table in NUMBERED
    )
    return dict(cursor.execute(highest).fetchall())


def given_numbers(cursor: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """The last number that was given in each of the tables that are ``NUMBERED``; 0 where none was.

    Of a sequence that was used once or never since the store was opened, DuckDB tells the same: the rows tell more.
    """
    given = dict(
        cursor.execute(
            "SELECT sequence_name, coalesce(last_value - (last_value = start_value)::INTEGER, 0) "
            "FROM duckdb_sequences() WHERE database_name = current_database()"
        ).fetchall()
    )
    return {table: max(last, given[NUMBERED[table]]) for table, last in last_numbers(cursor).items()}


def activity_rows(cursor: duckdb.DuckDBPyConnection, after: int = 0) -> list[dict[str, object]]:
    """The rows of the record of activities with a higher number, in order."""
    return rows_of(cursor, "SELECT * FROM activities WHERE number > $after ORDER BY number", {"after": after})


def _recorded(cursor: duckdb.DuckDBPyConnection, up_to: int | None = None) -> tuple[int, int, int]:
    """The highest number of the record of activities (up to this one), how many rows there are, a number for all of them."""
    ((last, count, content),) = cursor.execute(
        "SELECT coalesce(max(number), 0), count(*), coalesce(bit_xor(hash(hash(activities))), 0) "
        "FROM activities WHERE number <= coalesce(?, number)",
        [up_to],
    ).fetchall()
    return int(last), int(count), int(content)


def fingerprint(names: Sequence[str]) -> str:
    """SQL that gives one text out of every row of the tables (at least one), whatever the order of the rows."""
    counted = ", ".join(f"(SELECT {digest_of(name)} AS rows FROM {name}) AS {name}" for name in names)
    return f"SELECT md5(concat_ws('-', {', '.join(f'{name}.rows' for name in names)})) FROM {counted}"


def _connected(path: Path) -> duckdb.DuckDBPyConnection:
    """A hardened connection to an existing file."""
    faults.refuse_foreign_files(path)
    with faults.translated(path):
        connection = duckdb.connect(path, config=NO_EXTENSIONS)
    _harden(connection, path)
    return connection


def _keep_rules(cursor: duckdb.DuckDBPyConnection) -> None:
    """Raise ``StoreError`` for what breaks a rule of ``queries/rules.sql``."""
    for what, where in cursor.execute(query("rules")).fetchall():
        raise StoreError(f"内容不符合数据库的约束，没有保存：{what}", where, "把这句话告诉维护人员")


def _interrupt(cursor: duckdb.DuckDBPyConnection) -> None:
    with suppress(duckdb.Error):  # the block ended at this very moment
        cursor.interrupt()


def quoted(path: Path) -> str:
    """A path as SQL writes it where no value can be bound."""
    return "'" + str(path).replace("'", "''") + "'"


def _harden(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Close every way from SQL to variables, files and settings; the lock comes last."""
    for setting in (
        "python_enable_replacements = false",
        "memory_limit = '1GB'",
        "max_temp_directory_size = '1GB'",
        f"threads = {min(4, os.cpu_count() or 1)}",
        f"allowed_directories = [{quoted(backup_folder(path))}]",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        connection.execute(f"SET {setting}")
