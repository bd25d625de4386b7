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


def against_the_default(plan: Plan, scope: Scope) -> Finding:
    """What level and collective names change together in the three counts of a plan, in one sentence."""
    default = replace(scope, level=Level.OFFICE, collectives=Collectives.NODE)
    before, after = (workload.summary(select(plan, way)) for way in (default, scope))
    counts = [
        ("责任部门", before.departments, after.departments, "个"),
        ("列名", before.responsibilities, after.responsibilities, "次"),
        ("共同承担", before.joint_tasks, after.joint_tasks, "项"),
    ]
    told = [
        f"{what}由{was}{unit}变为{now}{unit}" if was != now else f"{what}仍为{now}{unit}"
        for what, was, now, unit in counts
    ]
    return say(f"与“处室 · 原样”比：{'，'.join(told)}。")


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


def department_changes(plan: Plan, scope: Scope, department_id: str) -> list[Finding]:
    """What the level and the treatment of collective names, as they are set, change for one department of the scope.

    Nothing at the level of offices with collective names as written.
    """
    now = select(plan, scope)
    name = dict(zip(now.departments["department_id"], now.departments["name"], strict=True))[department_id]
    found = []
    if scope.level is Level.PARENT:
        found.append(_merged(plan, scope, now, department_id, name))
    if scope.collectives is not Collectives.NODE:
        before = select(plan, replace(scope, collectives=Collectives.NODE))
        was, own = (_counts_of(scoped, department_id) for scoped in (before, now))
        how = f"集合名称{'不计入' if scope.collectives is Collectives.OMIT else '展开为成员'}后，{name}的"
        same = was[0] == own[0] and abs(was[1] - own[1]) < workload.TOLERANCE
        full = f"参与数由{was[0]}变为{own[0]}" if was[0] != own[0] else f"参与数不变（{own[0]}）"
        changed = f"{full}，分担数由{was[1]:.2f}变为{own[1]:.2f}。"
        found.append(say(how, "参与数和分担数不变。" if same else changed))
    return found


def _merged(plan: Plan, scope: Scope, now: ScopedPlan, department_id: str, name: str) -> Finding:
    """How many offices a department takes in, and how many tasks they have one by one and together."""
    offices = select(plan, replace(scope, level=Level.OFFICE))
    ids = plan.departments["department_id"]
    top = dict(zip(ids, ids.array[topmost(plan)], strict=True))
    under = (offices.departments["department_id"].map(top) == department_id).to_numpy(bool)
    if under.sum() < 2:
        return say(f"{name}没有几个处室可以归并，任务与按处室看相同。")
    full, _ = workload.counts(offices)
    own = tasks(workload.tasks_of(now, department_id))
    return say(f"{name}合并了{under.sum()}个处室，分别计数共{full[under].sum()}项，合并后为", own, "。")


def _counts_of(scoped: ScopedPlan, department_id: str) -> tuple[int, float]:
    """Both counts of a department; 0 where the scope does not hold it."""
    table = workload.by_department(scoped)
    own = table[table["department_id"] == department_id]
    return (int(own["full"].iloc[0]), float(own["fractional"].iloc[0])) if len(own) else (0, 0.0)


def level_tie_changes(plan: Plan, scope: Scope) -> list[Finding]:
    """Pairs with tasks in common at the level of offices and at that of departments; no finding without departments."""
    offices, departments = (
        select(plan, replace(scope, level=level)) for level in (Level.OFFICE, Level.PARENT)
    )
    if not len(offices.departments):
        return []
    before, after = (collaboration.ties(scoped) for scoped in (offices, departments))
    ids = plan.departments["department_id"]
    top = dict(zip(ids, ids.array[topmost(plan)], strict=True))
    within = int((before["source_id"].map(top) == before["target_id"].map(top)).sum())
    inside = f"，其中{within}对是同一部门的处室，合并后在部门之内" if within else ""
    return [
        say(f"从处室合并到部门，有共同任务的部门由{len(before)}对变为{len(after)}对{inside}。")
        if len(before) != len(after) or within
        else say(f"从处室合并到部门，有共同任务的部门仍是{len(after)}对。")
    ]


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
    return [say(f"{name}见于", listed, counted), *_without_partner(by[scope.collectives])]


def _without_partner(scoped: ScopedPlan) -> list[Finding]:
    """The joint tasks that have one department left, where collective names are left out: joint in the document, and no pair."""
    left = scoped.tasks["task_id"][(scoped.tasks["listed"] > 1) & (scoped.tasks["size"] == 1)]
    return (
        [say("这样有", tasks(left), "共同承担的任务只剩一个部门，不成对，这一页不计。")] if len(left) else []
    )
