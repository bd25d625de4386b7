"""A store becomes another one with the same rows: counted, compared by values, refused where something is there."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from data.errors import StoreDamaged, StoreError
from data.store import copying
from data.store.activities import activities
from data.store.checks import verify
from data.store.copying import DuckDB, copy_store, fingerprint
from data.store.database import Store
from data.store.following_up import set_due
from tests.data.documents import SEED_ID, content_of, put

TASK = f"{SEED_ID}-t001"


def test_a_copy_is_the_same_store(store: Store, tmp_path: Path) -> None:
    put(store)
    set_due(store, TASK, date(2023, 9, 1), "甲")
    target = tmp_path / "other.duckdb"
    copied = copy_store(store, target)
    assert (copied.fingerprint, copied.rows) == fingerprint(DuckDB(store))
    with Store.open(target) as other:
        assert content_of(other) == content_of(store)
        assert (other.revision(), activities(other)) == (store.revision(), activities(store))
        assert verify(other).faults == ()
        set_due(other, TASK, None, "乙")  # its numbers go on
        with other.read() as cursor:
            assert cursor.execute("SELECT number FROM due_days ORDER BY number").fetchall() == [(1,), (2,)]
        back = copy_store(other, tmp_path / "back.duckdb")
    with Store.open(tmp_path / "back.duckdb") as third:
        assert fingerprint(DuckDB(third))[0] == back.fingerprint


def test_where_something_is_nothing_is_copied(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "there.duckdb"
    target.write_bytes(b"x")
    with pytest.raises(StoreError, match="已经有文件"):
        copy_store(store, target)
    with pytest.raises(StoreError, match="文件夹不存在"):
        copy_store(store, tmp_path / "nowhere" / "there.duckdb")
    assert target.read_bytes() == b"x"


def test_what_differs_is_not_left(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Forgetful(DuckDB):
        """Loses the last row of every table on the way."""

        def rows(self, table: str) -> Iterator[Sequence[copying.Row]]:
            for batch in super().rows(table):
                yield batch if self._store.path.name.startswith("building") else batch[:-1]

    whole = copying.fingerprint
    monkeypatch.setattr(copying, "DuckDB", Forgetful)
    monkeypatch.setattr(copying, "fingerprint", lambda engine: whole(DuckDB(engine._store)))
    with pytest.raises(StoreError) as raised:
        copy_store(store, tmp_path / "other.duckdb")
    assert isinstance(raised.value, StoreDamaged) or "约束" in str(raised.value)
    assert [path.name for path in tmp_path.iterdir() if "other" in path.name or "building" in path.name] == []


def test_the_fingerprint_is_of_values_and_not_of_an_engine() -> None:
    """Another engine that gives the same values has the same; a value more, less or other has not."""

    class Listed:
        def __init__(self, *rows: dict[str, object]) -> None:
            self._rows = rows

        def tables(self) -> Sequence[str]:
            return ["things"]

        def rows(self, table: str) -> Iterator[Sequence[copying.Row]]:
            for row in self._rows:
                yield [row]

        def numbers(self) -> dict[str, int]:
            return {}

        def state(self) -> str:
            return ""

    one: dict[str, object] = {"a": 1, "b": ["甲"]}
    other: dict[str, object] = {"b": None, "a": 2}
    same = fingerprint(Listed(one, other))
    assert fingerprint(Listed(other, {"b": ("甲",), "a": 1})) == same
    assert (
        len(
            {
                same,
                fingerprint(Listed(one)),
                fingerprint(Listed(one, other, other)),
                fingerprint(Listed(one, one)),
            }
        )
        == 4
    )
