"""From the outline of a plan to its tasks: which items are headings, which are tasks, and what belongs to each."""

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from data.importing.annotations import NO_STOPS, Entry, find_annotations, find_bracketed, read_annotation
from data.importing.document import Span
from data.importing.labels import opening_label
from data.importing.numbering import Style
from data.importing.outline import UNNUMBERED, Item, Part, can_head, flatten, heading_text, run_together, tree
from data.importing.passage import Passage, compact, join, join_wrapped
from data.vocabulary import LineKind

_GENERAL = re.compile(
    r"要求$|保障$|保障措施|组织(?:领导|实施|保障)|指导思想|基本原则|总体(?:思路|目标|安排|考虑)|工作目标$|主要目标$|重要意义|工作步骤|实施步骤|附则|方法步骤"
)

_LONGEST = 24  # lines of an annotation
_NOTE = re.compile(r"注|附|说明|.{0,20}(?:第一|列|排|首).{0,14}(?:为|是).{0,6}(?:牵头|主办)")


@dataclass
class Draft:
    """A task as found in the document, before names and targets are read."""

    number: str
    line: int  # number of its first line
    text: Passage
    opening: Passage | None = None  # its number, where one is printed
    heading: Passage | None = None  # the highest heading above it
    entries: list[Entry] = field(default_factory=list)
    deadlines: list[Passage] = field(default_factory=list)
    annotation: Span | None = None
    named: bool = False  # something stands where units should be named


@dataclass
class Drafts:
    """The tasks of a document, and what its lines were taken for (by number of the line)."""

    tasks: list[Draft] = field(default_factory=list)
    kinds: dict[int, LineKind] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)  # in Chinese, each with its line


def _bears(item: Item, known: Container[str]) -> bool:
    if any(part.annotation for part in item.parts):
        return True
    return bool(find_annotations(*run_together(item.texts()), known))


def _closes(parts: list[Part], known: Container[str]) -> bool:
    """Whether a paragraph ends in an annotation."""
    body = join_wrapped(part.passage for part in parts[-_LONGEST:])
    found = find_annotations(body, NO_STOPS, known)
    return bool(found) and not body.text[found[-1][1] :].strip(" 。.;；,，")


def _groups(parts: Sequence[Part], known: Container[str]) -> list[list[Part]]:
    """The parts by task: a group ends with its annotation; what follows the last one is a group of its own."""
    groups: list[list[Part]] = [[]]
    pending: list[Part] = []
    closed = False
    for part in parts:
        if closed and not part.annotation and not part.folded.startswith("("):
            groups.append([])
            pending = []
        groups[-1].append(part)
        if not part.annotation:
            pending.append(part)
        closed = part.annotation or (")" in part.folded[-3:] and _closes(pending, known))
    return groups


def _paragraph(group: list[Part]) -> tuple[list[Part], list[Part]]:
    """What stands before the last paragraph of a group, and that paragraph with its annotation."""
    texts = [index for index, part in enumerate(group) if not part.annotation]
    start = texts[-1] if texts else 0
    while start > 0 and group[start - 1].full and not re.search(r"[。!?]$", group[start - 1].folded):
        start -= 1
    while start > 0 and group[start].folded.startswith("("):
        start -= 1
    return group[:start], group[start:]


def _unfold(items: list[Item], known: Container[str]) -> list[Item]:
    """Items in which several unnumbered tasks stand one after another are divided."""
    unfolded: list[Item] = []
    for index, item in enumerate(items):
        following = items[index + 1] if index + 1 < len(items) else None
        head = item.mark is not None and item.headed()
        groups = _groups(item.parts[1:] if head else item.parts, known)
        ended = sum(1 for group in groups if _bears(Item(None, None, group), known))
        beside = bool(following and not following.mark and following.bears and item.bears)
        if not item.bears or not (item.mark is None or (head and ended + beside >= 2)):
            unfolded.append(item)
            continue
        if head:
            unfolded.append(Item(item.mark, item.number, item.parts[:1]))
        elif index == 0:
            before, groups[0] = _paragraph(groups[0])
            if before:
                unfolded.append(Item(None, None, before))
        unfolded += [Item(None, None, group) for group in groups if group]
    for item in unfolded:
        item.bears = _bears(item, known)
    return unfolded


