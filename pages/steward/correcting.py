"""A document is set right by hand, before it is stored or later; each correction can be taken back."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from data.importing.corrections import Corrections
from data.importing.interpreting import Interpreted
from data.store.rereading import HEADER_LABELS
from data.vocabulary import CORRECTED, MARK_LABELS
from pages.steward.correcting_header import HEADER_FIELDS, KEPT, UNDONE, header
from pages.steward.correcting_lines import KEPT_LINES, draw_anew, marks
from pages.steward.correcting_tasks import KEPT_TASKS, tasks

NO_CORRECTIONS = Corrections()
LATEST = "corrected_latest"


def corrections(
    reading: Callable[[Corrections], Interpreted],
    own_body: str,
    key: str,
    before: Corrections = NO_CORRECTIONS,
) -> Corrections:
    """Draw all that can be corrected; return what was.

    ``reading``: what is read with corrections; the header shows what is read with the lines that were marked.
    ``key``: what the document is known by, for the widgets. ``before``: what was corrected when it was stored.
    """
    if key not in st.session_state.setdefault(KEPT_LINES, {}):
        st.session_state[KEPT_LINES][key] = dict(before.lines)
        st.session_state.setdefault(KEPT_TASKS, {})[key] = before.tasks
    top = st.container()
    lines = marks(reading(NO_CORRECTIONS).document, key)
    own = tasks(reading, lines, key)
    read = reading(Corrections(lines=lines)).document
    with top:
        corrected = Corrections(header(read, own_body, key, before.header), lines, own, before.short_names)
    undo(corrected, key)
    st.session_state.setdefault(LATEST, {})[key] = corrected
    return corrected


def kept(key: str) -> Corrections:
    """What was corrected so far in a document that is not looked at now; the header as far as it was changed."""
    corrected: Corrections = st.session_state.get(LATEST, {}).get(key, NO_CORRECTIONS)
    return corrected


def undo(corrected: Corrections, key: str) -> None:
    """What was corrected, one by one, each to be taken back; nothing where nothing was."""
    places: dict[str, tuple[str, Any]] = {
        f"{HEADER_LABELS[name]}：{'未写明' if value in (None, '') else value}": ("header", name)
        for name, value in corrected.header.items()
    }
    places |= {
        f"第 {number} 行：{MARK_LABELS[mark]}": ("line", number) for number, mark in corrected.lines.items()
    }
    places |= {f"任务“{task.text[:24]}”的分工": ("task", task) for task in corrected.tasks}
    if not places:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(f"{CORRECTED}（{len(places)} 处）", list(places), key=f"undo_{key}", width=420)
        args = (key, [places[chosen]])
        st.button("撤销这一处", key=f"undo_one_{key}", icon=":material/undo:", on_click=_undo, args=args)
        st.button("全部撤销", key=f"undo_all_{key}", on_click=_undo, args=(key, list(places.values())))


def _undo(key: str, places: list[tuple[str, Any]]) -> None:
    for kind, what in places:
        if kind == "header":
            for field in HEADER_FIELDS[what]:
                read, _ = st.session_state[KEPT].get(f"{field}_{key}", (None, None))
                st.session_state[KEPT].pop(f"{field}_{key}", None)
                st.session_state[f"{field}_{key}"] = read
            if what == "body":
                st.session_state[UNDONE] = {*st.session_state.get(UNDONE, ()), key}
        elif kind == "line":
            st.session_state[KEPT_LINES][key].pop(what, None)
        else:
            left = [task for task in st.session_state[KEPT_TASKS][key] if task != what]
            st.session_state[KEPT_TASKS][key] = tuple(left)
    draw_anew()


def forget(key: str) -> None:
    """Forget what was corrected in a document: it is stored or dropped."""
    for changed in (KEPT_LINES, KEPT_TASKS, LATEST):
        st.session_state.get(changed, {}).pop(key, None)
    st.session_state[UNDONE] = {own for own in st.session_state.get(UNDONE, ()) if own != key}
    for field in [own for own in st.session_state.get(KEPT, {}) if own.endswith(f"_{key}")]:
        st.session_state[KEPT].pop(field)
        st.session_state.pop(field, None)
    draw_anew()
