"""任务清单: every task of the plan; find, filter, open in the document, take away."""

import streamlit as st

from analytics import ledger
from pages.shared import downloads, drawing, filters, loading, provenance, sentences, source, states, words

SHARED = {None: "全部", ledger.SOLE: "独立承担", ledger.JOINT: "共同承担"}
TARGETS = {None: "全部", True: "写明目标", False: "未写明"}

st.title("任务清单")
plan = loading.plan()
scope = filters.filter_bar(plan)
scoped = states.something(loading.scoped(scope))
names = words.distinct_names(scoped.departments)

with st.container(horizontal=True, vertical_alignment="bottom"):
    searched = st.text_input(
        "查找", placeholder="任务文字、序号或单位，空格分隔", key="words", bind="query-params", width=300
    )
    units = st.multiselect(
        "责任单位",
        list(names),
        format_func=names.get,
        placeholder="全部单位",
        key="units",
        bind="query-params",
        width=330,
    )
    shared = filters.choice("承担方式", "shared", SHARED, None)
    target = filters.choice("目标", "target", TARGETS, None)

found = ledger.find(scoped, searched, units, shared, target)
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

table = ledger.table(plan, found)
listed, beside = st.columns([0.58, 0.42], gap="medium")
with listed:
    asked = st.query_params.get("task")
    row = drawing.task_rows(
        table, key=drawing.key("task_rows", found), chosen=found.index(asked) if asked in found else None
    )
    if row is not None:
        st.query_params["task"] = found[row]
    downloads.buttons(table, provenance.notes(plan, scope), "任务清单")
with beside:
    if row is None:
        st.subheader("原文")
        st.caption("在左侧选择一项任务，这里显示它在文件中的原句。")
    else:
        st.subheader(f"原文 · 第 {table['序号'].iloc[row]} 项")
        source.document_view(plan, found[row])
provenance.source_line(plan, scope)
