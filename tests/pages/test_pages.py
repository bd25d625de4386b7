"""Every page renders on the real document and says what it should; every widget that keeps state is driven."""

import json
import re
from html import unescape
from urllib.parse import parse_qs

import pytest

from analytics.definitions import DEFINITIONS
from analytics.scope import Collectives
from data.store.departments import department_id_of
from tests.pages.conftest import (
    DOCUMENT,
    FILING,
    PAGES,
    RESEARCH,
    cards,
    choose,
    html,
    link_texts,
    navigation,
    set_box,
    subheadings,
    texts,
)

AS_BY_DEFAULT = {
    "progress",
    "methods",
}  # the same for every level, treatment of collective names and counting
BY_COUNTING = {"overview", "workload", "department", "network", "dependencies", "briefing"}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_renders_and_has_the_filter_bar(visit, name):
    app = visit(name)
    assert app.title[0].value
    switches = ["层级", "集合名称", "计数"][: 0 if name in AS_BY_DEFAULT else 3 if name in BY_COUNTING else 2]
    assert [group.label for group in app.get("button_group")][: len(switches)] == switches
    ways = next(block for block in app.get("popover")) if app.get("popover") else None
    assert ways is None or ways.proto.popover.label == f"口径：处室 · 原样{' · 参与数' * (len(switches) - 2)}"


def test_a_switch_that_makes_no_difference_to_a_page_is_not_offered_and_goes_along(visit):
    app = visit("meetings", counting="分担数")
    assert "计数" not in [group.label for group in app.get("button_group")]
    assert "这一页不用选计数：写明是分担数的除外，都是参与数。" in texts(app)
    assert app.query_params["counting"] == "分担数"


def test_overview_shows_the_figures_of_the_plan(visit):
    app = visit("overview")
    assert app.title[0].value == "2023年全省法院司法改革工作要点"
    assert "吉林省高级人民法院办公室 · 2023年5月17日印发" in html(app)
    said = link_texts(app)
    assert (
        "53项任务　·　6个部分　·　27个责任部门和1个集合名称　·　84次列名　·　33项独立承担　·　20项共同承担　·　5项写明目标"
        in said
    )
    assert (
        "5个部门（研究室、审判管理办公室、立案庭、政治部法官管理处、政治部干部处）占全部84次列名中的41次；"
        "53项任务中，30项列有其中的部门。" in said
    )
    assert "第三部分的9项任务中，7项列有审判管理办公室。" in said
    assert app.toggle(key="at_every").label == "其余 17 个（各 1 至 2 项）"


def test_the_rest_of_the_departments_joins_the_picture_of_the_first(visit):
    app = visit("overview")
    before = rows_drawn(app)
    app.toggle(key="at_every").set_value(True).run()
    assert app.query_params["every"] == "true"
    assert (before, rows_drawn(app)) == ([11], [28])


def rows_drawn(app) -> list[int]:
    """How many rows each chart has."""
    specs = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    return [len(spec["layout"]["yaxis"]["ticktext"]) for spec in specs]


def test_first_place_is_told_for_both_ways_of_counting(visit):
    said = link_texts(visit("overview"))
    assert "研究室最多（11项）" in said
    assert "审判管理办公室最多（7.70项）" in said


def test_level_of_departments_counts_a_task_once(visit):
    app = visit("overview", level="部门")
    assert "23个责任部门和1个集合名称　·　76次列名　·　40项独立承担　·　13项共同承担" in link_texts(app)


@pytest.mark.parametrize("view", ["参与与分担", "独立与共同", "按部分", "集中程度"])
def test_each_view_of_the_workload_has_its_chart_and_sentences(visit, view):
    app = visit("workload", view=view)
    assert len(app.get("plotly_chart")) == 1
    assert 'class="findings"' in html(app)


def test_a_clicked_dot_lists_its_tasks(visit):
    app = visit("workload")
    choose(app, f"d:{RESEARCH}")
    assert "研究室" in subheadings(app)
    assert cards(app) == 11


def test_a_clicked_cell_lists_the_tasks_of_the_section(visit):
    app = visit("overview")
    choose(app, f"d:{RESEARCH};s:{DOCUMENT}-s02")
    assert cards(app) == 4


def test_a_mark_that_the_filter_left_nothing_of_says_so(visit):
    app = visit("workload", level="部门", mark="d:no-such-department")
    assert "所选的部门不在当前筛选范围内。" in texts(app)
    assert cards(app) == 0


