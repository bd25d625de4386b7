"""Choosing one department, where a link or a switch may ask for one that the scope does not hold."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.store.plan import Plan
from pages.shared import address, evidence, words
from pages.shared.page import View

LAST_OFFICE = "last_office"


def department(view: View, order: list[str], place: DeltaGenerator) -> tuple[str | None, str]:
    """Draw the list of departments at ``place``; return the id that is chosen, and a note where it is another than asked for.

    ``order``: ids of the scope's departments as the list shows them, not empty. A department stays by its name from one
    document to another. An office asked for at the level of parents gives its parent, and comes back with the level of
    offices. For one that the scope does not hold there is never another: None, and the note says so.
    """
    names = words.distinct_names(view.scoped.departments)
    form = address.one_of(names, order[0], stays=True)  # who is first turns with the filters
    asked = address.text(address.DEPARTMENT)
    mark = evidence.chosen(view)
    if not asked and mark is not None and len(mark.departments) == 1 and mark.departments[0] in names:
        address.choose(address.DEPARTMENT, form, mark.departments[0])  # what was chosen on the page before
    note = ""
    if asked and asked not in names.values():
        stand_in, note = _in_its_stead(view.plan, asked, names)
        if stand_in is None:
            _offer(names, order, place)
            return None, note
        address.choose(address.DEPARTMENT, form, stand_in)
    chosen = place.selectbox(
        "选择部门",
        order,
        format_func=names.__getitem__,
        label_visibility="collapsed",  # it stands beside the name, which says what it is
        **address.bound(
            address.DEPARTMENT,
            form,
            then=lambda _: address.write(address.MARK, ()),  # it was of the one before
        ),
    )
    departments = view.plan.departments
    if chosen in set(departments.loc[departments["parent_id"].notna(), "department_id"]):
        st.session_state[LAST_OFFICE] = chosen
    return chosen, note


def _offer(names: dict[str, str], order: list[str], place: DeltaGenerator) -> None:
    """Offer the departments that there are, with none of them chosen; the address keeps what was asked for."""

    def take() -> None:
        chosen = st.session_state["instead"]
        if chosen is not None:
            address.write(address.DEPARTMENT, (names[chosen],))

    place.selectbox(
        "选择部门",
        order,
        index=None,
        format_func=names.__getitem__,
        label_visibility="collapsed",
        placeholder="请另选一个部门",
        key="instead",
        on_change=take,
    )


def _why_not(plan: Plan, asked: str) -> str:
    """Whether the document has no such department, or only the filters leave it out."""
    if asked in set(
        plan.departments["name"][
            plan.departments["department_id"].isin(plan.responsibilities["department_id"])
        ]
    ):
        return f"“{asked}”在当前的部分和口径中没有任务。"
    return f"本文件没有“{asked}”。"


def _in_its_stead(plan: Plan, asked: str, names: dict[str, str]) -> tuple[str | None, str]:
    """What is shown instead of a department that the scope does not hold, and a note that says so.

    The parent of an office asked for; of a parent asked for the office looked at last, else the first; else None.
    """
    departments = plan.departments
    named = departments["department_id"][departments["name"] == asked]
    if named.empty:
        return None, _why_not(plan, asked)
    parent_of = dict(zip(departments["department_id"], departments["parent_id"], strict=True))
    parent = parent_of[named.iloc[0]]
    if parent in names:
        return str(parent), f"“{asked}”在当前层级为“{names[parent]}”。"
    offices = [office for office in names if parent_of.get(office) == named.iloc[0]]
    if not offices:
        return None, _why_not(plan, asked)
    last = st.session_state.get(LAST_OFFICE)
    shown = last if last in offices else offices[0]
    if len(offices) == 1:
        return shown, f"“{asked}”在当前层级为“{names[shown]}”。"
    every = "、".join(names[office] for office in offices)
    return shown, f"“{asked}”在当前层级有{len(offices)}个处室（{every}），这里是“{names[shown]}”。"
