"""Every page against a bare Streamlit page that draws the same charts, tables and HTML from memory.

On the server: one run of the page's script. In a Chromium: from a click until the script has ended and the page
no longer changes, for a filter and for the change to the page, and the first visit to a server just started.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr
from io import StringIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import TYPE_CHECKING
from urllib.request import urlopen

from streamlit.testing.v1 import AppTest

from data.store.database import PATH_VARIABLE
from data.store.opening import open_store
from tests.benchmarks import bare
from tests.benchmarks.timing import Row, against, show

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROUNDS_ON_SERVER, ROUNDS_IN_BROWSER, FIRST_VISITS = 15, 7, 3
QUIET = 300  # milliseconds without a change after which a page is taken for settled

SETTLED = """async ([selector, text, quiet]) => {
  const app = document.querySelector('[data-testid=stApp]');
  const target = [...document.querySelectorAll(selector)].find(found => found.textContent.includes(text));
  if (!target) throw new Error(`${selector} ${text} is not on the page`);
  const start = performance.now();
  let last = start;
  const observer = new MutationObserver(() => { last = performance.now(); });
  observer.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
  target.click();
  do {
    if (performance.now() - start > 30000) throw new Error('the page does not settle');
    await new Promise(resolve => setTimeout(resolve, 20));
  } while (app.dataset.testScriptState !== 'notRunning' || performance.now() - last < quiet);
  observer.disconnect();
  return last - start;
}"""
"""Click; milliseconds until the last change of the page: the script has ended and the charts are drawn."""

LINK = '.stSidebar .pages a, [data-testid="stSidebarNavLink"]'
"""A page in the navigation: as the dashboard draws it, and as Streamlit does."""

UNFILTERED = ("methods",)  # the same whatever is filtered
FILTERS, OTHER_LEVEL = ".st-key-ways button", '[role="radiogroup"][aria-label="层级"] [aria-checked="false"]'


def main() -> None:
    """Time the pages' scripts, then the pages in a Chromium, where there is one."""
    with TemporaryDirectory() as name, _environment(Path(name)):
        site = Path(name) / "bare"
        site.mkdir()
        with redirect_stderr(StringIO()):  # AppTest warns of running without a server
            bare.build(site)
            rows = list(_on_the_server(site))
        show("Run of a page's script (no browser)", rows, "bare page")
        _in_the_browser(site)


@contextmanager
def _environment(folder: Path) -> Iterator[None]:
    """A store and a bare app of our own, in the environment; the dashboard's folder as the working directory."""
    database = folder / "dashboard.duckdb"
    before, place = dict(os.environ), Path.cwd()
    os.environ |= {
        PATH_VARIABLE: str(database),
        bare.RECORDED: str(bare.content_file(folder / "bare")),
        "PYTHONPATH": str(bare.ROOT),
    }
    os.chdir(bare.ROOT)
    open_store(database, build=True).close()
    try:
        yield
    finally:
        open_store(database, build=True).close()
        os.chdir(place)
        os.environ.clear()
        os.environ |= before


def _on_the_server(site: Path) -> Iterator[Row]:
    for name, (_, script) in bare.PAGES.items():
        runs = [
            bare.open_page(AppTest.from_file(str(folder / "app.py"), default_timeout=60), page).run
            for folder, page in ((bare.ROOT, script), (site, f"{name}.py"))
        ]
        yield against(name, ROUNDS_ON_SERVER, *runs)


def _in_the_browser(site: Path) -> None:
    # Imported here: the other parts need neither Playwright nor a Chromium.
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import CHROMIUM, SWITCHES

    if CHROMIUM is None:
        print("\nIn the browser: skipped, no Chromium was found (install the distribution's chromium)")
        return
    folders = (bare.ROOT, site)
    open_store(build=True).close()  # the server has to own the store
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        try:
            with ExitStack() as stack:
                pages = [_visit(chromium, stack.enter_context(_server(folder))) for folder in folders]
                clicks = _clicks(pages)
            for what, found in clicks.items():
                rows = [
                    Row(page, median(real), median(bare_times)) for page, (real, bare_times) in found.items()
                ]
                show(f"In Chromium: {what}, until the page has settled", rows, "bare page")
            show("In Chromium: first visit to a fresh server", _first_visits(chromium, folders), "bare app")
        finally:
            chromium.close()


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """Address of the app in a folder, served by a process of its own."""
    from tests.browser.conftest import served

    with served(Path(os.environ[PATH_VARIABLE]), folder) as server:
        _until_healthy(server.address)
        yield server.address


def _until_healthy(site: str) -> None:
    """Wait until a server answers that it is ready; it says where it listens before that."""
    for _ in range(600):
        try:
            with urlopen(f"{site}/_stcore/health"):
                return
        except OSError:
            sleep(0.05)
    raise RuntimeError(f"the server at {site} is not healthy")


def _visit(chromium: "Browser", site: str) -> "Page":
    """A new visitor, on the first page, when its heading is there."""
    page = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN").new_page()
    page.set_default_timeout(60_000)
    page.goto(site)
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_timeout(1500)
    return page


def _clicks(pages: list) -> dict[str, dict[str, list[list[float]]]]:
    """What is clicked → page → times in the real and in the bare app. One round is not counted."""
    names = [*list(bare.PAGES)[1:], next(iter(bare.PAGES))]  # the first page is open already
    found: dict[str, dict[str, list[list[float]]]] = {
        what: {
            name: [[] for _ in pages]
            for name in names
            if what == "change to the page" or name not in UNFILTERED
        }
        for what in ("change to the page", "filter")
    }
    for round_ in range(ROUNDS_IN_BROWSER + 1):
        for name in names:
            link = (LINK, bare.PAGES[name][0])
            clicked = (link, (OTHER_LEVEL, "")) if name not in UNFILTERED else (link,)
            for (selector, text), by_page in zip(clicked, found.values(), strict=False):
                for page, times in zip(pages, by_page[name], strict=True):
                    if selector == OTHER_LEVEL:
                        page.locator(FILTERS).first.click()
                        page.locator(selector).first.wait_for()
                    time = page.evaluate(SETTLED, [selector, text, QUIET])
                    if round_:
                        times.append(time)
    return found


def _first_visits(chromium: "Browser", folders: tuple[Path, ...]) -> list[Row]:
    """Until the heading is seen, and until a chart is, each time on a new server with a new visitor."""
    times: list[list[tuple[float, float]]] = [[] for _ in folders]
    for _ in range(FIRST_VISITS):
        for place, folder in zip(times, folders, strict=True):
            with _server(folder) as site:
                place.append(_first_visit(chromium, site))
    medians = [[median(visit[at] for visit in place) for place in times] for at in range(2)]
    return [
        Row(name, real, bare_app)
        for name, (real, bare_app) in zip(("heading seen", "chart seen"), medians, strict=True)
    ]


def _first_visit(chromium: "Browser", site: str) -> tuple[float, float]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(60_000)
    start = perf_counter()
    page.goto(site)
    page.get_by_role("heading", level=1).wait_for()
    heading = perf_counter()
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    chart = perf_counter()
    context.close()
    return (heading - start) * 1000, (chart - start) * 1000


if __name__ == "__main__":
    main()
