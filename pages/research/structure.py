"""列名结构: what joint tasks make of each department's list, and how many pairs each task makes."""

import pandas as pd
import streamlit as st

from analytics import findings
from analytics.charts.structure import list_structure
from analytics.ties import structure
from pages.shared import changes, downloads, drawing, evidence, loading, page, provenance, states

view = page.opened("列名结构", by_counting=False)
plan, scope, scoped = view.plan, view.scope, view.scoped
changes.show(view, changes.IN_TIES)
tasks = loading.answer(structure.by_task, scoped)
if tasks.empty:
    states.nothing("当前范围没有共同承担的任务。")
    st.stop()
said = loading.answer(findings.structure_findings, scoped)
departments = loading.answer(structure.by_department, scoped)
notes = provenance.notes(plan, scope)
chart, side = st.columns([0.72, 0.28], gap="medium")
with chart:
    drawn = drawing.readable(departments)
    drawing.legend(
        "前四列用同一把尺；空心的是推定：首列即牵头，文件没有这样写；最后一列没有圆点的是没有共同任务",
        "点击一个点看它所数的任务",
    )
    doors = drawing.plotly(
        view,
        "list_structure",
        lambda: list_structure(drawn),
        drawing.told("各部门的列名结构", said),
    )
shown = departments.drop(columns=["department_id", "largest_ids", "first_ids", "first_share"])
table = shown.set_axis(
    ["部门", "独立承担", "共同承担", "同列的部门", "最长名单的部门数", "共同任务中首列（推定）"], axis=1
)
downloads.data_table(table, notes, "列名结构")

st.subheader("每项共同任务成几对")
drawing.legend("k 个部门的任务成 k(k − 1)/2 对；一项长名单就能让许多部门两两相连", "选一行看任务")
pairs = pd.DataFrame(
    {
        "任务": tasks["number"],
        "内容": tasks["text"],
        "部门数": tasks["size"],
        "成对数": tasks["pairs"],
    }
)
marks = evidence.marks_of_tasks([[task] for task in tasks["task_id"]])
doors += drawing.table("pairs_of_tasks", pairs, marks, height=420)
with side, drawing.beside():
    evidence.panel(view, said, doors)
downloads.buttons(pairs, notes, "共同任务的成对数")
provenance.source_line(plan, scope)
