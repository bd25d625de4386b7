"""Who works on a page that changes the store: a name that the visitor gives, for the record of activities."""

import streamlit as st

OPERATOR, KEPT = "operator", "operator_kept"


def author(issuer: str) -> str:
    """Who makes a file: the visitor, where a name was given in this visit, else who issued the document."""
    return str(st.session_state.get(KEPT, "")).strip() or issuer


def name() -> str:
    """Ask for the visitor's name, once for all pages of a visit; empty where none is given."""
    given = st.text_input(
        "操作人",
        value=st.session_state.get(KEPT, ""),
        key=OPERATOR,
        max_chars=40,
        placeholder="姓名",
        help="写入操作记录；不填写时记为“未署名”",
        width=200,
    )
    st.session_state[KEPT] = given
    return given
