"""What is kept for all sessions: once for what was loaded, a scope and what else was asked with; bounded by its bytes."""

import threading
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import streamlit as st

from analytics.loads import workload
from analytics.scope import Counting, Scope, ScopedPlan, select
from data.store.database import PATH_VARIABLE, Store
from data.store.opening import open_store
from data.store.plan import Plan
from data.store.removing import remove_document, restore_document
from pages.shared import loading
from pages.shared.answers import Answers, size_of
from tests.data.documents import put

calls: list[tuple[object, ...]] = []


def counted(scoped: ScopedPlan, least: int) -> int:
    """Departments with at least so many tasks; notes that it was asked."""
    calls.append((scoped.version, scoped.scope.counting, least))
    return int((workload.counts(scoped)[0] >= least).sum())


def rows(frame: pd.DataFrame) -> int:
    calls.append((len(frame),))
    return len(frame)


def test_an_answer_about_a_frame_is_kept_under_what_the_frame_holds():
    st.cache_resource.clear()
    calls.clear()
    frames = [pd.DataFrame({"部门": ["甲", "乙"][:length]}) for length in (2, 2, 1)]
    assert [loading.answer(rows, frame) for frame in [*frames, frames[0]]] == [2, 2, 1, 2]
    assert calls == [(2,), (1,)]


def test_a_function_of_a_pages_script_is_refused():
    """Streamlit makes another of it in every run: what it answered would be kept, and never found again."""

    def measure() -> int:
        return 1

    measure.__module__ = "__main__"
    with pytest.raises(TypeError, match="of a page's script"):
        loading.answer(measure)


def test_an_answer_is_found_out_once_for_each_version_scope_and_question(plan: Plan):
    st.cache_resource.clear()
    calls.clear()
    fractional = Scope(counting=Counting.FRACTIONAL)
    later = replace(plan, version=(("later", 2),))
    asked = [
        (plan, Scope(), 2),
        (plan, Scope(), 2),
        (plan, fractional, 2),
        (plan, Scope(), 3),
        (later, Scope(), 2),
    ]
    answers = [loading.answer(counted, select(of, scope), least) for of, scope, least in asked]
    assert answers[0] == answers[1] == answers[2] == answers[4] > answers[3]
    assert calls == [
        (plan.version, "full", 2),
        (plan.version, "fractional", 2),
        (plan.version, "full", 3),
        (later.version, "full", 2),
    ]


def test_the_scoped_plan_is_one_object_for_all_who_ask(plan: Plan):
    st.cache_resource.clear()
    assert loading.scoped(plan, Scope()) is loading.scoped(plan, Scope())
    assert loading.scoped(plan, Scope()).version == plan.version


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A store of invented documents that this process shows."""
    path = tmp_path / "dashboard.duckdb"
    monkeypatch.setenv(PATH_VARIABLE, str(path))
    st.cache_resource.clear()
    store = open_store(path, build=True)
    yield store
    st.cache_resource.clear()
    store.close()


def test_a_plan_loaded_after_a_change_is_never_shown_as_the_one_before(own: Store):
    """A page reads the catalogue; before it loads the plan, another visitor removes a document, then brings it back."""
    first, second = put(own, 1), put(own, 2)
    seen = loading.catalogue()
    remove_document(own, second, "乙")
    shown = loading.plan(seen, (first, second))
    assert shown.documents["document_id"].tolist() == [first]
    assert shown.version == tuple((d, r) for d, r in seen.version((first,)))
    restore_document(own, second, "乙")
    again = loading.catalogue()
    assert set(loading.plan(again, (first, second)).documents["document_id"]) == {first, second}


def test_the_catalogue_follows_every_change(own: Store):
    before = loading.catalogue()
    assert loading.catalogue() is before
    added = put(own, 3)
    assert added in loading.catalogue().documents["document_id"].tolist()
    assert added not in before.documents["document_id"].tolist()


def test_pages_load_only_the_documents_that_they_show(own: Store):
    first, _ = put(own, 1), put(own, 2)
    shown = loading.plan(loading.catalogue(), (first,))
    assert shown.documents["document_id"].tolist() == [first]
    assert set(shown.tasks["document_id"]) == {first}


# ── answers ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_answers_are_bounded_by_bytes_and_the_least_recently_used_give_way():
    kept = Answers(at_most=100_000)
    big = np.zeros(60_000, dtype="uint8")
    kept.of("dear", lambda: big)
    for number in range(1024):
        kept.of(number, lambda: "a short sentence")
        kept.of("dear", lambda: pytest.fail("the dear one was pushed out by cheap ones"))
    assert kept.bytes <= 100_000
    kept.of("another", lambda: np.zeros(70_000, dtype="uint8"))
    assert kept.bytes <= 100_000
    assert kept.of("dear", lambda: "found out anew") == "found out anew"


def test_what_is_larger_than_all_is_answered_but_not_kept():
    kept = Answers(at_most=10_000)
    asked = []
    for _ in range(2):
        assert len(kept.of("huge", lambda: asked.append(1) or b"x" * 50_000)) == 50_000
    assert len(asked) == 2
    assert kept.bytes == 0


def test_what_an_answer_raises_is_raised_again_and_not_kept():
    kept = Answers()
    for _ in range(2):
        with pytest.raises(ValueError, match="no answer"):
            kept.of("bad", lambda: int("no answer"))
    assert kept.of("bad", lambda: 5) == 5


def test_two_who_ask_the_same_at_once_find_it_out_once():
    kept, asked, both = Answers(), [], threading.Barrier(2)
    inside, go = threading.Event(), threading.Event()

    def find_out() -> int:
        asked.append(1)
        inside.set()
        assert go.wait(30)
        return 7

    answers: list[int] = []

    def visitor() -> None:
        both.wait(30)
        answers.append(kept.of("question", find_out))

    threads = [threading.Thread(target=visitor) for _ in range(2)]
    for thread in threads:
        thread.start()
    assert inside.wait(30)
    go.set()
    for thread in threads:
        thread.join(30)
    assert (answers, asked) == ([7, 7], [1])


@pytest.mark.parametrize(
    "answer",
    [pd.DataFrame({"a": ["长长的文字" * 100] * 1000}), np.zeros(10**6), "字" * 10**6, ("字" * 10**6,)],
)
def test_what_is_large_is_measured_as_large(answer):
    assert size_of(answer) >= 60_000
