"""What a switch of the filter bar changed, said in words."""

from collections.abc import Callable

import streamlit as st

from analytics import findings
from analytics.findings import Finding
from analytics.scope import Collectives, Level, Scope
from data.store.plan import Plan
from pages.shared import loading, sentences
from pages.shared.page import View


def show(view: View, by_collectives: Callable[[Plan, Scope], list[Finding]]) -> None:
    """Below the filter bar: what the level and the treatment of collective names change; nothing by default.

    ``by_collectives``: what the latter changes on this page: in counts (``findings.collective_load_changes``) or in
    ties (``findings.collective_tie_changes``).
    """
    found: list[Finding] = []
    if view.scope.level is not Level.OFFICE:
        found += loading.answer(findings.level_changes, view.plan, view.scope)
    if view.scope.collectives is not Collectives.NODE:
        found += loading.answer(by_collectives, view.plan, view.scope)
    if found:
        with st.container(border=True):
            sentences.paragraph(found)
