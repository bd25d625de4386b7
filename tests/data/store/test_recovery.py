"""A state of the store comes back from a backup: what that gains and loses, what stays, what is refused, what is killed."""

import gzip
import shutil
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data.errors import StoreChanged, StoreDamaged, StoreError, StoreVersion
from data.names.decisions import Decision, DecisionKind
from data.store import migrations
from data.store.activities import ActivityKind, activities
from data.store.backups import Backup, Occasion, back_up, list_backups
from data.store.checks import verify
from data.store.database import NUMBERED, Store
from data.store.following_up import set_due
from data.store.naming import decide
from data.store.plan import load_catalogue, load_plan
from data.store.recovery import (
    READ,
    DocumentDifference,
    State,
    TableDifference,
    compare_backup,
    recover,
    told,
)
from data.store.removing import remove_document
from tests.data.documents import SEED_ID, content_of, put
from tests.data.store.test_killed import PausingStore, kill_at, steps_until_done
from tests.data.store.test_opening import VERSION_2

TITLE = "2001年虚构法院工作要点（之{}）"
DECISION = Decision("虚构新设处", DecisionKind.COLLECTIVE, "虚构市中级人民法院", members=("研究室", "办公室"))


def kinds(store: Store) -> list[ActivityKind]:
    return [one.kind for one in activities(store)]


@pytest.fixture
def changed(store: Store) -> tuple[Store, Backup, str, str]:
    """A store of which a backup was made, and in which another document was removed, one added and a name decided since."""
    removed = put(store)
    backup = back_up(store)
    added = put(store, 2)
    remove_document(store, removed, "甲")
    decide(store, [DECISION], "甲")
    return store, backup, removed, added


def test_what_a_restore_would_change_is_told_before(changed: tuple[Store, Backup, str, str]) -> None:
    store, backup, removed, added = changed
    revision = store.revision()
    comparison = compare_backup(store, backup.path.name)
    assert comparison.documents == (
        DocumentDifference(removed, TITLE.format(1), State.BIN, State.IN_USE),
        DocumentDifference(added, TITLE.format(2), State.IN_USE, State.ABSENT),
    )
    assert comparison.tables == (
        TableDifference("名称核定", 1, 0, 0, 1),
        TableDifference("核定为集合名称的", 2, 0, 0, 2),
    )
    assert told(comparison) == "文件回来 1 份、不见 1 份；名称核定少 1、核定为集合名称的少 2"
    assert store.revision() == revision
    assert [path.name for path in store.backups.iterdir()] == [backup.path.name]


def test_a_document_that_is_read_otherwise_is_told(store: Store) -> None:
    backup = back_up(store)
    with store.write() as cursor:
        cursor.execute("UPDATE targets SET value = '46%' WHERE value = '45%'")
    (document,) = compare_backup(store, backup.path.name).documents
    assert (document.document_id, document.told) == (SEED_ID, "内容不同")


def test_a_restore_brings_the_state_back_and_forgets_nothing_that_was_done(
    changed: tuple[Store, Backup, str, str],
) -> None:
    store, backup, removed, _ = changed
    with Store.open_as_it_is(backup.path) as copy:
        then = content_of(copy)
    before, done, revision = content_of(store), kinds(store), store.revision()
    seed = dict(load_catalogue(store).version([SEED_ID]))
    made = recover(store, compare_backup(store, backup.path.name), "甲")
    assert content_of(store) == then
    assert verify(store).faults == ()
    assert kinds(store) == [ActivityKind.RECOVER, *done]
    assert backup.path.name in activities(store)[0].detail
    assert store.revision() > revision
    assert dict(load_catalogue(store).version([SEED_ID, removed])) == {**seed, removed: store.revision()}
    assert made.occasion is Occasion.RECOVER
    recover(store, compare_backup(store, made.path.name), "甲")  # and the way back
    assert content_of(store) == before
    assert compare_backup(store, made.path.name).same


