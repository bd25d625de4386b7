"""A real server on a fresh store, and a real Chromium that tells what it asked for and complained of."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as WaitedInVain

from data.store.opening import open_store
from tests import progress

ROOT = Path(__file__).parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SIZE: ViewportSize = {"width": 1440, "height": 900}
PATIENCE = 60_000  # milliseconds that a first load on a busy machine may take


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder; without a Chromium, skip them with the reason, or fail where it must be."""
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None and not os.environ.get("REQUIRE_BROWSER"):
                item.add_marker(
                    pytest.mark.skip(reason="没有找到 Chromium（安装发行版的 chromium 后再运行）")
                )


@dataclass(frozen=True, slots=True)
class Server:
    """A dashboard that runs, and what it has logged."""

    address: str
    pid: int
    log: list[str]


@contextmanager
def served(
    database: Path, folder: Path = ROOT, under: Sequence[str] = (), **environment: str
) -> Iterator[Server]:
    """A server on its own store and port. Fails if it logs an error.

    ``folder``: where its ``app.py`` is. ``under``: a command that runs another. ``environment``: variables beside those of
    this process.
    """
    port = free_port()
    command = [
        *under,
        *(sys.executable, "-m", "streamlit", "run", "app.py"),
        *(f"--server.port={port}", "--server.headless=true"),
    ]
    log: list[str] = []
    listens = Event()
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "DASHBOARD_DATABASE": str(database), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        reader = Thread(target=_read, args=(process.stdout, log, listens))
        reader.start()
        try:
            listens.wait(PATIENCE / 1000)
            if not any("URL:" in line for line in log):
                pytest.fail(f"服务没有启动：{''.join(log)}")
            yield Server(f"http://127.0.0.1:{port}", process.pid, log)
        finally:
            process.terminate()
            reader.join()
    assert [line for line in log if "Traceback" in line or "出错" in line] == [], "".join(log)


def _read(output: Iterable[str], log: list[str], listens: Event) -> None:
    """Read what a server says as long as it lives: a pipe that nobody reads stops its writer when it is full."""
    for line in output:
        log.append(line)
        if "URL:" in line:
            listens.set()
    listens.set()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server whose store does not exist before the first visit."""
    with served(tmp_path_factory.mktemp("site") / "dashboard.duckdb") as server:
        yield server.address


@pytest.fixture(scope="session")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server whose store has invented progress of three periods."""
    path = tmp_path_factory.mktemp("reported") / "dashboard.duckdb"
    with open_store(path, build=True) as store:
        progress.report(store)
    with served(path) as server:
        yield server.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield chromium
        chromium.close()


_left: dict[object, Page] = {}
"""The tab that the last visitor has left, by browser, address and options: the next one there has the files at hand."""


@contextmanager
def visitor(browser: Browser, site: str, **options: Any) -> Iterator[Page]:
    """A visitor at 1440×900, of whom nothing is known. Fails if another host is asked or the console shows an error."""
    key = (browser, site, repr(options))
    page = _left.pop(key, None) or _tab(browser, site, **options)
    while _left:
        _left.popitem()[1].context.close()
    context = page.context
    hosts, errors = set(), []
    listeners: dict[Any, Callable[[Any], None]] = {
        "request": lambda request: hosts.add(urlsplit(request.url).hostname),
        "console": lambda message: errors.append(message) if message.type == "error" else None,
        "weberror": lambda found: errors.append(found.error),
    }
    for event, listener in listeners.items():
        context.on(event, listener)
    try:
        yield page
    except BaseException:
        _tell(page)
        context.close()
        raise
    for other in context.pages:
        if other is not page:
            other.close()
    if page.url.startswith(site):
        page.evaluate("localStorage.clear(), sessionStorage.clear()")
    page.goto("about:blank")
    page.set_viewport_size(SIZE)
    for event, listener in listeners.items():
        context.remove_listener(event, listener)
    _left[key] = page
    assert hosts <= {"127.0.0.1", "", None}
    assert [str(error) for error in errors if not _probe(error)] == []


def _tell(page: Page) -> None:
    """Print what a visitor saw when a test failed: a fault that comes once in many runs is found by nothing else."""
    with suppress(PlaywrightError):
        print(f"{page.url}\n{page.locator('body').aria_snapshot(timeout=5_000)}")


