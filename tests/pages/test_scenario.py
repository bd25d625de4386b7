"""情景推演: made, changed, undone, proposed, taken away; and one switch for every page."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st

from data.requests import ask
from data.requests.scenarios import MakeScenario
from data.scenarios.changes import (
    AddUnit,
    DropTask,
    ExpandCollective,
    ForbidUnit,
    MergeUnits,
    MoveUnit,
    PinTask,
    RemoveUnit,
    ReplaceUnit,
    SplitUnit,
)
from data.scenarios.form import Scenario, read_scenario, write_scenario
from data.store.database import PATH_VARIABLE
from data.store.departments import department_id_of
from data.store.opening import open_store
from data.store.scenarios import load_scenarios
from tests import years
from tests.pages.conftest import (
    DOCUMENT,
    ROOT,
    choose,
    field,
    go,
    html,
    link_texts,
    open_page,
    open_tab,
    press,
    subheadings,
    texts,
)
from tests.pages.test_pictures import drawn_marks, listed
from tests.people import maintainer

PAGE = "pages/research/scenario.py"
MERGED = MergeUnits(("政治部干部处", "政治部法官管理处"), "政治部")
TOLD = "情景：机构调整（改动 3 处，1 处没有生效）"
STORED_ONLY = {"progress", "ledgers", "methods"}


def task(number: int) -> str:
    return f"{DOCUMENT}-t{number:03}"


@pytest.fixture(scope="session")
def with_scenarios(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two scenarios of the first document: one with a change whose task is gone, one of two changes."""
    path = tmp_path_factory.mktemp("scenarios") / "dashboard.duckdb"
    with open_store(path, build=True) as store:
        for name, changes in (
            ("机构调整", (MERGED, DropTask(task(4)), RemoveUnit("gone", "研究室"))),
            ("少列一个", (RemoveUnit(task(14), "立案庭"), AddUnit(task(2), "研究室", 1))),
        ):
            ask(store, MakeScenario(Scenario(DOCUMENT, name, changes)), maintainer("甲"))
    return path


