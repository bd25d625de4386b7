"""Uploaded files on their way into the store: read in the limited process, shown one by one, then stored or dropped."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analytics.safe.markdown import as_markdown
from data.access import Person
from data.errors import DashboardError
from data.importing.corrections import Corrections
from data.importing.guard import READABLE
from data.importing.interpreting import Interpreted
from data.importing.reading import FileText, read_content, read_text
from data.limited.converting import office
from data.names.known import KnownNames
from data.requests.documents import ImportFile, ImportFiles
from data.store.database import Store
from data.store.storing import document_id_of, earlier_documents
from pages.shared import drawing, filters, jobs
from pages.steward import correcting, reading_view

ROUND, READ, SEEN, DONE = "upload_round", "upload_read", "upload_seen", "upload_done"
READINGS_KEPT = 8


@dataclass(eq=False)
class Readable:
    """A file as it came, its text, and what was read in it with which corrections."""

    document_id: str
    file_name: str
    content: bytes
    text: FileText
    _known: KnownNames
    _readings: dict[str | None, Interpreted] = field(default_factory=dict)  # by corrections, as JSON

    def reading(self, known: KnownNames, corrections: Corrections) -> Interpreted:
        """What is read in it; read anew only where corrections or names have changed. Raises ``DashboardError``."""
        if known != self._known:
            self._known = known
            self._readings.clear()
        asked = corrections.as_json()
        if asked not in self._readings:
            with st.spinner("正在读取……", show_time=True):
                read = read_text(self.text, known, corrections)
            if len(self._readings) >= READINGS_KEPT:
                self._readings.pop(next(iter(self._readings)))
            self._readings[asked] = read
        return self._readings[asked]


Files = dict[str, tuple[str, Readable | str]]
"""By the id of the upload: the file's name, and the file; where it cannot be read, why, in Chinese."""


def upload(store: Store, known: KnownNames, who: Person) -> Readable | None:
    """Draw the uploader and the state of each file; return the one to look at, also after a visit elsewhere."""
    old = "旧版 .doc、.wps 由 LibreOffice 转换" if office() else "旧版 .doc、.wps 请另存为 .docx"
    given = st.file_uploader(
        f"选择文件（{READABLE}，不超过 20 MB，可以一次选几份）",
        accept_multiple_files=True,
        key=(key := f"upload_{st.session_state.get(ROUND, 0)}"),
        on_change=_changed,
        args=(key,),
        help=f"先读出来核对，确认后才存入。{old}；扫描件请先做文字识别",
    )  # of any type: the reader says in Chinese what to do with one that it cannot read
    files: Files = st.session_state.setdefault(READ, {})
    done: set[str] = st.session_state.setdefault(DONE, set())
    st.session_state[SEEN] = {one.file_id for one in given}
    new = [one for one in given if one.file_id not in files and one.file_id not in done]
    for number, one in enumerate(new, 1):
        with st.spinner(f"正在读取 {one.name}（{number}/{len(new)}）……", show_time=True):
            files[one.file_id] = (one.name, read(one.getvalue(), one.name, known))
    waiting = [name for own, (name, file) in files.items() if own not in st.session_state[SEEN]]
    if waiting:
        names = "、".join(waiting)
        st.info(as_markdown(f"有 {len(waiting)} 份未存入的文件：{names}"), icon=":material/pending_actions:")
    return _chosen(store, files, known, who)


def _changed(key: str) -> None:
    """Callback: files were added or taken out; what was told of an earlier one is over."""
    jobs.forget()
    _drop(st.session_state.get(SEEN, set()) - {one.file_id for one in st.session_state.get(key) or ()})


def _chosen(store: Store, files: Files, known: KnownNames, who: Person) -> Readable | None:
    """The file to look at; of several the one that the visitor chooses, below a table of them all."""
    if not files:
        return None
    chosen = next(iter(files))
    if len(files) > 1:
        states = {own: state_of(store, file, known) for own, (_, file) in files.items()}
        rows = [(name, states[own]) for own, (name, _) in files.items()]
        drawing.grid(pd.DataFrame(rows, columns=["文件", "状态"]))
        ready = [own for own, state in states.items() if state == READY]
        with st.container(horizontal=True, vertical_alignment="bottom"):
            labels = {own: f"{name}（{states[own]}）" for own, (name, _) in files.items()}
            chosen = filters.held("核对哪一份", labels, "upload_chosen", width=520)
            if ready:
                _keep_ready(files, ready, known, who)
    file = files[chosen][1]
    if isinstance(file, str):
        st.error(as_markdown(file), icon=":material/error:")
        return None
    return file


