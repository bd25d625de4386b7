"""The preview of a document before it is stored: its header and its lines, to be corrected by the person who imports."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import streamlit as st

from analytics.safe.markdown import as_markdown
from data.importing.corrections import SET_ASIDE, Corrections
from data.importing.document import ParsedDocument
from data.importing.interpreting import Interpreted
from data.names.bodies import body_of, body_unsaid, read_body
from data.vocabulary import LINE_LABELS, LineKind
from pages.steward import reading_view

KINDS = {LINE_LABELS[kind]: kind for kind in SET_ASIDE}
APART, OURS, OTHER = "单独计", "就是本机关的部门", "别的机关的部门"
KEPT, KEPT_LINES, FIRST_LINES = "upload_corrected", "upload_marked", "upload_marked_first"

Value = str | int | date | None


def header(read: ParsedDocument, own_body: str, key: str) -> dict[str, Value]:
    """Draw title, year, issuer and date as read; return those that the person changed, and whose departments it names."""
    title_place, year_place, issuer_place, date_place = st.columns([0.4, 0.17, 0.25, 0.18])
    title = title_place.text_input("标题", key=_field(f"title_{key}", read.title), max_chars=300)
    year = year_place.number_input(
        "年度", 1900, 2999, None, 1, "%d", _field(f"year_{key}", read.year), placeholder="未写明"
    )
    issuer = issuer_place.text_input(
        "发文机关", key=_field(f"issuer_{key}", read.issuer), placeholder="未写明"
    )
    day = date_place.date_input(
        "成文日期",
        None,
        min_value=date(1900, 1, 1),
        max_value=date(2999, 12, 31),
        format="YYYY-MM-DD",
        key=_field(f"date_{key}", read.issued_on),
    )
    changed = {
        "title": (read.title, title.strip()),
        "year": (read.year, year),
        "issuer": (read.issuer, issuer.strip()),
        "issued_on": (read.issued_on, day),
    }
    corrected = {name: new for name, (old, new) in changed.items() if new != old}
    if (body := read_body(issuer, title, own_body)) is not None:
        return corrected | _apart(body, own_body, bool(issuer.strip()), key)
    return corrected | (_whose(own_body, key) if body_unsaid(issuer, title, own_body) else {})


def _field(key: str, read: Value) -> str:
    """Set a field to what is read unless the person changed it; what was changed stays, also over a visit elsewhere.

    ``KEPT`` has for each key what was read when it was last drawn, and what was shown.
    """
    kept: dict[str, tuple[Value, Value]] = st.session_state.setdefault(KEPT, {})
    before, shown = kept.get(key, (read, read))
    given = st.session_state.get(key, shown)
    value = read if given == before else given
    st.session_state[key] = value
    kept[key] = read, value
    return key


def _apart(body: str, own_body: str, issued: bool, key: str) -> dict[str, Value]:
    """Ask whether another body's departments are really others; by default they are."""
    named = "发文机关是" if issued else "没有找到发文机关，标题写的是"
    chosen = st.radio(
        as_markdown(f"{named}「{body}」，部门名录是「{own_body}」的。文件里的部门："),
        [APART, OURS],
        captions=["与名录中同名的部门分开，不合并", "与名录中同名的部门合并"],
        horizontal=True,
        key=_field(f"body_{key}", APART),
    )
    return {"body": None} if chosen == OURS else {}


def _whose(own_body: str, key: str) -> dict[str, Value]:
    """Ask whose departments these are where nothing in the document says it; without an answer nothing is said."""
    chosen = st.radio(
        as_markdown(f"没有找到发文机关，标题也没有写明机关。部门名录是「{own_body}」的。文件里的部门："),
        [OURS, OTHER],
        index=None,
        captions=["与名录中同名的部门合并", "与名录中同名的部门分开，不合并"],
        horizontal=True,
        key=_field(f"whose_{key}", None),
    )
    if chosen != OTHER:
        return {"body": None} if chosen == OURS else {}
    named = st.text_input("是哪个机关", key=_field(f"other_{key}", ""), max_chars=60, placeholder="机关全称")
    return {"body": body_of(named, own_body)} if named.strip() else {}


def marks(read: ParsedDocument, key: str) -> dict[int, LineKind]:
    """Draw the table of lines; return those that the person marked as no part of the plan."""
    table = reading_view.line_table(read)
    if f"lines_{key}" not in st.session_state:  # first drawn, or drawn again after a visit elsewhere
        st.session_state[FIRST_LINES] = dict(st.session_state.get(KEPT_LINES, {}))
    marked = st.session_state.get(FIRST_LINES, {})
    table["改为"] = [LINE_LABELS[marked[n]] if n in marked else None for n in table["行"]]
    table = table.astype({"改为": "object"})
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
    chosen = chosen_kinds(edited)
    st.session_state[KEPT_LINES] = chosen
    return chosen


def chosen_kinds(edited: pd.DataFrame) -> dict[int, LineKind]:
    """Number of the line → kind, of the rows in which 改为 is filled."""
    filled = edited[edited["改为"].isin(list(KINDS))]
    return {int(number): KINDS[kind] for number, kind in zip(filled["行"], filled["改为"], strict=True)}


def corrections(reading: Callable[[Corrections], Interpreted], own_body: str, key: str) -> Corrections:
    """Draw all that can be corrected; return what was.

    ``reading``: what is read with corrections; the header shows what is read without the lines that were marked.
    ``key``: what the document is known by, for the widgets.
    """
    top = st.container()
    lines = marks(reading(Corrections()).document, key)
    read = reading(Corrections(lines=lines)).document
    with top:
        return Corrections(header(read, own_body, key), lines)


def forget() -> None:
    """Forget what was corrected: the file is stored or dropped."""
    for kept in (KEPT, KEPT_LINES, FIRST_LINES):
        st.session_state.pop(kept, None)
