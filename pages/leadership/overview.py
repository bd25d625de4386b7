"""总览: what the plan asks, of whom, at one look."""

import numpy as np
import streamlit as st

from analytics import findings
from analytics.charts.workload import load_and_sections
from analytics.findings.progress import progress_headline
from analytics.loads import workload
from analytics.safe.html import as_html
from analytics.safe.markdown import as_markdown
from pages.shared import (
    address,
    changes,
    downloads,
    drawing,
    evidence,
    loading,
    page,
    provenance,
    reports,
    sentences,
    words,
)

FIRST = 10  # departments of the first screen …
AT_MOST = 13  # … and those level with the last of them, up to so many


def _rest(loads: np.ndarray) -> str:
    """What is not drawn at first: how many departments, with how much each. ``loads``: theirs, the largest first."""
    most, least = (f"{load:.2f}".rstrip("0").rstrip(".") for load in (loads[0], loads[-1]))
    return f"其余 {len(loads)} 个（各 {least if least == most else f'{least} 至 {most}'} 项）"


heading = st.container(horizontal=True, vertical_alignment="bottom")
view = page.opened()
plan, scope, scoped = view.plan, view.scope, view.scoped
with heading:
    st.title(as_markdown(provenance.title(plan, scope)), width="content")
    st.html(f'<p class="plan-line">{as_html(provenance.issued(plan, scope))}</p>', width="content")

changes.show(view, changes.IN_LOADS)
said = [
    *loading.answer(findings.first_places, scoped),
    *loading.answer(findings.first_place_turns, plan, scope, loading.answer),
    *loading.answer(findings.roles_unstated, scoped),
]
headline = loading.answer(findings.headline, scoped)
if not headline:  # too few tasks for one: then the first of what else is found
    headline, said = said[:1], said[1:]
figures = loading.answer(findings.figures, scoped)
sentences.headline(view, headline, figures)
reported = reports.latest(view)
if reported is not None:
    sentences.paragraph(view, progress_headline(reported.standing, reported.progress), [reports.way()])

sections = loading.answer(words.section_columns, plan, scope)
by_department = loading.answer(workload.by_department, scoped)
by_section = loading.answer(workload.by_section, scoped)
loads = by_department[str(scope.counting)].to_numpy()
first = min(len(loads), FIRST)
while first < min(len(loads), AT_MOST) and loads[first] >= loads[first - 1] - workload.TOLERANCE:
    first += 1
first = len(loads) if len(loads) - first < 3 else first  # a few more are not worth a click

chart, side = st.columns([0.67, 0.33], gap="medium")
with chart:
    st.subheader("谁列名最多，在哪些部分", help=f"{words.DOTS}。{words.NAMED}")
    picture = st.container()
    every = first < len(loads) and st.toggle(
        _rest(loads[first:]), **address.bound(address.EVERY, address.flag())
    )
    with picture:
        rows = drawing.readable(by_department) if every else by_department.head(first)
        doors = drawing.plotly(
            view,
            "overview",
            lambda: load_and_sections(
                rows, by_section, sections, scope.counting, named=findings.named(headline)
            ),
            drawing.told(
                f"{rows['name'].iloc[0]}等{len(rows)}个部门的参与数与分担数，以及在各部分的任务数", headline
            ),
            len(rows),
        )
with side, drawing.beside():
    evidence.panel(view, said, doors, "要点", [*headline, *figures])
downloads.foot(
    view,
    loading.answer(words.workload_table, by_department),
    "总览",
    on_paper="数据表" if len(rows) == len(by_department) else f"数据表（图中是前 {len(rows)} 个）",
)
