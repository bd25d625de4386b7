"""目标与时限: which tasks state what, in which words; deadlines seen from a chosen date."""

from datetime import datetime

import streamlit as st

from analytics import ledger, targets
from analytics.charts.targets import time_line
from analytics.ledger import Stating
from data.vocabulary import TARGET_LABELS, TargetKind
from pages.shared import downloads, drawing, filters, loading, provenance, states, tasks

st.title("目标与时限")
plan = loading.plan()
scope = filters.filter_bar(plan)
scoped = states.something(loading.scoped(plan, scope))
stated = loading.answer(targets.stated, plan, scoped)
summary = loading.answer(targets.summary, plan, scoped)

counts = dict(summary.by_kind)
figures = [("写明目标的任务", f"{summary.with_target} 项", f"共 {summary.tasks} 项任务")]
figures += [(TARGET_LABELS[kind], f"{counts.get(kind, 0)} 项", None) for kind in TargetKind]
drawing.metrics([*figures, ("没有写明", f"{summary.without_target} 项", None)])

left, right = st.columns([0.55, 0.45], gap="medium")
with left:
    st.subheader("写明目标的任务")
    if stated.empty:
        st.caption("当前范围内的任务都没有写明目标。")
    for kind in counts:
        of_kind = list(dict.fromkeys(stated.loc[stated["kind"] == kind, "task_id"]))
        st.markdown(f"**{TARGET_LABELS[kind]}**")
        tasks.task_list(plan, scope, of_kind)
with right:
    st.subheader("完成时限")
    day = st.date_input(
        "从哪一天看",
        datetime.now().astimezone().date(),
        format="YYYY-MM-DD",
        key="day",
        bind="query-params",
        width=220,
    )
    due = targets.deadlines(stated, day)
    if due.empty:
        st.caption("当前范围内没有写明完成时限的任务。")
    else:
        clicked = drawing.plotly(
            lambda: time_line(due, day),
            key=drawing.key("time_line", plan.revision, scope, day),
            alt="写明的完成时限与所选日期",
        )
        for row in due.itertuples():
            st.text(targets.told(row.number, row.text, row.due, row.days))
        st.caption(
            "“年内”按文件年度的 12 月 31 日。时限已过不等于没有完成：文件不含进展情况，没有人填报的一律为未填报。"
        )

unstated = ledger.find(scoped, stating=Stating.UNSTATED)
with st.expander(f"没有写明目标的任务（{len(unstated)} 项）"):
    st.dataframe(loading.answer(ledger.table, plan, tuple(unstated)), hide_index=True, row_height=72)
downloads.data_table(
    loading.answer(ledger.table, plan, tuple(ledger.find(scoped, stating=Stating.STATED))),
    provenance.notes(plan, scope),
    "目标与时限",
)
provenance.source_line(plan, scope)
