"""What became of an import or a change, told on the next view.

Streamlit may end a run at any of its calls when the visitor clicks or leaves; so a job touches Streamlit neither while
it runs nor when it ends: its outcome goes into a plain dictionary that was fetched before.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from data.errors import DashboardError
from pages.shared.literal import literal

OUTCOMES = "outcomes"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended, in Chinese."""

    told: str
    warnings: tuple[str, ...] = ()
    failed: bool = False


def run(job: Callable[[], Outcome], done: Callable[[], None] = lambda: None) -> None:
    """Run a job without any call of Streamlit in it, keep its outcome under a job id, and start the page anew.

    ``done`` is called where the job did not fail.
    """
    outcomes: dict[str, Outcome] = st.session_state.setdefault(OUTCOMES, {})
    outcomes.clear()  # only the latest is told
    job_id = secrets.token_hex(8)
    with st.spinner("正在处理……"):
        try:
            outcomes[job_id] = job()
        except DashboardError as error:
            outcomes[job_id] = Outcome(str(error), failed=True)
    if not outcomes[job_id].failed:
        done()
    st.rerun()


def tell() -> None:
    """Show the outcome of the latest job until the visitor has read it or starts another one."""
    for job_id, outcome in st.session_state.get(OUTCOMES, {}).items():
        show = st.error if outcome.failed else st.success
        show(literal(outcome.told), icon=":material/error:" if outcome.failed else ":material/task_alt:")
        for warning in outcome.warnings:
            st.warning(literal(warning), icon=":material/warning:")
        st.button("知道了", key=f"read_{job_id}", on_click=forget)


def forget() -> None:
    """Forget the outcome of the latest job."""
    st.session_state.get(OUTCOMES, {}).clear()
