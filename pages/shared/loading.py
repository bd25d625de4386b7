"""What pages read and compute, once for all sessions and again only when the documents that they show have changed.

Everything returned is shared by all sessions and never to be changed.
"""

import pickle
from collections.abc import Callable
from hashlib import blake2b
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from analytics.scope import Scope, ScopedPlan, select
from data.progress.reported import Reported
from data.store.database import Store
from data.store.opening import open_store
from data.store.plan import Catalogue, Plan, load_catalogue, load_plan
from data.store.progress import load_reported
from data.store.scenarios import StoredScenario, load_scenarios
from pages.shared.answers import Answers

Answer = TypeVar("Answer")


PLANS_AT_MOST = 128 * 1024 * 1024
"""Bytes of loaded plans that are kept."""


@st.cache_resource(show_spinner="正在打开数据库……")
def store() -> Store:
    """The store of this process; built from ``seeds/`` where it is missing.

    A failure is not cached: the next visit tries again.
    """
    return open_store(build=True)


def catalogue() -> Catalogue:
    """The documents in use, as of now."""
    return _as_of_now(_catalogues(), load_catalogue)


def plan(catalogue: Catalogue, document_ids: tuple[str, ...]) -> Plan:
    """What is stored of some documents, at least as new as the catalogue.

    It is kept under what was loaded, not under what was asked for: what another visitor changes between the two never
    shows an old plan under a new name.
    """
    asked = catalogue.version(document_ids)
    kept: Plan | None = _plans().find(asked)
    if kept is None:
        kept = load_plan(store(), document_ids)
        _plans().keep(kept.version, kept)
    return kept


def answer(measure: Callable[..., Answer], *asked: Any) -> Answer:
    """``measure(*asked)``, computed once for what is loaded, a scope and what else is asked with.

    ``measure``: a function of a module (one of a page's script is another in every run). ``asked``: plans, scoped plans,
    frames, and anything hashable. What the measure raises is raised again at the next call.
    """
    return kept(lambda: measure(*asked), measure, *asked)


def kept(find_out: Callable[[], Answer], measure: Callable[..., Any], *asked: Any) -> Answer:
    """What ``answer`` gives, found out in another way: one that tells how far it is."""
    if measure.__module__ == "__main__":
        raise TypeError(
            f"{measure.__qualname__} is of a page's script, another in every run: nothing of it is kept"
        )
    found: Answer = _answers().of((measure, *map(_identity, asked)), find_out)
    return found


def reported(document_id: str) -> tuple[int, Reported]:
    """What is stored of the progress of a document as of now, with the revision of the store that it is of."""
    revision = store().revision()
    kept = _reported()
    if (revision, document_id) not in kept:
        loaded = load_reported(store(), document_id)
        for old in [asked for asked in kept if asked[0] != revision]:
            kept.pop(old, None)
        kept[revision, document_id] = loaded
        return revision, loaded
    return revision, kept[revision, document_id]


def scenarios() -> tuple[StoredScenario, ...]:
    """The scenarios of all documents in use, as of now."""
    return _as_of_now(_scenarios(), load_scenarios)


def scoped(plan: Plan, scope: Scope) -> ScopedPlan:
    """The plan seen through a scope."""
    return answer(select, plan, scope)


def theme() -> str:
    """The visitor's theme: "light" or "dark"."""
    return st.context.theme.type or "light"


def _as_of_now(kept: dict[int, Answer], load: Callable[[Store], Answer]) -> Answer:
    """What is loaded of the whole store, kept under its latest revision only."""
    revision = store().revision()
    found = kept.get(revision)
    if found is None:
        found = load(store())
        kept.clear()
        kept[revision] = found
    return found


def _identity(argument: object) -> object:
    """What an argument is known by among what is loaded."""
    if isinstance(argument, Plan):
        return Plan, argument.version
    if isinstance(argument, pd.DataFrame):
        return blake2b(pickle.dumps(argument), digest_size=16).digest()
    return (argument.version, argument.scope) if isinstance(argument, ScopedPlan) else argument


@st.cache_resource(show_spinner=False)
def _catalogues() -> dict[int, Catalogue]:
    """The catalogue of the latest revision."""
    return {}


@st.cache_resource(show_spinner=False)
def _plans() -> Answers:
    """Plans by what was loaded (``Version``)."""
    return Answers(PLANS_AT_MOST)


@st.cache_resource(show_spinner=False)
def _reported() -> dict[tuple[int, str], Reported]:
    """The progress of documents by the latest revision."""
    return {}


@st.cache_resource(show_spinner=False)
def _scenarios() -> dict[int, tuple[StoredScenario, ...]]:
    """The scenarios by the latest revision."""
    return {}


@st.cache_resource(show_spinner=False)
def _answers() -> Answers:
    return Answers()
