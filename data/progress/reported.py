"""What is stored of the progress of a document: what its units say period by period, and what the office adds to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from data.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Verification:
    """督查 has confirmed what a unit says of a task in a period; it counts as long as the unit says no other status."""

    status: Status
    note: str  # empty where none was given
    who: str
    verified_at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class TaskProgress:
    """A task in a period: what its units say, and where that is from."""

    task_id: str
    position: int  # 1-based in the document
    number: str  # as shown
    text: str
    filler: str | None  # the unit that fills it; None where none is named
    assumed: bool  # the filler is the first-listed unit: nobody has decided it
    status: Status | None = None  # None: 未填报
    texts: Mapping[str, str] = field(default_factory=dict)  # by header, without the status and the opinions
    opinions: Mapping[str, str] = field(default_factory=dict)  # by unit
    file_name: str | None = None  # of what was received last
    received_at: datetime | None = None  # UTC
    due: date | None = None  # 办理时限, set by the office; not what the document states
    verified: Verification | None = None

    @property
    def opinion(self) -> str:
        """All opinions as one text: alone as it is, several with their units."""
        if len(self.opinions) == 1:
            return next(iter(self.opinions.values()))
        return "\n".join(f"{unit}：{text}" for unit, text in self.opinions.items())


@dataclass(frozen=True, slots=True)
class Progress:
    """A document in a period; a task each, in printed order."""

    document_id: str
    period: str
    as_of: date
    tasks: tuple[TaskProgress, ...]

    @property
    def reported(self) -> int:
        """The number of tasks with a status."""
        return sum(task.status is not None for task in self.tasks)


@dataclass(frozen=True, slots=True)
class Entry:
    """A value as it came in: it stays when another follows it."""

    task_id: str
    period: str
    field: str  # the header of its column
    value: str | None  # None: emptied, as a person confirmed
    unit: str
    file_name: str
    sheet_row: int  # 1-based
    received_at: datetime  # UTC
    who: str  # handed it in
    confirmed_by: str | None  # who decided that it is stored; None where nothing was to be decided


@dataclass(frozen=True, slots=True)
class ActionItem:
    """议定事项: what a meeting decided on a task."""

    number: int  # 1-based, over the whole store
    task_id: str
    meeting: str
    what: str
    unit: str  # who does it
    due: date | None
    said_by: str  # empty where it was not noted
    who: str  # wrote it down
    decided_at: datetime  # UTC
    closed_by: str | None = None  # who closed it (销号); None while it is open
    closed_at: datetime | None = None  # UTC


@dataclass(frozen=True, slots=True)
class EarlierText:
    """What a task said until the document was read again or corrected."""

    task_id: str
    text: str
    until: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Reported:
    """All of it, of one document."""

    periods: tuple[Progress, ...] = ()  # by ``as_of``, the latest last
    entries: tuple[Entry, ...] = ()  # as they came in
    actions: tuple[ActionItem, ...] = ()  # as they were decided
    earlier: tuple[EarlierText, ...] = ()  # the earliest first

    def text_at(self, task: TaskProgress) -> str:
        """What a task said when its unit last reported on it; empty where it says the same now, or nothing was reported."""
        if task.received_at is None:
            return ""
        then = (
            one.text for one in self.earlier if one.task_id == task.task_id and one.until >= task.received_at
        )
        text = next(then, task.text)
        return "" if text == task.text else text

    def of(self, period: str) -> Progress | None:
        """The progress of a period; None where there is none."""
        return next((one for one in self.periods if one.period == period), None)

    @property
    def latest(self) -> Progress | None:
        """The last period of which something was reported, else the last that was sent; None where there is none."""
        return next(
            (one for one in reversed(self.periods) if one.reported), next(reversed(self.periods), None)
        )

    def awaited(self, period: str) -> tuple[Progress, ...]:
        """The later periods of which nothing was reported yet."""
        return tuple(one for one in self.periods[len(self.until(period)) :] if not one.reported)

    def until(self, period: str) -> tuple[Progress, ...]:
        """The periods up to one, itself among them; none where there is none of that name."""
        names = [one.period for one in self.periods]
        return self.periods[: names.index(period) + 1] if period in names else ()


@dataclass(frozen=True, slots=True)
class Sending:
    """A sending of ledgers as it was recorded, with the state of the store at that moment."""

    number: int
    progress: Progress
    before: Progress | None  # the period with the latest ``as_of`` before this one
    units: tuple[str, ...]  # in the order of the directory
    actions: tuple[ActionItem, ...] = ()  # those that are open
    time: int = 1  # which sending of its period it is


@dataclass(frozen=True, slots=True)
class Sendings:
    """What was sent of a document so far, and to whom a sending would go now."""

    units: tuple[str, ...]  # in the order of the directory
    times: Mapping[str, int]  # by period: how often it was sent
    unanswered: frozenset[str]  # periods of which no ledger was given back and nothing noted
