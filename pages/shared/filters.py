"""The filter bar: the same on every page, kept when pages change, and in the URL."""

from collections.abc import Collection
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from analytics.scope import Collectives, Counting, Level, Scope
from data.store.plan import Plan
from pages.shared import words
from pages.shared.literal import literal

# Keys of widgets are the names in the URL; every one is bound to it.
DOCUMENT, SECTIONS, LEVEL, COLLECTIVES, COUNTING = "document", "sections", "level", "collectives", "counting"


def filter_bar(plan: Plan) -> Scope:
    """Draw the filters of the plan and return what they say. Without a document, the empty scope."""
    if plan.documents.empty:
        return Scope()
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        document = _document(plan.documents)
        sections = _sections(plan.sections[plan.sections["document_id"] == document])
        level = choice(
            "层级", LEVEL, words.LEVELS, Level.OFFICE, "部门层级：同一部门的几个处室合并，一项任务只计一次"
        )
        collectives = choice(
            "集合名称", COLLECTIVES, words.COLLECTIVES, Collectives.NODE, "“各审判业务部门”等统称如何计算"
        )
        counting = choice(
            "计数", COUNTING, words.COUNTINGS, Counting.FULL, "参与数：列名一次计 1；分担数：k 个部门各计 1/k"
        )
    return Scope((document,), tuple(sections), level, collectives, counting)


def _document(documents: pd.DataFrame) -> str:
    """The document looked at: the newest, unless another is chosen or a link names one by its id or title."""
    newest = documents.sort_values(["year", "issued_on"], ascending=False, na_position="last")
    labels = words.document_labels(newest)
    _take_over(newest, labels)
    if len(labels) == 1:
        return next(iter(labels))
    return st.selectbox(
        "文件", list(labels), format_func=labels.get, key=DOCUMENT, bind="query-params", width=250
    )


def _take_over(documents: pd.DataFrame, labels: dict[str, str]) -> None:
    """Choose the document that a link names by its id or by a title that is no longer unique; tell of another."""
    asked = st.query_params.get(DOCUMENT)
    if asked is None or asked in labels.values():
        return
    named = documents[(documents["document_id"] == asked) | (documents["title"] == asked)]
    if named.empty:
        tell_unknown(DOCUMENT, labels.values())
        return
    st.session_state[DOCUMENT] = named["document_id"].iloc[0]
    if len(named) > 1:
        shown = labels[named["document_id"].iloc[0]]
        st.warning(
            literal(f"有 {len(named)} 份文件的标题是“{asked}”，显示的是“{shown}”。"), icon=":material/link:"
        )


def _sections(sections: pd.DataFrame) -> list[str]:
    if sections.empty:
        return []
    labels = {
        row.section_id: words.section_label(row.ordinal, row.title)
        for row in sections.itertuples(index=False)
    }
    tell_unknown(SECTIONS, labels.values())
    return st.multiselect(
        "部分",
        list(labels),
        format_func=labels.get,
        placeholder="全部部分",
        key=SECTIONS,
        bind="query-params",
        width=250,
    )


def carried() -> dict[str, list[str]]:
    """The filters as they stand in the URL, for links to other pages."""
    held = (DOCUMENT, SECTIONS, LEVEL, COLLECTIVES, COUNTING)
    return {key: st.query_params.get_all(key) for key in held if key in st.query_params}


def carried_query() -> str:
    """``carried`` as a query; empty for the default filters."""
    return urlencode(carried(), doseq=True)


def tell_unknown(key: str, known: Collection[str]) -> None:
    """Say which values of a link do not exist; the widget of that key then shows its default."""
    unknown = [value for value in st.query_params.get_all(key) if value not in known]
    if unknown:
        st.warning(
            literal(f"链接中的“{'、'.join(unknown)}”不存在，已按默认显示。"), icon=":material/link_off:"
        )


def choice(label: str, key: str, labels: dict, default: object, explained: str | None = None) -> object:
    """One of a few, as buttons side by side; bound to the URL under its key."""
    tell_unknown(key, labels.values())
    return st.segmented_control(
        label,
        list(labels),
        default=default,
        required=True,
        format_func=labels.get,
        key=key,
        bind="query-params",
        help=explained,
    )
