"""年度对照 of three years, which stand in a row, and of two courts, which stand beside each other; slides of two years."""

from collections.abc import Callable, Iterator

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.store.database import PATH_VARIABLE
from tests import years
from tests.pages.conftest import (
    RESEARCH,
    ROOT,
    cards,
    choose,
    html,
    link_texts,
    open_page,
    subheadings,
    texts,
)
from tests.pages.test_pictures import drawn_marks, linked

ALL = "all"


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., AppTest]]:
    """Open a page at the last of three years, in a store that holds a plan of another court, too."""
    path = tmp_path_factory.mktemp("years") / "dashboard.duckdb"
    following, last = years.next_year(), years.year_after_next()
    _, latest, other = years.build(path, following, last, following.replace("吉林省", "虚构省"))
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(ROOT)
        patched.setenv(PATH_VARIABLE, str(path))
        st.cache_resource.clear()
        yield lambda page, **said: open_page(
            page, document=latest, **{key: other if own == "other" else own for key, own in said.items()}
        )
        st.cache_resource.clear()


def test_years_stand_in_a_table_with_what_became_of_the_year_before(visit):
    app = visit("years", against=ALL)
    box = next(box for box in app.selectbox if box.label == "与哪份文件对照")
    assert (len(box.options), box.options[-1]) == (4, "对照：历年（3 份）")
    assert "2023年至2025年的3份要点中，每份都列入的任务51项" in link_texts(app)
    assert "只逐年对照，不隔年相认" in link_texts(app)
    assert "0.44（28个部门和集合名称）" in html(app)


def test_a_task_that_skips_a_year_ends_and_begins_anew(visit):
    app = visit("years", against=ALL, series_view="任务")
    assert "先列有变化的 7 项，其余 48 项各年都列入，文字没有变化。" in texts(app)
    back = f"t:{years.EARLIER}-t~3~13"
    assert back in drawn_marks(app)
    assert [mark for mark in drawn_marks(app) if back in mark and "," in mark] == []


def test_departments_lead_to_the_tasks_of_all_years(visit):
    app = visit("years", against=ALL, series_view="部门", mark=f"d:{RESEARCH}")
    assert sum(mark.startswith(f"d:{RESEARCH};t:") for mark in set(drawn_marks(app))) == 3
    assert cards(app) == 11 + 13 + 14


def test_ties_are_parted_by_the_years_that_have_them(visit):
    app = visit("years", against=ALL, series_view="联系")
    assert [text for text in subheadings(app) if "年有联系" in text] == [
        "3 年有联系（47 对）",
        "2 年有联系（1 对）",
        "1 年有联系（2 对）",
    ]
    assert "可以称为稳定的只有两年以上都有的联系，共48对" in link_texts(app)


def test_two_courts_stand_beside_each_other_with_their_units_apart(visit):
    app = visit("years", against="other", years_view="部门")
    assert "不能说哪一院多、哪一院集中" in app.info[0].value
    assert {"吉林省高级人民法院办公室", "虚构省高级人民法院"} <= set(subheadings(app))
    assert len(set(drawn_marks(app))) == 27 + 27


def test_the_presentation_tells_of_the_year_before_and_opens_tasks_of_both(visit):
    app = visit("briefing", parts="年度对照", length="全部", slide="3")
    assert "修改、拆分、合并的任务" in html(app)
    (reworded,) = (mark for mark in linked(app) if "t~3~9" in mark)
    choose(app, reworded, drawn=False)
    assert cards(app) == 2
