"""任务清单: every task of the plan; find, filter, open in the document, take away."""

from collections.abc import Iterator, Sequence

import streamlit as st

from analytics import ledger
from analytics.evidence import Mark, tasks_behind
from analytics.ledger import Sharing, Stating
from analytics.safe.markdown import as_markdown
from data.store.plan import Plan
from pages.shared import (
    address,
    downloads,
    drawing,
    evidence,
    filters,
    loading,
    page,
    provenance,
    source,
    states,
    words,
)

OPENED, LINKED = "task_opened", "task_linked"
"""Keys of the session: the task that was last opened by a click in the table, and how many were opened by links."""

ROWS = {
    "序号": st.column_config.Column(width=48),
    "工作任务": st.column_config.TextColumn(width=310),
    "责任部门": st.column_config.TextColumn(width=150),
    "目标要求": st.column_config.TextColumn(width=76),
    "所属部分": st.column_config.TextColumn(width=200),
}


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


def table_of(rows: Sequence[str]) -> int | None:
    """Draw the tasks as rows that show their whole text; return the number of the chosen row, or None."""
    asked = address.text(address.TASK)
    if asked and asked not in rows:
        st.warning("链接所指的任务不在当前筛选结果中。", icon=":material/link_off:")
    if asked != st.session_state.get(OPENED, ""):  # by a link: the table is drawn anew with its row chosen
        st.session_state[OPENED] = asked
        st.session_state[LINKED] = st.session_state.get(LINKED, 0) + 1
    widget = drawing.key("task_rows", rows, st.session_state.get(LINKED, 0))
    event = st.dataframe(
        words.task_rows(table),
        key=widget,
        height=680,
        row_height=98,
        hide_index=True,
        on_select=lambda: follow(widget, rows),
        selection_mode="single-row",
        selection_default={"selection": {"rows": [rows.index(asked) if asked in rows else 0]}},
        column_config=ROWS,
    )
    return evidence.chosen_row(event, len(rows))


def follow(widget: str, rows: Sequence[str]) -> None:
    """Callback of the table: the task that was chosen goes into the URL."""
    row = evidence.chosen_row(st.session_state[widget], len(rows))
    said = () if row is None else (rows[row],)
    address.write(address.TASK, said)
    st.session_state[OPENED] = "".join(said)


view = page.opened("任务清单", by_counting=False)
plan, scope, scoped = view.plan, view.scope, view.scoped
mark_of_former_links(plan)
names = words.distinct_names(scoped.departments)

with st.container(horizontal=True, vertical_alignment="bottom"):
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

found = ledger.find(scoped, searched, departments, sharing, stating)
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

st.caption(f"{len(found)} 项任务，共 {len(scoped.tasks)} 项")
if not found:
    states.nothing("没有符合条件的任务。", "请减少查找的词，或放宽筛选条件。")
    st.stop()

table = loading.answer(ledger.table, plan, tuple(found))
listed, beside = st.columns([0.62, 0.38], gap="medium")
with listed:
    row = table_of(found)
    limits = words.search_notes(searched, [names[own] for own in departments], sharing, stating)
    if mark is not None:
        limits.append(("选取", evidence.title(scoped, mark)))
    downloads.buttons(table, [*provenance.notes(plan, scope), *limits, words.AS_LISTED], "任务清单")
with beside:
    if row is None:
        st.subheader("原文")
        st.caption("在左侧选择一项任务，这里显示它在文件中的原句。")
    else:
        st.subheader(as_markdown(f"原文 · 第 {table['序号'].iloc[row]} 项"))
        source.document_view(plan, found[row])
provenance.source_line(plan, scope)
