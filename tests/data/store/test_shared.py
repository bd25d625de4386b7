"""Several servers on one store: what one commits, all have; what is lost on the way is told, and nothing is half done."""

import gzip
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest

from data.__main__ import main
from data.errors import (
    StoreError,
    StoreExists,
    StoreMissing,
    StoreOutdated,
    StoreReadOnly,
    StoreUnreachable,
    StoreVersion,
)
from data.store import migrations, opening, removing
from data.store.activities import Activity, ActivityKind, activities, record
from data.store.backups import Occasion, back_up, list_backups
from data.store.checks import verify
from data.store.copying import Copied, DuckDB, compared, copy_store, fingerprint
from data.store.database import Store
from data.store.following_up import set_due
from data.store.opening import open_store
from data.store.recovery import compare_backup, recover
from data.store.removing import purge_bin, remove_document
from data.store.shared import record as records
from data.store.shared import schema
from data.store.shared import store as shared
from data.store.shared.address import COPY_VARIABLE, shared_address, told
from data.store.shared.connection import Line
from data.store.shared.record import Record
from data.store.shared.store import SharedStore
from tests import servers
from tests.data.conftest import assert_same
from tests.data.documents import SEED_ID, content_of, put
from tests.postgresql import Server, programs

TASK = f"{SEED_ID}-t001"
SCRIPT = Path(__file__).parents[3] / "data" / "deploy" / "postgresql.sql"


@pytest.fixture(autouse=True)
def look_always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every read looks for a newer commit: no test waits for half a second."""
    monkeypatch.setattr(shared, "LOOK_SECONDS", 0.0)


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


def test_a_record_of_a_newer_version_is_left_by_who_has_it_open(
    shared_store: SharedStore, server: Server
) -> None:
    before = shared_store.revision()
    change = "UPDATE metadata SET schema_version = schema_version {} 1"
    database = shared_store.address.rpartition("/")[2]
    server.execute(change.format("+"), database=database)
    with pytest.raises(StoreVersion, match="同一版本"):
        shared_store.revision()
    with pytest.raises(StoreVersion, match="同一版本"):
        put(shared_store)
    server.execute(change.format("-"), database=database)
    assert shared_store.revision() == before


OLD_STORE = Path(__file__).parent / "stores" / "version_2.duckdb.gz"


@pytest.fixture
def older(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, int]]:
    """The address of a record as the version before this one made it, and the number of that version."""
    with older_program(monkeypatch) as version:
        file = tmp_path / "older.duckdb"
        with gzip.open(OLD_STORE) as packed:
            file.write_bytes(packed.read())
        address = server.new_database()
        with open_store(file) as store:
            copy_store(store, address)
    monkeypatch.setenv(COPY_VARIABLE, str(tmp_path / "copy.duckdb"))
    yield address, version
    server.drop(address)


@contextmanager
def older_program(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The schema of the version before this one, by the steps that were released."""
    steps = {version: step for version, step in migrations._steps().items() if version < migrations.LATEST}
    with monkeypatch.context() as at:
        at.setattr(migrations, "_steps", lambda: steps)
        at.setattr(migrations, "LATEST", max(steps))
        for kept in (schema.shared_tables, schema.statements):
            kept.cache_clear()
        yield max(steps)
    for kept in (schema.shared_tables, schema.statements):
        kept.cache_clear()


