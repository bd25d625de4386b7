"""Any string as a name or a text is shown as it is on every page: nothing runs, no other host is asked."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import hostile
from tests.browser.conftest import served, visitor, walk

PATHS = [
    *("", "workload", "workload?view=独立与共同", "workload?view=按部分", "department", "targets"),
    *("network", "network?way=一个部门的周围", "network?way=部门与任务"),
    *("dependencies", "dependencies?dependency_view=两个部门", "dependencies?dependency_view=任务纽带"),
    *("dependencies?dependency_view=首列与其余", "firmness", "firmness?firmness_view=去掉一项任务"),
    *(
        "firmness?firmness_view=候选协作组",
        "firmness?firmness_view=桥接位置",
        "meetings",
        "structure",
        "consulting",
        "years",
    ),
    *("scenario?scenario=q1", "scenario?scenario=q1&scenario_view=改动"),
    *("agenda", "briefing", "tasks", "sources", "draft", "naming", "upkeep", "methods"),
]


AWAY = (
    "links => links.map(link => link.href.baseVal ?? link.href)"  # of links in pictures
    ".filter(href => new URL(href, location.href).origin !== location.origin)"
)
"""Where links lead that leave the dashboard, scripts among them; a name in the query of a link leads nowhere."""


@pytest.fixture(scope="module")
def trapped(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("hostile") / "dashboard.duckdb"
    hostile.build(path)
    with served(path) as server:
        yield server.address


@pytest.fixture(scope="module")
def reader(browser: Browser, trapped: str) -> Iterator[Page]:
    """One who walks over all pages."""
    with visitor(browser, trapped) as page:
        yield page


@pytest.mark.parametrize("path", PATHS)
def test_nothing_in_data_comes_alive(reader: Page, path: str):
    walk(reader, f"/{path}")
    expect(reader.get_by_role("heading", level=1).first).to_be_visible()
    expect(reader.get_by_text("页面运行出错")).to_have_count(0)
    assert "被改写" not in reader.title()
    assert reader.locator("img[src*='outside']").count() == 0
    assert reader.eval_on_selector_all("a", AWAY) == []
    assert reader.locator(".katex").count() == 0


def test_what_is_shown_is_the_text_itself(browser: Browser, trapped: str):
    with visitor(browser, trapped) as page:
        page.goto("/")
        title = page.get_by_role("heading", level=1).inner_text()
        assert title.replace("\u2060", "") == hostile.TITLE
        page.goto("/department")
        expect(page.locator("article.task").first).to_contain_text("任务 ")
        shown = page.locator("article.task p").all_inner_texts()
        assert set(shown) <= {f"任务 {trap}" for trap in hostile.TRAPS}
