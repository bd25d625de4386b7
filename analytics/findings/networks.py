"""Sentences on departments that share tasks."""

from collections import Counter
from itertools import combinations

import pandas as pd

from analytics.findings.sentences import (
    NAMES_AT_MOST,
    Figure,
    Finding,
    each,
    listing,
    say,
    units_with_collectives,
)
from analytics.scope import ScopedPlan
from analytics.ties import collaboration
from data.vocabulary import NO_NUMBER

TOGETHER = 3  # tasks that are told of together
EVERY_CHOICE = 40  # tasks among which every choice of so many is compared


def network_findings(scoped: ScopedPlan) -> list[Finding]:
    """Pairs of departments with tasks in common, the strongest, the tasks they rest on, groups and connecting departments."""
    if len(scoped.departments) < 2:
        return []
    ties = collaboration.ties(scoped)
    if not len(ties):
        return [say("没有两个部门同列一项任务。")]
    if len(ties) == 1:
        only = ties.iloc[0]
        pair = f"{only['source_name']}与{only['target_name']}"
        return [
            say(f"有共同任务的只有{pair}（", Figure(f"{only['shared']}项", tuple(only["task_ids"])), "）。")
        ]
    return [
        *(_pairs(scoped, ties), _strongest(ties), *_resting(scoped, ties)),
        *(_groups(scoped), *_connecting(scoped)),
    ]


def _pairs(scoped: ScopedPlan, ties: pd.DataFrame) -> Finding:
    joint = tuple(scoped.tasks["task_id"][scoped.tasks["size"] > 1])
    single = int((ties["shared"] == 1).sum())
    rest = {0: "", len(ties): "，每对只有一项"}.get(single, f"，其中{single}对只有一项")
    return say("有共同任务的部门共", Figure(f"{len(ties)}对", joint), f"{rest}。")


def _strongest(ties: pd.DataFrame) -> Finding:
    top = ties[ties["shared"] == ties["shared"].iloc[0]]
    ids = tuple(dict.fromkeys(task for shared in top["task_ids"] for task in shared))
    number = Figure(f"{each(top['shared'])}{top['shared'].iloc[0]}项", ids)
    if len(top) > 3:
        return say(f"共同任务最多的有{len(top)}对部门（", number, "）。")
    pairs = "、".join(f"{a}与{b}" for a, b in zip(top["source_name"], top["target_name"], strict=True))
    return say(f"共同任务最多的是{pairs}（", number, "）。")


def _resting(scoped: ScopedPlan, ties: pd.DataFrame) -> list[Finding]:
    """The three tasks without which, together, most pairs are gone; of level choices the first as printed."""
    binding = collaboration.binding_tasks(scoped)
    candidates = binding["task_id"][binding["only_here"] > 1].tolist()
    if not candidates:
        return []
    chosen, gone = _most_binding(scoped, ties, candidates)
    numbers = binding.set_index("task_id").loc[chosen, "number"]
    named = (
        f"第{'、'.join(numbers)}项"
        if (numbers != NO_NUMBER).all() and numbers.is_unique
        else f"{len(chosen)}项"
    )
    together = "这些" if len(chosen) > 1 else "这项"
    figure = Figure(named, tuple(chosen))
    return [
        say("去掉", figure, f"任务，{len(ties)}对中有{gone}对不再有共同任务；它们只因{together}任务而同列。")
    ]


def _most_binding(scoped: ScopedPlan, ties: pd.DataFrame, candidates: list[str]) -> tuple[list[str], int]:
    """Up to three tasks, as printed, and the pairs that are gone without them together.

    All choices are compared; of more than ``EVERY_CHOICE`` candidates only among those that hold most alone.
    """
    order = scoped.tasks["task_id"].tolist()
    among = sorted(candidates[:EVERY_CHOICE], key=order.index)
    resting = Counter(frozenset(own) for own in ties["task_ids"] if len(own) <= TOGETHER)

    def gone(chosen: tuple[str, ...]) -> int:
        parts = (part for size in range(1, len(chosen) + 1) for part in combinations(chosen, size))
        return sum(resting[frozenset(part)] for part in parts)

    best = max(combinations(among, min(TOGETHER, len(among))), key=gone)
    return list(best), gone(best)


def _groups(scoped: ScopedPlan) -> Finding:
    groups = collaboration.components(scoped)
    joined = [group for group in groups if len(group) > 1]
    alone = collaboration.isolates(scoped)
    if len(groups) == 1:
        return say(f"{units_with_collectives(scoped)}经共同任务直接或间接相连。")
    sizes = "、".join(str(len(group)) for group in joined)
    shape = f"连成{len(joined)}组（{sizes}个）" if len(joined) > 1 else f"有{sizes}个连成一组"
    rest = f"，另有{len(alone)}个没有共同任务" if alone else ""
    return say(f"{units_with_collectives(scoped)}经共同任务{shape}{rest}。")


def _connecting(scoped: ScopedPlan) -> list[Finding]:
    """The connecting departments in one sentence, each with those that are cut off without it."""
    departments = collaboration.connecting_departments(scoped)
    if not departments:
        return []
    if len(departments) > NAMES_AT_MOST:
        return [
            say(
                f"连接部门有{len(departments)}个：{listing([department.name for department in departments])}。"
            )
        ]
    name = dict(zip(scoped.departments["department_id"], scoped.departments["name"], strict=True))
    each_one = "、".join(f"{department.name}（{_cut_off(department, name)}）" for department in departments)
    return [
        say(f"连接部门有{len(departments)}个，去掉其中一个，括号内的部门与组内其余部门不再相连：{each_one}。")
    ]


def _cut_off(department: collaboration.ConnectingDepartment, name: dict[str, str]) -> str:
    largest, *others = department.parts
    if len(others) > 1 or len(others[0]) == len(largest):
        return f"所在组分成{len(department.parts)}部分"
    return listing([name[other] for other in others[0]])
