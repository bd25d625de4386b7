"""Every page renders on the real document and says what it should; every widget that keeps state is driven."""

import re

import pytest

from analytics.definitions import DEFINITIONS
from data.store.departments import department_id_of
from data.store.storing import document_id_of
from tests.pages.conftest import PAGES, ROOT

DOCUMENT = document_id_of((ROOT / "seeds" / "000_13ebe1dc998c35c0.txt").read_bytes())


def html(app) -> str:
    return "".join(block.proto.body for block in app.get("html"))


def texts(app) -> str:
    shown = [*app.title, *app.subheader, *app.caption, *app.text]
    return "\n".join(str(element.value) for element in shown)


def link_texts(app) -> str:
    return re.sub("<[^>]+>", "", html(app))


def chart_key(app, kind: str) -> str:
    """The key that the page's first chart keeps its selection under."""
    return app.get(kind)[0].proto.id.rpartition("-")[2]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_renders_and_has_the_filter_bar(visit, name):
    app = visit(name)
    assert app.title[0].value
    assert [group.label for group in app.get("button_group")][:3] == ["层级", "集合名称", "计数"]


def test_overview_shows_the_figures_of_the_plan(visit):
    app = visit("overview")
    assert app.title[0].value == "2023年全省法院司法改革工作要点"
    assert "吉林省高级人民法院办公室 · 2023年5月17日印发" in html(app)
    assert {metric.label: metric.value for metric in app.metric} == {
        "任务": "53 项",
        "责任部门": "28 个",
        "共同承担的任务": "20 项",
        "写明目标的任务": "5 项",
        "等效部门数": "15.5 个",
    }


def test_first_place_is_told_for_both_ways_of_counting(visit):
    told = link_texts(visit("overview"))
    assert "研究室最多（11项）" in told
    assert "审判管理办公室最多（7.70项）" in told


def test_level_of_departments_counts_a_task_once(visit):
    app = visit("overview", level="部门")
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown["责任部门"] == "24 个"
    assert shown["共同承担的任务"] == "13 项"


@pytest.mark.parametrize("view", ["参与与分担", "独立与共同", "按部分", "集中程度"])
def test_each_view_of_the_workload_has_its_chart_and_sentences(visit, view):
    app = visit("workload", view=view)
    assert len(app.get("plotly_chart")) == 1
    assert 'class="findings"' in html(app)


def test_a_clicked_dot_lists_its_tasks(visit):
    app = visit("workload")
    key = chart_key(app, "plotly_chart")
    app.session_state[key] = {"selection": {"points": [{"customdata": department_id_of("研究室")}]}}
    app.run()
    assert not app.exception
    assert "研究室" in [heading.value for heading in app.subheader]
    assert html(app).count('<article class="task">') == 11


def test_a_clicked_cell_lists_the_tasks_of_the_section(visit):
    app = visit("overview")
    key = chart_key(app, "plotly_chart")
    cell = [department_id_of("研究室"), f"{DOCUMENT}-s02"]
    app.session_state[key] = {"selection": {"points": [{"customdata": cell}]}}
    app.run()
    assert not app.exception
    assert html(app).count('<article class="task">') == 4


def test_a_click_outlived_by_the_filter_does_no_harm(visit):
    app = visit("workload", level="部门")
    key = chart_key(app, "plotly_chart")
    app.session_state[key] = {"selection": {"points": [{"customdata": "no-such-department"}]}}
    app.run()
    assert not app.exception
    assert "结论" in [heading.value for heading in app.subheader]


def choose(app, label, value):
    next(box for box in app.selectbox if box.label == label).set_value(value).run()
    assert not app.exception


def test_a_department_chosen_from_the_list_takes_the_place_of_a_click(visit):
    app = visit("workload")
    key = chart_key(app, "plotly_chart")
    app.session_state[key] = {"selection": {"points": [{"customdata": department_id_of("研究室")}]}}
    app.run()
    choose(app, "查看部门的任务", department_id_of("立案庭"))
    assert "立案庭" in [heading.value for heading in app.subheader]
    choose(app, "查看部门的任务", None)
    assert "结论" in [heading.value for heading in app.subheader]


