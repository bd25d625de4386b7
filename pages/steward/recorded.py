"""The record of activities on a page: looked through and taken away."""

from datetime import datetime

import pandas as pd
import streamlit as st

from analytics.safe.markdown import as_markdown
from data.store.activities import Activity, Wanted, activities, activity_labels, local
from data.store.database import Store
from pages.shared import downloads, drawing, paper, states

SHOWN = 500
"""Lines on the screen; a download has all."""


def draw(store: Store) -> None:
    """Who did what and when, the latest first, as far as it is wanted; and where it stands outside the store."""
    if store.audit is not None:
        if store.audit.fault:
            st.error(as_markdown(store.audit.fault), icon=":material/error:")
        st.caption(
            as_markdown(
                f"只增不改。另存一份在数据库之外：{store.audit.path}，每条带着前一条的校验值，改动、插入、删去，核对数据库时查得出；用备份恢复不影响它。"
            )
        )
    wanted = _wanted(store)
    found = activities(store, None, wanted)
    if not found:
        states.nothing("没有这样的操作记录。", "请放宽上面的条件。")
        return
    whole = table(found)
    st.caption(f"{len(found)} 条" + (f"，列出最近的 {SHOWN} 条" if len(found) > SHOWN else ""))
    shown = whole.head(SHOWN).drop(columns=["文件编号", "文件名", "内容的 SHA-256"])
    drawing.screen(shown, wraps=True)
    now = datetime.now().astimezone()
    notes = [("内容", "操作记录"), ("条件", _told(wanted)), ("导出时间", f"{now:%Y-%m-%d %H:%M}")]
    downloads.buttons(whole, notes, "操作记录")
    paper.table(shown, "操作记录")


def _wanted(store: Store) -> Wanted:
    """What the visitor looks for."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        since = st.date_input("从", value=None, format="YYYY-MM-DD", key="recorded_since", width=150)
        until = st.date_input("到", value=None, format="YYYY-MM-DD", key="recorded_until", width=150)
        labels = st.multiselect(
            "操作", activity_labels(store), key="recorded_labels", placeholder="全部", width=320
        )
        who = st.text_input("谁", key="recorded_who", max_chars=40, placeholder="姓名的一部分", width=160)
        document = st.text_input(
            "文件",
            key="recorded_document",
            max_chars=80,
            placeholder="编号、文件名或标题的一部分",
            width=260,
        )
    return Wanted(since, until, tuple(labels), who, document)


def _told(wanted: Wanted) -> str:
    """What is looked for, as a line of the notes."""
    parts = (
        f"从 {wanted.since}" if wanted.since else "",
        f"到 {wanted.until}" if wanted.until else "",
        "、".join(wanted.labels),
        wanted.who and f"操作人含“{wanted.who}”",
        wanted.document and f"文件含“{wanted.document}”",
    )
    return "；".join(filter(None, parts)) or "全部"


def table(found: tuple[Activity, ...]) -> pd.DataFrame:
    """The lines under Chinese headings."""
    rows = [
        (
            one.number,
            "" if one.happened_at is None else local(one.happened_at),
            one.who,
            one.label,
            one.detail,
            one.document_id or "",
            one.file_name or "",
            one.sha256 or "",
        )
        for one in found
    ]
    columns = ["序号", "时间", "操作人", "操作", "说明", "文件编号", "文件名", "内容的 SHA-256"]
    return pd.DataFrame(rows, columns=columns)
