"""文件导入 and 名称核定, on a store of their own: preview before storing, corrections, decisions, removal, backups."""

import shutil
from datetime import date

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.database import PATH_VARIABLE, Store
from data.documents import list_documents
from tests.data.documents import invented_document
from tests.pages.conftest import ROOT

SOURCES, NAMING = "pages/steward/sources.py", "pages/steward/naming.py"
CONTENT = invented_document()[0]
TITLE = "2001年虚构法院工作要点（之1）"


@pytest.fixture
def work(seeded, tmp_path, monkeypatch):
    """The app on a copy of the seeded store, at one of the two pages."""
    path = tmp_path / "dashboard.duckdb"
    Store.open(seeded).close()
    shutil.copy(seeded, path)
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv(PATH_VARIABLE, str(path))
    st.cache_resource.clear()

    def open_page(page: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        app.switch_page(page).run()
        assert not app.exception
        return app

    yield open_page
    st.cache_resource.clear()
    Store.open(path).close()


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def upload(app: AppTest, content: bytes = CONTENT, name: str = "虚构.txt") -> AppTest:
    app.file_uploader[0].upload(name, content, "text/plain").run()
    assert not app.exception
    return app


def titles() -> list[str]:
    return [one.title for one in list_documents(Store.open())]


def test_nothing_is_stored_before_it_was_seen(work):
    app = upload(work(SOURCES))
    assert {metric.label: metric.value for metric in app.metric} == {
        "部分": "1 个", "任务": "2 项", "责任": "4 条", "责任部门": "4 个", "目标": "1 个", "未识别": "0 行",
    }  # fmt: skip
    assert TITLE not in titles()
    press(app, "存入")
    assert app.success[0].value.startswith("已存入《2001年虚构法院工作要点")
    assert TITLE in titles()
    assert not app.metric  # the uploader is empty again
    press(app, "知道了")
    assert not app.success
