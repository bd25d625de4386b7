"""What a person corrects in what was read of a document: its header, what lines are, what tasks say; short names of sections."""

import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from data.importing.aligning import Piece, align
from data.importing.document import NoticeKind, ParsedDocument, Span
from data.importing.passage import SourceLine, compact, read_lines
from data.importing.settling import TaskCorrection
from data.vocabulary import LineMark, Role


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person changed; what is not named here stays as read."""

    header: Mapping[str, str | int | date | None] = field(default_factory=dict)
    """title, year, issuer, issued_on; and body, the body whose departments the document names (None: our own)."""

    lines: Mapping[int, LineMark] = field(default_factory=dict)
    """Number of a line → what it is."""

    tasks: tuple[TaskCorrection, ...] = ()

    short_names: Mapping[str, str] = field(default_factory=dict)
    """section_id → the short name of a section, where a person set one (``data.store.correcting``)."""

    def as_json(self) -> str | None:
        """JSON to be stored; None where nothing was corrected."""
        if not self:
            return None
        header = {
            key: value.isoformat() if isinstance(value, date) else value for key, value in self.header.items()
        }
        lines = {str(number): mark.value for number, mark in sorted(self.lines.items())}
        corrected: dict[str, Any] = {"header": header, "lines": lines}
        if self.tasks:
            corrected["tasks"] = [_task_as_json(task) for task in self.tasks]
        if self.short_names:
            corrected["sections"] = dict(self.short_names)
        return json.dumps(corrected, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str | None) -> "Corrections":
        """The corrections that ``as_json`` made this of."""
        if text is None:
            return cls()
        stored = json.loads(text)
        header = stored["header"]
        if header.get("issued_on"):
            header["issued_on"] = date.fromisoformat(header["issued_on"])
        lines = {int(number): LineMark(mark) for number, mark in stored["lines"].items()}
        tasks = tuple(map(_task_from_json, stored.get("tasks", ())))
        return cls(header, lines, tasks, stored.get("sections", {}))

    def __bool__(self) -> bool:
        return bool(self.header or self.lines or self.tasks or self.short_names)


def _task_as_json(task: TaskCorrection) -> dict[str, Any]:
    departments = task.departments
    return {
        "text": task.text,
        "place": [task.span.start, task.span.end],
        "departments": None if departments is None else [[name, role.value] for name, role in departments],
        "deadlines": None if task.deadlines is None else list(task.deadlines),
    }


def _task_from_json(stored: dict[str, Any]) -> TaskCorrection:
    departments, deadlines = stored["departments"], stored["deadlines"]
    return TaskCorrection(
        stored["text"],
        Span(*stored["place"]),
        None if departments is None else tuple((name, Role(role)) for name, role in departments),
        None if deadlines is None else tuple(deadlines),
    )


def corrections_in(header: Mapping[str, object]) -> Corrections:
    """The corrections of a stored document (a row of ``documents``)."""
    stored = header["corrections"]
    return Corrections.from_json(None if stored is None else str(stored))


def carried(corrections: Corrections, before: str, after: str) -> Corrections:
    """The corrections of one text of a file, carried over to another text of the same file.

    A mark goes with its line where a line of the same words is left; tasks are found by their text, or near by.
    """
    olds = {line.number: line for line in read_lines(before)}
    news = list(read_lines(after))
    found = align(
        *([Piece(line.passage.text, line.span) for line in lines] for lines in (olds.values(), news))
    )
    numbers = dict(zip(olds, range(len(olds)), strict=True))
    moved = {old: news[new] for new, old in enumerate(found) if old is not None}
    same = {
        number: moved[index].number
        for number, index in numbers.items()
        if index in moved and compact(moved[index].passage.text) == compact(olds[number].passage.text)
    }
    lines = {same[number]: mark for number, mark in corrections.lines.items() if number in same}
    starts = [(line.span.start, index) for index, line in enumerate(olds.values())]
    tasks = tuple(replace(task, span=_moved(task.span, starts, moved)) for task in corrections.tasks)
    return replace(corrections, lines=lines, tasks=tasks)


def _moved(span: Span, starts: list[tuple[int, int]], moved: Mapping[int, SourceLine]) -> Span:
    """A place in an earlier text, moved with the line on which it begins; where that is gone, a place of no length."""
    start, index = starts[max(bisect_right(starts, (span.start, len(starts))) - 1, 0)]
    line = moved.get(index)
    if line is None:
        return Span(0, 0)
    by = line.span.start - start
    return Span(span.start + by, span.end + by)


_ANSWERED = {
    "title": {NoticeKind.NO_TITLE, NoticeKind.DOUBTFUL_TITLE},
    "year": {NoticeKind.NO_YEAR},
    "issuer": {NoticeKind.NO_ISSUER, NoticeKind.UNREAD_ISSUER},
    "issued_on": {NoticeKind.NO_DATE, NoticeKind.UNREAD_DATE},
}
"""What need not be asked any more where a person has said it."""


def with_header(document: ParsedDocument, corrections: Corrections) -> ParsedDocument:
    """The document with title, year, issuer and date as corrected, and without the notices that this answers."""
    as_read = {key: getattr(document, key) for key in ("title", "year", "issuer", "issued_on")}
    header = as_read | dict(corrections.header)
    said = {key for key, value in corrections.header.items() if value}
    said |= {"title" for mark in corrections.lines.values() if mark is LineMark.TITLE}
    answered = {kind for key, kinds in _ANSWERED.items() if key in said for kind in kinds}
    return replace(
        document,
        notices=tuple(notice for notice in document.notices if notice.kind not in answered),
        title=str(header["title"] or ""),
        year=header["year"],
        issuer=str(header["issuer"] or ""),
        issued_on=header["issued_on"],
    )
