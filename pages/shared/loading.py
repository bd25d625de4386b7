"""What pages read and compute, once for all sessions and again only when the stored data change.

Everything returned is shared by all sessions and never to be changed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, TypeVar

import networkx as nx
import pandas as pd
import streamlit as st

from analytics import collaboration
from analytics.charts import network as charts
from analytics.charts.network import Picture
from analytics.groups import groups
from analytics.scope import Scope, ScopedPlan, select
from data.store.database import Store
from data.store.plan import Plan, load_plan
from data.store.seeding import open_or_build

Answer = TypeVar("Answer")


@st.cache_resource(show_spinner="正在打开数据库……")
def store() -> Store:
    """The store of this process; built from ``seeds/`` where it is missing.

    A failure is not cached: the next visit tries again.
    """
    return open_or_build()


def plan() -> Plan:
    """All stored plans, as of now."""
    return _loaded(store().revision())


def answer(measure: Callable[..., Answer], seen: Plan | ScopedPlan, *more: Any) -> Answer:
    """``measure(seen, *more)``, computed once for a revision, a scope and what else is asked with.

    ``measure``: a function of a module (one of a page's script is another in every run). ``more``: a plan, a
    scoped plan, or anything hashable. What the measure raises is raised again at the next call.
    """
    asked = (measure, *map(_identity, (seen, *more)))
    return _answers(seen.revision)(_Question(asked, partial(measure, seen, *more)))


def scoped(plan: Plan, scope: Scope) -> ScopedPlan:
    """The plan seen through a scope."""
    return answer(select, plan, scope)


def graph(plan: Plan, scope: Scope) -> nx.Graph:
    """The network of the scope."""
    return answer(collaboration.graph, scoped(plan, scope))


def ties(plan: Plan, scope: Scope) -> pd.DataFrame:
    """The ties of the scope, in the order in which the network's edges are drawn."""
    return answer(collaboration.ties, scoped(plan, scope))


def picture(
    plan: Plan,
    scope: Scope,
    at_least: int = 1,
    without_task: str | None = None,
    by_group: bool = False,
    weight: str = "shared",
) -> Picture:
    """The network of the scope in the visitor's theme; see ``analytics.charts.network.node_link``."""
    return answer(_picture, plan, scope, theme(), at_least, without_task, by_group, weight)


def surroundings(plan: Plan, scope: Scope, centre: str) -> Picture:
    """One department's surroundings in the visitor's theme."""
    return answer(_surroundings, plan, scope, theme(), centre)


def departments_and_tasks(plan: Plan, scope: Scope) -> Picture:
    """Departments with their joint tasks in the visitor's theme."""
    return answer(_departments_and_tasks, plan, scope, theme())


def theme() -> str:
    """The visitor's theme: "light" or "dark"."""
    return st.context.theme.type or "light"


def _picture(
    plan: Plan, scope: Scope, theme: str, at_least: int, without_task: str | None, by_group: bool, weight: str
) -> Picture:
    drawn = collaboration.ties_shown(ties(plan, scope), at_least, without_task)
    edges = list(zip(drawn["source_id"], drawn["target_id"], strict=True))
    network = graph(plan, scope)
    of_group = None
    if by_group:
        number = answer(groups, scoped(plan, scope)).number_of()
        of_group = {
            department: f"组 {number[department] + 1}" if department in number else charts.UNGROUPED
            for department in network
        }
    return charts.node_link(network, scope.counting, theme, edges, of_group, weight)


def _surroundings(plan: Plan, scope: Scope, theme: str, centre: str) -> Picture:
    return charts.surroundings(graph(plan, scope), centre, scope.counting, theme)


def _departments_and_tasks(plan: Plan, scope: Scope, theme: str) -> Picture:
    return charts.departments_and_tasks(answer(collaboration.two_mode, scoped(plan, scope)), theme)


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked, and how it is found out; two of them are the same when the first is."""

    asked: tuple[object, ...]
    find_out: Callable[[], Any] = field(compare=False)


def _identity(argument: object) -> object:
    """What an argument is known by within one revision."""
    if isinstance(argument, Plan):
        return Plan
    return argument.scope if isinstance(argument, ScopedPlan) else argument


@st.cache_resource(show_spinner=False, max_entries=2)
def _loaded(revision: str) -> Plan:
    return load_plan(store())


@st.cache_resource(show_spinner=False, max_entries=2)
def _answers(revision: str) -> Callable[[_Question], Any]:
    """The answers of one revision, forgotten with it."""
    return lru_cache(maxsize=1024)(lambda question: question.find_out())
