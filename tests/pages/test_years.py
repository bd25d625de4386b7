"""年度对照: with one plan it says so, with two it shows what became of the first."""

import re

import pytest

from analytics.evidence import read_mark
from analytics.scope import Scope, select
from data.store.opening import open_store
from data.store.plan import load_plan
from pages.shared import evidence
from tests import years
from tests.pages.conftest import (
    RESEARCH,
    cards,
    choose,
    field,
    html,
    link_texts,
    open_tab,
    press,
    subheadings,
    texts,
)
from tests.pages.test_pictures import drawn_marks, linked, listed, pictures

VIEWS = ("任务", "部门", "部分", "联系")


def test_with_one_plan_there_is_the_way_to_another(visit):
    app = visit("years")
    assert "数据库里只有一份要点，还没有可以对照的。" in texts(app)
    assert "去“文件导入”读入另一份" in [link.proto.label for link in app.get("page_link")]


@pytest.mark.parametrize("view", VIEWS)
def test_the_finding_stands_above_every_view(visit_two_years, view):
    app = visit_two_years("years", years_view=view)
    assert "2024年与2023年相比：延续48项、修改2项、拆分1项为2项、新增1项、未再列入2项。" in link_texts(app)
    box = next(box for box in app.selectbox if box.label == "与哪份文件对照")
    assert box.options == ["对照：2023年全省法院司法改革工作要点"]


def test_the_example_is_marked_where_it_stands(visit_two_years):
    said = html(visit_two_years("years"))
    assert re.search(r"来源：《2023年[^》]*》（示例）、《2024年[^》]*》。", said)


def test_from_the_earlier_plan_the_comparison_is_the_same(visit_two_years):
    app = visit_two_years("years", document=years.EARLIER)
    assert "2024年与2023年相比：延续48项" in link_texts(app)


@pytest.mark.parametrize(("order", "bands"), [("按变化", 5), ("按部分", 8)])
def test_tasks_stand_side_by_side_with_changed_words(visit_two_years, order, bands):
    shown = html(visit_two_years("years", changes_by=order))
    assert "<del>完善</del>报请再审提审工作<del>程序，探索</del>推行" in shown
    assert "<ins>优化</ins>报请再审提审工作<ins>流程，全面</ins>推行" in shown
    assert "增列部门：<ins>虚构合规处</ins>　减列部门：<del>涉案企业合规改革工作专班</del>" in shown
    assert "增加的目标：<ins>50%</ins>　去掉的目标：<del>45%</del>" in shown
    assert sum(int(number) for number in re.findall(r"(\d+) 项原样延续", shown)) == 44
    assert shown.count('<h4 class="task-band">') == bands


def test_a_number_of_a_sentence_opens_the_tasks_of_both_years(visit_two_years):
    app = visit_two_years("years")
    split = next(mark for mark in linked(app) if f"{years.EARLIER}-t~3~20" in mark and "19-20" in mark)
    choose(app, split, drawn=False)
    assert cards(app) == 3
    assert "《2023年全省法院司法改革工作要点》 1 项" in texts(app)
    assert f"document={years.EARLIER}&amp;task={years.EARLIER}-t020" in html(app)


def test_a_department_opens_the_tasks_of_both_years(visit_two_years):
    app = visit_two_years("years", years_view="部门")
    choose(app, f"d:{RESEARCH}")
    assert cards(app) == 11 + 13


def test_the_gini_of_two_years_is_told_with_n_and_what_may_be_said(visit_two_years):
    said = link_texts(visit_two_years("years", years_view="部门"))
    assert (
        "按参与数，小样本校正后的基尼系数2023年0.44（28个部门和集合名称，84次列名），2024年0.45（27个部门和集合名称，85次列名）。"
        in said
    )
    assert "不能说哪一年更集中，只能说差不多。" in said


def test_a_cell_opens_the_tasks_of_both_years(visit_two_years):
    app = visit_two_years("years", years_view="部分")
    cell = next(mark for mark in drawn_marks(app) if mark.startswith(f"d:{RESEARCH};t:"))
    choose(app, cell)
    assert cards(app) > 1
    assert "《2023年全省法院司法改革工作要点》" in texts(app)


def test_ties_are_parted_by_where_they_are(visit_two_years):
    app = visit_two_years("years", years_view="联系")
    assert [text for text in subheadings(app) if "对" in text] == [
        "新有（1 对）",
        "不再（1 对）",
        "一直（47 对）",
    ]


@pytest.mark.parametrize("view", VIEWS[1:])
def test_every_mark_of_two_years_is_in_the_list(visit_two_years, of_two_years, view):
    app = visit_two_years("years", years_view=view)
    with open_store(of_two_years) as store:
        scoped = select(load_plan(store), Scope())
    doors = set(listed(app))
    assert doors
    assert [one for one in drawn_marks(app) if evidence.title(scoped, read_mark(one)) not in doors] == []
    assert all(re.search(r"。.*\d", picture.proto.alt) for picture in pictures(app))


def test_what_does_not_act_is_said(visit_two_years):
    app = visit_two_years("years")
    sections = next(box for box in app.multiselect if box.label == "部分")
    sections.set_value([sections.options[0]]).run()
    assert "所选的部分在这一页不起作用" in texts(app)


def test_a_link_is_cut_listed_and_restored(own_store):
    (later,) = years.build(own_store)
    app = open_tab("pages/research/years.py")
    assert "未再列入2项" in link_texts(app)
    field(app.selectbox, "2023年的任务").set_value(f"{years.EARLIER}-t026").run()
    assert field(app.selectbox, "2024年的任务").value == f"{later}-t026"
    assert "现在：对应（修改）" in texts(app)
    press(app, "不是同一项任务")
    assert "已核定：《2023年全省法院司法改革工作要点》任务26与" in app.success[0].value
    assert "修改1项、拆分1项为2项、新增2项、未再列入3项" in link_texts(app)
    assert "现在：没有对应；已核定不是同一项任务" in texts(app)
    press(press(app, "撤销"), "知道了")
    assert "未再列入2项" in link_texts(app)


def test_what_a_number_of_two_years_opens_is_counted_in_each(visit_two_years, of_two_years):
    app = visit_two_years("years")
    with open_store(of_two_years) as store:
        scoped = select(load_plan(store), Scope())
    titles = {evidence.title(scoped, read_mark(mark)) for mark in linked(app)}
    assert titles >= {
        "任务：前一份 48 项，后一份 48 项",
        "任务：前一份第 9、26 项，后一份第 9、26 项",
        "任务：前一份第 20 项，后一份第 19、20 项",
        "任务：前一份第 13、34 项",
    }
