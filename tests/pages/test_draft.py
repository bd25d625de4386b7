"""草案检查: what the rules find is told, worked through and taken away; nothing is stored."""

import re

import pytest

from analytics.drafts.rules import Remark, Rule
from analytics.exports.drafts import Handled, Handling
from data.store.database import Store
from data.store.listing import list_documents
from pages.steward.drafting import noted, row_height
from tests.pages.conftest import choose, field, html, link_texts, open_tab, press, subheadings, texts
from tests.pages.test_pictures import drawn_marks

PAGE = "pages/steward/draft.py"
DRAFT = """虚构省高级人民法院2024年工作要点

1. 推进虚构平台建设，办结率明显提升。

责任部门：民二庭

2. 持续完善虚构制度。

责任部门：研究室

4. 组织虚构培训。
"""


def upload(content: str = DRAFT, name: str = "草案.txt"):
    app = open_tab(PAGE)
    app.file_uploader[0].upload(name, content.encode(), "text/plain").run()
    assert not app.exception
    return app


def test_without_a_draft_there_is_what_to_do(own_store):
    app = open_tab(PAGE)
    assert "还没有草案。" in texts(app)


def test_what_is_found_is_told_and_nothing_is_stored(own_store):
    app = upload()
    field(app.selectbox, "与哪份要点对照").set_value("").run()
    assert (
        "3项任务中有4处要看：没有责任部门1处、名录中没有的名称1处、编号缺漏1处、承诺没有写明目标1处。"
        in link_texts(app)
    )
    assert "另有 1 项任务没有写明目标而有" in texts(app)
    assert [one.title for one in list_documents(Store.open())] == ["2023年全省法院司法改革工作要点"]


def test_what_has_no_square_is_told_and_a_long_cell_is_whole(own_store):
    app = upload()
    assert "另有 53 处说的是整份草案，不在图上，列在下面的表里" in html(app)
    field(app.selectbox, "与哪份要点对照").set_value("").run()
    assert "说的是整份草案" not in html(app)
    short, long = (Remark(Rule.SOFT_WORDS, 1, 1, "原句", "名" * length) for length in (20, 100))
    assert (row_height([short]), row_height([short, long])) == (65, 125)


def test_last_years_plan_is_proposed_and_what_it_had_is_missed(own_store):
    app = upload()
    box = field(app.selectbox, "与哪份要点对照")
    assert box.options == ["不对照", "2023年全省法院司法改革工作要点"]
    assert box.value
    assert "上年任务未再列入53处" in link_texts(app)


def test_a_rule_is_switched_off(own_store):
    app = upload()
    field(app.multiselect, "不用的规则").set_value(["not_taken_up", "no_department"]).run()
    assert "3项任务中有3处要看" in link_texts(app)
    assert app.query_params["rules_off"] == ["上年任务未再列入", "没有责任部门"]


def test_a_cell_of_the_grid_leads_to_its_finding(own_store):
    app = upload()
    cells = [mark for mark in drawn_marks(app) if mark.endswith("-t~3~1")]
    choose(app, cells[0])
    assert "第 1 项（2 处）" in subheadings(app)
    assert {"名录中没有的名称", "承诺没有写明目标"} <= set(re.findall(r"<td[^>]*>([^<]+)</td>", html(app)))
    assert "责任部门：民二庭" in html(app)
    press(app, "✕ 关闭")
    assert "第 1 项（2 处）" not in subheadings(app)


def test_another_draft_takes_its_place(own_store):
    app = press(upload(), "换一份")
    assert "还没有草案。" in texts(app)


@pytest.mark.parametrize(
    ("content", "told"), [("虚构的散文。\n没有任务。\n", "没有读到任务"), ("", "请换一个有内容的文件")]
)
def test_what_is_no_plan_is_told(own_store, content, told):
    app = upload(content)
    assert told in texts(app) + "".join(str(error.value) for error in app.error)


def test_what_is_filled_in_is_kept_and_the_rest_stays():
    one, other = (Remark(Rule.NO_TARGET, at, at, "原句", "建议") for at in (1, 2))
    handled = noted(
        {one: Handled(Handling.IGNORED, "另文写明")}, [one, other], {0: {"处理": "已改"}, 1: {"理由": None}}
    )
    assert handled == {one: Handled(Handling.DONE, "另文写明"), other: Handled()}
