"""历年: all plans of a body in a row – their figures, the lives of their tasks, their departments and their ties."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics import findings
from analytics.charts.series import department_curves, life_chart
from analytics.evidence import Mark
from analytics.exports import series as exports
from analytics.findings.sentences import named
from analytics.scope import ScopedPlan
from analytics.years.comparison import Comparison, compare
from analytics.years.departments import departments_of_years, ties_of_years
from analytics.years.lives import LifeLine, in_a_row, life_lines, year_names
from analytics.years.spread import figures_of_years
from pages.research import tables
from pages.shared import (
    address,
    downloads,
    drawing,
    evidence,
    filters,
    loading,
    paper,
    provenance,
    sentences,
    words,
    year_pair,
)
from pages.shared.page import View

LEAST = 3
"""Years from which on they stand in a row; two are compared with each other."""

FIGURES, TASKS, DEPARTMENTS, TIES = "figures", "tasks", "departments", "ties"
VIEWS = {FIGURES: "逐年", TASKS: "任务", DEPARTMENTS: "部门", TIES: "联系"}
CHANGED, ALL = "changed", "all"
LIVES = {CHANGED: "有变化的", ALL: "全部"}
LINES_AT_MOST = 60
"""Life lines that are drawn; the others are in the download."""


def offered(documents: pd.DataFrame, own: str) -> dict[str, str]:
    """The choice of all years, with what it is called; nothing where the body has too few plans."""
    row = in_a_row(documents, own)
    return {ALL: f"历年（{len(row)} 份）"} if len(row) >= LEAST else {}


@dataclass(frozen=True, eq=False)
class _Row:
    """What the views of the years are drawn from."""

    both: View
    years: tuple[ScopedPlan, ...]
    names: tuple[str, ...]
    comparisons: tuple[Comparison, ...]

    @property
    def file(self) -> str:
        return f"历年_{self.names[0]}_{self.names[-1]}"

    @property
    def notes(self) -> Sequence[tuple[str, str]]:
        return provenance.notes(self.both.plan, self.both.scope)


def show(view: View, controls: DeltaGenerator) -> None:
    """Draw all years of the body whose document the page looks at; ``controls``: the place for what is chosen."""
    with controls:
        way = filters.choice("看什么", address.SERIES_VIEW, VIEWS, FIGURES, labelled=False)
        lives = (
            filters.choice("看哪些任务", address.LIVES, LIVES, CHANGED, labelled=False)
            if way == TASKS
            else ALL
        )
    row = _row(view)
    lines = loading.kept(lambda: life_lines(row.comparisons), life_lines, row.both.scoped, row.comparisons)
    paper.settings(("对照", "、".join(row.names)), ("看什么", VIEWS[way]))
    sentences.headline(view, [findings.series_headline(lines, row.names)])
    reservations = [
        said
        for compared, years in zip(row.comparisons, pairwise(row.years), strict=True)
        for said in findings.year_reservations(compared, *years, ("", ""))
    ]
    if reservations:
        with st.container(border=True):
            sentences.paragraph(view, list({str(said): said for said in reservations}.values()))
    if way == FIGURES:
        _figures(row, lines)
    elif way == TASKS:
        _tasks(row, lines, lives)
    elif way == DEPARTMENTS:
        _departments(row)
    else:
        _ties(row)
    provenance.source_line(row.both.plan, row.both.scope)


def _row(view: View) -> _Row:
    ids = in_a_row(loading.catalogue().documents, view.scope.documents[0])
    both = year_pair.of_documents(view, ids)
    years = tuple(loading.scoped(both.plan, replace(both.scope, documents=(one,))) for one in ids)
    comparisons = tuple(
        loading.answer(compare, both.plan, *pair, year_pair.decided(year_pair.known(*pair)))
        for pair in pairwise(ids)
    )
    return _Row(both, years, year_names(both.plan.documents, ids), comparisons)


def _figures(row: _Row, lines: Sequence[LifeLine]) -> None:
    first, *others = row.years
    table = exports.year_table(loading.answer(figures_of_years, first, *others), row.names, row.comparisons)
    marks = [str(Mark(tasks=tuple(own.tasks["task_id"]))) for own in row.years]
    drawing.legend(
        "延续至未再列入，是与前一份相比的任务数；基尼系数按参与数，年度之间只比校正后的",
        "点击年度看那一年的任务",
    )
    tables.wrapped(table.astype(str), marks)
    evidence.panel(row.both, findings.life_findings(lines, row.names), marks)
    downloads.buttons(table, row.notes, f"{row.file}_逐年")


def _tasks(row: _Row, lines: Sequence[LifeLine], asked: str) -> None:
    shown = [line for line in lines if asked == ALL or not line.is_untouched]
    plan = row.both.plan
    numbers, labels = words.numbers_of(plan.tasks), words.beginnings(plan.tasks)
    said = findings.life_findings(lines, row.names)
    chart, side = st.columns([0.64, 0.36], gap="medium")
    with chart:
        drawing.legend(
            "一行是一项任务，圆点里是它在各年的序号；实线是文字没有变化，虚线是有变化，分开和合拢是拆分与合并；线断之处不再列入",
            "点击看任务",
        )
        if len(shown) < len(lines):
            st.caption(
                f"先列有变化的 {len(shown)} 项，其余 {len(lines) - len(shown)} 项各年都列入，文字没有变化。"
            )
        if len(shown) > LINES_AT_MOST:
            st.caption(f"先画前 {LINES_AT_MOST} 项，其余 {len(shown) - LINES_AT_MOST} 项见下载的表。")
        drawn = shown[:LINES_AT_MOST]
        doors = drawing.plotly(
            row.both,
            "life_lines",
            lambda: life_chart(drawn, row.names, numbers, labels),
            drawing.told("任务在各年的延续", [findings.series_headline(lines, row.names)]),
            tuple(drawn),
        )
    with side, drawing.beside():
        evidence.panel(row.both, said, doors)
    texts = dict(zip(plan.tasks["task_id"], plan.tasks["text"], strict=True))
    downloads.buttons(exports.life_table(lines, row.names, numbers, texts), row.notes, f"{row.file}_任务")


def _departments(row: _Row) -> None:
    first, *others = row.years
    frame = loading.answer(departments_of_years, first, *others)
    said = findings.department_series_findings(frame, row.names)
    chart, side = st.columns([0.68, 0.32], gap="medium")
    with chart:
        drawn = drawing.readable(frame)
        drawing.legend(
            "实心是参与数，空心是分担数，同一种数同一比例，从 0 起；没有点的一年没有列名",
            "点击看那一年的任务",
        )
        doors = drawing.plotly(
            row.both,
            "department_curves",
            lambda: department_curves(drawn, row.names, named(said)),
            drawing.told("各部门历年的参与数和分担数", said),
        )
    with side, drawing.beside():
        evidence.panel(row.both, said, doors)
    downloads.data_table(exports.department_series_table(frame, row.names), row.notes, f"{row.file}_部门")


def _ties(row: _Row) -> None:
    first, *others = row.years
    frame = loading.answer(ties_of_years, first, *others)
    said = findings.tie_series_findings(frame, row.names)
    table = exports.tie_series_table(frame, row.names)
    chart, side = st.columns([0.62, 0.38], gap="medium")
    with chart:
        for years in range(len(row.names), 0, -1):
            rows = (frame["years"] == years).to_numpy(bool)
            if rows.any():
                st.subheader(f"{years} 年有联系（{rows.sum()} 对）")
                tables.wrapped(table[rows].drop(columns="有联系的年数"), evidence.marks_of_pairs(frame[rows]))
    with side, drawing.beside():
        evidence.panel(row.both, said, evidence.marks_of_pairs(frame))
    downloads.buttons(table, row.notes, f"{row.file}_联系")
