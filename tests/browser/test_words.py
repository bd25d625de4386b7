"""What is opened, chosen from or empty speaks Chinese, too; ``test_readers`` walks over the pages themselves."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import english, served, settled


def test_opened_lists_and_menus_speak_chinese(page: Page):
    page.goto("/workload")
    settled(page)
    page.get_by_role("button", name="口径：处室").click()
    page.get_by_role("button", name="层级的说明").hover()
    assert english(page) == set()
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="部分").fill("没有这样的部分")
    expect(page.get_by_text("没有符合的选项")).to_be_visible()
    assert english(page) == set()


def test_an_address_without_a_page_and_a_server_that_is_gone_speak_chinese(browser: Browser, tmp_path: Path):
    with browser.new_context(locale="zh-CN") as context:
        page = context.new_page()  # no visitor: what the browser logs of both is no fault
        with served(tmp_path / "dashboard.duckdb") as server:
            page.goto(f"{server.address}/没有这一页")
            settled(page)
            expect(page.get_by_role("dialog")).to_contain_text("这个地址没有页面，现在看到的是总览。")
            assert english(page) == set()
            page.goto(server.address)
            settled(page)
        expect(page.get_by_role("dialog")).to_contain_text("看板的服务没有回应")
        assert english(page) == set()


def test_a_part_that_cannot_be_loaded_is_told_in_chinese(browser: Browser, site: str):
    with browser.new_context(locale="zh-CN") as context:
        page = context.new_page()  # no visitor: what the browser logs of it is no fault
        page.route(re.compile("PlotlyChart.*js"), lambda route: route.abort())
        page.goto(f"{site}/workload")
        settled(page)
        expect(page.get_by_role("alert")).to_have_text(re.compile("看板的服务没有回应"), use_inner_text=True)
        assert english(page) == set()