def test_numbers_are_never_given_twice(store: Store, tmp_path: Path) -> None:
    """The store was built anew, and a backup of the one before comes back into it."""
    task = load_plan(store).tasks["task_id"].iloc[0]
    for day in (1, 2, 3):
        set_due(store, task, date(2023, 9, day), "甲")
    backup = back_up(store, elsewhere=tmp_path)
    with Store.create(tmp_path / "anew.duckdb") as anew:
        recover(anew, compare_backup(anew, str(backup.path)), "甲")
        set_due(anew, task, None, "乙")
        with anew.read() as cursor:
            assert cursor.execute("SELECT number FROM due_days ORDER BY number").fetchall() == [
                (1,),
                (2,),
                (3,),
                (4,),
            ]
        assert sorted(kinds(anew)) == sorted([*kinds(store), ActivityKind.RECOVER, ActivityKind.SET_DUE])
        again = back_up(anew)
        recover(anew, compare_backup(anew, str(backup.path)), "甲")
        assert len(activities(anew)) == len(activities(store)) + 3
        assert again.path in [one.path for one in list_backups(anew)]


def test_what_has_changed_since_it_was_shown_is_refused(changed: tuple[Store, Backup, str, str]) -> None:
    store, backup, _, _ = changed
    seen = compare_backup(store, backup.path.name)
    put(store, 3)
    before = content_of(store)
    with pytest.raises(StoreChanged, match="在您看过对比之后"):
        recover(store, seen, "甲")
    assert content_of(store) == before
    seen = compare_backup(store, backup.path.name)
    shutil.copy(back_up(store, Occasion.NAMES).path, backup.path)  # another file under the same name
    with pytest.raises(StoreChanged, match="在您看过对比之后"):
        recover(store, seen, "甲")
    backup.path.unlink()
    with pytest.raises(StoreChanged, match="没有这份备份"):
        recover(store, seen, "甲")
    assert content_of(store) == before


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100_000])


