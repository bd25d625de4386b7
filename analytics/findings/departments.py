"""Sentences on one department."""

import pandas as pd

from analytics.evidence import Mark
from analytics.findings.dependencies import named_tasks
from analytics.findings.sections import each_task, longest, parts, tasks_by_section
from analytics.findings.sentences import Figure, Finding, each, listing, place, say, tasks
from analytics.loads import workload
from analytics.profile import Profile
from analytics.scope import ScopedPlan
from analytics.ties import collaboration
from data.vocabulary import Role


def department_findings(scoped: ScopedPlan, department_id: str) -> list[Finding]:
    """One department: its counts and ranks, sections, partners, targets, first places.

    Raises ``ScopeError`` for a department that has no task in the scope.
    """
    ids = workload.tasks_of(scoped, department_id)
    table = workload.by_department(scoped)
    row = table.iloc[int((table["department_id"] == department_id).to_numpy().argmax())]
    own = scoped.tasks[scoped.tasks["task_id"].isin(ids)]
    partners = collaboration.partners(scoped, department_id)
    found = [_counts(table, row, ids), _alone_and_joint(own)]
    if row["collective"]:
        found.insert(0, say(f"“{row['name']}”是集合名称，不是一个部门。"))
    return [
        *found,
        *_own_sections(scoped, own, department_id),
        *_own_partners(partners, department_id),
        *_with_collectives(scoped, own, partners, department_id),
        *_own_targets(own),
    ]


def department_figures(own: Profile) -> list[Finding]:
    """What else is told of a department, in a few words each: its parent and kind, where it leads, sections, targets."""
    held = own.tasks
    if own.lead or own.support:
        roles = [(Role.LEAD, "牵头"), (Role.SUPPORT, "配合")]
        leads = [say(word, tasks(held["task_id"][held["role"] == role])) for role, word in roles]
    else:
        joint = held[held["listed"] > 1]
        first = tasks(joint["task_id"][joint["first"]])
        leads = [say("共同任务", tasks(joint["task_id"]), "中首列（推定牵头）", first)] * bool(len(joint))
    return [
        *[say(f"隶属{own.parent_name}")] * bool(own.parent_name),
        say(f"类别：{own.kind}"),
        *leads,
        say(f"涉及{len(own.sections)}个部分"),
        say("写明目标", tasks(held["task_id"][held["targets"] > 0])),
    ]


def _counts(table: pd.DataFrame, row: pd.Series, ids: list[str]) -> Finding:
    """Both counts, with the ranks where there are others; a collective name is no department and has no rank."""
    first = second = ""
    ranked = table[~table["collective"]]
    if len(ranked) > 1 and not row["collective"]:
        full, fractional = (
            place(row[rank], ranked[rank].to_numpy()) for rank in ("full_rank", "fractional_rank")
        )
        first, second = f"（{len(ranked)}个部门中{full}位）", f"（{fractional}位）"
    return say(f"{row['name']}列名", tasks(ids), f"{first}，按分担数为{row['fractional']:.2f}项{second}。")


def _alone_and_joint(own: pd.DataFrame) -> Finding:
    alone, joint = own["task_id"][own["listed"] == 1], own["task_id"][own["listed"] > 1]
    one = len(own) == 1
    if not len(joint):
        return say("由其独立承担。" if one else "均为独立承担。")
    if not len(alone):
        return say("与其他部门共同承担。" if one else "均为共同承担。")
    return say("其中", tasks(alone), "独立承担，", tasks(joint), "共同承担。")


def _own_sections(scoped: ScopedPlan, own: pd.DataFrame, department_id: str) -> list[Finding]:
    sections, mine = len(tasks_by_section(scoped.tasks)), tasks_by_section(own)
    if sections < 2 or not mine:
        return []
    if len(mine) == 1:
        return [say(f"任务都在{parts(mine)}。")]
    most = longest(mine)
    spread = f"任务分布在{sections}个部分中的{len(mine)}个"
    if len(most) == len(mine):
        return [say(f"{spread}，", each_task(most), "。")]
    ids = own["section_id"][own["section_ordinal"].isin(list(most))].unique()
    about = [Mark((department_id,), section) for section in ids]
    return [say(f"{spread}，{parts(most)}最多（", each_task(most), "）。", about=about)]


def _own_partners(partners: pd.DataFrame, department_id: str) -> list[Finding]:
    if not len(partners):
        return [say("没有与其他部门共同承担的任务。")]
    most = partners[partners["shared"] == partners["shared"].max()]
    ids = tuple(dict.fromkeys(task for shared in most["task_ids"] for task in shared))
    number = Figure(f"{each(most['shared'])}{most['shared'].iloc[0]}项", ids)
    if len(partners) == 1:
        return [say(f"与{most['partner_name'].iloc[0]}有共同任务（", number, "）。")]
    if len(most) == len(partners):
        return [say(f"与{len(partners)}个部门有共同任务，", number, "。")]
    return [
        say(
            f"与{len(partners)}个部门有共同任务，最多的是{listing(most['partner_name'].tolist())}（",
            number,
            "）。",
            about=[Mark((department_id, partner)) for partner in most["partner_id"]],
        )
    ]


def _with_collectives(
    scoped: ScopedPlan, own: pd.DataFrame, partners: pd.DataFrame, department_id: str
) -> list[Finding]:
    """The joint tasks beside which no department stands, only a collective name: no partner tells of them."""
    shared = {task for ids in partners["task_ids"] for task in ids}
    alone = set(own["task_id"][own["listed"] > 1]) - shared
    given = scoped.assignments
    units = scoped.departments.iloc[given["department"]].assign(
        task_id=scoped.tasks["task_id"].array[given["task"]]
    )
    beside = units[
        units["collective"] & (units["department_id"] != department_id) & units["task_id"].isin(alone)
    ]
    if beside.empty:
        return []
    names = [f"“{name}”" for name in beside.sort_index(kind="stable")["name"].unique()]
    tasks_beside = named_tasks(scoped, beside["task_id"].unique().tolist())
    return [say(tasks_beside, f"只与{listing(names, '个')}同列，那是集合名称。")]


def _own_targets(own: pd.DataFrame) -> list[Finding]:
    with_target = own["task_id"][own["targets"] > 0]
    return [say(tasks(with_target), "任务写明了目标或时限。")] if len(with_target) else []
