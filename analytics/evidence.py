"""One way from a mark – a bar, a cell, a node, an edge, a row, a number in a sentence – to the tasks behind it.

A mark says by which departments, section, sharing and tasks it is to be read; as text it stands in the URL and in the
``customdata`` of charts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from urllib.parse import quote, unquote

from analytics.loads.workload import OUTSIDE_SECTIONS
from analytics.scope import Level, ScopedPlan, topmost
from analytics.task_list import Sharing, find
from data.store.plan import Plan

LONGEST, MOST_TASKS = 40_000, 20_000
"""Characters of a mark's text, and tasks that it lists; a text with more is none."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a mark stands for: the tasks that fulfil all that it says; what it does not say does not restrict."""

    departments: tuple[str, ...] = ()  # ids; every one of them is named for the task
    section: str | None = None  # id; OUTSIDE_SECTIONS: the tasks outside any section
    sharing: Sharing = Sharing.ANY
    tasks: tuple[str, ...] | None = None  # ids, none of them empty

    def __str__(self) -> str:
        """The mark as text; ``read_mark`` gives it back."""
        parts = [f"d:{_quoted(department)}" for department in self.departments]
        parts += [] if self.section is None else [f"s:{_quoted(self.section)}"]
        parts += [] if self.sharing is Sharing.ANY else [f"h:{self.sharing}"]
        parts += [] if self.tasks is None else [f"t:{_listed(self.tasks)}"]
        return ";".join(parts)


def read_mark(text: str) -> Mark | None:
    """The mark that a text says; None for one that says nothing or is none."""
    departments: list[str] = []
    section: str | None = None
    sharing = Sharing.ANY
    tasks: tuple[str, ...] | None = None
    if not 0 < len(text) <= LONGEST:
        return None
    for part in text.split(";"):
        kind, parted, value = part.partition(":")
        if parted and kind == "d":
            departments.append(unquote(value))
        elif parted and kind == "s":
            section = unquote(value)
        elif kind == "h" and value in list(Sharing):
            sharing = Sharing(value)
        elif parted and kind == "t" and (listed := _unlisted(value)) is not None:
            tasks = listed
        else:
            return None
    mark = Mark(tuple(departments), section, sharing, tasks)
    return None if mark == Mark() else mark


def tasks_behind(scoped: ScopedPlan, mark: Mark) -> tuple[str, ...]:
    """Ids of the scope's tasks that a mark stands for, in printed order; none where it says what the scope lacks."""
    tasks = scoped.tasks
    kept = set(tasks["task_id"])
    row = dict(zip(scoped.departments["department_id"], range(len(scoped.departments)), strict=True))
    given = scoped.assignments
    for department in mark.departments:
        own = given["task"][given["department"] == row.get(department, -1)]
        kept &= set(tasks["task_id"].iloc[own])
    if mark.section is not None:
        outside = mark.section == OUTSIDE_SECTIONS
        here = tasks["section_id"].isna() if outside else tasks["section_id"] == mark.section
        kept &= set(tasks["task_id"][here])
    if mark.sharing is not Sharing.ANY:
        kept &= set(find(scoped, sharing=mark.sharing))
    if mark.tasks is not None:
        kept &= set(mark.tasks)
    return tuple(task for task in tasks["task_id"] if task in kept)


def seen_at(plan: Plan, scoped: ScopedPlan, mark: Mark) -> Mark:
    """The mark as the scope shows it: at the level of parents, offices are their topmost parents; else as it is."""
    if scoped.scope.level is Level.OFFICE or not mark.departments:
        return mark
    ids = plan.departments["department_id"]
    parent = dict(zip(ids, ids.array[topmost(plan)], strict=True))
    departments = tuple(dict.fromkeys(parent.get(own, own) for own in mark.departments))
    return replace(mark, departments=departments)


