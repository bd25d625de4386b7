"""Every page as its readers have it: in Chinese, by a screen reader, in either theme, on paper, on a pad.

A page is visited once for all of it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from analytics.exports.tables import text_width
from data.store.departments import department_id_of
from data.store.plan import Plan
from tests import years
from tests.browser.conftest import SIZE, drawn, english, served, visitor, walk
from tests.data.documents import SEED_ID
from tests.sheets import Sign, sheets

RESEARCH = department_id_of("研究室")
PAGES = [
    *("", "?level=部门&counting=分担数", "workload?view=独立与共同", f"workload?view=按部分&mark=d:{RESEARCH}", "workload"),
    *("workload?view=集中程度", "department?department=研究室&compare=立案庭", "targets", "network", "network?way=部门与任务"),
    *("structure", "consulting", "years"),
    *("dependencies", "dependencies?dependency_view=两个部门", "dependencies?dependency_view=任务纽带", "firmness"),
    *("dependencies?dependency_view=首列与其余", "firmness?firmness_view=候选协作组"),
    *("firmness?firmness_view=去掉一个部门", "firmness?firmness_view=桥接位置", "meetings", "briefing?slide=3"),
    *(f"briefing?slide=3&mark=d:{RESEARCH}", "briefing?present=true&slide=2", "agenda", "progress", "tasks", "tasks?words=没有这样的词"),
    *("ledgers", "collecting", "sources", "draft", "naming", "upkeep", "methods"),
]  # fmt: skip
WITH_PROGRESS = ("progress", f"progress?mark=t:{SEED_ID}-t015", "ledgers", "collecting")
"""Pages that are others where departments have reported."""
WITHOUT_SCOPE = ("sources", "draft", "naming", "collecting", "upkeep", "briefing?present")
"""Pages that no filter narrows."""
ON_SCREEN_ONLY = re.compile(
    "下载 |点击|选一行|查看一处的任务|口径：|全部部分|✕|放大|link_|expand_more|数据库正"
)
"""Controls, hints and names of icons, of which paper says nothing."""

SMALLEST = 10.5  # points of text on paper
MARGIN = 14 / 25.4 * 72  # points
LAST = 60  # characters that a last sheet has at least

PAD: ViewportSize = {"width": 820, "height": 1100}
WHITE, INK = "rgb(255, 255, 255)", "rgb(31, 41, 51)"

STILL = "() => document.getAnimations().every(one => one.playState !== 'running')"
"""Whether no colour is on its way to another."""

FITS = """
() => [document.documentElement, document.querySelector(".stMain")].every(box => box.scrollWidth === box.clientWidth)
"""
GROUNDS = """
() => [...document.querySelectorAll("html, body, body *")].filter(one => one.checkVisibility())
  .map(one => getComputedStyle(one).backgroundColor).filter(colour => colour !== "rgba(0, 0, 0, 0)")
"""
"""The colours that anything stands on."""
INKS = """
() => [...document.querySelectorAll("body *")].filter(one => one.checkVisibility())
  .filter(one => [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()))
  .map(one => one instanceof SVGElement ? getComputedStyle(one).fill : getComputedStyle(one).color)
