"""The store: one DuckDB file, opened by one process, with one connection.

Every read and every write gets a cursor of its own, closed after it. A read sees one state of the store from
beginning to end; a write is one transaction, whole or nothing, and only one runs at a time.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ClassVar, Self

import duckdb

from data.errors import StoreError, StoreMissing
from data.store import faults
from data.store.queries import query

SCHEMA_VERSION = 2
"""Raised with every change of ``schema.sql``."""

DEFAULT_PATH = Path(__file__).parents[1] / "dashboard.duckdb"
PATH_VARIABLE = "DASHBOARD_DATABASE"
"""Environment variable that names another place for the store."""

QUERY_SECONDS = 10.0
"""A read or write that takes longer is interrupted."""

FILE_FORMAT = {"storage_compatibility_version": "v1.5.0", "default_block_size": 16384}
"""Of a new file. Small blocks: the first document takes 0.6 MB instead of 9 MB, no slower."""

NO_EXTENSIONS = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
}
"""Set before the file is opened: for a file of SQLite, DuckDB would ask another host for an extension."""

CONTENT_TABLES = (
    "documents",
    "lines",
    "sections",
    "tasks",
    "departments",
    "department_names",
    "collective_members",
    "responsibilities",
    "targets",
    "naming_decisions",
)
"""The tables whose content pages show, each after those that it refers to."""

RECORD_TABLES = ("metadata", "activities")
"""All other tables: a new row in them changes nothing that is shown."""


def _fingerprint(tables: tuple[str, ...]) -> str:
    """SQL that gives one text out of every row of the tables, whatever their order."""
    return "SELECT md5(concat_ws('-', {})) FROM {}".format(
        ", ".join(f"{table}.rows" for table in tables),
        ", ".join(
            f"(SELECT count(*) || '.' || coalesce(bit_xor(hash({table})), 0) AS rows FROM {table}) AS {table}"
            for table in tables
        ),
    )


FINGERPRINT = _fingerprint(CONTENT_TABLES)


class Store:
    """The opened store. ``Store.open`` makes it; ``close`` (or ``with``) gives the file free."""

    _open_stores: ClassVar[dict[Path, "Store"]] = {}
    _opening: ClassVar[threading.RLock] = threading.RLock()

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self._connection = connection
        self._writing = threading.Lock()

    @classmethod
    def open(cls, path: Path | str | None = None) -> Self:
        """Open the store at ``path``, else at ``$DASHBOARD_DATABASE``, else at ``data/dashboard.duckdb``.

        Opening the same path again in one process gives the same ``Store``. The schema version is checked and
        every table read once. Raises ``StoreMissing`` where there is none (``data.store.seeding`` builds one),
        ``StoreLocked``, ``StoreDamaged``, ``StoreVersion`` or ``StoreReadOnly``; nothing is ever repaired or deleted.
        """
        place = cls.place(path)
        with cls._opening:
            if place not in cls._open_stores:
                faults.refuse_unusable_place(place)
                if not place.exists():
                    raise StoreMissing("找不到数据库", str(place), "检查路径，或先导入文件")
                cls._open_stores[place] = cls._connect(place)
            return cls._open_stores[place]

    @staticmethod
    def place(path: Path | str | None = None) -> Path:
        """Where the store is that ``open(path)`` opens."""
        return Path(path or os.environ.get(PATH_VARIABLE) or DEFAULT_PATH).resolve()

    @classmethod
    def create(cls, path: Path) -> Self:
        """A store at ``path`` (where no file is) with empty tables."""
        with faults.told(path):
            connection = duckdb.connect(path, config={**FILE_FORMAT, **NO_EXTENSIONS})
        store = cls(path, connection)
        _harden(connection, path)
        with store._cursor(QUERY_SECONDS) as cursor:
            cursor.begin()
            cursor.execute(Path(__file__).with_name("schema.sql").read_text(encoding="utf-8"))
            cursor.execute(
                "INSERT INTO metadata (schema_version, revision) VALUES (?, 'empty')", [SCHEMA_VERSION]
            )
            cursor.commit()
        return store

    @classmethod
    def _connect(cls, path: Path) -> Self:
        """The store in an existing file, looked through from beginning to end."""
        faults.refuse_foreign_files(path)
        with faults.told(path):
            connection = duckdb.connect(path, config=NO_EXTENSIONS)
        store = cls(path, connection)
        try:
            _harden(connection, path)
            with store.read() as cursor:
                faults.refuse_other_version(cursor, path, SCHEMA_VERSION)
                cursor.execute(_fingerprint((*CONTENT_TABLES, *RECORD_TABLES)))
        except BaseException:
            connection.close()
            raise
        return store

    @contextmanager
    def read(self, seconds: float = QUERY_SECONDS) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor that sees one state of the store; what is written with it is undone.

        Interrupted after ``seconds`` with ``StoreInterrupted``.
        """
        with self._cursor(seconds) as cursor:
            cursor.begin()
            yield cursor

    @contextmanager
    def write(self, seconds: float = QUERY_SECONDS) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor in a transaction, committed at the end of the block; undone by any exception in it.

        Writers wait for each other; do not nest them. Do nothing slow in the block: read the document before. What
        breaks a rule of ``queries/rules.sql`` is undone with ``StoreError``.
        """
        with self._writing, self._cursor(seconds) as cursor:
            cursor.begin()
            yield cursor
            for what, where in cursor.execute(query("rules")).fetchall():
                raise StoreError(f"内容不符合数据库的约束，没有保存：{what}", where, "把这句话告诉维护人员")
            cursor.execute(
                f"UPDATE metadata SET revision = content.revision FROM ({FINGERPRINT}) AS content (revision) "
                "WHERE metadata.revision <> content.revision"
            )
            cursor.commit()
            with suppress(duckdb.Error):  # what is committed stands in the write-ahead log already
                cursor.execute("CHECKPOINT")

    @contextmanager
    def _cursor(self, seconds: float) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor with a time limit, rolled back and closed after the block; its errors told in Chinese."""
        with faults.told(self.path):
            cursor = self._connection.cursor()
        limit = threading.Timer(seconds, _interrupt, [cursor])
        limit.daemon = True
        limit.start()
        try:
            with faults.told(self.path):
                yield cursor
        finally:
            limit.cancel()
            with suppress(duckdb.Error):  # nothing to roll back after a commit
                cursor.rollback()
            cursor.close()

    def revision(self) -> str:
        """A text that changes exactly when stored content changes: the key of every cache."""
        with self.read() as cursor:
            ((revision,),) = cursor.execute(query("revision")).fetchall()
        return revision

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


def refuse_other_revision(cursor: duckdb.DuckDBPyConnection, revision: str) -> None:
    """Raise ``StoreError`` where the store has changed since it had this revision."""
    ((now,),) = cursor.execute(query("revision")).fetchall()
    if now != revision:
        raise StoreError("数据库刚刚有了别的改动，这次没有保存", todo="重新查看后再操作")


def _interrupt(cursor: duckdb.DuckDBPyConnection) -> None:
    with suppress(duckdb.Error):  # the block ended at this very moment
        cursor.interrupt()


def _harden(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Close every way from SQL to variables, files and settings; the lock comes last."""
    backups = str(path.parent / "backups").replace("'", "''")
    for setting in (
        "python_enable_replacements = false",
        "memory_limit = '1GB'",
        "max_temp_directory_size = '1GB'",
        f"threads = {min(4, os.cpu_count() or 1)}",
        f"allowed_directories = ['{backups}']",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        connection.execute(f"SET {setting}")
