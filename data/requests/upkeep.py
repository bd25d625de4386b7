"""Requests that keep a store in good order: a backup, a check."""

from dataclasses import dataclass

from data.requests import Outcome, Result
from data.store.backups import Occasion, back_up
from data.store.checks import verify
from data.store.database import Store


@dataclass(frozen=True, slots=True)
class BackUp:
    """Make a backup now. ``value``: ``Backup``."""

    occasion: Occasion = Occasion.ASKED

    def perform(self, store: Store, who: str) -> Outcome:
        """Make it."""
        backup = back_up(store, self.occasion)
        return Outcome(Result.DONE, f"已备份到 {backup.path.name}", value=backup)


@dataclass(frozen=True, slots=True)
class CheckStore:
    """Verify the store. ``value``: ``Verified``."""

    def perform(self, store: Store, who: str) -> Outcome:
        """Verify it; the warnings are what is wrong."""
        verified = verify(store)
        text = (
            f"文件 {verified.documents} 份，部分 {verified.sections} 个，任务 {verified.tasks} 项，"
            f"责任 {verified.responsibilities} 条，部门 {verified.departments} 个"
            f"（其中集合名称 {verified.collectives} 个；文件中的写法 {verified.mentions} 种）"
        )
        return Outcome(Result.DONE, text, verified.faults, value=verified)
