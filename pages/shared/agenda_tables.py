"""Tables of an agenda, under Chinese headings."""

from collections.abc import Mapping

import pandas as pd

from analytics.agenda.timetable import Timetable
from data.plan import Plan


def order(timetable: Timetable, plan: Plan) -> pd.DataFrame:
    """The items in the order of the agenda."""
    tasks = plan.tasks.set_index("task_id").loc[timetable.slots["task_id"]]
    return pd.DataFrame(
        {
            "次序": range(1, len(timetable.slots) + 1),
            "开始": _clock(timetable.slots["begins"]),
            "结束": _clock(timetable.slots["ends"]),
            "任务": tasks["number"].tolist(),
            "工作任务": tasks["text"].tolist(),
            "责任部门": ["、".join(names) for names in timetable.slots["names"]],
        }
    )


def visits(timetable: Timetable, numbers: Mapping[str, str]) -> pd.DataFrame:
    """When each department is to be there; minutes."""
    frame = timetable.visits
    return pd.DataFrame(
        {
            "部门": frame["name"],
            "到会": _clock(frame["arrives"]),
            "离会": _clock(frame["leaves"]),
            "议题": [len(tasks) for tasks in frame["task_ids"]],
            "议题分钟": frame["own"],
            "等候分钟": frame["waiting"],
            "等候时段": frame["waiting_slots"],
            "休息分钟": frame["pausing"],
            "任务": ["、".join(numbers[task] or "—" for task in tasks) for tasks in frame["task_ids"]],
        }
    )


def _clock(times: pd.Series) -> list[str]:
    return times.dt.strftime("%H:%M").tolist()
