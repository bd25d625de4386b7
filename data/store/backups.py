"""Backups of the store: whole copies beside it, made while it is in use."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from data.errors import StoreReadOnly
from data.store import faults
from data.store.database import FILE_FORMAT, Store

KEPT = 7
"""How many backups are kept, the newest; and for how many days the last one of each day."""

BACKUP_DAYS = 30
"""For how many days the first backup of each day is kept, and every one before something was removed or upgraded."""

SECONDS = 120.0


class Occasion(StrEnum):
    """Why a backup was made; it is part of the file's name."""

    ASKED = "asked"
    IMPORT = "import"  # after it
    REMOVE = "remove"  # before it, as the others
    REREAD = "reread"
    NAMES = "names"
    UPGRADE = "upgrade"
    COLLECT = "collect"


OCCASION_LABELS = {
    Occasion.ASKED: "手动",
    Occasion.IMPORT: "导入后",
    Occasion.REMOVE: "移除前",
    Occasion.REREAD: "保存重读结果前",
    Occasion.NAMES: "名称核定前",
    Occasion.UPGRADE: "升级前",
    Occasion.COLLECT: "收回台账前",
}
_LASTING = (Occasion.REMOVE, Occasion.UPGRADE)


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the store."""

    path: Path
    made_at: datetime  # local time
    size: int  # bytes
    occasion: Occasion | None  # None: made by a version that did not say


def folder_of(store: Store) -> Path:
    """Where the backups of a store are: ``backups`` beside it."""
    return store.path.parent / "backups"


def back_up(store: Store, occasion: Occasion = Occasion.ASKED) -> Backup:
    """Copy the store into its folder of backups, and remove what ``to_keep`` does not keep.

    The copy is one state of the store, also while others write; it gets its name when it is whole. Raises
    ``StoreReadOnly`` where the folder cannot be written or the disk is full, another ``StoreError`` where copying fails;
    then nothing is left of the attempt.
    """
    folder = folder_of(store)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise StoreReadOnly(
            "备份文件夹无法建立", str(folder), "检查文件夹的写入权限和磁盘空间后重试"
        ) from error
    building = folder / f"building-{secrets.token_hex(8)}.tmp"
    backup = folder / f"{store.path.stem}-{datetime.now().astimezone():%Y%m%d-%H%M%S}-{occasion}.duckdb"
    try:
        with faults.translated(building):
            _copy(store, building)
        building.replace(backup)
    except OSError as error:
        raise StoreReadOnly("备份没有写成", str(folder), "检查磁盘空间和写入权限后重试") from error
    finally:
        for left in (building, faults.log_of(building)):
            with suppress(OSError):
                left.unlink(missing_ok=True)
    made = list_backups(store)
    kept = to_keep([other.path.name for other in made], datetime.now().astimezone().date())
    for old in made:
        if old.path.name not in kept:
            with suppress(OSError):  # somebody else has it open; the next backup tries again
                old.path.unlink()
    return _backup(backup)


def _copy(store: Store, path: Path) -> None:
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
            cursor.execute(f"CHECKPOINT {name}")  # a full disk is told here, not when the copy is needed
        finally:
            cursor.execute(f"DETACH {name}")


def to_keep(names: Sequence[str], today: date) -> set[str]:
    """Of names of backups, the newest first, those to keep.

    The newest ``KEPT``; the last one of each of as many days up to today; of ``BACKUP_DAYS`` days the first one of each day,
    and every one before something was removed or upgraded. So a day of many imports or removals does not push out the
    state of the day before.
    """
    week, month = (f"{today - timedelta(days=days - 1):%Y%m%d}" for days in (KEPT, BACKUP_DAYS))
    last_of_day: dict[str, str] = {}
    first_of_day: dict[str, str] = {}
    lasting: set[str] = set()
    for name in names:
        day, occasion = _day(name), _occasion(name)
        if day >= week:
            last_of_day.setdefault(day, name)
        if day >= month:
            first_of_day[day] = name
            if occasion in _LASTING:
                lasting.add(name)
    return {*names[:KEPT], *last_of_day.values(), *first_of_day.values(), *lasting}


def _occasion(name: str) -> Occasion | None:
    last = name.removesuffix(".duckdb").rpartition("-")[2]
    return Occasion(last) if last in list(Occasion) else None


def _day(name: str) -> str:
    parts = name.removesuffix(".duckdb").split("-")
    return parts[-2] if _occasion(name) is None else parts[-3]


def list_backups(store: Store) -> list[Backup]:
    """The backups of a store, the newest first; empty where there is none."""
    moment = f"{store.path.stem}-{'[0-9]' * 8}-{'[0-9]' * 6}"
    paths = [*folder_of(store).glob(f"{moment}.duckdb"), *folder_of(store).glob(f"{moment}-*.duckdb")]
    found = [_backup(path) for path in paths if path.is_file()]
    return sorted(found, key=lambda backup: backup.path.name, reverse=True)


def _backup(path: Path) -> Backup:
    state = path.stat()
    made_at = datetime.fromtimestamp(state.st_mtime).astimezone()
    return Backup(path, made_at, state.st_size, _occasion(path.name))
