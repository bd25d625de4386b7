"""The document that everybody sees first: chosen for a body, or left to the newest."""

import streamlit as st

from analytics.rows import each_row
from data.access import Person
from data.requests.documents import ShowFirst
from data.store.plan import Catalogue
from pages.shared import jobs, words


def draw(catalogue: Catalogue, own_body: str, who: Person) -> None:
    """What is seen first, and the choice of another; nothing where there is only one document."""
    documents = catalogue.documents
    if len(documents) < 2:
        return
    labels = words.document_labels(documents)
    first = documents.iloc[0]
    chosen = {row.body: row.document_id for row in each_row(documents) if row.chosen}
    several = documents["body"].nunique() > 1
    why = "选定" if first["chosen"] else "没有选定，按最新"
    with st.expander(f"打开看板先看：{labels[first['document_id']]}（{why}）", icon=":material/first_page:"):
        st.caption(
            "没有写明文件的链接和打开看板的人先看到这一份；以后导入更新的文件也不变。"
            + ("每个机关可以选定一份，本机关的优先。" if several else "")
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            document_id = st.selectbox(
                "选一份", list(labels), format_func=labels.__getitem__, key="shown_first", width=520
            )
            body = documents.set_index("document_id")["body"][document_id]
            seen = chosen.get(body)
            request = None if seen == document_id else ShowFirst(document_id, seen)
            jobs.button("定为先看的", request, who, key=("first", document_id, seen))
            back = ShowFirst(seen, seen, undo=True) if seen else None
            jobs.button("改回最新的一份", back, who, key=("newest", body, seen), icon=":material/undo:")
        if several:
            for whose, own in chosen.items():
                st.text(f"{whose or own_body or '本机关'}：{labels[own]}")
