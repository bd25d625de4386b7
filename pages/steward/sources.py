"""文件导入: a file is read, shown and corrected before it is stored; stored files are read again, taken away, removed."""

from functools import partial

import streamlit as st

from analytics.safe.markdown import as_markdown
from data.store.known_names import load_known_names
from pages.shared import jobs, loading, operator
from pages.steward import correcting, deciding, first, founding, reading_view, stored, uploading

st.title("文件导入")
st.caption("文件先读出来核对，点“存入”之后才进入数据库。导入、重读、移除都有记录。")
jobs.tell()
store = loading.store()
who = operator.person()
with store.read() as cursor:
    known = load_known_names(cursor)

founding.example(store, who)
file = None
if founding.founded(store):
    file = uploading.upload(store, known, who)
else:
    founding.form(store, who)
if file is not None:
    st.subheader(as_markdown(f"核对：{file.file_name}"))
    corrections = correcting.corrections(partial(file.reading, known), known.own.body, file.document_id)
    shown = file.reading(known, corrections)
    with st.container(horizontal=True):
        for label, value in reading_view.figures(shown.document):
            st.metric(label, value, width="content")
    st.caption(reading_view.kinds(shown.document))
    if shown.apart:
        st.info(as_markdown(shown.apart), icon=":material/call_split:")
    for earlier in uploading.earlier(store, file, shown):
        st.warning(as_markdown(earlier), icon=":material/difference:")
    reading_view.beside(shown.document)
    deciding.of_document(shown, known, who)
    reading_view.warn(shown.document)
    reason = uploading.missing(shown)
    if reason:
        st.warning(as_markdown(reason), icon=":material/block:")
    with st.container(horizontal=True):
        uploading.keep(file, shown, known, who, possible=not reason)
        st.button("取消", on_click=uploading.cancel, args=(uploading.ids_of(file),))

st.subheader("已导入的文件")
open_names = len(deciding.open_names(store, known))
if open_names:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"已导入的文件里有 {open_names} 个名称待核定", width="content")
        st.page_link("pages/steward/naming.py", label="去核定", icon=":material/spellcheck:")
stored.documents(store, known, who)
first.draw(loading.catalogue(), known.own.body, who)
stored.bin_of(store, who)
