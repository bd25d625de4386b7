"""任务清单: every task of the plan; find, filter, open in the document, take away."""

import streamlit as st

from analytics import ledger
from analytics.ledger import Sharing, Stating
from pages.shared import downloads, drawing, filters, loading, provenance, sentences, source, states, words
from pages.shared.literal import literal

SHARING = {Sharing.ANY: "全部", Sharing.SOLE: "独立承担", Sharing.JOINT: "共同承担"}
STATING = {Stating.ANY: "全部", Stating.STATED: "写明目标", Stating.UNSTATED: "未写明"}

st.title("任务清单")
plan = loading.plan()
scope = filters.filter_bar(plan)
scoped = states.something(loading.scoped(plan, scope))
names = words.distinct_names(scoped.departments)

with st.container(horizontal=True, vertical_alignment="bottom"):
    searched = st.text_input(
        "查找", placeholder="任务文字、序号或部门，空格分隔", key="words", bind="query-params", width=250
    )
    units = st.multiselect(
        "责任部门",
        list(names),
        format_func=names.get,
        placeholder="全部部门",
        key="units",
        bind="query-params",
        width=260,
    )
    sharing = filters.choice("承担方式", "sharing", SHARING, Sharing.ANY)
    stating = filters.choice("目标", "stating", STATING, Stating.ANY)

found = ledger.find(scoped, searched, units, sharing, stating)
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
listed, beside = st.columns([0.6, 0.4], gap="medium")
with listed:
    row = drawing.task_rows(
        words.task_rows(table),
        key=drawing.key("task_rows", found),
        chosen=found.index(asked) if asked in found else 0,
    )
    downloads.buttons(table, provenance.notes(plan, scope), "任务清单")
with beside:
    if row is None:
        st.subheader("原文")
        st.caption("在左侧选择一项任务，这里显示它在文件中的原句。")
    else:
        st.query_params["task"] = found[row]
        st.subheader(literal(f"原文 · {table['序号'].iloc[row]}"))
        source.document_view(plan, found[row])
provenance.source_line(plan, scope)
