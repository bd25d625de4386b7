"""What several rooms test with: the first document as it is stored, read by the real importer."""

from collections.abc import Iterator

import pytest

from data.database import Store
from data.plan import Plan, load_plan


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store made from the seeds, for reading only."""
    with Store.open(tmp_path_factory.mktemp("store") / "dashboard.duckdb") as opened:
        yield opened


@pytest.fixture(scope="session")
def plan(store: Store) -> Plan:
    """The plan of the seeds: 《2023年全省法院司法改革工作要点》."""
    return load_plan(store)
