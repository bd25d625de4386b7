"""The rows of tables in text: divided by pipes or tabs, or one cell a line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.importing.columns import Column, ColumnKind, column_of, is_header, merged_header
from data.importing.fitting import deal, fit, misplaced, names_departments, replaced
from data.importing.numbering import Style, read_mark
from data.importing.passage import Passage, SourceLine, compact, join
from data.numerals import number_value
from data.vocabulary import LineKind

_GAP = re.compile(r"[ \u3000]{2,}|\u3000")
_RULED = re.compile(r"[\s|:+\-—=─━┼┌┐└┘├┤]+$")
_FIGURE = re.compile(r"\(?(\d{1,3})\)?[.、]?$")
LONGEST_ROW = 40  # cells of a row that are moved under other columns


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells by column; a blank cell has no text."""

    line: int  # number of the first line that holds it
    columns: tuple[Column | None, ...]
    cells: tuple[Passage, ...]
    lines: tuple[int, ...] = ()  # numbers of all its lines
    department_lines: tuple[int, ...] = ()  # of these, the lines that hold departments only

    @property
    def unlike_header(self) -> bool:
        """Whether something else stands under the departments, or departments elsewhere."""
        kinds = [column.kind if column else None for column in self.columns]
        return misplaced([cell.text for cell in self.cells], kinds)

    def filled(self) -> list[int]:
        """The columns with text, each text once (a merged cell may be repeated)."""
        first: dict[str, int] = {}
        for index, cell in enumerate(self.cells):
            if compact(cell.text):
                first.setdefault(cell.text, index)
        repeated = len(first) == 1 and len(self.cells) > 1
        return (
            list(first.values())
            if repeated
            else [i for i, cell in enumerate(self.cells) if compact(cell.text)]
        )

    def kind(self, index: int) -> ColumnKind | None:
        """What a column holds."""
        column = self.columns[index] if index < len(self.columns) else None
        return column.kind if column else None

    def of(self, *kinds: ColumnKind) -> list[int]:
        """The filled columns of these kinds."""
        return [i for i, cell in enumerate(self.cells) if compact(cell.text) and self.kind(i) in kinds]

    def has(self, kind: ColumnKind) -> bool:
        """Whether the table has such a column."""
        return any(column and column.kind is kind for column in self.columns)

    def cell(self, index: int) -> Passage | None:
        """The text of a column; None where it is blank."""
        return self.cells[index] if index < len(self.cells) and compact(self.cells[index].text) else None

    def with_kind(self, kind: ColumnKind, instead: ColumnKind, before: int) -> "Row":
        """The row with its columns of a kind before the column ``before`` read as another."""
        columns = tuple(
            Column(instead) if column and column.kind is kind and index < before else column
            for index, column in enumerate(self.columns)
        )
        return replace(self, columns=columns)


def _split(line: SourceLine, width: int) -> list[Passage] | None:
    """The cells of a line with pipes or tabs; None where it has none.

    Wide gaps divide a line that is a header by them, and one with as many cells as such a header (``width``; 0: none).
    """
    sign = "|" if line.folded.count("|") >= 2 else "\t" if "\t" in line.passage.text else None
    if sign is None:
        cells = _parted(line.passage) if _GAP.search(line.passage.text) else []
        whole = len(cells) == width or is_header([cell.text for cell in cells])
        return cells if len(cells) >= 3 and whole else None
    text = line.folded if sign == "|" else line.passage.text
    cells, start = [], 0
    for match in re.finditer(re.escape(sign), text):
        cells.append(line.passage.cut(start, match.start()).strip())
        start = match.end()
    cells.append(line.passage.cut(start).strip())
    if sign == "\t":
        cells = [line.passage.cut(0, 0)] * line.tabs + cells
    if sign == "|":
        cells = cells[1:] if text.startswith("|") else cells
        cells = cells[:-1] if text.endswith("|") else cells
    return cells


def _parted(passage: Passage) -> list[Passage]:
    cells, start = [], 0
    for match in _GAP.finditer(passage.text):
        cells.append(passage.cut(start, match.start()))
        start = match.end()
    return [*cells, passage.cut(start)]


