"""Reported progress on a page: what was loaded of it, and how a status, a task and its history look everywhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any, Literal

import pandas as pd
import streamlit as st

from analytics.evidence import Mark
from analytics.findings import Finding
from analytics.findings import progress as findings
from analytics.progress.standing import standing
from analytics.progress.told import Told
from analytics.rows import each_row
from analytics.safe.html import as_html
from analytics.safe.markdown import as_markdown
from analytics.slides.presentation import Cell
from data.progress.form import HEADERS, OPINION, STATUS
from data.progress.reported import ActionItem, Entry, Progress, Reported, TaskProgress
from data.store.activities import local
from data.vocabulary import STATUS_SIGNS, UNREPORTED, Status, Timing, status_text
from pages.shared import address, loading, sentences
from pages.shared.page import View

CLASSES = {
    Status.NOT_STARTED: "not-started",
    Status.UNDER_WAY: "under-way",
    Status.DONE: "done",
    Status.FAILED: "failed",
    Status.TO_ADJUST: "to-adjust",
}
"""How a status looks: a class of the style sheet, beside its sign and its word."""

LATE_RULE = "红色只用于一种情形：时限已过，而单位最近一次填报的不是已完成"


@dataclass(frozen=True, eq=False)
class Reports:
    """What is stored of the progress of the document that a page looks at, in one period."""

    view: View
    revision: int
    reported: Reported
    progress: Progress

    @cached_property
    def standing(self) -> pd.DataFrame:
        """``analytics.progress.standing.standing`` of the period."""
        view = self.view
        return loading.kept(
            lambda: standing(view.plan, view.scoped, self.reported, self.progress.period),
            standing,
            view.scoped,
            self.revision,
            self.progress.period,
        )

    @cached_property
    def tasks(self) -> dict[str, TaskProgress]:
        """The tasks of the period by their ids."""
        return {task.task_id: task for task in self.progress.tasks}

    @property
    def told(self) -> Told:
        """What a presentation tells of it."""
        return Told(self.revision, self.progress.period, self.standing, self.progress)

    def brief(self, task_ids: Iterable[str]) -> dict[str, str]:
        """The three facts of each of these tasks as HTML."""
        own = self.standing[self.standing["task_id"].isin(list(task_ids))]
        return {row.task_id: facts(self, row) for row in each_row(own)}

    @property
    def said(self) -> Finding:
        """What every picture says of itself."""
        return findings.reported(self.standing, self.progress)

    def histories(self, task_ids: Iterable[str]) -> dict[str, str]:
        """The history of each of these tasks as HTML."""
        return {task_id: history(self, task_id) for task_id in task_ids}


def link() -> None:
    """The way to 进展, of what the page looks at, among controls."""
    st.page_link(
        "pages/meeting/progress.py",
        label="进展",
        icon=":material/checklist_rtl:",
        query_params=address.carried(),
    )


def way() -> str:
    """``link`` in a text, as HTML."""
    return sentences.way("progress", "进展")


def latest(view: View) -> Reports | None:
    """The period that the URL names, else the last of which something was reported, else the last that was sent.

    None where nothing was ever sent, and of a scenario, of which nobody reports.
    """
    if view.scenario is not None:
        return None
    revision, reported = loading.reported(view.scope.documents[0])
    shown = reported.of(address.text(address.PERIOD)) or reported.latest
    return None if shown is None else Reports(view, revision, reported, shown)


def chosen(view: View, *, label_visibility: Literal["visible", "collapsed"] = "collapsed") -> Reports | None:
    """As ``latest``, with a control that chooses the period."""
    reports = latest(view)
    if reports is None or reports.reported.latest is None:
        return None
    periods = {
        one.period: f"{one.period}（{f'截至 {one.as_of}' if one.reported else '还没有填报'}）"
        for one in reversed(reports.reported.periods)
    }
    address.tell_unknown(address.PERIOD, list(periods))
    form = address.one_of({period: period for period in periods}, reports.reported.latest.period)
    period = st.selectbox(
        "填报期",
        list(periods),
        format_func=periods.__getitem__,
        label_visibility=label_visibility,
        width=280,
        **address.bound(address.PERIOD, form),
    )
    shown = reports.reported.of(period)
    return reports if shown is None else Reports(view, reports.revision, reports.reported, shown)


def tell_awaited(reports: Reports) -> None:
    """Say which later periods were sent and are not reported yet; nothing where there is none."""
    awaited = reports.reported.awaited(reports.progress.period)
    if awaited:
        names = "、".join(one.period for one in awaited)
        st.caption(
            as_markdown(f"{names} 的台账已经发出，还没有填报；下面是 {reports.progress.period} 的进展。")
        )


# ── how it looks ────────────────────────────────────────────────────────────────────────────────────────────


def look(status: str) -> str:
    """The class of the style sheet for a status; hatched for none."""
    return f"cell-{CLASSES[Status(status)] if status else 'unreported'}"


def cell(row: Any, said: dict[str, list[str]], *, small: bool = False) -> str:
    """A task as a cell: number, sign and word of its status, its deadline, whether it was verified. It opens the task.

    ``row``: of ``standing``; ``small``: without the word, for a row of many.
    """
    href = address.here({**said, address.MARK.name: [str(Mark(tasks=(row.task_id,)))]})
    status, due, timing = row.status, row.due, row.timing
    late = " cell-late" if row.late else ""
    day = "" if due is None else f"{due:%m-%d} 已过" if timing == Timing.PAST else f"时限 {due:%m-%d}"
    checked = ("✓" if row.verified else "") + ("≠" if row.reported_on else "")
    number = as_html(row.number)
    title = as_html(told(row))
    if small:
        inside = f"<b>{number}</b> {STATUS_SIGNS[Status(status)] if status else '—'}"
        return f'<a class="in-app cell cell-small {look(status)}{late}" href="{as_html(href)}" target="_self" title="{title}">{inside}{checked}</a>'
    return (
        f'<a class="in-app cell {look(status)}{late}" href="{as_html(href)}" target="_self" title="{title}">'
        f"<b>{number}<i>{checked}</i></b><span>{as_html(status_text(status))}</span>"
        f"<small>{as_html(day)}</small></a>"
    )


def strip(rows: Iterable[tuple[str, Iterable[str]]], look: str = "") -> str:
    """Rows of cells, each below its name, both as HTML. ``look``: a further class of the style sheet."""
    drawn = "".join(
        f'<div class="strip-row">{name}<div class="cells">{"".join(cells)}</div></div>'
        for name, cells in rows
    )
    return f'<div class="{f"strip {look}".strip()}">{drawn}</div>'


def slide_cell(cell: Cell, said: dict[str, list[str]]) -> str:
    """A task as a cell of a slide: its number, sign and word."""
    href = address.here({**said, address.MARK.name: [str(cell.mark)]})
    late = " cell-late" if cell.late else ""
    checked = "✓" if cell.verified else ""
    return (
        f'<a class="in-app cell {look(cell.status)}{late}" href="{as_html(href)}" target="_self">'
        f"<b>{as_html(cell.number)}<i>{checked}</i></b><span>{as_html(status_text(cell.status))}</span></a>"
    )


def told(row: Any) -> str:
    """A task in a line: number, unit, and the three facts."""
    due = timing_text(row.due, row.timing, set_by_office=row.set_by_office)
    checked = "督查已核实" if row.verified else "未核实"
    filler = row.filler or "没有填报单位"
    changed = "填报后任务文字有改动；" if row.reported_on else ""
    return f"第 {row.number} 项，{filler}：{status_text(row.status, row.said_last)}；{due}；{changed}{checked}。{row.text}"


def timing_text(due: date | None, timing: Timing, *, set_by_office: bool) -> str:
    """The calendar's fact in words: 30 天内（办理时限 2023-10-31，办公室定）."""
    if due is None:
        return str(Timing.NONE)
    return f"{timing}（{f'办理时限 {due}，办公室定' if set_by_office else f'文件写明 {due}'}）"


