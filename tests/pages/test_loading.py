"""What is kept for all sessions: once for a revision, a scope and what else was asked with."""

from dataclasses import replace

import streamlit as st

from analytics import workload
from analytics.scope import Counting, Scope, ScopedPlan, select
from data.store.plan import Plan
from pages.shared import loading

calls: list[tuple[str, str, int]] = []


def counted(scoped: ScopedPlan, least: int) -> int:
    """Departments with at least so many tasks; notes that it was asked."""
    calls.append((scoped.revision, scoped.scope.counting, least))
    return int((workload.counts(scoped)[0] >= least).sum())


def test_an_answer_is_found_out_once_for_each_revision_scope_and_question(plan: Plan):
    st.cache_resource.clear()
    calls.clear()
    fractional = Scope(counting=Counting.FRACTIONAL)
    later = replace(plan, revision="later")
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
        (plan.revision, "full", 2),
        (plan.revision, "fractional", 2),
        (plan.revision, "full", 3),
        ("later", "full", 2),
    ]


def test_the_scoped_plan_is_one_object_for_all_who_ask(plan: Plan):
    st.cache_resource.clear()
    assert loading.scoped(plan, Scope()) is loading.scoped(plan, Scope())
    assert loading.scoped(plan, Scope()).revision == plan.revision
