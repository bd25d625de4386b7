"""What a person says of one task takes the place of what was read: who is responsible, and by when."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from data.importing.aligning import Piece, align
from data.importing.document import Mention, Span, Target
from data.importing.passage import Passage
from data.importing.targets import find_deadlines
from data.names.resolving import Names, Resolved, resolve_among
from data.vocabulary import Role, TargetKind


@dataclass(frozen=True, slots=True)
class TaskCorrection:
    """What a person says of a task; what is None stays as read."""

    text: str  # of the task and its place as they were then: by them it is found in a later reading
    span: Span
    departments: tuple[tuple[str, Role], ...] | None = None  # names as a list would have them; () for none
    deadlines: tuple[str, ...] | None = None  # days (2023-06-30) or words (6月底前); () for none


def corrections_of(
    tasks: Sequence[Piece], corrections: Sequence[TaskCorrection]
) -> tuple[list[TaskCorrection | None], list[TaskCorrection]]:
    """For each task of a reading what a person says of it, and the corrections whose task is not found."""
    before = [Piece(correction.text, correction.span) for correction in corrections]
    found = align(before, tasks) if corrections else [None] * len(tasks)
    lost = [correction for index, correction in enumerate(corrections) if index not in found]
    return [None if index is None else corrections[index] for index in found], lost


def settled_departments(
    given: Sequence[tuple[str, Role]],
    read: Sequence[Mention],
    names: Names,
    written: Container[str],
    source: str,
    place: Span,
) -> tuple[tuple[Mention, ...], list[Resolved]]:
    """The departments that a person gives for a task, each once, and how each was resolved.

    One that was read keeps its words and their place; another has its name as words, at its place in ``place`` of the
    source where it stands there, else ``place`` itself.
    """
    found = resolve_among([name for name, _ in given], names, written)
    as_read = {mention.department: mention for mention in read}
    mentions: dict[str, Mention] = {}
    for (name, role), department in zip(given, found, strict=True):
        if not names.ignored.isdisjoint((name, department.name)):
            continue
        kept = as_read.get(department.name)
        mention = (
            replace(kept, role=role)
            if kept
            else Mention(
                department.name,
                name,
                role,
                department.collective,
                department.resolution,
                _place_of(name, source, place),
                department.doubt,
            )
        )
        mentions.setdefault(department.name, mention)
    resolved = [department for department in found if department.name in mentions]
    return tuple(mentions.values()), list({department.name: department for department in resolved}.values())


def settled_targets(
    given: Sequence[str], read: Sequence[Target], year: int | None, source: str, place: Span
) -> tuple[Target, ...]:
    """The targets of a task with the deadlines that a person gives in the place of those that were read."""
    kept = [target for target in read if target.kind is not TargetKind.DEADLINE]
    as_read = {
        key: target
        for target in read
        if target.kind is TargetKind.DEADLINE
        for key in (target.text, target.value)
    }
    for words in given:
        own = find_deadlines(Passage(words, ((0, 0),)), year, stated=True)
        value = own[0].value if own else words
        new = Target(TargetKind.DEADLINE, words, value, _place_of(words, source, place))
        kept.append(as_read.get(words, new))
    kept.sort(key=lambda target: target.span.start)
    return tuple({(target.kind, target.value): target for target in kept}.values())


def _place_of(words: str, source: str, place: Span) -> Span:
    at = source.find(words, place.start, place.end)
    return place if at < 0 else Span(at, at + len(words))
