"""部门负荷: who carries how much, alone or together, in which sections, how concentrated."""

from dataclasses import replace

import streamlit as st

from analytics import concentration, findings, workload
from analytics.charts import workload as charts
from analytics.scope import Counting
from pages.shared import changes, downloads, drawing, evidence, filters, loading, provenance, states, words
from pages.shared.literal import literal

LOAD, TOGETHER, SECTIONS, CONCENTRATION = "参与与分担", "独立与共同", "按部分", "集中程度"

st.title("部门负荷")
plan = loading.plan()
scope = filters.filter_bar(plan)
scoped = states.something(loading.scoped(plan, scope))
changes.told(plan, scope)

view = st.segmented_control(
    "图表",
    [LOAD, TOGETHER, SECTIONS, CONCENTRATION],
    default=LOAD,
    required=True,
    key="view",
    bind="query-params",
    label_visibility="collapsed",
)
by_department = loading.answer(workload.by_department, scoped)
table = words.workload_table(by_department)
chart, side = st.columns([0.62, 0.38], gap="medium")
clicked = None
with chart:
    if view == LOAD:
        told = loading.answer(findings.workload_findings, scoped)
        st.caption(words.DOTS)
        clicked = drawing.plotly(
            lambda: charts.load_dots_with_ranks(by_department, scope.counting),
            key=drawing.key("load", plan.revision, scope),
            alt=f"各部门参与数与分担数，由多到少。{told[0] if told else ''}",
        )
    elif view == TOGETHER:
        told = loading.answer(findings.alone_or_together, scoped)
        # The bars show full counts, so they are sorted by them, whatever else is sorted by.
        by_full_count = loading.answer(
            workload.by_department, loading.scoped(plan, replace(scope, counting=Counting.FULL))
        )
        clicked = drawing.plotly(
            lambda: charts.alone_or_together(by_full_count),
            key=drawing.key("together", plan.revision, scope),
            alt=f"各部门独立承担与共同承担的任务数。{told[0] if told else ''}",
        )
    elif view == SECTIONS:
        told = loading.answer(findings.section_findings, scoped)
        by_section = loading.answer(workload.by_section, scoped)
        sections = words.sections_by_load(
            loading.answer(words.section_columns, plan, scope), by_section, scope.counting
        )
        clicked = drawing.plotly(
            lambda: charts.section_matrix(by_department, by_section, sections, scope.counting),
            key=drawing.key("sections_matrix", plan.revision, scope),
            alt=f"各部门在各部分的任务数，行列都由多到少。{told[0] if told else ''}",
        )
        st.caption(literal("　".join(sections["title"])))
        table = words.section_table(by_department, by_section, sections, scope.counting)
    elif len(loading.answer(words.section_columns, plan, scope)) == 1:
        told = []
        states.nothing("只看一个部分时，集中程度没有意义。", "请在上方选择全部部分。")
    else:
        told = loading.answer(findings.concentration_findings, scoped)
        curve = concentration.lorenz(workload.loads(scoped))
        drawing.still(
            lambda: charts.lorenz_curve(curve, scope.counting),
            key=drawing.key("lorenz", plan.revision, scope),
            alt=f"任务在各部门之间的洛伦兹曲线。{told[0] if told else ''}",
        )
with side, drawing.beside():
    evidence.beside(plan, scoped, clicked, told)
downloads.data_table(table, provenance.notes(plan, scope), f"部门负荷_{view}")
provenance.source_line(plan, scope)
