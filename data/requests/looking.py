"""Requests that only look: what other rooms and the command line start from."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from data.access import Access
from data.errors import DashboardError
from data.requests import Outcome, Result
from data.store.activities import ALL, Wanted, activities, activity_labels
from data.store.database import Store
from data.store.directories import directory_versions
from data.store.known_names import load_known_names
from data.store.linking import task_links
from data.store.plan import load_plan, plan_as_files
from data.store.progress import first_document, load_reported, task_at


@dataclass(frozen=True, slots=True)
class ShowPlan:
    """What is stored of documents in use. ``files``: as ``data.store.plan.plan_of_files`` takes them."""

    needs: ClassVar[Access] = Access.VIEW

    document_ids: Collection[str]

    def perform(self, store: Store, who: str) -> Outcome:
        """Load it; documents that are not in use are passed over."""
        plan = load_plan(store, self.document_ids)
        return Outcome(Result.DONE, f"{len(plan.documents)} 份文件", files=plan_as_files(plan))


@dataclass(frozen=True, slots=True)
class ShowNames:
    """What is known of names. ``value``: ``KnownNames``."""

    needs: ClassVar[Access] = Access.VIEW

    def perform(self, store: Store, who: str) -> Outcome:
        """Load it."""
        with store.read() as cursor:
            return Outcome(Result.DONE, "", value=load_known_names(cursor))


@dataclass(frozen=True, slots=True)
class ShowDirectory:
    """The directory of a body as a file. ``value``: ``DirectoryVersion``."""

    needs: ClassVar[Access] = Access.VIEW

    body: str | None  # None: the store's own

    def perform(self, store: Store, who: str) -> Outcome:
        """The latest version; refused where the body has none."""
        versions = directory_versions(store, self.body)
        if not versions:
            raise DashboardError(
                "数据库里没有这份部门名录", self.body or "", "先用 python -m data directory --from 存入"
            )
        return Outcome(Result.DONE, f"第 {versions[0].number} 版", value=versions[0])


@dataclass(frozen=True, slots=True)
class FindTask:
    """A task by its position. ``value``: its id."""

    needs: ClassVar[Access] = Access.VIEW

    position: int  # from 1, in the whole document
    document_id: str | None = None  # None: the newest plan

    def perform(self, store: Store, who: str) -> Outcome:
        """Find it; refused where there is none."""
        return Outcome(Result.DONE, "", value=task_at(store, self.position, self.document_id))


@dataclass(frozen=True, slots=True)
class ShowActions:
    """What meetings decided on the tasks of a document. ``value``: tuple of ``Action``, as they were decided."""

    needs: ClassVar[Access] = Access.VIEW

    document_id: str | None = None  # None: the newest plan

    def perform(self, store: Store, who: str) -> Outcome:
        """Load them."""
        actions = load_reported(store, self.document_id or first_document(store)).actions
        return Outcome(Result.DONE, f"{len(actions)} 件议定事项", value=tuple(actions))


@dataclass(frozen=True, slots=True)
class ShowActivities:
    """The record of what was done. ``value``: tuple of ``Activity``, the latest first."""

    called: ClassVar[str] = "查看操作记录"
    needs: ClassVar[Access] = Access.ADMINISTER

    wanted: Wanted = ALL
    limit: int | None = None

    def perform(self, store: Store, who: str) -> Outcome:
        """Look it up; refused for a kind that there is not."""
        known = activity_labels(store)
        if unknown := [label for label in self.wanted.labels if label not in known]:
            raise DashboardError("没有这种操作", unknown[0], f"写成其中一种：{'、'.join(known)}")
        found = activities(store, self.limit, self.wanted)
        return Outcome(Result.DONE, f"{len(found)} 条操作记录", value=found)


@dataclass(frozen=True, slots=True)
class ShowLinks:
    """What was decided of the tasks of two documents. ``value``: tuple of ``TaskLink``."""

    needs: ClassVar[Access] = Access.VIEW

    earlier_id: str
    later_id: str

    def perform(self, store: Store, who: str) -> Outcome:
        """Load them."""
        links = task_links(store, self.earlier_id, self.later_id)
        return Outcome(Result.DONE, f"{len(links)} 个对应", value=links)
