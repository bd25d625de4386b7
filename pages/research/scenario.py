"""情景推演: what a plan would be with changes – kept under a name, beside the plan – and what they make of it."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from analytics import findings
from analytics.charts.scenarios import difference_matrix
from analytics.charts.years import count_changes
from analytics.evidence import tasks_behind
from analytics.exports import scenarios as exports
from analytics.exports.years import tie_year_table
from analytics.findings.sentences import named
from analytics.safe.markdown import as_markdown
from analytics.scenarios import comparing
from pages.research import scenario_editing, scenario_files, scenario_proposals
from pages.shared import (
    address,
    downloads,
    drawing,
    evidence,
    filters,
    jobs,
    loading,
    page,
    paper,
    provenance,
    scenario,
    sentences,
    words,
)

BOTH, PROPOSALS, FILES = "both", "proposals", "files"
VIEWS = {
    BOTH: "前后对照",
    scenario_editing.CHANGES: scenario_editing.CHANGES_LABEL,
    PROPOSALS: "建议",
    FILES: "改稿和带走",
}

line = page.heading()
line.title("情景推演", width="content")
jobs.tell()
view = page.opened(beside=line, by_counting=False, even_empty=True)
scope, chosen = view.scope, view.scenario
own = scenario.of_document(scope.documents[0])
plan = loading.plan(loading.catalogue(), scope.documents)
if chosen is None:
    scenario_editing.begin(plan, own)
    provenance.source_line(plan, scope)
    st.stop()

others = {one: f"情景“{own[one].name}”" for one in own if one != chosen.scenario_id}
with st.container(horizontal=True, vertical_alignment="bottom"):
    way = filters.choice("看什么", address.SCENARIO_VIEW, VIEWS, BOTH, labelled=False)
    held = scenario.STORED
    if others:
        held = st.selectbox(
            "与什么对照",
            [scenario.STORED, *others],
            format_func=lambda one: f"对照：{others.get(one, scenario.STORED_LABEL)}",
            label_visibility="collapsed",
            width=320,
            **address.bound(address.HELD_AGAINST, scenario.form({one: own[one] for one in others})),
        )
against = scenario.seen(plan, own[held]).plan if held else plan
before = page.View(against, scope, loading.scoped(against, scope), own.get(held))
applied = scenario.seen(plan, chosen)
with st.spinner("正在对照……"):
    both = loading.answer(comparing.before_after, before.scoped, view.scoped)
names = others.get(held, scenario.STORED_LABEL), f"情景“{chosen.name}”"
paper.settings(("对照", f"{names[1]}与{names[0]}"))
sentences.headline(None, [findings.scenario_headline(both, names)])
notes = [*provenance.notes(view.plan, scope), ("对照", f"{names[1]}与{names[0]}")]
if way == scenario_editing.CHANGES:
    scenario_editing.edit(view, chosen, applied)
elif way == PROPOSALS:
    scenario_proposals.draw(view, chosen)
elif way == FILES:
    scenario_files.draw(view, plan, chosen, applied, both, names, notes)
if way != BOTH:
    provenance.source_line(view.plan, scope)
    st.stop()

# ── before and after ────────────────────────────────────────────────────────────────────────────────────────

changed = both.departments[
    (both.departments["more"] != 0)
    | ((both.departments["later_fractional"] - both.departments["earlier_fractional"]).abs() > 0.005)
].reset_index(drop=True)
said = findings.scenario_findings(both, names)
gone = before.scoped.departments[
    ~before.scoped.departments["department_id"].isin(view.scoped.departments["department_id"])
]
told = replace(  # so that departments that the scenario names no more have a name
    view.scoped,
    version=(*view.scoped.version, *before.scoped.version),
    departments=pd.concat([view.scoped.departments, gone], ignore_index=True),
)
seen = page.View(view.plan, scope, told, chosen)
mark = evidence.chosen(seen)
chart, side = st.columns([0.68, 0.32], gap="medium")
doors: list[str] = []
with chart:
    if len(changed):
        st.subheader(f"部门（{len(changed)} 个有变化）")
        drawn = drawing.readable(changed)
        drawing.legend(
            f"竖线是{names[0]}，圆点是{names[1]}：实心参与数，空心分担数；只有一种的，另一边没有列名；蓝色是结论提到的部门",
            "点击看任务",
        )
        doors += drawing.plotly(
            seen,
            "scenario_counts",
            lambda: count_changes(drawn, names, named(said)),
            drawing.told(f"各部门在{names[0]}和{names[1]}里的参与数和分担数", said),
            names,
        )
    if len(changed) and len(both.cells):
        st.subheader("部分与部门")
        columns = loading.answer(words.section_columns, before.plan, scope)
        after = loading.answer(words.section_columns, view.plan, scope).set_index("section_id")["tasks"]
        counts = zip(columns["tasks"], columns["section_id"].map(after), strict=True)
        columns = columns.assign(tasks=[f"{one}→{other}" if one != other else one for one, other in counts])
        drawing.legend("格中是任务增减的项数：＋是增加，−是减少；空格没有变化", "点击看任务")
        doors += drawing.plotly(
            seen,
            "scenario_cells",
            lambda: difference_matrix(both.cells, columns, drawn["department_id"].tolist()),
            drawing.told("各部门在各部分增减的任务", said),
            names,
        )
    st.subheader("合计")
    drawing.wrapped_table(exports.totals_table(both, names), "short-heads")
    ties = both.changed_ties
    if len(ties):
        st.subheader(f"联系（{len(ties)} 对有变化）")
        doors += drawing.table(
            "scenario_ties", tie_year_table(ties, names), evidence.marks_of_pairs(ties), height=320
        )
with side, drawing.beside():
    if mark is not None and not tasks_behind(view.scoped, mark) and tasks_behind(before.scoped, mark):
        st.caption(as_markdown(f"{names[1]}里没有了，列的是{names[0]}里的任务："))
        evidence.behind(before, mark)
    else:
        evidence.panel(seen, said, list(dict.fromkeys(doors)))
downloads.data_table(exports.department_table(both, names), notes, f"情景推演_{chosen.name}_部门")

provenance.source_line(view.plan, scope)
