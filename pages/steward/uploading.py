"""An uploaded file on its way into the store: read in the limited process, shown, then stored or dropped."""

from dataclasses import dataclass, field

import streamlit as st

from analytics.safe.markdown import as_markdown
from data.errors import DashboardError
from data.importing.corrections import Corrections
from data.importing.guard import READABLE
from data.importing.interpreting import Interpreted
from data.importing.reading import FileText, read_content, read_text
from data.names.known import KnownNames
from data.requests.documents import ImportFile
from data.store.database import Store
from data.store.storing import document_id_of, earlier_documents
from pages.shared import jobs
from pages.steward import correcting

ROUND, READ = "upload_round", "upload_read"
READINGS_KEPT = 8


@dataclass(eq=False)
class Upload:
    """A file as uploaded, its text, and what was read in it with which corrections."""

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


def upload(known: KnownNames) -> Upload | None:
    """Draw the uploader; return the file, read once, also after a visit elsewhere; None while there is none."""
    given = st.file_uploader(
        f"选择文件（{READABLE}，不超过 20 MB）",
        key=(key := f"upload_{st.session_state.get(ROUND, 0)}"),
        on_change=_changed,
        args=(key,),
        help="先读出来给您看，确认后才存入。旧版 .doc、.wps 请另存为 .docx；扫描件请先做文字识别",
    )  # of any type: the reader says in Chinese what to do with one that it cannot read
    file: Upload | str | None = st.session_state.get(READ)
    if given is not None and file is None:
        with st.spinner("正在读取……", show_time=True):
            file = read(given.getvalue(), given.name, known)
        correcting.forget()
        st.session_state[READ] = file
    if isinstance(file, str):
        if given is None:  # left, and come back
            st.session_state.pop(READ)
        else:
            st.error(as_markdown(file), icon=":material/error:")
        return None
    if file is not None and given is None:
        st.info(as_markdown(f"有一份未存入的文件：{file.file_name}"), icon=":material/pending_actions:")
    return file


def _changed(key: str) -> None:
    """Another file was chosen, or the chosen one taken out: what was told of an earlier one is over."""
    jobs.forget()
    st.session_state.pop(READ, None)
    if st.session_state.get(key) is None:
        correcting.forget()


def cancel() -> None:
    """Drop the file, and what was told of an earlier one."""
    jobs.forget()
    clear()


def read(content: bytes, file_name: str, known: KnownNames) -> Upload | str:
    """The file as read; where it cannot be read, why, in Chinese."""
    try:
        text, plain = read_content(content, file_name, known)
    except DashboardError as error:
        return str(error)
    return Upload(document_id_of(content), file_name, content, text, known, {None: plain})


def clear() -> None:
    """Forget the file: the next run shows an empty uploader."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state.pop(READ, None)
    correcting.forget()


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


def keep(file: Upload, shown: Interpreted, known: KnownNames, who: str, *, possible: bool) -> None:
    """The button that stores a document as it is shown."""
    request = ImportFile(file.file_name, file.content, shown=shown, known=known) if possible else None
    jobs.button(
        "存入",
        request,
        who,
        key=(file.document_id, shown.corrections.as_json(), known),
        after=clear,
        type="primary",
        icon=":material/save:",
    )


def earlier(store: Store, file: Upload, shown: Interpreted) -> list[str]:
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
