"""Where each task stands in a period: what its unit says, what the calendar says, what was verified – never made one."""

from collections.abc import Iterable
from datetime import date, timedelta

import pandas as pd

from analytics.loads.targets import as_date
from analytics.rows import each_row
from analytics.scope import ScopedPlan
from data.progress.form import STATEMENT
from data.progress.reported import Progress, Reported, TaskProgress
from data.store.plan import Plan
from data.vocabulary import Status, TargetKind, Timing

NEAR = 30
"""Days before its deadline in which a task is near it."""

NEEDS, PROBLEMS, NEXT = "需协调事项", "存在问题", "下步打算"

LADDER = (Status.NOT_STARTED, Status.UNDER_WAY, Status.DONE)
"""The statuses that follow one another; the others stand beside them."""


def standing(plan: Plan, scoped: ScopedPlan, reported: Reported, period: str) -> pd.DataFrame:
    """One row for each task of the scope, in printed order; everything is seen from the period's ``as_of``.

    Columns: task_id, number, text, section_id (missing outside any), filler (name; empty where none), assumed (bool: the
    filler is only the first-listed), status (a ``Status`` as text; empty: 未填报), before and earlier (the same, one and two
    periods before; empty where there was none), said_last (the same, of the last period in which the unit said any), due (date or None), set_by_office (bool: the office set it, not the
    document), timing (``Timing``), late (bool: past its deadline, and the unit did not say last that it is done), verified
    (bool), statement, problems, needs, next_steps (texts, empty where none), units (list of names: named for the task, and the filler),
    reported_on (what the task said when its unit reported on it; empty where it says the same now).

    A period that does not exist gives what is known without any: nothing is reported.
    """
    past = [_by_task(one) for one in reversed(reported.until(period))]
    now, before, earlier = ([*past, {}, {}, {}])[:3]
    shown = reported.of(period)
    as_of = shown.as_of if shown else None
    stated, units = _stated(plan), _units(scoped)
    rows = []
    for row, task in enumerate(each_row(scoped.tasks)):
        own = now.get(task.task_id)
        due = own.due if own and own.due else stated.get(task.task_id)
        timing, status = timing_of(due, as_of), _status(own)
        said_last = next(filter(None, (_status(one.get(task.task_id)) for one in past)), "")
        filler = (own.filler or "") if own else ""
        rows.append(
            {
                "task_id": task.task_id,
                "number": task.number,
                "text": task.text,
                "section_id": task.section_id,
                "filler": filler,
                "assumed": own is None or own.assumed,
                "status": status,
                "before": _status(before.get(task.task_id)),
                "earlier": _status(earlier.get(task.task_id)),
                "said_last": said_last,
                "due": due,
                "set_by_office": bool(own and own.due),
                "timing": timing,
                "late": timing is Timing.PAST and said_last != Status.DONE,
                "verified": bool(own and own.verified),
                "statement": own.texts.get(STATEMENT, "") if own else "",
                "problems": own.texts.get(PROBLEMS, "") if own else "",
                "needs": own.texts.get(NEEDS, "") if own else "",
                "next_steps": own.texts.get(NEXT, "") if own else "",
                "reported_on": reported.text_at(own) if own else "",
                "units": list(dict.fromkeys([*units.get(row, ()), *([filler] if filler else [])])),
            }
        )
    columns = (
        *(
            "task_id",
            "number",
            "text",
            "section_id",
            "filler",
            "assumed",
            "status",
            "before",
            "earlier",
            "said_last",
            "due",
        ),
        *("set_by_office", "timing", "late", "verified", "statement", "problems", "needs"),
        *("next_steps", "units", "reported_on"),
    )
    frame = pd.DataFrame(rows, columns=list(columns))
    return frame.assign(due=frame["due"].astype(object), units=frame["units"].astype(object))


def timing_of(due: date | None, as_of: date | None) -> Timing:
    """What the calendar says of a deadline on a day; ``Timing.NONE`` without one, or without a day."""
    if due is None or as_of is None:
        return Timing.NONE
    if due < as_of:
        return Timing.PAST
    return Timing.NEAR if due - as_of <= timedelta(NEAR) else Timing.AHEAD


def with_status(standing: pd.DataFrame, status: Status | None) -> tuple[str, ...]:
    """Ids of the tasks of which the unit says this; None: of which it says nothing (未填报)."""
    return _ids(standing, standing["status"] == (status or ""))


