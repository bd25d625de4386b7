"""Sentences on what changes with the level (处室, 部门) and with the treatment of collective names."""

from dataclasses import replace

from analytics.findings.sentences import (
    NAMES_AT_MOST,
    Figure,
    Finding,
    counting_name,
    highest,
    say,
    tasks,
    tied,
)
from analytics.loads import workload
from analytics.scope import Collectives, Level, Scope, ScopedPlan, select, topmost
from analytics.ties import collaboration
from data.store.plan import Plan


def level_changes(plan: Plan, scope: Scope) -> list[Finding]:
    """What changes from offices (处室) to departments (部门)."""
    offices, departments = (
        select(plan, replace(scope, level=level)) for level in (Level.OFFICE, Level.PARENT)
    )
    if not len(offices.departments):
        return []
    return _merging(plan, offices, departments)


def _merging(plan: Plan, offices: ScopedPlan, departments: ScopedPlan) -> list[Finding]:
    if offices.departments["department_id"].equals(departments.departments["department_id"]):
        return [say("所列部门没有需要归并的处室，按处室看和按部门看相同。")]
    before, after = workload.summary(offices), workload.summary(departments)
    fewer = after.departments < before.departments
    changed = f"由{before.departments}个变为{after.departments}个" if fewer else f"仍为{after.departments}个"
    found = [say(f"从处室合并到部门，责任部门{changed}。")]
    if after.responsibilities < before.responsibilities:
        found.append(
            say(
                f"同一任务中同一部门的几个处室只计一次，列名由{before.responsibilities}次变为"
                f"{after.responsibilities}次，",
                *_no_longer_joint(offices, departments),
            )
        )
    return [*found, *_parents(plan, offices, departments), *_first_place(offices, departments)]


def _no_longer_joint(offices: ScopedPlan, departments: ScopedPlan) -> tuple[str | Figure, ...]:
    before, after = offices.tasks["size"].to_numpy() > 1, departments.tasks["size"].to_numpy() > 1
    if not (before & ~after).any():
        return ("共同承担的任务数不变。",)
    ids = offices.tasks["task_id"]
    return (
        *("共同承担的任务由", tasks(ids[before]), "变为", tasks(ids[after]), "："),
        *(tasks(ids[before & ~after]), "所列处室同属一个部门。"),
    )


def _parents(plan: Plan, offices: ScopedPlan, departments: ScopedPlan) -> list[Finding]:
    """Each department that takes in several offices; at most five."""
    ids, merged = plan.departments["department_id"], departments.departments
    top = dict(zip(ids, ids.array[topmost(plan)], strict=True))
    parent = offices.departments["department_id"].map(top).to_numpy()
    full, _ = workload.counts(offices)
    found = []
    for department, name in zip(merged["department_id"], merged["name"], strict=True):
        under = parent == department
        if under.sum() > 1:
            own = tasks(workload.tasks_of(departments, department))
            found.append(
                say(f"{name}有{under.sum()}个处室列名，分别计数共{full[under].sum()}项，合并后为", own, "。")
            )
    return found if len(found) <= NAMES_AT_MOST else []


def _first_place(offices: ScopedPlan, departments: ScopedPlan) -> list[Finding]:
    before, after = (
        scoped.departments["name"].array[highest(workload.loads(scoped))].tolist()
        for scoped in (offices, departments)
    )
    if max(len(before), len(after)) > 3:
        return []
    by = counting_name(offices.scope.counting)
    if before == after:
        return [say(f"按{by}，两级都是{tied(after)}最多。")]
    return [say(f"按{by}，处室一级{tied(before)}最多，部门一级{tied(after)}最多。")]


def collective_changes(plan: Plan, scope: Scope) -> list[Finding]:
    """Pairs with tasks in common when a collective name is one department, left out, or its members.

    No finding where the scope holds no collective name.
    """
    by = {way: select(plan, replace(scope, collectives=way)) for way in Collectives}
    node = by[Collectives.NODE]
    collective = node.departments[node.departments["collective"]]
    if not len(collective):
        return []
    as_one, left_out, spread = (len(collaboration.ties(scoped)) for scoped in by.values())
    listed = tasks(workload.tasks_of_any(node, collective["department_id"]))
    members = plan.members[plan.members["collective_id"].isin(collective["department_id"])]
    number = members["department_id"].nunique()
    expanded = f"，展开为名录所列{number}个成员时{spread}对" if number else ""
    name = "".join(f"“{name}”" for name in collective["name"])
    counted = f"任务：计为一个部门时，有共同任务的部门共{as_one}对，不计入时{left_out}对{expanded}。"
    return [say(f"{name}见于", listed, counted)]
