"""Requests on the court's own template for slides, which was read before in the limited process."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from data.access import Access
from data.requests import Outcome, Result
from data.store.activities import local
from data.store.database import Store
from data.store.templates import keep_template, kept_template, remove_template


@dataclass(frozen=True, slots=True)
class KeepTemplate:
    """Keep a template for all, in the place of the one before. ``content``: as it was read."""

    called: ClassVar[str] = "保存模板"

    name: str
    content: bytes = field(repr=False)

    def perform(self, store: Store, who: str) -> Outcome:
        """Keep it."""
        if not keep_template(store, self.name, self.content, who):
            return Outcome(Result.UNCHANGED, "存着的就是这个模板，未作改动")
        return Outcome(Result.DONE, f"模板“{self.name}”已存入，以后导出的演示文稿都用它")


@dataclass(frozen=True, slots=True)
class ShowTemplate:
    """Which template is kept. ``value``: ``Template``, or None."""

    needs: ClassVar[Access] = Access.VIEW

    def perform(self, store: Store, who: str) -> Outcome:
        """Look it up; nothing changes."""
        kept = kept_template(store)
        text = f"{kept.name}（{kept.who}，{local(kept.kept_at)} 存入）" if kept else "没有存模板"
        return Outcome(Result.DONE, text, value=kept)


@dataclass(frozen=True, slots=True)
class RemoveTemplate:
    """Keep no template any more. ``seen``: since when the one is kept that was looked at; None: any."""

    called: ClassVar[str] = "移除模板"

    seen: datetime | None = None

    def perform(self, store: Store, who: str) -> Outcome:
        """Remove it."""
        if not remove_template(store, who, self.seen):
            return Outcome(Result.UNCHANGED, "没有存模板，未作改动")
        return Outcome(Result.DONE, "模板已移除，以后导出的演示文稿用看板自己的样式")
