"""任务清单: every task of the plan; find, filter, open in the document, take away."""

import streamlit as st

from analytics import ledger
from analytics.ledger import Sharing, Stating
from pages.shared import downloads, drawing, filters, loading, provenance, sentences, source, states, words
from pages.shared.literal import literal

st.title("任务清单")
plan = loading.plan()
scope = filters.filter_bar(plan)
scoped = states.something(loading.scoped(plan, scope))
names = words.distinct_names(scoped.departments)

with st.container(horizontal=True, vertical_alignment="bottom"):
    searched = st.text_input(
        "查找", placeholder="任务文字、序号或部门，空格分隔", key="words", bind="query-params", width=230
    )
    departments = st.multiselect(
        "责任部门",
        list(names),
        format_func=names.get,
        placeholder="全部部门",
        key="units",
        bind="query-params",
        width=230,
    )
    sharing = filters.choice("承担方式", "sharing", words.SHARING, Sharing.ANY)
    stating = filters.choice("目标", "stating", words.STATING, Stating.ANY)

found = ledger.find(scoped, searched, departments, sharing, stating)
only = sentences.positions(st.query_params.get("only", ""))
if only:
    wanted = set(plan.tasks.loc[plan.tasks["position"].isin(only), "task_id"])
    found = [task for task in found if task in wanted]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(f"只列出结论所指的 {len(found)} 项任务。", icon=":material/filter_alt:", width=420)
        if st.button("显示全部任务"):
            del st.query_params["only"]
            st.rerun()

st.caption(f"{len(found)} 项任务，共 {len(scoped.tasks)} 项")
if not found:
    states.nothing("没有符合条件的任务。", "请减少查找的词，或放宽筛选条件。")
    st.stop()

table = loading.answer(ledger.table, plan, tuple(found))
asked = st.query_params.get("task")
if asked and asked not in found:
    st.warning("链接所指的任务不在当前筛选结果中。", icon=":material/link_off:")
default = found.index(asked) if asked in found else 0
listed, beside = st.columns([0.62, 0.38], gap="medium")
with listed:
    row = drawing.task_rows(words.task_rows(table), key=drawing.key("task_rows", found), chosen=default)
    searched_for = provenance.notes(plan, scope) + words.search_notes(
        searched, [names[u] for u in departments], sharing, stating, bool(only)
    )
    downloads.buttons(table, searched_for, "任务清单")
with beside:
    if row is None:
        st.subheader("原文")
        st.caption("在左侧选择一项任务，这里显示它在文件中的原句。")
        st.query_params.pop("task", None)
    else:
        if row != default:  # the address changes only with a choice, so that going back leaves the page
            st.query_params["task"] = found[row]
        st.subheader(literal(f"原文 · 第 {table['序号'].iloc[row]} 项"))
        source.document_view(plan, found[row])
provenance.source_line(plan, scope)
