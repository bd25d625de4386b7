"""年度对照 of three years, which stand in a row, and of two courts, which stand beside each other; slides of both."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.store.database import PATH_VARIABLE
from tests import years
from tests.pages.conftest import ROOT, choose, open_page
from tests.pages.test_pages import RESEARCH, cards, html, link_texts, subheadings, texts
from tests.pages.test_pictures import drawn_marks, linked

ALL = "all"


@pytest.fixture(scope="module")
def of_three_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the first document and two years after."""
    path = tmp_path_factory.mktemp("three") / "dashboard.duckdb"
    years.build(path, years.next_year(), years.year_after_next())
    return path


@pytest.fixture
def visit_all(of_three_years: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """Open the page with all years chosen."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv(PATH_VARIABLE, str(of_three_years))
    st.cache_resource.clear()
    yield lambda **said: open_page("years", against=ALL, **said)
    st.cache_resource.clear()


def test_years_stand_in_a_table_with_what_became_of_the_year_before(visit_all):
    app = visit_all()
    box = next(box for box in app.selectbox if box.label == "与哪份文件对照")
    assert (len(box.options), box.options[-1]) == (3, "历年（3 份）")
    assert "2023年至2025年的3份要点中，每份都列入的任务51项" in link_texts(app)
    assert "只逐年对照，不隔年相认" in link_texts(app)
    assert "0.44（n=28）" in html(app)


def test_a_task_that_skips_a_year_ends_and_begins_anew(visit_all):
    app = visit_all(series_view="任务")
    assert "先列有变化的 7 项，其余 48 项各年都列入，文字没有变化。" in texts(app)
    back = f"t:{years.EARLIER}-t~3~13"
    choose(app, back)
    assert cards(app) == 1
    assert [mark for mark in drawn_marks(app) if back in str(mark) and "," in str(mark)] == []


def test_departments_and_ties_lead_to_the_tasks_of_all_years(visit_all):
    app = visit_all(series_view="部门")
    assert "每份都列名的25个" in link_texts(app)
    choose(app, f"d:{RESEARCH}")
    assert cards(app) == 11 + 13 + 14
    app = visit_all(series_view="联系")
    assert subheadings(app)[0].startswith("3 年有联系（")


@pytest.fixture
def visit_two_courts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """Open pages of a store with the first document and one of another court."""
    path = tmp_path / "dashboard.duckdb"
    years.build(path, years.next_year().replace("吉林省", "虚构省"))
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv(PATH_VARIABLE, str(path))
    st.cache_resource.clear()
    yield open_page
    st.cache_resource.clear()


def test_two_courts_stand_beside_each_other_with_their_units_apart(visit_two_courts):
    app = visit_two_courts("years", years_view="部门")
    assert "不能说哪一院多、哪一院集中" in app.info[0].value
    assert {"吉林省高级人民法院办公室", "虚构省高级人民法院"} <= set(subheadings(app))
    marks = drawn_marks(app)
    assert len({str(mark) for mark in marks}) == 28 + 27
    app = visit_two_courts("briefing", parts="年度对照", length="全部")
    assert "没有选择要放映的部分" in texts(app)


def test_the_presentation_tells_of_the_year_before_and_opens_tasks_of_both(visit_two_years):
    app = visit_two_years("briefing", parts="年度对照", length="全部", slide="3")
    assert "修改、拆分、合并的任务" in html(app)
    split = next(mark for mark in linked(app) if f"{years.EARLIER}-t~3~20" in mark)
    choose(app, split, drawn=False)
    assert cards(app) == 3
