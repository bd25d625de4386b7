"""Proposed changes for a scenario, with what is proven of them, within what the user leaves alone."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from analytics.definitions import DEFINITIONS
from analytics.findings.sentences import each, tied
from analytics.loads.workload import TOLERANCE
from analytics.safe.markdown import as_markdown
from analytics.scenarios.proposals import Limits, even_firsts, limits_of, relieve
from analytics.scope import COUNTINGS, Collectives, Counting, Level
from data.access import Access, Person
from data.requests.scenarios import ChangeScenario
from data.scenarios.changes import (
    AllowUnit,
    Change,
    ForbidUnit,
    PinTask,
    UnpinTask,
    forbidden,
    pinned,
    told,
)
from data.store.scenarios import StoredScenario
from pages.shared import address, drawing, jobs, loading, operator, paper, words
from pages.shared.page import View

MOST = 10


def draw(view: View, chosen: StoredScenario) -> None:
    """What could be changed in the scenario as it is now: even firsts, relief of the most named department."""
    scope = replace(view.scope, level=Level.OFFICE, collectives=Collectives.NODE, counting=Counting.FULL)
    seen = View(view.plan, scope, loading.scoped(view.plan, scope), view.scenario)
    who = operator.person()
    st.caption(
        "建议数的是列名次数，不是实际投入；它不知道任务的内容和难易，只供商量。按处室、集合名称原样计算，集合名称不给也不接。"
    )
    limits = _limits(seen, chosen, who)
    numbers = words.numbers_of(view.plan.tasks)
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("首列更均衡", help=DEFINITIONS["even_firsts"].reads)
        _even(seen, chosen, limits, numbers, who)
    with right:
        st.subheader("给列名最多的部门减量", help=DEFINITIONS["relieve"].reads)
        _relief(seen, chosen, limits, numbers, who)


def _limits(view: View, chosen: StoredScenario, who: Person) -> Limits:
    """What proposals leave alone, with the forms to say so: tasks, and departments that may not come to a task.

    It is kept with the scenario, a step of it as its changes are.
    """
    made = chosen.history.done
    tasks = words.task_labels(view.scoped.tasks, 24)
    names = view.scoped.departments["name"].tolist()
    held: list[tuple[str, Change]] = [
        *((f"不动：{tasks.get(task, task)}", UnpinTask(task)) for task in pinned(made)),
        *(
            (f"{unit}：不得安排到{tasks.get(task, task)}", AllowUnit(task, unit))
            for unit, task in forbidden(made)
        ),
    ]
    with st.expander("不动的任务、不得安排的部门", icon=":material/lock:"):
        for label, free in held:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(label)
                _step("去掉", free, chosen, who)
        if not held:
            st.caption("没有。说定的存在情景里，可以撤销，情景文件里也有。")
        if tasks and names and not operator.lacks(who, Access.MAINTAIN):
            _limiting(tasks, names, chosen, who)
    paper.settings(("建议的限制", "；".join(label for label, _ in held)))
    return limits_of(made, view.scoped)


def _limiting(tasks: dict[str, str], names: list[str], chosen: StoredScenario, who: Person) -> None:
    """The forms for what else proposals leave alone."""
    made = chosen.history.done
    with st.container(horizontal=True, vertical_alignment="bottom"):
        task = st.selectbox(
            "不动的任务", list(tasks), format_func=tasks.__getitem__, key="scenario_pinned", width=360
        )
        _step("不动这一项", None if task in pinned(made) else PinTask(task), chosen, who)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        unit = st.selectbox("部门", names, key="scenario_barred_unit", width=280)
        task = st.selectbox(
            "不得安排到", list(tasks), format_func=tasks.__getitem__, key="scenario_barred_task", width=360
        )
        barred = (unit, task) in forbidden(made)
        _step("不得安排", None if barred else ForbidUnit(task, unit), chosen, who)


def _step(label: str, change: Change | None, chosen: StoredScenario, who: Person) -> None:
    """A button that adds a step to the scenario; without one it is disabled."""
    request = (
        None
        if change is None
        else ChangeScenario(chosen.scenario_id, chosen.history.with_more(change), chosen.revision)
    )
    jobs.button(label, request, who, key=("limit", chosen.scenario_id, chosen.revision, change))


def _even(view: View, chosen: StoredScenario, limits: Limits, numbers: dict[str, str], who: Person) -> None:
    with st.spinner("正在求解……"):
        found = loading.answer(even_firsts, view.scoped, limits)
    if not found.before:
        st.caption("当前范围没有可以调整首列的任务。")
        return
    most = "、".join(found.most)
    st.text(
        f"首列最多的是{most}（{found.before}项，含独立承担的）。改动{len(found.changes)}项任务的首列（推定），最多的降到{found.after}项。"
        if found.changes
        else f"首列最多的是{most}（{found.before}项，含独立承担的），在各项任务已列的部门里调整首列，最多的不会更少。"
    )
    _proven(
        found.optimal,
        f"已证明：最多的不能少于{found.after_bound}项，做到这一点不能少于{found.changes_bound}处改动",
    )
    _take(chosen, found.changes, numbers, who, "even")


def _relief(view: View, chosen: StoredScenario, limits: Limits, numbers: dict[str, str], who: Person) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        at_most = int(
            st.number_input(
                "至多几处改动",
                1,
                MOST,
                width=140,
                **address.bound(address.AT_MOST_CHANGES, address.number(1, MOST, 3)),
            )
        )
        counting = st.segmented_control(
            "按什么计数",
            list(Counting),
            format_func=COUNTINGS.__getitem__,
            default=Counting.FULL,
            required=True,
            key="scenario_relief_counting",
        )
    scope = replace(view.scope, counting=counting or Counting.FULL)
    with st.spinner("正在求解……"):
        found = loading.answer(relieve, loading.scoped(view.plan, scope), at_most, limits)
    digits = 2 if scope.counting is Counting.FRACTIONAL else 0
    word = COUNTINGS[scope.counting]
    if not found.changes:
        st.text(f"没有找到可以交给别的部门、又不使它们更多的任务（{word}最多的是{found.unit or '——'}）。")
        return
    most = [found.unit, *found.level]
    only = f"这里只减{found.unit}：" if found.level else ""
    still = "仍" if found.level else ""
    rest = (
        f"；全院最多的{still}是{found.others:.{digits}f}项" if found.others > found.after + TOLERANCE else ""
    )
    st.text(
        f"{word}最多的是{tied(most)}（{each(most)}{found.before:.{digits}f}项）。"
        f"{only}{len(found.changes)}项任务由别的部门接替，"
        f"降到{found.after:.{digits}f}项；接替的部门最多{found.receiving:.{digits}f}项{rest}。"
    )
    _proven(found.optimal, f"已证明：至多{at_most}处改动，不能低于{found.after_bound:.{digits}f}项")
    _take(chosen, found.changes, numbers, who, "relief")


def _proven(optimal: bool, told: str) -> None:
    st.caption(as_markdown(f"最优。{told}。" if optimal else f"目前最好，尚未证明不能更好。{told}。"))


def _take(
    chosen: StoredScenario, changes: Sequence[Change], numbers: dict[str, str], who: Person, name: str
) -> None:
    """The proposed changes as a table, and a button that puts them into the scenario."""
    if not changes:
        return
    drawing.wrapped_table(pd.DataFrame({"建议": [told(change, numbers) for change in changes]}, dtype="str"))
    request = ChangeScenario(chosen.scenario_id, chosen.history.with_more(*changes), chosen.revision)
    jobs.button(
        f"全部加入情景（{len(changes)} 处）", request, who, key=(name, chosen.revision, tuple(changes))
    )
