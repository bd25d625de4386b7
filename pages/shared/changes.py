"""What a switch of the filter bar changed, said in words."""

import streamlit as st

from analytics import findings
from analytics.findings import Finding
from analytics.scope import Collectives, Level
from pages.shared import loading, sentences
from pages.shared.page import View


def show(view: View) -> None:
    """Below the filter bar: what the level and the treatment of collective names change; nothing by default."""
    found: list[Finding] = []
    if view.scope.level is not Level.OFFICE:
        found += loading.answer(findings.level_changes, view.plan, view.scope)
    if view.scope.collectives is not Collectives.NODE:
        found += loading.answer(findings.collective_changes, view.plan, view.scope)
    if found:
        with st.container(border=True):
            sentences.paragraph(found)
