"""The app as Streamlit runs it, without a browser, on a store of its own built from the seeds."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.store.database import PATH_VARIABLE
from data.store.seeding import open_or_build

ROOT = Path(__file__).parents[2]
PAGES = {
    "overview": "pages/leadership/overview.py",
    "workload": "pages/leadership/workload.py",
    "department": "pages/leadership/department.py",
    "targets": "pages/leadership/targets.py",
    "network": "pages/research/network.py",
    "dependencies": "pages/research/dependencies.py",
    "firmness": "pages/research/firmness.py",
    "meetings": "pages/research/meetings.py",
    "briefing": "pages/meeting/briefing.py",
    "agenda": "pages/meeting/agenda.py",
    "tasks": "pages/steward/tasks.py",
    "methods": "pages/steward/methods.py",
}


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built from the seeds."""
    path = tmp_path_factory.mktemp("pages") / "dashboard.duckdb"
    open_or_build(path).close()
    return path


@pytest.fixture
def visit(seeded: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """Open a page of the app by its name, with the given query parameters."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv(PATH_VARIABLE, str(seeded))
    st.cache_resource.clear()

    def open_page(name: str, **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.query_params.update(query)
        app.run()
        if name != "overview":
            app.switch_page(PAGES[name])
            app.query_params.update(query)
            app.run()
            app.run()  # here a widget takes its value from the URL only in the second run after a switch
        assert not app.exception
        return app

    yield open_page
    st.cache_resource.clear()
    open_or_build(seeded).close()
