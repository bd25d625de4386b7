"""Scenarios are made, changed, undone, renamed and removed here, by plain forms."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analytics.exports import scenarios as exports
from analytics.safe.markdown import as_markdown
from analytics.scenarios.applying import Applied, apply
from data.access import Access, Person
from data.errors import ScenarioError
from data.requests.scenarios import (
    ChangeScenario,
    MakeScenario,
    RemoveScenario,
    RenameScenario,
    RestoreScenario,
)
from data.scenarios.changes import Change, changing, counted, told
from data.scenarios.form import LONGEST_FILE, LONGEST_NAME, Scenario, read_scenario
from data.store.activities import local
from data.store.plan import Plan
from data.store.scenarios import StoredScenario, load_scenarios
from pages.research import scenario_forms
from pages.shared import address, drawing, jobs, loading, operator, scenario, states, words
from pages.shared.page import View

CHANGES, CHANGES_LABEL = "changes", "改动"
"""The view of the page in which a scenario is changed."""


# ── scenarios ───────────────────────────────────────────────────────────────────────────────────────────────


def begin(plan: Plan, own: Mapping[str, StoredScenario]) -> None:
    """Without a chosen scenario: those that there are, and the form for another."""
    if own:
        st.subheader(f"情景（{len(own)} 个）")
        drawing.grid(
            pd.DataFrame(
                [
                    (
                        one.name,
                        len(changing(one.history.done)),
                        one.created_by,
                        one.changed_by,
                        local(one.changed_at),
                    )
                    for one in own.values()
                ],
                columns=["情景", "改动（处）", "建立人", "最近改动的人", "最近改动"],
            )
        )
        st.caption("在上方选一个情景，这一页和其他各页就都按它计算。")
    else:
        states.nothing(
            "这份文件还没有情景。",
            "情景是设想的改动：增减、移动、替换部门，合并、拆分部门，取消任务，展开集合名称。要点本身不变。",
        )
    who = operator.person()
    if operator.lacks(who, Access.MAINTAIN):
        return
    make(plan.documents["document_id"].iloc[0], own, (), who)
    _from_file(plan, own, who)
    _removed(plan, who)


def make(document_id: str, own: Mapping[str, StoredScenario], made: tuple[Change, ...], who: Person) -> None:
    """The form for a new scenario, with these changes in it from the beginning."""
    box = f"scenario_new_{len(made)}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            "新情景的名称" if not made else "另存为新情景",
            max_chars=LONGEST_NAME,
            placeholder="例如 首列均衡",
            width=320,
            key=box,
        ).strip()
        taken = name in {one.name for one in own.values()}
        request = None if taken or not name else MakeScenario(Scenario(document_id, name, made))
        jobs.button(
            "建立情景" if not made else "另存",
            request,
            who,
            key=("make", name, made),
            after=partial(_choose_new, box),
        )
    if taken:
        st.caption("已有同名的情景，换一个名称。")


def _choose_new(box: str = "") -> None:
    """After a scenario was made: choose it, and forget the name in the box (its key), which the session would keep."""
    if box:
        st.session_state.pop(box, None)
    outcome = jobs.latest()
    if outcome is not None and isinstance(outcome.value, str):
        address.write(address.SCENARIO, (outcome.value,))
        address.write(address.SCENARIO_VIEW, (CHANGES_LABEL,))


def _from_file(plan: Plan, own: Mapping[str, StoredScenario], who: Person) -> None:
    """The form for a scenario that a file holds."""
    with st.expander("从情景文件建立", icon=":material/upload_file:"):
        given = st.file_uploader("情景文件（JSON）", ["json"], key="scenario_file")
        if given is None:
            return
        if given.size > LONGEST_FILE:
            st.error("情景文件太大，请选导出的情景文件。", icon=":material/error:")
            return
        try:
            read = read_scenario(given.getvalue())
        except ScenarioError as error:
            st.error(as_markdown(str(error)), icon=":material/error:")
            return
        document_id = plan.documents["document_id"].iloc[0]
        if read.document_id not in ("", document_id):
            st.error(
                as_markdown(f"这个文件是另一份要点的情景（编号 {read.document_id}），请在上方选那份要点。"),
                icon=":material/error:",
            )
            return
        applied = loading.answer(apply, plan, Scenario(document_id, read.name, read.changes))
        _faults(applied)
        taken = {one.name for one in own.values()}
        name = st.text_input(
            "名称",
            value=next(name for name in _names(read.name or "未命名") if name not in taken),
            max_chars=LONGEST_NAME,
            key=f"scenario_file_name_{given.file_id}",
        ).strip()
        request = (
            MakeScenario(Scenario(document_id, name, read.changes)) if name and name not in taken else None
        )
        jobs.button(
            f"建立（{counted(read.changes)}）",
            request,
            who,
            key=("read", given.file_id, name),
            after=_choose_new,
        )


def _names(name: str) -> Any:
    """The name, then the name with numbers, until one is free."""
    yield name
    yield from (f"{name}（{number}）" for number in range(2, 1000))


def _removed(plan: Plan, who: Person) -> None:
    """Scenarios that were removed, to be brought back; nothing where there are none."""
    document_id = plan.documents["document_id"].iloc[0]
    gone = [own for own in load_scenarios(loading.store(), removed=True) if own.document_id == document_id]
    if not gone:
        return
    with (
        st.expander("移除的情景", icon=":material/restore_from_trash:"),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        at = st.selectbox(
            "取回哪一个",
            range(len(gone)),
            format_func=lambda own: f"{gone[own].name}（{counted(gone[own].history.done)}）",
            key="scenario_restore",
            width=420,
        )
        one = gone[min(at, len(gone) - 1)]
        jobs.button(
            "取回", RestoreScenario(one.scenario_id, one.revision), who, key=("restore", one.revision)
        )


# ── changes ─────────────────────────────────────────────────────────────────────────────────────────────────


def edit(view: View, chosen: StoredScenario, applied: Applied) -> None:
    """The changes of a scenario with undo and redo, the form for a further one; its name, and its removal."""
    who = operator.person()
    listed, form = st.columns([0.5, 0.5], gap="large")
    with listed:
        _list(view, chosen, applied, who)
    if operator.lacks(who, Access.MAINTAIN):
        return
    with form:
        st.subheader("增加一处改动")
        change = scenario_forms.change(view)
        request = (
            None
            if change is None
            else ChangeScenario(chosen.scenario_id, chosen.history.with_more(change), chosen.revision)
        )
        jobs.button("加入情景", request, who, key=("change", chosen.scenario_id, chosen.revision, change))
    with st.expander("改名、另存、移除", icon=":material/settings:"):
        _manage(chosen, who)


def _list(view: View, chosen: StoredScenario, applied: Applied, who: Person) -> None:
    history = chosen.history
    numbers = words.numbers_of(loading.plan(loading.catalogue(), view.scope.documents).tasks)
    st.subheader(counted(history.done))
    if history.done:
        table = exports.change_table(chosen.scenario, applied.faults, numbers)
        drawing.wrapped_table(table[["次序", "改动", "说明"]].astype("str"), "short-heads")
    else:
        st.caption("还没有改动。")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for label, after, possible, icon in (
            ("撤销", history.undo(), history.steps, "undo"),
            ("重做", history.redo(), history.undone, "redo"),
        ):
            request = ChangeScenario(chosen.scenario_id, after, chosen.revision) if possible else None
            jobs.button(
                label, request, who, key=(chosen.scenario_id, chosen.revision), icon=f":material/{icon}:"
            )
    if len(history.done) > 1:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            number = st.selectbox(
                "去掉其中一处",
                range(1, len(history.done) + 1),
                format_func=lambda own: f"{own}　{told(history.done[own - 1], numbers)}",
                index=None,
                placeholder="选一处改动",
                key=f"scenario_without_{chosen.scenario_id}_{chosen.revision}",  # another list: nothing chosen
                width=360,
            )
            request = (
                None
                if number is None
                else ChangeScenario(chosen.scenario_id, history.without(number), chosen.revision)
            )
            jobs.button("去掉", request, who, key=(chosen.scenario_id, chosen.revision, number))


def _faults(applied: Applied) -> None:
    """Say which changes cannot be made; nothing where all can."""
    if applied.faults:
        st.warning(
            as_markdown(
                "；".join(f"第 {fault.number} 处改动没有生效：{fault.text}" for fault in applied.faults)
                + "。"
            ),
            icon=":material/warning:",
        )


def _manage(chosen: StoredScenario, who: Person) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            "名称",
            value=chosen.name,
            max_chars=LONGEST_NAME,
            key=f"scenario_name_{chosen.scenario_id}_{chosen.revision}",
            width=320,
        ).strip()
        renamed = (
            RenameScenario(chosen.scenario_id, name, chosen.revision)
            if name and name != chosen.name
            else None
        )
        jobs.button("改名", renamed, who, key=("rename", chosen.revision, name))
        jobs.button(
            "移除这个情景",
            RemoveScenario(chosen.scenario_id, chosen.revision),
            who,
            key=("remove", chosen.scenario_id, chosen.revision),
            icon=":material/delete:",
            after=lambda: address.write(address.SCENARIO, ()),
        )
    own = scenario.of_document(chosen.document_id)
    make(chosen.document_id, own, chosen.history.done, who)
    st.caption("移除的可以取回。每次改动都写入操作记录。")
