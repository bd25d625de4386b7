"""What every page of the dashboard begins with: the documents, the filters, and the plan seen through them."""

from dataclasses import dataclass

import streamlit as st

from analytics.scope import Scope, ScopedPlan
from data.store.plan import Plan
from pages.shared import filters, loading, states


@dataclass(frozen=True, eq=False)
class View:
    """What a page looks at."""

    plan: Plan
    scope: Scope
    scoped: ScopedPlan


def opened(title: str = "") -> View:
    """Draw the title and the filters; return what they choose. Without a document or a task, say so and end the page."""
    if title:
        st.title(title)
    catalogue = loading.catalogue()
    if catalogue.documents.empty:
        states.no_documents()
        st.stop()
    chosen = filters.filter_bar(catalogue)
    view = View(chosen.plan, chosen.scope, loading.scoped(chosen.plan, chosen.scope))
    if view.scoped.tasks.empty:
        states.nothing()
        st.stop()
    return view
