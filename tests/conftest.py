"""What several rooms test with: the first document as it is stored, read by the real importer."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from data.store.database import Store
from data.store.opening import open_store
from data.store.plan import Plan, load_plan
from tests import postgresql

# The same examples in every run: what one run finds, the next finds too; HYPOTHESIS_EXAMPLES=1000 for more of them.
# A slow machine is no fault of a property.
settings.register_profile(
    "same",
    derandomize=True,
    deadline=None,
    print_blob=True,
    max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "25")),
)
settings.load_profile("same")


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store made from the seeds, for reading only."""
    with open_store(tmp_path_factory.mktemp("store") / "dashboard.duckdb", build=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def plan(store: Store) -> Plan:
    """The plan of the seeds: 《2023年全省法院司法改革工作要点》."""
    return load_plan(store)


@pytest.fixture(scope="session")
def server() -> Iterator[postgresql.Server]:
    """A server of PostgreSQL."""
    if postgresql.programs() is None:
        pytest.skip("PostgreSQL is not installed")
    with postgresql.running() as running:
        yield running
