"""A state of the store comes back from a backup: what that would gain and lose first, then in one transaction."""

import hashlib
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import duckdb

from data.errors import StoreChanged, StoreError, StoreReadOnly
from data.store import migrations
from data.store.activities import Activity, ActivityKind, record
from data.store.backups import Backup, Occasion, back_up, find_backup
from data.store.building import COPY, under_another_name
from data.store.checks import schema_faults
from data.store.database import Store, advance, fingerprint, last_numbers, quoted, revision_of, tables
from data.store.queries import query
from data.store.upgrading import bring_up_to_date

SECONDS = 300.0

KEPT = ("access_grants", "activities", "activity_kinds", "metadata")
"""Tables that a restore does not take from the backup: what was done stays known, what was taken from somebody stays taken."""

READ = {
    *("documents", "originals", "lines", "sections", "tasks", "responsibilities", "targets", "retired_tasks"),
    *("departments", "department_names", "collective_members"),
}
"""Tables of what documents say and of what follows from it; all others are written by people."""


class State(StrEnum):
    """Where a document is in a state of the store."""

    IN_USE = "in_use"
    BIN = "bin"
    ABSENT = "absent"


STATE_LABELS = {State.IN_USE: "在用", State.BIN: "在回收站", State.ABSENT: "没有"}


@dataclass(frozen=True, slots=True)
class DocumentDifference:
    """A document that is another after a restore."""

    document_id: str
    title: str
    now: State
    then: State  # after the restore

    @property
    def told(self) -> str:
        """What becomes of it, in a Chinese word."""
        if self.now is self.then:
            return "内容不同"
        if State.IN_USE not in (self.now, self.then):
            return "回收站有变"
        return "回来" if self.then is State.IN_USE else "不见"


