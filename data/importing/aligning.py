"""Which task of an earlier reading of a document is which of a later one: aligned by text, then by place."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data.importing.document import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A task or a heading, as far as aligning needs it."""

    text: str
    span: Span


def align(before: Sequence[Piece], after: Sequence[Piece]) -> list[int | None]:
    """For each piece of the later reading, the index of the same piece of the earlier one; None for a new one.

    First pieces of exactly the same text are taken as the same, of several the nearest in the text; then, of those left,
    pieces that begin at the same place; then those whose places cover each other most, at least half of the shorter. No
    piece is taken twice. Linear in the number of pieces but for those that are left over at one place.
    """
    found: dict[int, int] = {}
    taken: set[int] = set()

    def take(new: int, old: int) -> None:
        found[new] = old
        taken.add(old)

    _same_texts(before, after, take)
    begins = {piece.span.start: index for index, piece in enumerate(before) if index not in taken}
    for new, piece in enumerate(after):
        old = begins.get(piece.span.start)
        if new not in found and old is not None:
            take(new, old)
            del begins[piece.span.start]
    for new, old in _covering(before, after, found, taken):
        if new not in found and old not in taken:
            take(new, old)
    return [found.get(new) for new in range(len(after))]


def _same_texts(before: Sequence[Piece], after: Sequence[Piece], take: Callable[[int, int], object]) -> None:
    """Take pieces of the same text as the same; of several, each time the two that are nearest to each other."""
    olds: dict[str, list[int]] = defaultdict(list)
    news: dict[str, list[int]] = defaultdict(list)
    for pieces, places in ((before, olds), (after, news)):
        for index, piece in enumerate(pieces):
            places["".join(piece.text.split())].append(index)
    for text, new in news.items():
        old = olds.get(text, [])
        if len(new) == len(old):
            pairs = list(zip(new, old, strict=True))
        else:
            distances = sorted(
                (abs(after[n].span.start - before[o].span.start), n, o) for n in new[:50] for o in old[:50]
            )
            pairs = [(n, o) for _, n, o in distances]
        used_new: set[int] = set()
        used_old: set[int] = set()
        for n, o in pairs:
            if n not in used_new and o not in used_old:
                take(n, o)
                used_new.add(n)
                used_old.add(o)


def _covering(
    before: Sequence[Piece], after: Sequence[Piece], found: dict[int, int], taken: set[int]
) -> list[tuple[int, int]]:
    """Pairs of pieces left whose places cover each other by half of the shorter, the greatest cover first."""
    olds = sorted((piece.span.start, piece.span.end, i) for i, piece in enumerate(before) if i not in taken)
    pairs: list[tuple[float, int, int]] = []
    first = 0
    for new in sorted((n for n in range(len(after)) if n not in found), key=lambda n: after[n].span.start):
        span = after[new].span
        while first < len(olds) and olds[first][1] <= span.start:
            first += 1
        for start, end, old in olds[first:]:
            if start >= span.end:
                break
            shorter = max(1, min(end - start, span.end - span.start))
            cover = (min(end, span.end) - max(start, span.start)) / shorter
            if cover >= 0.5:
                pairs.append((-cover, new, old))
    return [(new, old) for _, new, old in sorted(pairs)]
