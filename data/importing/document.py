"""What is read from a document: values that keep their place in its text.

A ``Span`` is a half-open range of characters in ``ParsedDocument.source``; a page shows a sentence by it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.vocabulary import LineKind, Resolution, Role, TargetKind


class NoticeKind(StrEnum):
    """What a person should look at in what was read."""

    LEFT_OUT = "left_out"  # a part of the file was not read (hidden sheets, pictures, columns)
    NO_TITLE = "no_title"
    NO_YEAR = "no_year"
    NO_DATE = "no_date"
    DATE_AND_YEAR = "date_and_year"  # they do not fit together
    NO_ISSUER = "no_issuer"
    DOUBTFUL_TITLE = "doubtful_title"
    UNREAD_DATE = "unread_date"  # none was read, though one stands where documents are dated
    UNREAD_ISSUER = "unread_issuer"  # none was read, though a notice has one
    NO_TASKS = "no_tasks"
    NUMBER_MISSING = "number_missing"
    NUMBER_REPEATED = "number_repeated"
    NO_DEPARTMENT = "no_department"
    DEPARTMENT_REPEATED = "department_repeated"
    UNREAD_ANNOTATION = "unread_annotation"  # brackets in a task's text that speak of who is responsible
    UNREAD_WORDS = "unread_words"  # words among departments that are none
    DOUBTFUL_DEPARTMENT = "doubtful_department"  # read as a department, and not formed like one
    MANY_DEPARTMENTS = "many_departments"  # more than in all other tasks together
    NUMBER_INSIDE = "number_inside"  # a number of the document's own, or 附件, in the middle of a task
    LONG_TASK = "long_task"
    ROW_UNLIKE_HEADER = "row_unlike_header"
    CARRIED_DOWN = "carried_down"  # a blank cell was read as merged with the one above
    UNKNOWN_NAME = "unknown_name"
    DOUBTFUL_NAME = "doubtful_name"
    CORRECTION_LOST = "correction_lost"  # of a task that is not found again
    EARLY_DEADLINE = "early_deadline"
    IMPOSSIBLE_DATE = "impossible_date"
    UNACCOUNTED = "unaccounted"


ON_NAMES = frozenset({NoticeKind.UNKNOWN_NAME, NoticeKind.DOUBTFUL_NAME})
"""The kinds that ask for a decision on a name; the others are about the document itself."""

FACTS = ON_NAMES | {
    NoticeKind.LEFT_OUT,
    NoticeKind.NO_TITLE,
    NoticeKind.NO_YEAR,
    NoticeKind.NO_DATE,
    NoticeKind.NO_ISSUER,
    NoticeKind.DEPARTMENT_REPEATED,
}
"""The kinds that tell what the document is like; all others say that something may have been read wrongly."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person should look at before a document is stored; ``str`` gives one line in Chinese."""

    kind: NoticeKind
    text: str
    line: int | None = None  # number of the line that it is about
    number: str = ""  # of the task, as printed

    @property
    def suspicion(self) -> bool:
        """Whether something may have been read wrongly."""
        return self.kind not in FACTS

    def __str__(self) -> str:
        if self.line is None:
            return self.text
        return f"第{self.line}行{f'，任务{self.number}' if self.number else ''}：{self.text}"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``source[start:end]``; 0-based, ``start <= end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line of the source and what it was taken for."""

    number: int  # 1-based number of the line in the source
    span: Span
    kind: LineKind
    marked: bool = False  # by a person


@dataclass(frozen=True, slots=True)
class Section:
    """A highest heading that contains tasks."""

    ordinal: int  # 1-based, in the order of the document
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A department as a task names it (点名)."""

    department: str  # full name of the department that is meant
    text: str  # the words as printed (hard wraps removed)
    role: Role
    collective: bool
    resolution: Resolution
    span: Span
    doubt: str = ""  # in Chinese: why a person should look at the resolution; empty where it is certain


@dataclass(frozen=True, slots=True)
class Target:
    """A target that a task states."""

    kind: TargetKind
    text: str  # the words as printed
    value: str  # "45%", "100%", "全覆盖", "2023-12-31", "30件"
    span: Span


@dataclass(frozen=True, slots=True)
class Task:
    """A task with the departments responsible for it."""

    number: str  # as printed, without punctuation ("14"); empty where none is printed
    section: int | None  # ordinal of its section
    text: str
    span: Span  # from the number to the end of the text
    annotation: Span | None  # the list of departments, label included
    mentions: tuple[Mention, ...]
    targets: tuple[Target, ...]
    corrected: bool = False  # a person changed its departments, its deadlines or what one of its lines is


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A plan as read: nothing guessed silently, nothing lost silently."""

    source: str  # the whole text, as decoded
    title: str
    year: int | None
    issuer: str
    issued_on: date | None
    cc: tuple[str, ...]
    first_listed_leads: bool  # the document itself says that the first department leads
    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]
    lines: tuple[Line, ...]  # every non-blank line of the source
    notices: tuple[Notice, ...]  # what a person should look at, in the order of the document

    @property
    def unaccounted(self) -> tuple[Line, ...]:
        """The lines that fit nothing."""
        return tuple(line for line in self.lines if line.kind is LineKind.UNACCOUNTED)
