"""Backups of the store: whole copies of it, made while it is in use, and checked when they are made."""

import filecmp
import re
import secrets
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from data.errors import StoreChanged, StoreDamaged, StoreReadOnly
from data.store import faults
from data.store.building import COPY, under_another_name
from data.store.database import FILE_FORMAT, Store, fingerprint, quoted, tables

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
    RECOVER = "recover"


OCCASION_LABELS = {
    Occasion.ASKED: "手动",
    Occasion.IMPORT: "导入后",
    Occasion.REMOVE: "移除前",
    Occasion.REREAD: "保存重读结果前",
    Occasion.NAMES: "名称核定前",
    Occasion.UPGRADE: "升级前",
    Occasion.COLLECT: "收回台账前",
    Occasion.RECOVER: "恢复前",
}
_LASTING = (Occasion.REMOVE, Occasion.UPGRADE, Occasion.RECOVER)


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the store."""

    path: Path
    made_at: datetime  # local time
    size: int  # bytes
    occasion: Occasion | None  # None: made by a version that did not say


def back_up(store: Store, occasion: Occasion = Occasion.ASKED, elsewhere: Path | None = None) -> Backup:
    """Copy the store into its folder of backups, and remove what ``to_keep`` does not keep.

    The copy is one state of the store, also while others write; it gets its name when it is whole: it has been opened
    and every row of it read. ``elsewhere``: another folder for it, from which nothing is ever removed.
    Raises ``StoreReadOnly`` where the folder cannot be written or the disk is full, another ``StoreError`` where copying
    fails; then nothing is left of the attempt.
    """
    folder = store.backups
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise StoreReadOnly(
            "备份文件夹无法建立", str(folder), "检查文件夹的写入权限和磁盘空间后重试"
        ) from error
    backup = new_backup(elsewhere or folder, store.path.stem, occasion)
    try:
        with under_another_name(folder, COPY) as copy:
            with faults.translated(copy):
                _copy(store, copy)
                _refuse_faulty(copy, store)
            if elsewhere is None:
                copy.replace(backup)
            else:
                _carry(copy, backup)
    except OSError as error:
        raise StoreReadOnly("备份没有写成", str(backup.parent), "检查磁盘空间和写入权限后重试") from error
    made = list_backups(store)
    kept = to_keep([other.path.name for other in made], datetime.now().astimezone().date())
    for old in made:
        if old.path.name not in kept:
            with suppress(OSError):  # somebody else has it open; the next backup tries again
                old.path.unlink()
    return _backup(backup)


def new_backup(folder: Path, stem: str, occasion: Occasion) -> Path:
    """Where a backup of now goes: a name that no other of the same second and occasion has."""
    moment = f"{stem}-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    path = folder / f"{moment}-{occasion}.duckdb"
    number = 2
    while path.exists():
        path = folder / f"{moment}-{number}-{occasion}.duckdb"
        number += 1
    return path


def _carry(copy: Path, backup: Path) -> None:
    """Put a copy that is whole into another folder, byte by byte the same."""
    with under_another_name(backup.parent, COPY) as carried:
        shutil.copyfile(copy, carried)
        if not filecmp.cmp(copy, carried, shallow=False):
            raise OSError
        carried.replace(backup)


def _copy(store: Store, path: Path) -> None:
    """All tables with their content, as one state, in a file of the same format."""
    name = f"copy_{secrets.token_hex(4)}"
    version, block_size = FILE_FORMAT["storage_compatibility_version"], FILE_FORMAT["default_block_size"]
    with store.read(SECONDS) as cursor:
        ((source,),) = cursor.execute("SELECT current_database()").fetchall()
        cursor.rollback()  # attaching is no part of a transaction
        cursor.execute(
            f"ATTACH {quoted(path)} AS {name} (STORAGE_VERSION '{version}', BLOCK_SIZE {block_size})"
        )
        try:
            cursor.execute(f'COPY FROM DATABASE "{source}" TO {name}')
            cursor.execute(f"CHECKPOINT {name}")  # a full disk is told here, not when the copy is needed
        finally:
            cursor.execute(f"DETACH {name}")


def _refuse_faulty(path: Path, store: Store) -> None:
    """Open the copy as a restore would, and read every row; all are those of the store where nobody wrote meanwhile."""
    with Store.open_as_it_is(path) as copy:
        copied = _state(copy)
    if (now := _state(store)) != copied and now[0] == copied[0]:
        raise StoreDamaged("备份与数据库不同，没有留下", str(path.parent), "检查磁盘后重新备份")


def _state(store: Store) -> tuple[object, object]:
    """The revision of a store, and the fingerprint of all that is in it."""
    with store.read(SECONDS) as cursor:
        ((revision,),) = cursor.execute("SELECT revision FROM metadata").fetchall()
        ((state,),) = cursor.execute(fingerprint(tables(cursor))).fetchall()
    return revision, state


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
    return _moment(name)[:8]


def _moment(name: str) -> str:
    """When a backup was made, as its name says: 20230517-093000."""
    return str(re.findall(r"-(\d{8}-\d{6})(?:-|\.duckdb)", name)[-1])


def list_backups(store: Store) -> list[Backup]:
    """The backups of a store, the newest first; empty where there is none."""
    moment = f"{store.path.stem}-{'[0-9]' * 8}-{'[0-9]' * 6}"
    paths = [*store.backups.glob(f"{moment}.duckdb"), *store.backups.glob(f"{moment}-*.duckdb")]
    found = [_backup(path) for path in paths if path.is_file()]
    return sorted(found, key=lambda backup: (_moment(backup.path.name), backup.made_at), reverse=True)


def find_backup(store: Store, asked: str) -> Backup:
    """The backup of this name, or at this whole path. Raises ``StoreChanged`` where there is none (any more)."""
    for backup in list_backups(store):
        if backup.path.name == asked:
            return backup
    path = Path(asked)
    if path.is_absolute() and path.is_file():
        return _backup(path)
    raise StoreChanged("没有这份备份，或者已经被清理", asked, "查看现有的备份后再选")


def _backup(path: Path) -> Backup:
    state = path.stat()
    made_at = datetime.fromtimestamp(state.st_mtime).astimezone()
    return Backup(path, made_at, state.st_size, _occasion(path.name))
