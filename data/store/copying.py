"""A store is copied into another, row by row, and both are found to be the same.

What is asked of the two is little (``Engine``), and the fingerprint is computed here, from values: another engine than DuckDB
can stand on either side.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from data.errors import StoreDamaged, StoreExists, StoreReadOnly
from data.store import faults
from data.store.building import STORE, under_another_name
from data.store.database import Store, advance, given_numbers, tables
from data.store.rows import Engine, Row, insert_rows
from data.store.shared.address import shared_address, told
from data.store.shared.schema import digests_of, state_of

BATCH = 10_000
"""Rows at a time."""

SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied."""

    rows: int
    tables: int
    fingerprint: str  # SHA-256 of all rows, the same for the same values in every engine


class DuckDB:
    """A store of ours."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def tables(self) -> Sequence[str]:
        """The names of all tables, in alphabetical order."""
        with self._store.read() as cursor:
            return tables(cursor)

    def rows(self, table: str) -> Iterator[Sequence[Row]]:
        """All rows of a table, by their columns, some at a time."""
        with self._store.read(SECONDS) as cursor:
            result = cursor.execute(f"SELECT * FROM {table}")
            columns = [column[0] for column in result.description]
            while batch := result.fetchmany(BATCH):
                yield [dict(zip(columns, row, strict=True)) for row in batch]

    def numbers(self) -> Mapping[str, int]:
        """The last number that was given in each of the tables whose rows are numbered."""
        with self._store.read() as cursor:
            return given_numbers(cursor)

    def state(self) -> str:
        """As ``Engine.state``."""
        with self._store.read(SECONDS) as cursor:
            return state_of(digests_of(cursor))

    def fill(self, source: Engine) -> None:
        """Take all rows of another, in one transaction, in place of those of a new store."""
        with self._store.fill_tables() as cursor:
            for table in tables(cursor):
                cursor.execute(f"DELETE FROM {table}")
                for batch in source.rows(table):
                    insert_rows(cursor, {table: list(batch)})
            for table, last in source.numbers().items():
                if last:
                    advance(cursor, table, last)


def fingerprint(engine: Engine) -> tuple[str, int]:
    """One text for all values of all tables, whatever the order of the rows, and how many rows there are."""
    whole, count = hashlib.sha256(), 0
    for table in engine.tables():
        total = 0
        for batch in engine.rows(table):
            count += len(batch)
            for row in batch:
                text = repr(sorted((name, _comparable(value)) for name, value in row.items()))
                digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
                total = (total + int.from_bytes(digest)) % (1 << 256)
        whole.update(f"{table} {total:064x}\n".encode())
    return whole.hexdigest(), count


def _comparable(value: object) -> str:
    return repr(list(value)) if isinstance(value, (list, tuple)) else repr(value)


def copy_store(store: Store, target: Path | str) -> Copied:
    """Copy a store into a new one at ``target``: a path, or the address of an empty database of PostgreSQL.

    It is there when both have been compared. Others read meanwhile, and wait to write. Raises ``StoreExists`` where
    something is there, ``StoreReadOnly`` where nothing can be written, ``StoreUnreachable`` where PostgreSQL cannot be
    reached, ``StoreDamaged`` where the two are not the same; nothing is left then.
    """
    with store.still(), _original(store) as source:
        address = shared_address(target)
        if address is not None:
            return _into_database(source, address)
        return _into_file(source, Path(target))


@contextmanager
def _original(store: Store) -> Iterator[Engine]:
    """What the store really consists of: PostgreSQL, where it is shared."""
    from data.store.shared.store import SharedStore  # here: a store in a file needs no driver of PostgreSQL

    if isinstance(store, SharedStore):
        with store.record() as view:
            yield view
    else:
        yield DuckDB(store)


def _into_database(source: Engine, address: str) -> Copied:
    from data.store.shared.record import Record  # here: as above

    with Record(address) as record, record.built_from(source) as built:
        return compared(source, built, address)


def _into_file(source: Engine, target: Path) -> Copied:
    if target.exists() or faults.log_of(target).exists():
        raise StoreExists("目标处已经有文件，没有复制", str(target), "换一个文件名，或先把它移到别处")
    faults.refuse_unusable_place(target)
    try:
        with under_another_name(target.parent, STORE) as built:
            with Store.create(built) as copy:
                DuckDB(copy).fill(source)
            with Store.open_as_it_is(built) as copy:  # as it stands in the file
                copied = compared(source, DuckDB(copy), target)
            built.rename(target)
    except OSError as error:
        raise StoreReadOnly("没有复制", str(target), "检查磁盘空间和写入权限后重试") from error
    return copied


def compared(source: Engine, copy: Engine, target: Path | str) -> Copied:
    """What was copied from one into the other at ``target``; raises ``StoreDamaged`` where the two are not the same."""
    (found, rows), (expected, _) = fingerprint(copy), fingerprint(source)
    if found != expected:
        what = "复制的内容与原来的不同，没有留下"
        raise StoreDamaged(what, told(str(target)), "检查磁盘后重试")
    return Copied(rows, len(source.tables()), found)