"""
"""The colours that any text is written in, in pictures too."""
AXE = Axe().axe_script


@pytest.fixture(scope="module")
def reader(browser: Browser, site: str) -> Iterator[Page]:
    """One who walks over all pages."""
    with visitor(browser, site) as page:
        yield page


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_there_for_every_reader(reader: Page, plan: Plan, path: str):
    there_for_every_reader(reader, plan, path)


def test_pages_with_progress_are_there_for_every_reader(browser: Browser, reported: str, plan: Plan):
    with visitor(browser, reported) as page:
        for path in WITH_PROGRESS:
            there_for_every_reader(page, plan, path)


def test_facts_begin_where_the_text_does(browser: Browser, reported: str):
    beside = "[...document.querySelectorAll('dl.facts dt')].slice(0, 1).map(e => e.getBoundingClientRect().left - e.closest('.task').querySelector('p').getBoundingClientRect().left)"
    with visitor(browser, reported) as page:
        page.set_viewport_size({"width": 1024, "height": 800})
        page.goto(f"/{WITH_PROGRESS[1]}")
        drawn(page)
        assert page.evaluate(beside) == [0]


def test_years_are_there_for_every_reader(browser: Browser, plan: Plan, tmp_path: Path):
    years.build(tmp_path / "dashboard.duckdb", years.next_year(), years.year_after_next())
    with served(tmp_path / "dashboard.duckdb") as server, visitor(browser, server.address) as page:
        for path in ("years?years_view=部门", "years?years_view=联系", "years?against=all"):
            there_for_every_reader(page, plan, path)
        whole = there_for_every_reader(page, plan, "years")
    unchanged = "聚焦重商亲商、安商惠商，坚决落实"  # a task that goes on as it was
    assert whole.count(unchanged) == 1


def there_for_every_reader(page: Page, plan: Plan, path: str) -> str:
    """Visit a page, and hold it against what each of its readers needs; what it says on paper."""
    page.set_viewport_size(SIZE)
    walk(page, f"/{path}")
    if path != "methods":  # names the works that its measures are from
        assert english(page) == set()
    assert barriers(page) == []
    dialog = "mark=" in path and path.startswith(("briefing", "progress"))  # the page behind it is printed
    printed = "" if dialog else on_paper(page, plan, path)
    if "?" in path and not path.startswith("years"):  # a view has the frame and the colours of its page
        return printed
    page.set_viewport_size(PAD)
    drawn(page)
    page.wait_for_function(FITS)  # charts follow the window a moment later
    if path != "methods":
        assert english(page) == set()
    try:
        page.emulate_media(color_scheme="dark")
        drawn(page)
        page.wait_for_function(STILL)
        assert barriers(page, runOnly=["color-contrast"]) == []
    finally:
        page.emulate_media(color_scheme="null")
    return printed


def barriers(page: Page, **options: object) -> list[str]:
    """What axe finds serious or critical."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(
        "options => axe.run(options).then(found => found.violations)",
        {"resultTypes": ["violations"], **options},
    )
    return [
        f"{rule['id']}: {node['html'][:200]} – {node.get('failureSummary', '')[:300]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


def on_paper(page: Page, plan: Plan, path: str) -> str:
    """Print the page, and hold its sheets against what paper has to be; what they say."""
    paper = sheets(page.pdf(prefer_css_page_size=True))
    texts = [sheet.text for sheet in paper]
    signs = [(sign, sheet.width) for sheet in paper for sign in sheet.signs]
    assert min(map(len, texts)) > 0, "an empty sheet"
    assert len(texts) == 1 or len(texts[-1]) > LAST, "a last sheet for a line or two"
    assert {sign.text for sign, _ in signs if sign.upright and sign.size < SMALLEST - 0.06} == set()
    assert {sign.text for sign, width in signs if not inside(sign, width)} == set()
    whole = "".join(texts)
    assert ON_SCREEN_ONLY.findall(whole) == []
    assert [row for row in rows(plan, path) if row not in whole] == []
    if path.startswith("dependencies"):
        assert "……" not in whole
    if path.startswith("briefing?slide=3"):
        assert len(paper) == 1
        assert "第3页（共" in whole
    if page.locator(".stPlotlyChart, .stEChartsChart").count():
        assert paper[0].drawings > 8, "no picture on the first sheet"
    if not path.startswith(WITHOUT_SCOPE):
        assert "层级：" in texts[0]
    return whole


PRINTING = "event => dispatchEvent(new Event(event))"
GAPS = """
() => [...document.querySelectorAll(".stMain .stElementContainer:not(.bare)")]
  .filter(one => getComputedStyle(one).display !== "none" && !one.offsetHeight).map(one => one.textContent)
"""


def test_nothing_is_cut_or_left_empty_while_a_page_is_printed(page: Page):
    page.goto("/firmness?firmness_view=候选协作组")
    drawn(page)
    assert page.locator(".bare, .framed").count() == 0
    page.evaluate(PRINTING, "beforeprint")
    whole = page.locator(".textpoint text").get_by_text("100", exact=True)  # wider on paper than its square
    assert page.locator(".framed").all_text_contents() == ["100"] * whole.count() != []
    assert page.locator(".xtick > .upright").count() == page.locator(".xtick").count()
    try:
        page.emulate_media(media="print")
        assert page.evaluate(GAPS) == []
    finally:
        page.emulate_media(media="null")
    page.evaluate(PRINTING, "afterprint")
    assert page.locator(".bare, .framed").count() == 0
    expect(page.get_by_role("radiogroup", name="问什么")).to_be_visible()


FEET = """
() => [...new Set([...document.querySelectorAll(".xtick > text")].map(text => Math.round(text.getBoundingClientRect().bottom)))]
"""


def test_an_axis_of_days_stays_below_its_rows_on_paper(page: Page):
    page.goto("/targets")
    drawn(page)
    page.evaluate(PRINTING, "beforeprint")
    rows = page.locator(".nsewdrag").bounding_box()
    assert rows
    feet = page.evaluate(FEET)
    assert len(feet) == 1
    assert feet[0] > rows["y"] + rows["height"]
    page.evaluate(PRINTING, "afterprint")


def test_what_is_not_drawn_yet_is_told_on_paper(page: Page):
    scripts = re.compile("PlotlyChart.*js")
    page.route(scripts, lambda _: None)  # which then never come
    try:
        page.goto("/workload")
        expect(page.get_by_role("heading", level=3, name="结论")).to_be_visible()
        assert "这里还没有画好" in sheets(page.pdf(prefer_css_page_size=True))[0].text
    finally:
        page.unroute(scripts)


def inside(sign: Sign, width: float) -> bool:
    """Whether a sign stands between the margins of its sheet; one that is no Chinese character is half as wide."""
    return sign.left > MARGIN - 3 and sign.left + sign.size * text_width(sign.text) / 2 < width - MARGIN + 3


def rows(plan: Plan, path: str) -> Iterator[str]:
    """What has a row of its own on a page: the departments that are named, or the tasks."""
    if path in ("tasks",):
        yield from ("".join(text.split()) for text in plan.tasks["text"])
    elif path in ("", "workload", "firmness?firmness_view=去掉一个部门"):
        named = plan.departments["department_id"].isin(plan.responsibilities["department_id"])
        yield from plan.departments["name"][named]


@pytest.mark.parametrize("path", ["", "firmness"])
def test_what_is_printed_in_the_dark_is_ink_on_a_white_sheet(browser: Browser, site: str, path: str):
    with visitor(browser, site, color_scheme="dark") as page:
        page.goto(f"/{path}")
        drawn(page)
        expect(page.get_by_test_id("stApp")).not_to_have_css("background-color", WHITE)
        page.emulate_media(media="print")
        page.wait_for_function(STILL)
        expect(page.locator("html")).to_have_css("background-color", WHITE)
        assert set(page.evaluate(GROUNDS)) == {WHITE}
        assert set(page.evaluate(INKS)) == {INK}
        page.emulate_media(media="null")


def test_a_pad_has_room_for_the_page_until_the_navigation_is_asked_for(page: Page):
    page.set_viewport_size(PAD)
    page.goto("/workload")
    drawn(page)
    link = page.get_by_test_id("stSidebar").get_by_role("link", name="总览")
    expect(link).to_be_attached()
    expect(link).not_to_be_in_viewport()
    page.wait_for_function(FITS)
    page.get_by_role("button", name="展开导航").click()
    expect(link).to_be_in_viewport()
