"""部门画像: one department: its figures and ranks, tasks, partners, sections, targets."""

import streamlit as st

from analytics import findings, ledger
from analytics.charts import profile as charts
from analytics.charts.workload import section_matrix
from analytics.evidence import Mark, tasks_behind
from analytics.loads import workload
from analytics.profile import profile
from analytics.safe.markdown import as_markdown
from pages.leadership import choosing
from pages.shared import (
    address,
    changes,
    downloads,
    drawing,
    evidence,
    loading,
    page,
    provenance,
    sentences,
    tasks,
    words,
)

heading = st.container()
view = page.opened()
plan, scope, scoped = view.plan, view.scope, view.scoped
changes.show(view, findings.collective_load_changes)
by_department = loading.answer(workload.by_department, scoped)
names = words.distinct_names(scoped.departments)

with heading:
    title, choice = st.columns([0.64, 0.36], vertical_alignment="bottom")
department, note = choosing.department(view, by_department["department_id"].tolist(), choice)
own = loading.answer(profile, scoped, department)
with title:
    st.title(as_markdown(own.name))
    if note:
        st.info(as_markdown(note))
    parent = f"隶属{own.parent_name} · " if own.parent_name else ""
    st.caption(as_markdown(f"{parent}{own.kind} · 共 {own.departments} 个部门参与排序，同数并列"))

lead = ("牵头", f"{own.lead}", f"配合 {own.support} 项")
if not (own.lead or own.support):
    lead = ("首列（推定牵头）", f"{own.joint_first}", f"共同任务 {own.joint} 项中")
figures = [
    ("参与数", f"{own.full}", words.place(by_department, department, "full_rank")),
    ("分担数", f"{own.fractional:.2f}", words.place(by_department, department, "fractional_rank")),
    ("独立承担", f"{own.sole}", None),
    ("共同承担", f"{own.joint}", None),
    lead,
    ("涉及部分", f"{len(own.sections)}", None),
    ("写明目标", f"{own.with_target}", None),
]
drawing.metrics(figures)

# The charts show full counts, whatever the ranks go by.
by_full_count = view.by_full_count()
columns = loading.answer(words.section_columns, plan, scope)
left, right = st.columns([0.56, 0.44], gap="medium")
with right:
    st.subheader("结论")
    sentences.show(loading.answer(findings.department_findings, scoped, department))
    st.subheader("共同承担的部门")
    if own.partners.empty:
        st.caption("没有与其他部门共同承担的任务。")
    else:
        drawing.plotly(
            by_full_count,
            "partners",
            lambda: charts.partners(own.partners, department),
            f"与各部门共同承担的任务数，最多的是{own.partners['partner_name'].iloc[0]}",
            department,
        )
    st.subheader("所在部分")
    drawing.plotly(
        by_full_count,
        "own_sections",
        lambda: charts.sections(own.sections, columns, department),
        "在各部分的任务数",
        department,
    )
with left:
    mark = evidence.chosen(view)
    if mark is not None and department in mark.departments and mark != Mark((department,)):
        evidence.behind(view, mark)
    else:
        every = tasks_behind(scoped, Mark((department,)))
        st.subheader(f"任务（{len(every)} 项）")
        st.caption("点击右侧的条形，只看相应的任务。")
        tasks.task_list(view, every, focus={department})

if not own.partners.empty:
    downloads.data_table(
        words.partners_table(own.partners), provenance.notes(plan, scope), f"共同承担的部门_{own.name}"
    )
st.subheader("与其他部门对比")
rest = {other: name for other, name in names.items() if other != department}
others = st.multiselect(
    "对比部门",
    list(rest),
    format_func=rest.__getitem__,
    placeholder="选择一个或几个部门，并排对比",
    max_selections=4,
    **address.bound(address.COMPARE, address.some_of(rest)),
)
if others:
    compared = by_department.set_index("department_id").loc[[department, *others]].reset_index()
    left, right = st.columns([0.5, 0.5], gap="medium")
    with left:
        st.dataframe(words.comparison_table(compared), hide_index=True)
        common = workload.tasks_of_all(scoped, [department, *others])
        st.caption(f"这 {len(compared)} 个部门同列的任务 {len(common)} 项")
        tasks.task_list(view, common, focus={department, *others})
    with right:
        drawing.still(
            view,
            "compared",
            lambda: section_matrix(
                compared, loading.answer(workload.by_section, scoped), columns, scope.counting
            ),
            "所选部门在各部分的任务数",
            department,
            tuple(others),
        )

table = loading.answer(ledger.table, plan, tasks_behind(scoped, Mark((department,))))
downloads.buttons(table, [("部门", own.name), *provenance.notes(plan, scope)], f"部门画像_{own.name}")
provenance.source_line(plan, scope)
