"""目标与时限: which tasks state what, in which words; deadlines seen from a chosen date."""

from datetime import datetime

import streamlit as st

from analytics import ledger
from analytics.charts.targets import time_line
from analytics.ledger import Stating
from analytics.loads import targets
from analytics.rows import each_row
from data.vocabulary import TARGET_LABELS, TargetKind
from pages.shared import address, downloads, drawing, evidence, loading, page, provenance, tasks

view = page.opened("目标与时限", by_counting=False)
plan, scope, scoped = view.plan, view.scope, view.scoped
stated = loading.answer(targets.stated, plan, scoped)
summary = loading.answer(targets.summary, plan, scoped)

counts = dict(summary.by_kind)
figures: list[tuple[str, str, str | None]] = [
    ("写明目标的任务", f"{summary.with_target} 项", f"共 {summary.tasks} 项任务")
]
figures += [(TARGET_LABELS[kind], f"{counts.get(kind, 0)} 项", None) for kind in TargetKind]
drawing.metrics([*figures, ("没有写明", f"{summary.without_target} 项", None)])

left, right = st.columns([0.55, 0.45], gap="medium")
with left:
    mark = evidence.chosen(view)
    if mark is not None:
        evidence.behind(view, mark)
    st.subheader("写明目标的任务")
    if stated.empty:
        st.caption("当前范围内的任务都没有写明目标。")
    for kind in counts:
        of_kind = list(dict.fromkeys(stated.loc[stated["kind"] == kind, "task_id"]))
        st.markdown(f"**{TARGET_LABELS[kind]}**")
        tasks.task_list(view, of_kind)
with right:
    st.subheader("完成时限")
    today = datetime.now().astimezone().date()
    day = st.date_input(
        "从哪一天看", format="YYYY-MM-DD", width=220, **address.bound(address.DAY, address.day(today))
    )
    due = targets.deadlines(stated, day)
    if due.empty:
        st.caption("当前范围内没有写明完成时限的任务。")
    else:
        drawing.plotly(view, "time_line", lambda: time_line(due, day), "写明的完成时限与所选日期", day)
        for row in each_row(due):
            st.text(targets.deadline_text(row.number, row.text, row.due, row.days))
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
