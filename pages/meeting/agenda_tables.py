"""Tables of an agenda, under Chinese headings."""

from collections.abc import Callable, Mapping

import pandas as pd

from analytics.arrangements.agenda.timetable import Timetable
from data.store.plan import Plan


def order(timetable: Timetable, plan: Plan, at: Callable[[pd.Timestamp], object]) -> pd.DataFrame:
    """The items in the order of the agenda. ``at``: how a time is told, ``clock`` or ``since`` of the timetable."""
    tasks = plan.tasks.set_index("task_id").loc[timetable.slots["task_id"]]
    return pd.DataFrame(
        {
            "次序": range(1, len(timetable.slots) + 1),
            "开始": list(map(at, timetable.slots["begins"])),
            "结束": list(map(at, timetable.slots["ends"])),
            "任务": tasks["number"].tolist(),
            "工作任务": tasks["text"].tolist(),
            "责任部门": ["、".join(names) for names in timetable.slots["names"]],
        }
    )


def visits(
    timetable: Timetable, numbers: Mapping[str, str], at: Callable[[pd.Timestamp], object]
) -> pd.DataFrame:
    """When each department is to be there; minutes. ``at`` as for ``order``."""
    frame = timetable.visits
    return pd.DataFrame(
        {
            "部门": frame["name"],
            "到会": list(map(at, frame["arrives"])),
            "离会": list(map(at, frame["leaves"])),
            "议题": [len(tasks) for tasks in frame["task_ids"]],
            "议题分钟": frame["own"],
            "等候分钟": frame["waiting"],
            "等候时段": frame["waiting_slots"],
            "休息分钟": frame["pausing"],
            "任务": ["、".join(numbers[task] for task in tasks) for tasks in frame["task_ids"]],
        }
    )
