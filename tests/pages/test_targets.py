"""目标与时限: each task once with all that it states, deadlines before the rest where there are several. The plan is invented."""

import re
from datetime import date
from html import unescape
from urllib.parse import parse_qs

import pytest

from data.store.opening import open_store
from data.store.storing import document_id_of, store_document
from tests.data.documents import read_in
from tests.pages.conftest import DOCUMENT, html, link_texts, open_tab, texts

PLAN = """2030年全省法院工作要点（虚构）

一、审判

1. 6月底前完成虚构机制，执行到位率达到45%。

责任部门：研究室、立案庭

2. 推进虚构改革，年内完成。

责任部门：立案庭

3. 完善虚构制度。

责任部门：研究室
"""


@pytest.fixture
def page(own_store):
    """The page, with the invented plan."""
    store = open_store(own_store)
    store_document(store, PLAN.encode(), "plan.txt", read_in(store, PLAN), "甲")

    def visit(**said: str):
        app = open_tab("pages/leadership/targets.py")
        app.query_params.update({"document": document_id_of(PLAN.encode()), "day": "2030-03-01", **said})
        app.run()
        assert not app.exception
        return app

    return visit


def rows(app) -> list[list[str]]:
    """The table, a task a row: its cells without markup."""
    (table,) = re.findall('<table class="directory goals">(.*?)</table>', html(app))
    return [
        [re.sub("<[^>]+>", "", cell).strip() for cell in re.findall("<td[^>]*>(.*?)</td>", row)]
        for row in re.findall("<tr>(.*?)</tr>", table)[1:]
    ]


def test_a_task_with_two_targets_stands_in_one_row(page):
    assert rows(page()) == [
        [
            "6月底前 完成时限45% 比例",
            "第 1 项　6月底前完成虚构机制，执行到位率达到45%。",
            "研究室、立案庭",
            "2030-06-30，还有 121 天",
        ],
        ["年内 完成时限", "第 2 项　推进虚构改革，年内完成。", "立案庭", "2030-12-31，还有 305 天"],
    ]


def kinds(app) -> list[str]:
    """The picture and the table, in the order of the page."""
    return [
        "picture" if block.type == "plotly_chart" else "table"
        for block in app.main
        if block.type == "plotly_chart" or (block.type == "html" and "goals" in block.proto.body)
    ]


def test_several_deadlines_come_before_the_table_and_one_after_it(page):
    assert kinds(page()) == ["picture", "table"]
    assert kinds(page(document=DOCUMENT)) == ["table", "picture"]


def test_the_tasks_of_a_number_stand_under_the_sentence_that_says_it(page):
    app = page()
    assert link_texts(app).count("比例 1 个") == 1
    (query,) = re.findall('href="[?]([^"]*)"[^>]*>1 个</a>', html(app))
    app.query_params["mark"] = parse_qs(unescape(query))["mark"][0]
    app.run()
    assert "任务：第 1 项" in texts(app)
    assert link_texts(app).count("比例 1 个") == 2  # in the line of figures, and above the tasks


def test_a_door_leaves_what_is_open_behind(page):
    app = page()
    (query,) = re.findall('href="[?]([^"]*)"[^>]*>1 个</a>', html(app))
    app.query_params["mark"] = parse_qs(unescape(query))["mark"][0]
    app.run()
    (way,) = re.findall('href="tasks[?]([^"]*)"[^>]*>没有写明目标的', html(app))
    assert "mark" not in parse_qs(unescape(way))


def test_a_day_that_nobody_chose_is_that_of_the_document(own_store):
    store = open_store(own_store)
    store_document(store, PLAN.encode(), "plan.txt", read_in(store, PLAN), "甲")
    app = open_tab("pages/leadership/targets.py")

    def change_document(document: str) -> date:
        app.selectbox(key="at_document").set_value(document).run()
        return app.date_input[0].value

    invented = document_id_of(PLAN.encode())
    assert [change_document(own) for own in (invented, DOCUMENT)] == [date(2030, 1, 1), date(2023, 5, 17)]
    assert "day" not in app.query_params
    app.date_input[0].set_value(date(2029, 5, 5)).run()
    assert [change_document(own) for own in (invented, DOCUMENT)] == [date(2029, 5, 5)] * 2


def test_what_the_filters_leave_of_chosen_tasks_is_told(visit):
    whole = visit("targets", mark=f"t:{DOCUMENT}~3~8-9+52")
    assert "选中的" not in texts(whole)
    part = visit(
        "targets",
        mark=f"t:{DOCUMENT}-t~3~8-9+52",
        sections="二、全面提升司法服务保障大局的能力水平",
    )
    assert "选中的 3 项中，当前范围内有 2 项" in texts(part)


def test_without_a_deadline_there_is_no_column_for_one(visit):
    assert "<th>期限</th>" in html(visit("targets"))
    assert "<th>期限</th>" not in html(visit("targets", sections="二、全面提升司法服务保障大局的能力水平"))
