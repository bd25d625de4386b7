"""What is stored: documents read again, taken away, removed and brought back."""

from functools import partial

import pandas as pd
import streamlit as st

from analytics.safe.markdown import as_markdown
from data.access import Person
from data.errors import DashboardError
from data.importing.corrections import corrections_in
from data.importing.reading import FileText
from data.names.known import KnownNames
from data.requests import ask
from data.requests.documents import (
    ExportDocument,
    RemoveDocument,
    RereadDocument,
    RestoreDocument,
    StoreReread,
)
from data.store.activities import local
from data.store.content import document_row
from data.store.database import Store
from data.store.exporting import zipped
from data.store.listing import Listed, list_documents
from data.store.removing import BIN_DAYS
from data.store.rereading import Reread, compared, retired_tasks
from data.vocabulary import EXAMPLE
from pages.shared import drawing, filters, jobs, paper, states
from pages.steward import correcting, section_names
from pages.steward.uploading import Readable

REREAD = "reread"
"""Key of the session: the id of a document to be read again, then what became of it."""


CORRECTING, CORRECTED_FILE = "correcting", "correcting_file"
"""Keys of the session: the id of a document that is set right, and its text with what was read in it."""


def documents(store: Store, known: KnownNames, who: Person) -> None:
    """The documents as a table, and what can be done with the one that is chosen."""
    listed = list_documents(store)
    if not listed:
        states.nothing("数据库里没有文件。", "请在上面选择文件。")
        return
    drawing.grid(table(listed), wraps=True)
    by_id = {document.document_id: document for document in listed}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        labels = {own: f"{one.title}（{local(one.imported_at)}）" for own, one in by_id.items()}
        document_id = filters.held("选择一份", labels, "stored", width=520)
        document = by_id[document_id]
        st.page_link(
            "pages/steward/tasks.py",
            label="对照原文",
            icon=":material/menu_book:",
            query_params={"document": document_id},
        )
        st.button(
            "重读",
            icon=":material/refresh:",
            help="用现在的读法再读一遍，先看有什么不同",
            key=f"reread_{document_id}",
            on_click=_ask_to_reread,
            args=(document_id,),
        )
        st.button(
            "改正",
            icon=":material/edit:",
            help="标题、年度、发文机关、日期、部门归属，每一行是什么，每项任务的责任部门和时限",
            key=f"correct_{document_id}",
            on_click=_ask_to_correct,
            args=(document_id,),
        )
        st.download_button(
            "导出",
            data=lambda: zipped(ask(store, ExportDocument(document_id), who).files),
            file_name=f"{document_id}.zip",
            mime="application/zip",
            on_click="ignore",
            icon=":material/download:",
        )
        with st.popover("移除", icon=":material/delete:", key=f"remove_{document_id}"):
            st.text(f"移除《{document.title}》？\n{BIN_DAYS} 天内可以从回收站取回；操作记录和备份不受影响。")
            jobs.button(
                "确定移除",
                RemoveDocument(document_id, document.title),
                who,
                key=(document_id, document.revision),
                type="primary",
            )
    st.caption(as_markdown(f"文件名：{document.file_name}；编号：{document_id}"))
    if st.session_state.get(CORRECTING) == document_id:
        _correct(store, document, known, who)
    section_names.draw(document_id, who)
    if document.retired_tasks:
        with st.expander(f"不再读出的任务（{document.retired_tasks} 项）", icon=":material/archive:"):
            st.caption("以前读出过、重读后没有的任务。附在上面的内容仍然保留。")
            for text in retired_tasks(store, document_id):
                st.text(text)
    reread = st.session_state.get(REREAD)
    if reread == document_id:
        with st.spinner("正在重读……"):
            outcome = ask(store, RereadDocument(document_id), who)
        if outcome.refused:
            st.error(as_markdown(outcome.text), icon=":material/error:")
        reread = st.session_state[REREAD] = outcome.value
    if isinstance(reread, Reread) and reread.document_id == document_id:
        _differences(reread, who)


