"""Stores for the tests of this room: always files of their own, never the user's."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.importing.directory_files import load_directory
from data.names.directory import Directory
from data.store.database import Store
from data.store.opening import open_store


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


@pytest.fixture
def store(store_path: Path) -> Iterator[Store]:
    """The seeded store, opened."""
    with Store.open(store_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def directory() -> Directory:
    """The directory that the project ships with."""
    return load_directory()
