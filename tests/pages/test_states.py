"""A store that cannot be used gets a page that says which fault it is and what to do; so does an empty one."""

import os
import subprocess
import sys

import duckdb
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.store.database import PATH_VARIABLE, Store
from data.store.opening import open_store
from data.store.shared import store as shared
from data.store.shared.address import COPY_VARIABLE
from tests.pages.conftest import PAGES, ROOT


@pytest.fixture
def visit_store(tmp_path, monkeypatch):
    """Open the app on the store at a path."""
    monkeypatch.chdir(ROOT)
    path = tmp_path / "dashboard.duckdb"
    monkeypatch.setenv(PATH_VARIABLE, str(path))
    st.cache_resource.clear()

    def visit():
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        assert not app.exception
        return app

    yield path, visit
    st.cache_resource.clear()


def body(app):
    return "".join(block.proto.body for block in app.get("html"))


def test_not_a_database(visit_store):
    path, visit = visit_store
    path.write_bytes(b"this is a letter, not a database" * 400)
    before = path.read_bytes()
    app = visit()
    assert app.title[0].value == "数据库文件无法读取"
    assert "处理办法" in body(app)
    assert str(path) in body(app)
    assert path.read_bytes() == before


def test_another_version(visit_store):
    path, visit = visit_store
    open_store(path, build=True).close()
    with duckdb.connect(path) as connection:
        connection.execute("UPDATE metadata SET schema_version = 99")
    assert visit().title[0].value == "数据库由另一个版本的看板建立"


def test_locked_by_another_process_and_free_again(visit_store):
    path, visit = visit_store
    open_store(path, build=True).close()
    hold = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "held\n"
    app = visit()
    assert app.title[0].value == "数据库正被另一个程序占用"
    holder.communicate()
    app.run()
    assert app.title[0].value == "2023年全省法院司法改革工作要点"
    open_store(path, build=True).close()


def test_a_database_server_that_is_away_and_back(visit_store, server, monkeypatch):
    path, visit = visit_store
    address = server.new_database()
    database = address.rpartition("/")[2]
    monkeypatch.setenv(PATH_VARIABLE, address)
    monkeypatch.setenv(COPY_VARIABLE, str(path))
    monkeypatch.setattr(shared, "LOOK_SECONDS", 0.0)
    app = visit()
    assert app.title[0].value == "2023年全省法院司法改革工作要点"
    server.execute(f"ALTER DATABASE {database} ALLOW_CONNECTIONS false")
    server.disconnect(address)
    app.run()
    app.run()  # the first run may have read before it was found out
    assert app.title[0].value == "2023年全省法院司法改革工作要点"
    assert "显示的是这台服务器上的副本" in app.text[0].value
    open_store(address).close()  # as where the server starts while it is away, without a copy
    path.unlink()
    st.cache_resource.clear()
    app.run()
    assert app.title[0].value == "数据库服务器连不上"
    assert "已保存的内容没有受影响" in body(app)
    assert address.removeprefix("postgresql://postgres@") in body(app)
    server.execute(f"ALTER DATABASE {database} ALLOW_CONNECTIONS true")
    app.run()
    assert app.title[0].value == "2023年全省法院司法改革工作要点"
    assert not any("副本" in text.value for text in app.text)
    open_store(address).close()


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_store(visit_store, name):
    path, visit = visit_store
    Store.create(path).close()
    app = visit()
    if name != "overview":
        app.switch_page(PAGES[name]).run()
    assert not app.exception
    assert any("没有" in element.value for element in app.text)
    open_store(path, build=True).close()


def test_a_fault_of_a_page_shows_no_details():
    env = {**os.environ, PATH_VARIABLE: os.devnull}
    shown = subprocess.run(
        [
            sys.executable,
            "-c",
            "from pages.shared import states; print(states.unexpected(ValueError('秘密')))",
        ],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout == "True\n"
    assert "秘密" in shown.stderr
