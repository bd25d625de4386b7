"""The app as Streamlit runs it, without a browser, on a store of its own built from the seeds; what a page says; signed logins."""

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from data.store.database import PATH_VARIABLE
from data.store.departments import department_id_of
from data.store.opening import open_store
from data.store.storing import document_id_of
from pages.shared import identity
from pages.shared.address import KEYS, MARK, Reach
from pages.shell.navigation import OPENS_MARKS
from tests import years
from tests.pages.gates import SECRET

ROOT = Path(__file__).parents[2]
PAGES = {
    "overview": "pages/leadership/overview.py",
    "workload": "pages/leadership/workload.py",
    "department": "pages/leadership/department.py",
    "targets": "pages/leadership/targets.py",
    "network": "pages/research/network.py",
    "dependencies": "pages/research/dependencies.py",
    "structure": "pages/research/structure.py",
    "consulting": "pages/research/consulting.py",
    "firmness": "pages/research/firmness.py",
    "meetings": "pages/research/meetings.py",
    "progress": "pages/meeting/progress.py",
    "years": "pages/research/years.py",
    "scenario": "pages/research/scenario.py",
    "briefing": "pages/meeting/briefing.py",
    "agenda": "pages/meeting/agenda.py",
    "ledgers": "pages/meeting/ledgers.py",
    "tasks": "pages/steward/tasks.py",
    "methods": "pages/steward/methods.py",
}

DOCUMENT = document_id_of((ROOT / "seeds" / "000_13ebe1dc998c35c0.txt").read_bytes())
RESEARCH, FILING = department_id_of("研究室"), department_id_of("立案庭")


def choose(app: AppTest, mark: str, *, drawn: bool = True) -> None:
    """Choose a mark, as a click does; ``drawn``: on the page's Plotly charts, of which one has it."""
    if drawn:
        charts = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
        assert mark in str([trace.get("customdata") for chart in charts for trace in chart["data"]])
    app.query_params["mark"] = mark
    app.run()
    assert not app.exception


def go(app: AppTest, name: str) -> None:
    """Follow the navigation to a page, as ``pages/shell/shell.js`` leads: with what is said everywhere, and what it last said itself."""
    said = {key: [told] if isinstance(told, str) else told for key, told in app.query_params.items()}
    seen = app.__dict__.setdefault("seen", {})
    seen[shown(app)] = of_reach(said, Reach.PAGE)
    app.switch_page(PAGES[name])
    app.query_params.clear()
    app.query_params.update(of_reach(said, Reach.EVERYWHERE) | seen.get(address_of(name), {}))
    if name == OPENS_MARKS:
        app.query_params.pop(MARK.name, None)
    app.run()
    assert not app.exception


def of_reach(said: dict[str, list[str]], reach: Reach) -> dict[str, list[str]]:
    names = {key.name for key in KEYS if key.reach is reach}
    return {name: values for name, values in said.items() if name in names}


def address_of(name: str) -> str:
    return "." if name == "overview" else name


def shown(app: AppTest) -> str:
    """The address of the page that the navigation says is shown."""
    return next(path for path, attributes in navigation(app).items() if "aria-current" in attributes)


def navigation(app: AppTest) -> dict[str, str]:
    """The pages that the navigation offers, by their addresses, with the other attributes of their links."""
    bodies = "".join(block.proto.body for block in app.get("html"))
    links = bodies.partition('<nav class="pages"')[2].partition("</nav>")[0]
    return dict(re.findall('<a [^>]*href="([^"]*)"([^>]*)>', links))


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built from the seeds."""
    path = tmp_path_factory.mktemp("pages") / "dashboard.duckdb"
    open_store(path, build=True).close()
    return path


@pytest.fixture(scope="session")
def of_two_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the first document and the year after."""
    path = tmp_path_factory.mktemp("years") / "dashboard.duckdb"
    years.build(path)
    return path


@pytest.fixture
def own_store(seeded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The app shows a copy of the seeded store, to which a test may do anything."""
    path = tmp_path / "dashboard.duckdb"
    open_store(seeded, build=True).close()
    shutil.copy(seeded, path)
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv(PATH_VARIABLE, str(path))
    st.cache_resource.clear()
    yield path
    st.cache_resource.clear()
    open_store(path, build=True).close()


def open_tab(page: str) -> AppTest:
    """The app in a tab of its own, at the page of this script."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(page).run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    """Press the button of this label."""
    next(button for button in app.button if unescape(button.label) == label).click().run()
    assert not app.exception
    return app


def field(widgets: Iterable[Any], label: str) -> Any:
    """The widget of this label."""
    return next(widget for widget in widgets if widget.label == label)


def set_box(app: AppTest, label: str, value: Any) -> None:
    """Choose in the list of this label."""
    next(box for box in app.selectbox if box.label == label).set_value(value).run()
    assert not app.exception


def html(app: AppTest) -> str:
    """The page's own HTML."""
    return "".join(block.proto.body for block in app.get("html"))


def texts(app: AppTest) -> str:
    """What the page's headings, captions, texts and legends say."""
    shown = [*app.title, *app.subheader, *app.caption, *app.text]
    legends = re.findall('<p class="legend">(.*?)</p>', html(app))
    return "\n".join([*(str(element.value) for element in shown), *legends])


def link_texts(app: AppTest) -> str:
    """What the page's own HTML says, without its tags."""
    return re.sub("<[^>]+>", "", html(app))


def subheadings(app: AppTest) -> list[str]:
    """The page's headings below its title."""
    return [heading.value for heading in app.subheader]


def cards(app: AppTest) -> int:
    """How many cards of tasks are shown."""
    return html(app).count('<article class="task">')


@pytest.fixture
def visit(seeded: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open a page of the app by its name, with the given query parameters.

    What the app keeps (the open store, plans, answers) is kept from test to test: who shows another store clears it
    before and after.
    """
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv(PATH_VARIABLE, str(seeded))
    return open_page


@pytest.fixture
def visit_two_years(of_two_years: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """As ``visit``, on the store of two years."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv(PATH_VARIABLE, str(of_two_years))
    st.cache_resource.clear()
    yield open_page
    st.cache_resource.clear()


def open_page(name: str, **query: str) -> AppTest:
    """The app at a page by its name, with the given query parameters."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(PAGES[name])
    app.query_params.update(query)
    app.run()
    assert not app.exception
    return app


@pytest.fixture
def signed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Signs a cookie as Streamlit does; the server's secret is the one of the configuration."""
    monkeypatch.setattr(identity, "get_cookie_secret", lambda: SECRET)
    monkeypatch.setattr("streamlit.auth_util.get_signing_secret", lambda: SECRET)

    def cookie(
        name: str = "维护者", iat: float | None = 1_000_000, secret: str = SECRET, **more: object
    ) -> str:
        claims = {"is_logged_in": True, "sub": name, "name": name, "iat": iat, **more}
        return create_signed_value(secret, "_streamlit_user", json.dumps(claims)).decode()

    return cookie
