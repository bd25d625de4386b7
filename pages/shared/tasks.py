"""Tasks as cards: text, departments, section, and the sentence in the document."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import streamlit as st

from analytics.evidence import places_in
from analytics.safe.html import as_html
from analytics.scope import Collectives, Level, Scope
from data.store.plan import Plan
from data.vocabulary import CORRECTED, OUTSIDE, ROLE_LABELS, TARGET_LABELS, Role, TargetKind
from pages.shared import address, loading, source, words
from pages.shared.page import View
from pages.shared.records import Record, record

Carried = tuple[tuple[str, tuple[str, ...]], ...]
"""What links take along, so that it can be the key of a cache."""


CORRECTED_SIGN = f' · <b title="责任部门、完成时限或归类由人改正过，见“文件导入”">{CORRECTED}</b>'
"""Stands beside a task that a person corrected, as HTML."""


def task_list(
    view: View, task_ids: Sequence[str], focus: Collection[str] = (), more: Mapping[str, str] | None = None
) -> None:
    """Show tasks as cards, in the order given; the departments in ``focus`` stand out. Nothing for no tasks.

    ``more``: HTML that a card shows below its departments, by task id.
    """
    if not task_ids:
        return
    carried = tuple((name, tuple(said)) for name, said in address.carried().items())
    if more:
        given = (view.plan, view.scope)
        st.html("".join(card(*given, own, focus, carried, more.get(own, "")) for own in task_ids))
    else:
        st.html(loading.answer(cards, view.plan, view.scope, tuple(task_ids), frozenset(focus), carried))


def cards(
    plan: Plan, scope: Scope, task_ids: Sequence[str], focus: Collection[str] = (), carried: Carried = ()
) -> str:
    """Tasks as HTML, in the order given."""
    return "".join(card(plan, scope, task_id, focus, carried) for task_id in task_ids)


def card(
    plan: Plan,
    scope: Scope,
    task_id: str,
    focus: Collection[str] = (),
    carried: Carried = (),
    more: str = "",
) -> str:
    """A task as HTML: number, text, departments, ``more``, and its sentence folded below. All text shown literally.

    The number and the link below lead to the whole document; ``carried``: what they take along.
    """
    found = record(plan, task_id)
    said = dict(carried)
    if len(scope.documents) > 1:
        said = {**said, address.DOCUMENT.name: (found.task.document_id,)}
        said.pop(address.SECTIONS.name, None)
    link = address.link("tasks", said | {address.TASK.name: [task_id]})
    return (
        f'<article class="task"><header><a class="in-app task-number" href="{as_html(link)}" target="_self">'
        f"{as_html(found.task.number)}</a>"
        f'<span class="task-section">{as_html(_section(found))}{CORRECTED_SIGN if found.task.corrected else ""}</span>'
        "</header>"
        f"<p>{_text_with_targets(found)}</p>"
        f"<footer>{_departments(plan, scope, found, focus, dict(carried))}</footer>{more}"
        f"<details><summary>原文</summary>{source.excerpt(plan, task_id)}"
        f'<a class="in-app" href="{as_html(link)}" target="_self">在全文中查看</a></details></article>'
    )


def _section(found: Record) -> str:
    section = found.section
    return OUTSIDE if section is None else words.section_label(section.ordinal, section.title)


def _text_with_targets(found: Record) -> str:
    """The text with its targets marked where they stand in the document.

    One that stands elsewhere, or within another, is named behind the text.
    """
    text = str(found.task.text)
    places = places_in(text, found.source, found.task.start, found.task.end)
    inside: list[tuple[int, int, str]] = []
    behind: list[str] = []
    for target in found.targets:
        label = f"{TARGET_LABELS[TargetKind(target.kind)]}：{target.value}"
        said = source.stands_there(found, target)
        own = [at for at, place in enumerate(places) if said and target.start <= place < target.end]
        if own:
            inside.append((own[0], own[-1] + 1, label))
        else:
            behind.append(label)
    pieces, at = [], 0
    for start, end, label in sorted(inside, key=lambda one: (one[0], -one[1])):
        if start < at:
            behind.append(label)
            continue
        pieces.append(as_html(text[at:start]))
        pieces.append(f'<b class="target" title="{as_html(label)}">{as_html(text[start:end])}</b>')
        at = end
    pieces.append(as_html(text[at:]))
    return "".join([*pieces, *(f' <b class="target">{as_html(label)}</b>' for label in behind)])


def _departments(
    plan: Plan, scope: Scope, found: Record, focus: Collection[str], carried: dict[str, tuple[str, ...]]
) -> str:
    """The names of the departments, each the way to its page."""
    links = []
    for row in found.departments:
        href = address.link("department", carried | {address.DEPARTMENT.name: (row.name,)})
        in_focus = " department-focus" if _in_focus(plan, scope, row, focus) else ""
        links.append(
            f'<a class="in-app department{in_focus}" href="{as_html(href)}" target="_self" '
            f'title="{as_html(_written(row.mention))}">{_role(row.role)}{as_html(row.name)}</a>'
        )
    return "".join(links)


def _written(mention: str) -> str:
    """How the document writes a department; of one that only a scenario names, that."""
    return f"文件写作：{mention}" if mention else "文件没有列，情景列入"


def _role(role: str) -> str:
    return "" if role == Role.RESPONSIBLE else f"<i>{ROLE_LABELS[Role(role)]}</i> "


def _in_focus(plan: Plan, scope: Scope, row: Any, focus: Collection[str]) -> bool:
    if row.department_id in focus:
        return True
    if scope.level is Level.PARENT and row.parent_id in focus:
        return True
    if scope.collectives is not Collectives.EXPAND:
        return False
    members = plan.members[plan.members["collective_id"] == row.department_id]["department_id"]
    return not set(focus).isdisjoint(members)
