"""What every page of the dashboard begins with: the documents, the filters, and the plan seen through them."""

from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.safe.html import as_html
from analytics.scope import Counting, Scope, ScopedPlan
from data.store.plan import Plan
from data.store.scenarios import StoredScenario
from pages.shared import address, filters, loading, paper, provenance, scenario, states


@dataclass(frozen=True, eq=False)
class View:
    """What a page looks at."""

    plan: Plan
    scope: Scope
    scoped: ScopedPlan
    scenario: StoredScenario | None = None  # what the plan is seen through; None: it is the plan as stored

    def by_full_count(self) -> "View":
        """The view counted by 参与数: for what is the same whatever the counting is, so that there is one answer and one picture."""
        scope = replace(self.scope, counting=Counting.FULL)
        return View(self.plan, scope, loading.scoped(self.plan, scope), self.scenario)


def heading() -> DeltaGenerator:
    """The line of a page's title, with the filters at its end where there is room for them, else on a line below."""
    return st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute")


def opened(
    title: str = "",
    *,
    beside: DeltaGenerator | None = None,
    by_units: bool = True,
    by_counting: bool = True,
    by_sections: bool = True,
    by_scenario: bool = True,
    even_empty: bool = False,
) -> View:
    """Draw the title and the filters; return what they choose. Without a document or a task, say so and end the page.

    ``beside``: the line that the filters stand on, with what stands there already; else that of the title.
    ``by_units``, ``by_counting``, ``by_sections``: whether the page differs with the level and the treatment of collective
    names, with the counting, with the sections; else these are not offered, and it is looked at as by default, so that there
    is one answer.
    ``by_scenario``: whether the page looks at the scenario that is chosen; else at the plan as stored, and says so.
    ``even_empty``: whether the page has something to show where there is no task.
    """
    top = st.container() if address.text(address.SCENARIO) else None
    line = beside or heading()
    if title:
        line.title(title, width="content")
    catalogue = loading.catalogue()
    if catalogue.documents.empty:
        states.no_documents()
        st.stop()
    with line:
        chosen = filters.filter_bar(
            catalogue, by_units=by_units, by_counting=by_counting, by_sections=by_sections
        )
    if chosen.scenario and chosen.applied:
        with top or st.container():
            scenario.announce(chosen.scenario, chosen.applied, acts=by_scenario)
    through = chosen.applied if by_scenario else None
    plan = through.plan if through else chosen.stored
    view = View(plan, chosen.scope, loading.scoped(plan, chosen.scope), chosen.scenario if through else None)
    paper.only(f"<p>{as_html(provenance.source(view.plan, view.scope))}</p>")
    if view.scoped.tasks.empty and not even_empty:
        states.nothing()
        st.stop()
    return view
