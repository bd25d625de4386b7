"""进展, 台账, 收回台账: the loop of ledgers on the pages, by the requests that the command line takes too."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
import streamlit as st

from analytics.exports.sent_ledgers import to_workbooks
from data.store.activities import activities
from data.store.opening import open_store
from data.store.plan import load_plan
from data.store.progress import (
    fillers,
    first_document,
    load_progress,
    load_reported,
    record_sending,
)
from tests import progress
from tests.data.documents import SEED_ID
from tests.ledgers import columns_of, row_of
from tests.pages.conftest import ROOT, field, open_tab, press
from tests.pages.test_pages import html, link_texts, subheadings, texts

FIFTEENTH = f"t:{SEED_ID}-t015"


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the invented progress of three periods; copy it or only look."""
    path = tmp_path_factory.mktemp("reported") / "dashboard.duckdb"
    with open_store(path, build=True) as store:
        progress.report(store)
    return path


@pytest.fixture
def shown(reported: Path, own_store: Path) -> Path:
    """The app shows a copy of the reported store, to which a test may do anything."""
    open_store(own_store, build=True).close()
    own_store.write_bytes(reported.read_bytes())
    st.cache_resource.clear()
    return own_store


def visit(page: str, **query: str):
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(f"pages/meeting/{page}.py")
    app.query_params.update(query)
    app.run()
    assert not app.exception
    return app


def test_without_progress_the_page_leads_to_the_sending(own_store: Path):
    app = visit("progress")
    assert "先发出台账" in texts(app)
    assert "ledgers" in [link.proto.page for link in app.get("page_link")]
    assert subheadings(app) == []


def test_the_page_says_until_when_of_how_many_by_whose_word(shown: Path):
    app = visit("progress")
    said = link_texts(app)
    every = "截至2023年11月20日，53项中47项已填报，6项未填报；以下为部门自报。"
    assert said.count(every) == 5  # the headline, and each picture
    assert html(app).count('class="in-app cell cell-') == 53 + 53  # by section, by unit
    assert html(app).count('class="in-app cell cell-small') == 53
    assert html(app).count("cell-unreported") == 6 + 6 + 2  # by section, by unit, the legend, the style
    assert "完成率" not in said
    assert subheadings(app) == ["与上次相比", "需协调事项", "议定事项", "时限", "按填报单位"]
    links = [link.proto.page for link in app.get("page_link") if "discussed=t%3A" in link.proto.query_string]
    assert sorted(links) == ["agenda", "meetings"]


def test_a_cell_opens_every_statement_with_file_and_row_and_the_sentence(shown: Path):
    app = visit("progress", mark=FIFTEENTH)
    said = link_texts(app)
    assert "时限状态已过（办理时限 2023-10-31，办公室定）" in said
    for period, _ in progress.PERIODS:
        assert f"台账_{period}_立案庭.xlsx 第 " in said
    assert "议定事项" in said
    assert '<div class="source">' in html(app)


def test_the_overview_and_a_department_say_how_far_it_is_reported(shown: Path):
    overview = open_tab("pages/leadership/overview.py")
    assert "53项中47项已填报，6项未填报；以下为部门自报。已完成28项，推进中13项，" in link_texts(overview)
    targets = open_tab("pages/leadership/targets.py")
    assert "文件不含进展情况" not in texts(targets)
    assert "3项有时限。时限已过而没有填报已完成的1项（第15项）。" in link_texts(targets)
    assert re.search("还有&nbsp;228&nbsp;天（自报已完成）", html(targets))
    department = open_tab("pages/leadership/department.py")
    assert "由研究室填报的11项中" in link_texts(department)
    assert html(department).count('<dl class="facts">') == html(department).count('<article class="task">')


def test_a_text_that_was_changed_after_the_report_is_told(shown: Path):
    with open_store(shown) as store, store.write() as cursor:
        cursor.execute(
            "INSERT INTO earlier_texts VALUES (1, ?, ?, '（虚构）旧的文字', TIMESTAMP '2999-01-01')",
            [SEED_ID, f"{SEED_ID}-t015"],
        )
    app = visit("progress", mark=FIFTEENTH)
    assert "（第15项），自报说的是改动前的文字。" in html(app)
    assert "≠ 填报后任务文字有改动" in html(app)
    assert "填报时是：（虚构）旧的文字" in html(app)


def test_an_earlier_period_is_looked_at_by_its_name(shown: Path):
    assert "截至2023年9月20日，53项中53项已填报，没有未填报的；以下为部门自报。" in link_texts(
        visit("progress", period="2023-09")
    )


def test_ledgers_are_sent_and_a_filler_is_remembered(own_store: Path):
    app = open_tab("pages/meeting/ledgers.py")
    field(list(app.text_input), "填报期").set_value("2031-09").run()
    press(app, "发出")
    assert "第 1 次发出，28 个单位" in [element.value for element in app.success]
    assert "下载 2031-09 的台账（28 个单位，另有总表）" in [
        one.proto.label for one in app.get("download_button")
    ]
    press(app, "知道了")
    field(list(app.selectbox), "由谁填报").set_value("办公室").run()
    press(app, "改为由它填报")
    with open_store(own_store) as store:
        first = fillers(store, first_document(store))[0]
        assert (first.filler, first.assumed) == ("办公室", False)
        assert [done.label for done in activities(store)[:2]] == ["指定填报单位", "发出台账"]


def filled(content: bytes, number: str, status: str) -> bytes:
    """A ledger with a status written in."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["台账"]
    sheet.cell(row_of(sheet, number), columns_of(sheet)["完成状态"]).value = status
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_what_is_unambiguous_is_stored_and_the_rest_waits_for_the_clerk(own_store: Path):
    with open_store(own_store, build=True) as store:
        day = progress.PERIODS[0][1]
        files = to_workbooks(
            load_plan(store, [SEED_ID]), record_sending(store, SEED_ID, "2031-09", day, day, "甲")
        )
    st.cache_resource.clear()
    research, office = (files[f"台账_2031-09_{unit}.xlsx"] for unit in ("研究室", "办公室"))
    app = open_tab("pages/meeting/collecting.py")
    app.file_uploader[0].upload("甲.xlsx", filled(research, "1", "完成"), "x")
    app.file_uploader[0].upload("乙.xlsx", filled(office, "2", "推进中"), "x")
    app.file_uploader[0].upload("丙.xlsx", b"PK", "x").run()
    assert not app.exception
    assert ["没有读入" in element.value for element in app.error] == [True]
    assert subheadings(app)[:2] == ["由您决定（1 处）", "没有疑问的（1 个值）"]
    press(app, "存入 1 个值")
    assert status_of(own_store) == [None, "推进中"]
    field(list(app.checkbox), "存为“已完成”").check().run()
    press(app, "存入 1 个值")
    assert status_of(own_store) == ["已完成", "推进中"]


def status_of(path: Path) -> list[str | None]:
    store = open_store(path)  # the app's own: closing it would take it from the app
    return [task.status for task in load_progress(store, "2031-09").tasks[:2]]


def test_the_office_verifies_in_the_place_of_the_task(shown: Path):
    app = visit("progress", mark=f"t:{SEED_ID}-t004")
    press(app, "核实“已完成”")
    with open_store(shown) as store:
        assert load_reported(store, SEED_ID).periods[-1].tasks[3].verified is not None
