"""Sentences on what hangs on one task or one department."""

from collections.abc import Sequence

import pandas as pd

from analytics.findings.sentences import NAMES_AT_MOST, Figure, Finding, listing, say, tasks
from analytics.firmness import resilience
from analytics.scope import ScopedPlan
from data.vocabulary import NO_NUMBER


def named_tasks(scoped: ScopedPlan, task_ids: Sequence[str]) -> Figure:
    """「第4、14项任务」; 「6项任务」 where they are many, or their numbers missing or not unique in the scope."""
    numbers = scoped.tasks["number"]
    chosen = numbers[scoped.tasks["task_id"].isin(task_ids)]
    plain = (chosen != NO_NUMBER).all() and not numbers[numbers.isin(chosen)].duplicated().any()
    if len(chosen) > NAMES_AT_MOST or not plain:
        return Figure(f"{len(chosen)}项任务", tuple(task_ids))
    return Figure(f"第{'、'.join(chosen)}项任务", tuple(task_ids))


def dependency_findings(scoped: ScopedPlan) -> list[Finding]:
    """What falls apart without one task, how firmly departments connect, which tasks have others beside them.

    Nothing without joint tasks.
    """
    each = resilience.without_each_task(scoped)
    if not len(each):
        return []
    return [*_apart(scoped, each), *_connecting(scoped), *_repeated(scoped)]


def without_task_findings(scoped: ScopedPlan, task_id: str) -> list[Finding]:
    """What is gone without one joint task; nothing for another."""
    each = resilience.without_each_task(scoped)
    found = each[each["task_id"] == task_id]
    if not len(found):
        return []
    row, name = found.iloc[0], _names(scoped)
    without = named_tasks(scoped, [task_id])
    if not row["ties_lost"]:
        return [say("去掉", without, "，所列部门仍两两有其他共同任务。")]
    said = [say("去掉", without, f"，有{row['ties_lost']}对部门不再有共同任务。")]
    if row["left_alone"]:
        alone = listing([name[department] for department in row["left_alone"]])
        said.append(say(f"{alone}不再与任何部门有共同任务。"))
    parts = [[name[department] for department in part] for part in row["cut_off"] if len(part) > 1]
    said += [say(f"{listing(part)}与组内其余部门不再相连。") for part in parts[:NAMES_AT_MOST]]
    return said or [say("去掉", without, "，各部门仍然相连。")]


def without_department_findings(scoped: ScopedPlan, department_id: str) -> list[Finding]:
    """What is left open without one department; nothing for a department that is not in the scope."""
    each = resilience.without_each_department(scoped)
    found = each[each["department_id"] == department_id]
    if not len(found):
        return []
    row, name = found.iloc[0], _names(scoped)
    said = []
    if row["unassigned"]:
        said.append(say(f"除{row['name']}外没有列其他部门的任务有", tasks(row["unassigned"]), "。"))
    if row["single"]:
        said.append(say(f"不计{row['name']}就只列一个部门的共同任务有", tasks(row["single"]), "。"))
    if row["left_alone"]:
        alone = listing([name[department] for department in row["left_alone"]])
        said.append(say(f"{alone}只与{row['name']}有共同任务。"))
    for part in row["cut_off"][:NAMES_AT_MOST]:
        if len(part) > 1:
            cut_off = listing([name[department] for department in part])
            said.append(say(f"{cut_off}只经{row['name']}与组内其余部门相连。"))
    return said


def _apart(scoped: ScopedPlan, each: pd.DataFrame) -> list[Finding]:
    """The tasks without which a group falls apart, and the one that cuts off most departments."""
    cut_off = each["cut_off"].map(lambda parts: sum(map(len, parts)))
    breaking = each[cut_off > 0]
    if not len(breaking):
        return [say("去掉任何一项共同任务，原来相连的部门仍然相连。")]
    order = [task for task in scoped.tasks["task_id"] if task in set(breaking["task_id"])]
    said = [say(f"{len(each)}项共同任务中，单独去掉就使相连的部门分开的有", tasks(order), "。")]
    top = each[cut_off == cut_off.max()]
    if len(top) == 1 and len(breaking) > 1:
        name, parts = _names(scoped), top["cut_off"].iloc[0]
        gone = listing([name[department] for part in parts for department in part])
        said.append(
            say(
                "影响最大的是",
                named_tasks(scoped, top["task_id"].tolist()),
                f"：{gone}与组内其余部门不再相连。",
            )
        )
    return said


def _connecting(scoped: ScopedPlan) -> list[Finding]:
    """Which single tasks make a connecting department one."""
    departments = resilience.connecting_without_one_task(scoped)
    if len(departments) > NAMES_AT_MOST:
        return []
    return [
        say(
            f"{name}是连接部门，去掉",
            named_tasks(scoped, task_ids),
            "中的任何一项" * (len(task_ids) > 1),
            "后就不再是。",
        )
        if task_ids
        else say(f"{name}是连接部门，去掉任何一项任务后仍然是。")
        for name, task_ids in zip(departments["name"], departments["task_ids"], strict=True)
    ]


def _repeated(scoped: ScopedPlan) -> list[Finding]:
    """Tasks whose departments share others besides, all of them or none."""
    found = resilience.redundancy_of_tasks(scoped)
    said: list[str | Figure] = []
    for value, words in ((1, "的所列部门两两另有共同任务"), (0, "的所列部门之间没有其他共同任务")):
        ids = found["task_id"][found["redundancy"] == value]
        said += ["，", tasks(ids), words] if len(ids) else []
    return [say(f"{len(found)}项共同任务中", *said, "。")] if said else []


def _names(scoped: ScopedPlan) -> dict[str, str]:
    return dict(zip(scoped.departments["department_id"], scoped.departments["name"], strict=True))
