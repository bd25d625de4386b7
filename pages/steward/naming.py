"""名称核定: names that the directory does not know or that are doubtful are decided on, remembered, and undone."""

import pandas as pd
import streamlit as st

from data.names.decisions import decided_directory
from data.names.directory import load_directory
from data.names.proposals import propose
from data.store.decisions import load_decisions
from data.store.namings import stored_bodies, stored_namings
from pages.shared import deciding, loading, operator, outcomes, states, stored

st.title("名称核定")
st.caption(
    "名录里没有的、拿不准的名称，由人认定。认定记在数据库里，对已存的文件和以后的文件都有效，可以撤销。"
)
outcomes.tell()
store = loading.store()
directory = load_directory()
with st.container(horizontal=True, vertical_alignment="bottom"):
    who = operator.name()
    bodies = stored_bodies(store)
    labels = {body: body or directory.body or "名录所在机关" for body in bodies}
    body = st.selectbox(
        "机关",
        bodies,
        format_func=labels.get,
        key="naming_body",
        help="不同机关的同名部门是不同的部门，各自核定",
        width=320,
    )

with store.read() as cursor:
    decisions = [decision for decision in load_decisions(cursor) if decision.body == body]
decided = decided_directory(directory, decisions, body)
namings = stored_namings(store, body)
proposals = propose(namings, decided, body)

st.subheader(f"待核定（{len(proposals)} 个）")
if proposals:
    deciding.form(store, proposals, decided, directory, who)
else:
    states.nothing("没有待核定的名称。", "导入新的文件后，名录里没有的名称会列在这里。")

st.subheader(f"已核定（{len(decisions)} 个）")
if decisions:
    rows = [(one.name, one.told, one.who, stored.local(one.decided_at)) for one in decisions]
    st.dataframe(pd.DataFrame(rows, columns=["名称", "认定", "核定人", "时间"]), hide_index=True)
    deciding.undo_form(store, decisions, directory, who)

st.subheader("每处点名是怎样认定的")
st.dataframe(deciding.mention_table(namings), hide_index=True, height=420)
