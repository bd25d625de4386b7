"""Processes that are killed in the middle of a change: all of it is in the store afterwards, or nothing.

A few steps of each change, the commit and what follows it always; every step of them is a matter of the benchmarks.
"""

import gzip
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.importing.directory_files import load_directory
from data.names.decisions import Decision, DecisionKind
from data.progress.form import HEADERS, SentLedger, SentRow, digest_of
from data.progress.returned import Returned, ReturnedRow
from data.store import opening
from data.store.checks import verify
from data.store.collecting import ReturnedFile, collect
from data.store.database import Store
from data.store.faults import LOG_START
from data.store.naming import decide
from data.store.opening import open_store
from data.store.progress import load_progress, record_sending
from data.store.removing import remove_document, restore_document
from data.store.rereading import reread_document, store_reread
from data.store.storing import document_id_of, store_document
from tests.data.documents import SEED_ID, as_read, content_of, invented_document, put
from tests.data.store.processes import documents_in, documents_of, started
from tests.data.store.test_opening import VERSION_2

REMOVED_ID = document_id_of(invented_document(2)[0])
DECISION = Decision("虚构新设处", DecisionKind.COLLECTIVE, "虚构市中级人民法院", members=("研究室", "办公室"))

Change = Callable[[Path], None]


SENT = date(2023, 9, 20)


def returned_file(number: int, unit: str, text: str, status: str) -> ReturnedFile:
    """A ledger with one task of the seed, sent empty and filled in with a status."""
    fixed = dict.fromkeys(HEADERS, "") | {"序号": str(number), "工作任务": text}
    row = SentRow(f"{SEED_ID}-t{number:03}", digest_of(text), True, fixed)
    sent = SentLedger(SEED_ID, "2023-09", unit, 1, SENT.isoformat(), (row,))
    filled = ReturnedRow(5, row.key, fixed | {"完成状态": status})
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return ReturnedFile(f"{unit}.xlsx", sha256, Returned(sent, (filled,)))


RETURNED = (
    returned_file(
        1,
        "研究室",
        "深入贯彻《中国共产党政法工作条例》，严格执行重大司法改革事项报批备案制度，确保司法改革正确政治方向。",
        "已完成",
    ),
    returned_file(
        2,
        "办公室",
        "健全完善督查工作机制，推动全省各级法院和党员领导干部严格执行重大事项请示报告制度。",
        "推进中",
    ),
)


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


def with_pauses(change: Change, path: Path, pipe: Connection) -> None:
    """Do a change to the store at a path, waiting at every step."""
    PausingStore.pipe = pipe
    change(path)
    pipe.send("done")
    pipe.recv()


def import_invented(path: Path) -> None:
    content, document = invented_document()
    store_document(PausingStore.open(path), content, "虚构.txt", as_read(document, load_directory()), "甲")


def remove_seed(path: Path) -> None:
    remove_document(PausingStore.open(path), SEED_ID, "甲")


def restore_removed(path: Path) -> None:
    restore_document(PausingStore.open(path), REMOVED_ID, "甲")


def decide_name(path: Path) -> None:
    decide(PausingStore.open(path), [DECISION], "甲")


def reread_seed(path: Path) -> None:
    store = PausingStore.open(path)
    store_reread(store, reread_document(store, SEED_ID), "甲")


def build(path: Path) -> None:
    opening.Store = PausingStore  # type: ignore[misc]  # in this process alone
    opening.open_store(path, build=True)


def collect_ledgers(path: Path) -> None:
    collect(PausingStore.open(path), RETURNED, None, "甲")


def upgrade(path: Path) -> None:
    opening.Store = PausingStore  # type: ignore[misc]  # in this process alone
    opening.open_store(path)


def steps_until_done(change: Change, path: Path) -> list[str]:
    with started(partial(with_pauses, change), path) as (_, pipe):
        steps = []
        while (step := pipe.recv()) != "done":
            steps.append(step)
            pipe.send("on")
    return steps


def deaths(steps: list[str], most: int = 5) -> list[int]:
    """Steps to be killed at: from the first to the last evenly, the commit and what follows it always."""
    even = {round(at * (len(steps) - 1) / (most - 1)) for at in range(most)}
    last = max(at for at, step in enumerate(steps) if step == "commit")
    return sorted(even | {last, min(last + 1, len(steps) - 1)})


def kill_at(step: int, change: Change, path: Path) -> None:
    """Let the process come to its step (from 0), and kill it (SIGKILL) before it does it."""
    with started(partial(with_pauses, change), path) as (process, pipe):
        for _ in range(step):
            pipe.recv()
            pipe.send("on")
        pipe.recv()
        process.kill()
        process.join()
        assert process.exitcode == -9


