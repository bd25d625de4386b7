"""Several documents in one store: the newest is shown, a link shows the one that it names. The second is invented."""

from datetime import date

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.store.database import PATH_VARIABLE
from data.store.opening import open_store
from data.store.progress import record_sending
from data.store.storing import document_id_of, store_document
from pages.shared import loading
from tests.data.documents import read_in
from tests.pages.conftest import PAGES, ROOT, open_tab, press

SEED = document_id_of((ROOT / "seeds" / "000_13ebe1dc998c35c0.txt").read_bytes())
TITLE = "2023年全省法院司法改革工作要点"
LATER = "2030年全省法院工作要点\n\n一、审判\n\n1. 推进虚构改革。\n\n责任部门：研究室、立案庭\n\n某某法院办公室\n\n2030年1月2日印发\n"
LATER_ID = document_id_of(LATER.encode())


@pytest.fixture
def two(tmp_path, monkeypatch):
    """A store with the first document and an invented later one; open a page with a query."""
    path = tmp_path / "dashboard.duckdb"
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv(PATH_VARIABLE, str(path))
    st.cache_resource.clear()

    def keep(text: str, name: str) -> None:
        store = open_store(path, build=True)
        store_document(store, text.encode(), name, read_in(store, text), "甲")

    def visit(**query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.query_params.update(query)
        app.run()
        assert not app.exception
        return app

    keep(LATER, "later.txt")
    yield keep, visit
    st.cache_resource.clear()
    open_store(path, build=True).close()


def test_the_newest_is_shown(two):
    _, visit = two
    app = visit()
    assert app.title[0].value == "2030年全省法院工作要点"


def test_what_was_chosen_is_shown_first_and_by_links_that_name_no_document(two):
    """Who has a page open goes on with what he sees, and his address names it. Later imports change nothing."""
    keep, visit = two
    reader, app = visit(), open_tab("pages/steward/sources.py")
    told = "打开看板先看：2030年全省法院工作要点（没有选定，按最新）"
    assert told in [expander.label for expander in app.expander]
    app.selectbox(key="shown_first").set_value(SEED).run()
    press(app, "定为先看的")
    assert app.success[0].value == f"已定：先看《{TITLE}》"
    keep(LATER.replace("2030", "2031"), "newer.txt")
    assert visit().title[0].value == TITLE
    assert visit(document=LATER_ID).title[0].value == "2030年全省法院工作要点"
    assert reader.run().title[0].value == "2030年全省法院工作要点"
    assert reader.query_params["document"] == LATER_ID
    app.run()
    press(app, "改回最新的一份")
    assert visit().title[0].value == "2031年全省法院工作要点"


@pytest.mark.parametrize("asked", [SEED, TITLE])
def test_a_link_names_its_document_by_id_or_title(two, asked):
    _, visit = two
    app = visit(document=asked)
    assert app.title[0].value == TITLE
    assert not app.warning


def test_a_link_to_a_document_that_is_not_there_says_so(two):
    _, visit = two
    app = visit(document="没有这份")
    assert "链接中的“没有这份”不存在，已按默认显示。" in [warning.value for warning in app.warning]


def test_a_title_that_two_documents_have_is_told(two):
    keep, visit = two
    keep(LATER.replace("虚构改革", "虚构改革试点"), "corrected.txt")
    app = visit(document="2030年全省法院工作要点")
    assert app.title[0].value == "2030年全省法院工作要点"
    assert "有 2 份文件的标题是" in app.warning[0].value
    labels = app.selectbox[0].options
    assert sorted(label.partition("（")[2] for label in labels) == ["", "corrected.txt）", "later.txt）"]


def change_document(app: AppTest, document_id: str) -> AppTest:
    next(box for box in app.selectbox if box.label == "文件").set_value(document_id).run()
    assert not app.exception
    return app


def test_a_section_that_the_other_document_lacks_falls_away_without_a_warning(two):
    _, visit = two
    app = visit(
        document=SEED, sections="三、围绕推进严格公正司法，全面准确落实司法责任制", mark=f"s:{SEED}-s03"
    )
    assert app.multiselect[0].value
    change_document(app, LATER_ID)
    assert not app.warning
    assert not app.multiselect[0].value
    assert not {"sections", "mark"} & set(app.query_params)


def test_a_section_of_a_link_that_its_document_lacks_is_told(two):
    _, visit = two
    app = visit(document=LATER_ID, sections="三、围绕推进严格公正司法，全面准确落实司法责任制")
    assert "不存在，已按默认显示" in app.warning[0].value


def test_a_department_stays_by_its_name_or_is_told_to_be_missing(two):
    _, visit = two
    app = visit(document=SEED, department="立案庭")
    app.switch_page("pages/leadership/department.py").run()
    assert app.title[0].value == "立案庭"
    change_document(app, LATER_ID)
    assert (app.title[0].value, app.query_params["department"]) == ("立案庭", "立案庭")
    app = visit(document=SEED, department="审判管理办公室")
    app.switch_page("pages/leadership/department.py").run()
    change_document(app, LATER_ID)
    assert (app.title[0].value, app.query_params["department"]) == ("审判管理办公室", "审判管理办公室")
    assert "本文件没有“审判管理办公室”。" in [text.value for text in app.text]


BARE = "工作任务\n\n一、甲部分\n\n1. 完善虚构机制。\n\n责任部门：研究室、立案庭\n\n2. 推进虚构改革。\n\n责任部门：立案庭\n"
"""Two tasks, and nothing else: no year, no issuer, no date."""


OTHERS = ("meeting/collecting", "steward/naming", "steward/draft", "steward/sources", "steward/upkeep")


@pytest.mark.parametrize("script", [*PAGES.values(), *(f"pages/{name}.py" for name in OTHERS)])
@pytest.mark.parametrize("sent", [False, True])
def test_every_page_stands_a_document_that_states_nothing(two, script: str, sent: bool):
    keep, _ = two
    keep(BARE, "bare.txt")
    document = document_id_of(BARE.encode())
    if sent:
        record_sending(loading.store(), document, "第一期", date(2030, 1, 2), date(2030, 1, 2), "甲")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(script)
    app.query_params["document"] = document
    app.run()
    assert (list(app.exception), app.title[0].value != "无法显示") == ([], True)


def test_sections_have_short_names_in_the_bar_that_tell_them_apart(two):
    keep, visit = two
    task = "\n\n{0}. 完善虚构机制。\n\n责任部门：研究室\n\n"
    text = "工作任务\n\n" + "".join(
        f"{number}、围绕大局，{title}" + task.format(at)
        for at, (number, title) in enumerate(
            (("一", "完善虚构的规则"), ("二", "健全虚构的规则"), ("三", "推进虚构的交流")), 1
        )
    )
    keep(text, "sections.txt")
    app = visit(document=document_id_of(text.encode()))
    assert app.multiselect(key="at_sections").options == [
        "一、虚构的规则",
        "二、虚构的规则",
        "三、虚构的交流",
    ]
