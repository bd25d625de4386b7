"""A real server on a fresh store, and a real Chromium that tells what it asked for and complained of."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

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
PATIENCE = 30_000  # milliseconds that a first load on a busy machine may take


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder; without a Chromium, skip them with the reason, or fail where it must be."""
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None and not os.environ.get("REQUIRE_BROWSER"):
                item.add_marker(
                    pytest.mark.skip(reason="没有找到 Chromium（安装发行版的 chromium 后再运行）")
                )


def start_server(database: Path, port: int) -> subprocess.Popen:
    """A dashboard on its own store; returns when it says where it listens."""
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "app.py",
            f"--server.port={port}",
            "--server.headless=true",
        ],
        cwd=ROOT,
        env={**os.environ, "DASHBOARD_DATABASE": str(database)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    for line in server.stdout:
        if "URL:" in line:
            return server
    pytest.fail("服务没有启动")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def stop_server(server: subprocess.Popen) -> None:
    """End a server and wait until it has ended."""
    server.terminate()
    server.wait(timeout=20)
    server.stdout.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server whose store does not exist before the first visit."""
    port = free_port()
    server = start_server(tmp_path_factory.mktemp("site") / "dashboard.duckdb", port)
    yield f"http://127.0.0.1:{port}"
    stop_server(server)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield chromium
        chromium.close()


@contextmanager
def visitor(browser: Browser, site: str, **options: str) -> Iterator[Page]:
    """A new visitor at 1440×900. Fails if another host is asked or the console shows an error."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="zh-CN", base_url=site, **options
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    hosts, errors = set(), []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.on("console", lambda message: errors.append(message) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(error))
    yield page
    context.close()
    assert hosts <= {"127.0.0.1", "", None}
    assert [str(error) for error in errors if not _probe(error)] == []


def settled(page: Page) -> None:
    """Wait until the page's script has run; a key pressed before is lost."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def _probe(error: object) -> bool:
    """Streamlit looks for its server below a deep link first and logs that it is not there: no fault."""
    location = getattr(error, "location", None) or {}
    return bool(re.search(r"/\w+/_stcore/(health|host-config)$", location.get("url", "")))


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A new visitor of the session's server."""
    with visitor(browser, site) as opened:
        yield opened
