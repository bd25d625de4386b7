"""联系强弱: which ties are more than chance, and what hangs on one task or one department."""

import numpy as np
import pandas as pd
import streamlit as st

from analytics import findings
from analytics.charts import dependencies as charts
from analytics.charts.positions import random_ranges
from analytics.definitions import DEFINITIONS
from analytics.evidence import Mark
from analytics.firmness import brokerage, random_plans, resilience
from analytics.firmness.significance import Adjustment
from analytics.ties import collaboration, matrix
from analytics.ties.groups import Groups, groups
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


def _about(*keys: str) -> str:
    """What stands behind ⓘ: how some measures are found, and their sources."""
    return "\n\n".join(f"{DEFINITIONS[key].formula}。来源：{DEFINITIONS[key].source}" for key in keys)


def _whole_groups(found: Groups) -> tuple[str, ...]:
    """The departments of the largest groups, as many as can be read."""
    drawn: list[str] = []
    for group in found.groups:
        if len(drawn) + len(group.department_ids) <= collaboration.DEPARTMENTS_AT_MOST:
            drawn += group.department_ids
    return tuple(drawn)


TIES, TASK, DEPARTMENT, GROUPS, POSITIONS = "ties", "task", "department", "groups", "positions"
VIEWS = {
    TIES: "是不是偶然",
    TASK: "去掉一项任务",
    DEPARTMENT: "去掉一个部门",
    GROUPS: "候选协作组",
    POSITIONS: "桥接位置",
}

MOST_DEPARTMENTS = 300  # some 6 s for 250 departments

CORRECTION = filters.Switch(
    "多重比较校正",
    address.CORRECTION,
    tables.ADJUSTMENTS,
    Adjustment.FALSE_DISCOVERY,
    "同时看许多对时，碰巧的结果会变多，需要校正。"
    f"一般（Benjamini–Hochberg）：{DEFINITIONS['q_value'].source}。"
    f"从严（Holm）：{DEFINITIONS['adjusted_holm'].source}",
)

view = page.opened("联系强弱", by_counting=False)
plan, scope, scoped = view.plan, view.scope, view.scoped
changes.show(view, changes.IN_TIES)
names = words.distinct_names(scoped.departments)
numbers = words.numbers_of(plan.tasks)
notes = provenance.notes(plan, scope)
controls = st.container(horizontal=True, vertical_alignment="bottom")
with controls:
    question = filters.choice("问什么", address.FIRMNESS_VIEW, VIEWS, TIES, labelled=False)
paper.settings(("问什么", VIEWS[question]))
ties = loading.answer(collaboration.ties, scoped)
if ties.empty:
    states.nothing("当前范围没有共同承担的任务，没有联系可看。")
    st.stop()
if len(names) > MOST_DEPARTMENTS:
    states.nothing(
        f"当前范围有 {len(names)} 个部门，逐对与随机方案比较要等很久。", "请选择一个部分，或把层级改为部门。"
    )
    st.stop()
mark = evidence.chosen(view)
left, right = st.columns([0.75, 0.25], gap="medium")

if question == TIES:
    judged = judging.judged(scoped)
    with controls:
        with st.popover(f"校正：{tables.ADJUSTMENTS[CORRECTION.held()]}", key="correction"):
            adjustment = CORRECTION.draw()
            with_p = st.toggle("显示 p 值", **address.bound(address.P_VALUES, address.flag()))
        threshold = shown.threshold(view, ties)
    with left:
        st.caption(
            "三种参照：在哪些任务之间随机交换列名。三种都说“同列显著偏多”，才不是由参照造成的。",
            help=_about("p_value", "references"),
        )
        told = collaboration.is_shown(ties, threshold.at_least, threshold.without_task)
        known = scoped, *judged.values(), adjustment
        every = loading.kept(
            lambda: tables.firm_ties(judged, ties, adjustment, numbers), tables.firm_ties, *known
        )
        table = every[told].reset_index(drop=True)
        columns = table if with_p else table.iloc[:, : table.columns.to_list().index("任务") + 1]
        kept = threshold.of(ties)
        paper.settings(("多重比较校正", tables.ADJUSTMENTS[adjustment]))
        doors = drawing.table("firm", columns, evidence.marks_of_pairs(kept), height=520)
        if len(kept) < len(ties):
            st.caption(f"没有列出的还有 {len(ties) - len(kept)} 对；校正仍按全部可以检验的部门对。")
        methods = [("方法", one.method) for one in judged.values()]
        with st.expander("怎样比较"):
            for _, method in methods:
                st.caption(method)
        paper.settings(*methods)
        downloads.buttons(table, [*notes, *methods], "同列是否显著偏多")
    with right, drawing.beside():
        said = loading.kept(
            lambda: findings.tie_findings(
                scoped, judged, adjustment, threshold.at_least, threshold.without_task
            ),
            findings.tie_findings,
            *known,
            threshold,
        )
        evidence.panel(view, said, doors)

