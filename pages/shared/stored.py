"""The stored documents on a page: listed, opened, read again, taken away, removed; backups; the record of activities."""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from data.names.directory import Directory
from data.store.activities import activities
from data.store.backups import KEPT, back_up, folder_of, list_backups
from data.store.database import Store
from data.store.exporting import export_document, zipped
from data.store.listing import Listed, list_documents
from data.store.removing import remove_document
from data.store.rereading import Reread, reread_document, store_reread
from pages.shared import outcomes, states
from pages.shared.literal import literal
from pages.shared.outcomes import Outcome

REREAD = "reread"


def documents(store: Store, directory: Directory, who: str) -> None:
    """The documents as a table, and what can be done with the one that is chosen."""
    listed = list_documents(store)
    if not listed:
        states.nothing("数据库里没有文件。", "请在上面选择文件。")
        return
    st.dataframe(table(listed), hide_index=True)
    labels = {one.document_id: f"{one.title}（{local(one.imported_at)}）" for one in listed}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        document_id = st.selectbox("选择一份", list(labels), format_func=labels.get, key="stored", width=520)
        st.page_link(
            "pages/steward/tasks.py",
            label="对照原文",
            icon=":material/menu_book:",
            query_params={"document": document_id},
        )
        if st.button(
            "重读",
            icon=":material/refresh:",
            help="用现在的读法再读一遍，先看有什么不同",
            on_click=outcomes.forget,
        ):
            st.session_state[REREAD] = reread_document(store, document_id, directory)
        st.download_button(
            "导出",
            data=lambda: zipped(export_document(store, document_id, who)),
            file_name=f"{document_id}.zip",
            mime="application/zip",
            on_click="ignore",
            icon=":material/download:",
        )
        with st.popover("移除", icon=":material/delete:"):
            st.text(f"从数据库移除《{_title(listed, document_id)}》？\n操作记录和备份不受影响。")
            if st.button("确定移除", type="primary"):
                outcomes.run(lambda: _remove(store, document_id, directory, who))
    reread = st.session_state.get(REREAD)
    if reread is not None and reread.document_id == document_id:
        _differences(store, reread, directory, who)


def _title(listed: tuple[Listed, ...], document_id: str) -> str:
    return next(one.title for one in listed if one.document_id == document_id)


def _remove(store: Store, document_id: str, directory: Directory, who: str) -> Outcome:
    back_up(store)
    return Outcome(f"已移除《{remove_document(store, document_id, directory, who)}》")


def _differences(store: Store, reread: Reread, directory: Directory, who: str) -> None:
    """What reading again changes, to be stored or left."""
    if not reread.changes:
        st.info("重读的结果与已存的完全相同。", icon=":material/check:")
        return
    st.text(f"重读后有 {len(reread.changes)} 处不同：")
    rows = [(change.where, change.before, change.after) for change in reread.changes]
    st.dataframe(pd.DataFrame(rows, columns=["位置", "现在存的", "重读的"]), hide_index=True, row_height=56)
    with st.container(horizontal=True):
        if st.button("按重读的结果保存", type="primary"):
            outcomes.run(lambda: _store_reread(store, reread, directory, who), forget_reread)
        st.button("保留现在的", on_click=forget_reread)


def _store_reread(store: Store, reread: Reread, directory: Directory, who: str) -> Outcome:
    back_up(store)
    store_reread(store, reread, directory, who)
    return Outcome(f"已按重读的结果保存《{reread.title}》，改变 {len(reread.changes)} 处")


def forget_reread() -> None:
    """Leave a document as it is stored."""
    st.session_state.pop(REREAD, None)


def backups(store: Store) -> None:
    """The backups and a button for one more."""
    made = list_backups(store)
    st.caption(
        literal(
            f"每次导入后、移除和按重读的结果保存前自动备份，在 {folder_of(store)}。"
            f"保留最新的 {KEPT} 份，和最近 {KEPT} 天每天最后的一份。"
            f"恢复：停止看板，移走 {store.path.name} 和同名的 .wal 文件，把备份复制成这个名字，再启动。"
        )
    )
    if st.button("现在备份", icon=":material/backup:"):
        outcomes.run(lambda: Outcome(f"已备份到 {back_up(store).path.name}"))
    if made:
        rows = [
            (one.path.name, one.made_at.strftime("%Y-%m-%d %H:%M:%S"), round(one.size / 1e6, 1))
            for one in made
        ]
        st.dataframe(pd.DataFrame(rows, columns=["文件", "时间", "大小（MB）"]), hide_index=True)
    else:
        st.text("还没有备份。")


def record(store: Store) -> None:
    """Who did what and when, the latest first."""
    rows = [
        (local(one.happened_at), one.who, one.what.value, one.detail, one.file_name or "", one.sha256 or "")
        for one in activities(store)
    ]
    if not rows:
        st.text("还没有操作记录。")
        return
    columns = ["时间", "操作人", "操作", "说明", "文件名", "内容的 SHA-256"]
    st.dataframe(pd.DataFrame(rows, columns=columns), hide_index=True)


def table(listed: tuple[Listed, ...]) -> pd.DataFrame:
    """The documents under Chinese headings."""
    rows = [
        (
            one.title,
            "—" if one.year is None else str(one.year),
            one.issuer or "—",
            "—" if one.issued_on is None else one.issued_on.isoformat(),
            one.tasks,
            one.departments,
            one.open_names,
            "单独计" if one.body else "本机关",
            "有" if one.corrected else "",
            local(one.imported_at),
            one.who or "—",
            one.file_name,
            one.document_id,
        )
        for one in listed
    ]
    columns = [
        "标题",
        "年度",
        "发文机关",
        "成文日期",
        "任务",
        "部门",
        "待核定",
        "部门归属",
        "人工改正",
        "导入时间",
        "导入人",
        "文件名",
        "编号",
    ]
    return pd.DataFrame(rows, columns=columns)


def local(moment: datetime) -> str:
    """A stored time (UTC) in the time of this place, to the minute."""
    return moment.replace(tzinfo=UTC).astimezone().strftime("%Y-%m-%d %H:%M")
