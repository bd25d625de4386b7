"""跨部门依赖: who is tied to whom by which tasks: a matrix, a pair, tasks as columns, who leads for whom."""

from dataclasses import replace

import streamlit as st

from analytics import combinations, direction, findings, matrix, pairs, random_plans, significance
from analytics.charts import dependencies as charts
from analytics.groups import groups
from analytics.matrix import Order
from analytics.scope import Counting
from pages.shared import (
    changes,
    dependency_tables,
    downloads,
    drawing,
    evidence,
    filters,
    loading,
    provenance,
    sentences,
    states,
    tasks,
    words,
)

MATRIX, PAIR, COLUMNS, DIRECTION = "matrix", "pair", "columns", "direction"
VIEWS = {MATRIX: "部门矩阵", PAIR: "两个部门", COLUMNS: "任务纽带", DIRECTION: "首列与其余"}
ORDERS = {Order.LOAD: "按任务数", Order.KIND: "按类别", Order.GROUP: "按候选协作组", Order.PARENT: "按上级"}
MOST_ROWS = 120  # a larger matrix cannot be read

st.title("跨部门依赖")
plan = loading.plan()
scope = filters.filter_bar(plan)
scoped = states.something(loading.scoped(plan, scope))
changes.told(plan, scope)
names = words.distinct_names(scoped.departments)
numbers = dependency_tables.numbers_of(plan.tasks)
notes = provenance.notes(plan, scope)
view = filters.choice("看什么", "dependency_view", VIEWS, MATRIX)

if view == MATRIX:
    if len(names) > MOST_ROWS:
        states.nothing(
            f"当前范围有 {len(names)} 个部门，矩阵无法辨认。", "请选择一个部分，或把层级改为部门。"
        )
        st.stop()
    order = filters.choice("行列顺序", "order", ORDERS, Order.LOAD)
    found = loading.answer(matrix.matrix, scoped, order, loading.answer(groups, scoped))
    told = loading.answer(findings.network_findings, scoped)
    chart, side = st.columns([0.72, 0.28], gap="medium")
    with chart:
        st.caption("格中数字是两个部门共同承担的任务数；对角线是部门自己的任务数；点击方格看任务")
        clicked = drawing.plotly(
            lambda: charts.shared_matrix(found),
            key=drawing.key("matrix", plan.revision, scope, order),
            alt=f"部门与部门共同承担任务数的矩阵。{told[0] if told else ''}",
        )
    with side, drawing.beside():
        one, other = clicked or (None, None)
        if one and other:
            tasks.shared_by(plan, scoped, one, other)
        else:
            evidence.beside(plan, scoped, one, told)
    downloads.data_table(words.ties_table(loading.ties(plan, scope)), notes, "共同承担")

elif view == PAIR:
    if len(names) < 2:
        states.nothing("当前范围只有一个部门，没有成对的部门。")
        st.stop()
    with st.container(horizontal=True):
        first = st.selectbox(
            "部门", list(names), format_func=names.get, key="first", bind="query-params", width=320
        )
        rest = [department for department in names if department != first]
        second = st.selectbox(
            "与哪个部门", rest, format_func=names.get, key="second", bind="query-params", width=320
        )
    found = loading.answer(pairs.pair, scoped, first, second)
    left, right = st.columns([0.56, 0.44], gap="medium")
    with left:
        tasks.shared_by(plan, scoped, first, second)
    with right:
        st.subheader("结论")
        sentences.show(plan, findings.pair_findings(scoped, found))
        if len(found.tasks):
            counted = loading.scoped(plan, replace(scope, counting=Counting.FULL))
            with st.spinner("正在与随机方案比较……"):
                judged = loading.answer(
                    significance.judge, counted, loading.answer(random_plans.draw, counted)
                )
            st.caption(dependency_tables.badge(judged, first, second))
        if len(found.partners):
            st.subheader("共同的伙伴")
            partners = dependency_tables.common_partners(found)
            st.dataframe(partners, hide_index=True)
            downloads.buttons(partners, notes, f"共同的伙伴_{names[first]}_{names[second]}")
        if found.paths:
            st.subheader("经由其他部门的联系")
            for way in found.paths:
                st.text(dependency_tables.told_way(way, names, numbers))

elif view == COLUMNS:
    found = loading.answer(combinations.task_columns, scoped)
    if not found.task_ids:
        states.nothing("当前范围没有共同承担的任务。")
        st.stop()
    chart, side = st.columns([0.66, 0.34], gap="medium")
    with chart:
        st.caption(
            "一列是一项共同承担的任务（序号在上），列上的点是它的责任部门；颜色是所属部分；点击一个点看任务"
        )
        clicked = drawing.plotly(
            lambda: charts.task_columns(found),
            key=drawing.key("columns", plan.revision, replace(scope, counting=Counting.FULL)),
            alt="共同承担的任务与它们的责任部门",
        )
    with side, drawing.beside():
        department, task = clicked or (None, None)
        if task:
            st.subheader("任务")
            tasks.task_list(plan, scope, [task], focus={department})
        st.subheader("结论")
        sentences.show(plan, loading.answer(findings.dependency_findings, scoped))
    st.subheader("反复出现的部门组合")
    table = dependency_tables.recurring(loading.answer(combinations.combinations, scoped), numbers)
    st.dataframe(table, hide_index=True)
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
        table = dependency_tables.arrows(arrows, numbers)
        row = drawing.table(table, key=drawing.key("arrows", plan.revision, scope), height=560)
        downloads.buttons(table, notes, "首列与其余")
    with side, drawing.beside():
        if row is None:
            st.subheader("结论")
            sentences.show(plan, loading.answer(findings.direction_findings, scoped))
            st.caption("在左侧选一行，看对应的任务。")
        else:
            arrow = arrows.iloc[row]
            st.subheader(f"{len(arrow['task_ids'])} 项任务")
            tasks.task_list(plan, scope, arrow["task_ids"], focus={arrow["source_id"], arrow["target_id"]})
provenance.source_line(plan, scope)
