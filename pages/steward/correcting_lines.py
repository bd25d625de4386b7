"""What the lines of a document are, set right by hand."""

import pandas as pd
import streamlit as st

from data.importing.document import ParsedDocument
from data.vocabulary import MARK_LABELS, LineMark
from pages.shared import drawing
from pages.steward import reading_view

KINDS = {label: mark for mark, label in MARK_LABELS.items()}
DOUBTED, ALL, CHANGED = "存疑的行和前后", "全部", "已改的"
KEPT_LINES, FIRST_LINES, ROUND = "corrected_lines", "corrected_lines_first", "corrected_round"


def marks(read: ParsedDocument, key: str) -> dict[int, LineMark]:
    """Draw the table of lines, those in doubt first; return what the person said that lines are.

    ``read``: as read without any correction, so that the table stays while it is worked on.
    """
    kept = _kept_lines(key)
    table = reading_view.line_table(read)
    doubted = sum(bool(doubt) for doubt in table["疑点"])
    views = {
        DOUBTED: _around(table["疑点"] != ""),
        ALL: table["行"] > 0,
        CHANGED: table["行"].isin(list(kept)),
    }
    label = f"逐行改正（共 {len(table)} 行，存疑 {doubted} 行）"  # the same while it is worked on
    with st.expander(label, expanded=doubted > 0, icon=":material/edit_note:"):
        st.caption(
            "在“改为”一列双击，选这一行是什么：标题、部分标题、任务、责任部门、完成时限，或不属于要点。清空即撤销。"
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            view = st.segmented_control(
                "看哪些行",
                list(views),
                default=DOUBTED if doubted else ALL,
                required=True,
                key=f"lines_view_{key}",
            )
            _mark_many(table["行"].tolist(), key)
        rows = table[views[view]]
        if rows.empty:
            st.text("没有这样的行。")
            return kept
        editor = f"lines_{key}_{view}_{st.session_state.get(ROUND, 0)}"
        if editor not in st.session_state:  # first drawn, or drawn again after a visit elsewhere
            st.session_state[FIRST_LINES] = dict(kept)
        marked = st.session_state[FIRST_LINES]
        labels = {number: MARK_LABELS[mark] for number, mark in marked.items()}
        rows = rows.assign(改为=pd.Series([labels.get(n) for n in rows["行"]], rows.index, "object"))
        edited = st.data_editor(
            rows,
            hide_index=True,
            disabled=["行", "疑点", "归类", "内容"],
            column_config={
                "行": st.column_config.NumberColumn("行", width=50),
                "疑点": st.column_config.TextColumn("疑点", width=260),
                "内容": st.column_config.TextColumn("内容", width="large"),
                "归类": st.column_config.TextColumn("读作", width=80),
                "改为": st.column_config.SelectboxColumn("改为", options=list(KINDS), width=150),
            },
            placeholder="",
            row_height=drawing.WRAPS,  # two lines of words
            height=drawing.content_height(len(rows), 420, drawing.WRAPS),
            key=editor,
        )
    chosen = {number: mark for number, mark in kept.items() if number not in set(rows["行"])}
    chosen |= chosen_marks(edited)
    st.session_state[KEPT_LINES][key] = dict(sorted(chosen.items()))
    return st.session_state[KEPT_LINES][key]


def _around(doubted: pd.Series) -> pd.Series:
    """The rows in doubt, with the row before and the two after each."""
    near = doubted.copy()
    for step in (-1, 1, 2):
        near |= doubted.shift(step, fill_value=False)
    return near


def _mark_many(numbers: list[int], key: str) -> None:
    """Mark a run of lines at once."""
    first = st.number_input("从第几行", numbers[0], numbers[-1], None, 1, key=f"many_from_{key}", width=110)
    last = st.number_input("到第几行", numbers[0], numbers[-1], None, 1, key=f"many_to_{key}", width=110)
    label = st.selectbox("都是", list(KINDS), index=None, placeholder="选择", key=f"many_{key}", width=170)
    run = []
    if first is not None and last is not None and label is not None:
        run = [number for number in numbers if first <= number <= last]
    st.button("标上", key=f"many_mark_{key}", disabled=not run, on_click=_mark, args=(key, run, label))


def _mark(key: str, numbers: list[int], label: str) -> None:
    st.session_state[KEPT_LINES][key] |= dict.fromkeys(numbers, KINDS[label])
    draw_anew()


def draw_anew() -> None:
    """Callback: what was changed elsewhere than in a table is shown in it."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def _kept_lines(key: str) -> dict[int, LineMark]:
    kept: dict[int, LineMark] = st.session_state.setdefault(KEPT_LINES, {}).setdefault(key, {})
    return kept


def chosen_marks(edited: pd.DataFrame) -> dict[int, LineMark]:
    """Number of the line → mark, of the rows in which 改为 is filled."""
    filled = edited[edited["改为"].isin(list(KINDS))]
    return {int(number): KINDS[label] for number, label in zip(filled["行"], filled["改为"], strict=True)}
