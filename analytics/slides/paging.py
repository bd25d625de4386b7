"""Slides that fit: long tables, charts and lists of sentences parted over several, nothing left out.

Room is measured in lines and characters of a table (14 pt on a slide 13⅓ × 7½ in; 24 px on a screen of 1920 × 1080),
a Chinese character being 1 wide.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from analytics.slides.presentation import Bars, Cells, Rows, Slide

TILES = 4.6  # lines that a row of figures in large type takes
MARGIN = 0.45  # lines that the margins of a row take
COLUMN_MARGIN = 1.2  # characters that the margins of a column take, and what a line leaves for punctuation
BAR, BAR_OF_TWO = 1.2, 1.7  # lines that a bar and its name take, and two beside each other
SENTENCE = 0.75  # a sentence is set larger: characters of it for one of a table
SENTENCE_LINE = 1.4  # lines of a table that one of a sentence takes
BETWEEN = 0.45  # lines of a table between two sentences
CELLS, CELL_LINES = 9, 10  # cells of tasks side by side, and lines of them
BESIDE = 0.36  # of the width, for sentences beside a chart


@dataclass(frozen=True, slots=True)
class Room:
    """What a slide holds below its title."""

    line: float = 62.0  # characters of a table over the whole width
    lines: float = 17.0  # lines of a table

    def holds(self, other: "Room") -> bool:
        """Whether what fits the other fits here."""
        return self.line >= other.line and self.lines >= other.lines


SCREEN = Room()


def paged(slides: Iterable[Slide], room: Room = SCREEN) -> tuple[Slide, ...]:
    """Each slide as one or more that fit, the title with 「（1/3）」 where there are several; of a brief one the first."""
    made: list[Slide] = []
    for slide in slides:
        parts = list(_parts(slide, room))
        if slide.brief and len(parts) > 1:
            title = f"{slide.title}（{len(parts)}页中的第1页，其余见“标准”）"
            made.append(replace(parts[0], title=title, topic=slide.title))
            continue
        numbered = len(parts) > 1
        for at, part in enumerate(parts, 1):
            title = f"{part.title}（{at}/{len(parts)}）" if numbered else part.title
            made.append(replace(part, title=title, topic=slide.title))
    return tuple(made)


def fitting(sentences: Sequence[object], share: float, lines: float, room: Room) -> int:
    """How many sentences, from the first, fit a share of the width and so many lines of a table."""
    used = 0.0
    for number, sentence in enumerate(sentences):
        own = lines_of(str(sentence), share * room.line * SENTENCE - 1)
        used += SENTENCE_LINE * own + BETWEEN * (number > 0)
        if used > lines:
            return number
    return len(sentences)


def lines_of(text: str, line: float) -> int:
    """Lines that a text takes, at least one; lines are filled to the end."""
    return max(1, ceil(width(text) / max(1.0, line)))


def width(text: str) -> float:
    """Characters of Chinese that a text is as wide as."""
    return sum(1.0 if ord(character) > 0x2E7F else 0.62 for character in text)


def shares_of(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """Shares of the width for the columns of a table: as wide as their heads, and what is left over by how much they hold."""
    heads = [1.2 * width(column) + COLUMN_MARGIN for column in columns]
    held = [sum(map(width, own)) for own in zip(*rows, strict=True)] if rows else heads
    left = max(0.0, SCREEN.line - sum(heads))
    wide = [head + left * own / (sum(held) or 1) for head, own in zip(heads, held, strict=True)]
    return tuple(one / sum(wide) for one in wide)


def _parts(slide: Slide, room: Room) -> Iterator[Slide]:
    below = room.lines - (TILES if slide.tiles else 0)
    if isinstance(slide.body, Rows):
        yield from (replace(slide, body=body) for body in _tables(slide.body, room.line, below))
    elif isinstance(slide.body, Bars):
        yield from (replace(slide, body=body) for body in _charts(slide.body, below))
    elif isinstance(slide.body, Cells):
        yield from (replace(slide, body=body) for body in _strips(slide.body))
    elif slide.body is None:
        yield from _texts(slide, room)
    else:
        yield slide


def _texts(slide: Slide, room: Room) -> Iterator[Slide]:
    sentences, first = slide.findings, True
    while sentences or first:
        below = room.lines - (TILES if slide.tiles and first else 0)
        number = max(1, fitting(sentences, 1, below, room))
        yield replace(slide, findings=sentences[:number], tiles=slide.tiles if first else ())
        sentences, first = sentences[number:], False


def _charts(bars: Bars, lines: float) -> Iterator[Bars]:
    """As many bars on each as so many lines hold, and about as many on each."""
    total = len(bars.categories)
    most = int(lines / (BAR if bars.stacked else BAR_OF_TWO))
    each = ceil(total / ceil(total / max(1, most)))
    for start in range(0, total, each):
        own = slice(start, start + each)
        series = tuple(replace(one, values=one.values[own], marks=one.marks[own]) for one in bars.series)
        yield replace(bars, categories=bars.categories[own], series=series, until=bars.longest)


def _strips(cells: Cells) -> Iterator[Cells]:
    """As many rows of cells on each as it holds; a section that is longer than a slide goes on on the next."""
    rows = [
        (name, own[start : start + CELLS * CELL_LINES])
        for name, own in cells.rows
        for start in range(0, len(own), CELLS * CELL_LINES)
    ]
    heights = [float(ceil(len(own) / CELLS)) for _, own in rows]
    for start, end in _pages(heights, CELL_LINES):
        yield Cells(tuple(rows[start:end]))


def _tables(table: Rows, line: float, lines: float) -> Iterator[Rows]:
    capacities = [max(2.0, share * line - COLUMN_MARGIN) for share in table.shares]
    lines -= 1 + MARGIN
    pieces = [
        (piece, mark)
        for row, mark in zip(table.rows, table.marks, strict=True)
        for piece in _pieces(row, capacities, int(lines - MARGIN))
    ]
    heights = [MARGIN + max(map(lines_of, piece, capacities)) for piece, _ in pieces]
    for start, end in _pages(heights, lines):
        own = pieces[start:end]
        yield replace(table, rows=tuple(row for row, _ in own), marks=tuple(mark for _, mark in own))


def _pages(heights: Sequence[float], lines: float) -> list[tuple[int, int]]:
    """Rows in order on as few pages as hold them, and those about as full as each other: start and end of each."""
    # Up to each row: pages, sum of their heights squared, and minus the start of the last page.
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(heights) + 1):
        used = 0.0
        ways: list[tuple[int, float, int]] = []
        for start in range(end - 1, -1, -1):
            used += heights[start]
            if used > lines and ways:
                break
            ways.append((best[start][0] + 1, best[start][1] + used**2, -start))
        best.append(min(ways))
    found, end = [], len(heights)
    while end:
        start = -best[end][2]
        found.append((start, end))
        end = start
    return found[::-1] or [(0, 0)]


def _pieces(row: Sequence[str], capacities: Sequence[float], lines: int) -> Iterator[tuple[str, ...]]:
    """The row; one that is too high for any slide, in pieces below each other."""
    rest = list(row)
    while any(lines_of(cell, capacity) > lines for cell, capacity in zip(rest, capacities, strict=True)):
        cuts = [_cut(cell, capacity * lines) for cell, capacity in zip(rest, capacities, strict=True)]
        yield tuple(cell[:cut] for cell, cut in zip(rest, cuts, strict=True))
        rest = [cell[cut:] for cell, cut in zip(rest, cuts, strict=True)]
    yield tuple(rest)


def _cut(text: str, room: float) -> int:
    """How many characters of a text fit a room of so many Chinese ones; at least one."""
    used = 0.0
    for at, character in enumerate(text):
        used += width(character)
        if used > room:
            return max(1, at)
    return len(text)
