"""文件导入: a file is read, shown and corrected before it is stored; stored files are read again, taken away, removed."""

import streamlit as st

from data.names.directory import load_directory
from data.store.decisions import load_decisions
from pages.shared import correcting, deciding, loading, operator, outcomes, reading_view, stored, uploading
from pages.shared.literal import literal

st.title("文件导入")
st.caption("文件先读出来核对，点“存入”之后才进入数据库。导入、重读、移除都有记录。")
outcomes.tell()
store = loading.store()
directory = load_directory()
who = operator.name()

file = uploading.upload(directory)
if file is not None:
    with store.read() as cursor:
        decisions = load_decisions(cursor)
    st.subheader(literal(f"核对：{file.file_name}"))
    corrections = correcting.corrections(file.read, directory, file.document_id)
    shown = uploading.interpreted(file, directory, decisions, corrections)
    with st.container(horizontal=True):
        for label, value in reading_view.figures(shown.document):
            st.metric(label, value, width="content")
    st.caption(reading_view.kinds(shown.document))
    if shown.apart:
        st.info(literal(shown.apart), icon=":material/call_split:")
    for earlier in uploading.earlier(store, file, shown):
        st.warning(literal(earlier), icon=":material/difference:")
    reading_view.beside(shown.document)
    deciding.of_document(store, shown, directory, who)
    reading_view.warn(shown.document)
    reason = uploading.missing(shown)
    if reason:
        st.warning(literal(reason), icon=":material/block:")
    with st.container(horizontal=True):
        if st.button("存入", type="primary", icon=":material/save:", disabled=bool(reason)):
            outcomes.run(lambda: uploading.keep(store, file, shown, who), uploading.clear)
        st.button("取消", on_click=uploading.cancel)

st.subheader("已导入的文件")
stored.documents(store, directory, who)
st.subheader("备份")
stored.backups(store)
with st.expander("操作记录", icon=":material/history:"):
    stored.record(store)
