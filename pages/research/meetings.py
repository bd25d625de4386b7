"""联席会议: the fewest joint meetings at which the departments of every joint task sit together once."""

import streamlit as st

from analytics import findings
from analytics.arrangements import coverage
from analytics.charts import meetings as charts
from data.errors import ScopeError
from pages.research import tables
from pages.shared import (
    address,
    changes,
    discussed,
    downloads,
    drawing,
    evidence,
    loading,
    page,
    paper,
    provenance,
    sentences,
    states,
    tasks,
    words,
)


def _attendance() -> coverage.Attendance:
    """Draw who comes to every meeting, who to none, and which tasks are dealt with together."""
    names = words.distinct_names(scoped.departments)
    labels = words.task_labels(scoped.tasks[scoped.tasks["size"] > 1])
    chosen, said = [], []
    with st.popover("谁必须来、谁不来，哪些任务一起议"):
        for label, key, options in (
            ("每次都参加的部门", address.ALWAYS, names),
            ("不参加的部门", address.NEVER, names),
            ("放在一次会上商议的任务", address.TOGETHER, labels),
        ):
            some = st.multiselect(
                label,
                list(options),
                format_func=options.__getitem__,
                placeholder="不限",
                **address.bound(key, address.some_of(options)),
            )
            said.append((label, "；".join(options[one] for one in some)))
            chosen.append(tuple(some))
    paper.settings(*said)  # outside of what paper does not show
    return coverage.Attendance(*chosen)


view = page.opened("联席会议", by_counting=False)
plan, scope, scoped = view.plan, view.scope, view.scoped
changes.show(view, changes.IN_TIES)

only = discussed.chosen(view)
with st.container(horizontal=True, vertical_alignment="center"):
    seats = st.selectbox(
        "每次会议至多几个部门",
        range(2, 21),
        format_func="每次会议至多 {} 个部门".format,
        label_visibility="collapsed",
        width=220,
        **address.bound(address.SEATS, address.number(2, 20, coverage.SEATS_AT_MOST)),
    )
    attendance = _attendance()
paper.settings(("每次会议至多", f"{seats} 个部门"))
with st.spinner("正在求解……"):
    try:
        cover = loading.answer(coverage.meetings, scoped, seats, coverage.SECONDS, attendance, only)
    except ScopeError as error:
        states.nothing(f"{error.what}：{error.where}。", f"请{error.todo}。")
        st.stop()
if not cover.meetings and not cover.unseated and not cover.alone:
    states.nothing("当前范围没有共同承担的任务，不需要联席会议。")
    st.stop()
said = loading.answer(findings.meeting_findings, scoped, cover)
sentences.headline(view, said[:1])

many = len(cover.meetings) > charts.MANY_MEETINGS
chart, side = (st.container(), st.container()) if many else st.columns([0.6, 0.4], gap="medium")
with chart:
    drawing.legend("一列是一次会议，一行是一个部门，圆点是它参加的会议", "点击看这次会上它的任务")
    doors = drawing.plotly(
        view,
        "seats",
        lambda: charts.seats(cover),
        drawing.told("各次会议的参加部门", said),
        seats,
        attendance,
        only,
    )
if cover.unseated:
    st.subheader("坐不下的任务")
    tasks.task_list(view, cover.unseated)
st.subheader("会议安排")
table = loading.answer(tables.meetings, plan, scoped, cover)
marks = evidence.marks_of_tasks([meeting.task_ids for meeting in cover.meetings])
doors += tables.wrapped(table, marks)
with side, drawing.beside():
    evidence.panel(view, said[1:], doors, said=said[:1])
downloads.buttons(table, [*provenance.notes(plan, scope), ("每次至多", f"{seats} 个部门")], "联席会议")
provenance.source_line(plan, scope)
