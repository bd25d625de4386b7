"""年度对照: what became of the tasks, the departments and the ties of another plan, the earlier year's mostly."""

from dataclasses import replace

import streamlit as st

from analytics import findings
from analytics.charts.year_network import Seen
from analytics.exports import years as exports
from analytics.exports.word import to_docx
from analytics.years.comparison import compare, in_order, usual_counterpart
from pages.research import year_links, year_series, year_tasks, year_units
from pages.shared import (
    address,
    downloads,
    drawing,
    evidence,
    filters,
    jobs,
    loading,
    operator,
    page,
    paper,
    provenance,
    scenario,
    sentences,
    states,
    words,
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
labels = words.document_labels(catalogue.documents)
others = {document: label for document, label in labels.items() if document != own}
others |= year_series.offered(catalogue.documents, own)
controls = st.container(horizontal=True, vertical_alignment="bottom")
with controls:
    other = st.selectbox(
        "与哪份文件对照",
        list(others),
        format_func=others.__getitem__,
        width=420,
        **address.bound(address.AGAINST, address.one_of({own: own for own in others}, usual)),
    )
if other == year_series.ALL:
    year_series.show(view, controls)
    st.stop()
with controls:
    way = filters.choice("看什么", address.YEARS_VIEW, VIEWS, TASKS)
    order = (
        filters.choice("任务的排列", address.CHANGES_BY, year_tasks.ORDERS, year_tasks.BY_KIND)
        if way == TASKS
        else year_tasks.BY_KIND
    )
    seen = year_units.ties_seen() if way == TIES else Seen.BOTH
earlier_id, later_id = in_order(catalogue.documents, own, other)
plan = loading.plan(catalogue, (later_id, earlier_id))
if view.scenario is not None:
    plan = scenario.seen(plan, view.scenario).plan
scope = replace(view.scope, documents=(later_id, earlier_id), sections=())
both = page.View(plan, scope, loading.scoped(plan, scope), view.scenario)
earlier, later = (loading.scoped(plan, replace(scope, documents=(one,))) for one in (earlier_id, later_id))
links = year_links.known(earlier_id, later_id)
decided = year_links.decided(links)
compared = loading.answer(compare, plan, earlier_id, later_id, decided)
titles = [labels[earlier_id], labels[later_id]]
paper.settings(("对照", f"《{titles[0]}》与《{titles[1]}》"), ("看什么", VIEWS[way]))

sentences.headline([findings.change_headline(compared)])
if view.scope.sections:
    st.caption("对照的总是两份要点的全部任务，所选的部分在这一页不起作用。")
body = dict(zip(plan.documents["document_id"], plan.documents["body"], strict=True))
bodies = body[earlier_id], body[later_id]
reservations = findings.year_reservations(compared, earlier, later, bodies)
if reservations:
    with st.container(border=True):
        sentences.paragraph(reservations)
pair = year_units.Pair(both, earlier, later, compared)

if way == TASKS:
    mark = evidence.chosen(both)
    said = findings.change_findings(compared)
    if mark is None:
        sentences.show(said)
    else:
        evidence.behind(both, mark)
    drawing.legend(
        "左边是前一份，右边是后一份。删去的词在左边划去，增加的词在右边加下划线；只看正文，部门、目标的增减另列在下面",
        "点击序号看全文",
    )
    carried = tuple((key, tuple(said)) for key, said in address.carried().items())
    st.html(loading.answer(year_tasks.columns, plan, earlier_id, later_id, decided, order, carried))
    numbers = words.numbers_of(plan.tasks)
    printed = [[numbers[task] for task in ids] for ids in (compared.earlier_ids, compared.later_ids)]
    table = exports.change_table(compared, printed)
    year_links.decide(plan, compared, links)
    downloads.buttons(table, pair.notes, pair.file)
    downloads.file(
        "下载 Word（修订格式）",
        lambda: to_docx(exports.change_paper(compared, printed, "与".join(compared.names), pair.notes)),
        f"{pair.file}.docx",
        downloads.DOCX,
    )

elif bodies[0] != bodies[1]:
    states.nothing("两份要点属于不同的机关，部门不能逐一对照。", "任务仍可对照。")

elif way == DEPARTMENTS:
    year_units.departments(pair)

elif way == SECTIONS:
    year_units.sections(pair)

else:
    year_units.ties(pair, seen)
provenance.source_line(plan, scope)