@dataclass(frozen=True, slots=True)
class TableDifference:
    """Rows that people wrote and that a restore brings or takes, of one kind."""

    label: str  # in Chinese, as the schema calls the table
    now: int  # rows
    then: int  # rows after the restore
    gained: int  # rows that come back
    lost: int  # rows that were written since, or are otherwise there now


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a restore of a backup would change; what is the same is left out."""

    backup: str  # as ``find_backup`` takes it
    sha256: str  # of its file
    state: str  # fingerprint of what a restore would replace
    documents: tuple[DocumentDifference, ...]  # by title
    tables: tuple[TableDifference, ...]  # by label

    @property
    def same(self) -> bool:
        """Whether there is nothing to restore."""
        return not self.documents and not self.tables


def compare_backup(store: Store, name: str) -> Comparison:
    """What restoring this backup would gain and lose; nothing is changed.

    Raises ``StoreChanged`` where there is no such backup, another ``StoreError`` where it cannot be used.
    """
    backup = find_backup(store, name)
    with (
        _usable_copy(store, backup) as (copy, sha256),
        _attached(store, copy) as other,
        store.read(SECONDS) as cursor,
    ):
        return _compared(cursor, other, name, sha256)


def recover(store: Store, seen: Comparison, who: str) -> Backup:
    """Bring the store back to the state of a backup, as it was compared; the backup that was made of the state before.

    One transaction, while others read and wait to write. The record of activities stays and has what the backup knows
    besides; the revision goes on, and only documents that are another get it. Raises ``StoreChanged`` where the store or
    the backup is another than was seen, another ``StoreError`` where the backup cannot be used; nothing is changed then.
    """
    chosen = find_backup(store, seen.backup)
    # The copy first: the next backup may take the oldest away.
    with _usable_copy(store, chosen) as (copy, sha256), _attached(store, copy) as other:
        with store.read(SECONDS) as cursor:
            _refuse_unseen(_compared(cursor, other, seen.backup, sha256), seen)
        made = back_up(store, Occasion.RECOVER)
        with store.write(SECONDS) as cursor:
            _refuse_unseen(_compared(cursor, other, seen.backup, sha256), seen)
            _replace(cursor, other)
            detail = f"用备份 {chosen.path.name} 恢复：{told(seen)}。恢复前的状态在 {made.path.name}"
            record(cursor, Activity(ActivityKind.RECOVER, who, detail))
    return made


def _refuse_unseen(comparison: Comparison, seen: Comparison) -> None:
    if comparison != seen:
        what = "在您看过对比之后，数据库或备份有了改动，没有恢复"
        raise StoreChanged(what, Path(seen.backup).name, "看过新的对比再确认")


def told(comparison: Comparison) -> str:
    """A comparison in a Chinese clause, empty where everything is the same: 文件回来 1 份、不见 2 份；……."""
    words = [one.told for one in comparison.documents]
    documents = "、".join(f"{word} {words.count(word)} 份" for word in dict.fromkeys(words))
    rows = "、".join(
        f"{one.label}{f'多 {one.gained}' if one.gained else ''}{f'少 {one.lost}' if one.lost else ''}"
        for one in comparison.tables
    )
    return "；".join(filter(None, (documents and f"文件{documents}", rows)))


@contextmanager
def _usable_copy(store: Store, backup: Backup) -> Iterator[tuple[Path, str]]:
    """A copy of a backup, up to date, read from beginning to end; with the SHA-256 of the backup. Gone after the block."""
    with under_another_name(store.backups, COPY) as copy:
        try:
            copy.parent.mkdir(exist_ok=True)
            shutil.copyfile(backup.path, copy)
            with copy.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            todo = "检查磁盘空间和权限后重试；现在的数据没有改动"
            raise StoreReadOnly("备份读不出来", backup.path.name, todo) from error
        try:
            _make_usable(copy)
        except StoreError as error:
            what = f"这份备份不能用：{error.what}"
            raise type(error)(what, backup.path.name, "换一份备份；现在的数据没有改动") from error
        yield copy, sha256


def _make_usable(path: Path) -> None:
    """Bring a copy up to date and read all of it, in a database of its own: its faults stay there."""
    with Store.open_as_it_is(path) as copy:
        with copy.read() as cursor:
            version = migrations.version_of(cursor, str(path))
        if version < migrations.LATEST:
            with copy.change_schema() as cursor:
                bring_up_to_date(cursor, path)
        with copy.read(SECONDS) as cursor:
            wrong = [*schema_faults(cursor), *(what for what, _ in cursor.execute(query("rules")).fetchall())]
            if wrong:
                raise StoreError(wrong[0])
            cursor.execute(fingerprint(tables(cursor)))


@contextmanager
def _attached(store: Store, path: Path) -> Iterator[str]:
    """The name under which a file can be read beside the store, within the block."""
    name = f"backup_{secrets.token_hex(4)}"
    with store.read(SECONDS) as cursor:
        cursor.rollback()  # attaching is no part of a transaction
        cursor.execute(f"ATTACH {quoted(path)} AS {name} (READ_ONLY)")
    try:
        yield name
    finally:
        with store.read(SECONDS) as cursor:
            cursor.rollback()
            cursor.execute(f"DETACH DATABASE IF EXISTS {name}")


def _compared(cursor: duckdb.DuckDBPyConnection, other: str, name: str, sha256: str) -> Comparison:
    """The store as the cursor sees it, and the attached database of a backup."""
    ((state,),) = cursor.execute(fingerprint(_replaced(cursor))).fetchall()
    return Comparison(name, sha256, str(state), _documents(cursor, other), _tables(cursor, other))


def _replaced(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    return [name for name in tables(cursor) if name not in KEPT]


def _documents(cursor: duckdb.DuckDBPyConnection, other: str) -> tuple[DocumentDifference, ...]:
    now, then = _states(cursor, ""), _states(cursor, f"{other}.")
    absent = ("", State.ABSENT, 0)
    found = []
    for document_id in now.keys() | then.keys():
        (title, before, content), (other_title, after, other_content) = (
            states.get(document_id, absent) for states in (now, then)
        )
        if (before, content) != (after, other_content):
            found.append(DocumentDifference(document_id, title or other_title, before, after))
    return tuple(sorted(found, key=lambda one: (one.title, one.document_id)))


def _states(cursor: duckdb.DuckDBPyConnection, place: str) -> dict[str, tuple[str, State, int]]:
    """Title, state and a number for the content of every document in a database, by document."""
    rows = cursor.execute(query("document_states").replace("{place}", place)).fetchall()
    return {
        own: (title, State.BIN if removed else State.IN_USE, content) for own, title, removed, content in rows
    }


def _tables(cursor: duckdb.DuckDBPyConnection, other: str) -> tuple[TableDifference, ...]:
    corrected = "(SELECT document_id, corrections FROM {place}documents WHERE corrections IS NOT NULL)"
    sources = {"人工改正过的文件": corrected}
    for name, label in _labels(cursor).items():
        if name not in READ:
            columns = ", ".join(_columns(cursor, name))
            sources[label] = f"(SELECT {columns} FROM {{place}}{name})"
    found = []
    for label, source in sources.items():
        ours, theirs = (source.replace("{place}", place) for place in ("", f"{other}."))
        ((now, then, gained, lost),) = cursor.execute(
            f"SELECT (SELECT count(*) FROM {ours}), (SELECT count(*) FROM {theirs}), "
            f"(SELECT count(*) FROM (FROM {theirs} EXCEPT ALL FROM {ours})), "
            f"(SELECT count(*) FROM (FROM {ours} EXCEPT ALL FROM {theirs}))"
        ).fetchall()
        if gained or lost:
            found.append(TableDifference(label, now, then, gained, lost))
    return tuple(sorted(found, key=lambda one: one.label))


def _labels(cursor: duckdb.DuckDBPyConnection) -> Mapping[str, str]:
    """What the schema calls each table that a restore replaces: the beginning of its comment."""
    rows = cursor.execute(
        "SELECT table_name, comment FROM duckdb_tables() WHERE database_name = current_database()"
    ).fetchall()
    return {name: re.split("[：；，]", comment or name)[0] for name, comment in rows if name not in KEPT}


def _columns(cursor: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    return [f'"{column[0]}"' for column in cursor.execute(f"SELECT * FROM {table} LIMIT 0").description]


def _replace(cursor: duckdb.DuckDBPyConnection, other: str) -> None:
    """Take all but ``KEPT`` from the attached database, within the caller's transaction."""
    before = cursor.execute("SELECT document_id, revision FROM documents").fetchall()
    looks, numbers = _looks(cursor, ""), last_numbers(cursor)
    ((theirs,),) = cursor.execute(f"SELECT revision FROM {other}.metadata").fetchall()
    cursor.execute("UPDATE metadata SET revision = greatest(revision, ?)", [theirs + 1])
    same = _looks(cursor, f"{other}.")
    kept = [(own, revision) for own, revision in before if own in same and same[own] == looks[own]]
    for table in _replaced(cursor):
        cursor.execute(f"DELETE FROM {table}")
        if table == "documents":
            cursor.execute(
                f"INSERT INTO documents BY NAME SELECT own.* REPLACE (coalesce(kept.revision, $new) AS revision) "
                f"FROM {other}.documents AS own LEFT JOIN "
                "(SELECT unnest($ids::VARCHAR[]) AS document_id, unnest($revisions::BIGINT[]) AS revision) AS kept "
                "USING (document_id)",
                {
                    "new": revision_of(cursor),
                    "ids": [own for own, _ in kept],
                    "revisions": [revision for _, revision in kept],
                },
            )
        else:
            cursor.execute(f"INSERT INTO {table} BY NAME SELECT * FROM {other}.{table}")
    for table, last in last_numbers(cursor).items():
        if last > numbers[table]:  # the store was built anew since
            advance(cursor, table, last)
    columns = ", ".join(column for column in _columns(cursor, "activities") if column != '"number"')
    cursor.execute(
        f"INSERT INTO activities (number, {columns}) SELECT nextval('activity_numbers')::INTEGER, {columns} FROM "
        f"(FROM (SELECT {columns} FROM {other}.activities EXCEPT ALL SELECT {columns} FROM activities) "
        "ORDER BY happened_at)"
    )


def _looks(cursor: duckdb.DuckDBPyConnection, place: str) -> dict[str, tuple[object, ...]]:
    """What pages keep of every document is known by its content and by the departments of its body."""
    departments = cursor.execute(query("body_states").replace("{place}", place)).fetchall()
    bodies = dict(departments)
    rows = cursor.execute(f"SELECT document_id, body FROM {place}documents").fetchall()
    states = _states(cursor, place)
    return {own: (*states[own], bodies.get(body)) for own, body in rows}
