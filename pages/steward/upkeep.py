"""备份与记录: backups and the way back to one, and the record of what was done."""

import streamlit as st

from data.access import Access
from pages.shared import jobs, loading, operator
from pages.steward import recorded, recovering

st.title("备份与记录")
jobs.tell()
store = loading.store()
who = operator.person()
st.subheader("备份与恢复")
recovering.draw(store, who)
st.subheader("操作记录")
if not operator.lacks(who, Access.ADMINISTER):
    recorded.draw(store)
