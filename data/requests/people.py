"""Requests on who may do what: give access, take it, list it. For administrators."""

from dataclasses import dataclass
from typing import ClassVar

from data.access import Access, Grant
from data.requests import Outcome, Result
from data.store.database import Store
from data.store.people import described, give_access, grants, take_access


@dataclass(frozen=True, slots=True)
class GiveAccess:
    """Let a person, or whoever is of a group, do something."""

    called: ClassVar[str] = "设定权限"
    needs: ClassVar[Access] = Access.ADMINISTER
    vouched: ClassVar[bool] = True

    grant: Grant

    def perform(self, store: Store, who: str) -> Outcome:
        """Store it."""
        if not give_access(store, self.grant, who):
            return Outcome(Result.UNCHANGED, f"本来如此，未作改动：{described(self.grant)}")
        return Outcome(Result.DONE, f"已设定{described(self.grant)}")


@dataclass(frozen=True, slots=True)
class TakeAccess:
    """Take what was given."""

    called: ClassVar[str] = "收回权限"
    needs: ClassVar[Access] = Access.ADMINISTER
    vouched: ClassVar[bool] = True

    grant: Grant

    def perform(self, store: Store, who: str) -> Outcome:
        """Take it from the list."""
        if not take_access(store, self.grant, who):
            return Outcome(Result.UNCHANGED, f"没有这一条，未作改动：{described(self.grant)}")
        return Outcome(Result.DONE, f"已收回{described(self.grant)}")


@dataclass(frozen=True, slots=True)
class ListAccess:
    """Who may do what. ``value``: tuple of ``Granted``."""

    called: ClassVar[str] = "查看人员名单"
    needs: ClassVar[Access] = Access.ADMINISTER

    def perform(self, store: Store, who: str) -> Outcome:
        """List it."""
        listed = grants(store)
        return Outcome(Result.DONE, f"{len(listed)} 条权限", value=listed)
