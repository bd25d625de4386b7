"""What can be asked of a store: each request is a value that gives an outcome, without printing or drawing.

The command line, the pages and whoever asks a running server take the same way: ``ask(store, request, person)``. It is the
only door to what is written, and looks at what the person may do.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

from data.access import Access, Person, Unit
from data.errors import DashboardError
from data.store.database import Store
from data.store.refusals import record_refusal

LOG = logging.getLogger(__name__)


class Result(StrEnum):
    """How a request ended."""

    DONE = "done"
    UNCHANGED = "unchanged"  # it was so already
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a request."""

    result: Result
    text: str  # in Chinese: one sentence or more
    warnings: tuple[str, ...] = ()  # in Chinese: what to look at although it went well
    files: Mapping[str, bytes] = field(default_factory=dict)  # what was asked for as files, by name
    value: Any = None  # what was asked for, else None; its type is told by the request
    unrecorded: str = ""  # in Chinese: why the file of the record lacks what was done

    @property
    def refused(self) -> bool:
        """Whether nothing was done."""
        return self.result is Result.REFUSED


@runtime_checkable
class Request(Protocol):
    """Something that can be asked. What it acts on was bound when it was made: ids, revisions, what was shown.

    What it needs is told by ``needs: ClassVar[Access]``; a request that does not tell needs ``Access.MAINTAIN``. One that not
    everybody may ask has ``called: ClassVar[str]``, how it is recorded in Chinese where it is refused. One that needs ``Access.FILL`` has ``of_units(units)``, which gives the same request for the ledgers of these units alone. One with
    ``vouched: ClassVar[bool] = True`` is refused to who has given a name and nothing else.
    """

    def perform(self, store: Store, who: str) -> Outcome:
        """Do it; raises ``DashboardError`` where it cannot be done, and then nothing has changed."""
        ...


class _OfUnits(Request, Protocol):
    def of_units(self, units: frozenset[Unit]) -> Request: ...


def needed(request: Request | type[Request]) -> Access:
    """What a person must be allowed to ask this."""
    access: Access = getattr(request, "needs", Access.MAINTAIN)
    return access


def ask(store: Store, request: Request, person: Person) -> Outcome:
    """Do what is requested where the person may; what cannot be done is told in the outcome."""
    access = needed(request)
    if not person.may(access):
        refused(store, person.name, getattr(request, "called", "操作"))
        return Outcome(Result.REFUSED, refusal(person, access))
    if getattr(request, "vouched", False) and not person.login:
        return Outcome(Result.REFUSED, "没有做：没有设登录时不能在这里设定权限。请用 python -m data access。")
    if person.access is Access.FILL and access is Access.FILL:
        bound: _OfUnits = request  # type: ignore[assignment]  # tests/data/requests/test_access.py holds every request to it
        request = bound.of_units(person.units)
    return attempt(store, request, person.name)


def refused(store: Store, who: str, what: str) -> None:
    """Record that somebody asked for ``what`` (in Chinese) and may not; where that cannot be written it stands in the log."""
    try:
        record_refusal(store, who, what)
    except DashboardError as error:
        LOG.warning("%s %s: %s", who, what, error)


def refusal(person: Person, access: Access) -> str:
    """In Chinese: why somebody may not do what needs this."""
    return (
        f"没有做：这项操作需要“{access.label}”权限，您的权限是“{person.access.label}”。需要时请找管理人员。"
    )


def attempt(store: Store, request: Request, who: str) -> Outcome:
    """Do a part of a request that may be done: for requests that consist of others; who else asks goes by ``ask``.

    What cannot be done is told in the outcome, and that the file of the record lacks a line.
    """
    try:
        outcome = request.perform(store, who)
    except DashboardError as error:
        return Outcome(Result.REFUSED, str(error))
    if store.audit is None or not store.audit.fault:
        return outcome
    return replace(outcome, unrecorded=store.audit.fault)
