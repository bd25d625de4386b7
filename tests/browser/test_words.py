"""What is opened, chosen from or empty speaks Chinese, too; ``test_readers`` walks over the pages themselves."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import english, settled


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
