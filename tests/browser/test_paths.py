"""The main ways through the dashboard, in a real Chromium on a real server."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import openpyxl
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import drawn, served, settled, visitor

HEADINGS = {
    "": "2023年全省法院司法改革工作要点",
    "workload": "部门负荷",
    "department": "研究室",
    "targets": "目标与时限",
    "network": "协同网络",
    "dependencies": "跨部门依赖",
    "firmness": "联系强弱",
    "structure": "列名结构",
    "consulting": "征求意见",
    "meetings": "联席会议",
    "years": "年度对照",
    "tasks": "任务清单",
    "methods": "口径说明",
}


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1, name=text, exact=True)).to_be_visible()


def subheading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=3, name=text, exact=True)).to_be_visible()


def open_page(page: Page, path: str, text: str) -> None:
    page.goto(f"/{path}")
    heading(page, text)
    settled(page)


def dot(page: Page, row: int) -> None:
    """Click the dot of the full count in a row, counted from 0."""
    points = page.locator(".js-plotly-plot .scatterlayer .trace").nth(2).locator("path.point")
    expect(points.nth(row)).to_be_visible()
    points.nth(row).click(force=True)


def test_first_load_builds_the_store_and_shows_the_plan(page: Page):
    open_page(page, "", HEADINGS[""])
    expect(page.locator(".headline")).to_contain_text("占全部84次列名中的41次")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    names = page.locator(".js-plotly-plot").first.locator(".ytick text")
    expect(names).to_have_count(11)
    expect(names.first).to_have_text("研究室")


def test_a_filter_changes_the_chart_the_address_and_is_kept_on_other_pages(page: Page):
    open_page(page, "", HEADINGS[""])
    page.get_by_role("button", name="口径：处室 · 原样 · 参与数").click()
    page.get_by_role("radio", name="部门", exact=True).or_(
        page.get_by_text("部门", exact=True).locator("visible=true")
    ).first.click()
    expect(page.get_by_role("button", name="口径：部门 · 原样 · 参与数")).to_be_visible()
    expect(page.get_by_text("其余 14 个")).to_be_visible()
    settled(page)
    assert parse_qs(urlsplit(page.url).query) == {"level": ["部门"]}
    page.keyboard.press("Escape")
    page.get_by_role("link", name="部门负荷").click()
    heading(page, "部门负荷")
    expect(page.locator(".js-plotly-plot .ytick text")).to_have_count(24)
    assert parse_qs(urlsplit(page.url).query)["level"] == ["部门"]


def test_a_clicked_dot_shows_its_tasks_and_a_task_its_sentence(page: Page):
    open_page(page, "workload", HEADINGS["workload"])
    dot(page, 2)
    subheading(page, "立案庭")
    cards = page.locator("article.task")
    expect(cards).to_have_count(7)
    cards.first.get_by_text("原文", exact=True).click()
    expect(cards.first.locator("mark.source-annotation").first).to_be_visible()
    cards.first.get_by_role("link", name="在全文中查看").click()
    heading(page, "任务清单")
    subheading(page, "原文 · 第 14 项")
    expect(page.locator("mark.source-task").first).to_be_in_viewport()


def test_a_clicked_edge_shows_the_tasks_of_both_departments(page: Page):
    open_page(page, "network", HEADINGS["network"])
    page.locator(".network .link").filter(has_text="政治部法官管理处 与 政治部干部处").dispatch_event("click")
    subheading(page, "政治部法官管理处 与 政治部干部处")
    expect(page.locator("article.task")).to_have_count(5)


def test_a_dragged_department_stays_where_the_link_says_until_it_is_undone(page: Page):
    open_page(page, "network", HEADINGS["network"])
    node = page.locator(".network .node").filter(has_text="督查工作办公室").locator("circle").first
    box = node.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y + 30, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile("places=departments"))
    page.get_by_role("button", name="撤销上一次移动").click()
    expect(page).not_to_have_url(re.compile("places="))


def test_a_deep_link_is_the_first_thing_asked_of_a_fresh_server(browser: Browser, tmp_path: Path):
    with served(tmp_path / "dashboard.duckdb") as server, visitor(browser, server.address) as page:
        open_page(
            page, "network?level=部门", HEADINGS["network"]
        )  # the register of pages is one for all of them
        expect(page.get_by_role("button", name="口径：部门 · 原样 · 参与数")).to_be_visible()
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_number_in_a_sentence_opens_its_tasks_in_place(page: Page):
    open_page(page, "network", HEADINGS["network"])
    page.locator(".findings").get_by_role("link", name=re.compile("第4、14、23项")).click()
    subheading(page, "任务：第 4、14、23 项")
    expect(page.locator("article.task")).to_have_count(3)
    heading(page, HEADINGS["network"])


def test_a_name_in_a_sentence_leads_to_its_department_and_back(page: Page):
    open_page(
        page, "?sections=三、围绕推进严格公正司法，全面准确落实司法责任制", "2023年全省法院司法改革工作要点"
    )
    page.locator(".headline").get_by_role("link", name="审判管理办公室").first.click()
    heading(page, "审判管理办公室")
    settled(page)
    assert "sections" in page.url
    expect(page.locator(".headline").get_by_role("link", name="审判管理办公室")).to_have_count(0)
    page.go_back()
    heading(page, "2023年全省法院司法改革工作要点")


def test_the_task_list_is_taken_away_as_a_workbook(page: Page, tmp_path: Path):
    open_page(page, "tasks?stating=写明目标", HEADINGS["tasks"])
    expect(page.get_by_text("5 项任务，共 53 项")).to_be_visible()
    page.locator("summary", has_text="带走").click()
    with page.expect_download() as started:
        page.get_by_role("button", name="下载 XLSX").click()
    started.value.save_as(tmp_path / "tasks.xlsx")
    book = openpyxl.load_workbook(tmp_path / "tasks.xlsx")
    rows = list(book["任务清单"].iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["序号", 8, 9, 17, 28, 52]
    assert [row[-1] for row in rows[1:]] == ["全覆盖", "45%", "100%", "全覆盖", "年内"]


def test_a_clicked_bar_shows_the_tasks_of_its_part(page: Page):
    open_page(page, "workload?view=独立与共同", HEADINGS["workload"])
    bars = page.locator(".js-plotly-plot .barlayer .trace").nth(1).locator("path")  # 共同承担
    expect(bars.first).to_be_visible()
    bars.first.click(force=True)
    subheading(page, "研究室，共同承担")
    expect(page.locator("article.task")).to_have_count(6)
    page.goto("/department?department=研究室")
    together = page.locator(".js-plotly-plot .scatterlayer .trace").nth(1).locator("text").first
    expect(together).to_have_text("2 项")
    page.locator(".js-plotly-plot .scatterlayer path.point").first.click(force=True)
    expect(page.locator("article.task")).to_have_count(1)


def test_the_number_on_an_edge_is_clicked_as_the_edge(page: Page):
    open_page(page, "network", HEADINGS["network"])
    page.locator(".network .number").filter(has_text="政治部法官管理处 与 政治部干部处").click()
    subheading(page, "政治部法官管理处 与 政治部干部处")


def test_a_picture_that_is_taken_along_tells_its_title_legend_and_source(page: Page, tmp_path: Path):
    for path, button in (("/dependencies", ".modebar-btn"), ("/network", "button:has-text('PNG')")):
        page.goto(path)
        drawn(page)
        if button == ".modebar-btn":
            page.locator(".js-plotly-plot").first.hover()  # its button shows itself there
        with page.expect_download() as taken:
            page.locator(button).first.click()
        with Image.open(taken.value.path()) as picture:
            dark = np.asarray(picture.convert("L")) < 100
        title, legend_and_source = dark[: dark.shape[0] // 20], dark[-dark.shape[0] // 20 :]
        assert title.any(), path
        assert legend_and_source.any(), path
        assert not dark[:, -6:].any(), "written over the edge"


def test_search_as_a_user_types_it(page: Page):
    open_page(page, "tasks", HEADINGS["tasks"])
    page.get_by_label("查找", exact=True).fill("研究室 技术处")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 项任务，共 53 项")).to_be_visible()


def test_a_row_opens_its_task_under_the_same_filters_and_keeps_the_focus(page: Page):
    open_page(page, "tasks?sharing=共同承担&level=部门", HEADINGS["tasks"])
    row = page.locator(".task-row").nth(3)
    expect(row).not_to_have_attribute("aria-current", "true")
    row.focus()
    page.keyboard.press("Enter")
    expect(row).to_have_attribute("aria-current", "true")
    expect(row).to_be_focused()
    settled(page)
    said = parse_qs(urlsplit(page.url).query)
    assert said.keys() == {"sharing", "level", "task"}
    assert (said["sharing"], said["level"]) == (["共同承担"], ["部门"])


def test_streamlit_does_not_hear_what_it_tells_a_page_around_it(page: Page):
    page.goto("/workload")
    drawn(page)
    page.evaluate("""window.heard = [0, 0], ["true", ""].forEach((capturing, at) => addEventListener(
      "message", ({ data }) => { heard[at] += data?.stCommVersion ? 1 : 0; }, { capture: Boolean(capturing) }))""")
    page.get_by_role("radio", name="按部分").click()
    drawn(page)
    assert page.evaluate("heard") == [0, 0]


def test_dark_theme_keeps_names_readable(browser: Browser, site: str):
    with visitor(browser, site, color_scheme="dark") as page:
        open_page(page, "workload", HEADINGS["workload"])
        ink = page.locator(".js-plotly-plot .ytick text").first
        expect(ink).to_have_css("fill", "rgb(230, 234, 238)")
