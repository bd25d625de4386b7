"""A chosen mark: in the URL, there again after a reload and on other pages, gone by ✕ and by going back; chosen by keyboard."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from analytics.evidence import Mark
from analytics.task_list import Sharing
from data.store.departments import department_id_of
from pages.shared.drawing import ROW
from tests.browser.conftest import drawn, settled, visitor

TOGETHER = Mark((department_id_of("研究室"),), sharing=Sharing.JOINT)


def said(page: Page) -> dict[str, list[str]]:
    """What the URL says."""
    return parse_qs(urlsplit(page.url).query)


def shown(page: Page, title: str, tasks: int) -> None:
    """The tasks of a mark are shown, under its title."""
    expect(page.get_by_role("heading", level=3, name=title, exact=True)).to_be_visible()
    expect(page.locator("article.task")).to_have_count(tasks)


def test_a_clicked_bar_is_in_the_url_survives_a_reload_and_is_cleared(page: Page):
    page.goto("/workload?view=独立与共同&level=处室")
    bars = page.locator(".js-plotly-plot .barlayer .trace").nth(1).locator("path")  # 共同承担
    expect(bars.first).to_be_visible()
    settled(page)
    bars.first.click(force=True)
    shown(page, "研究室，共同承担", 6)
    settled(page)
    assert said(page)["mark"] == [str(TOGETHER)]
    bars.first.dblclick(force=True, delay=80)  # as often as one clicks: it stays chosen
    settled(page)
    shown(page, "研究室，共同承担", 6)
    assert said(page)["mark"] == [str(TOGETHER)]
    page.reload()
    shown(page, "研究室，共同承担", 6)
    page.get_by_role("button", name="✕").click()
    expect(page.get_by_role("heading", level=3, name="结论")).to_be_visible()
    expect(page.locator("article.task")).to_have_count(0)
    settled(page)
    assert "mark" not in said(page)
    assert said(page)["view"] == ["独立与共同"]
    bars.first.click(force=True)  # the same bar again: the click that was cleared is not remembered
    shown(page, "研究室，共同承担", 6)


def test_whatever_is_chosen_on_a_page_going_back_leaves_the_page(page: Page):
    page.goto("/targets?level=部门")
    expect(page.get_by_role("heading", level=1, name="目标与时限")).to_be_visible()
    settled(page)
    page.get_by_role("link", name="总览", exact=True).click()
    page.locator(".figures-line").get_by_role("link", name="13项", exact=True).first.click()
    shown(page, "任务：13 项", 13)
    assert said(page)["level"] == ["部门"]
    assert said(page)["mark"][0].startswith("t")
    click_in_picture(page, "立案庭")
    shown(page, "立案庭", 7)
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="目标与时限")).to_be_visible()
    settled(page)
    assert said(page) == {"level": ["部门"]}
    page.go_forward()
    shown(page, "立案庭", 7)


def test_a_place_on_a_page_is_none_of_its_own_in_the_history(page: Page):
    page.goto("/targets")
    expect(page.get_by_role("heading", level=1, name="目标与时限")).to_be_visible()
    settled(page)
    page.get_by_test_id("stSidebar").get_by_role("link", name="口径说明").click()
    page.get_by_role("link", name="部门名录中的判断").click()
    expect(page.get_by_role("heading", name="部门名录中的判断")).to_be_in_viewport()
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="目标与时限")).to_be_visible()


def test_a_mark_goes_along_to_another_page(page: Page):
    page.goto(f"/workload?mark={TOGETHER}")
    shown(page, "研究室，共同承担", 6)
    link = page.get_by_role("link", name="协同网络")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="协同网络")).to_be_visible()
    shown(page, "研究室，共同承担", 6)
    assert said(page)["mark"] == [str(TOGETHER)]
    expect(link).to_be_focused()  # though the links are drawn anew
    expect(link).to_have_attribute("aria-current", "page")


def test_the_navigation_leads_with_the_filters_and_to_each_page_as_it_was_last_seen(page: Page):
    page.goto(f"/workload?view=独立与共同&level=部门&mark={TOGETHER}")
    settled(page)
    links = page.get_by_test_id("stSidebar").get_by_role("link")
    page.reload()  # what a page said is known to the tab, not to the visit
    settled(page)
    links.filter(has_text="任务清单").click()
    expect(page.get_by_role("heading", level=1, name="任务清单")).to_be_visible()
    settled(page)
    assert said(page) == {"level": ["部门"], "mark": [str(TOGETHER)]}  # the picture is of the other page
    back = links.filter(has_text="部门负荷")
    back.hover()  # so it is copied and opened in another tab
    assert parse_qs(urlsplit(str(back.get_attribute("href"))).query) == {
        "view": ["独立与共同"], "level": ["部门"], "mark": [str(TOGETHER)],
    }  # fmt: skip
    links.filter(has_text="会议汇报").click()
    expect(page.locator(".st-key-briefing_way")).to_be_visible()
    settled(page)
    assert said(page) == {"level": ["部门"]}  # it would open the mark over its slide
    back.click()
    shown(page, "研究室，共同承担", 6)
    assert said(page)["view"] == ["独立与共同"]


@pytest.mark.parametrize("mark", ["d:没有的部门", "乱写", "d:" + "9" * 5000])
def test_a_mark_that_is_none_breaks_nothing(page: Page, mark: str):
    page.goto(f"/workload?mark={mark}")
    expect(page.get_by_role("heading", level=1, name="部门负荷")).to_be_visible()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    settled(page)
    expect(page.locator("article.task")).to_have_count(0)
    expect(page.get_by_text("页面运行出错")).to_have_count(0)


def test_a_link_keeps_its_filters_over_pages_back_forward_and_in_a_copy(
    browser: Browser, site: str, page: Page
):
    """Link → three pages → Back, Back, Forward → copied to another browser: the same filters and unit everywhere."""
    page.goto("/?level=部门&department=政治部")
    ways = page.get_by_role("button", name="口径：部门 · 原样 · 参与数")
    for name, title in (("部门负荷", "部门负荷"), ("部门画像", "政治部"), ("任务清单", "任务清单")):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()
        settled(page)
        assert said(page)["level"] == ["部门"], name
        assert said(page)["department"] == ["政治部"], name
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="政治部", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="部门负荷", exact=True)).to_be_visible()
    expect(ways).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("heading", level=1, name="政治部", exact=True)).to_be_visible()
    expect(ways).to_be_visible()
    settled(page)
    assert said(page) == {"level": ["部门"], "department": ["政治部"]}
    with visitor(browser, site, locale="zh-CN") as other:
        other.goto(page.url)
        expect(other.get_by_role("heading", level=1, name="政治部", exact=True)).to_be_visible()
        expect(other.get_by_role("button", name="口径：部门 · 原样 · 参与数")).to_be_visible()


def marks(page: Page, label: str) -> Locator:
    """The marks of the page's pictures that a keyboard reaches, by what is written on them."""
    return page.locator(".js-plotly-plot a").filter(has_text=label)


