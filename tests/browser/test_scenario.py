"""情景推演 in the browser: made, changed, seen on another page, left again; there for every reader."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from data.store.opening import open_store
from data.store.plan import Plan
from data.store.scenarios import load_scenarios
from tests.browser.conftest import served, settled, visitor
from tests.browser.test_readers import there_for_every_reader
from tests.browser.test_steward import choose


def told(page: Page, text: str) -> None:
    expect(page.locator(".scenario-told")).to_contain_text(text)


def test_a_change_is_tried_seen_on_another_page_and_left(browser: Browser, plan: Plan, tmp_path: Path):
    path = tmp_path / "dashboard.duckdb"
    with served(path) as server, visitor(browser, server.address) as page:
        page.goto("/scenario")
        name = page.get_by_role("textbox", name="新情景的名称")
        name.fill("少列一个")
        name.press("Enter")
        page.get_by_role("button", name="建立情景").dblclick()
        told(page, "情景：少列一个（改动 0 处）")
        choose(page, "改动", "减列部门")
        page.get_by_role("button", name="加入情景").click()
        told(page, "情景：少列一个（改动 1 处）")
        page.get_by_role("link", name="总览").click()
        told(page, "这一页按情景计算，不是印发的要点")
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "2023年全省法院司法改革工作要点（情景：少列一个）"
        )
        expect(page.get_by_text("83次列名", exact=True)).to_be_visible()
        page.reload()
        told(page, "情景：少列一个（改动 1 处）")
        page.get_by_role("button", name="回到原要点").click()
        expect(page.locator(".scenario-told")).to_have_count(0)
        expect(page.get_by_text("84次列名", exact=True)).to_be_visible()
        page.go_back()
        told(page, "情景：少列一个（改动 1 处）")
        settled(page)
        there_for_every_reader(page, plan, "scenario?scenario=q1")
    with open_store(path) as store:
        assert [(own.name, len(own.history.done)) for own in load_scenarios(store)] == [("少列一个", 1)]
