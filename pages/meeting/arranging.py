"""The search for an agenda's order on a page: its progress, a way to stop it, what was found kept for all."""

import time
from collections import OrderedDict
from typing import TypeAlias

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.arrangements import agenda
from analytics.arrangements.agenda import Arrangement, Items, Rules
from analytics.scope import Scope, ScopedPlan
from data.store.plan import Version

Question: TypeAlias = tuple[Version, Scope, Rules]

# Keys of the session: the best order of a search that goes on or was stopped, and whether it was.
BEST, STOPPED = "agenda_best", "agenda_stopped"
KEPT_AT_MOST = 256
QUIET_FOR = 0.4  # seconds in which a search ends without ever having shown its progress
EVERY = 0.2  # seconds between two signs of progress


def arrangement(scoped: ScopedPlan, rules: Rules, items: Items) -> Arrangement:
    """The order of the items in which departments wait least; of a stopped search, the best it had found.

    A search that takes longer shows its progress and a button that stops it. What was found is kept for all
    sessions under what was loaded, scope and rules.
    """
    question = (scoped.version, scoped.scope, rules)
    kept = _kept()
    if question in kept:
        return kept[question]
    asked, best = st.session_state.get(BEST, (None, None))
    if asked == question and st.session_state.get(STOPPED):
        st.button("继续寻找", icon=":material/play_arrow:", on_click=_go_on)
        return best
    st.session_state[STOPPED] = False
    shown = st.empty()
    found = agenda.arrange(items, report=_Progress(shown, question).report)
    shown.empty()
    kept[question] = found
    if len(kept) > KEPT_AT_MOST:
        kept.popitem(last=False)
    return found


def places(scoped: ScopedPlan, rules: Rules) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Where a search is drawn and where its results are, below it; one place where nothing is to be sought.

    The results are cleared while a search runs, so that no 最优 of an earlier one stands there.
    """
    if (scoped.version, scoped.scope, rules) in _kept():
        results = st.container()
        return results, results
    return st.container(), st.empty().container()


class _Progress:
    """What a search shows of itself while it goes on."""

    def __init__(self, place: DeltaGenerator, question: Question) -> None:
        self.place, self.question = place, question
        self.bar: DeltaGenerator | None = None
        self.due = time.monotonic() + QUIET_FOR

    def report(self, best: Arrangement, share: float) -> None:
        """Keep the best order so far and show how it stands. Streamlit ends the run here at a click."""
        st.session_state[BEST] = self.question, best
        if time.monotonic() < self.due:
            return
        self.due = time.monotonic() + EVERY
        if self.bar is None:
            with self.place.container(horizontal=True, vertical_alignment="center"):
                self.bar = st.progress(0.0)
                st.button("停止", icon=":material/stop:", on_click=_stop)
        proven = f"，已证明不少于 {best.bound} 分钟" if best.bound else ""
        self.bar.progress(share, f"正在寻找：目前等候 {best.waiting.minutes} 分钟{proven}")


def _stop() -> None:
    st.session_state[STOPPED] = True


def _go_on() -> None:
    st.session_state[STOPPED] = False


@st.cache_resource(show_spinner=False)
def _kept() -> OrderedDict[Question, Arrangement]:
    """Finished searches, the oldest first."""
    return OrderedDict()
