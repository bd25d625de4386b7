"""The tasks behind a mark: text, departments, section, and the sentence in the document."""

from collections.abc import Collection, Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from analytics import ledger, workload
from analytics.ledger import Sharing
from analytics.scope import Collectives, Level, Scope, ScopedPlan
from data.store.plan import Plan
from data.vocabulary import ROLE_LABELS, TARGET_LABELS, Role
from pages.shared import drawing, filters, loading, source, words
from pages.shared.literal import literal
from pages.shared.records import Record, record


def task_list(plan: Plan, scope: Scope, task_ids: Sequence[str], focus: Collection[str] = ()) -> None:
    """Show tasks as cards, in the order given; the departments in ``focus`` stand out. Nothing for no tasks."""
    if task_ids:
        st.html(
            loading.answer(cards, plan, scope, tuple(task_ids), frozenset(focus), filters.carried_query())
        )


def behind(plan: Plan, scoped: ScopedPlan, mark: drawing.Mark) -> None:
    """The tasks of a clicked mark of a department, under a heading that says so.

    A section that the scope does not hold, since it changed after the click, is passed over; a department is told.
    """
    department = mark.department_id
    names = dict(zip(scoped.departments["department_id"], scoped.departments["name"], strict=True))
    if department not in names:
        st.caption("所选的部门不在当前筛选范围内。")
        return
    section = mark.section_id if mark.section_id in set(scoped.tasks["section_id"]) else None
    task_ids = workload.tasks_of(scoped, department_id=department, section_id=section)
    if mark.sharing is not Sharing.ANY:
        wanted = set(ledger.find(scoped, sharing=mark.sharing))
        task_ids = [task for task in task_ids if task in wanted]
    limits = [words.section_name(scoped, section)] if section else []
    limits += [words.SHARING[mark.sharing]] if mark.sharing is not Sharing.ANY else []
    st.subheader(literal(names[department]))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(literal("，".join([f"{len(task_ids)} 项任务", *limits])))
        st.page_link(
            "pages/leadership/department.py",
            label="部门画像",
            icon=":material/badge:",
            query_params=filters.carried() | {"department": names[department]},
        )
    with st.container(height=620, border=False):
        task_list(plan, scoped.scope, task_ids, focus={department})


def shared_by(plan: Plan, scoped: ScopedPlan, one: str, other: str) -> None:
    """The tasks that two departments share, under a heading that names both."""
    names = dict(zip(scoped.departments["department_id"], scoped.departments["name"], strict=True))
    task_ids = workload.tasks_of(scoped, department_id=one, other_department_id=other)
    st.subheader(literal(f"{names[one]} 与 {names[other]}"))
    st.caption(f"共同承担 {len(task_ids)} 项任务")
    task_list(plan, scoped.scope, task_ids, focus={one, other})


def cards(
    plan: Plan, scope: Scope, task_ids: Sequence[str], focus: Collection[str] = (), carried: str = ""
) -> str:
    """Tasks as HTML, in the order given."""
    return "".join(card(plan, scope, task_id, focus, carried) for task_id in task_ids)


def card(plan: Plan, scope: Scope, task_id: str, focus: Collection[str] = (), carried: str = "") -> str:
    """A task as HTML: number, text, departments, and its sentence folded below. All text shown literally.

    ``carried``: the filters that the link to the whole document takes along, as a query.
    """
    found = record(plan, task_id)
    return (
        f'<article class="task"><header><span class="task-number">{escape(found.task.number or "—")}</span>'
        f'<span class="task-section">{escape(_section(found))}</span></header>'
        f"<p>{_text_with_targets(found)}</p>"
        f"<footer>{_departments(plan, scope, found, focus)}</footer>"
        f"<details><summary>原文</summary>{source.excerpt(plan, task_id)}"
        f'<a href="{escape(task_link(task_id, carried))}" target="_self">在全文中查看</a></details></article>'
    )


def task_link(task_id: str, carried: str = "") -> str:
    """The address, relative to any page, that opens a task beside its document."""
    return "&".join(filter(None, [f"tasks?{urlencode({'task': task_id})}", carried]))


def _section(found: Record) -> str:
    section = found.section
    return "不属于任何部分" if section is None else words.section_label(section.ordinal, section.title)


def _text_with_targets(found: Record) -> str:
    """The text with the words of its targets marked; a target that stands elsewhere is named behind it."""
    marked, behind = escape(found.task.text), ""
    for target in found.targets:
        words_of_target = escape(target.text)
        label = escape(f"{TARGET_LABELS[target.kind]}：{target.value}")
        if words_of_target in marked:
            marked = marked.replace(
                words_of_target, f'<b class="target" title="{label}">{words_of_target}</b>', 1
            )
        else:
            behind += f' <b class="target">{label}</b>'
    return marked + behind


def _departments(plan: Plan, scope: Scope, found: Record, focus: Collection[str]) -> str:
    return "".join(
        f'<span class="department{" department-focus" if _in_focus(plan, scope, row, focus) else ""}" '
        f'title="文件写作：{escape(row.mention)}">{_role(row.role)}{escape(row.name)}</span>'
        for row in found.departments
    )


def _role(role: str) -> str:
    return "" if role == Role.RESPONSIBLE else f"<i>{ROLE_LABELS[Role(role)]}</i> "


def _in_focus(plan: Plan, scope: Scope, row: object, focus: Collection[str]) -> bool:
    if row.department_id in focus:
        return True
    if scope.level is Level.PARENT and row.parent_id in focus:
        return True
    if scope.collectives is not Collectives.EXPAND:
        return False
    members = plan.members[plan.members["collective_id"] == row.department_id]["department_id"]
    return not set(focus).isdisjoint(members)
