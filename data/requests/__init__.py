"""What can be asked of a store: each request is a value that gives an outcome, without printing or drawing.

The command line, the pages and whoever asks a running server take the same way: ``ask(store, request, who)``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

from data.errors import DashboardError
from data.store.database import Store


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
    """Something that can be asked. What it acts on was bound when it was made: ids, revisions, what was shown."""

    def perform(self, store: Store, who: str) -> Outcome:
        """Do it; raises ``DashboardError`` where it cannot be done, and then nothing has changed."""
        ...


def ask(store: Store, request: Request, who: str) -> Outcome:
    """Do what is requested; what cannot be done is told in the outcome, and that the file of the record lacks a line."""
    try:
        outcome = request.perform(store, who)
    except DashboardError as error:
        return Outcome(Result.REFUSED, str(error))
    if store.audit is None or not store.audit.fault:
        return outcome
    return replace(outcome, unrecorded=store.audit.fault)
