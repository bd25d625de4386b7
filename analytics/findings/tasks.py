"""Sentences on tasks: how many there are, with how many departments each, with which targets."""

import pandas as pd

from analytics.findings.sentences import (
    Figure,
    Finding,
    each,
    listing_with_collectives,
    say,
    tasks,
    units_with_collectives,
)
from analytics.loads import workload
from analytics.scope import ScopedPlan
from analytics.task_list import Sharing, Stating, find
from data.store.plan import Plan
from data.vocabulary import Role


def overview(plan: Plan, scoped: ScopedPlan) -> list[Finding]:
    """What the scope holds: tasks, sections, departments; alone or together; targets; who leads."""
    held = workload.summary(scoped)
    if not held.tasks:
        return []
    ids, size = scoped.tasks["task_id"], scoped.tasks["size"]
    sections = scoped.tasks["section_id"].nunique()
    parted = f"分{sections}个部分，" if sections else ""
    listed = f"任务，{parted}列有{held.departments}个责任部门{_and_collectives(scoped)}。"
    return [
        say(f"{_subject(plan, scoped)}共", tasks(ids), listed),
        say(*_alone_and_joint(scoped), *_without_department(ids[size == 0]), "。"),
        _targets(scoped, held),
        *roles_unstated(scoped),
    ]


def roles_unstated(scoped: ScopedPlan) -> list[Finding]:
    """That no task says who leads, where none does; nothing where no task has a department."""
    if not len(scoped.assignments) or (scoped.assignments["role"] != Role.RESPONSIBLE).any():
        return []
    return [say("这些任务没有写明牵头与配合，首列部门是否牵头只能推定。")]


def figures(scoped: ScopedPlan) -> list[Finding]:
    """What ``overview`` says, in a few words each: 「53项任务」, 「20项共同承担」; nothing without tasks."""
    held = workload.summary(scoped)
    if not held.tasks:
        return []
    ids, size, sections = scoped.tasks["task_id"], scoped.tasks["size"], scoped.tasks["section_id"].nunique()
    alone, joint = (find(scoped, sharing=sharing) for sharing in (Sharing.SOLE, Sharing.JOINT))
    without, with_target = ids[size == 0], find(scoped, stating=Stating.STATED)
    return [
        say(tasks(ids), "任务"),
        *[say(f"{sections}个部分")] * bool(sections),
        say(units_with_collectives(scoped)),
        say(f"{held.responsibilities}次列名"),
        say(tasks(alone), "独立承担"),
        say(tasks(joint), "共同承担"),
        *[say(tasks(without), "没有列出部门")] * bool(len(without)),
        say(tasks(with_target), "写明目标"),
    ]


def _subject(plan: Plan, scoped: ScopedPlan) -> str:
    """The document by its title where the scope is one whole document."""
    documents = scoped.tasks["document_id"].unique()
    whole = not scoped.scope.sections and len(documents) == 1
    if not whole:
        return f"所选范围（{len(documents)}份文件）" if len(documents) > 1 else "所选范围"
    return f"《{plan.documents.set_index('document_id').loc[documents[0], 'title'].strip('《》')}》"


def _and_collectives(scoped: ScopedPlan) -> str:
    names = scoped.departments["name"][scoped.departments["collective"]].tolist()
    return f"和{len(names)}个集合名称（{''.join(f'“{name}”' for name in names)}）" if names else ""


def _without_department(ids: pd.Series) -> tuple[str | Figure, ...]:
    return ("，", tasks(ids), "没有列出部门") if len(ids) else ()


def _targets(scoped: ScopedPlan, held: workload.WorkloadSummary) -> Finding:
    with_target = scoped.tasks["task_id"][scoped.tasks["targets"] > 0]
    others = held.tasks - held.tasks_with_target
    if not len(with_target):
        return say("任务均未写明目标或时限。")
    rest = f"，其余{others}项没有写明" if others else ""
    return say(tasks(with_target), f"任务写明了目标或时限{rest}。")


def alone_or_together(scoped: ScopedPlan) -> list[Finding]:
    """How many tasks have one department and how many several; the longest lists; departments only one or the other."""
    held = workload.summary(scoped)
    assigned = held.sole_tasks + held.joint_tasks
    if not assigned:
        return []
    share = f"（占{held.joint_tasks / assigned:.1%}）" if held.sole_tasks and held.joint_tasks else ""
    found = [say(f"列有部门的{assigned}项任务中，", *_alone_and_joint(scoped), f"{share}。")]
    if held.largest_task > 2:
        found.append(_longest(scoped, held.largest_task))
    if share:
        table = workload.by_department(scoped)
        found += _only(scoped, table[table["joint"] == 0], "独立承担")
        found += _only(scoped, table[table["sole"] == 0], "共同承担")
    return found


def _alone_and_joint(scoped: ScopedPlan) -> tuple[str | Figure, ...]:
    alone, joint = (find(scoped, sharing=sharing) for sharing in (Sharing.SOLE, Sharing.JOINT))
    parts: list[str | Figure] = []
    if len(alone) or not len(joint):
        parts += [tasks(alone), "由一个部门独立承担"]
    if len(joint):
        parts += ["，"] * bool(parts) + [tasks(joint), "由两个及以上部门共同承担"]
    return tuple(parts)


def _longest(scoped: ScopedPlan, size: int) -> Finding:
    ids, sizes = scoped.tasks["task_id"], scoped.tasks["listed"]
    two, longest = ids[sizes == 2], ids[sizes == size]
    collective = scoped.departments["department_id"][scoped.departments["collective"]]
    of_collectives = two.isin(workload.tasks_of_any(scoped, collective)).sum()
    partly = f"（其中{of_collectives}项列有集合名称）" if of_collectives else ""
    pairs = (tasks(two), f"列两个部门{partly}，") if len(two) else ()
    number = Figure(f"{len(longest)}项任务", tuple(longest))
    return say("共同承担的任务中，", *pairs, "列部门最多的", number, f"{each(longest)}列{size}个。")


def _only(scoped: ScopedPlan, departments: pd.DataFrame, how: str) -> list[Finding]:
    if not len(departments):
        return []
    ids = workload.tasks_of_any(scoped, departments["department_id"])
    return [say(f"{listing_with_collectives(departments)}的任务都是{how}（", tasks(ids), "）。")]
