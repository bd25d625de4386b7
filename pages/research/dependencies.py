"""跨部门依赖: who is tied to whom by which tasks: a matrix, a pair, tasks as columns, who leads for whom."""

import streamlit as st

from analytics import findings
from analytics.charts import dependencies as charts
from analytics.evidence import Mark
from analytics.ties import collaboration, combinations, direction, matrix, pairs
from analytics.ties.groups import groups
from analytics.ties.matrix import Order
from pages.research import judging, tables
from pages.shared import (
    address,
    changes,
    downloads,
    drawing,
    evidence,
    filters,
    loading,
    page,
    provenance,
    sentences,
    states,
    words,
)

MATRIX, PAIR, COLUMNS, DIRECTION = "matrix", "pair", "columns", "direction"
VIEWS = {MATRIX: "部门矩阵", PAIR: "两个部门", COLUMNS: "任务纽带", DIRECTION: "首列与其余"}
ORDERS = {Order.LOAD: "按任务数", Order.KIND: "按类别", Order.GROUP: "按候选协作组", Order.PARENT: "按上级"}
MOST_ROWS = 120  # a larger matrix cannot be read

view = page.opened("跨部门依赖")
plan, scope, scoped = view.plan, view.scope, view.scoped
changes.show(view, changes.IN_TIES)
names = words.distinct_names(scoped.departments)
numbers = words.numbers_of(plan.tasks)
notes = provenance.notes(plan, scope)
way = filters.choice("看什么", address.DEPENDENCY_VIEW, VIEWS, MATRIX)
by_full_count = view.by_full_count()

if way == MATRIX:
    if len(names) > MOST_ROWS:
        states.nothing(
            f"当前范围有 {len(names)} 个部门，矩阵无法辨认。", "请选择一个部分，或把层级改为部门。"
        )
        st.stop()
    order = filters.choice("行列顺序", address.ORDER, ORDERS, Order.LOAD)
    cells = loading.answer(matrix.matrix, scoped, order, loading.answer(groups, scoped))
    said = loading.answer(findings.network_findings, scoped)
    chart, side = st.columns([0.72, 0.28], gap="medium")
    with chart:
        st.caption("格中数字是两个部门共同承担的任务数；对角线是部门自己的任务数；点击方格看任务")
        drawing.plotly(
            view,
            "matrix",
            lambda: charts.shared_matrix(cells),
            f"部门与部门共同承担任务数的矩阵。{said[0] if said else ''}",
            order,
        )
    with side, drawing.beside():
        evidence.panel(view, said)
    ties = loading.answer(collaboration.ties, scoped)
    downloads.data_table(words.ties_table(ties), notes, "共同承担")

elif way == PAIR:
    if len(names) < 2:
        states.nothing("当前范围只有一个部门，没有成对的部门。")
        st.stop()
    with st.container(horizontal=True):
        first = st.selectbox(
            "部门",
            list(names),
            format_func=names.__getitem__,
            width=320,
            **address.bound(address.FIRST, address.one_of(names, next(iter(names)))),
        )
        rest = {own: name for own, name in names.items() if own != first}
        second = st.selectbox(
            "与哪个部门",
            list(rest),
            format_func=rest.__getitem__,
            width=320,
            **address.bound(address.SECOND, address.one_of(rest, next(iter(rest)))),
        )
    pair = loading.answer(pairs.pair, scoped, first, second)
    left, right = st.columns([0.56, 0.44], gap="medium")
    with left:
        evidence.tasks_of(view, Mark((first, second)))
    with right:
        st.subheader("结论")
        sentences.show(findings.pair_findings(scoped, pair))
        if len(pair.tasks):
            counted = by_full_count.scoped
            judged = judging.judged(counted)
            st.caption(tables.badge(judged, first, second))
        if len(pair.partners):
            st.subheader("共同的伙伴")
            partners = tables.common_partners(pair)
            st.dataframe(partners, hide_index=True)
            downloads.buttons(partners, notes, f"共同的伙伴_{names[first]}_{names[second]}")
        if pair.paths:
            st.subheader("经由其他部门的联系")
            for path in pair.paths:
                st.text(tables.path_text(path, names, numbers))

elif way == COLUMNS:
    columns = loading.answer(combinations.task_columns, scoped)
    if not columns.task_ids:
        states.nothing("当前范围没有共同承担的任务。")
        st.stop()
    chart, side = st.columns([0.66, 0.34], gap="medium")
    with chart:
        st.caption(
            "一列是一项共同承担的任务（序号在上），列上的点是它的责任部门；颜色是所属部分；点击一个点看任务"
        )
        drawing.plotly(
            by_full_count, "columns", lambda: charts.task_columns(columns), "共同承担的任务与它们的责任部门"
        )
    with side, drawing.beside():
        evidence.panel(view, loading.answer(findings.dependency_findings, scoped))
    st.subheader("反复出现的部门组合")
    recurring = loading.answer(combinations.combinations, scoped)
    table = tables.recurring(recurring, numbers)
    drawing.table(by_full_count, "recurring", table, evidence.marks_of_tasks(recurring["task_ids"]))
    downloads.buttons(table, notes, "部门组合")

else:
    arrows = loading.answer(direction.directions, scoped)
    if arrows.empty:
        states.nothing("当前范围没有可以看出先后的共同任务。")
        st.stop()
    chart, side = st.columns([0.6, 0.4], gap="medium")
    with chart:
        if not arrows["stated"].any():
            st.warning("文件没有写明牵头与配合，以下方向按首列推定：第一个列名的部门指向其余部门。")
        table = tables.arrows(arrows, numbers)
        drawing.table(view, "arrows", table, evidence.marks_of_tasks(arrows["task_ids"]), height=560)
        downloads.buttons(table, notes, "首列与其余")
    with side, drawing.beside():
        evidence.panel(view, loading.answer(findings.direction_findings, scoped))
provenance.source_line(plan, scope)
