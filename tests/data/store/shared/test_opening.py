"""A record is opened: of an older version, of a newer one, by each role of PostgreSQL; what cannot be opened is told."""

import gzip
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from data.errors import StoreMissing, StoreOutdated, StoreReadOnly, StoreUnreachable, StoreVersion
from data.store import migrations, opening
from data.store.activities import activities
from data.store.backups import Occasion, list_backups
from data.store.checks import verify
from data.store.copying import Copied, compared, copy_store
from data.store.database import Store
from data.store.opening import open_store
from data.store.shared import schema
from data.store.shared.address import COPY_VARIABLE
from data.store.shared.record import Record
from data.store.shared.store import SharedStore
from tests.data.conftest import assert_same
from tests.data.documents import content_of, put
from tests.postgresql import Server, programs

SCRIPT = Path(__file__).parents[4] / "data" / "deploy" / "postgresql.sql"
OLD_STORE = Path(__file__).parents[1] / "stores" / "version_2.duckdb.gz"


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