elif question == TASK:
    lost = loading.answer(resilience.without_each_task, scoped)
    with left:
        drawing.legend("每次只去掉一项共同任务，看哪些联系随之消失", "点任务的序号看这项任务")
        table = tables.task_losses(lost, names)
        marks = evidence.marks_of_tasks([(task,) for task in lost["task_id"]])
        doors = tables.wrapped(table, marks)
        downloads.buttons(table, notes, "去掉一项任务")
    with right, drawing.beside():
        chosen = mark.tasks[0] if mark is not None and mark.tasks and len(mark.tasks) == 1 else None
        if chosen in set(lost["task_id"]):
            sentences.show(view, loading.answer(findings.without_task_findings, scoped, chosen))
        evidence.panel(view, loading.answer(findings.dependency_findings, scoped), doors)

elif question == DEPARTMENT:
    lost = loading.answer(resilience.without_each_department, scoped)
    with left:
        drawing.legend("设想去掉一个部门：哪些任务没有别的部门，哪些联系随之消失", "点部门的名称看这个部门")
        table = tables.department_losses(lost, names, numbers)
        marks = evidence.marks_of_departments(lost)
        doors = tables.wrapped(table, marks)
        downloads.buttons(table, notes, "去掉一个部门")
        st.subheader("只靠这一对相连")
        st.caption("这两个部门不再同列，它们所在的组就分成两部分")
        bridges = loading.answer(collaboration.bridges, scoped)
        doors += drawing.table("bridges", words.ties_table(bridges), evidence.marks_of_pairs(bridges))
    with right, drawing.beside():
        chosen = mark.departments[0] if mark is not None and mark == Mark(mark.departments[:1]) else None
        if chosen in names:
            sentences.show(view, loading.answer(findings.without_department_findings, scoped, chosen))
        evidence.panel(view, loading.answer(findings.network_findings, scoped), doors)

elif question == GROUPS:
    partition = loading.answer(groups, scoped)
    with left:
        table = tables.candidate_groups(partition, numbers)
        marks = evidence.marks_of_tasks([group.task_ids for group in partition.groups])
        doors = tables.wrapped(table, marks)
        drawing.legend(
            "稳定性：逐一去掉每项列有组内部门的共同任务后重新分组，组内部门对仍在一组的比例",
            "点组名，看列有组内两个及以上部门的任务",
        )
        downloads.buttons(table, notes, "候选协作组")
        st.subheader("去掉任务后仍在一组", help=_about("candidate_groups", "together"))
        drawn = _whole_groups(partition)
        order = loading.answer(matrix.matrix, scoped, matrix.Order.GROUP, partition, drawn)
        at = pd.Index(scoped.departments["department_id"]).get_indexer(list(order.department_ids))
        drawing.legend(
            "格中数字：逐一去掉列有其中一个部门的共同任务后重新分组，两个部门仍在一组的百分比",
            "点击方格看任务",
        )
        doors += drawing.plotly(
            view,
            "together",
            lambda: charts.together(order, partition.together[np.ix_(at, at)]),
            "去掉任务后两个部门仍在一组的比例的矩阵",
            drawn,
        )
    with right, drawing.beside():
        evidence.panel(view, loading.answer(findings.group_findings, scoped, partition), doors)

else:
    with st.spinner("正在与随机方案比较……"):
        positions = loading.kept(
            lambda: brokerage.positions(scoped, random_plans.draw(scoped)), brokerage.positions, scoped
        )
    with left:
        st.caption(
            "点：一个部门处在多少对其他部门的最短联系上；灰条：随机方案的 95% 范围。落在灰条内，不能说它的位置特别"
        )
        said = findings.position_findings(positions)
        doors = drawing.plotly(
            view,
            "positions",
            lambda: random_ranges(positions),
            drawing.told("各部门的桥接位置与随机范围", said),
        )
    with right, drawing.beside():
        evidence.panel(view, said, doors)
        st.caption(DEFINITIONS["betweenness"].caveat)
    downloads.data_table(tables.positions(positions), notes, "桥接位置")
provenance.source_line(plan, scope)
