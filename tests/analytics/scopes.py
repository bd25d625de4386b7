"""Small scopes that several tests start from: invented lists, and a published network."""

from typing import Any

import networkx as nx
from hypothesis import strategies as st

from analytics.scope import Counting, Scope, ScopedPlan, select
from data.store.plan import Plan
from tests.plans import plan_of

DEPARTMENTS = "甲乙丙丁戊己庚"
LISTS = st.lists(st.lists(st.sampled_from(DEPARTMENTS), unique=True, max_size=6), max_size=12)


def of_lists(*lists: str | list[str], **options: Any) -> Plan:
    """Tasks 1, 2, … with the departments of each list; the directory is in the order of ``DEPARTMENTS``."""
    tasks = [(str(n), None, list(departments)) for n, departments in enumerate(lists, 1)]
    return plan_of(tasks, departments=DEPARTMENTS, **options)


def scoped_of(*lists: str | list[str], counting: Counting = Counting.FULL, **options: Any) -> ScopedPlan:
    """Such a plan, all of it looked at."""
    return select(of_lists(*lists, **options), Scope(counting=counting))


def davis() -> ScopedPlan:
    """Davis, Gardner & Gardner (1941), Deep South: 18 women as departments, 14 events as tasks, from NetworkX."""
    graph = nx.davis_southern_women_graph()
    women, events = graph.graph["top"], graph.graph["bottom"]
    tasks = [(event, None, [woman for woman in women if event in graph[woman]]) for event in events]
    return select(plan_of(tasks, departments=women), Scope())
