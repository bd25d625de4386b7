"""跨部门依赖: who is tied to whom by which tasks: a matrix, a pair, tasks as columns, who leads for whom."""

from itertools import compress

import streamlit as st

from analytics import findings
from analytics.charts import dependencies as charts
from analytics.evidence import Mark
from analytics.ties import collaboration, combinations, direction, matrix, pairs
from analytics.ties.combinations import ColumnOrder
from analytics.ties.groups import groups
from analytics.ties.matrix import Order
from pages.research import judging, shown, tables
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
    provenance,
    sentences,
    states,
    words,
)

MATRIX, PAIR, COLUMNS, DIRECTION = "matrix", "pair", "columns", "direction"
VIEWS = {MATRIX: "部门矩阵", PAIR: "两个部门", COLUMNS: "任务纽带", DIRECTION: "首列与其余"}
ORDERS = {Order.LOAD: "按任务数", Order.KIND: "按类别", Order.GROUP: "按候选协作组", Order.PARENT: "按上级"}
COLUMN_ORDERS = {ColumnOrder.SECTION: "按部分", ColumnOrder.SIZE: "按部门数", ColumnOrder.NEAR: "相近的相邻"}
BESIDE_AT_MOST = 30  # columns of a matrix that leave room for what is said beside it

view = page.opened("跨部门依赖")
plan, scope, scoped = view.plan, view.scope, view.scoped
changes.show(view, changes.IN_TIES)
names = words.distinct_names(scoped.departments)
numbers = words.numbers_of(plan.tasks)
notes = provenance.notes(plan, scope)
controls = st.container(horizontal=True, vertical_alignment="bottom")
with controls:
    way = filters.choice("看什么", address.DEPENDENCY_VIEW, VIEWS, MATRIX, labelled=False)
paper.settings(("看什么", VIEWS[way]))
by_full_count = view.by_full_count()

if way == MATRIX:
    ties = shown.ties(scoped)
    with controls:
        grouping = len(names) <= shown.CLOSELY_AT_MOST
        orders = {own: text for own, text in ORDERS.items() if grouping or own != Order.GROUP}
        order = filters.choice("行列顺序", address.ORDER, orders, Order.LOAD, labelled=False)
        some = shown.departments(view, ties)
        threshold = shown.threshold(view, ties if some.ids is None else collaboration.between(ties, some.ids))
    paper.settings(("行列顺序", ORDERS[order]))
    drawn = threshold.of(ties)
    grouped = loading.answer(groups, scoped) if order == Order.GROUP else None
    whole = loading.answer(matrix.matrix, scoped, order, grouped, some.ids)
    cells = matrix.only(whole, drawn)
    said = loading.answer(findings.network_findings, scoped, threshold.at_least, threshold.without_task)
    chart, side = tables.beside(len(whole.names) <= BESIDE_AT_MOST, 0.72)
    with chart:
        legend = [
            some.told,
            "格中数字是两个部门共同承担的任务数；对角线是部门自己的任务数",
            *shown.left_out(ties, some, threshold),
        ]
        drawing.legend("。".join(filter(None, legend)), "点击方格看任务")
        doors = drawing.plotly(
            view,
            "matrix",
            lambda: charts.shared_matrix(cells),
            drawing.told("部门与部门共同承担任务数的矩阵", said),
            order,
            threshold,
            some.ids,
        )
    with side, drawing.beside():
        evidence.panel(view, said, doors)
    downloads.data_table(words.ties_table(drawn), notes, "共同承担")

elif way == PAIR:
    if len(names) < 2:
        states.nothing("当前范围只有一个部门，没有成对的部门。")
        st.stop()
    of_first = address.one_of(names, next(iter(names)), stays=True)
    mark = evidence.chosen(view)
    clicked = () if mark is None or not set(mark.departments) <= set(names) else mark.departments
    if len(clicked) == 2 and not (address.text(address.FIRST) or address.text(address.SECOND)):
        address.write(address.FIRST, (names[clicked[0]],))  # what was chosen in another view
        address.write(address.SECOND, (names[clicked[1]],))
    with controls:
        first = st.selectbox(
            "部门",
            list(names),
            format_func=names.__getitem__,
            label_visibility="collapsed",
            width=320,
            **address.bound(address.FIRST, of_first),
        )
        rest = {own: name for own, name in names.items() if own != first}
        second = st.selectbox(
            "与哪个部门",
            list(rest),
            format_func=lambda own: f"与{rest[own]}",
            label_visibility="collapsed",
            width=320,
            **address.bound(address.SECOND, address.one_of(rest, next(iter(rest)), stays=True)),
        )
    pair = loading.answer(pairs.pair, scoped, first, second)
    left, right = st.columns([0.56, 0.44], gap="medium")
    with left:
        evidence.tasks_of(view, Mark((first, second)))
    with right:
        st.subheader("结论")
        sentences.show(view, findings.pair_findings(scoped, pair))
        if len(pair.tasks):
            counted = by_full_count.scoped
            judged = judging.judged(counted)
            st.caption(tables.badge(judged, first, second))
        if len(pair.partners):
            st.subheader("共同的伙伴")
            partners = tables.common_partners(pair)
            drawing.grid(partners)
            downloads.buttons(partners, notes, f"共同的伙伴_{names[first]}_{names[second]}")
        if pair.paths:
            st.subheader("经由其他部门的联系")
            for path in pair.paths:
                st.text(tables.path_text(path, names, numbers))

