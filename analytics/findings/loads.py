"""Sentences on units: who is listed most, and how evenly."""

import numpy as np
import pandas as pd

from analytics import concentration, workload
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
)
from analytics.scope import ScopedPlan


def workload_findings(scoped: ScopedPlan) -> list[Finding]:
    """Which unit is listed most by full and by fractional count, why they differ; who is listed once; who first."""
    table = workload.by_department(scoped)
    if len(table) < 2:
        return []
    return [*_first_places(scoped, table), *_listed_once(scoped, table), *_opening(scoped, table)]


def _first_places(scoped: ScopedPlan, table: pd.DataFrame) -> list[Finding]:
    full, fractional = (table[table[f"{column}_rank"] == 1] for column in ("full", "fractional"))
    if len(full) == len(table):
        return [say(f"{len(table)}个部门列名次数相同，各", Figure(f"{full['full'].iloc[0]}项"), "。")]
    number, share = (
        _listed(scoped, full),
        f"{each(fractional['name'])}{fractional['fractional'].iloc[0]:.2f}项",
    )
    by_number, by_share = tied(full["name"].tolist()), tied(fractional["name"].tolist())
    if set(full["name"]) == set(fractional["name"]):
        share_figure = Figure(share, number.task_ids)
        return [say(f"按参与数和分担数，都是{by_number}最多（", number, "，分担", share_figure, "）。")]
    share_figure = Figure(share, workload.tasks_of_any(scoped, fractional["department_id"]))
    found = [
        say(f"按参与数，{by_number}最多（", number, f"）；按分担数，{by_share}最多（", share_figure, "）。")
    ]
    compared = pd.concat([full, fractional]).drop_duplicates("department_id")
    if len(compared) <= 3:
        found.append(_why(scoped, compared))
    return found


def _why(scoped: ScopedPlan, compared: pd.DataFrame) -> Finding:
    """What makes the order differ: joint tasks count in part."""
    parts: list[str | Figure] = ["两种计数不同，是因为共同承担的任务按部门个数折算："]
    for row in compared.to_dict("records"):
        own = scoped.tasks[scoped.tasks["task_id"].isin(workload.tasks_of(scoped, row["department_id"]))]
        sole, joint = (own["task_id"][own["size"] == 1], own["task_id"][own["size"] > 1])
        share = f"共同承担，折合{row['fractional'] - row['sole']:.2f}项"
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
    """Who leads most, as stated; else who opens most lists, as an assumption."""
    column, verb, note = (
        ("lead", "写明牵头", "")
        if table["lead"].any()
        else ("first_listed", "首列", "，首列是否牵头文件没有写明")
    )
    top = table.iloc[highest(table[column].to_numpy())]
    given = scoped.assignments
    chosen = given["role"] == "lead" if column == "lead" else given["first"]
    units = pd.Index(scoped.departments["department_id"]).get_indexer(pd.Index(top["department_id"]))
    rows = np.unique(given["task"][chosen & given["department"].isin(units)])
    if len(top) > 3 or not len(rows):
        return []
    number = Figure(f"{each(top['name'])}{top[column].iloc[0]}项", tuple(scoped.tasks["task_id"].array[rows]))
    return [say(f"{verb}最多的是{tied(top['name'].tolist())}（", number, f"）{note}。")]


def _listed(scoped: ScopedPlan, units: pd.DataFrame) -> Figure:
    return Figure(
        f"{each(units['name'])}{units['full'].iloc[0]}项",
        workload.tasks_of_any(scoped, units["department_id"]),
    )


def concentration_findings(scoped: ScopedPlan) -> list[Finding]:
    """How evenly the load is spread, by the scope's counting; n always named."""
    loads, spread = workload.loads(scoped), concentration.describe(scoped)
    if spread.n < 2:
        return []
    by = counting_name(spread.counting)
    if spread.gini < workload.TOLERANCE:
        return [say(f"按{by}，{spread.n}个责任部门相同，没有集中。")]
    found = [
        say(
            f"按{by}，{spread.n}个责任部门的基尼系数为{spread.gini:.2f}，小样本校正后{spread.gini_corrected:.2f}；"
            f"集中程度相当于{spread.effective_number:.1f}个部门平均分担。"
        )
    ]
    if spread.n > 3:
        found.append(_top_three(scoped, loads, by, spread.top_three_share))
    return found


def _top_three(scoped: ScopedPlan, loads: np.ndarray, by: str, share: float) -> Finding:
    """The share of the first three; named where no one else is level with the third."""
    order = np.argsort(-loads, kind="stable")
    if loads[order[3]] > loads[order[2]] - workload.TOLERANCE:
        return say(f"{by}最大的3个部门合计占{share:.1%}（第3位有并列，取其中任何一个，占比相同）。")
    units = scoped.departments.take(order[:3])
    figure = Figure(f"{share:.1%}", workload.tasks_of_any(scoped, units["department_id"]))
    return say(f"{by}最大的3个部门（{listing(units['name'].tolist())}）合计占", figure, "。")
