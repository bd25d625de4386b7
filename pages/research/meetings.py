"""联席会议: the fewest joint meetings at which the departments of every joint task sit together once."""

from dataclasses import replace

import streamlit as st

from analytics import coverage, findings
from analytics.charts import dependencies as charts
from analytics.scope import Counting
from pages.shared import (
    changes,
    dependency_tables,
    downloads,
    drawing,
    evidence,
    filters,
    loading,
    provenance,
    states,
    tasks,
)

st.title("联席会议")
plan = loading.plan()
scope = filters.filter_bar(plan)
scoped = states.something(loading.scoped(plan, replace(scope, counting=Counting.FULL)))
changes.told(plan, scope)

st.caption("最少开几次会，能让每一项共同任务的全部责任部门至少同席一次。")
seats = st.slider(
    "每次会议至多几个部门", 2, 20, coverage.SEATS_AT_MOST, key="seats", bind="query-params", width=420
)
with st.spinner("正在求解……"):
    found = loading.answer(coverage.meetings, scoped, seats)
if not found.meetings and not found.unseated:
    states.nothing("当前范围没有共同承担的任务，不需要联席会议。")
    st.stop()
figures = [
    ("会议", f"{len(found.meetings)} 次", f"不少于 {found.meetings_bound} 次"),
    ("席位", f"{found.seats} 个", f"不少于 {found.seats_bound} 个"),
    (
        "结果",
        "最优" if found.optimal else "目前最好",
        "已证明不能更少" if found.optimal else "尚未证明不能更少",
    ),
    ("坐不下的任务", f"{len(found.unseated)} 项", "部门数超过每次会议的上限" if found.unseated else None),
]
drawing.metrics(figures)

numbers = dependency_tables.numbers_of(plan.tasks)
many = len(found.meetings) > charts.MANY_MEETINGS
chart, side = (st.container(), st.container()) if many else st.columns([0.6, 0.4], gap="medium")
with chart:
    st.caption("一列是一次会议（上面是第几次），一行是一个部门，圆点是它参加的会议；点击看部门的任务")
    clicked = drawing.plotly(
        lambda: charts.seats(found),
        key=drawing.key("seats", plan.revision, scoped.scope, seats),
        alt="各次会议的参加部门",
    )
with side, drawing.beside():
    evidence.beside(plan, scoped, clicked, findings.meeting_findings(scoped, found))
if found.unseated:
    st.subheader("坐不下的任务")
    tasks.task_list(plan, scope, found.unseated)
st.subheader("会议安排")
table = dependency_tables.meetings(found, numbers)
st.dataframe(table, hide_index=True, row_height=64)
downloads.buttons(table, [*provenance.notes(plan, scope), ("每次至多", f"{seats} 个部门")], "联席会议")
provenance.source_line(plan, scope)
