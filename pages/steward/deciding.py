"""Deciding on names: one table of all that are open, what speaks for what, and what the visitor says they are."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from data.access import Person
from data.importing.interpreting import Interpreted
from data.names.decisions import DECISION_LABELS, Decision, DecisionKind
from data.names.known import KnownNames
from data.names.proposals import PlacedMention, Proposal, propose
from data.requests.names import DecideNames, UndoDecisions
from data.store.activities import local
from data.store.database import Store
from data.store.mentions import stored_bodies, stored_mentions
from data.vocabulary import CORRECTED, RESOLUTION_LABELS, DepartmentKind, task_number
from pages.shared import drawing, jobs

LABELS = {label: kind for kind, label in DECISION_LABELS.items()}
KINDS = [kind.value for kind in DepartmentKind if kind is not DepartmentKind.COLLECTIVE]
UNDECIDED = "没有建议"

KEPT, FIRST, ROUND = "naming_chosen", "naming_first", "naming_round"
"""Keys of the session: what was chosen for each name, the same when the table was drawn first, and how often it was set."""

ADOPTED, KIND, UNIT, MEMBERS, DEPARTMENT_KIND = "采用建议", "认定为", "部门或上级", "代表哪些部门", "类别"
CHOICES = (ADOPTED, KIND, UNIT, MEMBERS, DEPARTMENT_KIND)
EMPTY = (False, None, None, None, None)

Choice = tuple[bool, str | None, str | None, tuple[str, ...] | None, str | None]
"""What is chosen for a name, in the columns ``CHOICES``."""


def open_names(store: Store, known: KnownNames) -> list[Proposal]:
    """The names that need a decision in the stored documents of all bodies, the most named of each body first."""
    return _open_names(str(store.path), store.revision(), known, store)


@st.cache_resource(show_spinner=False, max_entries=2)
def _open_names(path: str, revision: int, _known: KnownNames, _store: Store) -> list[Proposal]:
    """Found once for a state of the store (the names that are known are part of it); not to be changed."""
    del path, revision
    found: list[Proposal] = []
    for body in stored_bodies(_store):
        mentions = stored_mentions(_store, body)
        own = propose(mentions, _known.directory(body), body, _known.borrowed(body))
        found += sorted(own, key=lambda proposal: -proposal.mentions)
    return found


def of_document(shown: Interpreted, known: KnownNames, who: Person) -> None:
    """The names of a document that is not stored yet; nothing where all are known and certain."""
    mentions = [
        PlacedMention(
            mention.department,
            mention.text,
            mention.resolution,
            mention.doubt,
            mention.collective,
            f"第 {task_number(task.number)} 项{f'（{CORRECTED}）' if task.corrected else ''}",
        )
        for task in shown.document.tasks
        for mention in task.mentions
    ]
    proposals = propose(mentions, shown.directory, shown.body, known.borrowed(shown.body))
    if proposals:
        with st.expander(f"待核定的名称（{len(proposals)} 个）", icon=":material/spellcheck:"):
            st.caption("可以现在核定，也可以存入以后在“名称核定”页与其他文件的一起处理。")
            form(proposals, known, who)


def form(proposals: Sequence[Proposal], known: KnownNames, who: Person) -> None:
    """A table of names with what speaks for what, to be decided in bulk and saved once. ``proposals``: not empty."""
    keys = [_key(proposal) for proposal in proposals]
    kept: dict[str, Choice] = st.session_state.setdefault(KEPT, {})
    table = name_table(proposals, known.own.body)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        suggestions = list(dict.fromkeys(table["建议的种类"]))
        chosen = st.selectbox(
            "建议", suggestions, index=None, placeholder="全部", key="naming_suggested", width=220
        )
        sought = st.text_input("查找", placeholder="名称或机关", key="naming_sought", width=200).strip()
        rows = table if chosen is None else table[table["建议的种类"] == chosen]
        if sought:
            rows = rows[
                rows["名称"].str.contains(sought, regex=False)
                | rows["机关"].str.contains(sought, regex=False)
            ]
        adoptable = [keys[at] for at in rows.index if proposals[at].suggested is not None]
        label = f"采用下面 {len(adoptable)} 个的建议"
        st.button(label, key="naming_adopt", disabled=not adoptable, on_click=_adopt, args=(adoptable,))
    if rows.empty:
        st.text("没有这样的名称。")
    else:
        shown = [keys[at] for at in rows.index]
        kept |= _edited(rows, shown, proposals, known)
    ready, unfinished = decisions_of(proposals, kept)
    if unfinished:
        st.caption(f"还缺部门的：{'、'.join(unfinished[:8])}{'……' if len(unfinished) > 8 else ''}")
    seen = tuple(known.decision(own.decision_id) for own in ready)
    request = DecideNames(tuple(ready), tuple(own for own in seen if own is not None)) if ready else None
    label = f"保存 {len(ready)} 个核定" if ready else "保存核定"
    jobs.button(
        label, request, who, key=("decide", *ready), after=_forget, type="primary", icon=":material/save:"
    )


def _key(proposal: Proposal) -> str:
    return Decision(proposal.name, DecisionKind.NOT_DEPARTMENT, proposal.body).decision_id


def _edited(
    rows: pd.DataFrame, shown: list[str], proposals: Sequence[Proposal], known: KnownNames
) -> dict[str, Choice]:
    """Draw the table; what is chosen in each of its rows."""
    editor = drawing.key("names", *shown, st.session_state.get(ROUND, 0))
    if editor not in st.session_state:
        st.session_state[FIRST] = dict(st.session_state[KEPT])
    first: dict[str, Choice] = st.session_state[FIRST]
    given = [first.get(key, EMPTY) for key in shown]
    for at, column in enumerate(CHOICES):
        values = [list(own[at]) if isinstance(own[at], tuple) else own[at] for own in given]  # type: ignore[arg-type]
        rows = rows.assign(
            **{column: pd.Series(values, rows.index, "bool" if column == ADOPTED else "object")}
        )
    bodies = dict.fromkeys(proposal.body for proposal in proposals)
    named = [own.name for body in bodies for own in known.directory(body).departments]
    units = list(dict.fromkeys([*named, *(proposal.name for proposal in proposals)]))
    order = [ADOPTED, "名称", "机关", "点名", "建议", "理由", KIND, UNIT, DEPARTMENT_KIND, MEMBERS, "出处"]
    edited = st.data_editor(
        rows[order],
        hide_index=True,
        disabled=["名称", "机关", "点名", "建议", "理由", "出处"],
        column_config={
            ADOPTED: st.column_config.CheckboxColumn(width=110),
            "名称": st.column_config.TextColumn(width=170, pinned=True),
            "机关": st.column_config.TextColumn(width=170),
            "点名": st.column_config.NumberColumn(format="%d 次", width=60),
            "建议": st.column_config.TextColumn(width=200),
            "理由": st.column_config.TextColumn(width=240),
            KIND: st.column_config.SelectboxColumn(options=list(LABELS), width=150),
            UNIT: st.column_config.SelectboxColumn(options=units, width=150),
            DEPARTMENT_KIND: st.column_config.SelectboxColumn(options=KINDS, width=80),
            MEMBERS: st.column_config.MultiselectColumn(options=units, width=150),
            "出处": st.column_config.TextColumn(width=240),
        },
        placeholder="",
        row_height=drawing.WRAPS,  # two lines of words
        height=drawing.content_height(len(rows), 620, drawing.WRAPS),
        key=editor,
    )
    return dict(
        zip(shown, map(_choice, edited[list(CHOICES)].itertuples(index=False, name=None)), strict=True)
    )


def _choice(row: tuple[Any, ...]) -> Choice:
    adopted, kind, unit, members, department_kind = row
    return (
        bool(adopted),
        kind if kind in LABELS else None,
        unit if isinstance(unit, str) and unit else None,
        tuple(members) if isinstance(members, list) and members else None,
        department_kind if department_kind in KINDS else None,
    )


def _adopt(keys: Sequence[str]) -> None:
    """Callback: take the suggestions for these names, where nothing else was said of them."""
    kept: dict[str, Choice] = st.session_state[KEPT]
    for key in keys:
        kept[key] = (True, *kept.get(key, EMPTY)[1:])
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def _forget() -> None:
    for key in (KEPT, FIRST):
        st.session_state.pop(key, None)


def decisions_of(
    proposals: Sequence[Proposal], chosen: dict[str, Choice]
) -> tuple[list[Decision], list[str]]:
    """What was decided on names, and the names of which it is not yet said which department they are."""
    ready: list[Decision] = []
    unfinished: list[str] = []
    for proposal in proposals:
        adopted, label, unit, members, own_kind = chosen.get(_key(proposal), EMPTY)
        department_kind = DepartmentKind(own_kind) if own_kind else DepartmentKind.UNKNOWN
        kind = LABELS.get(label or "")
        name, body = proposal.name, proposal.body
        if kind is DecisionKind.SAME and unit is None:
            unfinished.append(name)
        elif kind is DecisionKind.SAME:
            ready.append(Decision(name, kind, body, department=unit))
        elif kind is DecisionKind.DEPARTMENT:
            ready.append(Decision(name, kind, body, parent=unit, department_kind=department_kind))
        elif kind is DecisionKind.COLLECTIVE:
            ready.append(Decision(name, kind, body, members=members or ()))
        elif kind is DecisionKind.NOT_DEPARTMENT:
            ready.append(Decision(name, kind, body))
        elif adopted and proposal.suggested is not None:
            suggested = proposal.suggested
            new = own_kind and suggested.kind is DecisionKind.DEPARTMENT
            ready.append(replace(suggested, department_kind=department_kind) if new else suggested)
    return ready, unfinished


def name_table(proposals: Sequence[Proposal], own_body: str) -> pd.DataFrame:
    """The open names. Columns: 名称, 机关, 点名 (times), 建议, 建议的种类, 理由, 出处."""
    return pd.DataFrame(
        {
            "名称": [proposal.name for proposal in proposals],
            "机关": [proposal.body or own_body or "本机关" for proposal in proposals],
            "点名": [proposal.mentions for proposal in proposals],
            "建议": [proposal.suggested.text if proposal.suggested else UNDECIDED for proposal in proposals],
            "建议的种类": [
                DECISION_LABELS[proposal.suggested.kind] if proposal.suggested else UNDECIDED
                for proposal in proposals
            ],
            "理由": ["；".join(proposal.reasons) for proposal in proposals],
            "出处": [_places(proposal) for proposal in proposals],
        }
    )


def _places(proposal: Proposal) -> str:
    rest = "……" if len(proposal.places) > 6 else ""
    return "、".join(proposal.places[:6]) + rest


def undo_form(decisions: Sequence[Decision], who: Person) -> None:
    """Choose what was saved at once, or one decision of it, and take it back. ``decisions``: not empty."""
    batches: dict[tuple[object, str], list[Decision]] = {}
    for decision in decisions:
        batches.setdefault((decision.decided_at, decision.who), []).append(decision)
    options: dict[str, tuple[Decision, ...]] = {}
    for (moment, by), batch in batches.items():
        if len(batch) > 1:
            when = local(moment)  # type: ignore[arg-type]  # of a stored decision
            options[f"{when} {by}一次保存的 {len(batch)} 个"] = tuple(batch)
    options |= {f"「{own.name}」{own.text}{_whose(own)}": (own,) for own in decisions}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("撤销哪一次、哪一条", list(options), key="naming_undo", width=460)
        request = UndoDecisions(options[chosen])
        jobs.button("撤销", request, who, key=("undo", *options[chosen]), icon=":material/undo:")


def _whose(decision: Decision) -> str:
    return f"（{decision.body}）" if decision.body else ""


def mention_table(mentions: Sequence[PlacedMention]) -> pd.DataFrame:
    """Every mention with how it was resolved. Columns: 出处, 文件写作, 认定为, 依据, 疑点."""
    rows = [
        (
            mention.place,
            mention.text,
            mention.department,
            RESOLUTION_LABELS[mention.resolution],
            mention.doubt,
        )
        for mention in mentions
    ]
    return pd.DataFrame(rows, columns=["出处", "文件写作", "认定为", "依据", "疑点"])
