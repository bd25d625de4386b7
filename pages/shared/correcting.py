"""The preview of a document before it is stored: its header and its lines, to be corrected by the person who imports."""

from datetime import date

import pandas as pd
import streamlit as st

from data.corrections import SET_ASIDE, Corrections
from data.directory import Directory
from data.importing.document import ParsedDocument
from data.interpreting import interpret
from data.naming_decisions import body_of
from data.vocabulary import LINE_LABELS, LineKind
from pages.shared import reading_view
from pages.shared.literal import literal

KINDS = {LINE_LABELS[kind]: kind for kind in SET_ASIDE}
APART, OURS = "单独计", "就是本机关的部门"


def header(read: ParsedDocument, directory: Directory, key: str) -> dict[str, str | int | date | None]:
    """Draw title, year, issuer and date as read; return those that the person changed, and whose departments it names."""
    title_place, year_place, issuer_place, date_place = st.columns([0.42, 0.12, 0.28, 0.18])
    title = title_place.text_input("标题", read.title, key=f"title_{key}", max_chars=300)
    year = year_place.number_input(
        "年度", 1900, 2999, read.year, 1, format="%d", key=f"year_{key}", placeholder="未写明"
    )
    issuer = issuer_place.text_input("发文机关", read.issuer, key=f"issuer_{key}", placeholder="未写明")
    day = date_place.date_input(
        "成文日期",
        read.issued_on,
        min_value=date(1900, 1, 1),
        max_value=date(2999, 12, 31),
        format="YYYY-MM-DD",
        key=f"date_{key}",
    )
    changed = {
        "title": (read.title, title.strip()),
        "year": (read.year, year),
        "issuer": (read.issuer, issuer.strip()),
        "issued_on": (read.issued_on, day),
    }
    corrected = {name: new for name, (old, new) in changed.items() if new != old}
    if (body := body_of(issuer, directory)) is not None:
        corrected |= _body(body, directory, key)
    return corrected


def _body(body: str, directory: Directory, key: str) -> dict[str, None]:
    """Ask whether another issuer's departments are really others; by default they are."""
    chosen = st.radio(
        literal(f"发文机关是「{body}」，部门名录是「{directory.body}」的。文件里的部门："),
        [APART, OURS],
        captions=["与名录中同名的部门分开，不合并", "与名录中同名的部门合并"],
        horizontal=True,
        key=f"body_{key}",
    )
    return {"body": None} if chosen == OURS else {}


def marks(read: ParsedDocument, key: str) -> dict[int, LineKind]:
    """Draw the table of lines; return those that the person marked as no part of the plan."""
    table = reading_view.line_table(read)
    with st.expander(f"逐行改正（{len(table)} 行）", icon=":material/edit_note:"):
        st.caption("不属于正文的行，在“改为”一列选它是什么；选定后，这一行不再读作标题、任务或责任部门。")
        edited = st.data_editor(
            table,
            hide_index=True,
            disabled=["行", "归类", "内容"],
            column_config={
                "行": st.column_config.NumberColumn("行", width=50),
                "归类": st.column_config.TextColumn("归类", width=90),
                "改为": st.column_config.SelectboxColumn("改为", options=list(KINDS), width=110),
                "内容": st.column_config.TextColumn("内容", width="large"),
            },
            placeholder="",
            height=360,
            key=f"lines_{key}",
        )
    return chosen_kinds(edited)


def chosen_kinds(edited: pd.DataFrame) -> dict[int, LineKind]:
    """Number of the line → kind, of the rows in which 改为 is filled."""
    filled = edited[edited["改为"].isin(list(KINDS))]
    return {int(number): KINDS[kind] for number, kind in zip(filled["行"], filled["改为"], strict=True)}


def corrections(read: ParsedDocument, directory: Directory, key: str) -> Corrections:
    """Draw all that can be corrected; return what was.

    The header shows what is read without the lines that were marked; marking another line reads it anew.
    """
    top = st.container()
    lines = marks(read, key)
    if lines:
        marked = Corrections(lines=lines)
        read = interpret(read, directory, (), marked).document
        key = f"{key}_{marked.as_json()}"
    with top:
        return Corrections(header(read, directory, key), lines)
