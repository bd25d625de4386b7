"""Sentences on what changes with the level (处室, 部门) and with the treatment of collective names."""

from dataclasses import replace

import pandas as pd

from analytics.findings.sentences import (
    NAMES_AT_MOST,
    Figure,
    Finding,
    counting_name,
    each,
    highest,
    say,
    tasks,
    tied,
)
from analytics.loads import workload
from analytics.scope import Collectives, Counting, Level, Scope, ScopedPlan, select, topmost
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
    before, after = workload.is_joint(offices), workload.is_joint(departments)
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


def collective_load_changes(plan: Plan, scope: Scope) -> list[Finding]:
    """What leaving collective names out, or expanding them, changes in the counts of departments against the text as written.

    No finding where the scope holds no collective name, or takes them as written.
    """
    node, now = (
        select(plan, replace(scope, collectives=way)) for way in (Collectives.NODE, scope.collectives)
    )
    collective = node.departments[node.departments["collective"]]
    if not len(collective) or scope.collectives is Collectives.NODE:
        return []
    name = "".join(f"“{name}”" for name in collective["name"])
    listed = tasks(workload.tasks_of_any(node, collective["department_id"]))
    how = "不计入" if scope.collectives is Collectives.OMIT else "展开为成员"
    return [
        say(
            f"{name}见于",
            listed,
            f"任务；{how}后，列名由{len(node.assignments)}次变为{len(now.assignments)}次，"
            f"{_changed_counts(node, now)}；独立承担与共同承担仍按文件所列判断。",
        )
    ]


def _changed_counts(before: ScopedPlan, after: ScopedPlan) -> str:
    """Whose counts are others: by name where they are few."""
    was, now = (
        workload.by_department(scoped).set_index("department_id")[["name", "full", "fractional"]]
        for scoped in (before, after)
    )
    joined = now.assign(
        full_before=was["full"].reindex(now.index, fill_value=0),
        fractional_before=was["fractional"].reindex(now.index, fill_value=0.0),
    )
    changed = joined[(joined["fractional"] - joined["fractional_before"]).abs() > workload.TOLERANCE]
    if not len(changed):
        return "各部门的参与数和分担数不变"
    if len(changed) > 3:
        more = int((changed["full"] > changed["full_before"]).sum())
        return f"{len(changed)}个部门的分担数不同，其中{more}个的参与数增加"
    return "，".join(
        f"{row['name']}的分担数由{row['fractional_before']:.2f}变为{row['fractional']:.2f}"
        for row in changed.to_dict("records")
    )


def first_place_turns(plan: Plan, scope: Scope) -> list[Finding]:
    """Where another setting of one switch (level, collective names) puts others first, by each count; who, and with how much.

    Nothing where the first places hold, or where more than three share one.
    """
    here = workload.by_department(select(plan, scope))
    others = {
        **{_AT_LEVEL[level]: replace(scope, level=level) for level in Level if level is not scope.level},
        **{
            _WITH_COLLECTIVES[way]: replace(scope, collectives=way)
            for way in Collectives
            if way is not scope.collectives and plan.departments["collective"].any()
        },
    }
    tables = {words: workload.by_department(select(plan, there)) for words, there in others.items()}
    found = []
    for counting in Counting:
        first = _first(here, counting)
        if first is None:
            continue
        turned = [
            f"{words}是{_with_count(*other, counting)}"
            for words, table in tables.items()
            if (other := _first(table, counting)) and set(other[0]) != set(first[0])
        ]
        if turned:
            now = f"按{counting_name(counting)}的首位随口径而变：现在是{_with_count(*first, counting)}"
            found.append(say(f"{now}；{'；'.join(turned)}。"))
    return found


_AT_LEVEL = {Level.OFFICE: "按处室看", Level.PARENT: "合并到部门"}
_WITH_COLLECTIVES = {
    Collectives.NODE: "集合名称按原样",
    Collectives.OMIT: "不计入集合名称",
    Collectives.EXPAND: "集合名称展开为成员",
}


def _first(table: pd.DataFrame, counting: Counting) -> tuple[list[str], float] | None:
    """The departments with the most, and how much that is; None of nothing, or of more than three."""
    top = table[(table[f"{counting}_rank"] == 1).fillna(False)]
    return (top["name"].tolist(), float(top[str(counting)].iloc[0])) if 0 < len(top) <= 3 else None


def _with_count(names: list[str], count: float, counting: Counting) -> str:
    form = ".2f" if counting is Counting.FRACTIONAL else ".0f"
    return f"{tied(names)}（{each(names)}{count:{form}}）"


def collective_tie_changes(plan: Plan, scope: Scope) -> list[Finding]:
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