def click_in_picture(page: Page, label: str) -> None:
    """Click a label in a picture where it stands; the browser's own click, as Plotly's texts overlap for Playwright."""
    link = page.locator(".js-plotly-plot :is(a, .line)").filter(has_text=label).first
    expect(link).to_be_visible()
    settled(page)
    link.scroll_into_view_if_needed()
    box = link.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_names_of_departments_and_sections_open_in_place_without_a_reload(page: Page):
    page.goto("/workload?view=按部分&level=处室")
    page.evaluate("window.loadedOnce = true")
    click_in_picture(page, "立案庭")
    shown(page, "立案庭", 7)
    click_in_picture(page, "9项")
    shown(page, "三、围绕推进严格公正司法，全面准确落实司法责任制", 9)
    click_in_picture(page, "诉讼服")  # a head is one door: its number is the link, all of it opens
    shown(page, "五、全面打造现代化诉讼服务体系", 7)
    expect(page.locator(".js-plotly-plot .xtick").filter(has_text="9项").locator("a")).to_have_count(1)
    assert said(page)["view"] == ["按部分"]
    assert page.evaluate("window.loadedOnce")


def test_an_empty_cell_does_not_answer_for_the_one_beside_it(page: Page):
    page.goto("/")
    cell = page.locator(".js-plotly-plot .scatterlayer .trace").last.locator(".points path").first
    expect(cell).to_be_visible()
    settled(page)
    cell.scroll_into_view_if_needed()
    box = cell.bounding_box()
    assert box is not None
    hover = page.locator(".js-plotly-plot .hoverlayer .hovertext")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    expect(hover).to_have_count(1)
    page.mouse.move(x, y + 26)  # 审判管理办公室 has nothing in the first section
    expect(hover).to_have_count(0)
    page.mouse.move(x, y)
    expect(hover).to_have_count(1)
    page.mouse.dblclick(x, y)
    expect(page.locator("article.task")).to_have_count(1)
    settled(page)
    expect(page.locator("article.task")).to_have_count(1)
    assert "mark" in said(page)


