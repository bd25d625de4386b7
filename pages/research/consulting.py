"""征求意见: for chosen tasks, the departments that they list, and those that other tasks list together with them."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analytics.evidence import Mark
from analytics.exports import consulting as sheets
from analytics.exports.tables import to_workbook
from analytics.exports.word import to_docx
from analytics.findings.sentences import say, units
from analytics.rows import each_row
from analytics.safe.files import as_file_name
from analytics.safe.html import as_html
from analytics.ties import structure
from analytics.ties.consulting import whom_to_ask
from data.store.exporting import zipped
from pages.shared import (
    address,
    downloads,
    evidence,
    loading,
    markup,
    page,
    paper,
    provenance,
    sentences,
    states,
    words,
)


def list_of(asked: pd.DataFrame, numbers: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Whom to ask about one task, as HTML; each number of a task is the way to it."""
    said = sentences.address_without_mark()
    listed = "、".join(asked["name"][asked["listed"]])
    rows = [[f"<b>{as_html(listed)}</b>", as_html(sheets.LISTED)]]
    for row in each_row(asked[~asked["listed"]]):
        links = "、".join(
            sentences.link(numbers[task], Mark((row.department_id,), tasks=(task,)), said)
            for task in row.task_ids
        )
        them = as_html("、".join(names[one] for one in row.with_ids))
        rows.append([as_html(row.name), f"与{them}同列第 {links} 项"])
    return markup.table(["部门", "依据"], rows, "directory asked")


view = page.opened("征求意见", by_counting=False)
plan, scope, scoped = view.plan, view.scope, view.scoped
labels = words.task_labels(scoped.tasks)
joint = loading.answer(structure.by_task, scoped)
first = joint["task_id"].tolist()[:1] or list(labels)[:1]
chosen = st.multiselect(
    "要征求意见的任务",
    list(labels),
    format_func=labels.__getitem__,
    placeholder="选择要征求意见的任务",
    label_visibility="collapsed",
    **address.bound(address.CONSULTED, address.some_of(labels, first)),
)
paper.settings(("要征求意见的任务", "；".join(labels[task] for task in chosen)))
if not chosen:
    states.nothing("还没有选任务。", "选一项或几项，看应当征求哪些部门的意见。")
    st.stop()
asked = whom_to_ask(scoped, chosen)
if asked.empty:
    states.nothing("所选任务没有列责任部门。")
    st.stop()
each = asked.sort_values("listed", ascending=False, kind="stable").drop_duplicates("department_id")
listed, others = (
    units(int((~own["collective"]).sum()), int(own["collective"].sum()))
    for own in (each[each["listed"]], each[~each["listed"]])
)
sentences.headline(
    view,
    [say(f"{len(chosen)}项任务列有{listed}；另有{others}在别的任务中与它们同列。")],
    ["依据只说明文件把哪些部门列在一起，不是说一定要征求它们的意见"],
)
mark = evidence.chosen(view)
if mark is not None:
    evidence.behind(view, mark)
texts = dict(zip(scoped.tasks["task_id"], scoped.tasks["text"], strict=True))
numbers, names = words.numbers_of(plan.tasks), words.distinct_names(scoped.departments)
for task in asked["task_id"].unique().tolist():
    own = asked[asked["task_id"] == task]
    heading = f"第 {numbers[task]} 项　{texts[task]}"
    st.html(f'<h4 class="task-band">{as_html(heading)}</h4>{list_of(own, numbers, names)}')

notes = provenance.notes(plan, scope)
with st.container(horizontal=True):
    downloads.file(
        "XLSX（每个部门一张表）",
        lambda: to_workbook(sheets.sheets(asked, scoped, names), notes),
        "征求意见清单.xlsx",
        downloads.XLSX,
    )
    downloads.file(
        "Word（每个部门一份）",
        lambda: zipped(
            {
                as_file_name(f"征求意见清单_{names[own]}", ".docx"): to_docx(
                    sheets.to_paper(names[own], table, notes)
                )
                for own, table in sheets.lists(scoped, asked).items()
            }
        ),
        "征求意见清单.zip",
        downloads.ZIP,
    )
provenance.source_line(plan, scope)
