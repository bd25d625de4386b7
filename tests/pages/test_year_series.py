"""年度对照 of three years: the same choice offers all of them in a row."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.store.database import PATH_VARIABLE
from tests import years
from tests.pages.conftest import ROOT, choose, open_page
from tests.pages.test_pages import RESEARCH, cards, html, link_texts, subheadings, texts
from tests.pages.test_pictures import drawn_marks

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
