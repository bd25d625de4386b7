"""The first visit: whose store it is, its directory; the example, which leaves with one click and comes back with one."""

from functools import partial

import pandas as pd
import streamlit as st

from analytics.exports.directories import directory_workbook
from analytics.safe.markdown import as_markdown
from data.access import Person
from data.errors import DashboardError
from data.importing.directory_files import COLUMNS, DirectoryFile, as_rows, read_directory_file, read_pasted
from data.names.directory import Directory, as_toml
from data.requests.founding import FoundStore, KeepExample, LeaveExample, ReturnExample
from data.store.database import Store
from data.store.founding import documents_in_use, is_founded
from data.store.listing import list_documents
from data.store.mentions import stored_bodies
from data.vocabulary import EXAMPLE, DepartmentKind
from pages.shared import downloads, drawing, jobs
from pages.steward.directory import HINT, height_of

PASTE, CHOOSE, LATER = "粘贴", "选择文件", "以后再说"
SAMPLE = (
    ("政治部", "", DepartmentKind.PERSONNEL.value, "", "", ""),
    ("政治部干部处", "政治部", DepartmentKind.PERSONNEL.value, "干部处", "", "内设处室连同上级部门一起写"),
)
"""Rows that show how the table is filled in."""


def founded(store: Store) -> bool:
    """Whether somebody has said whose store it is."""
    with store.read() as cursor:
        return is_founded(cursor)


def example(store: Store, who: Person) -> None:
    """What is shown of the example as long as it is in use, with the buttons that let it go or keep it; else nothing."""
    used = [one for one in list_documents(store) if one.example]
    if not used:
        return
    with st.container(border=True, key="example"):
        titles = "、".join(f"《{one.title}》" for one in used)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(EXAMPLE, width="content")
            st.text(f"{titles}随看板附带，供熟悉看板用；部门名录也是它的。", width="content")
        with st.container(horizontal=True):
            ids = tuple(one.document_id for one in used)
            key = ("leave", *ids, used[0].revision)
            jobs.button("移走示例，换成本机关的", LeaveExample(ids), who, key=key, type="primary")
            for one in used:
                label = "留作本机关的文件" + (f"：{one.title}" if len(used) > 1 else "")
                request = KeepExample(one.document_id)
                jobs.button(label, request, who, key=("keep", one.document_id, one.revision))


def _left(store: Store, who: Person) -> None:
    """The button that brings the example back, where it has left."""
    gone = [one for one in list_documents(store, removed=True) if one.example]
    if gone:
        ids = tuple(one.document_id for one in gone)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text("示例已经移走，在回收站里。", width="content")
            key = ("return", *ids, gone[0].revision)
            jobs.button("取回示例", ReturnExample(ids), who, key=key, icon=":material/undo:")


def form(store: Store, who: Person) -> None:
    """Ask whose store it is and for its directory; the first document follows where uploads are."""
    st.subheader("从这里开始：这是哪个机关的看板")
    st.caption("写明机关，再给出部门名录，然后导入第一份文件。名录可以以后补上：文件里的名称由人核定。")
    said = [body for body in stored_bodies(store) if body is not None]
    body = st.text_input(
        "机关全称",
        value=said[0] if len(said) == 1 else "",
        max_chars=60,
        placeholder="例如 某市中级人民法院",
        key="founding_body",
        width=420,
    ).strip()
    way = st.segmented_control(
        "部门名录", [PASTE, CHOOSE, LATER], default=PASTE, required=True, key="founding_way"
    )
    given, fault = None, ""
    if way != LATER:
        try:
            given = _pasted(body) if way == PASTE else _chosen(body)
        except DashboardError as error:
            fault = str(error)
    if fault:
        st.error(as_markdown(fault), icon=":material/error:")
    if given is not None:
        _show(given)
    reason = _missing(body, way == LATER, given, fault)
    if reason:
        st.caption(reason)
    text = as_toml(Directory(body=body)) if given is None else given.text
    with store.read() as cursor:
        seen = tuple(documents_in_use(cursor).items())
    request = None if reason else FoundStore(text, seen)
    jobs.button("写明本机关", request, who, key=("found", text, seen), type="primary", icon=":material/flag:")
    _left(store, who)


def _missing(body: str, later: bool, given: DirectoryFile | None, fault: str) -> str:
    """In Chinese: what is still to be said; empty where nothing is."""
    if not body:
        return "请写上机关的全称。"
    if fault or (given is None and not later):
        return "请给出部门名录，或选“以后再说”。"
    if given is not None and given.directory.body != body:
        return f"名录写的机关是“{given.directory.body}”，请改成一致。"
    return ""


def _pasted(body: str) -> DirectoryFile | None:
    """What is pasted; None where nothing is. Raises ``DashboardError`` where it has a fault."""
    text = st.text_area(
        "每行一个部门",
        placeholder=HINT,
        height=130,
        key="founding_list",
        help="从 Excel 复制过来即可：名称、上级部门、类别、其他写法；只有名称也可以。第一行可以是栏目名",
    )
    return read_pasted(text, body) if text.strip() else None


def _chosen(body: str) -> DirectoryFile | None:
    """What is in the chosen file; None where none is. Raises ``DashboardError`` where it cannot be read."""
    given = st.file_uploader("部门名录（.xlsx、.toml）", key="founding_file")
    notes = [
        (
            "怎样填",
            f"类别是{'、'.join(DepartmentKind)}之一，不写为未归类；几个写法之间用顿号。删去示例的两行。",
        )
    ]
    downloads.file(
        "下载空表", partial(directory_workbook, COLUMNS, SAMPLE, notes), "部门名录.xlsx", downloads.XLSX
    )
    return None if given is None else read_directory_file(given.getvalue(), given.name, body)


def _show(given: DirectoryFile) -> None:
    """The directory as it was read."""
    departments = given.directory.departments
    unknown = sum(one.kind is DepartmentKind.UNKNOWN for one in departments)
    st.text(f"读到 {len(departments)} 个部门" + (f"，其中 {unknown} 个没有写类别" if unknown else ""))
    for text in given.left_out:
        st.caption(as_markdown(text))
    drawing.grid(
        pd.DataFrame(as_rows(given.directory), columns=list(COLUMNS)), height=height_of(len(departments))
    )
