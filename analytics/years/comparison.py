"""Two stored plans side by side: what became of every task, with the ids by which pages find the sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.rows import each_row
from analytics.years.changes import Change, ChangeKind, changes
from analytics.years.matching import Decided
from analytics.years.plans import YearPlan, year_plan
from data.store.plan import Plan


@dataclass(frozen=True)
class Comparison:
    """Two plans, and what became of every task of both. A task's id stands at its position (from 1) less one."""

    earlier: YearPlan
    later: YearPlan
    changes: tuple[Change, ...]
    earlier_ids: tuple[str, ...]
    later_ids: tuple[str, ...]

    @property
    def names(self) -> tuple[str, str]:
        """What the two plans are called: by their years, 2023年; where these do not tell them apart, by their order."""
        years = self.earlier.year, self.later.year
        if None in years or years[0] == years[1]:
            return "前一份", "后一份"
        return f"{years[0]}年", f"{years[1]}年"

    def of(self, *kinds: ChangeKind) -> tuple[Change, ...]:
        """The changes of some kinds, in their order."""
        return tuple(change for change in self.changes if change.kind in kinds)

    def ids(self, found: Iterable[Change]) -> tuple[str, ...]:
        """The tasks of both plans that some changes are about, those of the earlier plan first."""
        chosen = tuple(found)
        return (
            *(self.earlier_ids[place - 1] for change in chosen for place in change.earlier),
            *(self.later_ids[place - 1] for change in chosen for place in change.later),
        )


def compare(plan: Plan, earlier_id: str, later_id: str, decided: Decided = Decided()) -> Comparison:  # noqa: B008 (frozen)
    """What became of every task of one stored document in another; ``ValueError`` where the plan lacks one of them.

    ``decided``: which tasks a person said are one, or are not.
    """
    earlier, later = year_plan(plan, earlier_id), year_plan(plan, later_id)
    found = changes(earlier, later, decided=decided)
    return Comparison(earlier, later, found, _task_ids(plan, earlier_id), _task_ids(plan, later_id))


def _task_ids(plan: Plan, document_id: str) -> tuple[str, ...]:
    own = plan.tasks[plan.tasks["document_id"] == document_id]
    return tuple(own.sort_values("position")["task_id"])


def in_order(documents: pd.DataFrame, one: str, other: str) -> tuple[str, str]:
    """Two documents, the earlier first: by year, then by date of issue; where these say nothing, ``other`` is the earlier.

    ``documents``: of a catalogue (``data.store.plan.Catalogue``) or a plan.
    """
    keys = {row.document_id: order_key(row) for row in each_row(documents)}
    return (one, other) if keys[one] < keys[other] else (other, one)


def usual_counterpart(documents: pd.DataFrame, document_id: str) -> str | None:
    """The document that one is compared with unless another is asked for: ``nearest`` of the others."""
    (own,) = (row for row in each_row(documents) if row.document_id == document_id)
    others = documents[documents["document_id"] != document_id]
    return nearest(others, None if pd.isna(own.year) else int(own.year), own.body)


def nearest(documents: pd.DataFrame, year: int | None, body: str) -> str | None:
    """The document that a plan of some year and body is compared with; None where there is none.

    Of the same body before others; of those the nearest earlier year, else the nearest later one, else the first.
    """

    def distance(row: Any) -> tuple:
        apart = None if pd.isna(row.year) or year is None else year - int(row.year)
        return row.body != body, apart is None, apart is not None and apart <= 0, abs(apart or 0)

    return str(min(each_row(documents), key=distance).document_id) if len(documents) else None


def order_key(row: Any) -> tuple[int, str]:
    """By which a document stands before another: its year, then its date of issue; without them it comes first."""
    return (0 if pd.isna(row.year) else int(row.year)), ("" if pd.isna(row.issued_on) else str(row.issued_on))
