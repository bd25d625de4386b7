"""Requests on the tasks of two plans: decide whether two are one, take that back."""

from dataclasses import dataclass
from typing import ClassVar

from data.requests import Outcome, Result
from data.store.database import Store
from data.store.linking import decide_link
from data.vocabulary import LinkVerdict


@dataclass(frozen=True, slots=True)
class DecideLink:
    """Decide whether two tasks of different plans are one, or with None take back what was decided."""

    called: ClassVar[str] = "核定任务的对应"

    earlier_task_id: str
    later_task_id: str
    verdict: LinkVerdict | None
    seen: LinkVerdict | None = None  # what was decided when this was asked

    def perform(self, store: Store, who: str) -> Outcome:
        """Store it."""
        detail = decide_link(store, (self.earlier_task_id, self.later_task_id), self.verdict, who, self.seen)
        if not detail:
            return Outcome(Result.UNCHANGED, "已经这样核定，未作改动")
        return Outcome(Result.DONE, f"已核定：{detail}")
