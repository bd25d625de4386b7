"""Opening a store: an older one is brought up to date, a missing one is built from ``seeds/`` where that is wanted."""

import os
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from data.errors import StoreError, StoreExists, StoreMissing, StoreOutdated, StoreReadOnly
from data.importing.directory_files import SEEDS, directory_text
from data.store import building, faults, migrations
from data.store.activities import PROGRAM, SHIPPED, Activity, ActivityKind, record
from data.store.backups import Occasion, back_up, new_backup
from data.store.building import under_another_name
from data.store.copying import DuckDB, compared
from data.store.database import Store, backup_folder, fingerprint, revision_of, tables
from data.store.exchanging import store_directory
from data.store.shared.address import shared_address
from data.store.storing import store_document
from data.store.upgrading import bring_up_to_date

LEFT_SECONDS = 600.0
"""A file that is still being built is younger than that."""

_opening = threading.Lock()


def open_store(path: Path | str | None = None, *, build: bool = False, example: bool = True) -> Store:
    """Open the store (``Store.open``), and bring it up to date where it is of an older version, after a backup.

    ``build``: where there is none, build it first: with the example from the seeds, or without ``example`` empty. An
    address, postgresql://…, opens a store that several servers share (``data.store.shared``). Raises what ``Store.open``,
    ``SharedStore.open_shared`` and ``fill_from_seeds`` raise.
    """
    place, address = Store.place(path), shared_address(path)
    with _opening:
        _clear_leftovers(place)
        if address is not None:
            return _open_shared(address, place, build, fill_from_seeds if example else None)
        if build:
            faults.refuse_unusable_place(place)
            if not place.exists():
                _build(place, fill_from_seeds if example else None)
        try:
            return Store.open(place)
        except StoreOutdated:
            _upgrade(place)
            return Store.open(place)


def _open_shared(address: str, place: Path, build: bool, fill: Callable[[Store], None] | None) -> Store:
    """Open a store that several servers share; where there is none and it is wanted, this server builds it for all."""
    # Imported here: a store in a file needs no driver of PostgreSQL, and every start would wait for it.
    from data.store.shared.record import Record
    from data.store.shared.store import SharedStore

    try:
        return SharedStore.open_shared(address)
    except StoreOutdated:
        _upgrade_shared(address, place)
        return SharedStore.open_shared(address)
    except StoreMissing:
        if not build:
            raise
    with under_another_name(place.parent, building.STORE) as built, Store.create(built) as store:
        if fill is not None:
            fill(store)
        with suppress(StoreExists), Record(address) as record, record.built_from(DuckDB(store)):
            pass
    return SharedStore.open_shared(address)


def _upgrade(path: Path) -> None:
    """Bring a store up to date: a copy of its backup under another name, which then takes its place at once.

    Not in the file itself: a log that changes tables cannot be read back by DuckDB where the process is killed before
    it is brought into the file. Killed on the way, the store stays of the old version.
    """
    try:
        with under_another_name(path.parent, building.STORE) as newer_path:
            with Store.open_as_it_is(path) as store:
                backup = back_up(store, Occasion.UPGRADE)
                shutil.copyfile(backup.path, newer_path)
                _bring_up_to_date(newer_path)
                store.checkpoint()
            newer_path.replace(path)
    except OSError as error:
        raise StoreReadOnly("数据库没有升级", str(path), "检查磁盘空间和写入权限后重试") from error


def _upgrade_shared(address: str, place: Path) -> None:
    """As ``_upgrade``, for a store that several servers share: a backup of it in a file is what becomes newer.

    What came of it takes the place of all tables in one transaction.
    """
    from data.store.shared.record import Record  # here: as above

    folder = backup_folder(place)
    try:
        folder.mkdir(exist_ok=True)
        with (
            Record(address) as shared,
            shared.outdated() as outdated,
            under_another_name(place.parent, building.STORE) as newer_path,
        ):
            with under_another_name(folder, building.COPY) as copy:
                with Store.create(copy, outdated.version) as older:
                    DuckDB(older).fill(outdated)
                with Store.open_as_it_is(copy) as older:  # as it stands in the file
                    compared(outdated, DuckDB(older), copy)
                backup = new_backup(folder, place.stem, Occasion.UPGRADE)
                copy.replace(backup)
            shutil.copyfile(backup, newer_path)
            _bring_up_to_date(newer_path)
            with Store.open_as_it_is(newer_path) as newer:
                compared(DuckDB(newer), outdated.replace(DuckDB(newer)), address)
            outdated.commit_replaced()
    except OSError as error:
        raise StoreReadOnly("数据库没有升级", str(folder), "检查磁盘空间和写入权限后重试") from error


def _bring_up_to_date(path: Path) -> None:
    """Bring the store in this file up to date, and record that."""
    with Store.open_as_it_is(path) as store, store.change_schema() as cursor:
        version = bring_up_to_date(cursor, path)
        detail = f"数据库从第 {version} 版升级到第 {migrations.LATEST} 版"
        record(cursor, Activity(ActivityKind.UPGRADE, PROGRAM, detail))


def _clear_leftovers(path: Path) -> None:
    """Delete what earlier attempts to build a store or a backup have left: files that nobody ever reads.

    Young ones may be another process's, which is building the same store at this moment.
    """
    for left in (
        *building.left_behind(path.parent, building.STORE),
        *building.left_behind(backup_folder(path), building.COPY),
    ):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFT_SECONDS:
                left.unlink()


def _build(path: Path, fill: Callable[[Store], None] | None) -> None:
    """Build the store under another name in the same folder, and give it its name when it is whole.

    Where another process has built the store meanwhile, that one stays.
    """
    with under_another_name(path.parent, building.STORE) as built:
        with Store.create(built) as store:
            if fill is not None:
                fill(store)
            store.checkpoint()
            revision = store.revision()
        with Store.open_as_it_is(built) as store, store.read() as cursor:
            cursor.execute(fingerprint(tables(cursor)))  # read from beginning to end, as at every start
            if revision_of(cursor) != revision:
                raise StoreError("数据库没有完整写入", str(path), "检查磁盘空间后重试")
        _publish(built, path)


def fill_from_seeds(store: Store, seeds: Path = SEEDS) -> None:
    """Store the directory of the seeds, and every ``.txt`` beside it, as the example.

    Raises ``DirectoryError`` or ``DocumentError`` where the seeds have a fault.
    """
    # Imported here: only a missing store needs the parser, and every start would wait for it.
    from data.importing.guard import Container
    from data.importing.interpreting import interpret
    from data.importing.readers import extract
    from data.importing.reading import load_file
    from data.store.known_names import load_known_names

    store_directory(store, directory_text(seeds / "departments.toml"), SHIPPED)
    with store.read() as cursor:
        known = load_known_names(cursor)
    for path in sorted(seeds.glob("*.txt")):
        content = load_file(path)
        text = extract(content, Container.TEXT).text
        store_document(store, content, path.name, interpret(text, known), SHIPPED, example=True)


def _publish(built: Path, path: Path) -> None:
    """Give a built store its name, but never over another file."""
    try:
        os.link(built, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            built.rename(path)
