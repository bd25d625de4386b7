"""部门负荷: who carries how much, alone or together, in which sections, how concentrated."""

from dataclasses import replace

import streamlit as st

from analytics import concentration, findings, workload
from analytics.charts import workload as charts
from analytics.scope import Counting
from pages.shared import downloads, drawing, filters, loading, provenance, sentences, states, tasks, words
from pages.shared.literal import literal

LOAD, TOGETHER, SECTIONS, CONCENTRATION = "参与与分担", "独立与共同", "按部分", "集中程度"

st.title("部门负荷")
plan = loading.plan()
scope = filters.filter_bar(plan)
scoped = states.something(loading.scoped(plan, scope))

view = st.segmented_control(
    "图表",
    [LOAD, TOGETHER, SECTIONS, CONCENTRATION],
    default=LOAD,
    required=True,
    key="view",
    bind="query-params",
    label_visibility="collapsed",
)
by_full_count = replace(scope, counting=Counting.FULL)  # what the bars show, whatever is sorted by elsewhere
by_department = workload.by_department(scoped)
chart, side = st.columns([0.62, 0.38], gap="medium")
clicked = None
with chart:
    if view == LOAD:
        told = findings.workload_findings(scoped)
        st.caption(words.DOTS)
        clicked = drawing.plotly(
            charts.load_dots(by_department, scope.counting),
            key=drawing.key("load", scope),
            alt="各部门参与数与分担数，由多到少",
        )
    elif view == TOGETHER:
        told = findings.alone_or_together(scoped)
        clicked = drawing.plotly(
            charts.alone_or_together(by_department),
            key=drawing.key("together", scope),
            alt="各部门独立承担与共同承担的任务数",
        )
    elif view == SECTIONS:
        told = findings.section_findings(scoped)
        sections = words.section_columns(plan, scope)
        clicked = drawing.plotly(
            charts.section_matrix(by_department, workload.by_section(scoped), sections, scope.counting),
            key=drawing.key("sections_matrix", scope),
            alt="各部门在各部分的任务数",
        )
        st.caption(literal("　".join(sections["title"])))
    else:
        told = findings.concentration_findings(scoped)
        curve = concentration.lorenz(workload.loads(scoped))
        drawing.still(
            charts.lorenz_curve(curve, scope.counting),
            key=drawing.key("lorenz", scope),
            alt="任务在各部门之间的洛伦兹曲线",
        )
with side, drawing.beside():
    department, section = drawing.unit_and_section(clicked)
    if department:
        tasks.behind(plan, scoped, department, section)
    else:
        st.subheader("结论")
        sentences.show(plan, told)
        if view != CONCENTRATION:
            st.caption("点击图中的标记，在这里查看对应的任务。")
with st.expander("数据表"):
    table = words.workload_table(by_department)
    st.dataframe(table, hide_index=True)
    downloads.buttons(table, provenance.notes(plan, scope), "部门负荷")
provenance.source_line(plan, scope)
