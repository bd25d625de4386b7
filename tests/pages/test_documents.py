"""Several documents in one store: the newest is shown, a link shows the one that it names. The second is invented."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.store.database import PATH_VARIABLE
from data.store.opening import open_store
from data.store.storing import document_id_of, store_document
from tests.data.documents import read_in
from tests.pages.conftest import ROOT

SEED = document_id_of((ROOT / "seeds" / "000_13ebe1dc998c35c0.txt").read_bytes())
TITLE = "2023年全省法院司法改革工作要点"
LATER = "2030年全省法院工作要点\n\n一、审判\n\n1. 推进虚构改革。\n\n责任部门：研究室、立案庭\n\n某某法院办公室\n\n2030年1月2日印发\n"


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
