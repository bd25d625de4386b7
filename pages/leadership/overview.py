"""总览: what the plan asks, of whom, at one look."""

import streamlit as st

from analytics import findings
from analytics.charts.workload import load_and_sections
from analytics.definitions import DEFINITIONS
from analytics.loads import concentration, workload
from analytics.safe.html import as_html
from analytics.safe.markdown import as_markdown
from pages.shared import changes, downloads, drawing, evidence, loading, page, provenance, words

heading = st.container()
view = page.opened()
plan, scope, scoped = view.plan, view.scope, view.scoped
with heading:
    st.title(as_markdown(provenance.title(plan, scope)))
    st.html(f'<p class="plan-line">{as_html(provenance.issued(plan, scope))}</p>')

changes.show(view)
summary = loading.answer(workload.summary, scoped)
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
    drawing.plotly(
        view,
        "overview",
        lambda: load_and_sections(by_department, by_section, sections, scope.counting),
        alt="各部门参与数与分担数的点图，以及在各部分的任务数",
    )
    st.caption(as_markdown("　".join(sections["title"])))
with side, drawing.beside():
    sentences = [
        *loading.answer(findings.workload_findings, scoped)[:2],
        *loading.answer(findings.overview, plan, scoped),
    ]
    evidence.panel(view, sentences, "要点")
downloads.data_table(words.workload_table(by_department), provenance.notes(plan, scope), "总览")
provenance.source_line(plan, scope)
