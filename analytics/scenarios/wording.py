"""What of the document's text a scenario would change: which line, from what to what."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import numpy as np
import pandas as pd

from analytics.rows import each_row
from data.store.plan import Plan
from data.vocabulary import ROLE_LABELS, Resolution, Role

SEPARATOR, LABEL = "、", "责任部门："
"""What stands between departments, and before them where the document has no way of its own."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A place of the text to be edited."""

    task_id: str
    number: str  # of the task, as printed
    line: int | None  # of the text, from 1, where the old words begin; after it where there are none
    old: str  # as the document has it; empty: nothing so far
    new: str  # empty: left out
    drops_the_task: bool = False  # the old words are the task itself, left out with its departments


def edits(plan: Plan, changed: Plan, document_id: str) -> tuple[Edit, ...]:
    """The places of a document's text to be edited so that it says what a scenario makes of it; in printed order.

    ``plan``: as stored; ``changed``: as ``analytics.scenarios.applying.apply`` made it. Departments that stay are written as
    the document writes them, others by their whole names, in the way of the list: its label, its separators. Where roles
    stand beside each other, or a person corrected what was read, the list is written anew. A dropped task is left out with its
    departments; the numbers of the tasks after it are not changed. The same plan twice gives nothing.
    """
    document = plan.documents[plan.documents["document_id"] == document_id]
    before, after = _lists(plan), _lists(changed)
    writing = _Writing(plan, str(document["source"].iloc[0]), document_id, before)
    names = dict(zip(changed.departments["department_id"], changed.departments["name"], strict=True))
    left = set(changed.tasks["task_id"])
    own = plan.tasks[plan.tasks["document_id"] == document_id].sort_values("position")
    found: list[Edit] = []
    for task in each_row(own):
        if task.task_id not in left:
            found.append(writing.dropped(task))
            continue
        one, other = before.get(task.task_id, []), after.get(task.task_id, [])
        if [(named.department_id, named.role) for named in one] != [
            (named.department_id, named.role) for named in other
        ]:
            found.append(writing.listed_anew(task, one, other, names))
    return tuple(found)


def _lists(plan: Plan) -> dict[str, list[Any]]:
    stated = plan.responsibilities.sort_values(["task_id", "position"])
    return {task: list(own) for task, own in groupby(each_row(stated), key=lambda row: row.task_id)}


class _Writing:
    """The text of a document, and how it writes lists of departments."""

    def __init__(self, plan: Plan, source: str, document_id: str, lists: dict[str, list[Any]]) -> None:
        self.source = source
        lines = plan.lines[plan.lines["document_id"] == document_id]
        self.starts, self.numbers = lines["start"].to_numpy(int), lines["number"].tolist()
        heads = Counter(
            source[int(task.annotation_start) : named[0].start]
            for task in each_row(plan.tasks[plan.tasks["document_id"] == document_id])
            if not pd.isna(task.annotation_start)
            and (named := lists.get(task.task_id))
            and task.annotation_start <= named[0].start
        )
        self.label = heads.most_common(1)[0][0] if heads else LABEL

    def line(self, place: int) -> int | None:
        """The number of the line that a place of the text stands on."""
        at = int(np.searchsorted(self.starts, place, side="right")) - 1
        return self.numbers[at] if at >= 0 else None

    def dropped(self, task: Any) -> Edit:
        """A task that is left out."""
        return Edit(
            task.task_id,
            task.number,
            self.line(task.start),
            self.source[task.start : task.end],
            "",
            drops_the_task=True,
        )

    def listed_anew(
        self, task: Any, before: Sequence[Any], after: Sequence[Any], names: dict[str, str]
    ) -> Edit:
        """A task whose list of departments is another."""
        written = _written(before, after, names)
        if pd.isna(task.annotation_start):
            line = self.line(max(task.start, task.end - 1))
            return Edit(task.task_id, task.number, line, "", f"{self.label}{SEPARATOR.join(written)}")
        start, end = int(task.annotation_start), int(task.annotation_end)
        old = self.source[start:end]
        line = self.line(start)
        if not after:
            return Edit(task.task_id, task.number, line, old, "")
        return Edit(
            task.task_id, task.number, line, old, self._in_its_way(task, start, end, before, after, written)
        )

    def _in_its_way(
        self,
        task: Any,
        start: int,
        end: int,
        before: Sequence[Any],
        after: Sequence[Any],
        written: Sequence[str],
    ) -> str:
        """The new list as the old one is written: what stands before, between and behind its names."""
        there = (
            bool(before)
            and not task.corrected
            and all(
                start <= named.start <= named.end <= end
                and self.source[named.start : named.end] == named.mention
                for named in before
            )
        )
        if len({named.role for named in after}) > 1:
            return _by_roles(after, written)
        if not there or {named.role for named in before} != {named.role for named in after}:
            return f"{self.label}{SEPARATOR.join(written)}"
        between = {self.source[one.end : other.start] for one, other in pairwise(before)}
        separator = between.pop() if len(between) == 1 else SEPARATOR
        return f"{self.source[start : before[0].start]}{separator.join(written)}{self.source[before[-1].end : end]}"


def _written(before: Sequence[Any], after: Sequence[Any], names: dict[str, str]) -> list[str]:
    """The names of a new list: as printed where they stay, but in whole where what they were short for stands elsewhere now."""
    ahead = dict(
        zip(
            (named.department_id for named in before),
            (None, *(named.department_id for named in before)),
            strict=False,
        )
    )
    mentions = {named.department_id: named for named in before}
    found: list[str] = []
    last = None
    for named in after:
        old = mentions.get(named.department_id)
        short = old is not None and old.resolution == Resolution.PARENT_RESTORED
        kept = old is not None and (not short or ahead[named.department_id] == last)
        found.append(old.mention if old is not None and kept else names[named.department_id])
        last = named.department_id
    return found


def _by_roles(after: Sequence[Any], written: Sequence[str]) -> str:
    """A list in which each role has its own label: 牵头单位：甲；配合单位：乙、丙."""
    pairs = list(zip((named.role for named in after), written, strict=True))
    return "；".join(
        f"{ROLE_LABELS[role]}单位：{SEPARATOR.join(name for own, name in pairs if own == role)}"
        for role in (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT)
        if any(own == role for own, _ in pairs)
    )
