"""目标与时限: which tasks state what, in which words; deadlines seen from a chosen date."""

from collections.abc import Mapping
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

import pandas as pd
import streamlit as st

from analytics import findings, task_list
from analytics.charts.targets import time_line
from analytics.evidence import Mark
from analytics.findings.progress import calendar
from analytics.loads import targets
from analytics.rows import each_row
from analytics.safe.html import as_html
from analytics.task_list import Stating
from data.vocabulary import TARGET_LABELS, UNREPORTED, TargetKind
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
    """What each task states, as a table: HTML, the values large, each value and number the way to its task, each name to its tasks.

    ``told``: what units report of tasks, by their ids: stands beside a deadline, which knows nothing of it. ``ids``: of
    departments, by their names.
    """
    said = sentences.address_without_mark()

    def value(row: Any, mark: Mark) -> str:
        kind = TARGET_LABELS[TargetKind(row.kind)]
        small = "" if kind == row.text else f" <small>{as_html(kind)}</small>"
        return f"<p>{sentences.link(row.text, mark, said)}{small}</p>"

    def due(row: Any) -> str:
        if row.kind != TargetKind.DEADLINE:
            return ""
        status = told.get(row.task_id)
        whose = "" if status is None else f"（自报{status}）" if status else f"（{UNREPORTED}）"
        parts = f"{targets.deadline_text(row.value, day)}{whose}".split("，")
        return f"<p>{'，'.join(f'<span class=unbroken>{as_html(part)}</span>' for part in parts)}</p>"

    rows = []
    for task_id, own in groupby(each_row(stated), attrgetter("task_id")):
        several = list(own)
        task, mark = several[0], Mark(tasks=(task_id,))
        rows.append(
            [
                "".join(value(row, mark) for row in several),
                f"{sentences.link(f'第 {task.number} 项', mark, said)}　{as_html(task.task_text)}",
                "、".join(sentences.link(name, Mark((ids[name],)), said) for name in task.departments),
                "".join(map(due, several)),
            ]
        )
    heads = ("目标", "任务", "责任部门", "期限")
    columns = len(heads) if any(row[-1] for row in rows) else len(heads) - 1
    return markup.table(
        heads[:columns], (row[:columns] for row in rows), "directory goals", ("value", "", "", "")[:columns]
    )


line = page.heading()
heading = line.container(horizontal=True, vertical_alignment="center", width="content")
view = page.opened(beside=line, by_counting=False)
plan, scope, scoped = view.plan, view.scope, view.scoped
stated = loading.answer(targets.stated, plan, scoped)
found = loading.answer(findings.target_findings, plan, scoped)
without = {address.STATING.name: words.STATING[Stating.UNSTATED]}
sentences.headline(
    view,
    [found.headline],
    found.kinds,
    [sentences.way("tasks", f"没有写明目标的 {found.unstated} 项任务", **without)] * bool(found.unstated),
)
reported = reports.latest(view)
if reported is not None and not reported.progress.reported:
    reported = None  # a ledger that was sent says nothing of what was done
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
            **address.bound(address.DAY, address.day(day), follows=True),
        )
        text = paper.html(paper.settings_in_words(("期限从哪一天看", day.isoformat())))
        note = markup.note(
            "文件不含进展情况：期限在所选日期之前，不等于没有完成，也不等于逾期。“年内”按文件年度的 12 月 31 日。"
        )
status_of: dict[str, str] = {}
said = [found.headline, *found.kinds]
if reported is not None:
    told = [reported.said, *calendar(reported.standing)]
    said += told
    text += sentences.running_text(view, told, [reports.way()])
    note = markup.note(
        "表中是文件写明的目标与期限，另定的时限和办理情况见“进展”。“年内”按文件年度的 12 月 31 日。"
    )
    status_of = dict(zip(reported.standing["task_id"], reported.standing["status"], strict=True))
mark = evidence.chosen(view)
if mark is not None:
    if text:
        st.html(text)
    evidence.behind(view, mark, said)
    text = ""
table = ""
if len(stated):
    ids = dict(zip(scoped.departments["name"], scoped.departments["department_id"], strict=True))
    table = goals(stated, day, status_of, ids) + note
due = loading.answer(targets.deadlines, stated, day)
# One deadline stands in the table; how several follow each other, only the picture shows.
several = len(due) > 1
if not several:
    text += table
if len(due):
    text += markup.heading("完成时限")
if text:
    st.html(text)
if len(due):
    dates = "；".join(
        f"第 {row.number} 项{row.text}，{targets.deadline_text(row.due.isoformat(), day)}"
        for row in each_row(due)
    )
    drawing.plotly(view, "time_line", lambda: time_line(due, day), f"写明的完成时限与所选日期。{dates}", day)
if several:
    st.html(markup.heading("写明的目标") + table)
downloads.foot(view, loading.answer(task_list.table, plan, found.stating), "目标与时限", on_paper=None)
