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


def network_findings(scoped: ScopedPlan, at_least: int = 1, without_task: str | None = None) -> list[Finding]:
    """Pairs of departments with tasks in common, the strongest, the tasks they rest on, groups and connecting departments.

    ``at_least``, ``without_task``: of which ties is told, as in ``collaboration.ties_shown``; what is left out is told
    first, and nothing that follows rests on it.
    """
    if len(scoped.departments) < 2:
        return []
    every = collaboration.ties(scoped)
    ties = collaboration.ties_shown(every, at_least, without_task)
    if not len(every):
        return [say("没有两个部门同列一项任务。")]
    narrowed = len(ties) < len(every)
    if narrowed and not len(ties):
        return [_told(scoped, every, ties, at_least, without_task)]
    if len(every) == 1:
        only = ties.iloc[0]
        pair = f"{only['source_name']}与{only['target_name']}"
        return [
            say(f"有共同任务的只有{pair}（", Figure(f"{only['shared']}项", tuple(only["task_ids"])), "）。")
        ]
    return [
        _told(scoped, every, ties, at_least, without_task) if narrowed else _pairs(scoped, ties),
        _strongest(ties),
        *(_resting(scoped, ties, without_task) if at_least == 1 else []),
        _groups(scoped, every, ties),
        *_connecting(scoped, ties),
    ]


def _pairs(scoped: ScopedPlan, ties: pd.DataFrame) -> Finding:
    joint = tuple(scoped.tasks["task_id"][scoped.tasks["size"] > 1])
    single = int((ties["shared"] == 1).sum())
    rest = {0: "", len(ties): "，每对只有一项"}.get(single, f"，其中{single}对只有一项")
    return say("有共同任务的部门共", Figure(f"{len(ties)}对", joint), f"{rest}。")


def _told(
    scoped: ScopedPlan, every: pd.DataFrame, ties: pd.DataFrame, at_least: int, without_task: str | None
) -> Finding:
    """Of how many pairs is told, and how many are left out: 共同承担2项及以上的部门共6对；另有42对不足2项，这里不看。"""
    task = f"第{dict(zip(scoped.tasks['task_id'], scoped.tasks['number'], strict=True)).get(without_task, '')}项任务"
    besides = f"、且不只因{task}同列" if without_task is not None else ""
    shared = f"共同承担{at_least}项及以上" if at_least > 1 else "有共同任务"
    beside_task = collaboration.ties_shown(every, 1, without_task)
    few, only = len(beside_task) - len(ties), len(every) - len(beside_task)
    left = [f"{few}对不足{at_least}项"] * bool(few) + [f"{only}对只因{task}同列"] * bool(only)
    ids = {task for own in ties["task_ids"] for task in own}
    chosen = tuple(task for task in scoped.tasks["task_id"] if task in ids)
    number = Figure(f"{len(ties)}对", chosen)
    return say(f"{shared}{besides}的部门共", number, f"；另有{'、'.join(left)}，这里不看。")


def _strongest(ties: pd.DataFrame) -> Finding:
    top = ties[ties["shared"] == ties["shared"].iloc[0]]
    ids = tuple(dict.fromkeys(task for shared in top["task_ids"] for task in shared))
    number = Figure(f"{each(top['shared'])}{top['shared'].iloc[0]}项", ids)
    if len(top) > 3:
        return say(f"共同任务最多的有{len(top)}对部门（", number, "）。")
    pairs = "、".join(f"{a}与{b}" for a, b in zip(top["source_name"], top["target_name"], strict=True))
    return say(f"共同任务最多的是{pairs}（", number, "）。")


def _resting(scoped: ScopedPlan, ties: pd.DataFrame, without_task: str | None) -> list[Finding]:
    """The three tasks without which, together, most pairs are gone; of level choices the first as printed."""
    binding = collaboration.binding_tasks(scoped)
    binding = binding[binding["task_id"] != without_task]
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


def _groups(scoped: ScopedPlan, every: pd.DataFrame, ties: pd.DataFrame) -> Finding:
    groups = collaboration.components(scoped, ties)
    joined = [group for group in groups if len(group) > 1]
    without = {group[0] for group in groups if len(group) == 1}
    alone = without.intersection(collaboration.isolates(scoped))
    by = "经共同任务" if len(ties) == len(every) else "经这些联系"
    if len(groups) == 1:
        return say(f"{units_with_collectives(scoped)}{by}直接或间接相连。")
    sizes = "、".join(str(len(group)) for group in joined[:NAMES_AT_MOST])
    sizes = f"最大的{sizes}" if len(joined) > NAMES_AT_MOST else sizes
    several = len(joined) > 1
    shape = f"{by}连成{len(joined)}组（{sizes}个）" if several else f"中有{sizes}个{by}连成一组"
    rest = f"，另有{len(alone)}个没有共同任务" if alone else ""
    hidden = (
        f"，{'' if rest else '另'}有{len(without) - len(alone)}个只有这里不看的联系"
        if len(without) > len(alone)
        else ""
    )
    return say(f"{units_with_collectives(scoped)}{shape}{rest}{hidden}。")


def _connecting(scoped: ScopedPlan, ties: pd.DataFrame) -> list[Finding]:
    """The connecting departments in one sentence, each with those that are cut off without it."""
    names = collaboration.connecting_names(scoped, ties)
    if not names:
        return []
    if len(names) > NAMES_AT_MOST:
        return [say(f"连接部门有{len(names)}个：{listing(names)}。")]
    departments = collaboration.connecting_departments(scoped, ties)
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
