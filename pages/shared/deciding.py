"""Deciding on a name: what speaks for what, and what the visitor says it is."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.importing.interpreting import Interpreted
from data.names.decisions import DECISION_LABELS, Decision, DecisionKind
from data.names.directory import Directory
from data.names.proposals import Naming, Proposal, propose
from data.store.database import Store
from data.store.deciding import Applied, decide, undo
from data.vocabulary import RESOLUTION_LABELS, DepartmentKind
from pages.shared import outcomes
from pages.shared.outcomes import Outcome

KINDS = [kind for kind in DepartmentKind if kind is not DepartmentKind.COLLECTIVE]


def of_document(store: Store, shown: Interpreted, directory: Directory, who: str) -> None:
    """The names of a document that is not stored yet; nothing where all are known and certain."""
    namings = [
        Naming(
            mention.name,
            mention.raw,
            mention.resolution,
            mention.doubt,
            mention.collective,
            f"第 {task.number or place} 项",
        )
        for place, task in enumerate(shown.document.tasks, 1)
        for mention in task.mentions
    ]
    proposals = propose(namings, shown.directory, shown.body)
    if proposals:
        with st.expander(f"待核定的名称（{len(proposals)} 个）", icon=":material/spellcheck:"):
            st.caption("可以现在核定，也可以存入以后在“名称核定”页处理。")
            form(store, proposals, shown.directory, directory, who)


def form(
    store: Store, proposals: Sequence[Proposal], decided: Directory, directory: Directory, who: str
) -> None:
    """Choose a name, see what speaks for what, and decide. ``decided``: the directory with all decisions."""
    by_name = {proposal.name: proposal for proposal in proposals}
    name = st.selectbox("核定哪个名称", list(by_name), key="naming_name")
    proposal = by_name[name]
    st.text("文件写作：" + "、".join(proposal.written))
    places = "、".join(proposal.places[:6])
    st.text(f"出现在：{places}{'……' if len(proposal.places) > 6 else ''}（{len(proposal.places)} 处）")
    for reason in proposal.reasons:
        st.text(f"· {reason}")
    decision = _choices(proposal, decided)
    if st.button("核定", type="primary", key="naming_decide", disabled=decision is None):
        outcomes.run(lambda: outcome(decide(store, decision, directory, who)))


def _choices(proposal: Proposal, directory: Directory) -> Decision | None:
    """Draw the ways to decide; None while something is missing."""
    suggested, key = proposal.suggested, proposal.name
    kind = st.segmented_control(
        "认定为",
        list(DecisionKind),
        default=suggested.kind,
        required=True,
        format_func=DECISION_LABELS.get,
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
    return Decision(key, kind, suggested.body)


def undo_form(store: Store, decisions: Sequence[Decision], directory: Directory, who: str) -> None:
    """Choose a decision and take it back."""
    labels = {one.decision_id: f"「{one.name}」{one.told}" for one in decisions}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "撤销哪一条", list(labels), format_func=labels.get, key="naming_undo", width=420
        )
        if st.button("撤销", icon=":material/undo:"):
            outcomes.run(lambda: outcome(undo(store, chosen, directory, who), "已撤销："))


def mention_table(namings: Sequence[Naming]) -> pd.DataFrame:
    """Every mention with how it was resolved. Columns: 出处, 文件写作, 认定为, 依据, 疑点."""
    rows = [
        (one.place, one.written, one.name, RESOLUTION_LABELS[one.resolution], one.doubt) for one in namings
    ]
    return pd.DataFrame(rows, columns=["出处", "文件写作", "认定为", "依据", "疑点"])


def outcome(applied: Applied, verb: str = "已核定：") -> Outcome:
    """What a decision changed, in Chinese."""
    changed = (
        f"，{len(applied.documents)} 份文件中 {applied.mentions} 处点名随之改变" if applied.documents else ""
    )
    outdated = tuple(
        f"《{title}》用现在的读法会读出不同的任务，没有随之改变。请先在“文件导入”页重读。"
        for title in applied.outdated
    )
    return Outcome(f"{verb}{applied.told}{changed}", outdated)
