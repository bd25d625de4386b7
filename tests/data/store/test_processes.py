"""Other processes: killed ones, ones that hold the store, ones that may not write, ones with a full disk.

They are real, started by a fork server; a pipe tells when they have come to the moment that a test wants.
"""

import gzip
import multiprocessing
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.errors import StoreError, StoreLocked, StoreReadOnly
from data.names.decisions import Decision, DecisionKind
from data.names.directory import load_directory
from data.store import opening
from data.store.backups import back_up, folder_of
from data.store.checks import verify
from data.store.database import Store
from data.store.faults import LOG_START
from data.store.naming import decide
from data.store.opening import open_store
from data.store.plan import load_plan
from data.store.removing import remove_document, restore_document
from data.store.rereading import reread_document, store_reread
from data.store.storing import document_id_of, store_document
from tests.data.documents import SEED_ID, as_read, content_of, invented_document, put
from tests.data.store.test_opening import VERSION_2

FULL = 100_000
"""Bytes to which a file may grow on a disk that is full."""

REMOVED_ID = document_id_of(invented_document(2)[0])
DECISION = Decision("虚构新设处", DecisionKind.COLLECTIVE, "虚构市中级人民法院", members=("研究室", "办公室"))

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.data.documents", "data.store.database", "data.store.plan"])


