"""What several rooms test with: the first document as it is stored, read by the real importer."""

from collections.abc import Iterator

import pytest

from data.store.database import Store
from data.store.plan import Plan, load_plan
from data.store.seeding import open_or_build


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store made from the seeds, for reading only."""
    with open_or_build(tmp_path_factory.mktemp("store") / "dashboard.duckdb") as opened:
        yield opened


@pytest.fixture(scope="session")
def plan(store: Store) -> Plan:
    """The plan of the seeds: 《2023年全省法院司法改革工作要点》."""
    return load_plan(store)
