"""部门画像: one department: its figures and ranks, tasks, partners, sections, targets."""

import streamlit as st

from analytics import findings, task_list
from analytics.charts import profile as charts
from analytics.charts.workload import load_and_sections
from analytics.evidence import Mark, tasks_behind
from analytics.findings.progress import one_unit as reports_of_unit
from analytics.loads import workload
from analytics.profile import profile
from analytics.rows import each_row
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
    paper,
    provenance,
    reports,
    sentences,
    states,
    tasks,
    words,
)

heading = st.container()
view = page.opened()
plan, scope, scoped = view.plan, view.scope, view.scoped
changed = st.container()
by_department = loading.answer(workload.by_department, scoped)
names = words.distinct_names(scoped.departments)

with heading:
    title, choice, comparison = st.columns([0.4, 0.28, 0.32], vertical_alignment="center")
chosen, note = choosing.department(view, by_department["department_id"].tolist(), choice)
if chosen is None:
    title.title(as_markdown(address.text(address.DEPARTMENT)))
    states.nothing(note, "请在上方另选一个部门，或换一份文件、放宽筛选条件。")
    st.stop()
department = chosen
own = loading.answer(profile, scoped, department)
with title:
    st.title(as_markdown(own.name))
    if note:
        st.info(as_markdown(note))

with changed:
    changes.box(view, loading.answer(findings.department_changes, plan, scope, department))
said = [
    *loading.answer(findings.department_findings, scoped, department),
    *loading.answer(findings.place_turns, plan, scope, department, loading.answer),
]
figures = findings.department_figures(own)
sentences.headline(view, said[:2], figures, own=own.name)
reported = reports.latest(view)
if reported is not None:
    sentences.paragraph(view, reports_of_unit(reported.standing, reported.progress, own.name))
rest = {other: name for other, name in names.items() if other != department}
others = comparison.multiselect(
    "对比部门",
    list(rest),
    format_func=rest.__getitem__,
    placeholder="与几个部门并排对比",
    label_visibility="collapsed",
    max_selections=4,
    **address.bound(address.COMPARE, address.some_of(rest)),
)


def _about(mark: Mark) -> bool:
    """Whether a mark is of what the page shows: of its departments, or of tasks of theirs; else it belongs to another page."""
    own = {department, *others}
    if mark.departments:
        return department in mark.departments or own >= set(mark.departments)
    return mark.tasks is not None and set(mark.tasks) <= set(workload.tasks_of_any(scoped, list(own)))


# The charts show full counts, whatever the ranks go by.
by_full_count = view.by_full_count()
columns = loading.answer(words.section_columns, plan, scope)
doors: tuple[str, ...] = ()
paper.settings(("对比部门", "、".join(names[other] for other in others)))
if others:
    compared = by_department.set_index("department_id").loc[[department, *others]].reset_index()
    left, right = st.columns([0.42, 0.58], gap="medium")
    with left:
        drawing.wrapped_table(words.comparison_table(compared, by_department), "comparison")
        sentences.show(view, loading.answer(findings.compared_findings, scoped, (department, *others)))
        common = workload.tasks_of_all(scoped, [department, *others])
        if len(others) > 1:  # of two the sentence above says it
            st.caption(f"这 {len(compared)} 个部门都列的任务{f' {len(common)} 项' if common else '：没有'}")
        tasks.task_list(view, common, focus={department, *others})
    with right:
        doors += drawing.plotly(
            view,
            "compared",
            lambda: load_and_sections(
                compared, loading.answer(workload.by_section, scoped), columns, scope.counting
            ),
            "所选部门的参与数、分担数和在各部分的任务数："
            + "，".join(f"{row.name} {row.full} 项" for row in each_row(compared)),
            department,
            tuple(others),
        )

pictures, listed = st.columns([0.46, 0.54], gap="medium")
found = "".join(map(str, said[2:]))
with pictures:
    if not own.partners.empty:
        st.subheader("与哪些部门共同承担，哪几项")
        doors += drawing.plotly(
            by_full_count,
            "partners",
            lambda: charts.partners(own.partners, own.tasks, department, findings.named(said)),
            f"与各部门共同承担的任务。{found}",
            department,
        )
    st.subheader("所在部分")
    doors += drawing.plotly(
        by_full_count,
        "own_sections",
        lambda: charts.sections(own.sections, columns, department, findings.named(said)),
        f"在各部分的任务数。{found}",
        department,
    )
    if said[2:]:
        st.subheader("结论")
        sentences.show(view, said[2:])
with listed:
    evidence.list_of_marks(view, doors)
    mark = evidence.chosen(view)
    if mark is not None and mark != Mark((department,)) and _about(mark):
        evidence.behind(view, mark, [*said, *figures], focus={department, *mark.departments})
    else:
        every = tasks_behind(scoped, Mark((department,)))
        st.subheader(f"任务（{len(every)} 项）")
        more = reported.brief(every) if reported else None
        tasks.task_list(view, every, focus={department}, more=more)

if not own.partners.empty:
    downloads.data_table(
        words.partners_table(own.partners), provenance.notes(plan, scope), f"共同承担的部门_{own.name}"
    )
table = loading.answer(task_list.table, plan, tasks_behind(scoped, Mark((department,))))
downloads.buttons(table, [("部门", own.name), *provenance.notes(plan, scope)], f"部门画像_{own.name}")
provenance.source_line(plan, scope)