def piped_rows(lines: Sequence[SourceLine]) -> tuple[list[Row], dict[int, LineKind]]:
    """The rows of tables with pipes or tabs, without their headers, and the kinds of the lines that are no data.

    A numbered line outside a table is a row of one cell: a heading over what follows.
    """
    rows: list[Row] = []
    kinds: dict[int, LineKind] = {}
    columns: list[Column | None] = []
    fresh = gapped = False  # the line before was a header; the header is divided by wide gaps
    for line in lines:
        cells = _split(line, len(columns) if gapped else 0)
        if _RULED.match(line.folded):
            kinds[line.number] = LineKind.FURNITURE
            continue
        if cells is None:
            mark = read_mark(line.folded)
            if mark and mark.style <= Style.CHINESE_BRACKET and len(line.folded) <= 80:
                rows.append(Row(line.number, tuple(columns) or (None,), (line.passage,)))
            continue
        texts = [cell.text for cell in cells]
        if is_header(texts) or (fresh and _lower_header(texts)):
            columns = merged_header(columns if fresh else [], texts)
            gapped = "|" not in line.folded and "\t" not in line.passage.text
            kinds[line.number] = LineKind.FURNITURE
            fresh = True
            continue
        fresh = False
        if columns:
            short = len(columns) - len(cells) if "|" not in line.folded and len(cells) > 1 else 0
            blanks = [cells[0].cut(0, 0)] * max(short, 0)
            rows.append(Row(line.number, tuple(columns), _placed([*blanks, *cells], columns)))
    return (rows if columns else []), kinds


def _placed(cells: list[Passage], columns: Sequence[Column | None]) -> tuple[Passage, ...]:
    """The cells under their columns: moved where a merged cell above them is missing in this row, or one is divided.

    A row that is as wide as its header is never moved: a name that is not known is no reason to.
    """
    kinds = [column.kind if column else None for column in columns]
    filled = [cell for cell in cells if compact(cell.text)]
    whole = len(filled) == len(cells) == len(columns)
    if whole or not 2 <= len(filled) <= LONGEST_ROW or not misplaced([cell.text for cell in cells], kinds):
        return tuple(cells)
    dealt = replaced([cell.text for cell in filled], kinds)
    if dealt is None:
        return tuple(cells)
    groups: list[list[Passage]] = [[] for _ in columns]
    for cell, index in zip(filled, dealt, strict=True):
        groups[index].append(cell)
    return tuple(join(group, "\n") if group else cells[0].cut(0, 0) for group in groups)


def _lower_header(texts: Sequence[str]) -> bool:
    named = [column_of(text) for text in texts if compact(text)]
    return bool(named) and all(named)


def header_columns(lines: Sequence[SourceLine], start: int) -> list[Column]:
    """The columns named by the lines from ``start`` on, one a line; none where they are no header."""
    columns: list[Column] = []
    for line in lines[start : start + 10]:
        column = column_of(line.folded) if "|" not in line.folded else None
        if column is None and columns and columns[-1].kind is ColumnKind.NUMBER and len(line.folded) <= 8:
            column = Column(ColumnKind.TASK, title=line.folded)  # what the numbers count: 民生实事
        if column is None:
            break
        columns.append(column)
    kinds = [column.kind for column in columns]
    enough = len(columns) >= 3 or (
        len(columns) == 2 and set(kinds) == {ColumnKind.TASK, ColumnKind.DEPARTMENTS}
    )
    return columns if enough and ColumnKind.DEPARTMENTS in kinds and ColumnKind.TASK in kinds else []


def has_cell_lines(lines: Sequence[SourceLine]) -> bool:
    """Whether a document holds a table with one cell a line: its header words stand line after line."""
    return any(len(line.folded) <= 14 and header_columns(lines, index) for index, line in enumerate(lines))


def _is_heading(line: SourceLine) -> bool:
    mark = read_mark(line.folded)
    return (
        mark is not None
        and mark.style <= Style.CHINESE_BRACKET
        and not line.folded.endswith("。")
        and len(line.folded) < 60
    )


def _with_numbers(columns: list[Column], below: Sequence[SourceLine]) -> list[Column]:
    """The columns, with one for numbers that the header does not name, where each row has a figure behind its first cell."""
    if columns[0].kind is ColumnKind.NUMBER or len(below) < 2 or not _FIGURE.match(below[1].folded):
        return columns
    return [columns[0], Column(ColumnKind.NUMBER), *columns[1:]]


