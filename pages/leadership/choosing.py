"""Choosing one department, where a link or a switch of the level may ask for one that the scope does not hold."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.store.plan import Plan
from pages.shared import address, words
from pages.shared.page import View

LAST_OFFICE = "last_office"


def department(view: View, order: list[str], place: DeltaGenerator) -> tuple[str, str]:
    """Draw the list of departments at ``place``; return the id that is chosen, and a note where it had to change.

    ``order``: ids of the scope's departments as the list shows them, not empty. An office asked for at the level
    of parents gives its parent, and comes back with the level of offices; one that the scope does not hold
    gives the first, and the note says so.
    """
    names = words.distinct_names(view.scoped.departments)
    form = address.one_of(names, order[0])
    asked = address.text(address.DEPARTMENT)
    note = ""
    if asked and asked not in names.values():
        stand_in = _stand_in(view.plan, asked, names)
        if stand_in:
            note = f"“{asked}”在当前层级为“{names[stand_in]}”。"
        else:
            note = f"“{asked}”不在当前范围内，显示的是“{names[order[0]]}”。"
        address.choose(address.DEPARTMENT, form, stand_in or order[0])
    chosen = place.selectbox(
        "选择部门", order, format_func=names.__getitem__, **address.bound(address.DEPARTMENT, form)
    )
    departments = view.plan.departments
    if chosen in set(departments.loc[departments["parent_id"].notna(), "department_id"]):
        st.session_state[LAST_OFFICE] = chosen
    return chosen, note


def _stand_in(plan: Plan, asked: str, names: dict[str, str]) -> str | None:
    """The parent of an office asked for, or an office of a parent asked for: the last one looked at, else the first."""
    departments = plan.departments
    named = departments[departments["name"] == asked]
    if named.empty:
        return None
    parent_of = dict(zip(departments["department_id"], departments["parent_id"], strict=True))
    department = named["department_id"].iloc[0]
    if parent_of[department] in names:
        return str(parent_of[department])
    offices = [office for office in names if parent_of.get(office) == department]
    last = st.session_state.get(LAST_OFFICE)
    return last if last in offices else next(iter(offices), None)
