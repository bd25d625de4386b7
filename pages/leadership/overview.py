"""总览: what the plan asks, of whom, at one look."""

from html import escape

import streamlit as st

from analytics import concentration, findings, workload
from analytics.charts.workload import load_and_sections
from pages.shared import drawing, filters, loading, provenance, sentences, states, tasks, words
from pages.shared.literal import literal

plan = loading.plan()
if plan.documents.empty:
    states.nothing("数据库中还没有文件。", "请用命令行导入：python -m data import 文件名")
    st.stop()

heading = st.container()
scope = filters.filter_bar(plan)
scoped = loading.scoped(scope)
with heading:
    st.title(literal(provenance.title(plan, scope)))
    st.html(f'<p class="plan-line">{escape(provenance.issued(plan, scope))}</p>')

summary = workload.summary(scoped)
if not summary.tasks:
    states.nothing()
    st.stop()

concentrated = concentration.describe(scoped)
figures = [
    ("任务", f"{summary.tasks}", None),
    ("责任单位", f"{summary.departments}", None),
    ("共同承担的任务", f"{summary.joint_tasks}", f"其余 {summary.sole_tasks} 项由一个单位独立承担"),
    ("写明目标的任务", f"{summary.tasks_with_target}", "其余任务没有写明比例、数量、全覆盖或时限"),
    ("有效单位数", f"{concentrated.effective_number:.1f}", "按占比折算：相当于这么多个单位平均承担"),
]
for column, (label, value, explained) in zip(st.columns(len(figures)), figures, strict=True):
    column.metric(label, value, help=explained, border=True)

by_department = workload.by_department(scoped)
by_section = workload.by_section(scoped)
sections = words.section_columns(plan, scope)
chart, side = st.columns([0.64, 0.36], gap="medium")
with chart:
    st.subheader("谁承担最多，在哪些部分")
    clicked = drawing.plotly(
        load_and_sections(by_department, by_section, sections, scope.counting),
        key=drawing.key("overview", scope),
        alt="各单位参与数与分担数的点图，以及在各部分的任务数",
    )
with side:
    department, section = drawing.unit_and_section(clicked)
    if department is None:
        st.subheader("要点")
        sentences.show(plan, findings.overview(plan, scoped))
        st.caption("点击图中的圆点或方格，在这里查看对应的任务。")
    else:
        tasks.behind(plan, scoped, department, section)
provenance.source_line(plan, scope)
