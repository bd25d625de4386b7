"""Which tasks state a target; where none is stated, none is shown."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analytics.scope import ScopedPlan
from data.store.plan import Plan
from data.vocabulary import TargetKind


@dataclass(frozen=True, slots=True)
class TargetSummary:
    """Targets of a scope, all of it counts (个)."""

    tasks: int
    with_target: int  # tasks that state at least one
    without_target: int  # tasks that state none: not a shortcoming, the document may not want one
    targets: int
    by_kind: tuple[tuple[TargetKind, int], ...]  # of each kind that occurs, in the order of TargetKind


def stated(plan: Plan, scoped: ScopedPlan) -> pd.DataFrame:
    """One row for each target that a task of the scope states, in printed order.

    Columns: task_id, document_id, number, section_id, section_ordinal, section_title, task_text,
    position, kind (TargetKind), text (as printed), value ("45%", "全覆盖", "2023-12-31"), start, end (of the
    words, in the document's source), departments (list of department names in printed order; empty where none).
    Without targets: no rows.
    """
    tasks, targets = scoped.tasks, plan.targets
    task = pd.Index(tasks["task_id"]).get_indexer(pd.Index(targets["task_id"]))
    order = np.lexsort((targets["position"].to_numpy(), task))
    rows = order[task[order] >= 0]
    task = task[rows]
    return pd.DataFrame(
        {column: tasks[column].array[task] for column in _OF_TASK}
        | {"task_text": tasks["text"].array[task]}
        | {column: targets[column].array[rows] for column in _OF_TARGET}
        | {"departments": pd.Series(_department_names(scoped, task), dtype=object)}
    )


def deadlines(stated: pd.DataFrame, day: date) -> pd.DataFrame:
    """The deadlines among stated targets, seen from a day; earliest first, those without a date last.

    Columns: task_id, number, text (as printed), task_text, departments, due (date or None where the words
    give none), days (Int64: from ``day`` until due; negative once it has passed; missing without a date). That a
    deadline has passed says nothing of whether the task is done: the document does not say.

    Parameters
    ----------
    stated : frame of ``stated``; without deadlines, no rows
    """
    rows = stated[stated["kind"] == TargetKind.DEADLINE]
    due = [as_date(value) for value in rows["value"]]
    table = rows[["task_id", "number", "text", "task_text", "departments"]].assign(
        due=pd.Series(due, index=rows.index, dtype=object),
        days=pd.array([pd.NA if d is None else (d - day).days for d in due], dtype="Int64"),
    )
    return table.sort_values("days", na_position="last", kind="stable").reset_index(drop=True)


def seen_from(plan: Plan, scoped: ScopedPlan, today: date) -> date:
    """The day that deadlines are seen from where nobody chooses one: today while the plan's year lasts, else its day of issue.

    Without a day of issue the first day of the plan's year; without a year today. Long after its year every deadline of
    a plan has passed, and the document does not tell which were met.
    """
    documents = plan.documents[plan.documents["document_id"].isin(scoped.tasks["document_id"])]
    years = [int(year) for year in documents["year"].dropna()]
    if not years or today.year in years:
        return today
    issued = [day for day in documents["issued_on"] if not pd.isna(day)]
    return pd.Timestamp(issued[0]).date() if issued else date(max(years), 1, 1)


def deadline_text(value: str, day: date) -> str:
    """A deadline's date, and how far it is from a day: 2023-12-31，还有 91 天; that none is given, where none is.

    Of one that lies before the day no number of days is told: it would read as a delay, of which nothing is known.
    """
    due = as_date(value)
    if due is None:
        return "没有写明可换算的日期"
    days = (due - day).days
    return f"{due.isoformat()}，{'就在这一天' if not days else f'还有 {days} 天' if days > 0 else '在所选日期之前'}"


def as_date(value: str) -> date | None:
    """The day that a target's value gives; None where it gives none."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def summary(plan: Plan, scoped: ScopedPlan) -> TargetSummary:
    """How many tasks state targets, and of which kinds."""
    with_target = int((scoped.tasks["targets"] > 0).sum())
    kinds = plan.targets["kind"][plan.targets["task_id"].isin(scoped.tasks["task_id"])].tolist()
    return TargetSummary(
        tasks=len(scoped.tasks),
        with_target=with_target,
        without_target=len(scoped.tasks) - with_target,
        targets=len(kinds),
        by_kind=tuple((kind, kinds.count(kind)) for kind in TargetKind if kind in kinds),
    )


_OF_TASK = ("task_id", "document_id", "number", "section_id", "section_ordinal", "section_title")
_OF_TARGET = ("position", "kind", "text", "value", "start", "end")


def _department_names(scoped: ScopedPlan, tasks: np.ndarray) -> list[list[str]]:
    """Names of the departments of each task, in printed order."""
    of = scoped.assignments["task"].to_numpy()
    names = scoped.departments["name"].array[scoped.assignments["department"].to_numpy()]
    return [names[start:end].tolist() for start, end in np.searchsorted(of, [tasks, tasks + 1]).T]
