"""Sentences on how firm ties, groups and places between others are."""

from collections.abc import Mapping

import pandas as pd

from analytics.findings.dependencies import named_tasks
from analytics.findings.sentences import NAMES_AT_MOST, Figure, Finding, listing, say
from analytics.firmness.random_plans import REFERENCES, Reference
from analytics.firmness.significance import Adjustment, Significance, Verdict
from analytics.scope import ScopedPlan
from analytics.ties import collaboration
from analytics.ties.groups import Groups

ADJUSTMENTS = {
    Adjustment.FALSE_DISCOVERY: "多对一起比较、已作校正",
    Adjustment.HOLM: "按更严的 Holm 法校正",
    Adjustment.NONE: "逐对看、不作校正",
}


def tie_findings(
    scoped: ScopedPlan,
    found: Mapping[Reference, Significance],
    adjustment: Adjustment = Adjustment.FALSE_DISCOVERY,
    at_least: int = 1,
    without_task: str | None = None,
) -> list[Finding]:
    """Which ties are more than chance gives under each reference; nothing where there are no ties.

    ``at_least``, ``without_task``: which ties are told of, as in ``collaboration.ties_shown``; all are corrected for.
    """
    every = collaboration.ties(scoped)
    shown = collaboration.is_shown(every, at_least, without_task)
    ties = every[shown].reset_index(drop=True)
    if not len(ties):
        return []
    verdicts, said = {}, []
    for reference, judged in found.items():
        of_all = judged.adjusted(adjustment)["verdict"]
        verdicts[reference] = of_all[shown].reset_index(drop=True)
        tested = int((of_all != Verdict.UNTESTABLE).sum())
        said.append(_more(ties, reference, verdicts[reference], tested, adjustment))
    more = pd.concat([verdict == Verdict.MORE for verdict in verdicts.values()], axis=1)
    turning = ties[more.any(axis=1) & ~more.all(axis=1)]
    if len(turning):
        said.append(say(f"{_pairs(turning)}的结论随参照而变，不宜只看一种。"))
    same = next(iter(found.values())).frame["same_parent"].to_numpy(bool)[shown] & more.any(axis=1).to_numpy(
        bool
    )
    if same.any():
        said.append(say(f"{_pairs(ties[same])}同属一个上级部门。"))
    if any((verdict == Verdict.UNDECIDED).any() for verdict in verdicts.values()):
        said.append(say("“未定”的再算下去可能改变结论。"))
    if adjustment == Adjustment.NONE:
        said.append(say("同时比较许多对，仅凭偶然也会有一些通过，应以校正后的结果为准。"))
    return [*said, say("“证据不足”只说这份文件不足以排除偶然，不等于没有协作。")]


def _more(
    ties: pd.DataFrame, reference: Reference, verdict: pd.Series, of_all: int, adjustment: Adjustment
) -> Finding:
    """How many ties are more than chance gives under a reference, and which. ``of_all``: of all ties, those that can be tested."""
    more, tested = ties[verdict == Verdict.MORE], int((verdict != Verdict.UNTESTABLE).sum())
    head = f"参照{REFERENCES[reference]}，{ADJUSTMENTS[adjustment]}，"
    if not of_all:
        return say(f"{head}没有一对可以检验。")
    listed = f"列出{tested}对，其中" if tested < of_all else ""
    head += f"可以检验的{of_all}对中{listed}"
    if not len(more):
        return say(f"{head}没有一对同列显著偏多。")
    ids = tuple(dict.fromkeys(task for shared in more["task_ids"] for task in shared))
    return say(f"{head}有", Figure(f"{len(more)}对", ids), f"同列显著偏多：{_pairs(more)}。")


def _pairs(ties: pd.DataFrame) -> str:
    return listing([f"{a}与{b}" for a, b in zip(ties["source_name"], ties["target_name"], strict=True)], "对")


def position_findings(positions: pd.DataFrame) -> list[Finding]:
    """Who lies between others, and who more or less than in random plans; nothing where nobody does."""
    between = positions[positions["betweenness"] > 0]
    if not len(between):
        return []
    top = between[between["betweenness"] == between["betweenness"].iloc[0]]
    said = []
    if len(top) == 1 and top["low"].notna().all():
        name, value, low, high = top[["name", "betweenness", "low", "high"]].iloc[0]
        said = [say(f"桥接位置数值最大的是{name}（{value:.1f}，随机方案中95%在{low:.0f}至{high:.0f}之间）。")]
    outside = positions[positions["outside"] != ""]
    if not len(outside):
        return [
            *said,
            say("没有部门的桥接位置超出随机方案的范围，列名多少足以造成这样的位置，不宜另作解读。"),
        ]
    for side, word in (("above", "高于"), ("below", "低于")):
        names = outside["name"][outside["outside"] == side].tolist()
        if names:
            said.append(say(f"桥接位置{word}随机方案范围的有{listing(names)}。"))
    return said


def group_findings(scoped: ScopedPlan, found: Groups) -> list[Finding]:
    """The candidate groups, and which of them hold without any one task; nothing without groups."""
    if not found.groups:
        return []
    sizes = "、".join(str(len(group.names)) for group in found.groups)
    said = [say(f"按共同任务的疏密分出{len(found.groups)}个候选协作组（{sizes}个部门）。")]
    if found.rivals:
        said.append(say(f"另有{found.rivals}种分法几乎一样好，分组只供参考。"))
    whole = [group for group in found.groups if group.lowest == 1]
    if not whole:
        said.append(say("没有一个组在去掉任何一项列有其部门的共同任务后都保持原样，分组只供参考。"))
    elif len(whole) <= NAMES_AT_MOST:
        shown = "；".join(listing(group.names) for group in whole)
        said.append(say(f"去掉任何一项列有其部门的共同任务都保持原样的有{len(whole)}个组：{shown}。"))
    for group in found.groups[:NAMES_AT_MOST]:
        if len(group.lowest_task_ids) == 1:
            task = named_tasks(scoped, group.lowest_task_ids)
            kept = "不再有部门同组" if group.lowest == 0 else f"原来同组的部门对还有{group.lowest:.0%}同组"
            almost = "，但原来的分法几乎一样好" if group.near else ""
            said.append(say(f"{listing(group.names)}一组，去掉", task, f"，{kept}{almost}。"))
    return said
