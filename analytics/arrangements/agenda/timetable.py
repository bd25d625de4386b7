"""When each item is gone through, and from when to when each department is there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import count

import numpy as np
import pandas as pd

from analytics.arrangements.agenda.arrangement import waits
from analytics.arrangements.agenda.items import Items
from data.errors import ScopeError

OFFICE_HOURS_END = timedelta(hours=18)  # since midnight
DAY = timedelta(days=1)
PAUSE_LIMIT = 1440  # minutes of a day


@dataclass(frozen=True, slots=True)
class Pause:
    """A break for everyone, every day: it begins with the first item that would begin at that time or later."""

    at: time
    minutes: int


@dataclass(frozen=True, eq=False, slots=True)
class Timetable:
    """An agenda with its times; datetimes are of the place, without zone."""

    slots: pd.DataFrame
    """One row for an item, in the order of the agenda. task_id, begins, ends (datetime), minutes,
    department_ids, names (tuples, as the document lists them: the first-listed at the beginning)."""

    visits: pd.DataFrame
    """One row for a department, by arrival, those who leave first above. department_id, name, arrives, leaves
    (datetime: begin of the first and end of the last item), own (minutes of its items), waiting (minutes of the
    others in between), pausing (minutes of breaks in between), waiting_slots (items waited through), task_ids
    (tuple, in the order of the agenda)."""

    spans: pd.DataFrame
    """One row for an item that a department is there for. department (row of visits), department_id, task_id,
    begins, ends, own (bool: it is named for the item; else it waits)."""

    pauses: tuple[tuple[datetime, datetime], ...]
    """The breaks that are kept: begin and end."""

    def since(self, moment: datetime) -> timedelta:
        """The time since the midnight that the day of the meeting began with; there must be an item."""
        return moment - self.slots["begins"].iloc[0].normalize()

    def clock(self, moment: datetime) -> str:
        """The time of the day: 09:05; on later days 次日 01:40, 第3日 08:00."""
        days = self.since(moment).days
        return f"{day_told(days)}{moment:%H:%M}"

    def span(self, begins: datetime, ends: datetime) -> str:
        """From when to when: 09:00–09:05, 23:55–次日 00:05, 次日 00:05–00:10."""
        same_day = self.since(begins).days == self.since(ends).days
        return f"{self.clock(begins)}–{f'{ends:%H:%M}' if same_day else self.clock(ends)}"

    @property
    def late(self) -> bool:
        """Whether the meeting goes beyond 18:00 or, where it begins later, beyond midnight. No items: no."""
        if not len(self.slots):
            return False
        begins, ends = self.slots["begins"].iloc[0], self.slots["ends"].iloc[-1]
        evening = begins.normalize() + (OFFICE_HOURS_END if self.since(begins) < OFFICE_HOURS_END else DAY)
        return bool(ends > evening)


def day_told(days: int) -> str:
    """How many days after the first: nothing on the first, then 次日, 第3日 …, with a space behind."""
    return "" if days == 0 else "次日 " if days == 1 else f"第{days + 1}日 "


def timetable(
    items: Items, task_ids: Sequence[str], begins: datetime, pauses: Sequence[Pause] = ()
) -> Timetable:
    """The times of an agenda.

    No item is interrupted by a break; a break before the beginning or after the last item is passed over. What
    lasts beyond midnight goes on the next day. No items give frames without rows. Raises ``ScopeError`` for a
    break of less than a minute, and for breaks of a whole day together.

    Parameters
    ----------
    task_ids : every item once, in the order of the agenda
    """
    row = {task: at for at, task in enumerate(items.task_ids)}
    order = np.array([row[task] for task in task_ids], int)
    starts, ends, kept = _times(items.minutes[order].tolist(), begins, pauses)
    named, idle = items.named[order], waits(items, order.tolist())
    slots = pd.DataFrame(
        {
            "task_id": pd.Series(list(task_ids), dtype="str"),
            "begins": pd.Series(starts, dtype="datetime64[s]"),
            "ends": pd.Series(ends, dtype="datetime64[s]"),
            "minutes": items.minutes[order],
            "department_ids": [tuple(items.department_ids[at] for at in items.listed[row]) for row in order],
            "names": [tuple(items.names[at] for at in items.listed[row]) for row in order],
        }
    )
    visits, department = _visits(items, slots, named, idle, kept)
    return Timetable(slots, visits, _spans(slots, visits, named[:, department], idle[:, department]), kept)


def _times(
    minutes: Sequence[int], begins: datetime, pauses: Sequence[Pause]
) -> tuple[list[datetime], list[datetime], tuple[tuple[datetime, datetime], ...]]:
    """Begin and end of each item, and the breaks kept."""
    for pause in pauses:
        if pause.minutes < 1:
            raise ScopeError("休息的时长不在范围内", f"{pause.minutes}分钟", "至少 1 分钟")
    if sum(pause.minutes for pause in pauses) >= PAUSE_LIMIT:  # nothing would ever be gone through
        raise ScopeError("一天的休息合计到了一天", todo="缩短休息")
    due = _due(begins, pauses)
    pending = next(due, None)
    now, starts, ends, kept = begins, [], [], []
    for length in minutes:
        while pending is not None and pending[0] <= now:
            again = now + timedelta(minutes=pending[1])
            kept.append((now, again))
            now, pending = again, next(due, None)
        starts.append(now)
        now += timedelta(minutes=length)
        ends.append(now)
    return starts, ends, tuple(kept)


def _due(begins: datetime, pauses: Sequence[Pause]) -> Iterator[tuple[datetime, int]]:
    """From when each break can be made and its minutes, day after day; none before the beginning."""
    if not pauses:
        return
    for day in count():
        for pause in sorted(pauses, key=lambda one: (one.at, one.minutes)):
            at = datetime.combine(begins.date() + timedelta(day), pause.at)
            if at > begins:
                yield at, pause.minutes


def _visits(
    items: Items,
    slots: pd.DataFrame,
    named: np.ndarray,
    idle: np.ndarray,
    kept: Sequence[tuple[datetime, datetime]],
) -> tuple[pd.DataFrame, np.ndarray]:
    """The table of visits, and the department (column of the items) of each of its rows."""
    count = len(items.department_ids)
    first = named.argmax(axis=0) if len(slots) else np.zeros(count, int)
    last = len(slots) - 1 - named[::-1].argmax(axis=0) if len(slots) else np.zeros(count, int)
    department = np.lexsort((last, first))
    arrives, leaves = slots["begins"].array[first[department]], slots["ends"].array[last[department]]
    minutes = slots["minutes"].to_numpy()
    pausing = [
        sum(int((b - a).total_seconds()) // 60 for a, b in kept if here <= a and b <= gone)
        for here, gone in zip(arrives, leaves, strict=True)
    ]
    task_ids = slots["task_id"].to_numpy(object)
    visits = pd.DataFrame(
        {
            "department_id": pd.Series([items.department_ids[at] for at in department], dtype="str"),
            "name": pd.Series([items.names[at] for at in department], dtype="str"),
            "arrives": arrives,
            "leaves": leaves,
            "own": (minutes @ named)[department],
            "waiting": (minutes @ idle)[department],
            "pausing": pd.Series(pausing, dtype="int64"),
            "waiting_slots": idle.sum(axis=0)[department],
            "task_ids": [tuple(task_ids[named[:, at]]) for at in department],
        }
    )
    return visits, department


def _spans(slots: pd.DataFrame, visits: pd.DataFrame, named: np.ndarray, idle: np.ndarray) -> pd.DataFrame:
    """What each department is there for: rows of the visits, then in the order of the agenda."""
    department, item = np.nonzero((named | idle).T)
    return pd.DataFrame(
        {
            "department": department,
            "department_id": visits["department_id"].array[department],
            "task_id": slots["task_id"].array[item],
            "begins": slots["begins"].array[item],
            "ends": slots["ends"].array[item],
            "own": named[item, department],
        }
    )
