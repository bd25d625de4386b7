"""The filter bar: the same on every page, and in the URL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from analytics.evidence import read_mark
from analytics.rows import each_row
from analytics.scenarios.applying import Applied
from analytics.scope import COLLECTIVES, COUNTINGS, LEVELS, Collectives, Counting, Level, Scope
from analytics.section_names import short_names
from data.numerals import chinese
from data.store.plan import Catalogue, Plan
from data.store.scenarios import StoredScenario
from data.vocabulary import EXAMPLE
from pages.shared import address, loading, operator, scenario, words
from pages.shared.address import Key

Choice = TypeVar("Choice")


@dataclass(frozen=True, eq=False)
class Chosen:
    """What the filter bar says."""

    stored: Plan
    scope: Scope
    scenario: StoredScenario | None = None
    applied: Applied | None = None  # what the scenario makes of the stored plan


@dataclass(frozen=True, slots=True)
class Switch:
    """A switch of the filter bar: one of a few ways of looking."""

    label: str
    key: Key
    labels: Mapping[Any, str]
    default: Any
    explained: str

    def held(self) -> Any:
        """What it says, before it is drawn; of a link that says something unknown, so much is told."""
        address.tell_unknown(self.key, list(self.labels.values()))
        bound = address.bound(self.key, address.one_of(self.labels, self.default))
        return st.session_state[bound["key"]] or self.default

    def draw(self) -> Any:
        """Draw it; return what it says."""
        return choice(self.label, self.key, self.labels, self.default, self.explained)


LEVEL = Switch(
    "层级", address.LEVEL, LEVELS, Level.OFFICE, "部门层级：同一部门的几个处室合并，一项任务只计一次"
)
COLLECTIVE = Switch(
    "集合名称", address.COLLECTIVES, COLLECTIVES, Collectives.NODE, "“各审判业务部门”等统称如何计算"
)
COUNTING = Switch(
    "计数", address.COUNTING, COUNTINGS, Counting.FULL, "参与数：列名一次计 1；分担数：k 个部门各计 1/k"
)


def filter_bar(catalogue: Catalogue, *, by_units: bool, by_counting: bool, by_sections: bool) -> Chosen:
    """Draw the filters on one line; return the plan that is chosen, the scope and the scenario. ``catalogue``: not empty.

    What makes no difference to the page is not offered, and the scope is as by default in it: ``by_units``, the level and
    the treatment of collective names; ``by_counting``; ``by_sections``.
    """
    bar = st.container(horizontal=True, vertical_alignment="center", width="content", key="filters")
    address.notices_in(bar)
    with bar:
        document = _document(catalogue)
        chosen = scenario.switch(document)
        plan = loading.plan(catalogue, (document,))
        acting = loading.answer(_acting, plan, address.texts(address.SECTIONS)) if by_units else ()
        ways = _ways([*acting, *[COUNTING] * by_counting])
        sections = _sections(plan) if by_sections else []
        if plan.documents["example"].any():
            operator.link(
                "pages/steward/sources.py",
                label=f"{EXAMPLE}：换成本机关的",
                icon=":material/science:",
                query_params=address.carried(),
                help="这份文件随看板附带，供熟悉看板用",
            )
    applied = None if chosen is None else scenario.seen(plan, chosen)
    return Chosen(plan, Scope((document,), tuple(sections), **ways), chosen, applied)


def _acting(plan: Plan, said: Sequence[str]) -> tuple[Switch, ...]:
    """The switches by which units are told that make a difference in some sections, all where none of them is one."""
    named = plan.responsibilities["department_id"]
    here = [section for section, label in _labels(plan.sections).items() if label in said]
    if here:
        own = plan.tasks.loc[plan.tasks["section_id"].isin(here), "task_id"]
        named = named[plan.responsibilities["task_id"].isin(own)]
    departments = plan.departments[plan.departments["department_id"].isin(named)]
    acts = ((LEVEL, departments["parent_id"].notna()), (COLLECTIVE, departments["collective"]))
    return tuple(switch for switch, own in acts if own.any())


def _ways(switches: list[Switch]) -> dict[str, Any]:
    """What the switches say, by the fields of a scope; they stand behind a button that says it too. Nothing for none."""
    if not switches:
        return {}
    said = " · ".join(switch.labels[switch.held()] for switch in switches)
    with st.popover(f"口径：{said}", key="ways"):
        chosen = {switch.key.name: switch.draw() for switch in switches}
        if COUNTING not in switches:
            st.caption("这一页不用选计数：写明是分担数的除外，都是参与数。")
    return chosen


def _document(catalogue: Catalogue) -> str:
    """The document looked at: the one shown first, unless another is chosen or a link names one, itself or by a scenario of it."""
    documents = catalogue.documents
    ids = documents["document_id"].tolist()
    form = address.one_of({document_id: document_id for document_id in ids}, ids[0])
    if not address.text(address.DOCUMENT) and (asked := scenario.document_asked()):
        address.choose(address.DOCUMENT, form, asked)
    _take_over(documents, form)
    if len(ids) == 1:
        return str(ids[0])
    labels = loading.answer(_document_labels, catalogue)
    return str(
        st.selectbox(
            "文件",
            ids,
            format_func=labels.__getitem__,
            label_visibility="collapsed",
            width=340,
            **address.bound(
                address.DOCUMENT,
                form,
                then=lambda chosen: _leave_behind(loading.plan(catalogue, (chosen,))),
            ),
        )
    )


def _document_labels(catalogue: Catalogue) -> dict[str, str]:
    return words.document_labels(catalogue.documents)


def _leave_behind(plan: Plan) -> None:
    """With a change of document, take out of the URL what the new one lacks: sections, a scenario, and a mark with tasks or a section."""
    labels = set(_labels(plan.sections).values())
    address.write(address.SECTIONS, [said for said in address.texts(address.SECTIONS) if said in labels])
    if address.text(address.SCENARIO) not in scenario.of_document(plan.documents["document_id"].iloc[0]):
        scenario.leave()
    mark = read_mark(address.text(address.MARK))
    if mark is not None and (mark.section is not None or mark.tasks is not None):
        address.write(address.MARK, ())


def _take_over(documents: pd.DataFrame, form: address.Form[str]) -> None:
    """Choose the document that a link names by its title; tell of one that does not exist, or of several."""
    asked = address.text(address.DOCUMENT)
    if not asked or asked in set(documents["document_id"]):
        return
    named = documents[documents["title"] == asked]
    if named.empty:
        address.tell_unknown(address.DOCUMENT, ())
        return
    address.choose(address.DOCUMENT, form, named["document_id"].iloc[0])
    if len(named) > 1:
        shown = words.document_labels(documents)[named["document_id"].iloc[0]]
        address.notice(f"有 {len(named)} 份文件的标题是“{asked}”，显示的是“{shown}”。")


def _sections(plan: Plan) -> list[str]:
    if plan.sections.empty:
        return []
    labels, short = loading.answer(_section_names, plan)
    address.tell_unknown(address.SECTIONS, list(labels.values()))
    form = address.some_of(labels)
    bound = address.bound(address.SECTIONS, form)
    several = len(st.session_state[bound["key"]]) > 1
    chosen = st.multiselect(
        "部分",
        list(labels),
        format_func=short.__getitem__,
        placeholder="全部部分",
        label_visibility="collapsed",
        width=520 if several else 300,
        **bound,
    )
    if several:
        st.caption(f"已选 {len(chosen)} 个部分", width="content")
    return [] if len(chosen) == len(labels) else chosen


def _labels(sections: pd.DataFrame) -> dict[str, str]:
    rows = zip(sections["section_id"], sections["ordinal"], sections["title"], strict=True)
    return {str(section): words.section_label(ordinal, title) for section, ordinal, title in rows}


def _section_names(plan: Plan) -> tuple[dict[str, str], dict[str, str]]:
    """The sections by number and title; and by number and short name, which has room in the bar, unless two would be alike."""
    labels, names, short = _labels(plan.sections), short_names(plan.sections), {}
    for row in each_row(plan.sections):
        number = f"{chinese(row.ordinal)}、"
        short[str(row.section_id)] = number + names[row.section_id].removeprefix(number)
    return labels, short if len(set(short.values())) == len(short) else labels


def choice(
    label: str,
    key: Key,
    labels: Mapping[Choice, str],
    default: Choice,
    explained: str | None = None,
    *,
    labelled: bool = True,
) -> Choice:
    """One of a few, as buttons side by side; in the URL under its key.

    ``labelled``: whether its label is seen; where the buttons say it all, it is only read aloud.
    """
    address.tell_unknown(key, list(labels.values()))
    chosen = st.segmented_control(
        label,
        list(labels),
        required=True,
        format_func=labels.__getitem__,
        help=explained,
        label_visibility="visible" if labelled else "collapsed",
        **address.bound(key, address.one_of(labels, default)),
    )
    return default if chosen is None else chosen


def held(label: str, labels: Mapping[Choice, str], key: str, **look: Any) -> Choice:
    """One of a list that is not empty, the first until another is chosen; it stays chosen whatever it is called next.

    Streamlit knows what is chosen by its label, and forgets it when that changes: a title that is corrected.
    """
    kept = f"held_{key}"

    def keep() -> None:
        st.session_state[kept] = st.session_state[key]

    if st.session_state.get(kept) in labels:
        st.session_state[key] = st.session_state[kept]
    chosen = st.selectbox(
        label, list(labels), format_func=labels.__getitem__, key=key, on_change=keep, **look
    )
    st.session_state[kept] = chosen
    return chosen
