"""A ledger that is given back, as its rows, and the account of what must be told of it.

Workbooks are read and written by openpyxl, so nothing is asked of the reader that is tested.
"""

import io
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

import openpyxl
from openpyxl.comments import Comment

from data.progress.form import (
    FILLED,
    HEADERS,
    NUMBER,
    SHEET,
)
from data.vocabulary import Bin

UNIT, OTHER = "研究室", "政治部"
OWN = tuple(str(number) for number in range(1, 15))
OPINIONS = ("15", "16", "17", "18")
"""``UNIT`` fills the first tasks and may give its opinion on the others, which ``OTHER`` fills."""

BANDS = ("审判", "队伍")
PROBLEM, NEXT, PHONE, OWED, DROPPED = "存在问题", "下步打算", "联系电话", "责任单位", "分管领导"

Values = dict[tuple[str, str, str], str]
"""(number of a task, header, the unit whose opinion it is, else nothing) → what is stored."""


@dataclass(frozen=True, slots=True)
class Told:
    """What must be said of a cell, or with ``field`` None of a row, of a file."""

    file: str  # A: of the last sending; B: of the one before; C, D: refused
    task: str | None
    bin: Bin
    field: str | None = None
    returned: str | None = None
    suggestion: str | None = None


class Sheet:
    """A workbook as it was sent, its visible sheet as rows of values that can be moved about."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.page = self.book[SHEET]
        self.rows: list[list[Any]] = [[cell.value for cell in row] for row in self.page.iter_rows()]
        self.top = next(row for row in self.rows if row[0] == NUMBER)
        self.columns = {header: at for at, header in enumerate(self.top)}
        self.of = {str(row[0]): row for row in self.rows[self.rows.index(self.top) + 1 :] if row[0]}
        self.comment = ""
        self.sent = {number: self.texts(row) for number, row in self.of.items()}

    def texts(self, row: list[Any]) -> dict[str, str]:
        """What a row says, by header."""
        return {header: shown(row[self.columns[header]]) for header in HEADERS if header in self.columns}

    def set(self, number: str, header: str, value: object) -> None:
        """Write into a cell."""
        self.of[number][self.columns[header]] = value

    def saved(self) -> bytes:
        """The workbook with the rows as they are now."""
        for merged in list(self.page.merged_cells.ranges):
            self.page.unmerge_cells(str(merged))
        self.page.delete_rows(1, self.page.max_row)
        for at, row in enumerate(self.rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    self.page.cell(at, column).value = value
        if self.comment:
            self.page["B3"].comment = Comment(self.comment, "虚构")
        target = io.BytesIO()
        self.book.save(target)
        return target.getvalue()


def shown(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


@dataclass
class Case:
    """A round while its files are made."""

    random: Random
    files: dict[str, Sheet]
    order: list[str]  # of the files
    before: Values  # what is stored when they are handed in
    told: list[Told] = field(default_factory=list)
    other_filler: list[str] = field(default_factory=list)  # numbers of tasks that another unit fills by now

    @property
    def a(self) -> Sheet:
        """The return of the last sending."""
        return self.files["A"]

    def say(self, number: str | None, bin_: Bin, header: str | None, returned: str | None, file: str = "A", **more: str) -> None:  # fmt: skip
        """Note what must be told."""
        self.told.append(Told(file, number, bin_, header, returned, **more))

    def write(self, number: str, header: str, value: object, bin_: Bin, returned: str | None = None, file: str = "A", **more: str) -> None:  # fmt: skip
        """Write into a cell, and note what must be told of it."""
        self.files[file].set(number, header, value)
        self.say(number, bin_, header, shown(value) if returned is None else returned, file, **more)

    def fixed(self, number: str, row: list[Any]) -> None:
        """Note what must be told of a row of A in which the fixed cells that differ are those of another."""
        sent = self.a.sent[number]
        for header, text in self.a.texts(row).items():
            if header not in FILLED and text != sent[header]:
                self.say(number, Bin.FIXED_CELL_CHANGED, header, text)