def _tab(browser: Browser, site: str, **options: Any) -> Page:
    context = browser.new_context(
        viewport=SIZE,
        base_url=site,
        **{
            "locale": "zh-CN",
            "reduced_motion": "reduce",  # what moves is drawn many times over
            **options,
        },
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    return page


def settled(page: Page) -> None:
    """Wait until the page's script has run; a key pressed before is lost."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


DRAWN = """
() => !document.querySelector("[data-testid='stSkeleton']")
  && [...document.querySelectorAll(".stPlotlyChart")].every(chart => chart.querySelector(".main-svg"))
"""


def drawn(page: Page) -> None:
    """Wait until the page's script has run and its charts are there."""
    expect(page.get_by_test_id("stApp")).to_be_visible()
    settled(page)
    page.wait_for_function(DRAWN)
    settled(page)


WATCH = """
() => {
  const app = document.querySelector("[data-testid='stApp']");
  window.begun = false;
  new MutationObserver((_, observer) => {
    if (app.dataset.testScriptState !== "running") return;
    observer.disconnect();
    window.begun = true;
  }).observe(app, {attributes: true});
}
"""
GO = """
path => {
  history.pushState({}, "", path);
  dispatchEvent(new PopStateEvent("popstate", {state: {}}));
}
"""
BEGINS = 5_000  # milliseconds after which Streamlit has not seen that it has to run the page anew


def runs_anew(page: Page, act: Callable[[], object]) -> bool:
    """Do what makes the page's script run, and wait until it has; whether it did."""
    page.evaluate(WATCH)
    act()
    with suppress(WaitedInVain):
        page.wait_for_function("window.begun", timeout=BEGINS)
        settled(page)
        return True
    return False


def walk(page: Page, path: str) -> None:
    """Go to another page as Back and Forward do, to a view of the same one by loading it; wait until it is drawn.

    Half of what a page costs is loading the dashboard around it. Streamlit does not always run a page anew when
    the address changes under it, so that whoever waits for it has to be ready to load it.
    """
    here, there = urlsplit(page.url), urlsplit(path)
    by_hand = here.hostname and here.path != there.path
    if not (by_hand and runs_anew(page, lambda: page.evaluate(GO, path))):
        page.goto(path)
    drawn(page)


USUAL = {
    *("PNG", "SVG", "XLSX", "CSV", "PPTX", "POTX", "DOCX", "PDF", "GEXF", "GraphML", "TXT", "JSON", "TOML", "ICS"),
    *("iCalendar", "HiGHS", "Gephi", "txt", "docx", "pdf", "xlsx", "toml", "body"),
    *("SHA", "Newman", "Louvain", "Holm", "Benjamini", "Hochberg", "Excel", "Word", "Esc", "Enter", "AI", "YYYY", "MM", "DD", "MB"),
}  # fmt: skip
SAID = """
() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  for (let at = walker.nextNode(); at; at = walker.nextNode()) {
    const parent = at.parentElement;
    if (parent.closest("script, style, noscript, [data-testid='stIconMaterial'], [translate='no']")) continue;
    texts.push(at.data);
  }
  for (const element of document.body.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
    if (element.closest("canvas, [data-testid='stIconMaterial']")) continue;
    for (const name of ["aria-label", "title", "placeholder", "alt"]) texts.push(element.getAttribute(name) ?? "");
  }
  return texts;
}
"""


def english(page: Page) -> set[str]:
    """Latin words of the page, of at least two letters, that are not usual and no part of a path or a file's name."""
    texts = [re.sub(r"/[\w./-]+|[a-z0-9_]*\.[a-z.]+|[0-9a-f]{8,}", "", text) for text in page.evaluate(SAID)]
    words = {word for text in texts for word in re.findall("[A-Za-z]{2,}", text)}
    return words - USUAL


def _probe(error: object) -> bool:
    """Streamlit looks for its server below a deep link first and logs that it is not there: no fault."""
    location = getattr(error, "location", None) or {}
    return bool(re.search(r"/\w+/_stcore/(health|host-config)$", location.get("url", "")))


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A new visitor of the session's server."""
    with visitor(browser, site) as opened:
        yield opened