SECTION = "六、全面完善司法人事管理制度"


@pytest.mark.parametrize(
    ("label", "nth", "title", "tasks"),
    [("立案庭", 0, "立案庭", 7), ("11项", 1, SECTION, 11)],  # the first 11项 is of another section
)
def test_the_focus_stays_on_a_mark_whose_picture_is_drawn_anew(
    page: Page, label: str, nth: int, title: str, tasks: int
):
    page.goto("/workload?view=按部分&level=处室")
    drawn(page)
    mark = marks(page, label).nth(nth)
    former = mark.element_handle()
    mark.focus()
    page.keyboard.press("Enter")
    shown(page, title, tasks)
    drawn(page)
    assert not former.evaluate("mark => mark.isConnected")
    expect(mark).to_be_focused()


def test_the_focus_waits_for_a_picture_though_a_link_has_the_name_of_its_mark(page: Page):
    page.goto(f"/workload?view=按部分&level=处室&mark={Mark((department_id_of('立案庭'),))}")
    shown(page, "立案庭", 7)
    drawn(page)
    expect(page.locator("a.in-app", has_text="立案庭").first).to_be_visible()
    marks(page, "立案庭").focus()
    place = page.get_by_test_id("stPlotlyChart").element_handle()
    place.evaluate("place => { place.picture = place.firstChild; place.picture.remove(); }")
    expect(page.locator("body")).to_be_focused()
    place.evaluate("place => place.append(place.picture)")
    expect(marks(page, "立案庭")).to_be_focused()


def test_a_mark_is_chosen_from_the_list_and_let_go_by_keyboard_alone(page: Page):
    page.goto("/workload?view=独立与共同&level=处室")
    drawn(page)
    page.get_by_role("combobox", name="查看一处的任务").focus()
    page.keyboard.type("研究室，共同")
    page.keyboard.press("Enter")
    shown(page, "研究室，共同承担", 6)
    expect(page.get_by_role("button", name="✕")).to_be_focused()
    settled(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=3, name="结论")).to_be_visible()


def tick(page: Page, row: int) -> None:
    """Choose a row of the page's table, counted from 1, in the column of ticks: a canvas."""
    page.get_by_test_id("stDataFrame").click(position={"x": ROW / 2, "y": ROW * (row + 0.5)})


def ticked(page: Page) -> Locator:
    """The rows that the page's table shows as chosen."""
    return page.get_by_test_id("stDataFrame").locator("tbody [role=row][aria-selected=true]")


def test_a_row_that_was_chosen_is_ticked_after_a_reload(page: Page):
    page.goto("/firmness?level=处室")
    drawn(page)
    tick(page, 3)
    shown(page, "审判管理办公室 与 政治部干部处", 2)
    expect(ticked(page)).to_have_attribute("aria-rowindex", "4")  # the heading is the first
    page.reload()
    shown(page, "审判管理办公室 与 政治部干部处", 2)
    expect(ticked(page)).to_have_attribute("aria-rowindex", "4")


def test_the_focus_goes_back_to_what_opened_a_list_that_is_let_go(page: Page):
    page.goto("/targets")
    settled(page)
    number = page.locator(".headline").get_by_role("link", name="5项")
    number.focus()
    page.keyboard.press("Enter")
    shown(page, "任务：第 8、9、17、28、52 项", 5)
    page.get_by_role("button", name="关闭").focus()
    page.keyboard.press("Enter")
    expect(page.locator("article.task")).to_have_count(0)
    expect(number).to_be_focused()
    page.keyboard.press("Enter")
    shown(page, "任务：第 8、9、17、28、52 项", 5)
    page.keyboard.press("Escape")
    expect(page.locator("article.task")).to_have_count(0)
    expect(number).to_be_focused()
