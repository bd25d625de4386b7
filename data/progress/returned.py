"""A ledger that came back: from the cells of its sheets, hidden ones too, to rows of texts by header.

Places mean nothing: columns may have moved, rows been sorted or inserted. A header that is doubled, or gone while another
column has appeared, is refused: what stands below it could be anything.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from data.errors import DocumentError
from data.progress.form import HEADERS, KEY, SHEET, SentLedger, folded, parted_key

SEARCHED_ROWS = 60
"""The header is sought in so many rows: some may have been inserted above it."""

FEWEST_HEADERS = 4
"""A row with fewer known headers is no header."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows."""

    text: str
    statement: bool = True  # False: a fault or a formula without a result, which says nothing


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with the cells in which something stands, by row and column, 0-based."""

    name: str
    cells: Mapping[tuple[int, int], Cell]

    def texts(self) -> list[list[str]]:
        """The texts row by row, with the empty cells before them."""
        rows: list[list[str]] = []
        for (row, column), cell in sorted(self.cells.items()):
            rows += [[] for _ in range(len(rows), row + 1)]
            rows[row] += [""] * (column - len(rows[row])) + [cell.text]
        return rows


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row below the header; ``values`` has every column that is there, empty or not."""

    row: int  # 1-based, in its sheet
    key: str
    values: dict[str, str]
    unsure: tuple[str, ...] = ()  # headers of cells that are no statement


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook that came back, with what it was when it was sent."""

    sent: SentLedger
    rows: tuple[ReturnedRow, ...]
    notes: tuple[str, ...] = field(default=())  # in Chinese: what was not read, or read with doubt


def read_sheets(sent: SentLedger, sheets: Sequence[Sheet]) -> Returned:
    """The rows of all sheets that have the header; the others are told.

    Raises ``DocumentError`` where no sheet has it, or one has it otherwise than it was sent.
    """
    rows: list[ReturnedRow] = []
    notes: list[str] = []
    found = False
    for sheet in sheets:
        lines: dict[int, dict[int, Cell]] = defaultdict(dict)
        for (row, column), cell in sorted(sheet.cells.items()):
            lines[row][column] = cell
        top = _header_row(lines)
        if top is None:
            if lines:
                notes.append(f"工作表「{sheet.name}」里没有{SHEET}的表头，没有读入")
            continue
        found = True
        columns = _columns(lines, top, sheet.name, notes)
        rows += [_row(row, line, columns) for row, line in lines.items() if row > top]
    if not found:
        raise DocumentError(f"找不到{SHEET}的表头", todo=f"保留{SHEET}原来的表头，重新填写")
    return Returned(sent, tuple(rows), tuple(notes))


def _header_row(lines: Mapping[int, Mapping[int, Cell]]) -> int | None:
    """The row with the most headers among the first; None where none has enough."""
    counts = {
        row: len({folded(cell.text) for cell in line.values()} & set(HEADERS))
        for row, line in lines.items()
        if row < SEARCHED_ROWS
    }
    best = max(counts, key=lambda row: counts[row], default=None)
    return best if best is not None and counts[best] >= FEWEST_HEADERS else None


def _columns(
    lines: Mapping[int, Mapping[int, Cell]], top: int, name: str, notes: list[str]
) -> dict[str, int]:
    """The column of each header that is there."""
    places: dict[str, list[int]] = defaultdict(list)
    for column, cell in lines[top].items():
        places[folded(cell.text)].append(column)
    doubled = [header for header in HEADERS if len(places[header]) > 1]
    if doubled:
        raise DocumentError(f"表头{_listed(doubled)}不止一处", f"工作表「{name}」", "只留一处后再收")
    columns = {header: places[header][0] for header in HEADERS if places[header]}
    missing = [header for header in HEADERS if header not in columns]
    others = _unknown(lines, top, set(columns.values()))
    if missing and others:
        what = f"表头{_listed(missing)}找不到，多出{_listed(others)}"
        raise DocumentError(what, f"工作表「{name}」", "把表头改回原来的字后再收")
    if missing:
        notes.append(f"工作表「{name}」缺少{_listed(missing)}，已存的内容不变")
    if others:
        notes.append(f"工作表「{name}」多出的{_listed(others)}没有读入")
    return columns


def _unknown(lines: Mapping[int, Mapping[int, Cell]], top: int, known: Collection[int]) -> list[str]:
    """The headers of columns in which something stands that was not sent; 没有表头的栏 where one has none."""
    below = {
        column: cell.text
        for row, line in lines.items()
        if row >= top
        for column, cell in line.items()
        if column not in known and not parted_key(cell.text) and cell.text.strip()
    }
    headed = {column: lines[top][column].text.strip() for column in below if column in lines[top]}
    return [headed.get(column) or "没有表头的栏" for column in sorted(below) if headed.get(column) != KEY]


def _row(row: int, line: Mapping[int, Cell], columns: Mapping[str, int]) -> ReturnedRow:
    known = set(columns.values())
    keys = [
        cell.text.strip() for column, cell in line.items() if column not in known and parted_key(cell.text)
    ]
    cells = {header: line.get(column, Cell("")) for header, column in columns.items()}
    unsure = tuple(header for header, cell in cells.items() if not cell.statement)
    return ReturnedRow(
        row + 1, keys[0] if keys else "", {header: cell.text for header, cell in cells.items()}, unsure
    )


def _listed(words: Sequence[str]) -> str:
    return "、".join(f"「{word[:20]}」" for word in words[:10])