@pytest.fixture
def visit_scenarios(with_scenarios: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable]:
    """As ``visit``, on the store with scenarios."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv(PATH_VARIABLE, str(with_scenarios))
    st.cache_resource.clear()
    yield open_page
    st.cache_resource.clear()


# ── the switch ──────────────────────────────────────────────────────────────────────────────────────────────


def test_pages_say_that_they_show_a_scenario_and_leaves_it(visit_scenarios):
    app = visit_scenarios("overview", scenario="q1")
    for name in ("department", "network", "tasks", "briefing", "agenda", *sorted(STORED_ONLY)):
        go(app, name)
        assert TOLD in link_texts(app), name
        said = "这一页不按情景，仍按原要点" if name in STORED_ONLY else "这一页按情景计算，不是印发的要点"
        assert said in link_texts(app), name
        assert "".join(app.query_params["scenario"]) == "q1"
    go(app, "briefing")
    assert "2023年全省法院司法改革工作要点（情景：机构调整）" in html(app)
    assert "情景：按设想的改动计算，不是印发的要点" in html(app)
    go(app, "overview")
    assert app.title[0].value == "2023年全省法院司法改革工作要点（情景：机构调整）"
    assert "52项任务　·　6个部分　·　26个责任部门和1个集合名称　·　73次列名" in link_texts(app)
    assert "<p><b>情景“机构调整”：</b>" in html(app)
    press(app, "回到原要点")
    assert app.title[0].value == "2023年全省法院司法改革工作要点"
    assert "53项任务" in link_texts(app)
    assert "scenario" not in app.query_params


def test_the_switch_chooses_among_the_scenarios_of_the_document(visit_scenarios):
    app = visit_scenarios("workload")
    box = field(app.selectbox, "情景")
    assert box.options == ["原要点", "情景：机构调整", "情景：少列一个"]
    box.set_value("q2").run()
    assert app.query_params["scenario"] == "q2"
    assert "来源：《2023年全省法院司法改革工作要点（情景：少列一个）》" in html(app)


def test_a_scenario_that_is_not_there_is_told(visit_scenarios):
    app = visit_scenarios("overview", scenario="q99")
    assert "链接中的情景不存在，或已移除，显示的是原要点。" in [warning.value for warning in app.warning]
    assert "53项任务" in link_texts(app)


def test_without_scenarios_there_is_no_switch(visit):
    app = visit("overview")
    assert "情景" not in [box.label for box in app.selectbox]


def test_two_years_are_compared_through_the_scenario(own_store):
    (later,) = years.build(own_store)
    with open_store(own_store) as store:
        ask(store, MakeScenario(Scenario(DOCUMENT, "少一项", (DropTask(task(1)),))), maintainer("甲"))
    app = open_page("years", scenario="q1")
    assert app.query_params["document"] == DOCUMENT
    assert "2024年与2023年相比：延续47项、修改2项、拆分1项为2项、新增2项、未再列入2项。" in link_texts(app)
    field(app.selectbox, "文件").set_value(later).run()
    assert "scenario" not in app.query_params
    assert "情景：" not in link_texts(app)


# ── before and after ────────────────────────────────────────────────────────────────────────────────────────


def test_before_and_after_in_one_view(visit_scenarios):
    app = visit_scenarios("scenario", scenario="q1")
    assert (
        "情景“机构调整”与原要点相比：任务53项→52项，列名84次→73次，共同承担20项→15项，有共同任务的部门48对→31对，"
        "联席会议（每次至多8个部门）4次→3次，席位27个→22个，议程等候（一个部门等一项议题为一个时段）10个时段→6个时段。"
        in link_texts(app)
    )
    assert "参与数增加最多的是政治部（0项→8项）。" in link_texts(app)
    assert subheadings(app)[:4] == ["部门（12 个有变化）", "部分与部门", "合计", "联系（27 对有变化）"]
    marks = drawn_marks(app)
    assert marks
    assert len(listed(app)) == len(set(listed(app))) >= len(set(marks)) - 1


def test_what_the_scenario_has_no_more_opens_the_tasks_of_the_plan(visit_scenarios):
    app = visit_scenarios("scenario", scenario="q1")
    gone = f"d:{department_id_of('政治部法官管理处')}"
    choose(app, gone)
    assert "情景“机构调整”里没有了，列的是原要点里的任务：" in texts(app)
    assert html(app).count('<article class="task">') == 7


def test_a_scenario_is_held_against_another(visit_scenarios):
    app = visit_scenarios("scenario", scenario="q1", held_against="q2")
    assert "情景“机构调整”与情景“少列一个”相比：任务53项→52项" in link_texts(app)
    assert field(app.selectbox, "与什么对照").options == ["对照：原要点", "对照：情景“少列一个”"]


def test_proposals_say_what_is_proven(visit_scenarios):
    app = visit_scenarios("scenario", scenario="q1", scenario_view="建议")
    shown = texts(app)
    assert "首列最多的是研究室（10项，含独立承担的）。改动3项任务的首列（推定），最多的降到7项。" in shown
    assert "最优。已证明：最多的不能少于7项，做到这一点不能少于3处改动。" in shown
    assert "建议数的是列名次数，不是实际投入" in shown
    assert "最优。已证明：至多3处改动，不能低于7项。" in shown


def test_a_relief_of_one_of_several_says_so(own_store):
    with open_store(own_store) as store:
        ask(store, MakeScenario(Scenario(DOCUMENT, "试", (DropTask(task(3)),))), maintainer("甲"))
    app = open_page("scenario", scenario="q1", scenario_view="建议")
    assert (
        "参与数最多的是研究室、审判管理办公室并列（各10项）。这里只减研究室：3项任务由别的部门接替，降到7项；"
        "接替的部门最多2项；全院最多的仍是10项。" in texts(app)
    )


def test_what_proposals_leave_alone_is_kept_with_the_scenario_and_undone(own_store):
    with open_store(own_store) as store:
        ask(store, MakeScenario(Scenario(DOCUMENT, "试一试", (PinTask(task(14)),))), maintainer("甲"))
    app = open_page("scenario", scenario="q1", scenario_view="建议")
    assert "情景：试一试（改动 0 处，建议的限制 1 处）" in link_texts(app)
    assert "不动：第 14 项" in texts(app)
    assert "第14项：" not in html(app)
    field(app.selectbox, "不得安排到").set_value(task(4)).run()
    press(app, "不得安排")
    barred = app.selectbox(key="scenario_barred_unit").value
    assert f"{barred}：不得安排到第 4 项" in texts(app)
    press(app, "去掉")
    assert "不动：第 14 项" not in texts(app)
    assert "第14项：" in html(app)
    app = open_page("scenario", scenario="q1", scenario_view="改动")
    assert "求建议时可以动第14项" in html(app)
    press(app, "撤销")
    with open_store(own_store) as store:
        (kept,) = load_scenarios(store)
    assert kept.history.done == (PinTask(task(14)), ForbidUnit(task(4), barred))
    assert read_scenario(write_scenario(kept.scenario)).changes == kept.history.done


def test_the_text_to_be_edited_is_listed(visit_scenarios):
    app = visit_scenarios("scenario", scenario="q2", scenario_view="改稿和带走")
    assert "改稿（2 处）" in subheadings(app)
    shown = html(app)
    assert "责任部门：研究室、办公室、督查工作办公室" in shown
    assert "责任部门：研究室、办公室、行政审判庭、民事审判第二庭、执行局执行指挥中心" in shown
    assert [button.proto.label for button in app.get("download_button")] == [
        "下载 Word（修订格式）",
        "下载 XLSX",
        "情景文件（JSON）",
    ]


# ── making and changing ─────────────────────────────────────────────────────────────────────────────────────


def test_a_scenario_is_made_changed_undone_redone_renamed_and_removed(own_store):
    app = open_tab(PAGE)
    assert "这份文件还没有情景。" in texts(app)
    field(app.text_input, "操作人").set_value("甲").run()
    field(app.text_input, "新情景的名称").set_value("试一试").run()
    press(app, "建立情景")
    assert app.query_params["scenario"] == "q1"
    assert "情景：试一试（改动 0 处）" in link_texts(app)
    assert "还没有改动。" in texts(app)
    field(app.selectbox, "部门").set_value("立案庭").run()
    press(app, "加入情景")
    assert "第1项：增列立案庭" in html(app)
    field(app.selectbox, "改动").set_value(DropTask).run()
    press(app, "加入情景")
    assert "情景：试一试（改动 2 处）" in link_texts(app)
    press(app, "撤销")
    assert "已保存：《2023年全省法院司法改革工作要点》情景“试一试”：撤销“第1项：取消”" in app.success[0].value
    press(app, "重做")
    assert "改动 2 处" in subheadings(app)
    field(app.text_input, "名称").set_value("改了名").run()
    press(app, "改名")
    assert "情景：改了名（改动 2 处）" in link_texts(app)
    press(app, "移除这个情景")
    assert "移除的情景" in [expander.label for expander in app.expander]
    press(app, "取回")
    assert "情景（1 个）" in subheadings(app)


def test_after_a_scenario_was_removed_its_name_does_not_make_another(own_store):
    app = open_tab(PAGE)
    field(app.text_input, "操作人").set_value("甲").run()
    field(app.text_input, "新情景的名称").set_value("试一试").run()
    press(app, "建立情景")
    press(app, "移除这个情景")
    assert field(app.text_input, "新情景的名称").value == ""
    assert field(app.button, "建立情景").disabled


def test_each_form_makes_its_change(own_store):
    app = made(own_store)
    for kind, told in (
        (RemoveUnit, "第1项：减列研究室"),
        (AddUnit, "第1项：增列研究室"),
        (MoveUnit, "第1项：研究室移到第1位"),
        (ReplaceUnit, "第1项：研究室换为"),
        (ExpandCollective, "各审判业务部门展开为刑事审判第一庭、"),
    ):
        field(app.selectbox, "改动").set_value(kind).run()
        press(app, "加入情景")
        assert told in html(app)
    field(app.selectbox, "改动").set_value(MergeUnits).run()
    field(app.multiselect, "合并哪些部门").set_value(["研究室", "办公室"]).run()
    field(app.text_input, "合并为").set_value("综合处").run()
    press(app, "加入情景")
    assert "研究室、办公室合并为综合处" in html(app)
    field(app.selectbox, "改动").set_value(SplitUnit).run()
    field(app.selectbox, "拆分哪个部门").set_value("综合处").run()
    field(app.text_input, "另一个部门").set_value("改革处").run()
    field(app.multiselect, "归另一个部门的任务").set_value([task(3)]).run()
    press(app, "加入情景")
    assert "综合处拆分为综合处（其余各项）、改革处（第3项）" in html(app)
    assert "情景：试（改动 7 处）" in link_texts(app)


def test_one_change_is_taken_out_and_comes_back(own_store):
    app = made(own_store)
    for number in (1, 2, 3):
        field(app.selectbox, "任务").set_value(task(number)).run()
        field(app.selectbox, "改动").set_value(DropTask).run()
        press(app, "加入情景")
    assert field(app.selectbox, "去掉其中一处").value is None
    field(app.selectbox, "去掉其中一处").set_value(2).run()
    press(app, "去掉")
    assert "情景“试”：去掉第 2 处：第2项：取消" in app.success[0].value
    assert field(app.selectbox, "去掉其中一处").value is None
    assert next(own for own in app.button if own.label == "去掉").disabled
    press(app, "撤销")
    assert "情景“试”：撤销“去掉第 2 处：第2项：取消”" in app.success[0].value
    assert "情景：试（改动 3 处）" in link_texts(app)
    press(app, "重做")
    with open_store(own_store) as store:
        (kept,) = load_scenarios(store)
    assert kept.history.done == (DropTask(task(1)), DropTask(task(3)))


def made(path: Path):
    with open_store(path) as store:
        ask(store, MakeScenario(Scenario(DOCUMENT, "试")), maintainer("甲"))
    st.cache_resource.clear()
    return open_page("scenario", scenario="q1", scenario_view="改动")


def test_a_file_makes_a_scenario_and_says_what_of_it_cannot_be_made(own_store):
    scenario = Scenario(DOCUMENT, "来自文件", (DropTask(task(1)), DropTask("gone")))
    app = open_tab(PAGE)
    app.file_uploader[0].upload("情景.json", write_scenario(scenario).encode(), "application/json").run()
    assert "第 2 处改动没有生效：任务 gone：取消：文件里没有这项任务" in app.warning[0].value
    press(app, "建立（改动 2 处）")
    assert "情景：来自文件（改动 2 处，1 处没有生效）" in link_texts(app)


def test_a_file_that_is_none_is_refused(visit):
    app = visit("scenario")
    for content, said in (
        ("{", "读不出 JSON"),
        (json.dumps([{"kind": "x"}]), "没有这种改动：x"),
        (write_scenario(Scenario("d9", "别处")), "这个文件是另一份要点的情景（编号 d9）"),
    ):
        app.file_uploader[0].upload("情景.json", content.encode(), "application/json").run()
        assert said in app.error[0].value


def test_everything_can_be_dropped_and_undone(own_store):
    with open_store(own_store) as store:
        changes = tuple(DropTask(task(number)) for number in range(1, 54))
        ask(store, MakeScenario(Scenario(DOCUMENT, "空", changes)), maintainer("甲"))
    st.cache_resource.clear()
    app = open_page("scenario", scenario="q1", scenario_view="改动")
    assert "情景里已经没有任务。" in texts(app)
    for view in ("前后对照", "建议", "改稿和带走", "改动"):
        app.query_params["scenario_view"] = view
        app.run()
        assert not app.exception
        assert "任务53项→0项" in link_texts(app)
    press(app, "撤销")
    assert "情景：空（改动 52 处）" in link_texts(app)
