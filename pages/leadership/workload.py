"""部门负荷: who carries how much, alone or together, in which sections, how concentrated."""

import streamlit as st

from analytics import findings
from analytics.charts import workload as charts
from analytics.charts.concentration import lorenz_curve
from analytics.findings import LoadPicture
from analytics.loads import concentration, workload
from pages.shared import (
    address,
    changes,
    downloads,
    drawing,
    evidence,
    filters,
    loading,
    page,
    paper,
    sentences,
    states,
    words,
)

view = page.opened("部门负荷")
plan, scope, scoped = view.plan, view.scope, view.scoped
changes.show(view, changes.IN_LOADS)

pictures = {picture: picture.value for picture in LoadPicture}
picture = filters.choice("图表", address.VIEW, pictures, LoadPicture.LOAD, labelled=False)
by_department = loading.answer(workload.by_department, scoped)
table = words.workload_table(by_department)
sections = loading.answer(words.section_columns, plan, scope)
meaningless = picture == LoadPicture.CONCENTRATION and len(sections) == 1
said = [] if meaningless else findings.picture_findings(plan, scoped, picture, loading.answer)
doors: tuple[str, ...] | None = None
paper.settings(("图表", picture))
# What is chosen stands in the place of all sentences but the first: then nothing is said to be coloured because they name it.
named = "" if evidence.chosen(view) else f"{words.NAMED}。"
sentences.headline(view, said[:1])
chart, side = st.columns([0.62, 0.38], gap="medium")
with chart:
    if picture == LoadPicture.LOAD:
        shown = drawing.readable(by_department)
        drawing.legend(f"{words.RANKS}。{named}")
        doors = drawing.plotly(
            view,
            "load",
            lambda: charts.load_dots_with_ranks(shown, findings.named(said), scope.counting),
            drawing.told("各部门参与数与分担数，由多到少", said),
        )
    elif picture == LoadPicture.TOGETHER:
        # The bars show full counts, so they are sorted by them, whatever else is sorted by.
        by_full_count = loading.answer(workload.by_department, view.by_full_count().scoped)
        shown = drawing.readable(by_full_count)
        doors = drawing.plotly(
            view,
            "together",
            lambda: charts.alone_or_together(shown),
            drawing.told("各部门独立承担与共同承担的任务数", said),
        )
    elif picture == LoadPicture.SECTIONS:
        by_section = loading.answer(workload.by_section, scoped)
        shown = drawing.readable(by_department)
        if named:
            drawing.legend(named)
        doors = drawing.plotly(
            view,
            "sections_matrix",
            lambda: charts.section_matrix(shown, by_section, sections, scope.counting, findings.named(said)),
            drawing.told("各部门在各部分的任务数，部门由多到少", said),
        )
        table = words.section_table(by_department, by_section, sections, scope.counting)
    elif meaningless:
        states.nothing("只看一个部分时，集中程度没有意义。", "请在上方选择全部部分。")
    else:
        curve = concentration.lorenz(workload.loads(scoped))
        drawing.still(
            view,
            "lorenz",
            lambda: lorenz_curve(curve, scope.counting),
            drawing.told("任务在各部门之间的洛伦兹曲线", said),
        )
with side, drawing.beside():
    evidence.panel(view, said[1:], doors, said=said[:1])
downloads.foot(view, table, f"部门负荷_{picture}")
