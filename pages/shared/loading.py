"""What pages read, loaded once for all sessions and again only when the stored data change.

Everything returned is shared by all sessions and never to be changed.
"""

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
    return _loaded(store().revision())


def scoped(plan: Plan, scope: Scope) -> ScopedPlan:
    """The plan seen through a scope."""
    return _scoped(plan.revision, scope, plan)


def graph(plan: Plan, scope: Scope) -> nx.Graph:
    """The network of the scope."""
    return _graph(plan.revision, scope, plan)


def ties(plan: Plan, scope: Scope) -> pd.DataFrame:
    """The ties of the scope, in the order in which the network's edges are drawn."""
    return _ties(plan.revision, scope, plan)


def node_link(plan: Plan, scope: Scope) -> dict:
    """The ECharts option of the scope's network, in the visitor's theme."""
    return _node_link(plan.revision, scope, st.context.theme.type or "light", plan)


# Keyed by revision and scope; what starts with an underscore is no part of the key.
_kept = st.cache_resource(show_spinner=False, max_entries=64)


@st.cache_resource(show_spinner=False, max_entries=2)
def _loaded(revision: str) -> Plan:
    return load_plan(store())


@_kept
def _scoped(revision: str, scope: Scope, _plan: Plan) -> ScopedPlan:
    return select(_plan, scope)


@_kept
def _graph(revision: str, scope: Scope, _plan: Plan) -> nx.Graph:
    return collaboration.graph(_scoped(revision, scope, _plan))


@_kept
def _ties(revision: str, scope: Scope, _plan: Plan) -> pd.DataFrame:
    return collaboration.ties(_scoped(revision, scope, _plan))


@_kept
def _node_link(revision: str, scope: Scope, theme: str, _plan: Plan) -> dict:
    drawn = _ties(revision, scope, _plan)
    edges = list(zip(drawn["source_id"], drawn["target_id"], strict=True))
    return charts.node_link(_graph(revision, scope, _plan), scope.counting, theme, edges)
