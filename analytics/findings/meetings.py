"""Sentences on joint meetings."""

from collections.abc import Mapping

from analytics.arrangements.coverage import Coverage, Meeting
from analytics.findings.dependencies import named_tasks
from analytics.findings.sentences import Figure, Finding, listing, say
from analytics.scope import ScopedPlan


def meeting_findings(scoped: ScopedPlan, found: Coverage) -> list[Finding]:
    """How few meetings seat the departments of every joint task together, whether proven, and what is left out.

    Nothing without joint tasks.
    """
    seated = {task for meeting in found.meetings for task in meeting.task_ids}
    ids = tuple(scoped.tasks["task_id"][scoped.tasks["task_id"].isin(seated)])
    said: list[Finding] = []
    missing, names = _missing(scoped, found)
    besides = "（除不参加的部门外）" if missing or found.alone else ""
    if ids:
        left_out = len(found.unseated) + len(found.alone)
        of = (f"{len(ids) + left_out}项共同任务中的", "") if left_out else ("", "共同任务的")
        said += [
            say(
                f"每次会议至多{found.seats_at_most}个部门，{len(found.meetings)}次会议、{found.seats}个席位，可使{of[0]}",
                Figure(f"{len(ids)}项", ids),
                f"{of[1]}所列部门{besides}各同场一次（{_how_good(found)}）。",
            )
        ]
    if missing:
        said.append(say(named_tasks(scoped, missing), f"所列的{listing(names)}不参加。"))
    if found.unseated:
        several = "分别" * (len(found.unseated) > 1)
        without = named_tasks(scoped, found.unseated)
        said.append(say(without, f"所列部门{several}超过{found.seats_at_most}个，一次会议坐不下，未排入。"))
    if found.alone:
        said.append(say(named_tasks(scoped, found.alone), "除不参加的部门外至多只有一个部门，不用开会。"))
    if found.collectives:
        said.append(
            say(f"{listing([f'“{name}”' for name in found.collectives], '个')}是集合名称，计一个席位。")
        )
    return said


def meeting_title(scoped: ScopedPlan, meeting: Meeting, section_names: Mapping[str, str]) -> str:
    """What a meeting is about: the short names of the sections of its tasks, two at most, that of most tasks first.

    ``section_names``: section_id → short name. Where no task has a section: the numbers of the tasks.
    """
    tasks = scoped.tasks[scoped.tasks["task_id"].isin(meeting.task_ids)]
    sections = (
        tasks["section_id"].dropna().value_counts(sort=False).sort_values(ascending=False, kind="stable")
    )
    if sections.empty:
        return f"第{'、'.join(tasks['number'])}项任务"
    names = [section_names[section] for section in sections.index]
    return "、".join(names[:2]) + "等" * (len(names) > 2)


def _missing(scoped: ScopedPlan, found: Coverage) -> tuple[list[str], list[str]]:
    """The tasks of meetings that lack a department that they list, in printed order, and the names of these departments."""
    seats = {task: set(meeting.department_ids) for meeting in found.meetings for task in meeting.task_ids}
    ids, units = scoped.tasks["task_id"].tolist(), scoped.departments["department_id"].tolist()
    given = zip(scoped.assignments["task"].tolist(), scoped.assignments["department"].tolist(), strict=True)
    gone = sorted((at, unit) for at, unit in given if units[unit] not in seats.get(ids[at], units))
    names = scoped.departments["name"].array[sorted({unit for _, unit in gone})].tolist()
    return list(dict.fromkeys(ids[at] for at, _ in gone)), names


def _how_good(found: Coverage) -> str:
    if found.optimal:
        return "最优"
    return (
        f"目前找到的最好方案；已证明会议不少于{found.meetings_bound}次，"
        f"{len(found.meetings)}次会议的席位不少于{found.seats_bound}个"
    )