def legend(standing: pd.DataFrame) -> str:
    """What the signs mean, as HTML; statuses that no task has are left out."""
    present = set(standing["status"])
    samples = [
        f'<span class="cell cell-sample {look(status)}">{as_html(status_text(status))}</span>'
        for status in [*(str(one) for one in Status), ""]
        if status in present
    ]
    late = (
        '<span class="cell cell-sample cell-late"><small>10-31 已过</small></span>'
        if standing["late"].any()
        else ""
    )
    signs = (
        (LATE_RULE, bool(late)),
        ("✓ 督查已核实", standing["verified"].any()),
        ("≠ 填报后任务文字有改动", (standing["reported_on"] != "").any()),
    )
    said = "；".join(sign for sign, present in signs if present)
    return f'<p class="legend cells">{"".join(samples)}{late}<span>{said}</span></p>'


def source(finding: Finding) -> str:
    """Until when a picture tells, of how many tasks, by whose word; as HTML."""
    return f'<p class="legend">{as_html(str(finding))}</p>'


# ── the history of a task ───────────────────────────────────────────────────────────────────────────────────


def history(reports: Reports, task_id: str) -> str:
    """What is known of a task, as HTML: the three facts, what meetings decided, and every statement with file and row."""
    row = reports.standing[reports.standing["task_id"] == task_id]
    now = "".join(facts(reports, one) + _reported_on(one) for one in each_row(row))
    actions = "".join(_action(one) for one in reports.reported.actions if one.task_id == task_id)
    entries = [entry for entry in reports.reported.entries if entry.task_id == task_id]
    periods = [
        _period(one, [entry for entry in entries if entry.period == one.period])
        for one in reversed(reports.reported.periods)
    ]
    return f'<div class="history">{now}{actions}{"".join(periods)}</div>'


