"""Sentences on joint meetings."""

from analytics.arrangements.coverage import Coverage
from analytics.findings.dependencies import named_tasks
from analytics.findings.sentences import Figure, Finding, listing, say
from analytics.scope import ScopedPlan


def meeting_findings(scoped: ScopedPlan, found: Coverage) -> list[Finding]:
    """How few meetings seat the departments of every joint task together, whether proven, and what is left out.

    Nothing without joint tasks.
    """
    seated = {task for meeting in found.meetings for task in meeting.task_ids}
    ids = tuple(scoped.tasks["task_id"][scoped.tasks["task_id"].isin(seated)])
    said = []
    if ids:
        said += [
            say(
                f"每次会议至多{found.seats_at_most}个部门，{len(found.meetings)}次会议、{found.seats}个席位，可使",
                Figure(f"{len(ids)}项", ids),
                f"共同任务的所列部门各同场一次（{_how_good(found)}）。",
            )
        ]
    if found.unseated:
        several = "分别" * (len(found.unseated) > 1)
        without = named_tasks(scoped, found.unseated)
        said.append(say(without, f"所列部门{several}超过{found.seats_at_most}个，一次会议坐不下，未排入。"))
    if found.collectives:
        said.append(
            say(f"{listing([f'“{name}”' for name in found.collectives], '个')}是集合名称，计一个席位。")
        )
    return said


def _how_good(found: Coverage) -> str:
    if found.optimal:
        return "最优"
    return (
        f"目前找到的最好方案；已证明会议不少于{found.meetings_bound}次，"
        f"{len(found.meetings)}次会议的席位不少于{found.seats_bound}个"
    )