elif way == COLUMNS:
    with controls:
        columns_by = filters.choice(
            "任务的顺序", address.COLUMN_ORDER, COLUMN_ORDERS, ColumnOrder.SECTION, labelled=False
        )
        chosen = shown.tasks(view)
    columns = loading.answer(combinations.task_columns, scoped, columns_by, chosen.ids)
    if not columns.task_ids:
        states.nothing("当前范围没有共同承担的任务。")
        st.stop()
    chart, side = tables.beside(len(columns.task_ids) <= BESIDE_AT_MOST, 0.7)
    with chart:
        legend = [
            chosen.told,
            "一列是一项共同承担的任务，上面是序号和部门数，一行是一个部门，右边是它共同承担的任务数",
            "实心是首列的部门，空心是其余部门；首列即牵头只是推定",
        ]
        drawing.legend("。".join(filter(None, legend)), "点击圆点或数字看任务")
        said = shown.on_tasks(view)
        bands = words.section_columns(plan, scope)
        short = dict(zip(bands["section_id"], bands["short_name"], strict=True))
        doors = drawing.plotly(
            by_full_count,
            "columns",
            lambda: charts.task_columns(columns, short if columns_by == ColumnOrder.SECTION else None),
            drawing.told("共同承担的任务与它们的责任部门", said),
            columns_by,
            chosen.ids,
        )
    with side, drawing.beside():
        evidence.panel(view, said, doors)
    st.subheader("图中的任务")
    listed = tables.joint_tasks(columns, scoped)
    tables.wrapped(listed, evidence.marks_of_tasks([(own,) for own in columns.task_ids]))
    st.subheader("反复出现的部门组合")
    recurring = loading.answer(combinations.combinations, scoped)
    tasks = words.numbers_and_words(plan.tasks)
    table = tables.recurring(recurring, tasks)
    again = (recurring["within"] > 1).to_numpy(bool)
    if again.any():
        printed = list(compress(loading.answer(tables.in_full, recurring, plan), again))
        tables.wrapped(table[again], evidence.marks_of_tasks(recurring["task_ids"][again]), printed)
    else:
        st.caption("每种组合都只出现一次。")
    downloads.buttons(table, notes, "部门组合")

else:
    arrows = loading.answer(direction.directions, scoped)
    if arrows.empty:
        states.nothing("当前范围没有可以看出先后的共同任务。")
        st.stop()
    assumed = not arrows["stated"].any()
    with controls:
        some = shown.departments(view, shown.ties(scoped))
    own = arrows if some.ids is None else collaboration.between(arrows, some.ids)
    found = direction.direction_matrix(own)
    chart, side = tables.beside(len(found.target_ids) <= BESIDE_AT_MOST, 0.7)
    with chart:
        legend = [
            some.told,
            "一行是首列的部门（推定牵头），一列是同一任务中其余的部门，格中是这样的任务数",
            "空心的格是按首列推定，实心的是文件写明"
            if not assumed
            else "文件没有写明牵头与配合，全部按首列推定",
        ]
        drawing.legend("。".join(filter(None, legend)), "点击方格看任务")
        said = loading.answer(findings.direction_findings, scoped)
        doors = drawing.plotly(
            view,
            "directions",
            lambda: charts.direction_matrix(found),
            drawing.told("首列的部门与其余部门的矩阵（推定）", said),
            some.ids,
        )
    with side, drawing.beside():
        evidence.panel(view, said, doors)
    st.subheader("从首列到其余")
    table = tables.arrows(arrows, words.numbers_and_words(plan.tasks))
    printed = loading.answer(tables.in_full, arrows, plan)
    tables.wrapped(table, evidence.marks_of_tasks(arrows["task_ids"]), printed)
    downloads.buttons(table, notes, "首列与其余")
provenance.source_line(plan, scope)