class PausingCursor:
    """A cursor that reports every step and goes on when it is told to."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, pipe: Connection) -> None:
        self._cursor, self._pipe = cursor, pipe

    def __getattr__(self, name: str) -> object:
        return getattr(self._cursor, name)

    def execute(self, sql: str, *values: object) -> duckdb.DuckDBPyConnection:
        self._pause("checkpoint" if sql == "CHECKPOINT" else "statement")
        return self._cursor.execute(sql, *values)

    def commit(self) -> None:
        self._pause("commit")
        self._cursor.commit()

    def _pause(self, step: str) -> None:
        self._pipe.send(step)
        self._pipe.recv()


class PausingStore(Store):
    """A store whose every step can be the last."""

    pipe: Connection

    @contextmanager
    def _cursor(self, seconds: float) -> Iterator[Any]:
        with super()._cursor(seconds) as cursor:
            yield PausingCursor(cursor, self.pipe)


def import_with_pauses(path: Path, pipe: Connection) -> None:
    PausingStore.pipe = pipe
    content, document = invented_document()
    store_document(PausingStore.open(path), content, "虚构.txt", as_read(document, load_directory()), "甲")
    pipe.send("done")
    pipe.recv()


def remove_with_pauses(path: Path, pipe: Connection) -> None:
    PausingStore.pipe = pipe
    remove_document(PausingStore.open(path), SEED_ID, "甲")
    pipe.send("done")
    pipe.recv()


def decide_with_pauses(path: Path, pipe: Connection) -> None:
    PausingStore.pipe = pipe
    decide(PausingStore.open(path), DECISION, "甲")
    pipe.send("done")
    pipe.recv()


def build_with_pauses(path: Path, pipe: Connection) -> None:
    PausingStore.pipe = pipe
    opening.Store = PausingStore  # type: ignore[misc]  # in this process alone
    opening.open_store(path, build=True)
    pipe.send("done")
    pipe.recv()


def restore_with_pauses(path: Path, pipe: Connection) -> None:
    PausingStore.pipe = pipe
    restore_document(PausingStore.open(path), REMOVED_ID, "甲")
    pipe.send("done")
    pipe.recv()


def reread_with_pauses(path: Path, pipe: Connection) -> None:
    PausingStore.pipe = pipe
    store = PausingStore.open(path)
    store_reread(store, reread_document(store, SEED_ID), "甲")
    pipe.send("done")
    pipe.recv()


def upgrade_with_pauses(path: Path, pipe: Connection) -> None:
    PausingStore.pipe = pipe
    opening.Store = PausingStore  # type: ignore[misc]  # in this process alone
    opening.open_store(path)
    pipe.send("done")
    pipe.recv()


def hold(path: Path, pipe: Connection) -> None:
    with Store.open(path):
        pipe.send("open")
        pipe.recv()


def open_without_rights(path: Path, pipe: Connection) -> None:
    if os.geteuid() == 0:
        os.setuid(65534)  # nobody: root may write everywhere
    pipe.send(outcome(lambda: Store.open(path)))


def import_on_a_full_disk(path: Path, pipe: Connection) -> None:
    """The disk is full for the store and its log: no file may grow beyond what the store has now."""
    store = Store.open(path)
    content, document = invented_document()
    size = path.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    noise = "".join(chr(0x4E00 + (i * 7919 + i * i * 31) % 20000) for i in range(size))
    large = replace(document, source=document.source + noise)
    pipe.send(outcome(lambda: store_document(store, content, "虚构.txt", as_read(large, load_directory()))))
    pipe.send(outcome(lambda: load_plan(store)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    pipe.send(
        outcome(lambda: store_document(store, content, "虚构.txt", as_read(document, load_directory())))
    )


def build_on_a_full_disk(path: Path, pipe: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (FULL, resource.RLIM_INFINITY))
    pipe.send(outcome(lambda: open_store(path, build=True)))
    pipe.send(sorted(file.name for file in path.parent.iterdir()))


def back_up_on_a_full_disk(path: Path, pipe: Connection) -> None:
    store = Store.open(path)
    resource.setrlimit(resource.RLIMIT_FSIZE, (FULL, resource.RLIM_INFINITY))
    pipe.send(outcome(lambda: back_up(store)))
    pipe.send([file.name for file in folder_of(store).iterdir()])
    pipe.send(outcome(lambda: load_plan(store)))


def outcome(action: Callable[[], object]) -> tuple[type | None, str]:
    try:
        action()
    except StoreError as error:
        return type(error), str(error)
    return None, ""


@contextmanager
def started(target: Callable[[Path, Connection], None], path: Path) -> Iterator[tuple]:
    ours, theirs = PROCESSES.Pipe()
    process = PROCESSES.Process(target=target, args=(path, theirs))
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def steps_until_done(target: Callable[[Path, Connection], None], path: Path) -> list[str]:
    with started(target, path) as (_, pipe):
        steps = []
        while (step := pipe.recv()) != "done":
            steps.append(step)
            pipe.send("on")
    return steps


def kill_at(step: int, target: Callable[[Path, Connection], None], path: Path) -> None:
    """Let the process come to its step (from 0), and kill it (SIGKILL) before it does it."""
    with started(target, path) as (process, pipe):
        for _ in range(step):
            pipe.recv()
            pipe.send("on")
        pipe.recv()
        process.kill()
        process.join()
        assert process.exitcode == -9


def documents_in(path: Path) -> list[tuple[str, int, int]]:
    with open_store(path, build=True) as store:
        return documents_of(store)


def documents_of(store: Store) -> list[tuple[str, int, int]]:
    """Title, number of tasks and of responsibilities of every document."""
    plan = load_plan(store)
    tasks = plan.tasks.groupby("document_id").size()
    mentions = plan.responsibilities.groupby(plan.responsibilities["task_id"].str[:16]).size()
    return [
        (title, int(tasks[document_id]), int(mentions[document_id]))
        for document_id, title in zip(plan.documents["document_id"], plan.documents["title"], strict=True)
    ]


def test_killed_at_every_step_of_an_import(store_path: Path, tmp_path: Path) -> None:
    """Whole or nothing, and the second try works."""
    seeded = store_path.read_bytes()
    before = documents_in(store_path)
    steps = steps_until_done(import_with_pauses, store_path)
    after = documents_in(store_path)
    assert len(after) == len(before) + 1
    assert steps[-2:] == ["commit", "checkpoint"]
    for step, name in enumerate(steps):
        path = tmp_path / f"killed-{step}.duckdb"
        path.write_bytes(seeded)
        kill_at(step, import_with_pauses, path)
        log = path.with_name(f"{path.name}.wal")
        if name == "checkpoint":  # committed: it stands in the log, and the log is one that we accept
            assert log.read_bytes().startswith(LOG_START)
        with Store.open(path) as store:
            assert documents_of(store) == (after if name == "checkpoint" else before), (step, name)
            content, document = invented_document()
            stored = store_document(store, content, "虚构.txt", as_read(document, load_directory()), "甲")
            assert stored.new == (name != "checkpoint")
            assert documents_of(store) == after


@pytest.mark.parametrize(
    "target", [remove_with_pauses, restore_with_pauses, decide_with_pauses, reread_with_pauses]
)
def test_killed_at_every_step_of_a_change(
    store_path: Path, tmp_path: Path, target: Callable[[Path, Connection], None]
) -> None:
    """All of it or nothing."""
    with Store.open(store_path) as store:
        put(store)
        remove_document(store, put(store, 2), "甲")
        with store.write() as cursor:  # as if an older parser had read it
            cursor.execute("UPDATE targets SET value = '46%' WHERE value = '45%'")
        before = store.revision()
    full = store_path.read_bytes()
    steps = steps_until_done(target, store_path)
    assert steps[-2:] == ["commit", "checkpoint"]
    with Store.open(store_path) as store:
        after = rows_of_interest(store)
        assert store.revision() != before
    for step in range(steps.index("statement"), len(steps), 3):
        path = tmp_path / f"killed-{step}.duckdb"
        path.write_bytes(full)
        kill_at(step, target, path)
        with Store.open(path) as store:
            if steps[step] == "checkpoint":
                assert rows_of_interest(store) == after
            else:
                assert store.revision() == before
            if target is reread_with_pauses and steps[step] == "checkpoint":
                assert verify(store).faults == ()


def rows_of_interest(store: Store) -> tuple:
    """All that a removal or a decision changes, without the times of the decisions."""
    with store.read() as cursor:
        return tuple(
            cursor.execute(f"SELECT * EXCLUDE ({left_out}) FROM {table} ORDER BY ALL").fetchall()
            for table, left_out in (
                ("documents", "imported_at, removed_at"),
                ("responsibilities", "doubt"),
                ("departments", "note"),
                ("naming_decisions", "decided_at"),
                ("targets", "span_start"),
            )
        )


def test_killed_while_the_store_is_built(tmp_path: Path) -> None:
    """There is no store, or a whole one."""
    steps = steps_until_done(build_with_pauses, tmp_path / "whole.duckdb")
    whole = documents_in(tmp_path / "whole.duckdb")
    for step in range(0, len(steps), 4):
        path = tmp_path / f"killed-{step}.duckdb"
        kill_at(step, build_with_pauses, path)
        assert documents_in(path) == whole


def test_a_store_held_by_another_process(store_path: Path) -> None:
    before = store_path.read_bytes()
    with started(hold, store_path) as (_, pipe):
        assert pipe.recv() == "open"
        for _ in range(2):
            with pytest.raises(StoreLocked, match="正被另一个程序使用"):
                Store.open(store_path)
    assert store_path.read_bytes() == before
    assert len(documents_in(store_path)) == 1


@pytest.fixture
def open_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that any user of the machine can reach, as far as this user may open it."""
    closed = [
        (folder, folder.stat().st_mode)
        for folder in (tmp_path, *tmp_path.parents)
        if folder.stat().st_uid == os.geteuid() and folder.stat().st_mode & 0o055 != 0o055
    ]
    for folder, mode in closed:
        folder.chmod(mode | 0o055)
    yield tmp_path
    for folder, mode in closed:
        folder.chmod(mode)


