"""名称核定: names that the directory does not know or that are doubtful are decided on, remembered, and undone."""

import pandas as pd
import streamlit as st

from data.store.activities import local
from data.store.known_names import load_known_names
from data.store.mentions import stored_bodies, stored_mentions
from pages.shared import drawing, jobs, loading, operator, states
from pages.steward import deciding, founding
from pages.steward import directory as own_directory

st.title("名称核定")
st.caption(
    "名录里没有的、拿不准的名称，由人认定。认定记在数据库里，对已存的文件和以后的文件都有效，可以撤销。"
)
jobs.tell()
store = loading.store()
with store.read() as cursor:
    known = load_known_names(cursor)
who = operator.person()
proposals = deciding.open_names(store, known)

st.subheader(f"待核定（{len(proposals)} 个）")
if proposals:
    st.caption(
        "所有机关的都在这里，点名多的在前。逐个填“认定为”，或勾选“采用建议”；没有填、没有勾的不动。一次保存，可以一次撤销。"
    )
    deciding.form(proposals, known, who)
else:
    states.nothing("没有待核定的名称。", "导入新的文件后，名录里没有的名称会列在这里。")

st.subheader(f"已核定（{len(known.decisions)} 个）")
if known.decisions:
    rows = [
        (
            decision.name,
            decision.body or known.own.body or "本机关",
            decision.text,
            decision.who,
            local(decision.decided_at),
        )
        for decision in known.decisions
        if decision.decided_at is not None
    ]
    drawing.grid(pd.DataFrame(rows, columns=["名称", "机关", "认定", "核定人", "时间"]))
    deciding.undo_form(known.decisions, who)

st.subheader("部门名录")
body = st.selectbox(
    "机关",
    stored_bodies(store),
    format_func=lambda body: body or known.own.body or "名录所在机关",
    key="naming_body",
    help="不同机关的同名部门是不同的部门，各自有名录",
    width=320,
)
if body is None and not founding.founded(store):
    st.page_link("pages/steward/sources.py", label="从这里开始：写明机关和部门名录", icon=":material/flag:")
else:
    own_directory.exchange(store, known, body, who)

st.subheader("每处点名是怎样认定的")
drawing.grid(deciding.mention_table(stored_mentions(store, body)), height=420)
