"""部门画像: one department: its figures and ranks, tasks, partners, sections, targets."""

from dataclasses import replace

import streamlit as st

from analytics import findings, ledger, workload
from analytics.charts import profile as charts
from analytics.charts.workload import section_matrix
from analytics.departments import profile
from analytics.scope import Counting
from pages.shared import (
    changes,
    choosing,
    downloads,
    drawing,
    filters,
    loading,
    provenance,
    sentences,
    states,
    tasks,
    words,
)
from pages.shared.literal import literal

plan = loading.plan()
heading = st.container()
scope = filters.filter_bar(plan)
scoped = states.something(loading.scoped(plan, scope))
changes.told(plan, scope)
by_department = loading.answer(workload.by_department, scoped)
names = words.distinct_names(scoped.departments)

with heading:
    title, choice = st.columns([0.64, 0.36], vertical_alignment="bottom")
department, note = choosing.department(plan, scoped, by_department["department_id"].tolist(), choice)
profiled = loading.answer(profile, scoped, department)
with title:
    st.title(literal(profiled.name))
    if note:
        st.info(literal(note))
    parent = f"隶属{profiled.parent_name} · " if profiled.parent_name else ""
    st.caption(literal(f"{parent}{profiled.kind} · 共 {profiled.departments} 个部门参与排序，同数并列"))

lead = ("牵头", f"{profiled.lead}", f"配合 {profiled.support} 项")
if not (profiled.lead or profiled.support):
    lead = ("首列（推定牵头）", f"{profiled.joint_first}", f"共同任务 {profiled.joint} 项中")
figures = [
    ("参与数", f"{profiled.full}", words.place(by_department, department, "full_rank")),
    ("分担数", f"{profiled.fractional:.2f}", words.place(by_department, department, "fractional_rank")),
    ("独立承担", f"{profiled.sole}", None),
    ("共同承担", f"{profiled.joint}", None),
    lead,
    ("涉及部分", f"{len(profiled.sections)}", None),
    ("写明目标", f"{profiled.with_target}", None),
]
drawing.metrics(figures)

by_full_count = replace(scope, counting=Counting.FULL)  # what the charts show, whatever the ranks go by
left, right = st.columns([0.56, 0.44], gap="medium")
with right:
    st.subheader("结论")
    sentences.show(plan, loading.answer(findings.department_findings, scoped, department))
    st.subheader("共同承担的部门")
    partner = None
    if profiled.partners.empty:
        st.caption("没有与其他部门共同承担的任务。")
    else:
        clicked = drawing.plotly(
            lambda: charts.partners(profiled.partners),
            key=drawing.key("partners", plan.revision, by_full_count, department),
            alt="与各部门共同承担的任务数",
        )
        partner = drawing.mark(clicked).department_id
    st.subheader("所在部分")
    clicked = drawing.plotly(
        lambda: charts.sections(profiled.sections, loading.answer(words.section_columns, plan, scope)),
        key=drawing.key("own_sections", plan.revision, by_full_count, department),
        alt="在各部分的任务数",
    )
    section = drawing.mark(clicked).section_id
with left:
    partner = partner if partner in set(profiled.partners["partner_id"]) else None
    chosen = workload.tasks_of(
        scoped, department_id=department, section_id=section, other_department_id=partner
    )
    words_of_choice = [f"与{names[partner]}共同承担"] if partner else []
    words_of_choice += [words.section_name(scoped, section)] if section else []
    st.subheader(f"任务（{len(chosen)} 项）")
    st.caption(literal("；".join(words_of_choice)) or "点击右侧的条形，只看相应的任务。")
    if not chosen:
        st.caption("没有同时符合两处所选的任务；双击图表可以取消选择。")
    tasks.task_list(plan, scope, chosen, focus={department})

if not profiled.partners.empty:
    downloads.data_table(
        words.partners_table(profiled.partners),
        provenance.notes(plan, scope),
        f"共同承担的部门_{profiled.name}",
    )
st.subheader("与其他部门对比")
others = st.multiselect(
    "对比部门",
    [other for other in names if other != department],
    format_func=names.get,
    placeholder="选择一个或几个部门，并排对比",
    max_selections=4,
    key="compare",
    bind="query-params",
)
if others:
    compared = by_department.set_index("department_id").loc[[department, *others]].reset_index()
    left, right = st.columns([0.5, 0.5], gap="medium")
    with left:
        st.dataframe(words.comparison_table(compared), hide_index=True)
        common = workload.tasks_of_all(scoped, [department, *others])
        st.caption(f"这 {len(compared)} 个部门同列的任务 {len(common)} 项")
        tasks.task_list(plan, scope, common, focus={department, *others})
    with right:
        drawing.still(
            lambda: section_matrix(
                compared,
                loading.answer(workload.by_section, scoped),
                loading.answer(words.section_columns, plan, scope),
                scope.counting,
            ),
            key=drawing.key("compared", plan.revision, scope, department, others),
            alt="所选部门在各部分的任务数",
        )

table = loading.answer(ledger.table, plan, tuple(workload.tasks_of(scoped, department_id=department)))
downloads.buttons(
    table, [("部门", profiled.name), *provenance.notes(plan, scope)], f"部门画像_{profiled.name}"
)
provenance.source_line(plan, scope)