def test_a_folder_that_cannot_be_written(open_folder: Path, seeded_file: Path) -> None:
    path = open_folder / "store.duckdb"
    path.write_bytes(seeded_file.read_bytes())
    path.chmod(0o666)
    open_folder.chmod(0o555)
    with started(open_without_rights, path) as (_, pipe):
        kind, message = pipe.recv()
    open_folder.chmod(0o755)
    assert kind is StoreReadOnly
    assert "文件夹不可写" in message


def test_a_file_that_cannot_be_written(open_folder: Path, seeded_file: Path) -> None:
    path = open_folder / "store.duckdb"
    path.write_bytes(seeded_file.read_bytes())
    path.chmod(0o444)
    open_folder.chmod(0o777)
    with started(open_without_rights, path) as (_, pipe):
        kind, message = pipe.recv()
    assert kind is StoreReadOnly
    assert "文件不可写" in message


def test_a_folder_that_cannot_be_entered(open_folder: Path) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o000)
    with started(open_without_rights, closed / "store.duckdb") as (_, pipe):
        kind, message = pipe.recv()
    closed.chmod(0o755)
    assert kind is StoreReadOnly
    assert "不可写" in message


def test_killed_while_a_store_is_brought_up_to_date(tmp_path: Path) -> None:
    """It is of the old version or of the new one, with everything in it, and the next start goes on."""
    with gzip.open(VERSION_2) as packed:
        old = packed.read()
    whole = tmp_path / "whole.duckdb"
    whole.write_bytes(old)
    steps = steps_until_done(upgrade_with_pauses, whole)
    with open_store(whole) as store:
        after = content_of(store)
    for step in range(0, len(steps), 5):
        path = tmp_path / f"killed-{step}.duckdb"
        path.write_bytes(old)
        kill_at(step, upgrade_with_pauses, path)
        with open_store(path) as store:
            assert content_of(store) | {"directories": []} == after | {"directories": []}
            assert verify(store).faults == ()


def test_a_full_disk_loses_nothing_committed(store_path: Path) -> None:
    before = documents_in(store_path)
    with started(import_on_a_full_disk, store_path) as (_, pipe):
        kind, message = pipe.recv()
        assert kind is StoreReadOnly
        assert "磁盘可能已满" in message
        assert pipe.recv() == (None, "")  # what is there can still be read
        assert pipe.recv() == (None, "")  # with room again it is stored, without a restart
    assert documents_in(store_path)[1:] == before or documents_in(store_path)[:-1] == before


def test_a_first_start_on_a_full_disk_leaves_no_store(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    with started(build_on_a_full_disk, path) as (_, pipe):
        message = pipe.recv()[1]
        assert "磁盘可能已满" in message
        assert pipe.recv() == []
    assert len(documents_in(path)) == 1


def test_a_backup_on_a_full_disk_leaves_nothing_and_says_the_cause(store_path: Path) -> None:
    with started(back_up_on_a_full_disk, store_path) as (_, pipe):
        message = pipe.recv()[1]
        assert "磁盘可能已满" in message
        assert pipe.recv() == []
        assert pipe.recv() == (None, "")


def test_two_processes_build_the_same_store(tmp_path: Path) -> None:
    """The one that comes second finds a store there, and leaves it."""
    path = tmp_path / "store.duckdb"
    with started(build_with_pauses, path) as (_, pipe):
        pipe.recv()  # it has begun, under another name
        with open_store(path, build=True) as store:
            revision = store.revision()
        pipe.send("on")
        while pipe.recv() != "done":
            pipe.send("on")
    with Store.open(path) as store:
        assert store.revision() == revision
    assert [file.name for file in tmp_path.iterdir()] == ["store.duckdb"]
