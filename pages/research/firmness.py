"""联系强弱: which ties are more than chance, and what hangs on one task or one department."""

from dataclasses import replace

import streamlit as st

from analytics import brokerage, collaboration, findings, random_plans, resilience, significance
from analytics.charts import dependencies as charts
from analytics.definitions import DEFINITIONS
from analytics.groups import groups
from analytics.scope import Counting
from analytics.significance import Correction
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

TIES, TASK, DEPARTMENT, GROUPS, POSITIONS = "ties", "task", "department", "groups", "positions"
VIEWS = {
    TIES: "是不是偶然",
    TASK: "去掉一项任务",
    DEPARTMENT: "去掉一个部门",
    GROUPS: "候选协作组",
    POSITIONS: "桥接位置",
}

MOST_DEPARTMENTS = 300  # some 6 s for 250 departments

st.title("联系强弱")
plan = loading.plan()
scope = filters.filter_bar(plan)
# None of what is asked here depends on the way of counting: one answer for both.
scoped = states.something(loading.scoped(plan, replace(scope, counting=Counting.FULL)))
changes.told(plan, scope)
names = words.distinct_names(scoped.departments)
numbers = dependency_tables.numbers_of(plan.tasks)
notes = provenance.notes(plan, scope)
view = filters.choice("问什么", "firmness_view", VIEWS, TIES)
ties = loading.answer(collaboration.ties, scoped)
if ties.empty:
    states.nothing("当前范围没有共同承担的任务，没有联系可看。")
    st.stop()
if len(names) > MOST_DEPARTMENTS:
    states.nothing(
        f"当前范围有 {len(names)} 个部门，逐对与随机方案比较要等很久。", "请选择一个部分，或把层级改为部门。"
    )
    st.stop()
left, right = st.columns([0.62, 0.38], gap="medium")

if view in (TIES, POSITIONS):
    with st.spinner("正在与随机方案比较……"):
        plans = loading.answer(random_plans.draw, scoped)

if view == TIES:
    with left:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            correction = filters.choice(
                "多重比较校正",
                "correction",
                dependency_tables.CORRECTIONS,
                Correction.FALSE_DISCOVERY,
                "同时看许多对时，碰巧的结果会变多，需要校正",
            )
            with_p = st.toggle("显示 p 值", key="p_values", bind="query-params")
        found = loading.answer(significance.judge, scoped, plans)
        table = dependency_tables.firm_ties(found, ties, correction, numbers)
        shown = table if with_p else table.iloc[:, : table.columns.get_loc("p 值")]
        row = drawing.table(
            shown, key=drawing.key("firm", plan.revision, scoped.scope, correction), height=520
        )
        st.caption(found.method)
        downloads.buttons(table, [*notes, ("方法", found.method)], "稳定协作与偶然同列")
    with right, drawing.beside():
        if row is None:
            st.subheader("结论")
            sentences.show(plan, loading.answer(findings.tie_findings, scoped, found, correction))
            st.caption("“偶然同列”只说在这份文件里不能排除偶然，不说两个部门没有协作。选一行看任务。")
        else:
            tasks.shared_by(plan, scoped, ties["source_id"].iloc[row], ties["target_id"].iloc[row])

elif view == TASK:
    lost = loading.answer(resilience.without_each_task, scoped)
    with left:
        st.caption("每次只去掉一项共同任务，看哪些联系随之消失；选一行看这项任务")
        table = dependency_tables.task_losses(lost, names)
        row = drawing.table(
            table, key=drawing.key("lost_tasks", plan.revision, scoped.scope), height=520, row_height=62
        )
        downloads.buttons(table, notes, "去掉一项任务")
    with right, drawing.beside():
        st.subheader("结论")
        if row is None:
            sentences.show(plan, loading.answer(findings.dependency_findings, scoped))
        else:
            task = lost["task_id"].iloc[row]
            sentences.show(plan, loading.answer(findings.without_task_findings, scoped, task))
            tasks.task_list(plan, scope, [task])

elif view == DEPARTMENT:
    lost = loading.answer(resilience.without_each_department, scoped)
    with left:
        st.caption("设想去掉一个部门：哪些任务没有别的部门，哪些联系随之消失；选一行看这个部门")
        table = dependency_tables.department_losses(lost, names, numbers)
        row = drawing.table(
            table, key=drawing.key("lost_departments", plan.revision, scoped.scope), height=520, row_height=62
        )
        downloads.buttons(table, notes, "去掉一个部门")
        st.subheader("只靠这一对相连")
        st.caption("这两个部门不再同列，它们所在的组就分成两部分")
        st.dataframe(words.ties_table(loading.answer(collaboration.bridges, scoped)), hide_index=True)
    with right, drawing.beside():
        st.subheader("结论")
        if row is None:
            sentences.show(plan, loading.answer(findings.network_findings, scoped))
        else:
            department = lost["department_id"].iloc[row]
            sentences.show(plan, loading.answer(findings.without_department_findings, scoped, department))
            tasks.behind(plan, scoped, drawing.Mark(department))

elif view == GROUPS:
    found = loading.answer(groups, scoped)
    with left:
        table = dependency_tables.candidate_groups(found, numbers)
        row = drawing.table(
            table, key=drawing.key("groups", plan.revision, scoped.scope), height=300, row_height=64
        )
        st.caption("稳定性：逐一去掉每项共同任务后重新分组，组内部门对仍在一组的比例。")
        downloads.buttons(table, notes, "候选协作组")
    with right, drawing.beside():
        st.subheader("结论")
        sentences.show(plan, loading.answer(findings.group_findings, scoped, found))
        if row is not None:
            group = found.groups[row]
            st.caption(f"列有其中两个及以上部门的任务 {len(group.task_ids)} 项")
            tasks.task_list(plan, scope, group.task_ids, focus=set(group.department_ids))

else:
    positions = loading.answer(brokerage.positions, scoped, plans)
    with left:
        st.caption(
            "点：一个部门处在多少对其他部门的最短联系上；灰条：随机方案的 95% 范围。落在灰条内，不能说它的位置特别"
        )
        clicked = drawing.plotly(
            lambda: charts.random_ranges(positions),
            key=drawing.key("positions", plan.revision, scoped.scope),
            alt="各部门的桥接位置与随机范围",
        )
    with right, drawing.beside():
        evidence.beside(plan, scoped, clicked, findings.position_findings(positions))
        st.caption(DEFINITIONS["betweenness"].caveat)
    downloads.data_table(dependency_tables.positions(positions), notes, "桥接位置")
provenance.source_line(plan, scope)
