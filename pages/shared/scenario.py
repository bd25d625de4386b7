"""The switch that shows every page through a scenario, and what says so at its top."""

import streamlit as st

from analytics.safe.html import as_html
from analytics.scenarios.applying import Applied, apply
from data.scenarios.changes import counted
from data.store.plan import Plan
from data.store.scenarios import StoredScenario
from pages.shared import address, loading

STORED = ""
"""In place of a scenario's id: the plan as it is stored."""

STORED_LABEL = "原要点"


def of_document(document_id: str) -> dict[str, StoredScenario]:
    """The scenarios of a document, by their ids, in the order in which they were made."""
    return {own.scenario_id: own for own in loading.scenarios() if own.document_id == document_id}


def document_asked() -> str:
    """The document of the scenario that the URL names; empty where it names none that is known."""
    asked = address.text(address.SCENARIO)
    known = loading.scenarios() if asked else ()
    return next((own.document_id for own in known if own.scenario_id == asked), "")


def form(own: dict[str, StoredScenario]) -> address.Form[str]:
    """How the choice of one of these scenarios stands in the URL: by its id."""
    return address.one_of({scenario_id: scenario_id for scenario_id in own}, STORED)


def switch(document_id: str) -> StoredScenario | None:
    """Draw the choice of a scenario of the document, where it has any; None for the plan as stored."""
    own = of_document(document_id)
    asked = address.text(address.SCENARIO)
    if asked and asked not in own:
        address.notice("链接中的情景不存在，或已移除，显示的是原要点。")
    if not own:
        return None
    chosen = st.selectbox(
        "情景",
        [STORED, *own],
        format_func=lambda one: f"情景：{own[one].name}" if one else STORED_LABEL,
        label_visibility="collapsed",
        width=240,
        help="选一个情景，各页都按它计算",
        **address.bound(address.SCENARIO, form(own)),
    )
    return own.get(chosen or STORED)


def seen(plan: Plan, scenario: StoredScenario) -> Applied:
    """A plan that holds the document of a scenario, as the scenario has it."""
    return loading.answer(apply, plan, scenario.scenario)


def leave() -> None:
    """Callback: back to the plan as it is stored."""
    address.write(address.SCENARIO, ())


def announce(scenario: StoredScenario, applied: Applied, *, acts: bool) -> None:
    """Say at the top of a page that it shows a scenario, with the way out. ``acts``: whether the page computes from it."""
    faults = f"，{len(applied.faults)} 处没有生效" if applied.faults else ""
    told = f"情景：{scenario.name}（{counted(scenario.history.done)}{faults}）"
    more = "这一页按情景计算，不是印发的要点" if acts else "这一页不按情景，仍按原要点"
    with st.container(horizontal=True, vertical_alignment="center", key="scenario_told"):
        st.html(f'<p class="scenario-told" role="status"><b>{as_html(told)}</b>　{more}</p>', width="content")
        st.button("回到原要点", key="scenario_leave", icon=":material/undo:", type="tertiary", on_click=leave)
