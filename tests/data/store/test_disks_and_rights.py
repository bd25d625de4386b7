"""Stores that another process holds, that may not be written, or whose disk is full."""

import os
import resource
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from data.errors import StoreLocked, StoreReadOnly
from data.importing.directory_files import load_directory
from data.store.backups import back_up
from data.store.database import Store
from data.store.opening import open_store
from data.store.plan import load_plan
from data.store.storing import store_document
from tests.data.documents import as_read, invented_document
from tests.data.store.processes import documents_in, outcome, started

FULL = 100_000
"""Bytes to which a file may grow on a disk that is full."""


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
    pipe.send([file.name for file in store.backups.iterdir()])
    pipe.send(outcome(lambda: load_plan(store)))


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
