"""协同网络: which units share tasks, drawn as a network, and the tasks behind a unit or a tie."""

import streamlit as st

from analytics import findings
from analytics.charts import network as charts
from pages.shared import (
    changes,
    downloads,
    drawing,
    filters,
    loading,
    provenance,
    sentences,
    states,
    tasks,
    words,
)

st.title("协同网络")
plan = loading.plan()
scope = filters.filter_bar(plan)
scoped = states.something(loading.scoped(plan, scope))
changes.told(plan, scope)
graph = loading.graph(plan, scope)
ties = loading.ties(plan, scope)
names = words.distinct_names(scoped.departments)
edges = list(zip(ties["source_id"], ties["target_id"], strict=True))

chart, side = st.columns([0.64, 0.36], gap="medium")
with chart:
    st.caption("连线表示共同承担任务，数字为项数（不标为 1 项）；圆越大任务越多；底排没有共同任务")
    clicked = drawing.echarts(
        loading.node_link(plan, scope),
        key=drawing.key("network", plan.revision, scope),
        height=charts.HEIGHT + 40,
        alt="部门之间共同承担任务的网络",
    )
kind, index = clicked or (None, -1)
with side, drawing.beside():
    if kind == "node" and index < len(graph):
        tasks.behind(plan, scoped, list(graph)[index])
    elif kind == "edge" and index < len(edges):
        tasks.shared_by(plan, scoped, *edges[index])
    else:
        st.subheader("结论")
        sentences.show(plan, loading.answer(findings.network_findings, scoped))
        st.caption("点击圆看部门的任务，点击连线看两个部门共同承担的任务；也可以在下表中选一行。")

st.subheader("共同承担的部门对")
table = words.ties_table(ties)
row = drawing.table(table, key=drawing.key("ties_table", plan.revision, scope), height=360)
if row is not None:
    tasks.shared_by(plan, scoped, *edges[row])
downloads.buttons(table, provenance.notes(plan, scope), "共同承担")
provenance.source_line(plan, scope)