def test_what_a_switch_changed_is_said(visit):
    told = link_texts(visit("workload", level="部门"))
    assert "责任部门由28个变为24个" in told
    assert "共同承担的任务由20项变为13项" in told
    assert "各审判业务部门”见于" not in told
    assert "展开为名录所列9个成员时80对" in link_texts(visit("network", collectives="展开为成员"))


def test_departments_side_by_side(visit):
    app = visit("department", compare="审判管理办公室")
    table = next(frame.value for frame in app.dataframe if "指标" in frame.value)
    assert table.columns.tolist() == ["指标", "研究室", "审判管理办公室"]
    assert table.set_index("指标").loc[["参与数", "分担数"]].to_numpy().tolist() == [
        ["11", "10"],
        ["7.33", "7.7"],
    ]
    assert "这 2 个部门同列的任务 1 项" in texts(app)


def test_targets_by_kind_and_deadlines_from_a_day(visit):
    app = visit("targets", day="2023-10-01")
    assert {metric.label: metric.value for metric in app.metric} == {
        "写明目标的任务": "5 项",
        "比例": "2 项",
        "数量": "0 项",
        "全覆盖": "2 项",
        "完成时限": "1 项",
        "没有写明": "48 项",
    }
    assert html(app).count('<article class="task">') == 5
    assert "第 52 项“年内”：2023-12-31，距所选日期还有 91 天" in texts(app)
    unstated = next(frame.value for frame in app.dataframe if len(frame.value) == 48)
    assert "52" not in unstated["序号"].tolist()


def test_one_department_shows_its_figures_and_tasks(visit):
    app = visit("department", department="政治部干部处")
    assert app.title[0].value == "政治部干部处"
    shown = {metric.label: (metric.value, metric.delta) for metric in app.metric}
    assert shown["参与数"] == ("6", "第 5 位")
    assert shown["分担数"] == ("2.70", "第 6 位")
    assert shown["首列（推定牵头）"] == ("3", "共同任务 6 项中")
    assert html(app).count('<article class="task">') == 6


def test_choosing_another_department_changes_the_page(visit):
    app = visit("department")
    box = next(box for box in app.selectbox if box.label == "选择部门")
    box.set_value(department_id_of("立案庭")).run()
    assert not app.exception
    assert app.title[0].value == "立案庭"
    assert html(app).count('<article class="task">') == 7


def test_search_finds_by_text_number_and_department(visit):
    app = visit("tasks")
    app.text_input[0].set_value("枫桥").run()
    assert "1 项任务，共 53 项" in texts(app)
    app.text_input[0].set_value("研究室 技术处").run()
    assert "2 项任务，共 53 项" in texts(app)
    app.text_input[0].set_value("没有这样的词").run()
    assert "没有符合条件的任务。" in texts(app)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"sharing": "独立承担"}, 33),
        ({"sharing": "共同承担"}, 20),
        ({"stating": "写明目标"}, 5),
        ({"departments": "执行局执行指挥中心"}, 3),
        ({"only": "4,14,23"}, 3),
        ({"only": "1-3", "sharing": "共同承担"}, 1),
    ],
)
def test_filters_of_the_task_list(visit, query, count):
    app = visit("tasks", **query)
    assert f"{count} 项任务，共 53 项" in texts(app)


def test_a_task_opens_beside_its_sentence(visit):
    app = visit("tasks", task=f"{DOCUMENT}-t031")
    marked = "".join(re.findall('<mark class="source-task">(.*?)</mark>', html(app), flags=re.DOTALL))
    assert "加快推进执行工作双\n\n重领导管理体制改革" in marked
    assert "责任部门：执行局协调指导处、执行指挥中心" in html(app)