def test_an_older_record_is_upgraded_after_a_backup(
    older: tuple[str, int], server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, version = older
    fails = iter([False, True])  # when all is in its place, before it is committed

    def compare(*engines: Any) -> Copied:
        if next(fails):
            raise OSError
        return compared(*engines)

    with monkeypatch.context() as at:
        at.setattr(opening, "compared", compare)
        with pytest.raises(StoreReadOnly, match="没有升级"):
            open_store(address)
    in_use = re.compile(f"版本是 {version}，.*另有 1 个连接.*停下各台服务器")
    with psycopg.connect(address, application_name="dashboard"), pytest.raises(StoreOutdated, match=in_use):
        open_store(address)
    with open_store(address) as store:
        assert activities(store)[0].detail == f"数据库从第 {version} 版升级到第 {migrations.LATEST} 版"
        put(store)
        assert verify(store).faults == ()
        assert_same(store)  # type: ignore[arg-type]  # an address opens a shared one
        backup = list_backups(store)[0]
        assert backup.occasion is Occasion.UPGRADE
    empty = server.new_database()
    with older_program(monkeypatch), Store.open(backup.path) as store:  # the way back
        copy_store(store, empty)
    with Record(empty) as record, pytest.raises(StoreOutdated):
        record.refuse_unusable()
    server.drop(empty)


def test_who_may_not_make_tables_is_told_who_may(older: tuple[str, int], server: Server) -> None:
    address, _ = older
    database = address.rpartition("/")[2]
    server.execute("CREATE ROLE worker LOGIN")
    server.execute(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO worker", database=database
    )
    with pytest.raises(StoreOutdated, match=r"不能升级它.*用建表的用户运行一次"):
        open_store(server.address(database, "worker"))
    server.execute("DROP OWNED BY worker", "DROP ROLE worker", database=database)


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


def test_there_and_back(
    shared_store: SharedStore, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(shared_store)
    set_due(shared_store, TASK, date(2023, 9, 1), "甲")
    copied = copy_store(shared_store, tmp_path / "file.duckdb")
    with shared_store.record() as view:
        assert fingerprint(view) == (copied.fingerprint, copied.rows)
    empty = server.new_database()
    with Store.open(tmp_path / "file.duckdb") as store:
        assert content_of(store) == content_of(shared_store)
        assert copy_store(store, empty) == copied
        with Record(empty) as record, record.view() as view:  # a copy of what was copied is found to be one
            assert view.commit().state == DuckDB(store).state()
        with pytest.raises(StoreExists):
            copy_store(store, empty)
    monkeypatch.setenv(COPY_VARIABLE, str(tmp_path / "third.duckdb"))
    with open_store(empty) as third:
        set_due(third, TASK, None, "乙")  # its numbers go on
        with third.read() as cursor:
            assert cursor.execute("SELECT number FROM due_days ORDER BY number").fetchall() == [(1,), (2,)]
    server.drop(empty)


def test_a_copy_that_differs_is_not_left(
    shared_store: SharedStore, store_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_rows = records.Turn.put
    monkeypatch.setattr(
        records.Turn,
        "put",
        lambda self, name, rows: put_rows(self, name, rows[1:] if name == "lines" else rows),
    )
    empty = server.new_database()
    with Store.open(store_path) as store, pytest.raises(StoreError, match="没有留下"):
        copy_store(store, empty)
    assert server.execute("SELECT to_regclass('metadata')", database=empty.rpartition("/")[2]) == [(None,)]


def test_each_role_may_do_what_it_is_for(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = programs()
    assert place is not None
    ask = [
        str(place / "psql"),
        "-q",
        "--set",
        "ON_ERROR_STOP=1",
        "-f",
        str(SCRIPT),
        server.address("postgres"),
    ]
    subprocess.run(ask, check=True)
    monkeypatch.setenv(COPY_VARIABLE, str(tmp_path / "copy.duckdb"))
    with pytest.raises(StoreReadOnly):  # only the owner makes tables
        open_store(server.address("dashboard", "dashboard"), build=True)
    with open_store(server.address("dashboard", "dashboard_owner"), build=True, example=False):
        pass
    with open_store(server.address("dashboard", "dashboard")) as store:
        put(store)
    with psycopg.connect(server.address("dashboard", "dashboard"), autocommit=True) as connection:
        for statement in ("DROP TABLE tasks", "TRUNCATE tasks", "CREATE TABLE mine ()"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())
        with pytest.raises(psycopg.errors.RestrictViolation):
            connection.execute("DELETE FROM activities")
    with open_store(server.address("dashboard", "dashboard_read")) as store:
        with pytest.raises(StoreReadOnly, match="没有这项权限"):
            put(store, 2)
        assert len(content_of(store)) > 0
    dump = [str(place / "pg_dump"), server.address("dashboard", "dashboard_backup")]
    assert b"COPY public.documents" in subprocess.run(dump, check=True, capture_output=True).stdout


def test_what_cannot_be_opened_is_told(
    address: str, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(COPY_VARIABLE, str(tmp_path / "copy.duckdb"))
    database = address.rpartition("/")[2]
    with pytest.raises(StoreUnreachable, match="连不上 PostgreSQL"):
        open_store("postgresql://127.0.0.1:1/none")
    with pytest.raises(StoreMissing, match="没有本看板的表"):
        open_store(server.address("template1"))
    server.execute("UPDATE metadata SET schema_version = schema_version + 1", database=database)
    with pytest.raises(StoreVersion, match="同一版本"):
        open_store(address)


def test_the_command_line_takes_an_address(
    address: str,
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(COPY_VARIABLE, str(tmp_path / "copy.duckdb"))
    assert main(["remove", SEED_ID, "--yes", "--database", address]) == 0
    assert main(["check", "--database", address]) == 0
    target = tmp_path / "file.duckdb"
    assert main(["copy", "--from", address, "--to", str(target)]) == 0
    empty = server.new_database()
    secret = empty.replace("//postgres@", "//postgres:geheim@")
    assert main(["copy", "--from", str(target), "--to", secret]) == 0
    assert main(["activities", "--database", str(target)]) == 0
    told_all = capsys.readouterr()
    assert "两边逐行核对相同" in told_all.out
    assert "geheim" not in told_all.out + told_all.err
    assert told(secret) == f"postgresql://127.0.0.1:{server.port}/{empty.rpartition('/')[2]}"
    assert shared_address("data/dashboard.duckdb") is None
    server.drop(empty)


def test_fingerprints_are_of_values(shared_store: SharedStore) -> None:
    """PostgreSQL gives each value as DuckDB does."""
    put(shared_store)
    with shared_store.record() as view:
        ours = DuckDB(shared_store)
        for table in ours.tables():
            (mine, theirs) = (
                [row for batch in engine.rows(table) for row in batch] for engine in (ours, view)
            )
            assert sorted(map(repr, mine)) == sorted(map(repr, theirs))


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
