"""What a switch of the filter bar changed, said in words."""

import streamlit as st

from analytics import findings
from analytics.findings import Finding
from analytics.scope import Collectives, Level, Scope
from data.store.plan import Plan
from pages.shared import loading, sentences


def told(plan: Plan, scope: Scope) -> None:
    """Below the filter bar: what the level and the treatment of collective names change; nothing by default."""
    found: list[Finding] = []
    if scope.level is not Level.OFFICE:
        found += loading.answer(findings.level_changes, plan, scope)
    if scope.collectives is not Collectives.NODE:
        found += loading.answer(findings.collective_changes, plan, scope)
    if found:
        with st.container(border=True):
            sentences.paragraph(plan, found)
