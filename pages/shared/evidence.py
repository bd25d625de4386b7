"""The place beside a chart: the tasks behind the department that was clicked or chosen, else what the chart says."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from analytics.findings import Finding
from analytics.scope import ScopedPlan
from data.store.plan import Plan
from pages.shared import drawing, sentences, tasks, words

# Keys of the session: the department is a widget's and stands in the URL, the others are kept beside it.
DEPARTMENT, MARK, SEEN = "unit", "department_mark", "seen_click"


def beside(
    plan: Plan, scoped: ScopedPlan, clicked: Any, told: Sequence[Finding], heading: str = "结论"
) -> None:
    """Show the tasks of the department clicked in the chart or chosen from the list; without one, the findings.

    ``clicked``: the ``customdata`` of the chart's point, or None. The list is the way for the keyboard.
    """
    _follow(clicked)
    names = words.distinct_names(scoped.departments)
    department = st.selectbox(
        "查看部门的任务",
        list(names),
        index=None,
        format_func=names.get,
        placeholder="点击图中的标记，或在这里选择部门",
        key=DEPARTMENT,
        bind="query-params",
        on_change=_forget_mark,
    )
    if department is None:
        st.subheader(heading)
        sentences.show(plan, told)
    else:
        tasks.behind(
            plan, scoped, replace(st.session_state.get(MARK) or drawing.Mark(), department_id=department)
        )


def _follow(clicked: Any) -> None:
    """Take over a click that is new since the last run; an old one yields to what was chosen from the list."""
    if clicked != st.session_state.get(SEEN):
        st.session_state[SEEN] = clicked
        mark = drawing.mark(clicked)
        st.session_state[DEPARTMENT], st.session_state[MARK] = mark.department_id, mark


def _forget_mark() -> None:
    st.session_state[MARK] = None
