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
    states,
    tasks,
    words,
)


def _attendance() -> coverage.Attendance:
    """Draw who comes to every meeting, who to none, and which tasks are dealt with together."""
    names = words.distinct_names(scoped.departments)
    labels = words.task_labels(scoped.tasks[scoped.tasks["size"] > 1])
    chosen = []
    with st.expander("谁必须来、谁不来，哪些任务一起议"):
        for place, label, key, options in zip(
            st.columns(3),
            ("每次都参加的部门", "不参加的部门", "放在一次会上商议的任务"),
            (address.ALWAYS, address.NEVER, address.TOGETHER),
            (names, names, labels),
            strict=True,
        ):
            some = place.multiselect(
                label,
                list(options),
                format_func=options.__getitem__,
                placeholder="不限",
                **address.bound(key, address.some_of(options)),
            )
            paper.settings((label, "；".join(options[one] for one in some)))
            chosen.append(tuple(some))
    return coverage.Attendance(*chosen)


view = page.opened("联席会议", by_counting=False)
plan, scope, scoped = view.plan, view.scope, view.scoped
changes.show(view, changes.IN_TIES)

st.caption("最少开几次会，能让每一项共同任务的全部责任部门至少同席一次。")
only = discussed.chosen(view)
seats = st.slider(
    "每次会议至多几个部门",
    2,
    20,
    width=420,
    **address.bound(address.SEATS, address.number(2, 20, coverage.SEATS_AT_MOST)),
)
paper.settings(("每次会议至多", f"{seats} 个部门"))
attendance = _attendance()
with st.spinner("正在求解……"):
    try:
        cover = loading.answer(coverage.meetings, scoped, seats, coverage.SECONDS, attendance, only)
    except ScopeError as error:
        states.nothing(f"{error.what}：{error.where}。", f"请{error.todo}。")
        st.stop()
if not cover.meetings and not cover.unseated and not cover.alone:
    states.nothing("当前范围没有共同承担的任务，不需要联席会议。")
    st.stop()
figures = [
    ("会议", f"{len(cover.meetings)} 次", f"不少于 {cover.meetings_bound} 次"),
    ("席位", f"{cover.seats} 个", f"同样次数不少于 {cover.seats_bound} 个"),
    (
        "结果",
        "最优" if cover.optimal else "目前最好",
        "已证明不能更少" if cover.optimal else "尚未证明不能更少",
    ),
    ("坐不下的任务", f"{len(cover.unseated)} 项", "部门数超过每次会议的上限" if cover.unseated else None),
]
drawing.metrics(figures)

many = len(cover.meetings) > charts.MANY_MEETINGS
chart, side = (st.container(), st.container()) if many else st.columns([0.6, 0.4], gap="medium")
with chart:
    drawing.legend(
        "一列是一次会议（上面是第几次），一行是一个部门，圆点是它参加的会议", "点击看这次会上它的任务"
    )
    said = loading.answer(findings.meeting_findings, scoped, cover)
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
doors += drawing.table("meetings", table, marks, wraps=True)
with side, drawing.beside():
    evidence.panel(view, said, doors)
downloads.buttons(table, [*provenance.notes(plan, scope), ("每次至多", f"{seats} 个部门")], "联席会议")
provenance.source_line(plan, scope)
