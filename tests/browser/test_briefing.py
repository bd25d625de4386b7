"""会议汇报 in a real Chromium: the keys of a presenter, text that the back row reads, a click on a bar."""

import re
from collections.abc import Sequence

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import drawn, runs_anew, settled, visitor, walk

TOO_SMALL = """() => [...document.querySelectorAll('.stMainBlockContainer *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
  .filter(e => e instanceof SVGElement || e.offsetParent)
  .filter(e => parseFloat(getComputedStyle(e).fontSize) < 24).map(e => e.textContent)"""


def present(page: Page, query: str = "") -> None:
    """Open the presentation; its keys press buttons, and work as soon as those are on the page."""
    page.goto(f"/briefing?present=true&length=全部{query}")
    expect(page.locator(".slide-title, .slide-cover")).to_be_visible()
    expect(page.get_by_role("button", name="结束放映")).to_be_visible()
    settled(page)


def test_keys_turn_the_slides(page):
    present(page)
    title = page.locator(".slide-title")
    for key, shown in (
        ("ArrowRight", "总体情况"),
        ("Space", "参与数与分担数（1/3）"),
        ("PageDown", "参与数与分担数（2/3）"),
        ("PageUp", "参与数与分担数（1/3）"),
        ("ArrowLeft", "总体情况"),
    ):
        page.keyboard.press(key)
        expect(title).to_have_text(shown)
        settled(page)
    expect(page).to_have_url(re.compile("slide=2$"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="会议汇报")).to_be_visible()


def test_the_number_of_the_slide_takes_no_keys(page):
    present(page, "&slide=999")
    number = page.get_by_text("页，共")
    last = number.text_content().split("共")[1].strip(" 页")
    expect(number).to_have_text(f"第 {last} 页，共 {last} 页")
    expect(page.locator("input:visible")).to_have_count(0)
    expect(page.locator(".slide-title")).to_contain_text("目标与时限")
    number.click()
    page.keyboard.press("PageUp")
    expect(number).to_have_text(f"第 {int(last) - 1} 页，共 {last} 页")


def test_a_link_to_what_there_is_not_is_told_while_presenting(page):
    page.goto("/briefing?present=true&level=没有的层级")
    expect(page.get_by_text("链接中的“没有的层级”不存在")).to_be_visible()
    expect(page.locator(".slide-cover")).to_be_visible()
    expect(page.get_by_text("放映的部分")).to_be_hidden()
    expect(page.get_by_text("调整先后")).to_be_hidden()


@pytest.mark.parametrize("slide", [1, 2, 3, 11])
def test_no_text_is_smaller_than_24_pixels_on_a_projector(page, slide):
    page.set_viewport_size({"width": 1920, "height": 1080})
    present(page, f"&slide={slide}")
    if slide == 3:
        expect(page.locator(".stPlotlyChart .barlayer .point").first).to_be_visible()
    assert page.evaluate(TOO_SMALL) == []


def test_a_clicked_bar_opens_its_tasks(page):
    present(page, "&slide=3")
    bar = page.locator(".stPlotlyChart .barlayer .point").first
    expect(bar).to_be_visible()
    settled(page)
    bar.click(force=True)
    expect(page.get_by_role("dialog").locator(".task")).to_have_count(11)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_url(
        re.compile("present=true.*slide=3$")
    )  # the tasks are closed, not the presentation


def test_the_same_bar_opens_its_tasks_again_and_escape_ends_the_show_last(page):
    present(page, "&slide=3")
    bar = page.locator(".stPlotlyChart .barlayer .point").first
    expect(bar).to_be_visible()
    for _ in range(3):
        settled(page)
        bar.click(force=True)
        expect(page.get_by_role("dialog").locator(".task")).to_have_count(11)
        runs_anew(page, lambda: page.keyboard.press("Escape"))
        expect(page.get_by_role("dialog")).to_have_count(0)
    settled(page)
    expect(page.get_by_role("button", name="结束放映")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="结束放映")).to_have_count(0)


def test_eight_fast_presses_move_eight_slides(page):
    present(page)
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_text("页，共")).to_contain_text("第 9 页")
    expect(page).to_have_url(re.compile("slide=9$"))
    settled(page)
    for _ in range(8):
        page.keyboard.press("PageUp")
    expect(page.get_by_text("页，共")).to_contain_text("第 1 页")