def scratched(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(20_000, len(content), 1000):
        content[place] ^= 0xFF
    path.write_bytes(content)


def text(path: Path) -> None:
    path.write_bytes("不是数据库".encode() * 1000)


def newer(path: Path) -> None:
    with Store.open_as_it_is(path) as copy, copy.write() as cursor:
        cursor.execute("UPDATE metadata SET schema_version = ?", [migrations.LATEST + 1])


def without_a_table(path: Path) -> None:
    with Store.open_as_it_is(path) as copy, copy.change_schema() as cursor:
        cursor.execute("ALTER TABLE closings RENAME TO closing")
        cursor.execute("CREATE TABLE closings (number INTEGER, action_item INTEGER)")


@pytest.mark.parametrize(
    ("harm", "error"),
    [
        (cut, StoreDamaged),
        (scratched, StoreError),
        (text, StoreDamaged),
        (newer, StoreVersion),
        (without_a_table, StoreError),
    ],
)
def test_a_backup_that_cannot_be_used_changes_nothing(
    store: Store, harm: Callable[[Path], None], error: type[StoreError]
) -> None:
    backup = back_up(store)
    put(store)
    before, revision = content_of(store), store.revision()
    seen = compare_backup(store, backup.path.name)
    harm(backup.path)
    for action in (
        lambda: compare_backup(store, backup.path.name),
        lambda: recover(store, seen, "甲"),
    ):
        with pytest.raises(error, match="这份备份不能用"):
            action()
    assert (content_of(store), store.revision()) == (before, revision)
    assert [path.name for path in store.backups.iterdir()] == [backup.path.name]


def test_a_backup_of_an_older_version_is_brought_up_to_date(store: Store) -> None:
    old = store.path.parent / "old.duckdb"
    with gzip.open(VERSION_2) as packed:
        old.write_bytes(packed.read())
    packed_bytes = old.read_bytes()
    recover(store, compare_backup(store, str(old)), "甲")
    assert verify(store).faults == ()
    assert old.read_bytes() == packed_bytes
    assert not compare_backup(store, list_backups(store)[0].path.name).same


def test_all_tables_are_told_by_their_names(store: Store) -> None:
    """A table that the schema gains later is restored and counted, too, and has a name that a person understands."""
    with store.read() as cursor:
        rows = cursor.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall()
    assert [name for name, comment in rows if not comment] == []
    assert {name for name, _ in rows} >= READ


def test_every_sequence_has_its_table(store: Store) -> None:
    with store.read() as cursor:
        sequences = cursor.execute("SELECT sequence_name FROM duckdb_sequences()").fetchall()
    assert sorted(NUMBERED.values()) == sorted(name for (name,) in sequences)


# ── under others ────────────────────────────────────────────────────────────────────────────────────────────


def test_others_read_and_write_while_states_come_back(store: Store) -> None:
    """No reader sees half of a state; every write is in the store or was before a restore, and none is refused."""
    first = back_up(store)
    put(store, 1)
    second = back_up(store)
    stop = threading.Event()
    torn: list[object] = []
    failed: list[BaseException] = []

    def read() -> None:
        while not stop.is_set():
            plan = load_plan(store)
            if len(plan.tasks) != 53 + 2 * (len(plan.documents) - 1):
                torn.append(len(plan.tasks))

    def write() -> None:
        try:
            for day in range(1, 7):
                set_due(store, f"{SEED_ID}-t001", date(2023, 9, day), "乙")
        except BaseException as error:
            failed.append(error)
            raise

    readers = [threading.Thread(target=read) for _ in range(2)]
    writer = threading.Thread(target=write)
    for thread in (*readers, writer):
        thread.start()
    restored = 0
    while writer.is_alive() or restored < 2:
        backup = (first, second)[restored % 2]
        try:
            recover(store, compare_backup(store, str(backup.path)), "甲")
            restored += 1
        except StoreChanged:  # somebody wrote between: look again
            continue
    writer.join()
    stop.set()
    for reader in readers:
        reader.join()
    assert (torn, failed) == ([], [])
    assert kinds(store).count(ActivityKind.SET_DUE) == 6
    assert kinds(store).count(ActivityKind.RECOVER) == restored
    assert verify(store).faults == ()


def restore_the_only_backup(path: Path) -> None:
    store = PausingStore.open(path)
    (backup,) = [one for one in list_backups(store) if one.occasion is Occasion.ASKED]
    recover(store, compare_backup(store, backup.path.name), "甲")


def test_killed_at_every_step_of_a_restore(store_path: Path, tmp_path: Path) -> None:
    """Whole old or whole new; the backup stays, and can be asked for again."""
    with Store.open(store_path) as store:
        put(store)
        back_up(store)
        remove_document(store, SEED_ID, "甲")
        put(store, 2)
        before = content_of(store)
    place = store_path.parent
    shutil.copytree(place, tmp_path / "full")
    steps = steps_until_done(restore_the_only_backup, store_path)
    with Store.open(store_path) as store:
        after = content_of(store)
    assert after != before
    last = max(step for step, name in enumerate(steps) if name == "commit")
    assert steps[last + 1] == "checkpoint"
    for step in (last // 3, last - 70, last - 10, last, last + 1):
        folder = tmp_path / f"killed-{step}"
        shutil.copytree(tmp_path / "full", folder)
        path = folder / store_path.name
        kill_at(step, restore_the_only_backup, path)
        with Store.open(path) as store:
            assert content_of(store) == (after if step > last else before), (step, steps[step])
            (backup,) = [one for one in list_backups(store) if one.occasion is Occasion.ASKED]
            assert compare_backup(store, backup.path.name).same == (step > last)


def back_it_up(path: Path) -> None:
    back_up(PausingStore.open(path))


def test_killed_in_a_backup(store_path: Path, tmp_path: Path) -> None:
    """There is a whole backup or none, and the store is as it was."""
    place = store_path.parent
    shutil.copytree(place, tmp_path / "full")
    with Store.open(store_path) as store:
        before = content_of(store)
    steps = steps_until_done(back_it_up, store_path)
    for step in (len(steps) // 2, len(steps) - 1):
        path = tmp_path / f"killed-{step}" / store_path.name
        shutil.copytree(tmp_path / "full", path.parent)
        kill_at(step, back_it_up, path)
        with Store.open(path) as store:
            assert content_of(store) == before
            assert list_backups(store) == []
            back_up(store)
            assert len(list_backups(store)) == 1
