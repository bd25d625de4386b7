"""A store goes from a file to PostgreSQL and back with the same rows, and is not left where they differ."""

from datetime import date
from pathlib import Path

import pytest

from data.__main__ import main
from data.errors import StoreError, StoreExists
from data.store.copying import DuckDB, copy_store, fingerprint
from data.store.database import Store
from data.store.following_up import set_due
from data.store.opening import open_store
from data.store.shared import record as records
from data.store.shared.address import COPY_VARIABLE, shared_address, told
from data.store.shared.record import Record
from data.store.shared.store import SharedStore
from tests.data.documents import SEED_ID, content_of, put
from tests.postgresql import Server
from tests.servers import TASK


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