def bin_of(store: Store, who: Person) -> None:
    """The documents in the bin, each with the button that brings it back; nothing where it is empty."""
    removed = list_documents(store, removed=True)
    if not removed:
        return
    rows = [(one.title, local(one.removed_at) if one.removed_at else "") for one in removed]
    paper.table(pd.DataFrame(rows, columns=["标题", "移除时间"]), "回收站")
    with st.expander(f"回收站（{len(removed)} 份）", icon=":material/restore_from_trash:"):
        st.caption(f"移除满 {BIN_DAYS} 天的自动清出。")
        for document in removed:
            with st.container(horizontal=True, vertical_alignment="center"):
                moment = "" if document.removed_at is None else f"（{local(document.removed_at)} 移除）"
                st.text(f"《{document.title}》{moment}", width=620)
                jobs.button(
                    "取回",
                    RestoreDocument(document.document_id),
                    who,
                    key=(document.document_id, document.revision),
                    icon=":material/undo:",
                )


def _ask_to_reread(document_id: str) -> None:
    jobs.forget()
    st.session_state[REREAD] = document_id


def _differences(reread: Reread, who: Person) -> None:
    """What reading again changes, to be stored or left."""
    st.caption(f"{reread.note}。")
    if not reread.changes:
        st.info("重读的结果与已存的完全相同。", icon=":material/check:")
        return
    st.text(f"《{reread.title}》重读后有 {len(reread.changes)} 处不同：")
    rows = [(change.where, change.before, change.after) for change in reread.changes]
    drawing.grid(pd.DataFrame(rows, columns=["位置", "现在存的", "重读的"]), wraps=True)
    for text in reread.retired:
        st.text(f"不再读出，另外保留：{text}")
    with st.container(horizontal=True):
        jobs.button(
            "按重读的结果保存",
            StoreReread(reread),
            who,
            key=(reread.document_id, reread.revision, reread.changes),
            after=forget_reread,
            type="primary",
        )
        st.button("保留现在的", on_click=forget_reread)


def _ask_to_correct(document_id: str) -> None:
    jobs.forget()
    forget_reread()
    st.session_state[CORRECTING] = document_id


def _correct(store: Store, document: Listed, known: KnownNames, who: Person) -> None:
    """A stored document is set right by hand; what that changes is shown before it is stored."""
    with store.read() as cursor:
        header = document_row(cursor, document.document_id)
    key = f"{document.document_id}.{header['revision']}"
    file = st.session_state.get(CORRECTED_FILE)
    if file is None or file.document_id != key:
        if file is not None and file.document_id.startswith(document.document_id):
            st.warning("这份文件刚刚有了别的改动，改正从现在存的重新开始。", icon=":material/sync_problem:")
        file = Readable(key, document.file_name, b"", FileText(str(header["source"])), known)
        st.session_state[CORRECTED_FILE] = file
    with st.container(border=True):
        st.markdown(f"**改正：{as_markdown(document.title)}**")
        try:
            reading = partial(file.reading, known)
            corrected = correcting.corrections(reading, known.own.body, key, corrections_in(header))
            reread = compared(store, document.document_id, file.reading(known, corrected))
        except DashboardError as error:
            st.error(as_markdown(str(error)), icon=":material/error:")
            return
        if reread.changes:
            st.text(f"保存后有 {len(reread.changes)} 处不同：")
            rows = [(change.where, change.before, change.after) for change in reread.changes]
            drawing.grid(pd.DataFrame(rows, columns=["位置", "现在存的", "改正后"]), wraps=True)
        for text in reread.retired:
            st.text(f"不再是任务，另外保留：{text}")
        changed = reread.changes or corrected.as_json() != header["corrections"]
        with st.container(horizontal=True):
            jobs.button(
                "保存改正",
                StoreReread(reread, corrected=True) if changed else None,
                who,
                key=("correct", key, corrected.as_json()),
                after=partial(_leave, key),
                type="primary",
                icon=":material/save:",
            )
            st.button("不改了", on_click=_leave, args=(key,))


def _leave(key: str) -> None:
    st.session_state.pop(CORRECTING, None)
    st.session_state.pop(CORRECTED_FILE, None)
    correcting.forget(key)


def forget_reread() -> None:
    """Leave a document as it is stored."""
    st.session_state.pop(REREAD, None)


def table(listed: tuple[Listed, ...]) -> pd.DataFrame:
    """The documents under Chinese headings."""
    rows = [
        (
            f"{document.title}（{EXAMPLE}）" if document.example else document.title,
            "—" if document.year is None else str(document.year),
            document.issuer or "—",
            "—" if document.issued_on is None else document.issued_on.isoformat(),
            document.tasks,
            document.departments,
            document.open_names,
            "单独计" if document.body else "本机关",
            "有" if document.corrected else "",
            local(document.imported_at),
            document.who or "—",
        )
        for document in listed
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
    ]
    return pd.DataFrame(rows, columns=columns)
