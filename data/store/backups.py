"""Backups of the store: whole copies beside it, made while it is in use."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import StoreReadOnly
from data.store.database import FILE_FORMAT

if TYPE_CHECKING:
    from data.store.database import Store

KEPT = 7
"""How many backups are kept, the newest; and for how many days the last one of each day."""

SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the store."""

    path: Path
    made_at: datetime  # local time
    size: int  # bytes


def folder_of(store: "Store") -> Path:
    """Where the backups of a store are: ``backups`` beside it."""
    return store.path.parent / "backups"


def back_up(store: "Store") -> Backup:
    """Copy the store into its folder of backups, and remove what ``to_keep`` does not keep.

    The copy is one state of the store, also while others write; it gets its name when it is whole. Raises
    ``StoreReadOnly`` where the folder cannot be written, another ``StoreError`` where copying fails.
    """
    folder = folder_of(store)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise StoreReadOnly("备份文件夹无法建立", str(folder), "检查文件夹的写入权限后重试") from error
    building = folder / f"building-{secrets.token_hex(8)}.tmp"
    try:
        _copy(store, building)
        backup = folder / _name(store)
        building.replace(backup)
    finally:
        with suppress(OSError):
            building.unlink(missing_ok=True)
    made = list_backups(store)
    kept = to_keep([one.path.name for one in made], datetime.now().astimezone().date())
    for old in [one for one in made if one.path.name not in kept]:
        with suppress(OSError):  # somebody else has it open; the next backup tries again
            old.path.unlink()
    return _backup(backup)


def _copy(store: "Store", path: Path) -> None:
    """All tables with their content, as one state, in a file of the same format."""
    name = f"copy_{secrets.token_hex(4)}"
    version, block_size = FILE_FORMAT["storage_compatibility_version"], FILE_FORMAT["default_block_size"]
    place = str(path).replace("'", "''")
    with store.read(SECONDS) as cursor:
        ((source,),) = cursor.execute("SELECT current_database()").fetchall()
        cursor.rollback()  # attaching is no part of a transaction
        cursor.execute(f"ATTACH '{place}' AS {name} (STORAGE_VERSION '{version}', BLOCK_SIZE {block_size})")
        try:
            cursor.execute(f'COPY FROM DATABASE "{source}" TO {name}')
        finally:
            cursor.execute(f"DETACH {name}")


def _name(store: "Store") -> str:
    """The name says when; the second backup of one second goes over the first."""
    return f"{store.path.stem}-{datetime.now().astimezone():%Y%m%d-%H%M%S}.duckdb"


def to_keep(names: Sequence[str], today: date) -> set[str]:
    """Of names of backups, the newest first: the newest ``KEPT``, and the last one of each of as many days up to today.

    So a day of many imports does not push out the state of the day before.
    """
    first = f"{today - timedelta(days=KEPT - 1):%Y%m%d}"
    last_of_day: dict[str, str] = {}
    for name in names:
        day = name.removesuffix(".duckdb").split("-")[-2]
        if day >= first:
            last_of_day.setdefault(day, name)
    return {*names[:KEPT], *last_of_day.values()}


def list_backups(store: "Store") -> list[Backup]:
    """The backups of a store, the newest first; empty where there is none."""
    pattern = f"{store.path.stem}-{'[0-9]' * 8}-{'[0-9]' * 6}.duckdb"
    found = [_backup(path) for path in folder_of(store).glob(pattern) if path.is_file()]
    return sorted(found, key=lambda backup: backup.path.name, reverse=True)


def _backup(path: Path) -> Backup:
    told = path.stat()
    return Backup(path, datetime.fromtimestamp(told.st_mtime).astimezone(), told.st_size)
