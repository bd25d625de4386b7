"""Sentences on how firm ties, groups and places between others are."""

from math import ceil

import pandas as pd

from analytics.findings.dependencies import named_tasks
from analytics.findings.sentences import NAMES_AT_MOST, Figure, Finding, listing, say
from analytics.firmness.significance import LEVEL, Adjustment, Significance
from analytics.scope import ScopedPlan
from analytics.ties import collaboration
from analytics.ties.groups import Groups

ADJUSTMENTS = {
    Adjustment.FALSE_DISCOVERY: "按 Benjamini–Hochberg 校正",
    Adjustment.HOLM: "按 Holm 校正",
    Adjustment.NONE: "逐对看、不作校正",
}


def tie_findings(
    scoped: ScopedPlan, found: Significance, adjustment: Adjustment = Adjustment.FALSE_DISCOVERY
) -> list[Finding]:
    """Which ties are more than chance gives, by which adjustment; nothing where there are no ties."""
    ties = collaboration.ties(scoped)
    if not len(ties):
        return []
    steady = ties[found.steady(adjustment)]
    against = (
        f"与{found.draws}份随机方案（各任务的部门数、各部门的任务数不变）相比，{ADJUSTMENTS[adjustment]}，"
    )
    if not len(steady):
        return [say(f"{against}{len(ties)}对中没有一对可以排除偶然同列。"), *_too_few(found, adjustment)]
    ids = tuple(dict.fromkeys(task for shared in steady["task_ids"] for task in shared))
    pairs = [f"{a}与{b}" for a, b in zip(steady["source_name"], steady["target_name"], strict=True)]
    word = "不像是偶然同列" if adjustment == Adjustment.NONE else "属稳定协作"
    number = Figure(f"{len(steady)}对", ids)
    said = [say(f"{against}{len(ties)}对中有", number, f"{word}：{listing(pairs, '对')}。")]
    if adjustment == Adjustment.NONE:
        said.append(say(f"同时比较{found.comparisons}对，仅凭偶然也会有一些通过，应以校正后的结果为准。"))
    if len(steady) < len(ties):
        said.append(say(f"其余{len(ties) - len(steady)}对不能排除偶然同列；这不等于没有协作。"))
    return said


def _too_few(found: Significance, adjustment: Adjustment) -> list[Finding]:
    """That with so few draws nothing could pass, where it is so."""
    if adjustment != Adjustment.HOLM or found.smallest <= LEVEL:
        return []
    needed = ceil(found.comparisons / LEVEL)
    return [
        say(f"参加比较的有{found.comparisons}对，按 Holm 校正，随机方案至少要{needed}份才可能有一对通过。")
    ]


def position_findings(positions: pd.DataFrame) -> list[Finding]:
    """Who lies between others, and who more or less than in random plans; nothing where nobody does."""
    between = positions[positions["betweenness"] > 0]
    if not len(between):
        return []
    top = between[between["betweenness"] == between["betweenness"].iloc[0]]
    said = []
    if len(top) == 1 and top["low"].notna().all():
        name, value, low, high = top[["name", "betweenness", "low", "high"]].iloc[0]
        said = [say(f"桥接位置数值最大的是{name}（{value:.1f}，随机方案中95%在{low:.1f}至{high:.1f}之间）。")]
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
    said = [
        say(f"Louvain 方法（随机种子{found.seed}）给出{len(found.groups)}个候选协作组（{sizes}个部门）。")
    ]
    whole = [group for group in found.groups if group.lowest == 1]
    if not whole:
        said.append(say("没有一个组在去掉任何一项共同任务后都保持原样，分组只供参考。"))
    elif len(whole) <= NAMES_AT_MOST:
        shown = "；".join(listing(group.names) for group in whole)
        said.append(say(f"去掉任何一项共同任务都保持原样的有{len(whole)}个组：{shown}。"))
    for group in found.groups[:NAMES_AT_MOST]:
        if len(group.lowest_task_ids) == 1:
            task = named_tasks(scoped, group.lowest_task_ids)
            kept = "不再有部门同组" if group.lowest == 0 else f"原来同组的部门对还有{group.lowest:.0%}同组"
            said.append(say(f"{listing(group.names)}一组，去掉", task, f"，{kept}。"))
    return said
