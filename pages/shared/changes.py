"""What a switch of the filter bar changed on a page, said in words."""

from collections.abc import Callable, Sequence

import streamlit as st

from analytics import findings
from analytics.findings import Finding
from analytics.safe.html import as_html
from analytics.safe.markdown import as_markdown
from analytics.scope import Collectives, Level, Scope
from data.store.plan import Plan
from pages.shared import drawing, loading, paper, sentences
from pages.shared.page import View

Change = Callable[[Plan, Scope], list[Finding]]

IN_LOADS = findings.level_changes, findings.collective_load_changes
"""What the level and the treatment of collective names change in counts."""

AT_MOST = 2
"""Sentences that are shown; more push what the page has to say out of sight: then one stands for all, the others folded."""

IN_TIES = findings.level_tie_changes, findings.collective_tie_changes
"""What they change in ties."""


def show(view: View, changes: tuple[Change, Change]) -> None:
    """Below the filter bar: what the level and the treatment of collective names change; nothing by default.

    ``changes``: what each of the two changes on this page, ``IN_LOADS`` or ``IN_TIES``.
    """
    by_level, by_collectives = changes
    found: list[Finding] = []
    if view.scope.level is not Level.OFFICE:
        found += loading.answer(by_level, view.plan, view.scope)
    if view.scope.collectives is not Collectives.NODE:
        found += loading.answer(by_collectives, view.plan, view.scope)
    if len(found) <= AT_MOST:
        box(view, found)
        return
    said = str(loading.answer(findings.against_the_default, view.plan, view.scope))
    drawing.folded(as_markdown(said), "changes", lambda: sentences.paragraph(view, found))
    paper.only(f"<p>{as_html(said)}</p>")


def box(view: View, found: Sequence[Finding]) -> None:
    """Show what changed, in a frame of its own; nothing where nothing did."""
    if found:
        with st.container(border=True):
            sentences.paragraph(view, found)