FITS = """() => {
  const way = document.querySelector(".st-key-briefing_way").getBoundingClientRect(), main = document.querySelector(".stMain");
  return way.bottom <= innerHeight && main.scrollHeight <= main.clientHeight && main.scrollWidth <= main.clientWidth;
}"""
FILLS = """() => [...document.querySelectorAll(".st-key-briefing_slide :is(.svg-container, .stEChartsChart canvas)")].every(picture => {
  const drawn = picture.getBoundingClientRect(), place = picture.closest(".stElementContainer").getBoundingClientRect();
  return Math.abs(drawn.width / place.width - 1) < 0.02 && Math.abs(drawn.height / place.height - 1) < 0.02;
})"""
SIZES = ((1920, 1080), (1440, 900), (1366, 768), (1024, 768))


def fits(page: Page, slides: Sequence[int]) -> None:
    """Each of these slides of the short presentation fits windows of every size, its controls too."""
    for slide in slides:
        page.set_viewport_size({"width": 1920, "height": 1080})
        walk(page, f"/briefing?present=true&slide={slide}")
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_function(FITS)
            page.wait_for_function(FILLS)


def test_slides_fit_every_window(page: Page):
    fits(page, range(1, 7))


def test_slides_of_progress_fit_every_window(browser: Browser, reported: str):
    with visitor(browser, reported) as page:
        fits(page, range(1, 9))
        page.goto("/briefing?present=true&slide=3")
        drawn(page)
        expect(page.locator(".slide-strip .cell")).to_have_count(53)
        expect(page.locator(".slide-source")).to_have_text(
            "截至2023年11月20日，53项中47项已填报（部门自报），6项未填报。"
        )


def test_a_bar_of_a_scaled_chart_opens_its_own_tasks(page: Page):
    page.set_viewport_size({"width": 1280, "height": 720})
    present(page, "&slide=3")
    bar = page.locator(".stPlotlyChart .barlayer .point").nth(3)
    expect(bar).to_be_visible()
    settled(page)
    bar.click(force=True)
    expect(page.get_by_role("dialog").get_by_role("heading", level=2)).to_contain_text("政治部法官管理处")


def test_b_blackens_and_n_lists_the_slides(page: Page):
    present(page)
    page.keyboard.press("b")
    expect(page.locator(".blackened")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".blackened")).to_have_count(0)
    expect(
        page.locator(".slide-cover")
    ).to_be_visible()  # the key showed the slide again, and did nothing else
    settled(page)
    page.keyboard.press("n")
    page.get_by_role("dialog").get_by_role("link", name="总体情况").click()
    expect(page.locator(".slide-title")).to_have_text("总体情况")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_what_lies_over_a_slide_stays_until_it_is_closed(page: Page):
    present(page, "&slide=2")
    page.get_by_role("button", name="一览").click()
    link = page.get_by_role("dialog").get_by_role("link", name="总体情况")
    expect(link).to_be_visible()
    page.reload()
    expect(link).to_be_visible()
    settled(page)
    page.keyboard.press("m")  # keys are for what is open, not for the slide below it
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_url(re.compile("slide=2$"))
    settled(page)
    page.keyboard.press("m")
    expect(page.get_by_role("dialog", name="议定事项")).to_be_visible()


def test_what_the_meeting_decides_is_noted_by_a_key(browser: Browser, reported: str):
    with visitor(browser, reported) as page:
        present(page)
        page.keyboard.press("m")
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("议定什么").fill("（虚构）会签后报送")
        dialog.get_by_label("议定什么").press("Enter")
        dialog.get_by_role("button", name="记下").click()
        told = dialog.get_by_text("号议定事项")
        expect(told).to_be_visible()
        first = told.inner_text()
        settled(page)
        # Closed while what was typed last is still on its way: it is noted all the same, and what is closed is not the show.
        dialog.get_by_label("议定什么").fill("（虚构）改由办公室牵头")
        dialog.get_by_role("button", name="记下").click(force=True)
        page.keyboard.press("Escape")
        expect(told).not_to_have_text(first)
        settled(page)
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(page.get_by_role("button", name="结束放映")).to_be_visible()
        page.goto("/progress")
        expect(page.get_by_text("（虚构）改由办公室牵头")).to_be_visible()
