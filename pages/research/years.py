"""年度对照: what became of the tasks, the departments and the ties of another plan, the earlier year's mostly."""

import streamlit as st

from analytics import findings
from analytics.charts.year_network import Which
from analytics.years.comparison import usual_counterpart
from pages.research import year_series, year_tasks, year_units
from pages.shared import (
    address,
    filters,
    jobs,
    loading,
    operator,
    page,
    paper,
    provenance,
    sentences,
    states,
    words,
    year_pair,
)

TASKS, DEPARTMENTS, SECTIONS, TIES = "tasks", "departments", "sections", "ties"
VIEWS = {TASKS: "任务", DEPARTMENTS: "部门", SECTIONS: "部分", TIES: "联系"}

view = page.opened("年度对照", by_counting=False)
jobs.tell()
catalogue = loading.catalogue()
own = view.scope.documents[0]
usual = usual_counterpart(catalogue.documents, own)
if usual is None:
    states.nothing(
        "数据库里只有一份要点，还没有可以对照的。",
        "读入另一年的要点，就能看到哪些任务延续、修改、新增或未再列入。",
    )
    operator.link("pages/steward/sources.py", label="去“文件导入”读入另一份", icon=":material/upload_file:")
    st.stop()
labels = loading.answer(words.document_labels, catalogue.documents)
others = {document: label for document, label in labels.items() if document != own}
others |= year_series.offered(catalogue.documents, own)
controls = st.container(horizontal=True, vertical_alignment="bottom")
with controls:
    other = st.selectbox(
        "与哪份文件对照",
        list(others),
        format_func=lambda document: f"对照：{others[document]}",
        label_visibility="collapsed",
        width=420,
        **address.bound(address.AGAINST, address.one_of({own: own for own in others}, usual)),
    )
if other == year_series.ALL:
    year_series.show(view, controls)
    st.stop()
with controls:
    way = filters.choice("看什么", address.YEARS_VIEW, VIEWS, TASKS, labelled=False)
    order = (
        filters.choice(
            "任务的排列", address.CHANGES_BY, year_tasks.ORDERS, year_tasks.BY_KIND, labelled=False
        )
        if way == TASKS
        else year_tasks.BY_KIND
    )
    seen = year_units.ties_seen() if way == TIES else Which.BOTH
pair = year_pair.both(view, other)
titles = [labels[own] for own in pair.ids]
paper.settings(("对照", f"《{titles[0]}》与《{titles[1]}》"), ("看什么", VIEWS[way]))

sentences.headline(view, [findings.change_headline(pair.years.compared)])
if view.scope.sections:
    st.caption("对照的总是两份要点的全部任务，所选的部分在这一页不起作用。")
years = pair.years
if reservations := findings.year_reservations(years.compared, years.earlier, years.later, years.bodies):
    with st.container(border=True):
        sentences.paragraph(view, reservations)

if way == TASKS:
    year_tasks.show(pair, order)
elif not years.of_one_body:
    year_units.courts(pair)
elif way == DEPARTMENTS:
    year_units.departments(pair)
elif way == SECTIONS:
    year_units.sections(pair)
else:
    year_units.ties(pair, seen)
year_units.slides(pair)
provenance.source_line(pair.both.plan, pair.both.scope)
