"""The first visit of an empty store, and the example: it is marked, leaves with one click and comes back with one."""

import re

import pandas as pd
import pytest
import streamlit as st

from analytics.exports.tables import to_xlsx
from data.importing.directory_files import COLUMNS
from data.store.database import PATH_VARIABLE, Store
from data.store.known_names import load_known_names
from data.store.listing import list_documents
from data.store.opening import open_store
from tests.data.documents import SEED_ID, invented_document
from tests.pages.conftest import ROOT, field, html, open_page, open_tab, press

SOURCES = "pages/steward/sources.py"
BODY = "虚构市中级人民法院"
LEAVE, KEEP, BACK, FOUND = "移走示例，换成本机关的", "留作本机关的文件", "取回示例", "写明本机关"


@pytest.fixture
def empty_store(tmp_path, monkeypatch):
    """The app shows a store in which nothing is."""
    path = tmp_path / "dashboard.duckdb"
    open_store(path, build=True, example=False).close()
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv(PATH_VARIABLE, str(path))
    st.cache_resource.clear()
    yield path
    st.cache_resource.clear()
    open_store(path).close()


def links(app):
    return [link.proto.label for link in app.get("page_link")]


def labels(app):
    return [button.label for button in app.button]


def own_directory():
    with Store.open().read() as cursor:
        own = load_known_names(cursor).own
    return own.body, [(one.name, one.parent, one.kind.value, one.other_names) for one in own.departments]


def test_the_example_is_marked_where_it_is_shown(own_store):
    app = open_page("overview")
    assert "示例：换成本机关的" in links(app)
    assert re.search(r'<p class="source-line[^>]*>来源：《[^<]*》（示例）。', html(app))
    app = press(open_tab(SOURCES), KEEP)
    assert "示例：换成本机关的" not in links(open_page("overview"))
    assert LEAVE not in labels(app)


def test_the_example_leaves_and_comes_back(own_store):
    app = press(open_tab(SOURCES), LEAVE)
    assert list_documents(Store.open()) == ()
    assert (FOUND in labels(app), len(app.file_uploader)) == (True, 0)
    assert any(label.startswith("从这里开始") for label in links(open_page("overview")))
    press(app, BACK)
    assert [one.document_id for one in list_documents(Store.open())] == [SEED_ID]
    assert FOUND not in labels(app)


def test_an_empty_store_is_founded_from_a_pasted_list(empty_store):
    app = open_tab(SOURCES)
    assert BACK not in labels(app)
    assert field(app.button, FOUND).disabled
    field(app.text_input, "机关全称").set_value(BODY)
    field(app.text_area, "每行一个部门").set_value("研究室\n政治部干部处\t政治部\t政工\t干部处").run()
    assert "上级部门「政治部」不在名录中" in app.error[0].value
    field(app.text_area, "每行一个部门").set_value("研究室\n政治部\n政治部干部处\t政治部\t政工\t干部处").run()
    assert any(text.value == "读到 3 个部门，其中 2 个没有写类别" for text in app.text)
    press(app, FOUND)
    assert app.success[0].value == f"本机关是「{BODY}」，名录有 3 个部门"
    assert own_directory() == (
        BODY,
        [
            ("研究室", None, "未归类", ()),
            ("政治部", None, "未归类", ()),
            ("政治部干部处", "政治部", "政工", ("干部处",)),
        ],
    )
    app.file_uploader[0].upload("虚构.txt", invented_document()[0], "text/plain").run()
    press(app, "存入")
    assert [(one.body, one.tasks) for one in list_documents(Store.open())] == [(None, 2)]


def test_an_empty_store_is_founded_from_a_workbook_or_with_the_body_alone(empty_store):
    app = open_tab(SOURCES)
    field(app.text_input, "机关全称").set_value(BODY)
    app.segmented_control[0].set_value("选择文件").run()
    assert field(app.button, FOUND).disabled
    table = pd.DataFrame([("研究室", "", "综合", "研究", "", "")], columns=list(COLUMNS))
    app.file_uploader[0].upload("名录.xlsx", to_xlsx(table, [], "部门名录"), "application/zip").run()
    assert any(text.value == "读到 1 个部门" for text in app.text)
    app.segmented_control[0].set_value("以后再说").run()
    press(app, FOUND)
    assert own_directory() == (BODY, [])
    assert app.success[0].value == f"本机关是「{BODY}」，还没有名录"
