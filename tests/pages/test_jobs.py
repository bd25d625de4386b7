"""What a button asks is bound when it is drawn and done once: two tabs, two people, a double click, a reload."""

from dataclasses import dataclass

import pytest
from streamlit.testing.v1 import AppTest

from data.access import Access, Person
from data.names.decisions import DECISION_LABELS, Decision, DecisionKind
from data.requests import Outcome, Result
from data.requests.documents import RemoveDocument
from data.store.activities import activities
from data.store.database import Store
from data.store.known_names import load_known_names
from data.store.listing import list_documents
from data.store.opening import open_store
from pages.shared import jobs
from pages.steward import deciding
from tests.data.documents import SEED_ID, put
from tests.pages.conftest import ROOT, open_tab, press

SOURCES, NAMING = "pages/steward/sources.py", "pages/steward/naming.py"
BODY = "虚构市中级人民法院"


@pytest.fixture
def desk(own_store):
    """A store with the seed and two invented documents."""
    store = open_store(own_store)
    return store, (put(store, 1), put(store, 2))


def ids_in(store: Store, *, removed: bool = False) -> set[str]:
    return {one.document_id for one in list_documents(store, removed=removed)}


def told(app: AppTest) -> list[str]:
    return [element.value for element in (*app.success, *app.error)]


def read_again(store: Store, document_id: str) -> AppTest:
    """A tab in which a document was read again, after another reading of it was stored."""
    app = open_tab(SOURCES)
    app.selectbox(key="stored").set_value(document_id).run()
    with store.write() as cursor:
        cursor.execute("UPDATE tasks SET text = '旧读法' WHERE text = '虚构任务乙。'")
    return press(app, "重读")


def test_two_tabs_that_remove_the_same_document_remove_nothing_else(desk):
    store, (first, second) = desk
    one, other = open_tab(SOURCES), open_tab(SOURCES)
    for app in (one, other):
        app.selectbox(key="stored").set_value(first).run()
    press(one, "确定移除")
    press(other, "确定移除")
    assert "已移除《2001年虚构法院工作要点（之1）》" in told(one)[0]
    assert "《2001年虚构法院工作要点（之1）》已经移除，在回收站里" in told(other)[0]
    assert (ids_in(store), ids_in(store, removed=True)) == ({SEED_ID, second}, {first})


def test_a_document_that_is_gone_for_good_is_refused_with_a_word(desk):
    store, _ = desk
    outcome = jobs.Job(RemoveDocument("0" * 16, "没有的"), Person("甲", Access.MAINTAIN)).do(store)
    assert outcome.refused
    assert "数据库里没有这份文件" in outcome.text
    assert len(ids_in(store)) == 3


def test_a_removed_document_is_brought_back_from_the_page(desk):
    store, (first, _) = desk
    app = open_tab(SOURCES)
    app.selectbox(key="stored").set_value(first).run()
    press(app, "确定移除")
    press(app, "取回")
    assert "已取回《2001年虚构法院工作要点（之1）》" in told(app)[0]
    assert first in ids_in(store)
    assert ids_in(store, removed=True) == set()


def test_reading_again_tells_of_the_document_that_was_asked_for(desk):
    """Another tab removes the document while this one looks at what reading it again would change."""
    store, (first, second) = desk
    app = read_again(store, first)
    assert "（之1）》重读后有 1 处不同" in "".join(text.value for text in app.text)
    app.selectbox(key="stored").set_value(second).run()
    assert "重读后有" not in "".join(text.value for text in app.text)


def test_what_was_read_again_is_not_stored_over_a_change_of_another(desk):
    store, (first, _) = desk
    app = read_again(store, first)
    other = open_tab(SOURCES)
    other.selectbox(key="stored").set_value(first).run()
    press(other, "确定移除")
    press(app, "按重读的结果保存")
    assert app.error
    assert first in ids_in(store, removed=True)


# ── names ───────────────────────────────────────────────────────────────────────────────────────────────────


def decisions(store: Store) -> list[Decision]:
    with store.read() as cursor:
        return list(load_known_names(cursor).decisions)


def choosing(app: AppTest, kind: DecisionKind) -> AppTest:
    """A tab in which this is chosen for the name that is open: as if it had been chosen in the table."""
    own = Decision("虚构新设处", kind, BODY).decision_id
    app.session_state[deciding.KEPT] = {own: (False, DECISION_LABELS[kind], None, None, None)}
    app.session_state[deciding.ROUND] = 1
    return app.run()


def test_two_clerks_do_not_decide_over_one_another(desk):
    store, _ = desk
    one = choosing(open_tab(NAMING), DecisionKind.NOT_DEPARTMENT)
    other = choosing(open_tab(NAMING), DecisionKind.DEPARTMENT)
    press(one, "保存 1 个核定")
    press(other, "保存 1 个核定")
    assert not one.error
    assert "「虚构新设处」刚由" in other.error[0].value
    assert [decision.kind for decision in decisions(store)] == [DecisionKind.NOT_DEPARTMENT]


def test_the_same_decision_of_two_clerks_stands_once(desk):
    store, _ = desk
    one, other = (choosing(open_tab(NAMING), DecisionKind.NOT_DEPARTMENT) for _ in range(2))
    press(one, "保存 1 个核定")
    press(other, "保存 1 个核定")
    assert "已经这样核定" in told(other)[0]
    assert len(decisions(store)) == 1


def test_an_undo_takes_back_only_what_was_shown(desk):
    store, _ = desk
    press(choosing(open_tab(NAMING), DecisionKind.NOT_DEPARTMENT), "保存 1 个核定")
    one, other = open_tab(NAMING), open_tab(NAMING)
    press(one, "撤销")
    press(other, "撤销")
    assert not one.error
    assert other.error
    assert decisions(store) == []


# ── the outcome ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_reload_tells_how_the_last_job_ended(desk):
    store, (first, _) = desk
    app = open_tab(SOURCES)
    app.selectbox(key="stored").set_value(first).run()
    press(app, "确定移除")
    happened = activities(store)
    again = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    again.switch_page(SOURCES)
    again.query_params["job"] = app.query_params["job"]
    again.run()
    assert told(again) == told(app)
    assert activities(store) == happened
    press(again, "知道了")
    assert "job" not in again.query_params
    assert not told(again)


@dataclass(frozen=True, slots=True)
class Count:
    """A request that counts how often it is done."""

    done: list[int]

    def perform(self, store: Store, who: str) -> Outcome:
        self.done.append(1)
        return Outcome(Result.DONE, "数了一次")


@dataclass(frozen=True, slots=True)
class Fail:
    """A request in which the program fails."""

    def perform(self, store: Store, who: str) -> Outcome:
        raise ZeroDivisionError


def test_a_job_is_done_once_however_often_it_is_asked(store):
    done: list[int] = []
    job = jobs.Job(Count(done), Person("甲", Access.MAINTAIN))
    assert [job.do(store).text, job.do(store).text] == ["数了一次"] * 2
    assert done == [1]


def test_a_fault_of_the_program_is_an_outcome(store, caplog):
    outcome = jobs.Job(Fail(), Person("甲", Access.MAINTAIN)).do(store)
    assert outcome == Outcome(Result.REFUSED, "程序出错，这次操作没有完成。请把服务器日志交给维护人员。")
    assert "Fail" in caplog.text


def test_a_link_with_a_job_that_nobody_knows_is_quiet(visit):
    app = visit("overview", job="x" * 400)
    assert not told(app)
