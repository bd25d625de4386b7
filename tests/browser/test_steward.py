"""The steward's pages with two tabs, a double click and an empty store: an action acts on what was shown, once."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from data.__main__ import main
from data.store.database import Store
from data.store.known_names import load_known_names
from data.store.listing import list_documents
from data.store.opening import open_store
from data.store.storing import store_document
from tests.browser.conftest import runs_anew, served, settled, visitor
from tests.data.documents import SOURCE, put, read_in

FIRST, SECOND = "2001年虚构法院工作要点（之1）", "2001年虚构法院工作要点（之2）"
SEEDED = "2023年全省法院司法改革工作要点"


def choose(page: Page, label: str, option: str) -> None:
    """Choose in a list the option that holds this, and wait for what it makes of the page.

    Drawing and scrolling close a list that is open, and a button of what was shown before does nothing.
    """
    chooser = page.get_by_role("combobox", name=label)
    expect(chooser).to_be_visible()  # the script of a loaded page runs
    settled(page)
    chooser.evaluate("chooser => chooser.scrollIntoView({block: 'center'})")
    chooser.click()
    runs_anew(page, page.get_by_role("option").filter(has_text=option).click)


def titles(path: Path, *, removed: bool = False) -> list[str]:
    """The titles of what is stored, sorted."""
    with open_store(path) as store:
        return sorted(one.title for one in list_documents(store, removed=removed))


def test_a_document_that_is_removed_in_two_tabs_takes_no_other_with_it(
    browser: Browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """And a command brings it back, while the dashboard runs."""
    path = tmp_path / "dashboard.duckdb"
    with open_store(path, build=True) as store:
        first = put(store, 1)
        put(store, 2)
    with served(path) as server, visitor(browser, server.address) as one:
        other = one.context.new_page()
        for tab in (one, other):
            tab.goto("/sources")
            choose(tab, "选择一份", FIRST)
            expect(tab.get_by_role("link", name="对照原文")).to_have_attribute("href", re.compile(first))
            tab.get_by_role("button", name="移除", exact=True).click()
            expect(tab.get_by_text(f"移除《{FIRST}》？")).to_be_visible()
        for tab, told in ((one, f"已移除《{FIRST}》"), (other, f"《{FIRST}》已经移除，在回收站里")):
            tab.get_by_role("button", name="确定移除").click()
            expect(tab.get_by_test_id("stAlert").filter(has_text=told)).to_be_visible()
        assert main(["list", "--bin", "--database", str(path)]) == 0
        assert [line.split()[-1] for line in capsys.readouterr().out.splitlines()] == ["标题", FIRST]
        assert main(["bring-back", first, "--database", str(path)]) == 0
        one.reload()
        choose(one, "选择一份", FIRST)
    assert titles(path) == sorted([FIRST, SECOND, SEEDED])
    assert titles(path, removed=True) == []


def test_a_double_click_decides_names_once_and_undoes_them_once(browser: Browser, tmp_path: Path):
    path = tmp_path / "dashboard.duckdb"
    text = SOURCE.format(number=1).replace("虚构新设处", "虚构甲处、虚构乙处、虚构丙处")
    with open_store(path, build=True) as store:
        store_document(store, text.encode(), "虚构.txt", read_in(store, text), "甲")
    with served(path) as server, visitor(browser, server.address) as page:
        page.goto("/naming")
        expect(page.get_by_role("heading", level=3).filter(has_text="待核定（3 个）")).to_be_visible()
        expect(page.get_by_role("button", name="保存核定")).to_be_disabled()
        page.get_by_role("button", name="采用下面 3 个的建议").click()
        page.get_by_role("button", name="保存 3 个核定").dblclick()
        expect(page.get_by_test_id("stAlert").filter(has_text="已核定：3 个名称")).to_be_visible()
        settled(page)
        expect(page.get_by_role("heading", level=3).filter(has_text="已核定（3 个）")).to_be_visible()
        page.get_by_role("button", name="撤销", exact=True).dblclick()
        expect(page.get_by_test_id("stAlert").filter(has_text="已撤销：3 个名称")).to_be_visible()
    with open_store(path) as store, store.read() as cursor:
        assert load_known_names(cursor).decisions == ()


def by_pointer(button: Locator) -> None:
    """Press as a slow hand does: the button is let go on a page that is drawn anew."""
    button.hover(force=True)
    runs_anew(button.page, button.page.mouse.down)
    button.page.mouse.up()


def twice(button: Locator) -> None:
    button.dblclick(force=True)


def by_key(button: Locator) -> None:
    button.focus()
    button.press("Enter")


def test_a_button_pressed_right_after_typing_takes_what_was_typed(browser: Browser, tmp_path: Path):
    path = tmp_path / "dashboard.duckdb"
    with open_store(path, build=True) as store:
        put(store, 1)
    with served(path) as server, visitor(browser, server.address) as page:
        page.goto("/sources")
        choose(page, "选择一份", FIRST)
        field, save = page.get_by_label("标题", exact=True), page.get_by_role("button", name="保存改正")
        said = page.get_by_test_id("stAlert").filter(has_text="已按改正的结果保存")
        for former, title, press in (
            ("", "甲标题", by_pointer),  # the button is disabled as long as nothing is typed
            ("乙标题", "丙标题", twice),  # it would save what was typed before
            ("丁标题", "戊标题", by_key),
        ):
            page.get_by_role("button", name="改正", exact=True).click()
            expect(save).to_be_disabled()
            settled(page)
            if former:
                field.fill(former)
                field.press("Enter")
                expect(save).to_be_enabled()
                settled(page)
            field.fill(title)
            press(save)
            expect(said).to_be_visible()
            # A document stays chosen whatever it is called.
            expect(page.get_by_role("combobox", name="选择一份")).to_have_value(re.compile(title))
            settled(page)
            page.get_by_role("button", name="知道了").click()
            expect(said).to_have_count(0)
            settled(page)
    assert titles(path) == sorted(["戊标题", SEEDED])


def test_what_another_tab_changed_is_told_to_who_corrects(browser: Browser, tmp_path: Path):
    path = tmp_path / "dashboard.duckdb"
    with open_store(path, build=True) as store:
        put(store, 1)
    with served(path) as server, visitor(browser, server.address) as one:
        other = one.context.new_page()
        for tab in (one, other):
            tab.goto("/sources")
            choose(tab, "选择一份", FIRST)
            tab.get_by_role("button", name="改正", exact=True).click()
            expect(tab.get_by_role("button", name="保存改正")).to_be_disabled()
        one.get_by_label("标题", exact=True).fill("改过的标题")
        one.get_by_label("标题", exact=True).press("Enter")
        one.get_by_role("button", name="保存改正").dblclick()
        expect(one.get_by_test_id("stAlert").filter(has_text="已按改正的结果保存")).to_be_visible()
        other.get_by_label("标题", exact=True).fill("别的标题")
        other.get_by_label("标题", exact=True).press("Enter")
        expect(other.get_by_test_id("stAlert").filter(has_text="刚刚有了别的改动")).to_be_visible()
        expect(other.get_by_label("标题", exact=True)).to_have_value("改过的标题")
    assert titles(path) == sorted(["改过的标题", SEEDED])


@pytest.mark.parametrize("path", ["", "network", "briefing?present=true", "agenda", "tasks"])
def test_an_empty_store_leads_to_where_files_are_read(browser: Browser, empty: str, path: str):
    with visitor(browser, empty) as page:
        page.goto(f"/{path}")
        expect(page.get_by_text("数据库中还没有文件。")).to_be_visible()
        page.get_by_role("link", name="从这里开始").click()
        expect(page.get_by_role("heading", level=1, name="文件导入")).to_be_visible()
        expect(page.get_by_label("机关全称")).to_be_visible()
        expect(page.get_by_text("数据库里没有文件。")).to_be_visible()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory):
    """Address of a server whose store holds nothing."""
    path = tmp_path_factory.mktemp("empty") / "dashboard.duckdb"
    Store.create(path).close()
    with served(path) as server:
        yield server.address


def test_the_first_visit_of_a_new_store(browser: Browser, tmp_path: Path):
    """A newcomer opens the example, lets it go, says whose store it is, and reads the first document."""
    path, body = tmp_path / "dashboard.duckdb", "虚构市中级人民法院"
    with served(path) as server, visitor(browser, server.address) as page:
        page.goto("/")
        page.get_by_role("link", name="示例：换成本机关的").click()
        page.get_by_role("button", name="移走示例").dblclick()
        expect(page.get_by_test_id("stAlert").filter(has_text="已移走示例")).to_be_visible()
        settled(page)
        page.get_by_label("机关全称").fill(body)
        page.get_by_role("textbox", name="每行一个部门").fill(
            "研究室\n执行局\n执行局执行指挥中心\t执行局\t执行\t执行指挥中心"
        )
        page.get_by_role("textbox", name="每行一个部门").press("Tab")
        expect(page.get_by_text("读到 3 个部门，其中 2 个没有写类别")).to_be_visible()
        page.get_by_role("button", name="写明本机关").click()
        expect(
            page.get_by_test_id("stAlert").filter(has_text=f"本机关是「{body}」，名录有 3 个部门")
        ).to_be_visible()
        page.locator("input[type=file]").set_input_files(
            {"name": "虚构.txt", "mimeType": "text/plain", "buffer": SOURCE.format(number=1).encode()}
        )
        page.get_by_role("button", name="存入", exact=True).click()
        expect(page.get_by_test_id("stAlert").filter(has_text=f"已导入《{FIRST}》")).to_be_visible()
        page.goto("/")
        expect(page.get_by_role("heading", level=1, name=FIRST)).to_be_visible()
        expect(page.get_by_role("link", name="示例：换成本机关的")).to_have_count(0)
    assert titles(path) == [FIRST]
    assert titles(path, removed=True) == [SEEDED]
