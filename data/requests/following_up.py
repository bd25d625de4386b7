"""Requests of the office on reported progress: deadlines, verification, what a meeting decided, closing."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from data.requests import Outcome, Result
from data.store.database import Store
from data.store.following_up import add_action_item, close_action_items, set_due, verify_status
from data.vocabulary import Status


@dataclass(frozen=True, slots=True)
class SetDue:
    """Set the day until which the office wants a task done; None takes it back."""

    called: ClassVar[str] = "设定时限"

    task_id: str
    due: date | None

    def perform(self, store: Store, who: str) -> Outcome:
        """Set it."""
        if not set_due(store, self.task_id, self.due, who):
            return Outcome(Result.UNCHANGED, "办理时限本来如此，未作改动")
        return Outcome(Result.DONE, f"办理时限定为 {self.due}" if self.due else "办理时限已撤销")


@dataclass(frozen=True, slots=True)
class VerifyStatus:
    """Note that a status was verified as the unit says it; None takes it back. Bound to the status that was looked at."""

    called: ClassVar[str] = "核实状态"

    task_id: str
    period: str
    status: Status | None
    note: str = ""

    def perform(self, store: Store, who: str) -> Outcome:
        """Note it."""
        if not verify_status(store, self.task_id, self.period, self.status, self.note, who):
            return Outcome(Result.UNCHANGED, "本来如此，未作改动")
        return Outcome(Result.DONE, f"已核实：{self.status}" if self.status else "核实已撤销")


@dataclass(frozen=True, slots=True)
class AddActionItem:
    """Note what a meeting decided on a task. ``value``: the number of the item."""

    called: ClassVar[str] = "记议定事项"

    task_id: str
    meeting: str
    what: str
    unit: str
    due: date | None = None
    said_by: str = ""

    def perform(self, store: Store, who: str) -> Outcome:
        """Note it."""
        number = add_action_item(
            store, self.task_id, self.meeting, self.what, self.unit, self.due, self.said_by, who
        )
        return Outcome(Result.DONE, f"已记为第 {number} 号议定事项", value=number)


@dataclass(frozen=True, slots=True)
class CloseActionItems:
    """Close action items (销号), or open them again."""

    called: ClassVar[str] = "销号"

    numbers: tuple[int, ...]
    closed: bool = True

    def perform(self, store: Store, who: str) -> Outcome:
        """Close them; all or none."""
        changed = close_action_items(store, self.numbers, who, closed=self.closed)
        word = "销号" if self.closed else "恢复"
        if not changed:
            return Outcome(Result.UNCHANGED, f"本来已经{word}，未作改动")
        return Outcome(Result.DONE, f"{word} {changed} 项")