def test_network_names_its_ties_and_a_clicked_edge_its_tasks(visit):
    app = visit("network")
    assert "48对" in link_texts(app)
    key = chart_key(app, "echarts_chart")
    group = {"series_index": 0, "data_type": "edge", "data_indices": [0]}
    app.session_state[key] = {"selection": {"selected": [group], "areas": []}}
    app.run()
    assert not app.exception
    assert "政治部法官管理处 与 政治部干部处" in [heading.value for heading in app.subheader]
    assert html(app).count('<article class="task">') == 5


def test_a_clicked_node_lists_its_tasks(visit):
    app = visit("network")
    key = chart_key(app, "echarts_chart")
    group = {"series_index": 0, "data_type": "node", "data_indices": [0]}
    app.session_state[key] = {"selection": {"selected": [group], "areas": []}}
    app.run()
    assert "11 项任务" in texts(app)


def test_methods_tell_every_measure_and_every_judgement(visit):
    app = visit("methods")
    told = link_texts(app)
    assert not [entry.name for entry in DEFINITIONS.values() if entry.name not in told]
    names = app.dataframe[1].value
    assert names.to_numpy().tolist() == [
        ["9", "执行指挥中心", "执行局执行指挥中心", "按别名认定"],
        ["31", "执行指挥中心", "执行局执行指挥中心", "按别名认定"],
        ["41", "信访二处", "涉诉信访局信访二处", "补全上级部门"],
    ]
    lines = app.dataframe[0].value
    assert lines.to_numpy().tolist()[-1] == ["未识别", 0]


def test_an_office_asked_for_at_the_level_of_departments_gives_its_parent(visit):
    app = visit("department", department="政治部法官管理处", level="部门")
    assert app.title[0].value == "政治部"
    assert app.info[0].value == "“政治部法官管理处”在当前层级为“政治部”。"


def test_a_department_that_the_scope_does_not_hold_is_told(visit):
    app = visit("department", department="各审判业务部门", collectives="不计入")
    assert app.title[0].value == "研究室"
    assert app.info[0].value == "“各审判业务部门”不在当前范围内，显示的是“研究室”。"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"level": "科室"}, "链接中的“科室”不存在，已按默认显示。"),
        ({"sections": "七、不存在"}, "链接中的“七、不存在”不存在，已按默认显示。"),
        ({"counting": "<b>"}, "链接中的“&#60;b&#62;”不存在，已按默认显示。"),
    ],
)
def test_a_link_that_asks_for_what_does_not_exist_says_so(visit, query, told):
    assert told in [warning.value for warning in visit("overview", **query).warning]


def test_a_link_to_a_task_that_does_not_exist_says_so(visit):
    assert "链接所指的任务不在当前筛选结果中。" in [w.value for w in visit("tasks", task="nope").warning]


def test_a_collective_name_has_no_rank(visit):
    app = visit("department", department="各审判业务部门")
    shown = {metric.label: metric.delta for metric in app.metric}
    assert (shown["参与数"], shown["分担数"]) == ("", "")


def test_links_in_sentences_and_cards_carry_the_filters(visit):
    app = visit("workload", level="部门", unit="研究室")
    links = re.findall('href="(tasks[^"]*)"', html(app))
    assert links
    assert all("level=%E9%83%A8%E9%97%A8" in link for link in links)


def test_a_clicked_part_of_a_bar_lists_only_its_tasks(visit):
    app = visit("workload", view="独立与共同")
    key = chart_key(app, "plotly_chart")
    part = [department_id_of("研究室"), "", "sole"]
    app.session_state[key] = {"selection": {"points": [{"customdata": part}]}}
    app.run()
    assert not app.exception
    assert "5 项任务，独立承担" in texts(app)
    assert html(app).count('<article class="task">') == 5


def test_concentration_within_one_section_is_not_shown(visit):
    section = "一、进一步健全完善自觉接受党对司法改革绝对领导的制度机制"
    app = visit("workload", view="集中程度", sections=section)
    assert "只看一个部分时，集中程度没有意义。" in texts(app)
    assert "等效部门数" not in [metric.label for metric in visit("overview", sections=section).metric]