def test_killed_in_an_import(store_path: Path, tmp_path: Path) -> None:
    """Whole or nothing, and the second try works."""
    seeded = store_path.read_bytes()
    before = documents_in(store_path)
    steps = steps_until_done(import_invented, store_path)
    after = documents_in(store_path)
    assert len(after) == len(before) + 1
    assert steps[-2:] == ["commit", "checkpoint"]
    for step in deaths(steps):
        name = steps[step]
        path = tmp_path / f"killed-{step}.duckdb"
        path.write_bytes(seeded)
        kill_at(step, import_invented, path)
        log = path.with_name(f"{path.name}.wal")
        if name == "checkpoint":  # committed: it stands in the log, and the log is one that we accept
            assert log.read_bytes().startswith(LOG_START)
        with Store.open(path) as store:
            assert documents_of(store) == (after if name == "checkpoint" else before), (step, name)
            content, document = invented_document()
            stored = store_document(store, content, "虚构.txt", as_read(document, load_directory()), "甲")
            assert stored.new == (name != "checkpoint")
            assert documents_of(store) == after


@pytest.mark.parametrize("change", [remove_seed, restore_removed, decide_name, reread_seed])
def test_killed_in_a_change(store_path: Path, tmp_path: Path, change: Change) -> None:
    """All of it or nothing."""
    with Store.open(store_path) as store:
        put(store)
        remove_document(store, put(store, 2), "甲")
        with store.write() as cursor:  # as if an older parser had read it
            cursor.execute("UPDATE targets SET value = '46%' WHERE value = '45%'")
        before = store.revision()
    full = store_path.read_bytes()
    steps = steps_until_done(change, store_path)
    assert steps[-2:] == ["commit", "checkpoint"]
    with Store.open(store_path) as store:
        after = rows_of_interest(store)
        assert store.revision() != before
    for step in deaths(steps):
        path = tmp_path / f"killed-{step}.duckdb"
        path.write_bytes(full)
        kill_at(step, change, path)
        with Store.open(path) as store:
            if steps[step] == "checkpoint":
                assert rows_of_interest(store) == after
            else:
                assert store.revision() == before
            if change is reread_seed and steps[step] == "checkpoint":
                assert verify(store).faults == ()


def test_killed_while_ledgers_are_collected(store_path: Path, tmp_path: Path) -> None:
    """The values of all files or none, and the second try works."""
    with Store.open(store_path) as store:
        sending = record_sending(store, None, "2023-09", SENT, SENT, "甲")
        assert sending.number == 1
    sent = store_path.read_bytes()
    steps = steps_until_done(collect_ledgers, store_path)
    assert steps[-2:] == ["commit", "checkpoint"]
    after = reported_in(store_path)
    assert [status for status in after if status] == ["已完成", "推进中"]
    for step in deaths(steps):
        name = steps[step]
        path = tmp_path / f"killed-{step}.duckdb"
        path.write_bytes(sent)
        kill_at(step, collect_ledgers, path)
        assert reported_in(path) == (after if name == "checkpoint" else [None] * len(after)), (step, name)
        with Store.open(path) as store:
            assert collect(store, RETURNED, None, "甲").stored == (0 if name == "checkpoint" else 2)
        assert reported_in(path) == after


def reported_in(path: Path) -> list[str | None]:
    """The status of every task."""
    with Store.open(path) as store:
        return [task.status for task in load_progress(store, "2023-09").tasks]


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
    steps = steps_until_done(build, tmp_path / "whole.duckdb")
    whole = documents_in(tmp_path / "whole.duckdb")
    for step in deaths(steps):
        path = tmp_path / f"killed-{step}.duckdb"
        kill_at(step, build, path)
        assert documents_in(path) == whole


def test_killed_while_a_store_is_brought_up_to_date(tmp_path: Path) -> None:
    """It is of the old version or of the new one, with everything in it, and the next start goes on."""
    with gzip.open(VERSION_2) as packed:
        old = packed.read()
    whole = tmp_path / "whole.duckdb"
    whole.write_bytes(old)
    steps = steps_until_done(upgrade, whole)
    with open_store(whole) as store:
        after = content_of(store)
    for step in deaths(steps):
        path = tmp_path / f"killed-{step}.duckdb"
        path.write_bytes(old)
        kill_at(step, upgrade, path)
        with open_store(path) as store:
            assert content_of(store) | {"directories": []} == after | {"directories": []}
            assert verify(store).faults == ()


def test_two_processes_build_the_same_store(tmp_path: Path) -> None:
    """The one that comes second finds a store there, and leaves it."""
    path = tmp_path / "store.duckdb"
    with started(partial(with_pauses, build), path) as (_, pipe):
        pipe.recv()  # it has begun, under another name
        with open_store(path, build=True) as store:
            revision = store.revision()
        pipe.send("on")
        while pipe.recv() != "done":
            pipe.send("on")
    with Store.open(path) as store:
        assert store.revision() == revision
    assert {file.name for file in tmp_path.iterdir()} == {"store.duckdb", "store.audit.jsonl"}
