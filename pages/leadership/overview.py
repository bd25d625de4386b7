"""总览: what the plan asks, of whom, at one look."""

from html import escape

import streamlit as st

from analytics import concentration, findings, workload
from analytics.charts.workload import load_and_sections
from analytics.definitions import DEFINITIONS
from pages.shared import changes, downloads, drawing, evidence, filters, loading, provenance, states, words
from pages.shared.literal import literal

plan = loading.plan()
if plan.documents.empty:
    states.nothing("数据库中还没有文件。", "请用命令行导入：python -m data import 文件名")
    st.stop()

heading = st.container()
scope = filters.filter_bar(plan)
scoped = loading.scoped(plan, scope)
with heading:
    st.title(literal(provenance.title(plan, scope)))
    st.html(f'<p class="plan-line">{escape(provenance.issued(plan, scope))}</p>')

summary = loading.answer(workload.summary, scoped)
if not summary.tasks:
    states.nothing()
    st.stop()

changes.told(plan, scope)
concentrated = loading.answer(concentration.describe, scoped)
sections = loading.answer(words.section_columns, plan, scope)
collective = int(scoped.departments["collective"].sum())
figures = [
    ("任务", f"{summary.tasks} 项", f"分 {len(sections)} 个部分", None),
    ("责任部门", f"{summary.departments} 个", f"其中集合名称 {collective} 个" if collective else None, None),
    (
        "共同承担的任务",
        f"{summary.joint_tasks} 项",
        f"占 {summary.joint_tasks / summary.tasks:.0%}",
        DEFINITIONS["joint"].reads,
    ),
    (
        "写明目标的任务",
        f"{summary.tasks_with_target} 项",
        f"其余 {summary.tasks - summary.tasks_with_target} 项没有写明",
        DEFINITIONS["with_target"].reads,
    ),
]
if len(sections) != 1:  # within one section a concentration has no meaning
    figures.append(
        (
            "等效部门数",
            f"{concentrated.effective_number:.1f} 个",
            f"按{words.COUNTINGS[scope.counting]}折算",
            DEFINITIONS["effective_number"].reads,
        )
    )
drawing.metrics(figures)

by_department = loading.answer(workload.by_department, scoped)
by_section = loading.answer(workload.by_section, scoped)
chart, side = st.columns([0.64, 0.36], gap="medium")
with chart:
    st.subheader("谁列名最多，在哪些部分")
    st.caption(words.DOTS)
    clicked = drawing.plotly(
        lambda: load_and_sections(by_department, by_section, sections, scope.counting),
        key=drawing.key("overview", plan.revision, scope),
        alt="各部门参与数与分担数的点图，以及在各部分的任务数",
    )
    st.caption(literal("　".join(sections["title"])))
with side, drawing.beside():
    evidence.beside(
        plan,
        scoped,
        clicked,
        [
            *loading.answer(findings.workload_findings, scoped)[:2],
            *loading.answer(findings.overview, plan, scoped),
        ],
        "要点",
    )
downloads.data_table(words.workload_table(by_department), provenance.notes(plan, scope), "总览")
provenance.source_line(plan, scope)
