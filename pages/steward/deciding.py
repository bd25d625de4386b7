"""Deciding on a name: what speaks for what, and what the visitor says it is."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.importing.interpreting import Interpreted
from data.names.decisions import DECISION_LABELS, Decision, DecisionKind
from data.names.directory import Directory
from data.names.proposals import PlacedMention, Proposal, propose
from data.requests.names import DecideName, UndoDecision
from data.vocabulary import RESOLUTION_LABELS, DepartmentKind, task_number
from pages.shared import jobs

KINDS = [kind for kind in DepartmentKind if kind is not DepartmentKind.COLLECTIVE]


def of_document(shown: Interpreted, who: str) -> None:
    """The names of a document that is not stored yet; nothing where all are known and certain."""
    mentions = [
        PlacedMention(
            mention.department,
            mention.text,
            mention.resolution,
            mention.doubt,
            mention.collective,
            f"第 {task_number(task.number)} 项",
        )
        for task in shown.document.tasks
        for mention in task.mentions
    ]
    proposals = propose(mentions, shown.directory, shown.body)
    if proposals:
        with st.expander(f"待核定的名称（{len(proposals)} 个）", icon=":material/spellcheck:"):
            st.caption("可以现在核定，也可以存入以后在“名称核定”页处理。")
            form(proposals, shown.directory, who)


def form(proposals: Sequence[Proposal], directory: Directory, who: str) -> None:
    """Choose a name, see what speaks for what, and decide. ``directory``: with all decisions; proposals: not empty."""
    by_name = {proposal.name: proposal for proposal in proposals}
    name = st.selectbox("核定哪个名称", list(by_name), key="naming_name")
    proposal = by_name[name]
    st.text("文件写作：" + "、".join(proposal.written))
    places = "、".join(proposal.places[:6])
    st.text(f"出现在：{places}{'……' if len(proposal.places) > 6 else ''}（{len(proposal.places)} 处）")
    for reason in proposal.reasons:
        st.text(f"· {reason}")
    decision = _choices(proposal, directory)
    request = None if decision is None else DecideName(decision)
    jobs.button("核定", request, who, key=("decide", decision or name), type="primary")


def _choices(proposal: Proposal, directory: Directory) -> Decision | None:
    """Draw the ways to decide; None while something is missing."""
    suggested, key = proposal.suggested, proposal.name
    kind = st.segmented_control(
        "认定为",
        list(DecisionKind),
        default=suggested.kind,
        required=True,
        format_func=DECISION_LABELS.__getitem__,
        key=f"naming_kind_{key}",
    )
    names = [department.name for department in directory.departments]
    if kind is DecisionKind.SAME:
        at = names.index(suggested.department) if suggested.department in names else None
        department = st.selectbox(
            "是哪个部门", names, index=at, placeholder="选择部门", key=f"naming_department_{key}"
        )
        return Decision(key, kind, suggested.body, department=department) if department else None
    if kind is DecisionKind.DEPARTMENT:
        at = names.index(suggested.parent) if suggested.parent in names else None
        parent = st.selectbox("上级部门", names, index=at, placeholder="没有上级", key=f"naming_parent_{key}")
        kinds = st.selectbox(
            "类别", KINDS, index=len(KINDS) - 1, format_func=str, key=f"naming_department_kind_{key}"
        )
        return Decision(key, kind, suggested.body, parent=parent, department_kind=kinds)
    if kind is DecisionKind.COLLECTIVE:
        members = st.multiselect(
            "代表哪些部门", names, placeholder="文件没有写明的可以不选", key=f"naming_members_{key}"
        )
        return Decision(key, kind, suggested.body, members=tuple(members))
    return Decision(key, DecisionKind.NOT_DEPARTMENT, suggested.body)


def undo_form(decisions: Sequence[Decision], who: str) -> None:
    """Choose a decision and take it back. ``decisions``: not empty."""
    by_id = {decision.decision_id: decision for decision in decisions}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "撤销哪一条",
            list(by_id),
            format_func=lambda own: f"「{by_id[own].name}」{by_id[own].text}",
            key="naming_undo",
            width=420,
        )
        jobs.button(
            "撤销", UndoDecision(by_id[chosen]), who, key=("undo", by_id[chosen]), icon=":material/undo:"
        )


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