def facts(reports: Reports, row: Any) -> str:
    """What the unit says, what the calendar says, what was verified: three facts side by side, as HTML."""
    task = reports.tasks[row.task_id]
    who = f"首列单位{row.filler}，推定" if row.filler and row.assumed else row.filler or "没有填报单位"
    verified = task.verified
    checked = (
        f"督查已核实（{verified.who}，{local(verified.verified_at)}{f'，{verified.note}' if verified.note else ''}）"
        if verified
        else "未核实"
    )
    three = (
        ("填报状态", f"{status_text(row.status, row.said_last)}（{reports.progress.period}，{who}）"),
        ("时限状态", timing_text(row.due, row.timing, set_by_office=row.set_by_office)),
        ("核实", checked),
    )
    late = ' class="late"' if row.late else ""
    parts = "".join(
        f"<div><dt>{label}</dt><dd{late if label == '时限状态' else ''}>{as_html(text)}</dd></div>"
        for label, text in three
    )
    return f'<dl class="facts">{parts}</dl>'


def _reported_on(row: Any) -> str:
    """What the task said when its unit reported on it, where it says something else now."""
    if not row.reported_on:
        return ""
    return f'<p class="action"><b>填报后任务文字有改动</b> 填报时是：{as_html(row.reported_on)}</p>'


def _action(one: ActionItem) -> str:
    until = f"，{one.due} 前" if one.due else ""
    by = f"，{one.said_by}提出" if one.said_by else ""
    closed = f"已销号（{one.closed_by}）" if one.closed_by else "未销号"
    return f'<p class="action"><b>议定事项</b> {as_html(f"{one.meeting}：{one.what}（{one.unit}办{until}{by}）")} <i>{as_html(closed)}</i></p>'


def _period(progress: Progress, entries: Sequence[Entry]) -> str:
    """What was said in a period: the latest of each column; what it replaced is told beside it."""
    heading = f"{progress.period}，截至 {progress.as_of}"
    if not entries:
        return f"<section><h4>{as_html(heading)}：{UNREPORTED}</h4></section>"
    columns: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        columns.setdefault((entry.field, entry.unit if entry.field == OPINION else ""), []).append(entry)
    status = columns.pop((STATUS, ""), [])
    now = (status[-1].value or "") if status else ""
    lines = [
        _line(f"{field}{f'（{unit}）' if unit else ''}", own) for (field, unit), own in _ordered(columns)
    ]
    before = _before(status)
    from_where = "；".join(_from(own) for own in _files(entries))
    return (
        f"<section><h4>{as_html(f'{heading}：{status_text(now)}')}{before}</h4>{''.join(lines)}"
        f'<p class="from">{as_html(from_where)}</p></section>'
    )


def _ordered(columns: dict[tuple[str, str], list[Entry]]) -> list[tuple[tuple[str, str], list[Entry]]]:
    return sorted(columns.items(), key=lambda one: HEADERS.index(one[0][0]))


def _line(label: str, entries: Sequence[Entry]) -> str:
    value = entries[-1].value
    text = as_html(value) if value else "（已清空）"
    return f"<p><b>{as_html(label)}</b> {text}{_before(entries)}</p>"


def _before(entries: Sequence[Entry]) -> str:
    earlier = [
        f"{entry.value or '（空）'}（{entry.file_name} 第 {entry.sheet_row} 行）" for entry in entries[:-1]
    ]
    return f" <small>先前填：{as_html('；'.join(earlier))}</small>" if earlier else ""


def _files(entries: Sequence[Entry]) -> list[Entry]:
    """One entry of each file and row."""
    return [
        next(own)
        for _, own in groupby(entries, key=lambda one: (one.file_name, one.sheet_row, one.received_at))
    ]


def _from(entry: Entry) -> str:
    decided = f"，经 {entry.confirmed_by} 确认" if entry.confirmed_by else ""
    return (
        f"{entry.file_name} 第 {entry.sheet_row} 行，{local(entry.received_at)} 收回（{entry.who}{decided}）"
    )


def address_of(task_ids: Sequence[str]) -> str:
    """Tasks as the URL names them."""
    return str(Mark(tasks=tuple(task_ids)))


def numbers(frame: pd.DataFrame, said: dict[str, list[str]]) -> str:
    """Task numbers as links that open them."""
    return "、".join(sentences.link(row.number, Mark(tasks=(row.task_id,)), said) for row in each_row(frame))
