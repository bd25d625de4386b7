"""What is read from a document: values that keep their place in its text.

A ``Span`` is a half-open range of characters in ``ParsedDocument.source``; a page shows a sentence by it.
"""

from dataclasses import dataclass
from datetime import date

from data.vocabulary import LineKind, Resolution, Role, TargetKind

DECIDE = "，请核定"
"""The end of a warning that asks for a decision on a name; the other warnings are about the document itself."""


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


@dataclass(frozen=True, slots=True)
class Section:
    """A highest heading that contains tasks."""

    ordinal: int  # 1-based, in the order of the document
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A department named for a task."""

    name: str  # the department that is meant
    raw: str  # the words as printed (hard wraps removed)
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
    warnings: tuple[str, ...]  # in Chinese, each with its place; the notices first
    notices: tuple[
        str, ...
    ] = ()  # what the reader of the container left out of the source (hidden sheets, …)

    @property
    def unaccounted(self) -> tuple[Line, ...]:
        """The lines that fit nothing."""
        return tuple(line for line in self.lines if line.kind is LineKind.UNACCOUNTED)
