"""任务清单: every task of the plan; find, filter, open in the document, take away."""

from collections.abc import Iterator, Sequence

import streamlit as st

from analytics import task_list
from analytics.evidence import Mark, tasks_behind
from analytics.safe.markdown import as_markdown
from analytics.task_list import Sharing, Stating
from data.store.plan import Plan
from pages.shared import (
    address,
    downloads,
    drawing,
    evidence,
    filters,
    loading,
    markup,
    page,
    paper,
    provenance,
    source,
    states,
    words,
)
from pages.steward import task_rows

OPENED = "opened_task"
"""Key of the session: the task that was opened last."""


def mark_of_former_links(plan: Plan) -> None:
    """Take over the tasks of a link sent out before there were marks: ``only=1-3,7``, by their places in the document."""
    asked = address.text(address.ONLY)
    if asked:
        positions = set(positions_in(asked))
        own = plan.tasks.loc[plan.tasks["position"].isin(positions), "task_id"]
        evidence.choose(Mark(tasks=tuple(own)))
        address.write(address.ONLY, ())


def positions_in(text: str) -> Iterator[int]:
    """The places that a text names, 1-3,7; what is none is passed over."""
    for part in text[:2000].split(","):
        first, _, last = part.partition("-")
        if first.isdecimal() and (last or first).isdecimal() and max(len(first), len(last)) < 6:
            yield from range(int(first), int(last or first) + 1)


def chosen_of(rows: Sequence[str]) -> str:
    """The task that is opened: what a link asks for, else the first; says so where it asks for one that is not listed."""
    asked = address.text(address.TASK)
    if asked in rows:
        st.session_state[OPENED] = asked
    elif asked and asked != st.session_state.get(
        OPENED
    ):  # one that was opened here has only been filtered out
        st.warning("链接所指的任务不在当前筛选结果中。", icon=":material/link_off:")
    return asked if asked in rows else rows[0]


view = page.opened("任务清单", by_counting=False)
plan, scope, scoped = view.plan, view.scope, view.scoped
mark_of_former_links(plan)
names = words.distinct_names(scoped.departments)

with st.container(horizontal=True, vertical_alignment="top"):
    searched = st.text_input(
        "查找",
        placeholder="任务文字、序号或部门，空格分隔",
        width=230,
        **address.bound(address.WORDS, address.words()),
    )
    departments = st.multiselect(
        "责任部门",
        list(names),
        format_func=names.__getitem__,
        placeholder="全部部门",
        width=230,
        **address.bound(address.DEPARTMENTS, address.some_of(names)),
    )
    sharing = filters.choice("承担方式", address.SHARING, words.SHARING, Sharing.ANY)
    stating = filters.choice("目标", address.STATING, words.STATING, Stating.ANY)

found = task_list.find(scoped, searched, departments, sharing, stating)
mark = evidence.chosen(view)
if mark is not None:
    behind = set(tasks_behind(scoped, mark))
    found = [task for task in found if task in behind]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(
            as_markdown(f"只列出选中的 {len(found)} 项任务：{evidence.title(scoped, mark)}"),
            icon=":material/filter_alt:",
            width=520,
        )
        st.button("✕ 显示全部任务", on_click=evidence.clear)

paper.settings(*words.search_notes(searched, [names[own] for own in departments], sharing, stating))
every = len(scoped.tasks)
counted = f"{len(found)} 项任务" + (f"，共 {every} 项" if len(found) < every else "")
if not found:
    states.nothing("没有符合条件的任务。", "请减少查找的词，或放宽筛选条件。")
    st.stop()

chosen = chosen_of(found)


def take_away() -> None:
    """The list as a table, which says by what it was chosen."""
    limits = words.search_notes(searched, [names[own] for own in departments], sharing, stating)
    if mark is not None:
        limits.append(("选取", evidence.title(scoped, mark)))
    table = loading.answer(task_list.table, plan, tuple(found))
    downloads.buttons(table, [*provenance.notes(plan, scope), *limits, words.AS_LISTED], "任务清单")


listed, beside = st.columns([0.62, 0.38], gap="medium")
with listed:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(markup.note(counted), width="content")
        drawing.folded("带走", "take", take_away, ":material/download:")
    rows = loading.answer(task_rows.rows_of, plan, tuple(found), searched)
    st.html(task_rows.with_opened(rows, chosen))
with beside, drawing.beside():
    st.html(source.whole_document(plan, chosen))
provenance.source_line(plan, scope)
