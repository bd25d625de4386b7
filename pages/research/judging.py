"""Ties held against random plans, with a sign of how far it is, and a way to stop and to go on."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import streamlit as st

from analytics.firmness import significance
from analytics.firmness.random_plans import SEED, Reference
from analytics.firmness.significance import PLACEMENTS, Significance, Trials
from analytics.scope import ScopedPlan
from pages.shared import loading

RUNNING = "trials"
"""Key of the session: the trials of the scope that was looked at last."""


@dataclass
class _Running:
    """Trials of a visitor: how far they are to go, and whether the visitor stopped them."""

    asked: object
    trials: Trials
    work: Iterator[int] = field(init=False)
    placements: int = PLACEMENTS
    stopped: bool = False

    def __post_init__(self) -> None:
        self.work = self.trials.go_on()


def judged(scoped: ScopedPlan) -> dict[Reference, Significance]:
    """The ties under every reference: kept for all sessions once they are found, what is known so far where stopped."""
    running = st.session_state.get(RUNNING)
    if running is None or running.asked != (scoped.version, scoped.scope):
        running = _Running((scoped.version, scoped.scope), Trials(scoped))
        st.session_state[RUNNING] = running
    if running.stopped:
        found = running.trials.found()
    else:
        found = loading.kept(
            lambda: _worked(running), significance.significance, scoped, SEED, running.placements
        )
    if running.stopped or loading.answer(_open, *found.values()):
        st.button("接着算未定的", icon=":material/resume:", on_click=_go_on, args=(running,))
    return found


def _worked(running: _Running) -> dict[Reference, Significance]:
    """Work as far as asked, under a bar."""
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, "正在与随机方案比较……")
        st.button("先看已有的结果", icon=":material/stop:", on_click=_stop, args=(running,))
    for placed in running.work:
        bar.progress(min(placed / running.placements, 1.0), "正在与随机方案比较……")
        if placed >= running.placements:
            break
    place.empty()
    return running.trials.found()


def _open(*found: Significance) -> bool:
    return any((one.adjusted()["verdict"] == significance.Verdict.UNDECIDED).any() for one in found)


def _stop(running: _Running) -> None:
    running.stopped = True


def _go_on(running: _Running) -> None:
    if not running.stopped:
        running.placements += PLACEMENTS
    running.stopped = False