READY = "可以存入"


def state_of(store: Store, file: Readable | str, known: KnownNames) -> str:
    """In Chinese: how far a file is; ``READY`` where nothing is in doubt or missing."""
    if isinstance(file, str):
        return f"读不出来：{file}"
    shown = file.reading(known, correcting.kept(file.document_id))
    if reason := missing(shown):
        return reason
    if any("已经导入过" in text for text in earlier(store, file, shown)):
        return "已经导入过"
    doubts = sum(notice.suspicion for notice in reading_view.to_look_at(shown.document))
    return f"存疑 {doubts} 处，请核对" if doubts else READY


def _keep_ready(files: Files, ready: Collection[str], known: KnownNames, who: Person) -> None:
    """The button that stores all files in which nothing is in doubt."""
    requests = []
    for own in ready:
        file = files[own][1]
        assert isinstance(file, Readable)  # it is ready
        shown = file.reading(known, correcting.kept(file.document_id))
        requests.append(ImportFile(file.file_name, file.content, shown=shown, known=known))
    jobs.button(
        f"存入没有疑点的 {len(ready)} 份",
        ImportFiles(tuple(requests)) if requests else None,
        who,
        key=("ready", *ready, known),
        after=partial(finish, tuple(ready)),
        icon=":material/save:",
    )


def _drop(ids: Collection[str]) -> None:
    """Forget files: they were taken out, stored or cancelled."""
    files: Files = st.session_state[READ]
    for own in ids:
        _, file = files.pop(own, ("", ""))
        if isinstance(file, Readable):
            correcting.forget(file.document_id)


def finish(ids: Collection[str]) -> None:
    """Files are stored or cancelled; after the last one the uploader is empty again."""
    _drop(ids)
    st.session_state[DONE] |= set(ids)
    if not st.session_state[READ]:
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
        st.session_state[DONE], st.session_state[SEEN] = set(), set()


def cancel(ids: Collection[str]) -> None:
    """Drop files, and what was told of an earlier one."""
    jobs.forget()
    finish(ids)


def ids_of(file: Readable) -> tuple[str, ...]:
    """The ids of the uploads with this content."""
    files: Files = st.session_state[READ]
    return tuple(
        own
        for own, (_, other) in files.items()
        if isinstance(other, Readable) and other.document_id == file.document_id
    )


def read(content: bytes, file_name: str, known: KnownNames) -> Readable | str:
    """The file as read; where it cannot be read, why, in Chinese."""
    try:
        text, plain = read_content(content, file_name, known)
    except DashboardError as error:
        return str(error)
    return Readable(document_id_of(content), file_name, content, text, known, {None: plain})


def missing(shown: Interpreted) -> str:
    """In Chinese: why a document cannot be stored yet; empty where it can."""
    reasons = []
    if not shown.document.title.strip():
        reasons.append("没有标题，请在上面填写")
    if not shown.document.tasks:
        reasons.append("没有读到任务")
    if shown.unsaid:
        reasons.append("还没有选定文件里的部门是哪个机关的")
    return f"还不能存入：{'；'.join(reasons)}。" if reasons else ""


def keep(file: Readable, shown: Interpreted, known: KnownNames, who: Person, *, possible: bool) -> None:
    """The button that stores a document as it is shown."""
    request = ImportFile(file.file_name, file.content, shown=shown, known=known) if possible else None
    look: dict[str, Any] = {"type": "primary", "icon": ":material/save:"}
    key = (file.document_id, shown.corrections.as_json(), known)
    jobs.button("存入", request, who, key=key, after=partial(finish, ids_of(file)), **look)


def earlier(store: Store, file: Readable, shown: Interpreted) -> list[str]:
    """What is stored already of the same content, or under the same title, issuer and date; in Chinese."""
    with store.read() as cursor:
        found = earlier_documents(cursor, file.document_id, shown.document)
    return [_earlier_text(one.document_id, one.same_text, one.removed) for one in found]


def _earlier_text(document_id: str, same_text: bool, removed: bool) -> str:
    if same_text and removed:
        return f"同样的内容在回收站里（编号 {document_id}），存入时从回收站取回。"
    if same_text:
        return f"这份文件已经导入过（编号 {document_id}），再次存入不作任何改动。"
    return f"已有标题、发文机关和日期相同而内容不同的文件（编号 {document_id}），存入后两份并存。"
