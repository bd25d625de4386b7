"""Stores for the tests of this room: always files of their own, never the user's."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.importing.directory_files import load_directory
from data.names.directory import Directory
from data.store.copying import DuckDB, fingerprint
from data.store.database import Store
from data.store.opening import open_store
from data.store.shared.address import COPY_VARIABLE
from data.store.shared.record import Record
from data.store.shared.store import SharedStore
from tests import postgresql


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store built from the seeds; copy it, never open it."""
    path = tmp_path_factory.mktemp("seeded") / "seeded.duckdb"
    open_store(path, build=True).close()
    return path


@pytest.fixture
def store_path(seeded_file: Path, tmp_path: Path) -> Path:
    """A copy of the seeded store that a test may do anything to."""
    return Path(shutil.copy(seeded_file, tmp_path / "store.duckdb"))


@pytest.fixture(scope="session")
def seeded_database(
    server: postgresql.Server, seeded_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The name of a database with the store built from the seeds; a template, which nobody connects to."""
    address = server.new_database()
    copy = Path(shutil.copy(seeded_file, tmp_path_factory.mktemp("source")))
    with Store.open(copy) as source, Record(address) as record, record.built_from(DuckDB(source)):
        pass
    return address.rpartition("/")[2]


@pytest.fixture
def address(server: postgresql.Server, seeded_database: str) -> Iterator[str]:
    """The address of a shared store built from the seeds, that a test may do anything to."""
    address = server.new_database(seeded_database)
    yield address
    server.drop(address)


@pytest.fixture
def shared_store(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SharedStore]:
    """The seeded store on PostgreSQL, opened; in the end, record and copy are found to be the same."""
    monkeypatch.setenv(COPY_VARIABLE, str(tmp_path / "copy.duckdb"))
    with open_store(address) as opened:
        assert isinstance(opened, SharedStore)
        yield opened
        assert_same(opened)


def assert_same(store: SharedStore) -> None:
    """The record and the copy of an opened store have the same rows."""
    store.revision()
    with store.record() as view:
        assert fingerprint(view) == fingerprint(DuckDB(store))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests of a module with ``ON_BOTH_ENGINES`` (True, or their names) run on a store in a file and on one that servers share."""
    chosen = getattr(metafunc.module, "ON_BOTH_ENGINES", ())
    property_test = hasattr(metafunc.function, "hypothesis")
    on_both = not property_test if chosen is True else metafunc.function.__name__ in chosen
    if on_both and "store" in metafunc.fixturenames:
        metafunc.parametrize("store", ["store_path", "address"], ids=["duckdb", "postgresql"], indirect=True)


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """The seeded store, opened."""
    if getattr(request, "param", "store_path") == "address":
        yield request.getfixturevalue("shared_store")
        return
    with Store.open(request.getfixturevalue("store_path")) as opened:
        yield opened


@pytest.fixture(scope="session")
def directory() -> Directory:
    """The directory that the project ships with."""
    return load_directory()
