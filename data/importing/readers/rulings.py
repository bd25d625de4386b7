"""Tables of a PDF page by their rulings: straight lines that cross make a grid, what no line parts is one cell."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

NEAR = 3.0  # points: lines this close are one line, ends this close meet
MAX_BOXES = 20_000
MAX_RULINGS = 1_500  # of a page; more make a drawing


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight ruling; horizontal where ``across``. ``at`` is its place, ``start`` to ``end`` its reach, in points."""

    across: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Region:
    """A cell of a table: its place in the grid, rows counted from the top, and its edges in points."""

    row: int
    column: int
    rows: int
    columns: int
    left: float
    right: float


@dataclass
class RuledTable:
    """A grid of rulings; ``edges`` ascending from left to right and from top to bottom (y grows downwards)."""

    lefts: list[float]
    tops: list[float]
    regions: list[Region]
    owners: dict[tuple[int, int], int] = field(default_factory=dict)  # (row, column) → index of its region

    def region_at(self, x: float, y: float) -> int | None:
        """The region that holds a point; None outside."""
        return self.owners.get((bisect_right(self.tops, y) - 1, bisect_right(self.lefts, x) - 1))


def find_tables(segments: Sequence[Segment]) -> list[RuledTable]:
    """The tables that the rulings draw, from top to bottom: at least two rows and two columns; y grows downwards."""
    rulings = _joined(segments)
    if len(rulings) > MAX_RULINGS:
        return []
    tables = [table for group in _connected(rulings) if (table := _table(group))]
    return sorted(tables, key=lambda table: table.tops[0])


def _joined(segments: Sequence[Segment]) -> list[Segment]:
    """Rulings at (nearly) the same place as one, where they overlap or meet."""
    joined: list[Segment] = []
    for across in (True, False):
        lanes: list[list[Segment]] = []
        for segment in sorted((s for s in segments if s.across == across), key=lambda s: s.at):
            if not lanes or segment.at - lanes[-1][0].at > NEAR:
                lanes.append([])
            lanes[-1].append(segment)
        for lane in lanes:
            at = sum(segment.at for segment in lane) / len(lane)
            start, end = None, 0.0
            for segment in sorted(lane, key=lambda s: s.start):
                if start is not None and segment.start <= end + NEAR:
                    end = max(end, segment.end)
                    continue
                if start is not None:
                    joined.append(Segment(across, at, start, end))
                start, end = segment.start, segment.end
            joined.append(Segment(across, at, start or 0.0, end))
    return [segment for segment in joined if segment.end - segment.start > 2 * NEAR]


def _meet(first: Segment, second: Segment) -> bool:
    return (
        first.across != second.across
        and second.start - NEAR <= first.at <= second.end + NEAR
        and first.start - NEAR <= second.at <= first.end + NEAR
    )


def _connected(segments: list[Segment]) -> Iterator[list[Segment]]:
    """The rulings in groups that hang together."""
    rest = list(segments)
    while rest:
        group, waiting = [], [rest.pop()]
        while waiting:
            segment = waiting.pop()
            group.append(segment)
            met = [other for other in rest if _meet(segment, other)]
            rest = [other for other in rest if not _meet(segment, other)]
            waiting += met
        yield group


def _table(group: list[Segment]) -> RuledTable | None:
    """The cells between the rulings of a group; None where they make no table."""
    across = [segment for segment in group if segment.across]
    down = [segment for segment in group if not segment.across]
    if len(across) < 2:
        return None
    ends = [end for segment in across for end in (segment.start, segment.end)]
    lefts = _places([segment.at for segment in down] + [min(ends), max(ends)])
    tops = _places([segment.at for segment in across])
    rows, columns = len(tops) - 1, len(lefts) - 1
    if rows < 2 or columns < 2 or rows * columns > MAX_BOXES:
        return None
    return _regions(lefts, tops, _covered(down, lefts, tops), _covered(across, tops, lefts))


def _places(values: list[float]) -> list[float]:
    """The different places, ascending."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > NEAR:
            places.append(value)
    return places


def _covered(segments: list[Segment], lanes: list[float], steps: list[float]) -> set[tuple[int, int]]:
    """Which stretches (lane, step) between two neighbouring ``steps`` are drawn."""
    drawn = set()
    for segment in segments:
        lane = min(range(len(lanes)), key=lambda index: abs(lanes[index] - segment.at))
        for step in range(len(steps) - 1):
            middle = (steps[step] + steps[step + 1]) / 2
            if segment.start - NEAR <= middle <= segment.end + NEAR:
                drawn.add((lane, step))
    return drawn


def _regions(
    lefts: list[float], tops: list[float], down: set[tuple[int, int]], across: set[tuple[int, int]]
) -> RuledTable:
    """Boxes that no ruling parts, gathered in regions."""
    rows, columns = len(tops) - 1, len(lefts) - 1
    owners: dict[tuple[int, int], int] = {}
    places: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for first in ((row, column) for row in range(rows) for column in range(columns)):
        if first in owners:
            continue
        number = len(places)
        waiting = [first]
        owners[first] = number
        while waiting:
            row, column = waiting.pop()
            places[number].append((row, column))
            for other, parted in (
                ((row, column + 1), (column + 1, row) in down),
                ((row, column - 1), (column, row) in down),
                ((row + 1, column), (row + 1, column) in across),
                ((row - 1, column), (row, column) in across),
            ):
                inside = 0 <= other[0] < rows and 0 <= other[1] < columns
                if inside and not parted and other not in owners:
                    owners[other] = number
                    waiting.append(other)
    regions = []
    for boxes in places.values():
        top, bottom = min(row for row, _ in boxes), max(row for row, _ in boxes)
        first, last = min(column for _, column in boxes), max(column for _, column in boxes)
        regions.append(Region(top, first, bottom - top + 1, last - first + 1, lefts[first], lefts[last + 1]))
    return RuledTable(lefts, tops, regions, owners)
