"""What pages read, loaded once for all sessions and again only when the stored data change."""

import networkx as nx
import pandas as pd
import streamlit as st

from analytics import collaboration
from analytics.charts import network as charts
from analytics.scope import Scope, ScopedPlan, select
from data.database import Store
from data.plan import Plan, load_plan


@st.cache_resource(show_spinner="正在打开数据库……")
def store() -> Store:
    """The store of this process; built from ``seeds/`` where it is missing.

    A failure is not cached: the next visit tries again.
    """
    return Store.open()


def plan() -> Plan:
    """All stored plans, as of now."""
    opened = store()
    return _plan(opened.revision())


def scoped(scope: Scope) -> ScopedPlan:
    """The stored plans seen through a scope."""
    current = plan()
    return _scoped(current.revision, scope)


def graph(scope: Scope) -> nx.Graph:
    """The network of the scope; shared by all sessions, never to be changed."""
    return _graph(plan().revision, scope)


def ties(scope: Scope) -> pd.DataFrame:
    """The ties of the scope, in the order in which the network's edges are drawn; never to be changed."""
    return _ties(plan().revision, scope)


def node_link(scope: Scope) -> dict:
    """The ECharts option of the scope's network."""
    return _node_link(plan().revision, scope)


@st.cache_resource(show_spinner=False, max_entries=64)
def _graph(revision: str, scope: Scope) -> nx.Graph:
    return collaboration.graph(_scoped(revision, scope))


@st.cache_resource(show_spinner=False, max_entries=64)
def _ties(revision: str, scope: Scope) -> pd.DataFrame:
    return collaboration.ties(_scoped(revision, scope))


@st.cache_resource(show_spinner=False, max_entries=64)
def _node_link(revision: str, scope: Scope) -> dict:
    drawn = _ties(revision, scope)
    edges = list(zip(drawn["source_id"], drawn["target_id"], strict=True))
    return charts.node_link(_graph(revision, scope), scope.counting, edges)


@st.cache_resource(show_spinner=False, max_entries=2)
def _plan(revision: str) -> Plan:
    loaded = load_plan(store())
    # Another import may have come between; what was loaded is then newer than what was asked for.
    return loaded if loaded.revision == revision else _plan(loaded.revision)


@st.cache_resource(show_spinner=False, max_entries=64)
def _scoped(revision: str, scope: Scope) -> ScopedPlan:
    return select(_plan(revision), scope)
