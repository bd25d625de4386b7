"""目标与时限: which tasks state what, in which words; deadlines seen from a chosen date."""

from collections.abc import Mapping
from datetime import date, datetime

import pandas as pd
import streamlit as st

from analytics import task_list
from analytics.charts.targets import time_line
from analytics.evidence import Mark
from analytics.findings import Figure
from analytics.findings.progress import calendar
from analytics.findings.sentences import say, tasks
from analytics.loads import targets
from analytics.rows import each_row
from analytics.safe.html import as_html
from analytics.task_list import Stating
from data.vocabulary import TARGET_LABELS, TargetKind
from pages.shared import (
    address,
    downloads,
    drawing,
    evidence,
    loading,
    markup,
    page,
    paper,
    reports,
    sentences,
    words,
)


def goals(stated: pd.DataFrame, day: date, told: Mapping[str, str], ids: Mapping[str, str]) -> str:
    """What is stated as a table, the value large: HTML, each value and number the way to its task, each name to its tasks.

    ``told``: what units report of tasks, by their ids: stands beside a deadline, which knows nothing of it. ``ids``: of
    departments, by their names.
    """
    said = sentences.address_without_mark()
    rows = []
    for row in each_row(stated):
        when = targets.deadline_text(row.value, day) if row.kind == TargetKind.DEADLINE else ""
        if when and (status := told.get(row.task_id)):
            when += f"（自报{status}）"
        mark = Mark(tasks=(row.task_id,))
        units = [sentences.link(name, Mark((ids[name],)), said) for name in row.departments]
        rows.append(
            [
                sentences.link(row.text, mark, said),
                as_html(TARGET_LABELS[TargetKind(row.kind)]),
                f"{sentences.link(f'第 {row.number} 项', mark, said)}　{as_html(row.task_text)}",
                "、".join(units),
                "，".join(f'<span class="unbroken">{as_html(part)}</span>' for part in when.split("，")),
            ]
        )
    heads = ("目标", "类别", "任务", "责任部门", "期限")
    return markup.table(heads, rows, "directory goals", ("value", "unbroken", "", "", ""))


heading = st.container(horizontal=True, vertical_alignment="center")
view = page.opened(by_counting=False)
plan, scope, scoped = view.plan, view.scope, view.scoped
stated = loading.answer(targets.stated, plan, scoped)
unstated = task_list.find(scoped, stating=Stating.UNSTATED)

by_kind = [(kind, stated["task_id"][stated["kind"] == kind]) for kind in TargetKind]
kinds = [
    say(f"{TARGET_LABELS[kind]} ", Figure(f"{len(ids)} 个", tuple(dict.fromkeys(ids))))
    for kind, ids in by_kind
    if len(ids)
]
stating = task_list.find(scoped, stating=Stating.STATED)
without = {address.STATING.name: words.STATING[Stating.UNSTATED]}
sentences.headline(
    view,
    [say(tasks(scoped.tasks["task_id"]), "任务中，", tasks(stating), "写明了目标或时限。")],
    kinds,
    [sentences.way("tasks", f"没有写明目标的 {len(unstated)} 项任务", **without)] * bool(unstated),
)
reported = reports.latest(view)
today = datetime.now().astimezone().date()
day = loading.answer(targets.seen_from, plan, scoped, today)
if reported is not None:
    day = reported.progress.as_of  # one day for what is due and for what is reported
text = note = ""
with heading:
    st.title("目标与时限")
    if (stated["kind"] == TargetKind.DEADLINE).any():
        st.html('<p class="legend on-screen">期限从哪一天看</p>', width="content")
        day = st.date_input(
            "期限从哪一天看",
            format="YYYY-MM-DD",
            width=160,
            label_visibility="collapsed",
            **address.bound(address.DAY, address.day(day)),
        )
        text = paper.html(paper.settings_in_words(("期限从哪一天看", day.isoformat())))
        note = markup.note(
            "文件不含进展情况：期限在所选日期之前，不等于没有完成，也不等于逾期。“年内”按文件年度的 12 月 31 日。"
        )
status_of: dict[str, str] = {}
if reported is not None:
    text += sentences.running_text(view, [reported.said, *calendar(reported.standing)], [reports.way()])
    note = markup.note(
        "表中是文件写明的目标与期限，另定的时限和办理情况见“进展”。“年内”按文件年度的 12 月 31 日。"
    )
    status_of = dict(zip(reported.standing["task_id"], reported.standing["status"], strict=True))
mark = evidence.chosen(view)
if mark is not None:
    if text:
        st.html(text)
    evidence.behind(view, mark)
    text = ""
if len(stated):
    ids = dict(zip(scoped.departments["name"], scoped.departments["department_id"], strict=True))
    text += goals(stated, day, status_of, ids) + note
due = loading.answer(targets.deadlines, stated, day)
if text:
    st.html(text + (markup.heading("完成时限") if len(due) else ""))
if len(due):
    told = "；".join(
        f"第 {row.number} 项{row.text}，{targets.deadline_text(row.due.isoformat(), day)}"
        for row in each_row(due)
    )
    drawing.plotly(view, "time_line", lambda: time_line(due, day), f"写明的完成时限与所选日期。{told}", day)
downloads.foot(view, loading.answer(task_list.table, plan, tuple(stating)), "目标与时限")