@pytest.mark.parametrize("text", ["", "x", "d", "q:1", "h:everything", "t", ";" * 5000])
def test_a_mark_that_says_nothing_shows_the_conclusions(visit, text):
    assert "结论" in subheadings(visit("workload", mark=text))


def test_a_mark_is_cleared(visit):
    app = visit("workload", mark=f"d:{RESEARCH}")
    next(button for button in app.button if button.label == "✕ 关闭").click().run()
    assert not app.exception
    assert "mark" not in app.query_params
    assert "结论" in subheadings(app)
    assert "✕ 关闭" not in [button.label for button in app.button]


def test_a_department_chosen_from_the_list_is_the_mark(visit):
    app = visit("workload")
    set_box(app, "查看一处的任务", f"d:{FILING}")
    assert "立案庭" in subheadings(app)
    assert app.query_params["mark"] == f"d:{FILING}"


def test_a_number_in_a_sentence_opens_its_tasks_in_place(visit):
    app = visit("overview")
    links = re.findall('<a class="in-app" href="[?]([^"]*)"', html(app))
    assert links
    (said,) = re.findall('href="[?]([^"]*)"[^>]*>研究室最多', html(app)) or [links[0]]
    app.query_params["mark"] = parse_qs(unescape(said))["mark"][0]
    app.run()
    assert cards(app) > 0


def test_a_link_sent_out_before_there_were_marks_still_opens_its_department(visit):
    app = visit("workload", unit="研究室")
    assert "研究室" in subheadings(app)
    assert cards(app) == 11


def test_a_switch_that_makes_no_difference_to_the_sections_is_not_offered(visit):
    app = visit("workload", collectives="不计入")
    sections = next(box for box in app.multiselect if box.label == "部分")
    second, third = (next(one for one in sections.options if one.startswith(sign)) for sign in "二三")
    sections.set_value([second]).run()  # names no collective
    assert [group.label for group in app.get("button_group")][:2] == ["层级", "计数"]
    assert app.query_params["collectives"] == "不计入"
    sections = next(box for box in app.multiselect if box.label == "部分")
    sections.set_value([third]).run()
    assert [group.label for group in app.get("button_group")][:3] == ["层级", "集合名称", "计数"]
    assert next(group.value for group in app.button_group if group.label == "集合名称") == Collectives.OMIT


def test_what_a_switch_changed_is_said(visit):
    said = link_texts(visit("workload", level="部门"))
    assert "责任部门由27个变为23个" in said
    assert "共同承担由20项变为13项" in said
    assert "各审判业务部门”见于" not in said
    assert "展开为名录所列9个成员时80对" in link_texts(visit("network", collectives="展开为成员"))


def test_what_a_switch_changed_is_said_of_what_the_page_shows(visit):
    ties = link_texts(visit("network", level="部门"))
    assert "从处室合并到部门，有共同任务的部门由" in ties
    assert "列名由" not in ties
    one = link_texts(visit("department", level="部门", department="政治部"))
    assert "政治部合并了" in one
    assert "责任部门由27个变为23个" not in one


def test_targets_by_kind_and_deadlines_from_a_day(visit):
    app = visit("targets", day="2023-10-01")
    said = html(app)
    assert "53项任务中，5项写明了目标或时限。" in link_texts(app)
    assert "比例 2 个　·　全覆盖 2 个　·　完成时限 1 个" in link_texts(app)
    values = re.findall('<td class="value">.*?</td>', said)
    told = [re.sub("<[^>]+>", "", value) for value in values]
    assert told == ["全覆盖", "45% 比例", "100% 比例", "全覆盖", "年内 完成时限"]
    assert "2023-12-31</span>，<span class=unbroken>还有 91 天</span>" in said
    (query,) = re.findall('href="tasks[?]([^"]*)"[^>]*>没有写明目标的 48 项任务</a>', said)
    assert parse_qs(unescape(query)) == {"stating": ["未写明"]}
    assert app.date_input[0].value.isoformat() == "2023-10-01"


def test_long_after_its_year_a_plan_is_not_shown_as_overdue(visit):
    app = visit("targets")
    assert app.date_input[0].value.isoformat() == "2023-05-17"  # the day of issue
    assert "文件不含进展情况" in texts(app)
    assert "已过" not in html(app) + texts(app)


