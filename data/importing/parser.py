"""The reading of a plan: from the text of a document to its sections, tasks, departments and targets.

The way: lines with their places → furniture and frame set aside → outline or table → drafts of tasks → names and
targets. Everything works from layout and language; no document is known in advance.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType

from data.errors import DocumentError
from data.importing.aligning import Piece
from data.importing.checks import notices_of
from data.importing.document import Line, Mention, Notice, NoticeKind, ParsedDocument, Section, Span, Task
from data.importing.drafting import TaskDraft, TaskDrafts, draft_outline
from data.importing.frame import Frame, read_frame
from data.importing.layout import furniture
from data.importing.marking import OF_TASKS, SET_ASIDE, MarkedLine, marked_lines
from data.importing.outline import OutlineReader, wrap_width
from data.importing.passage import SourceLine, compact, read_lines
from data.importing.settling import TaskCorrection, corrections_of, settled_departments, settled_targets
from data.importing.tables import draft_table, has_cell_lines
from data.importing.targets import find_targets
from data.names.directory import Directory
from data.names.resolving import Names, Resolved, names_of, resolve_among, written_whole
from data.vocabulary import LineKind, LineMark, Role

_FIRST_LEADS = re.compile(
    r"(?:第一|第1|首|排[名列序]?在?[最]?前|列?在?最?前)[^。;；\n]{0,14}(?:为|是|即|系|作为)[^。;；\n]{0,6}(?:牵头|主办|主责)"
)


_DENIED = re.compile(r"不|未|非|无|推定|假定|视为|默认|[“”\"「」『』]")


_Names = tuple[Names, frozenset[str]]
"""What names are looked up in, and those that the document writes whole."""


def _says_that_the_first_leads(folded: str) -> bool:
    """Whether a line states that the first department of a list leads; what is denied, quoted or assumed states nothing."""
    for match in _FIRST_LEADS.finditer(folded):
        start = max(folded.rfind(sign, 0, match.start()) for sign in "。;；，,") + 1
        ends = [end for sign in "。;；，," if (end := folded.find(sign, match.end())) >= 0]
        if not _DENIED.search(folded[start : min(ends, default=len(folded))]):
            return True
    return False


def _roles(draft: TaskDraft, first_leads: bool) -> list[Role]:
    """The roles of a task's departments; where the document says that the first leads, and the task nothing else, so be it."""
    roles = [entry.role for entry in draft.entries]
    if first_leads and roles and Role.LEAD not in roles:
        return [Role.LEAD, *(Role.RESPONSIBLE for _ in roles[1:])]
    return roles


def _lists(draft: TaskDraft) -> list[list[str]]:
    """The names of a task's departments, list by list."""
    return [
        [entry.name for entry in listed]
        for _, listed in groupby(draft.entries, key=lambda entry: entry.listed)
    ]


def _mentions(
    draft: TaskDraft, names: Names, written: frozenset[str], first_leads: bool
) -> tuple[tuple[Mention, ...], list[Resolved]]:
    """The departments of a task, each once, and all that was resolved for it."""
    found = [department for listed in _lists(draft) for department in resolve_among(listed, names, written)]
    mentions: dict[str, Mention] = {}
    resolved: list[Resolved] = []
    for entry, department, role in zip(draft.entries, found, _roles(draft, first_leads), strict=True):
        if not names.ignored.isdisjoint((entry.name, department.name)):
            continue
        resolved.append(department)
        raw = compact(entry.passage.text.replace("\n", ""))
        span = entry.passage.span()
        mention = Mention(
            department.name, raw, role, department.collective, department.resolution, span, department.doubt
        )
        mentions.setdefault(department.name, mention)
    return tuple(mentions.values()), resolved


def _sections(drafts: TaskDrafts) -> tuple[tuple[Section, ...], list[int | None]]:
    """The highest headings that contain tasks, and for each task the ordinal of its own."""
    sections: dict[int, Section] = {}
    ordinals: list[int | None] = []
    for draft in drafts.tasks:
        heading = draft.heading
        if heading is None:
            ordinals.append(None)
            continue
        span, title = heading.span(), compact(heading.text)
        if span.start not in sections:
            last = next(reversed(sections.values()), None)
            if last is None or last.title != title:  # else a cell that is printed again for each row
                last = Section(last.ordinal + 1 if last else 1, title, span)
            sections[span.start] = last
        ordinals.append(sections[span.start].ordinal)
    return tuple(dict.fromkeys(sections.values())), ordinals


def _task(draft: TaskDraft, section: int | None, mentions: tuple[Mention, ...], year: int | None) -> Task:
    targets = find_targets(draft.text, draft.deadlines, year, draft.aims)
    text = compact(draft.text.text)
    return Task(draft.number, section, text, _span(draft), draft.annotation, mentions, targets)


def _span(draft: TaskDraft) -> Span:
    start = (draft.opening or draft.text).span().start
    return Span(start, max(start, draft.text.span().end))


def _settled(
    task: Task, given: TaskCorrection, read: list[Resolved], frame: Frame, source: str, looked_up: _Names
) -> tuple[Task, list[Resolved]]:
    """A task as a person corrected it, and how its departments were resolved."""
    place = task.annotation or task.span
    if given.departments is not None:
        mentions, read = settled_departments(given.departments, task.mentions, *looked_up, source, place)
        task = replace(task, mentions=mentions)
    if given.deadlines is not None:
        targets = settled_targets(given.deadlines, task.targets, frame.year, source, place)
        task = replace(task, targets=targets)
    return replace(task, corrected=True), read


