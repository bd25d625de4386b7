"""Several servers on one store: what one commits, all have; what is lost on the way is told, and nothing is half done."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest

from data.errors import StoreError, StoreUnreachable
from data.store import removing
from data.store.activities import Activity, ActivityKind, activities, record
from data.store.backups import back_up
from data.store.checks import verify
from data.store.database import Store
from data.store.following_up import set_due
from data.store.opening import open_store
from data.store.recovery import compare_backup, recover
from data.store.removing import purge_bin, remove_document
from data.store.shared import record as records
from data.store.shared.address import COPY_VARIABLE
from data.store.shared.connection import Line
from data.store.shared.store import SharedStore
from tests import servers
from tests.data.conftest import assert_same
from tests.data.documents import SEED_ID, content_of, put
from tests.postgresql import Server
from tests.servers import TASK


@contextmanager
def another(store: SharedStore, place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SharedStore]:
    """The same store as another server opens it, with a copy of its own."""
    with monkeypatch.context() as at:
        at.setenv(COPY_VARIABLE, str(place))
        opened = open_store(store.address)
    assert isinstance(opened, SharedStore)
    with opened:
        yield opened


@contextmanager
def away(server: Server, address: str) -> Iterator[None]:
    """Nobody can connect to the database within the block."""
    database = address.rpartition("/")[2]
    server.execute(f"ALTER DATABASE {database} ALLOW_CONNECTIONS false")
    server.disconnect(address)
    yield
    server.execute(f"ALTER DATABASE {database} ALLOW_CONNECTIONS true")


def test_what_one_server_commits_all_have(
    shared_store: SharedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with another(shared_store, tmp_path / "other.duckdb", monkeypatch) as other:
        removed = put(shared_store)
        set_due(other, TASK, date(2023, 9, 1), "甲")
        set_due(shared_store, TASK, date(2023, 10, 1), "乙")
        remove_document(other, removed, "乙")
        with monkeypatch.context() as later:
            later.setattr(removing, "BIN_DAYS", -1)
            assert purge_bin(shared_store)
        put(other, 2)
        assert content_of(other) == content_of(shared_store)
        assert activities(other) == activities(shared_store)
        assert [one.number for one in activities(other)] == [*range(len(activities(other)), 0, -1)]
        assert verify(other).faults == verify(shared_store).faults == ()  # the files of the record, too
        assert_same(other)


def test_a_copy_that_is_none_or_another_is_made_anew(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server, seeded_database: str
) -> None:
    place = tmp_path / "copy.duckdb"
    monkeypatch.setenv(COPY_VARIABLE, str(place))
    place.write_bytes(b"no database at all")
    with open_store(address) as store:
        put(store)
        content = content_of(store)
    with Store.open_as_it_is(place) as copy, copy.write() as cursor:  # somebody meddles with the copy
        cursor.execute("UPDATE tasks SET text = 'x'")
    with open_store(address) as store:
        assert content_of(store) == content
        server.execute("UPDATE metadata SET revision = 3", database=address.rpartition("/")[2])
        assert store.revision() == 3  # the record went back: another one was put in its place
        assert_same(store)  # type: ignore[arg-type]  # an address opens a shared one


def test_a_connection_lost_between_two_writes_is_not_noticed(
    shared_store: SharedStore, server: Server
) -> None:
    put(shared_store)
    assert server.disconnect(shared_store.address) == 2
    put(shared_store, 2)
    server.disconnect(shared_store.address)
    assert shared_store.revision() == 5


def test_what_is_lost_within_a_write_is_not_saved_and_told(shared_store: SharedStore, server: Server) -> None:
    before = content_of(shared_store)

    def write() -> None:
        with shared_store.write() as cursor:
            record(cursor, Activity(ActivityKind.EXPORT, "甲", "虚构"))
            server.disconnect(shared_store.address)

    with pytest.raises(StoreUnreachable, match="没有保存"):
        write()
    assert content_of(shared_store) == before


@pytest.mark.parametrize("arrived", [True, False])
def test_a_commit_over_which_the_connection_is_lost_is_found_out(
    shared_store: SharedStore, server: Server, monkeypatch: pytest.MonkeyPatch, arrived: bool
) -> None:
    do = records.View._do

    def lose(self: Any, sql: str, values: Any = None) -> Any:
        if sql != "COMMIT":
            return do(self, sql, values)
        if arrived:
            do(self, sql)
        server.disconnect(shared_store.address)
        return do(self, "SELECT 1")

    monkeypatch.setattr(records.View, "_do", lose)
    if arrived:
        set_due(shared_store, TASK, date(2023, 9, 1), "甲")
    else:
        with pytest.raises(StoreUnreachable, match="断开，没有保存"):
            set_due(shared_store, TASK, date(2023, 9, 1), "甲")
    monkeypatch.undo()
    with shared_store.read() as cursor:
        assert cursor.execute("SELECT count(*) FROM due_days").fetchall() == [(int(arrived),)]


def test_where_nobody_knows_it_is_said_and_found_out_later(
    shared_store: SharedStore, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    do, begun = records.View._do, Line._begun

    def lose(self: Any, sql: str, values: Any = None) -> Any:
        result = do(self, sql, values)
        if sql == "COMMIT":
            server.disconnect(shared_store.address)
            monkeypatch.setattr(Line, "_begun", refuse)
            do(self, "SELECT 1")
        return result

    def refuse(*_: object) -> None:
        raise psycopg.OperationalError("connection refused")

    monkeypatch.setattr(records, "UNKNOWN_SECONDS", 0.0)
    monkeypatch.setattr(records.View, "_do", lose)
    with pytest.raises(StoreUnreachable, match="不知道保存了没有"):
        set_due(shared_store, TASK, date(2023, 9, 1), "甲")
    shared_store.look_again()
    assert "连不上" in shared_store.behind()
    monkeypatch.setattr(Line, "_begun", begun)
    monkeypatch.setattr(records.View, "_do", do)
    shared_store.look_again()
    with shared_store.read() as cursor:
        assert cursor.execute("SELECT count(*) FROM due_days").fetchall() == [(1,)]


def test_while_postgresql_is_away_the_copy_is_read(
    address: str, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = tmp_path / "killed"
    killed.mkdir()
    monkeypatch.setenv(COPY_VARIABLE, str(tmp_path / "copy.duckdb"))
    with open_store(address) as store:
        content = content_of(store)
        for left in tmp_path.glob("copy.duckdb*"):  # as a killed server leaves it
            shutil.copy(left, killed)
    monkeypatch.setenv(COPY_VARIABLE, str(killed / "copy.duckdb"))
    with pytest.raises(StoreUnreachable, match="连不上 PostgreSQL"):  # no copy of this address
        open_store("postgresql://127.0.0.1:1/none")
    with away(server, address), open_store(address, build=True) as store:  # as a server that starts then
        assert content_of(store) == content
        assert "显示的是这台服务器上的副本，到 " in store.behind()
        with pytest.raises(StoreUnreachable, match="没有保存"):
            put(store)
        server.execute(f"ALTER DATABASE {address.rpartition('/')[2]} ALLOW_CONNECTIONS true")
        store.look_again()
        assert store.behind() == ""
        put(store)
        assert_same(store)  # type: ignore[arg-type]  # an address opens a shared one
    (killed / "copy.duckdb").unlink()
    with away(server, address), pytest.raises(StoreUnreachable):
        open_store(address)


def test_writers_of_two_servers_wait_for_each_other(
    shared_store: SharedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with another(shared_store, tmp_path / "other.duckdb", monkeypatch) as other:

        def write(store: Store, month: int) -> None:
            for day in range(1, 4):
                set_due(store, TASK, date(2023, month, day), "甲")

        pairs = zip((shared_store, other) * 2, range(1, 5), strict=True)
        writers = [threading.Thread(target=write, args=pair) for pair in pairs]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        with other.read() as cursor:
            numbers = cursor.execute("SELECT number FROM due_days ORDER BY number").fetchall()
        assert numbers == [(number,) for number in range(1, 13)]


def test_postgresql_keeps_the_rules_itself(shared_store: SharedStore, server: Server) -> None:
    database = shared_store.address.rpartition("/")[2]
    for statement, error in (
        ("DELETE FROM documents", psycopg.errors.ForeignKeyViolation),
        ("UPDATE tasks SET position = 0", psycopg.errors.CheckViolation),
        ("UPDATE departments SET department_id = 'x'", psycopg.errors.CheckViolation),
        ("UPDATE activities SET who = '乙'", psycopg.errors.RestrictViolation),
        ("DELETE FROM activities", psycopg.errors.RestrictViolation),
    ):
        with pytest.raises(error):
            server.execute(statement, database=database)
    with pytest.raises(StoreError, match="不能存的字符"):
        set_due(shared_store, TASK, date(2023, 9, 1), "甲\0")
    assert activities(shared_store)[0].who != "甲\0"


def test_a_state_comes_back_from_a_backup_on_all_servers(
    shared_store: SharedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with another(shared_store, tmp_path / "other.duckdb", monkeypatch) as other:
        backup = back_up(shared_store)
        remove_document(other, SEED_ID, "甲")
        recover(shared_store, compare_backup(shared_store, backup.path.name), "乙")
        assert content_of(other) == content_of(shared_store)
        assert verify(other).faults == ()
        assert_same(other)


def test_three_servers_that_are_killed_lose_nothing(address: str, server: Server, tmp_path: Path) -> None:
    """A short form of ``python -m tests.benchmarks servers``."""
    kills = iter(
        [
            ("connections", lambda done, _: done >= 4),
            ("server", lambda done, _: done >= 7),
            ("connections", lambda done, _: done >= 11),
        ]
    )
    trial = servers.run(
        server, address, tmp_path, servers=3, writers=2, operations=3, seconds=300.0, kills=kills
    )
    assert trial.wrong == []
    assert trial.done + trial.refused.total() >= 15
    assert sum(trial.killed.values()) == 3
