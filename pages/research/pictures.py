"""The pictures of the network, each made once for all visitors of a theme."""

from analytics.charts import network as charts
from analytics.charts.network import Picture
from analytics.scope import Scope, ScopedPlan
from analytics.ties import collaboration
from analytics.ties.groups import groups
from data.store.plan import Plan
from pages.shared import loading
from pages.shared.page import View


def departments(
    view: View,
    at_least: int = 1,
    without_task: str | None = None,
    by_group: bool = False,
    weight: str = "shared",
) -> Picture:
    """The network of the scope in the visitor's theme; see ``analytics.charts.network.node_link``."""
    asked = (loading.theme(), at_least, without_task, by_group, weight)
    return loading.answer(_departments, view.plan, view.scope, *asked)


def surroundings(view: View, centre: str) -> Picture:
    """One department's surroundings in the visitor's theme."""
    return loading.answer(_surroundings, view.scoped, loading.theme(), centre)


def departments_and_tasks(view: View) -> Picture:
    """Departments with their joint tasks in the visitor's theme."""
    return loading.answer(_departments_and_tasks, view.scoped, loading.theme())


def _departments(
    plan: Plan, scope: Scope, theme: str, at_least: int, without_task: str | None, by_group: bool, weight: str
) -> Picture:
    scoped = loading.scoped(plan, scope)
    network = loading.answer(collaboration.graph, scoped)
    drawn = collaboration.ties_shown(loading.answer(collaboration.ties, scoped), at_least, without_task)
    edges = list(zip(drawn["source_id"], drawn["target_id"], strict=True))
    of_group = None
    if by_group:
        number = loading.answer(groups, scoped).number_of()
        of_group = {own: f"组 {number[own] + 1}" if own in number else charts.UNGROUPED for own in network}
    return charts.node_link(network, scope.counting, theme, edges, of_group, weight)


def _surroundings(scoped: ScopedPlan, theme: str, centre: str) -> Picture:
    network = loading.answer(collaboration.graph, scoped)
    return charts.surroundings(network, centre, scoped.scope.counting, theme)


def _departments_and_tasks(scoped: ScopedPlan, theme: str) -> Picture:
    return charts.departments_and_tasks(loading.answer(collaboration.two_mode, scoped), theme)
