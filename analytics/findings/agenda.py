"""Sentences on the order of an agenda."""

from analytics.arrangements.agenda import Arrangement, Items
from analytics.arrangements.agenda.timetable import Timetable
from analytics.findings.dependencies import named_tasks
from analytics.findings.sentences import Finding, highest, listing, say, tied
from analytics.scope import ScopedPlan


def agenda_findings(
    scoped: ScopedPlan, items: Items, found: Arrangement, timetable: Timetable
) -> list[Finding]:
    """How long departments wait in this order and in the document's, what is proven, who waits longest.

    Nothing without items.
    """
    if not len(items):
        return []
    return [_compared(found), _proven(found), *_who_waits(scoped, timetable), *_collectives(scoped, items)]


def _compared(found: Arrangement) -> Finding:
    now, printed = found.waiting, found.printed
    document = f"{printed.minutes}分钟"
    if found.waiting == printed:
        return say(f"各部门等候合计{document}，与按文件次序相同。")
    return say(
        f"各部门等候合计{now.minutes}分钟；按文件次序为{document}"
        f"{'' if found.printed_keeps else '，但不符合所定要求'}。"
    )


def _proven(found: Arrangement) -> Finding:
    if found.optimal:
        return say("在所定要求下，没有等候更少的次序（最优）。")
    if not found.bound:
        return say("这是目前找到的最好次序，可能还有等候更少的。")
    return say(f"这是目前找到的最好次序；任何次序至少要等候{found.bound}分钟。")


def _who_waits(scoped: ScopedPlan, timetable: Timetable) -> list[Finding]:
    visits = timetable.visits
    waiting = visits["waiting"].to_numpy()
    without = int((waiting == 0).sum())
    if not waiting.any():
        return [say("每个部门到会后连续议完自己的议题，不用等候。")]
    longest = visits.iloc[highest(waiting)]
    own = {task for tasks in longest["task_ids"] for task in tasks}
    between = timetable.spans[
        timetable.spans["department_id"].isin(longest["department_id"]) & ~timetable.spans["own"]
    ]
    waited = scoped.tasks["task_id"][scoped.tasks["task_id"].isin(set(between["task_id"]))].tolist()
    sentences = [say(f"{len(visits)}个部门中{without}个不用等候。")] if without else []
    if len(longest) == 1:
        return [
            *sentences,
            say(
                f"等候最久的是{longest['name'].iloc[0]}，{waiting.max()}分钟，等的是",
                named_tasks(scoped, waited),
                f"；它自己有{len(own)}项议题。",
            ),
        ]
    return [*sentences, say(f"等候最久的是{tied(longest['name'].tolist())}，各{waiting.max()}分钟。")]


def _collectives(scoped: ScopedPlan, items: Items) -> list[Finding]:
    departments = scoped.departments[scoped.departments["collective"].to_numpy(bool)]
    names = departments["name"][departments["department_id"].isin(items.department_ids)].tolist()
    if not names:
        return []
    return [say(f"{listing([f'“{name}”' for name in names], '个')}是集合名称，按一个部门计。")]
