"""Takes the pictures of the README from the running app: ``python -m tests.browser.screenshots``."""

import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.browser.conftest import CHROMIUM, PATIENCE, SWITCHES, served, settled, visitor

FOLDER = Path(__file__).with_name("screenshots")
PAGES = {
    "overview": ("", "stPlotlyChart"),
    "workload": ("workload?view=独立与共同", "stPlotlyChart"),
    "department": ("department?department=政治部法官管理处", "stPlotlyChart"),
    "targets": ("targets", "stPlotlyChart"),
    "network": ("network", "stFullScreenFrame"),
    "dependencies": ("dependencies?dependency_view=任务纽带", "stPlotlyChart"),
    "firmness": ("firmness", "stDataFrame"),
    "meetings": ("meetings", "stPlotlyChart"),
    "briefing": ("briefing?present=true&slide=3", "stPlotlyChart"),
    "agenda": ("agenda", "stPlotlyChart"),
    "tasks": ("tasks", "stHeading"),
    "sources": ("sources", "stFileUploader"),
    "naming": ("naming", "stHeading"),
    "methods": ("methods", "stHtml"),
}


def take() -> None:
    """Write a picture of each page, 1440×900."""
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder) / "dashboard.duckdb") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        for name, (path, content) in PAGES.items():
            with visitor(browser, server.address) as page:
                page.goto(f"/{path}")
                expect(page.get_by_test_id(content).first).to_be_visible(timeout=PATIENCE)
                settled(page)
                page.wait_for_timeout(1500)  # charts draw after the script has ended
                page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    take()
