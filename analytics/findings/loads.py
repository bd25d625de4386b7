"""Sentences on departments: who is listed most, and how evenly."""

import numpy as np
import pandas as pd

from analytics.evidence import Mark
from analytics.findings.sentences import (
    Figure,
    Finding,
    counting_name,
    each,
    highest,
    listing,
    say,
    tasks,
    tied,
    units_with_collectives,
)
from analytics.loads import concentration, workload
from analytics.scope import ScopedPlan
from data.vocabulary import Role


def workload_findings(scoped: ScopedPlan) -> list[Finding]:
    """Which department is listed most by full and by fractional count, why they differ; who is listed once; who first.

    Collective names are no departments to be told among them.
    """
    table = _departments(scoped)
    if len(table) < 2:
        return []
    return [*first_places(scoped), *_listed_once(scoped, table), *_opening(scoped, table)]


def _departments(scoped: ScopedPlan) -> pd.DataFrame:
    """The loads of departments that are no collective names."""
    table = workload.by_department(scoped)
    return table[~table["collective"]]


def first_places(scoped: ScopedPlan) -> list[Finding]:
    """Which department is listed most by each count, and why they differ; nothing where there is none to be held against."""
    table = _departments(scoped)
    if len(table) < 2:
        return []
    full, fractional = (table[table[f"{column}_rank"] == 1] for column in ("full", "fractional"))
    number, share = _figure(scoped, full, "full", "d"), _figure(scoped, fractional, "fractional", ".2f")
    about = [Mark((own,)) for own in dict.fromkeys([*full["department_id"], *fractional["department_id"]])]
    by_number, by_share = tied(full["name"].tolist()), tied(fractional["name"].tolist())
    if len(full) == len(table):
        also = () if len(fractional) == len(table) else (f"；按分担数，{by_share}最多（", share, "）")
        return [say(f"{len(table)}个部门列名次数相同（", number, "）", *also, "。")]
    if set(full["name"]) == set(fractional["name"]):
        return [say(f"按参与数和分担数，都是{by_number}最多（", number, "，分担", share, "）。", about=about)]
    first = f"按参与数，{by_number}最多（"
    found = [say(first, number, f"）；按分担数，{by_share}最多（", share, "）。", about=about)]
    compared = pd.concat([full, fractional]).drop_duplicates("department_id")
    return [*found, _why(scoped, compared)] if len(compared) <= 3 else found


def _figure(scoped: ScopedPlan, departments: pd.DataFrame, column: str, form: str) -> Figure:
    """A count that the departments have in common, with their tasks."""
    text = f"{each(departments['name'])}{departments[column].iloc[0]:{form}}项"
    return Figure(text, workload.tasks_of_any(scoped, departments["department_id"]))


def _why(scoped: ScopedPlan, compared: pd.DataFrame) -> Finding:
    """What makes the order differ: joint tasks count in part."""
    parts: list[str | Figure] = ["两种计数不同，是因为共同承担的任务按部门个数折算："]
    for row in compared.to_dict("records"):
        own = scoped.tasks[scoped.tasks["task_id"].isin(workload.tasks_of(scoped, row["department_id"]))]
        sole, joint = (own["task_id"][own["listed"] == 1], own["task_id"][own["listed"] > 1])
        share = f"共同承担（折合{row['fractional'] - row['sole']:.2f}项）"
        alone = (tasks(sole), "独立承担、") if len(sole) else ()
        together = (tasks(joint), share) if len(joint) else ("没有共同承担",)
        parts += [f"{row['name']}", *alone, *together, "；"]
    return say(*parts[:-1], "。")


def _listed_once(scoped: ScopedPlan, table: pd.DataFrame) -> list[Finding]:
    once = table[table["full"] == 1]
    if not 0 < len(once) < len(table):
        return []
    return [
        say(
            f"{len(table)}个责任部门中，",
            Figure(f"{len(once)}个", workload.tasks_of_any(scoped, once["department_id"])),
            "只列名一项。",
        )
    ]


def _opening(scoped: ScopedPlan, table: pd.DataFrame) -> list[Finding]:
    """Who leads most, as stated; else who opens most lists of several, which is an assumption of leading."""
    given = scoped.assignments
    if table["lead"].any():
        column, chosen, verb, note = "lead", given["role"] == Role.LEAD, "写明牵头", ""
    else:
        joint = workload.is_joint(scoped)[given["task"].to_numpy()]
        column, chosen, verb = "joint_first", given["first"] & joint, "共同任务中首列"
        note = "；这些任务没有写明牵头，首列即牵头只是推定"
    top = table.iloc[highest(table[column].to_numpy())]
    if len(top) > 3 or not top[column].any():
        return []
    departments = pd.Index(scoped.departments["department_id"]).get_indexer(pd.Index(top["department_id"]))
    rows = np.unique(given["task"][chosen & given["department"].isin(departments)])
    number = Figure(f"{each(top['name'])}{top[column].iloc[0]}项", tuple(scoped.tasks["task_id"].array[rows]))
    return [say(f"{verb}最多的是{tied(top['name'].tolist())}（", number, f"）{note}。")]


def concentration_findings(scoped: ScopedPlan) -> list[Finding]:
    """How evenly the load is spread, by the scope's counting; n always named."""
    loads, spread = workload.loads(scoped), concentration.describe(scoped)
    if spread.n < 2:
        return []
    by, units = counting_name(spread.counting), units_with_collectives(scoped)
    if spread.gini < workload.TOLERANCE:
        return [say(f"按{by}，{units}相同，没有集中。")]
    chance = concentration.reference(scoped)
    where = concentration.against_chance(spread, chance)
    found = [
        say(f"按{by}，{len(scoped.assignments)}次列名{_IN_PLAIN_WORDS[where]}。"),
        say(
            f"按{by}，{units}、{len(scoped.assignments)}次列名的基尼系数为{spread.gini:.2f}，小样本校正后{spread.gini_corrected:.2f}；"
            f"集中程度相当于{spread.effective_number:.1f}个部门平均分担。"
        ),
        say(
            f"若把这{len(scoped.assignments)}次列名随机归到这{units}（一次也没有归到的不计），约相当于{chance.effective_number:.1f}个部门平均分担，"
            f"校正后的基尼系数约{chance.gini_corrected:.2f}（95%在{chance.low:.2f}至{chance.high:.2f}之间）；文件{_AGAINST_CHANCE[where]}。"
        ),
    ]
    if spread.n > 3:
        found.append(_top_three(scoped, loads, by, spread.top_three_share))
    return found


_IN_PLAIN_WORDS = {
    1: "比随机分派更集中",
    0: "在随机分派的常见范围之内，不能说更集中",
    -1: "比随机分派更均匀",
}
_AGAINST_CHANCE = {1: "高于这个范围", 0: "在这个范围之内", -1: "低于这个范围"}


def _top_three(scoped: ScopedPlan, loads: np.ndarray, by: str, share: float) -> Finding:
    """The share of the first three; named where no one else is level with the third."""
    order = np.argsort(-loads, kind="stable")
    if loads[order[3]] > loads[order[2]] - workload.TOLERANCE:
        return say(f"{by}最大的3个部门合计占{share:.1%}（第3位有并列，取其中任何一个，占比相同）。")
    departments = scoped.departments.take(order[:3])
    figure = Figure(f"{share:.1%}", workload.tasks_of_any(scoped, departments["department_id"]))
    return say(f"{by}最大的3个部门（{listing(departments['name'].tolist())}）合计占", figure, "。")