_SERIAL = re.compile(r"(?P<head>.*[^0-9])(?P<number>[0-9]{3,6})", re.DOTALL)
_RANGES = re.compile(
    r"(?P<head>[^~]+)~(?P<digits>[3-6])~(?P<ranges>[0-9]{1,6}(-[0-9]{1,6})?(\+[0-9]{1,6}(-[0-9]{1,6})?)*)"
)


def _listed(task_ids: Iterable[str]) -> str:
    """Ids in short: neighbours that differ in their last number only as ranges of it, "plan-t~3~1-3+7"; others as they are."""
    parts: list[str] = []
    for serial, own in groupby(map(_parted, task_ids), itemgetter(0)):
        if serial is None:
            parts += [_quoted(task_id) for _, task_id in own]
        else:
            head, digits = serial
            parts.append(f"{_quoted(head)}~{digits}~{'+'.join(_ranges([int(number) for _, number in own]))}")
    return ",".join(parts)


def _parted(task_id: str) -> tuple[tuple[str, int] | None, str]:
    """What an id shares with its neighbours, and its number; nothing and the id where it ends in none."""
    match = _SERIAL.fullmatch(task_id)
    return ((match["head"], len(match["number"])), match["number"]) if match else (None, task_id)


def _unlisted(text: str) -> tuple[str, ...] | None:
    """The ids that ``_listed`` wrote; None for what it cannot have written."""
    found: list[str] = []
    for part in text.split(",") if text else ():
        if match := _RANGES.fullmatch(part):
            head, digits = unquote(match["head"]), match["digits"]
            for one in match["ranges"].split("+"):
                first, _, last = one.partition("-")
                numbers = range(int(first), int(last or first) + 1)
                if not 0 < len(numbers) <= MOST_TASKS - len(found):
                    return None
                found += [f"{head}{number:0{digits}}" for number in numbers]
        elif part and "~" not in part:
            found.append(unquote(part))
        else:
            return None
    return tuple(found)


def _ranges(numbers: Sequence[int]) -> Iterator[str]:
    """Numbers in short, in their order: [1, 2, 3, 7] → "1-3", "7"."""
    start = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1] + 1:
            first, last = numbers[start], numbers[at - 1]
            yield str(first) if first == last else f"{first}-{last}"
            start = at


def _quoted(text: str) -> str:
    """The text without the signs that part a mark."""
    return quote(text, safe="").replace("~", "%7E").replace(".", "%2E")


def places_in(text: str, source: str, start: int, end: int) -> list[int]:
    """For each character of a cleaned text its offset in ``source[start:end]``, from which it was taken.

    The text lacks line breaks, spaces and whole passages (numbers, annotations) of its source, but keeps the order. A
    character that was added (a space between two words) has the offset of the next one. Offsets rise.
    """
    seen = [(sign, start + at) for at, sign in enumerate(source[start:end]) if not sign.isspace()]
    signs = "".join(sign for sign, _ in seen)
    latest = _latest(text, signs)
    places: list[int] = []
    at = 0
    for index, sign in enumerate(text):
        if not sign.isspace() and signs[at : at + 1] != sign:
            at = _resume(signs, "".join(text[index : index + 40].split()), at, latest[index])
        places.append(seen[min(at, len(seen) - 1)][1] if seen else start)
        at += not sign.isspace()
    return places


def _latest(text: str, signs: str) -> list[int]:
    """For each character of the text the last place where it can stand, for all that follows it to find one, too."""
    latest = [len(signs)] * len(text)
    at = len(signs)
    for index in range(len(text) - 1, -1, -1):
        if not text[index].isspace():
            at = signs.rfind(text[index], 0, at)
            if at < 0:
                break
            latest[index] = at
    return latest


def _resume(signs: str, ahead: str, at: int, until: int) -> int:
    """Where the text goes on after a passage that it lacks: where the most of what is ahead stands together."""
    for length in (12, 6, 3, 1):
        together = ahead[:length]
        found = signs.find(together, at, until + len(together))
        if found >= 0:
            return found
    return at