def newly_done(standing: pd.DataFrame) -> tuple[str, ...]:
    """Ids of the tasks that are done by the unit's word, and were something else in the period before."""
    return _ids(standing, (standing["status"] == Status.DONE) & ~standing["before"].isin(["", Status.DONE]))


def done_before(standing: pd.DataFrame) -> tuple[str, ...]:
    """Ids of the tasks that are not reported now, and of which the unit said last that they are done."""
    return _ids(standing, (standing["status"] == "") & (standing["said_last"] == Status.DONE))


def fallen_back(standing: pd.DataFrame) -> tuple[str, ...]:
    """Ids of the tasks of which the unit says less than in the period before.

    Down the ladder 未启动, 推进中, 已完成, or from 已完成 to anything else.
    """
    steps = {status: step for step, status in enumerate(LADDER)}
    fell = [
        before == Status.DONE != now or steps.get(now, 99) < steps.get(before, -1)
        for now, before in zip(standing["status"], standing["before"], strict=True)
    ]
    return _ids(standing, pd.Series(fell, dtype=bool) & (standing["status"] != ""))


def unmoved(standing: pd.DataFrame) -> tuple[str, ...]:
    """Ids of the tasks of which the unit has said the same in three periods in a row, and not that they are done."""
    same = (standing["status"] == standing["before"]) & (standing["before"] == standing["earlier"])
    return _ids(standing, same & ~standing["status"].isin(["", Status.DONE]))


def transitions(standing: pd.DataFrame) -> dict[tuple[Status, Status], tuple[str, ...]]:
    """(status in the period before, status now) → ids of its tasks; only pairs that occur.

    A task that was not reported in either of the two periods is in none.
    """
    told = standing[(standing["before"] != "") & (standing["status"] != "")]
    return {
        (Status(str(before)), Status(str(now))): tuple(own["task_id"])
        for (before, now), own in told.groupby(["before", "status"], sort=False)
    }


def by_filler(plan: Plan, standing: pd.DataFrame) -> pd.DataFrame:
    """The units that fill tasks, in the order of the directory, with their tasks.

    Columns: department_id (empty where the directory has no such name), name, rows (list of int: rows of ``standing``, in
    printed order). Tasks that nobody fills stand under an empty name, last.
    """
    named = plan.departments.drop_duplicates("name")
    ids = dict(zip(named["name"], named["department_id"], strict=True))
    places = dict(zip(named["name"], named["position"], strict=True))
    rows: dict[str, list[int]] = {}
    for row, filler in enumerate(standing["filler"]):
        rows.setdefault(filler, []).append(row)
    names = sorted(rows, key=lambda name: (name == "", places.get(name, len(named)), name))
    return pd.DataFrame(
        {
            "department_id": pd.Series([ids.get(name, "") for name in names], dtype="str"),
            "name": pd.Series(names, dtype="str"),
            "rows": pd.Series([rows[name] for name in names], dtype=object),
        }
    )


def reported_on_another_text(standing: pd.DataFrame) -> tuple[str, ...]:
    """Ids of the tasks whose text was changed, by reading the document again or by a person, after its unit reported on it."""
    return _ids(standing, standing["reported_on"] != "")


def needing(standing: pd.DataFrame) -> pd.DataFrame:
    """The rows of the tasks of which the unit says that something must be coordinated, in printed order."""
    return standing[standing["needs"] != ""]


def _status(task: TaskProgress | None) -> str:
    return str(task.status) if task and task.status else ""


def _by_task(progress: Progress) -> dict[str, TaskProgress]:
    return {task.task_id: task for task in progress.tasks}


def _ids(standing: pd.DataFrame, chosen: pd.Series) -> tuple[str, ...]:
    return tuple(standing["task_id"][chosen.to_numpy(dtype=bool)])


def _stated(plan: Plan) -> dict[str, date]:
    """The last day that a task's stated deadlines give; tasks without one are left out."""
    dated = plan.targets[plan.targets["kind"] == TargetKind.DEADLINE]
    days: dict[str, date] = {}
    for task_id, value in zip(dated["task_id"], dated["value"], strict=True):
        day = as_date(value)
        if day is not None:
            days[task_id] = max(day, days.get(task_id, day))
    return days


def _units(scoped: ScopedPlan) -> dict[int, Iterable[str]]:
    """The departments named for each task (row of the scope), in printed order."""
    names = scoped.departments["name"].array
    found: dict[int, list[str]] = {}
    for task, department in zip(scoped.assignments["task"], scoped.assignments["department"], strict=True):
        found.setdefault(task, []).append(names[department])
    return dict(found)
