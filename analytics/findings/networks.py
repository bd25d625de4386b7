"""Sentences on units that share tasks."""

import pandas as pd

from analytics import collaboration
from analytics.findings.sentences import NAMES_AT_MOST, Figure, Finding, each, listing, say
from analytics.scope import ScopedPlan


def network_findings(scoped: ScopedPlan) -> list[Finding]:
    """Pairs of units with tasks in common, the strongest, the tasks they rest on, groups and connecting units."""
    if len(scoped.departments) < 2:
        return []
    ties = collaboration.ties(scoped)
    if not len(ties):
        return [say("没有两个部门同列一项任务。")]
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
    """The three tasks that alone hold most pairs; more where they are level, none where that is too many."""
    binding = collaboration.binding_tasks(scoped)
    binding = binding[binding["only_here"] > 1]
    binding = binding[binding["only_here"] >= binding["only_here"].nlargest(3).min()]
    if not 0 < len(binding) <= NAMES_AT_MOST:
        return []
    chosen = scoped.tasks["task_id"][scoped.tasks["task_id"].isin(binding["task_id"])].tolist()
    numbers = binding.set_index("task_id").loc[chosen, "number"]
    gone = len(collaboration.ties_resting_on(scoped, chosen))
    named = f"第{'、'.join(numbers)}项" if (numbers != "").all() and numbers.is_unique else f"{len(chosen)}项"
    figure = Figure(named, tuple(chosen))
    together = "这些" if len(chosen) > 1 else "这项"
    return [
        say("去掉", figure, f"任务，{len(ties)}对中有{gone}对不再有共同任务；它们只因{together}任务而同列。")
    ]


def _groups(scoped: ScopedPlan) -> Finding:
    groups = collaboration.components(scoped)
    joined = [group for group in groups if len(group) > 1]
    alone = collaboration.isolates(scoped)
    if len(groups) == 1:
        return say(f"{len(groups[0])}个责任部门经共同任务直接或间接相连。")
    sizes = "、".join(str(len(group)) for group in joined)
    shape = f"连成{len(joined)}组（{sizes}个）" if len(joined) > 1 else f"有{sizes}个连成一组"
    rest = f"，另有{len(alone)}个没有共同任务" if alone else ""
    return say(f"{len(scoped.departments)}个责任部门经共同任务{shape}{rest}。")


def _connecting(scoped: ScopedPlan) -> list[Finding]:
    units = collaboration.connecting_units(scoped)
    if not units:
        return []
    name = dict(zip(scoped.departments["department_id"], scoped.departments["name"], strict=True))
    found = [say(f"连接部门有{len(units)}个：{listing([unit.name for unit in units])}。")]
    if len(units) > NAMES_AT_MOST:
        return found
    for unit in units:
        largest, *others = unit.parts
        if len(others) > 1 or len(others[0]) == len(largest):
            found.append(say(f"去掉{unit.name}，所在组分成{len(unit.parts)}部分，互不相连。"))
        else:
            cut_off = listing([name[other] for other in others[0]])
            found.append(say(f"去掉{unit.name}，{cut_off}与组内其余部门不再相连。"))
    return found