def _begins(value: int, last: int, held: int, width: int) -> bool:
    """Whether a figure on its own line is the number of the next row: in sequence, or after a whole row."""
    return value in (last + 1, 1) or last == 0 or (value > last and held >= width)


def cell_rows(lines: Sequence[SourceLine]) -> tuple[list[Row], dict[int, LineKind]]:
    """The rows of a table with one cell a line; a row begins with the next number, or after as many cells as columns."""
    rows: list[Row] = []
    kinds: dict[int, LineKind] = {}
    columns: list[Column] = []
    held: list[SourceLine] = []
    last = skip = 0
    regular = False

    def close() -> None:
        nonlocal held
        if held:
            rows.append(_row(held, columns))
        held = []

    for index, line in enumerate(lines):
        if skip:
            skip -= 1
            continue
        if run := header_columns(lines, index):
            close()
            skip = len(run) - 1
            kinds |= {lines[index + step].number: LineKind.FURNITURE for step in range(len(run))}
            below = [one for one in lines[index + len(run) :] if not _is_heading(one)]
            columns = _with_numbers(run, below)
            regular = _regular(below, columns)
            continue
        if not columns:
            continue
        numbered = columns[0].kind is ColumnKind.NUMBER
        figure = _FIGURE.match(line.folded) if numbered else None
        whole = len(held) >= min(3, len(columns)) or any(names_departments(one.passage.text) for one in held)
        if _is_heading(line) and (not held or whole):
            close()
            rows.append(Row(line.number, tuple(columns), (line.passage,)))
        elif figure and _begins(number_value(figure[1]), last, len(held), len(columns)):
            close()
            last = number_value(figure[1])
            held = [line]
        elif not numbered or held:
            if not regular and _ends_row(held, line, columns) and (not numbered or _whole(columns)):
                close()
            held.append(line)
            if regular and not numbered and len(held) == len(columns):
                close()
    close()
    return rows, kinds


def _regular(lines: Sequence[SourceLine], columns: Sequence[Column]) -> bool:
    """Whether lines without numbers are rows of as many cells as there are columns, the departments where they belong."""
    count = len(columns)
    places = [index for index, column in enumerate(columns) if column.kind is ColumnKind.DEPARTMENTS]
    texts = [line.passage.text for line in lines]
    return len(lines) % count == 0 and all(
        names_departments(texts[start + place]) for start in range(0, len(lines), count) for place in places
    )


def _ends_row(held: Sequence[SourceLine], line: SourceLine, columns: Sequence[Column]) -> bool:
    """Whether a line no longer belongs to the row before it: the row names its departments, and no column is left for it."""
    named = [index for index, one in enumerate(held) if index and names_departments(one.passage.text)]
    if not named or names_departments(line.passage.text):
        return False
    last = max(index for index, column in enumerate(columns) if column.kind is ColumnKind.DEPARTMENTS)
    left = columns[last + len(held) - max(named) :]
    return not (left and fit(line.passage.text, left[0].kind) > 0)


def _whole(columns: Sequence[Column]) -> bool:
    """Whether a row that has its departments and what stands behind them has all that it can have."""
    last = max(index for index, column in enumerate(columns) if column.kind is ColumnKind.DEPARTMENTS)
    return all(column.kind in (ColumnKind.DEADLINE, ColumnKind.PERSON) for column in columns[last + 1 :])


def _row(held: Sequence[SourceLine], columns: Sequence[Column]) -> Row:
    """The lines of one row, dealt out to its columns: one each where that fits, else by what they look like."""
    texts = [line.passage.text for line in held]
    kinds = [column.kind for column in columns]
    direct = len(held) == len(columns) and not misplaced(texts, kinds)
    dealt = list(range(len(held))) if direct else deal(texts, kinds)
    blank = held[0].passage.cut(0, 0)
    groups: list[list[SourceLine]] = [[] for _ in columns]
    for line, index in zip(held, dealt, strict=True):
        groups[index].append(line)
    cells = tuple(join([line.passage for line in group], "\n") if group else blank for group in groups)
    numbers = tuple(line.number for line in held)
    departments = tuple(
        line.number
        for group, column in zip(groups, columns, strict=True)
        if column.kind is ColumnKind.DEPARTMENTS
        for line in group
    )
    return Row(held[0].number, tuple(columns), cells, numbers, departments)
