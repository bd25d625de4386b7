"""Items in which several things stand one after another, divided: tasks without numbers, headings without numbers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from data.importing.annotations import NO_STOPS, ends_unread, find_annotations
from data.importing.lists import Trusted
from data.importing.outline import UNNUMBERED, Item, Part, can_head, run_together
from data.importing.passage import join_wrapped
from data.vocabulary import LineMark

_LONGEST = 24  # lines of an annotation


def _bears(item: Item, known: Trusted) -> bool:
    if any(part.annotation for part in item.parts):
        return True
    body, stops = run_together(item.texts())
    return bool(find_annotations(body, stops, known)) or ends_unread(body)


def _closes(parts: list[Part], known: Trusted) -> bool:
    """Whether a paragraph ends in an annotation."""
    body = join_wrapped(part.passage for part in parts[-_LONGEST:])
    found = find_annotations(body, NO_STOPS, known)
    return bool(found) and not body.text[found[-1][1] :].strip(" 。.;；,，")


def _groups(parts: Sequence[Part], known: Trusted) -> list[list[Part]]:
    """The parts by task: a group ends with its annotation; what follows the last one is a group of its own."""
    groups: list[list[Part]] = [[]]
    pending: list[Part] = []
    closed = False
    for part in parts:
        if closed and not (part.annotation or part.continued or part.folded.startswith("(")):
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


def _divided(items: list[Item], known: Trusted) -> list[Item]:
    """Items in which several unnumbered tasks stand one after another are divided."""
    unfolded: list[Item] = []
    grouped = [
        _groups(item.parts[1:] if item.mark and item.headed() else item.parts, known) for item in items
    ]
    ended = [sum(_bears(Item(None, None, group), known) for group in groups) for groups in grouped]
    heads = {item.style for item, count in zip(items, ended, strict=True) if item.headed() and count >= 2}
    for index, (item, groups) in enumerate(zip(items, grouped, strict=True)):
        if item.marked:
            unfolded += _marked(item, known)
            continue
        following = items[index + 1] if index + 1 < len(items) else None
        head = item.mark is not None and item.headed()
        beside = bool(following and not following.mark and following.bears)
        several = ended[index] + beside >= 2 or (ended[index] == 1 and item.style in heads and groups[0])
        if not item.bears or not (item.mark is None or (head and several)):
            below = following is not None and following.style > item.style
            unfolded += [item] if below else _without_rest(item, known)
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


def _marked(item: Item, known: Trusted) -> list[Item]:
    """What a person marked as a heading or a task, and what follows the annotation that closes the task."""
    if item.marked is LineMark.HEADING:
        return [item]
    first, *others = _groups(item.parts, known)
    return [replace(item, parts=first), *(Item(None, None, group) for group in others)]


def _without_rest(item: Item, known: Trusted) -> list[Item]:
    """A numbered task; lines after the annotation that closes it are no part of it, unless they go on with its sentence.

    Where one of them bears an annotation again, all stay with the task.
    """
    if not (item.mark and item.bears):
        return [item]
    heading = item.headed() and "。" not in item.parts[0].folded  # its text may follow its annotation
    groups = _groups(item.parts[1:] if heading else item.parts, known)
    rest = [part for group in groups[1:] for part in group]
    if not rest or re.match(r"[,、;:。)]", rest[0].folded):
        return [item]
    if _bears(Item(None, None, rest), known):
        return [item]
    return [replace(item, parts=item.parts[: -len(rest)]), Item(None, None, rest)]


def _heads_plainly(parts: list[Part], index: int, known: Trusted) -> bool:
    """Whether the line ``index`` of an item is a heading without a number: a short line after a whole task, or first."""
    part = parts[index]
    short = can_head(part) and len(part.folded) <= 40 and not re.search(r"[、!?)]$|^\(", part.folded)
    if not short or part.annotation or index == 0:
        return short and not part.annotation
    return parts[index - 1].annotation or _closes(
        [part for part in parts[:index] if not part.annotation], known
    )


def _with_plain_headings(items: list[Item], known: Trusted) -> list[Item]:
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
        tail = not item.marked and last >= 0 and (last > 0 or item.plain) and (item.bears or item.plain)
        if below is None or not (tail and _heads_plainly(item.parts, last, known)):
            divided.append(item)
            continue
        if last:
            divided.append(replace(item, parts=item.parts[:last]))
        divided.append(Item(None, None, item.parts[last:], level=below - 0.5))
        found += 1
    return divided if found >= 2 else items


def unfold(items: list[Item], known: Trusted) -> list[Item]:
    """The items of an outline, each one heading, one introduction or one task; ``bears`` says which name departments."""
    for item in items:
        item.bears = _bears(item, known)
    return _with_plain_headings(_divided(items, known), known)
