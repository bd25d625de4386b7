"""An uploaded file on its way into the store: read, shown, then stored or dropped."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from data.errors import DashboardError, StoreError
from data.importing.corrections import Corrections
from data.importing.document import ParsedDocument
from data.importing.interpreting import Interpreted, interpret
from data.importing.reading import read_content
from data.names.decisions import Decision
from data.names.directory import Directory
from data.store.backups import back_up
from data.store.database import Store
from data.store.storing import document_id_of, earlier_documents, store_document
from pages.shared import correcting, outcomes
from pages.shared.literal import literal
from pages.shared.outcomes import Outcome

ROUND, READ, SHOWN = "upload_round", "upload_read", "upload_shown"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as uploaded and as read, with the bare directory."""

    document_id: str
    file_name: str
    content: bytes
    read: ParsedDocument | None  # None: it cannot be read
    fault: str = ""  # why, in Chinese

    def is_of(self, file_name: str, content: bytes) -> bool:
        """Whether it is of a file of this name and content."""
        return (self.content, self.file_name) == (content, file_name)


def upload(directory: Directory) -> Upload | None:
    """Draw the uploader; return the file, read once, also after a visit elsewhere; None while there is none."""
    given = st.file_uploader(
        "选择文件（.txt、.docx、.pdf、.xlsx，不超过 20 MB）",
        key=(key := f"upload_{st.session_state.get(ROUND, 0)}"),
        on_change=_changed,
        args=(key,),
        help="先读出来给您看，确认后才存入。旧版 .doc、.wps 请另存为 .docx；扫描件请先做文字识别",
    )  # of any type: the reader says in Chinese what to do with one that it cannot read
    known: Upload | None = st.session_state.get(READ)
    if given is not None and (known is None or not known.is_of(given.name, given.getvalue())):
        with st.spinner("正在读取……", show_time=True):
            known = read(given.getvalue(), given.name, directory)
        correcting.forget()
        st.session_state[READ] = known
    if known is None:
        return None
    if known.read is None:
        if given is None:  # left, and come back
            st.session_state.pop(READ)
        else:
            st.error(literal(known.fault), icon=":material/error:")
        return None
    if given is None:
        st.info(literal(f"有一份未存入的文件：{known.file_name}"), icon=":material/pending_actions:")
    return known


def _changed(key: str) -> None:
    """Another file was chosen, or the chosen one taken out: what was told of an earlier one is over."""
    outcomes.forget()
    if st.session_state.get(key) is None:
        st.session_state.pop(READ, None)
        correcting.forget()


def cancel() -> None:
    """Drop the file, and what was told of an earlier one."""
    outcomes.forget()
    clear()


def read(content: bytes, file_name: str, directory: Directory) -> Upload:
    """The file as read; what cannot be read is told in ``fault``."""
    try:
        document, fault = read_content(content, file_name, directory), ""
    except DashboardError as error:
        document, fault = None, str(error)
    return Upload(document_id_of(content), file_name, content, document, fault)


def interpreted(
    file: Upload, directory: Directory, decisions: Sequence[Decision], corrections: Corrections
) -> Interpreted:
    """The file with corrections and decisions applied; read again only when one of them has changed."""
    asked = (file.document_id, corrections.as_json(), tuple(decisions), directory)
    known = st.session_state.get(SHOWN)
    if known is None or known[0] != asked:
        known = asked, interpret(file.read, directory, decisions, corrections)
        st.session_state[SHOWN] = known
    return known[1]


def clear() -> None:
    """Forget the file: the next run shows an empty uploader."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    for kept in (READ, SHOWN):
        st.session_state.pop(kept, None)
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


def keep(store: Store, file: Upload, shown: Interpreted, who: str) -> Outcome:
    """Store a document as it was shown, then make a backup. No call of Streamlit; raises ``DashboardError``."""
    stored = store_document(
        store,
        file.content,
        file.file_name,
        shown.document,
        shown.directory,
        corrections=shown.corrections,
        who=who,
    )
    if not stored.new:
        return Outcome(f"已导入过，内容没有变化，未作改动：《{stored.title}》")
    warnings = [
        f"已有标题、发文机关和日期相同而内容不同的文件：《{earlier.title}》（编号 {earlier.document_id}）。"
        "两份都已保存；不再需要的一份，在下面的列表中移除。"
        for earlier in stored.earlier
    ]
    try:
        back_up(store)
    except StoreError as error:
        warnings.append(f"备份没有完成：{error}")
    return Outcome(f"已存入《{stored.title}》，任务 {stored.tasks} 项", tuple(warnings))


def earlier(store: Store, file: Upload, shown: Interpreted) -> list[str]:
    """What is stored already of the same content, or under the same title, issuer and date; in Chinese."""
    with store.read() as cursor:
        found = earlier_documents(cursor, file.document_id, shown.document)
    return [
        f"这份文件已经导入过（编号 {one.document_id}），再次存入不作任何改动。"
        if one.same_text
        else f"已有标题、发文机关和日期相同而内容不同的文件（编号 {one.document_id}），存入后两份并存。"
        for one in found
    ]
