"""人员与权限: who may do what, by person or by group of the login; for administrators."""

import pandas as pd
import streamlit as st

from data.access import Access, Grant
from data.requests import ask
from data.requests.people import GiveAccess, ListAccess, TakeAccess
from data.store.people import Granted, described, stored_units
from pages.shared import drawing, jobs, loading, operator, states

MEANING = {
    Access.VIEW: "看所有的页，下载图表，不能上传、不能改",
    Access.FILL: "查看，加上下载和交回自己单位的台账",
    Access.MAINTAIN: "填报，加上导入文件、核定名称、发出和收回所有台账、核实和销号、备份",
    Access.ADMINISTER: "维护，加上设定权限、用备份恢复、看操作记录",
}

st.title("人员与权限")
st.caption(
    "每个人或组一种权限；填报的可以有几个单位。一个人自己有、他的组也有的，以大的为准。设定都记在操作记录里。"
)
jobs.tell()
who = operator.person()
if not who.login:
    states.nothing(
        "没有设登录，权限不起作用。",
        "登录怎样设，见 README 的“登录与权限”；名单可以先用 python -m data access 设定。",
    )
    st.stop()
store = loading.store()
listed: tuple[Granted, ...] = ask(store, ListAccess(), who).value or ()

if listed:
    rows = [one.told for one in listed]
    drawing.grid(pd.DataFrame(rows, columns=["权限", "人或组", "是", "填报单位", "设定人", "时间"]))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "收回哪一条", [one.grant for one in listed], format_func=described, key="taken", width=420
        )
        jobs.button("收回", TakeAccess(chosen), who, key=("take", chosen), icon=":material/person_remove:")
else:
    states.nothing("还没有设定权限。", "现在的管理人员来自配置；先给自己“管理”权限。")

st.subheader("设定")
with st.container(horizontal=True, vertical_alignment="bottom"):
    subject = st.text_input("登录时的标识，或组的名称", key="subject", width=280).strip()
    is_group = st.selectbox(
        "是", [False, True], format_func=lambda own: "组" if own else "人", key="group", width=100
    )
    access = st.selectbox("权限", list(Access), format_func=lambda own: own.label, key="access", width=140)
    unit = None
    if access is Access.FILL:
        unit = st.selectbox(
            "单位",
            stored_units(store),
            None,
            format_func=lambda own: f"{own.body}{own.name}",
            key="unit",
            placeholder="选择单位",
            width=280,
        )
    ready = bool(subject) and (access is not Access.FILL or unit is not None)
    grant = Grant(subject, is_group, access or Access.VIEW, unit)
    jobs.button(
        "设定",
        GiveAccess(grant) if ready else None,
        who,
        key=("give", grant, len(listed)),
        type="primary",
        icon=":material/person_add:",
    )
st.caption("；".join(f"{access.label}：{text}" for access, text in MEANING.items()) + "。")