def _heads_plainly(parts: list[Part], index: int, known: Container[str]) -> bool:
    """Whether the line ``index`` of an item is a heading without a number: a short line after a whole task, or first."""
    part = parts[index]
    short = can_head(part) and len(part.folded) <= 40 and not re.search(r"[、!?)]$|^\(", part.folded)
    if not short or part.annotation or index == 0:
        return short and not part.annotation
    return parts[index - 1].annotation or _closes(
        [part for part in parts[:index] if not part.annotation], known
    )


def _with_plain_headings(items: list[Item], known: Container[str]) -> list[Item]:
    """The items with headings that bear no number as items of their own, where the document has several of them."""
    divided: list[Item] = []
    found = 0
    for item, following in zip_longest(items, items[1:]):
        texts = item.texts()
        below = following.style if following and following.bears else None
        if item.plain and item.bears and len(texts) > 1 and _heads_plainly(item.parts, 0, known):
            divided.append(Item(None, None, item.parts[:1], level=UNNUMBERED - 1))
            item = replace(item, parts=item.parts[1:])
            found += 1
        last = len(item.parts) - 1
        tail = below is not None and last >= 0 and (last > 0 or item.plain) and (item.bears or item.plain)
        if not (tail and _heads_plainly(item.parts, last, known)):
            divided.append(item)
            continue
        if last:
            divided.append(replace(item, parts=item.parts[:last]))
        divided.append(Item(None, None, item.parts[last:], level=below - 0.5))
        found += 1
    return divided if found >= 2 else items


def _bearers(item: Item) -> int:
    return sum(below.bears for below in flatten(item))


def _task_style(roots: list[Item]) -> int:
    """The level of the tasks: that whose items most often hold exactly one annotated text."""
    scores: Counter[int] = Counter()
    counts: Counter[int] = Counter()
    for root in roots:
        for item in flatten(root):
            if item.mark:
                bearing = _bearers(item)
                counts[item.style] += 1
                scores[item.style] += 2 if bearing == 1 else -1 if bearing == 0 else -4
    if not any(root_item.bears for root in roots for root_item in flatten(root)):
        main = [style for style in (Style.ARABIC, Style.CHINESE_BRACKET, Style.CHINESE) if counts[style] >= 2]
        return main[0] if main else UNNUMBERED
    best = max(scores, key=lambda style: (scores[style], style), default=UNNUMBERED)
    return (
        best
        if scores and any(item.bears for root in roots for item in flatten(root) if item.mark)
        else UNNUMBERED
    )


class Drafter:
    """Walks the outline and writes down its tasks."""

    def __init__(self, roots: list[Item], known: Container[str]) -> None:
        self.drafts = Drafts()
        self._known = known
        self._style = _task_style(roots)
        self._any = any(item.bears for root in roots for item in flatten(root))
        for root in roots:
            self._walk(root, [])

    def _walk(self, item: Item, above: list[Item]) -> None:
        bearing = _bearers(item)
        if item.mark and bearing == 0 and self._general(item, above):
            self._set_aside(item)
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

    def _head(self, item: Item) -> None:
        _, rest = heading_text(item)
        for part in item.parts:
            self.drafts.kinds.setdefault(part.line, LineKind.HEADING)
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
                kind = LineKind.PREAMBLE if early else LineKind.CLOSING if note else LineKind.UNACCOUNTED
                self.drafts.kinds.setdefault(part.line, kind)

    def _draft(self, item: Item, above: list[Item]) -> None:
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
        draft = Draft(item.mark.number if item.mark else "", line, text, item.number)
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


def _without(body: Passage, found: list[tuple[int, int]]) -> Passage:
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


def _annotate(draft: Draft, passages: list[Passage], known: Container[str]) -> None:
    spans = [passage.strip(" \t\u3000\n").span() for passage in passages if passage.text.strip()]
    for passage in passages:
        reading = read_annotation(passage, known)
        draft.entries += reading.entries
        draft.deadlines += reading.deadlines
        draft.named = draft.named or bool(reading.entries) or reading.labelled
    if spans:
        draft.annotation = Span(min(span.start for span in spans), max(span.end for span in spans))


def draft_outline(items: list[Item], known: Container[str]) -> Drafts:
    """The tasks of an outline, in order."""
    for item in items:
        item.bears = _bears(item, known)
    return Drafter(tree(_with_plain_headings(_unfold(items, known), known)), known).drafts
