"""What the pictures of 研究室 show where all of it could not be read, and which ties they count: said once, for all of its pages."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics import findings
from analytics.charts import network as charts
from analytics.findings import Finding
from analytics.scope import COUNTINGS, ScopedPlan
from analytics.ties import collaboration
from analytics.ties.combinations import TASKS_AT_MOST, largest_tasks
from pages.shared import address, loading, words
from pages.shared.page import View

PARTS_AT_MOST = 60  # parts of a network that are offered
MANY = 300  # departments beyond which it is told that something is computed


@dataclass(frozen=True, slots=True)
class Threshold:
    """Which ties count."""

    at_least: int  # tasks
    without_task: str | None  # not those that this task alone creates
    fewest: int  # tasks at first: more than 1 where all ties could not be read

    def of(self, ties: pd.DataFrame) -> pd.DataFrame:
        """The ties that count."""
        return collaboration.ties_shown(ties, self.at_least, self.without_task)


@dataclass(frozen=True, slots=True)
class Departments:
    """Which departments a picture shows."""

    ids: tuple[str, ...] | None  # None: all of them
    told: str  # a sentence on what is shown of how much; empty for all


@dataclass(frozen=True, slots=True)
class Tasks:
    """Which joint tasks a picture shows."""

    ids: tuple[str, ...] | None  # None: all of them
    told: str  # a sentence on what is shown of how much; empty for all


def ties(scoped: ScopedPlan) -> pd.DataFrame:
    """All ties of the scope; for a large one it is told that they are computed."""
    if len(scoped.departments) <= MANY:
        return loading.answer(collaboration.ties, scoped)
    with st.spinner(f"正在计算 {len(scoped.departments)} 个部门的联系……"):
        return loading.answer(collaboration.ties, scoped)


def threshold(view: View, every: pd.DataFrame) -> Threshold:
    """Draw the two controls side by side: how many tasks a tie must stand for, and which task is left out. They say so themselves."""
    joint = loading.answer(words.joint_labels, view.scoped)
    most = max([1, *every["shared"]])
    fewest = charts.shared_at_first(every["shared"])
    at_least = st.selectbox(
        "至少共同承担",
        range(1, most + 1),
        format_func="至少共同承担 {} 项".format,
        label_visibility="collapsed",
        width=165,
        **address.bound(address.AT_LEAST, address.number(1, most, fewest)),
    )
    without = st.selectbox(
        "不看只因一项任务的连线",
        list(joint),
        format_func=lambda task: f"不看只因{joint[task]}的连线",
        placeholder="不看只因一项任务的连线",
        label_visibility="collapsed",
        width=205,
        **address.bound(address.WITHOUT, address.maybe(joint)),
    )
    return Threshold(at_least, without, fewest)


def departments(view: View, every: pd.DataFrame) -> Departments:
    """All departments where they can be read; else the strongest part, or another that is chosen in a control drawn here."""
    scoped = view.scoped
    count = len(scoped.departments)
    if count <= collaboration.DEPARTMENTS_AT_MOST:
        return Departments(None, "")
    strongest = tuple(collaboration.strongest(every))
    parts = [
        part
        for part in loading.answer(collaboration.components, scoped)
        if 1 < len(part) <= collaboration.DEPARTMENTS_AT_MOST
    ][:PARTS_AT_MOST]
    labels = {0: f"联系最强的 {len(strongest)} 个"} | {
        at: f"第 {at} 组（{len(part)} 个部门）" for at, part in enumerate(parts, 1)
    }
    which = st.selectbox(
        "画哪些部门",
        list(labels),
        format_func=labels.__getitem__,
        width=210,
        **address.bound(address.SHOWN, address.one_of(labels, 0)),
    )
    ids = tuple(parts[which - 1]) if which else strongest
    what = "是互有共同任务的一组" if which else "的联系最强"
    return Departments(
        ids,
        f"当前范围有 {count} 个部门，一幅图看得清的约 {collaboration.DEPARTMENTS_AT_MOST} 个；"
        f"这里的 {len(ids)} 个{what}，其余 {count - len(ids)} 个请选择一个部门或一个部分来看，或查下方的表",
    )


def tasks(view: View) -> Tasks:
    """All joint tasks where they can be read as columns; else those of one section, the largest of them."""
    scoped = view.scoped
    joint = scoped.tasks[scoped.tasks["size"] > 1]
    rows = scoped.assignments["department"][scoped.assignments["task"].isin(joint.index)].nunique()
    if len(joint) <= TASKS_AT_MOST and rows <= collaboration.DEPARTMENTS_AT_MOST:
        return Tasks(None, "")
    by_section = joint.groupby("section_id", sort=False).agg(
        ordinal=("section_ordinal", "first"), title=("section_title", "first"), tasks=("task_id", "size")
    )
    labels = {
        str(section): f"{words.section_label(row['ordinal'], row['title'])}（{row['tasks']} 项）"
        for section, row in by_section.iterrows()
    }
    section: str | None = None
    if len(labels) > 1:
        section = st.selectbox(
            "哪一部分的任务",
            list(labels),
            format_func=labels.__getitem__,
            width=300,
            **address.bound(address.TASKS_OF, address.one_of(labels, str(by_section["tasks"].idxmax()))),
        )
    ids = tuple(loading.answer(largest_tasks, scoped, TASKS_AT_MOST, section))
    there = len(joint) if section is None else int((joint["section_id"] == section).sum())
    which = "" if len(ids) == there else f"中部门最多的 {len(ids)} 项"
    where = "" if section is None else "这一部分的 "
    return Tasks(
        ids,
        f"共同承担的任务共 {len(joint)} 项，一幅图看得清的约 {TASKS_AT_MOST} 项；这里是{where}{there} 项{which}",
    )


CLOSELY_AT_MOST = 120
"""Departments of which every task is taken away, and candidate groups are found, while a visitor waits."""


def on_tasks(view: View) -> list[Finding]:
    """What hangs on single tasks; of very many departments, how they hang together at all."""
    few = len(view.scoped.departments) <= CLOSELY_AT_MOST
    return loading.answer(findings.dependency_findings if few else findings.network_findings, view.scoped)


def reading(view: View, every: pd.DataFrame, threshold: Threshold, some: Departments) -> list[str]:
    """How a network is read: what a line, a circle, a place means; what is not drawn, and where it lies."""
    scoped = view.scoped
    own = every if some.ids is None else collaboration.between(every, some.ids)
    drawn = threshold.of(own)
    there = set(some.ids) if some.ids is not None else set(scoped.departments["department_id"])
    tied, any_tie = (set(frame["source_id"]) | set(frame["target_id"]) for frame in (drawn, own))
    hidden, alone = len(any_tie - tied), len(there - any_tie)
    told = [f"实线上的数字是共同任务数，虚线只有一项；圆越大，{COUNTINGS[scoped.scope.counting]}越大"]
    told += left_out(every, some, threshold)
    if hidden:
        told.append(f"空心的 {hidden} 个部门只有没有画出的联系")
    if alone:
        told.append(
            f"最下面的 {alone} 个部门没有共同任务" if some.ids is None else f"{alone} 个在其中没有联系"
        )
    return told


def left_out(every: pd.DataFrame, some: Departments, threshold: Threshold) -> list[str]:
    """Which ties between the departments of a picture are not drawn; nothing where all are."""
    own = every if some.ids is None else collaboration.between(every, some.ids)
    drawn = threshold.of(own)
    if len(drawn) == len(own):
        return []
    few = f"共同承担不足 {threshold.at_least} 项的" if threshold.at_least > 1 else ""
    only = "只因所选任务而有的" if threshold.without_task is not None else ""
    which = "和".join(filter(None, [few, only]))
    whose = "" if some.ids is None else "这些部门之间的"
    return [f"{whose}联系共 {len(own)} 对，{which} {len(own) - len(drawn)} 对没有画"]


def reading_around(name: str, partners: int) -> list[str]:
    """How one department's surroundings are read."""
    if not partners:
        return [f"{name}在当前范围与其他部门没有共同任务"]
    most = collaboration.DEPARTMENTS_AT_MOST - 1
    fewer = [f"有共同任务的部门共 {partners} 个，画出最多的 {most} 个"] if partners > most else []
    return [
        *fewer,
        f"右侧是与{name}有共同任务的部门，项数多的在上，线上是项数；弧线是这些部门之间的共同任务",
    ]
