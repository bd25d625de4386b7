"""From the outline of a plan to its tasks: which items are headings, which are tasks, and what belongs to each."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from data.importing.annotations import (
    NO_STOPS,
    Entry,
    find_annotations,
    find_bracketed,
    find_unread,
    read_annotation,
)
from data.importing.document import Notice, Span
from data.importing.lists import Trusted
from data.importing.numbering import Style
from data.importing.outline import UNNUMBERED, Item, Part, flatten, heading_text, run_together, tree
from data.importing.passage import Passage, compact, join
from data.importing.role_words import opening_label
from data.importing.unfolding import unfold
from data.vocabulary import LineKind, LineMark

_GENERAL = re.compile(
    r"要求$|保障$|保障措施|组织(?:领导|实施|保障)|指导思想|基本原则|总体(?:思路|目标|安排|考虑)|工作目标$|主要目标$|重要意义|工作步骤|实施步骤|附则|方法步骤"
)

# How a paragraph behind the last task goes on about all of them.
_TRAILING = re.compile(
    r"(?:各|全市|全县|全区|全院|本(?!院)|请|要|对|上述|以上|以下|特此|希望|自|联系|此件|凡|市直|县直|省直|区直|牵头|责任|有关|相关|工作专班|附|执行中).*[。;)]$"
)
_NOTE = re.compile(r"注|附|说明|.{0,20}(?:第一|列|排|首).{0,14}(?:为|是).{0,6}(?:牵头|主办)")


@dataclass
class TaskDraft:
    """A task as found in the document, before names and targets are read."""

    number: str
    line: int  # number of its first line
    text: Passage
    opening: Passage | None = None  # its number, where one is printed
    heading: Passage | None = None  # the highest heading above it
    entries: list[Entry] = field(default_factory=list)
    deadlines: list[Passage] = field(default_factory=list)
    aims: list[Passage] = field(default_factory=list)  # cells where targets are expected
    annotation: Span | None = None
    left: list[Passage] = field(default_factory=list)  # words among the departments that are none
    lists: int = 0  # annotations that name departments
    named: bool = False  # something stands where departments should be named
    settled: bool = False  # a person said which departments are responsible


@dataclass
class TaskDrafts:
    """The tasks of a document, and what its lines were taken for (by number of the line)."""

    tasks: list[TaskDraft] = field(default_factory=list)
    kinds: dict[int, LineKind] = field(default_factory=dict)
    doubts: list[Notice] = field(default_factory=list)


def _bearers(item: Item) -> int:
    return sum(below.bears for below in flatten(item))


def _task_style(roots: list[Item]) -> float:
    """The level of the tasks: that whose items most often hold exactly one annotated text."""
    scores: Counter[float] = Counter()
    counts: Counter[float] = Counter()
    for root in roots:
        for item in flatten(root):
            if item.mark:
                bearing = _bearers(item)
                counts[item.style] += 1
                scores[item.style] += 2 if bearing == 1 or item.bears else -1 if bearing == 0 else -4
    if not any(root_item.bears for root in roots for root_item in flatten(root)):
        main = [style for style in (Style.ARABIC, Style.CHINESE_BRACKET, Style.CHINESE) if counts[style] >= 2]
        return main[0] if main else UNNUMBERED
    best = max(scores, key=lambda style: (scores[style], style), default=UNNUMBERED)
    return (
        best
        if scores and any(item.bears for root in roots for item in flatten(root) if item.mark)
        else UNNUMBERED
    )


def _settle(items: list[Item], style: float) -> None:
    """Give what a person marked its level, ``style`` being that of the tasks: a task that of tasks, a heading one above them."""
    above = [item.style for item in items if item.style < style]
    for item in items:
        item.children = []  # of the tree by which the style was found
        if item.marked is LineMark.TASK:
            item.level, item.bears = style, True
        elif item.marked is LineMark.HEADING:
            own = item.style if item.mark else min(above, default=style)
            item.level = own if own < style else style - 0.5


class Drafter:
    """Walks the outline and writes down its tasks."""

    def __init__(self, items: list[Item], known: Trusted) -> None:
        self.drafts = TaskDrafts()
        self._known = known
        roots = tree(items)
        self._style = _task_style(roots)
        self._any = any(item.bears for item in items)
        if any(item.marked for item in items):
            _settle(items, self._style)
            roots = tree(items)
        self._behind: list[Part] = []  # lines that fit nothing, behind the last task so far
        for root in roots:
            self._walk(root, [])
        for part in self._behind:
            if _TRAILING.match(part.folded) and self.drafts.kinds.get(part.line) is LineKind.UNACCOUNTED:
                self.drafts.kinds[part.line] = LineKind.CLOSING

    def _walk(self, item: Item, above: list[Item]) -> None:
        bearing = _bearers(item)
        if item.marked is LineMark.TASK:
            self._draft(item, above)
        elif item.marked:
            self._head(item)
            for child in item.children:
                self._walk(child, [*above, item])
        elif item.mark and bearing == 0 and self._general(item, above):
            self._set_aside(item)
        elif self._is_parent(item, bool(above)):
            self._draft_parent(item, above)
        elif self._is_task(item, bearing):
            self._draft(item, above)
        elif not item.plain and (item.children or item.style < self._style):
            self._head(item)
            for child in item.children:
                self._walk(child, [*above, item])
        else:
            self._leftover(item, above)

    def _general(self, item: Item, above: list[Item]) -> bool:
        """Whether an item without any annotation is a general passage (总体要求, 保障措施), not a task."""
        if not self._any and item.style >= self._style:
            return False
        return item.style < self._style and bool(_GENERAL.search(compact(heading_text(item)[0].text)))

    def _is_task(self, item: Item, bearing: int) -> bool:
        below = [child for child in item.children if _bearers(child)]
        if bearing == 0:
            return bool(item.mark) and item.style == self._style and bool(item.parts)
        if item.bears and len(below) == 0:
            return True
        if not item.mark or item.style < self._style:
            return False
        return len(below) == 1 and bearing == 1 + item.bears and below[0] is item.children[-1]

    def _is_parent(self, item: Item, below: bool) -> bool:
        """Whether an item names departments of its own above numbered items that name theirs: each is a task.

        Those of a section, on a line under its heading, belong to no task (``below``: it stands under a heading itself).
        """
        if not (item.mark and item.bears and any(map(_bearers, item.children))):
            return False
        body, stops = run_together(item.texts())
        lists = [body.cut(*span) for span in find_annotations(body, stops, self._known)]
        if below or not item.headed():
            lists += [part.passage for part in item.parts if part.annotation and not part.person]
        return any(read_annotation(passage, self._known).entries for passage in lists)

    def _draft_parent(self, item: Item, above: list[Item]) -> None:
        own = [child for child in item.children if not (child.mark or _bearers(child))]
        self._draft(replace(item, children=own), above)
        for child in item.children:
            if _bearers(child):
                self._walk(child, above)
            elif child.mark:
                self._draft(child, above)

    def _head(self, item: Item) -> None:
        _, rest = heading_text(item)
        for part in item.parts:
            # Departments of a whole section belong to no task; a person is to see them.
            own = LineKind.PERSON if part.person else LineKind.UNACCOUNTED
            self.drafts.kinds.setdefault(part.line, own if part.annotation else LineKind.HEADING)
        for part in rest:
            self.drafts.kinds[part.line] = LineKind.PREAMBLE

    def _set_aside(self, item: Item) -> None:
        after = bool(self.drafts.tasks)
        for below in flatten(item):
            for part in below.parts:
                self.drafts.kinds.setdefault(part.line, LineKind.CLOSING if after else LineKind.PREAMBLE)
        if item.parts:
            self.drafts.kinds[item.parts[0].line] = LineKind.HEADING

    def _leftover(self, item: Item, above: list[Item]) -> None:
        """Text that is no task: an introduction before the first task or under a heading, else it fits nothing."""
        early = not self.drafts.tasks
        for below in flatten(item):
            for part in below.parts:
                note = _NOTE.match(part.folded)
                lost = (part.annotation and not part.person) or find_unread(part.passage)
                kind = (
                    LineKind.PREAMBLE
                    if early and not lost
                    else LineKind.CLOSING
                    if note
                    else LineKind.UNACCOUNTED
                )
                self.drafts.kinds.setdefault(part.line, kind)
                self._behind.append(part)

    def _draft(self, item: Item, above: list[Item]) -> None:
        self._behind = []
        texts: list[Part] = []
        labelled: list[Part] = []
        for below in flatten(item):
            if below is not item and below.number:
                texts.append(Part(below.number, 0, full=True))
            texts += below.texts()
            labelled += [part for part in below.parts if part.annotation]
            for part in below.parts:
                kind = (
                    LineKind.PERSON
                    if part.person
                    else LineKind.ANNOTATION
                    if part.annotation
                    else LineKind.TASK
                )
                self.drafts.kinds.setdefault(part.line, kind)
        body, stops = run_together(texts)
        found = find_annotations(body, stops, self._known)
        for part in item.parts if found else []:
            if part.folded.startswith("(") and find_bracketed(part.passage, NO_STOPS, self._known)[:1] == [
                (0, len(part.folded))
            ]:
                self.drafts.kinds[part.line] = LineKind.ANNOTATION
        readings = [body.cut(*span) for span in found] + _by_label(labelled)
        line = item.parts[0].line if item.parts else 0
        text = _without(body, found).strip()
        if not compact(text.text):  # names departments, but no task to which they belong
            self.drafts.kinds |= {
                part.line: LineKind.UNACCOUNTED for below in flatten(item) for part in below.parts
            }
            return
        draft = TaskDraft(item.mark.number if item.mark else "", line, text, item.number)
        draft.heading = next((heading_text(head)[0] for head in above if not head.plain), None)
        _annotate(draft, readings, self._known)
        self.drafts.tasks.append(draft)


def _by_label(parts: list[Part]) -> list[Passage]:
    """Labelled lines of one task as one passage: a wrap is removed, another line end stays as a sign."""
    runs: list[list[Passage]] = []
    wrapped = False
    for part in parts:
        if wrapped and not opening_label(part.folded):
            runs[-1].append(part.passage)
        else:
            runs.append([part.passage])
        wrapped = part.full
    return [join(map(join, runs), "\n")] if runs else []


def _without(body: Passage, found: Sequence[tuple[int, int]]) -> Passage:
    """The text without its annotations, and without a second full stop where one stood after a bracket."""
    holes = []
    for start, end in found:
        if body.text[max(0, start - 4) : start].rstrip().endswith(("。", "！", "；")) and body.text[
            end : end + 1
        ] in (
            "。",
            "；",
            ".",
        ):
            end += 1
        holes.append((start, end))
    return body.without(holes)


def _annotate(draft: TaskDraft, passages: list[Passage], known: Trusted) -> None:
    spans = [passage.strip(" \t\u3000\n").span() for passage in passages if passage.text.strip()]
    for passage in passages:
        reading = read_annotation(passage, known)
        draft.entries += reading.entries
        draft.deadlines += reading.deadlines
        draft.left += reading.left
        draft.lists += bool(reading.entries)
        draft.named = draft.named or bool(reading.entries) or reading.labelled
    if spans:
        draft.annotation = Span(min(span.start for span in spans), max(span.end for span in spans))


def draft_outline(items: list[Item], known: Trusted) -> TaskDrafts:
    """The tasks of an outline, in order."""
    return Drafter(unfold(items, known), known).drafts