def _lines(
    lines: Sequence[SourceLine], kinds: Mapping[int, LineKind], marks: Mapping[int, LineMark]
) -> tuple[Line, ...]:
    """Every line with its kind: as a person marked it, else as it was read; what no one claimed fits nothing."""
    as_marked = {number: mark.kind for number, mark in marks.items()}
    kinds = {**kinds, **as_marked}
    return tuple(
        Line(line.number, line.span, kinds.get(line.number, LineKind.UNACCOUNTED), line.number in marks)
        for line in lines
    )


def _with_marks(tasks: list[Task], marked: Sequence[MarkedLine]) -> list[Task]:
    """The tasks, those of which a person marked a line as corrected."""
    starts = [task.span.start for task in tasks]
    own = {
        bisect_right(starts, line.line.span.end - 1) - 1 for line in marked if line.mark in OF_TASKS
    }  # fmt: skip
    return [replace(task, corrected=task.corrected or index in own) for index, task in enumerate(tasks)]


def _draft(
    lines: list[SourceLine], frame: Frame, names: Names, cells: bool, marked: Sequence[MarkedLine]
) -> TaskDrafts:
    body = [line for line in lines[frame.body_start :] if line.number not in frame.kinds]
    if frame.title_length:
        body[0] = body[0].after(frame.title_length)
    if table := draft_table(body, names, cells=cells, marked=marked):
        return table
    reader = OutlineReader(names, wrap_width(lines))
    by_number = {own.number: own for own in marked}
    for line in sorted([*body, *(own.line for own in marked)], key=lambda line: line.number):
        if own := by_number.get(line.number):
            reader.take_marked(own)
        else:
            reader.take(line)
    return draft_outline(reader.items, names)


def parse(
    source: str,
    directory: Directory | Callable[[Frame], Directory],
    year: int | None = None,
    marks: Mapping[int, LineMark] = MappingProxyType({}),
    corrections: Sequence[TaskCorrection] = (),
) -> ParsedDocument:
    """The plan in a text; spans are offsets into ``source`` as given.

    ``directory``: what names are understood by, or a function that chooses it by the title and issuer of the document.
    ``year``: where a person knows it, instead of the year that is read; deadlines (年内, 6月底) are of that year.
    ``marks``: what a person says that lines are, by their numbers; ``corrections``: what a person says of tasks.

    Every non-blank line gets one kind; a line that fits nothing is UNACCOUNTED. What is uncertain is said in
    ``notices``. A text without tasks gives a document without tasks and a notice; DocumentError where no line shows
    anything.
    """
    lines = list(read_lines(source))
    if not lines:
        raise DocumentError("文件里没有文字", "读取正文时", "选择有内容的文件")
    marked = marked_lines(lines, marks)
    titles = [line for line in marked if line.mark is LineMark.TITLE]
    inside = [line for line in marked if line.mark is not LineMark.TITLE]
    hidden = {number for number, mark in marks.items() if mark in SET_ASIDE} | {own.number for own in inside}
    shown = [line for line in lines if line.number not in hidden]
    cells = has_cell_lines(shown)
    outside = furniture(shown, cells=cells) - {title.number for title in titles}
    content = [line for line in shown if line.number not in outside]
    frame = read_frame(content, [line for line in shown if line.number in outside], titles)
    frame.year = year or frame.year
    names = names_of(directory(frame) if callable(directory) else directory)
    drafts = _draft(content, frame, names, cells, inside)
    first_leads = any(map(_says_that_the_first_leads, (line.folded for line in content)))
    sections, ordinals = _sections(drafts)
    written = written_whole(listed for draft in drafts.tasks for listed in _lists(draft))
    pieces = [Piece(compact(draft.text.text), _span(draft)) for draft in drafts.tasks] if corrections else []
    given, lost = corrections_of(pieces, corrections)
    tasks, resolved = [], []
    for index, (draft, ordinal) in enumerate(zip(drafts.tasks, ordinals, strict=True)):
        mentions, departments = _mentions(draft, names, written, first_leads)
        task = _task(draft, ordinal, mentions, frame.year)
        if given and (own := given[index]):
            draft.settled = own.departments is not None
            task, departments = _settled(task, own, departments, frame, source, (names, written))
        tasks.append(task)
        resolved.append(departments)
    tasks = _with_marks(tasks, marked)
    drafts.doubts += [
        Notice(NoticeKind.CORRECTION_LOST, f"改正过的任务没有再读出，改正没有采用：「{own.text[:40]}」")
        for own in lost
    ]
    kinds = drafts.kinds | frame.kinds | dict.fromkeys(outside, LineKind.FURNITURE)
    placed = _lines(lines, kinds, marks)
    return ParsedDocument(
        source=source,
        title=frame.title,
        year=frame.year,
        issuer=frame.issuer,
        issued_on=frame.issued_on,
        cc=frame.cc,
        first_listed_leads=first_leads,
        sections=sections,
        tasks=tuple(tasks),
        lines=placed,
        notices=notices_of(source, frame, drafts, tasks, resolved, placed),
    )
