import threading
from datetime import date
from pathlib import Path

import pytest

from data.errors import StoreError
from data.names.directory import Directory
from data.store.backups import KEPT, Occasion, back_up, list_backups, to_keep
from data.store.checks import verify
from data.store.database import Store
from data.store.plan import load_plan
from data.store.storing import store_document
from tests.data.documents import as_read, invented_document


def put(store: Store, directory: Directory, number: int) -> None:
    content, document = invented_document(number)
    store_document(store, content, "虚构.txt", as_read(document, directory))


def test_a_backup_opens_as_the_same_store(store: Store, directory: Directory) -> None:
    put(store, directory, 1)
    backup = back_up(store)
    assert [one.path for one in list_backups(store)] == [backup.path]
    assert backup.path.parent == store.backups
    assert backup.size == backup.path.stat().st_size
    with Store.open(backup.path) as copy:
        assert copy.revision() == store.revision()
        assert verify(copy).faults == ()  # tables, comments' columns and constraints too
        put(copy, directory, 2)
    assert len(load_plan(store).documents) == 2


def test_no_backup_yet(store: Store) -> None:
    assert list_backups(store) == []


def test_the_newest_are_kept(store: Store) -> None:
    store.backups.mkdir()
    old = [store.backups / f"store-2001010{day}-000000.duckdb" for day in range(1, 10)]
    for path in old:
        path.write_bytes(b"x")
    foreign = store.backups / "other.duckdb"
    foreign.write_bytes(b"x")
    newest = back_up(store)
    assert [one.path for one in list_backups(store)] == [newest.path, *reversed(old[-(KEPT - 1) :])]
    assert foreign.exists()
    assert sorted(store.backups.glob("*.tmp")) == []


def test_a_backup_says_on_which_occasion_it_was_made(store: Store) -> None:
    backup = back_up(store, Occasion.REMOVE)
    assert backup.path.name.endswith("-remove.duckdb")
    assert [other.occasion for other in list_backups(store)] == [Occasion.REMOVE]


def test_a_month_keeps_the_first_backup_of_each_day_and_all_before_something_was_removed() -> None:
    """A day of many removals does not push out the good state before them."""
    morning = [f"s-200101{day:02}-080000-import.duckdb" for day in range(9, 0, -1)]
    removals = [f"s-20010110-{hour:02}0000-remove.duckdb" for hour in range(20, 9, -1)]
    imports = [f"s-20010105-{hour:02}0000-import.duckdb" for hour in range(20, 9, -1)]
    names = sorted([*morning, *removals, *imports], reverse=True)
    kept = to_keep(names, date(2001, 1, 12))
    assert kept == {*morning, *removals}
    later = to_keep(names, date(2001, 2, 9))  # 30 days: from 11 January on
    assert later == set(names[:KEPT])


def test_each_of_the_last_days_keeps_its_last_backup() -> None:
    today = [f"s-20010110-{hour:02}0000.duckdb" for hour in range(9, 0, -1)]
    days = [f"s-200101{day:02}-{time}.duckdb" for day in range(9, 1, -1) for time in ("120000", "080000")]
    kept = to_keep([*today, *days], date(2001, 1, 10))
    last = {f"s-200101{day:02}-120000.duckdb" for day in range(9, 3, -1)}
    first = {f"s-200101{day:02}-080000.duckdb" for day in range(9, 1, -1)}
    assert kept == {*today[:KEPT], today[-1], *last, *first}
    assert to_keep([], date(2001, 1, 10)) == set()


def copies_under_writes(
    store: Store, directory: Directory, folder: Path, documents: int, least: int
) -> list[tuple[int, Path]]:
    """Back up again and again while documents are stored one after the other, ``least`` times at least.

    The copies, each with the number of documents that were stored before it was begun.
    """
    copies: list[tuple[int, Path]] = []

    def write() -> None:
        for number in range(1, documents + 1):
            put(store, directory, number)

    writer = threading.Thread(target=write)
    writer.start()
    while writer.is_alive() or len(copies) < least:
        before = len(load_plan(store).documents)
        kept = folder / f"kept-{len(copies)}.duckdb"
        kept.write_bytes(back_up(store).path.read_bytes())
        copies.append((before, kept))
    writer.join()
    return copies


def is_whole(before: int, path: Path) -> bool:
    """Whether a copy holds whole documents, and all that were stored before it was begun."""
    with Store.open(path) as copy:
        plan = load_plan(copy)
    return len(plan.documents) >= before and len(plan.tasks) == 53 + 2 * (len(plan.documents) - 1)


def test_backups_under_writes_are_whole(store: Store, directory: Directory, tmp_path: Path) -> None:
    """A short form of the twenty of the benchmark."""
    copies = copies_under_writes(store, directory, tmp_path, documents=8, least=3)
    assert [path for before, path in copies if not is_whole(before, path)] == []
    assert len(load_plan(store).documents) == 9


def test_a_backup_that_cannot_be_written_is_told(store: Store) -> None:
    store.backups.write_bytes(b"a file where the folder should be")
    with pytest.raises(StoreError, match="备份文件夹无法建立"):
        back_up(store)
    assert len(load_plan(store).documents) == 1