def test_network_names_its_ties_and_a_clicked_edge_its_tasks(visit):
    app = visit("network")
    assert "48对" in link_texts(app)
    judges, cadres = department_id_of("政治部法官管理处"), department_id_of("政治部干部处")
    choose(app, f"d:{judges};d:{cadres}", drawn=False)
    assert "政治部法官管理处 与 政治部干部处" in subheadings(app)
    assert cards(app) == 5


def test_a_clicked_node_lists_its_tasks(visit):
    app = visit("network")
    choose(app, f"d:{RESEARCH}", drawn=False)
    assert "11 项任务" in texts(app)


def test_methods_tell_every_measure_and_every_judgement(visit):
    app = visit("methods")
    said = html(app)
    assert re.findall('<h3 class="part" id=([a-z]+)>(.*?)</h3>', said) == [
        ("measures", "指标"), ("refused", "不展示的指标"), ("reading", "文件是怎样读的"), ("judgements", "部门名录中的判断"),
    ]  # fmt: skip
    assert re.findall('<a href="#([a-z]+)">', said) == ["measures", "refused", "reading", "judgements"]
    assert not [entry.name for entry in DEFINITIONS.values() if f"<h4>{entry.name}<" not in said]
    lines, names, directory = (
        [re.findall("<td>(.*?)</td>", row) for row in table.split("<tr>")[2:]]
        for table in re.findall('<table class="directory[^"]*">(.*?)</table>', said)
    )
    assert names == [
        ["9", "执行指挥中心", "执行局执行指挥中心", "按别名认定"],
        ["31", "执行指挥中心", "执行局执行指挥中心", "按别名认定"],
        ["41", "信访二处", "涉诉信访局信访二处", "补全上级部门"],
    ]
    assert lines[-1] == ["未识别", "0"]
    assert ["研究室", "综合"] in [row[:2] for row in directory]


@pytest.mark.parametrize(
    ("query", "warning"),
    [
        ({"level": "科室"}, "链接中的“科室”不存在，已按默认显示。"),
        ({"sections": "七、不存在"}, "链接中的“七、不存在”不存在，已按默认显示。"),
        ({"counting": "<b>"}, "链接中的“&#60;b&#62;”不存在，已按默认显示。"),
    ],
)
def test_a_link_that_asks_for_what_does_not_exist_says_so(visit, query, warning):
    app = visit("overview", **query)
    (told,) = app.warning
    assert told.value == warning
    (bar,) = (
        one for one in app.main.children.values() if one.type == "flex_container" and one.get("popover")
    )
    assert len(bar.get("warning")) == 1  # below its controls, by the style sheet


def test_links_in_sentences_and_cards_carry_the_filters(visit):
    app = visit("workload", level="部门", mark=f"d:{RESEARCH}")
    links = re.findall('href="(tasks[?][^"]*)"', html(app))
    assert links
    assert all("level=%E9%83%A8%E9%97%A8" in link for link in links)


def test_a_clicked_part_of_a_bar_lists_only_its_tasks(visit):
    app = visit("workload", view="独立与共同")
    choose(app, f"d:{RESEARCH};h:sole")
    assert "研究室，独立承担" in subheadings(app)
    assert cards(app) == 5


def test_concentration_within_one_section_is_not_shown(visit):
    section = "一、进一步健全完善自觉接受党对司法改革绝对领导的制度机制"
    app = visit("workload", view="集中程度", sections=section)
    assert "只看一个部分时，集中程度没有意义。" in texts(app)


def test_the_navigation_is_one_element_that_tells_where_the_visitor_is(visit):
    app = visit("network")
    (links,) = (block.proto.body for block in app.get("html") if 'class="pages"' in block.proto.body)
    assert re.findall('aria-current="page">([^<]*)<', links) == ["协同网络"]
    assert set(PAGES) - {"overview"} <= navigation(app).keys()
    assert links.count("<li>") == len(navigation(app))


def test_sections_that_are_chosen_are_counted_and_all_of_them_are_the_whole(visit):
    labels = [
        "一、进一步健全完善自觉接受党对司法改革绝对领导的制度机制",
        "二、全面提升司法服务保障大局的能力水平",
    ]
    app = visit("overview", sections=labels)
    assert "已选 2 个部分" in texts(app)
    box = next(box for box in app.multiselect if box.label == "部分")
    whole = link_texts(visit("overview"))
    box.set_value([f"{DOCUMENT}-s0{n}" for n in range(1, 7)]).run()
    assert "已选 6 个部分" in texts(app)
    assert "53项任务　·　6个部分" in link_texts(app)
    assert "部分：全部。" in link_texts(app)
    assert "部分：全部。" in whole
