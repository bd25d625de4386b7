"""A workbook as a whole: every cell of every sheet, hidden or not, with the whole of its text.

For what comes back filled in, where nothing may be lost: a date is told in full whatever its format shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from data.errors import DocumentError
from data.importing.cleaning import clean
from data.importing.readers.package import Package
from data.importing.readers.sheet import Place, Room, SheetReader, open_book, reference
from data.importing.readers.values import Values, unescaped
from data.progress.returned import Cell, Sheet

TOLD = 10  # places of a sheet that are told for one thing

_BESIDE = {"comments": "的批注没有读入", "drawing": "的图片、文本框没有读入"}
"""What can stand beside the cells of a sheet and is told, by the kind of its part."""


@dataclass(frozen=True, slots=True)
class Whole:
    """The sheets of a workbook, and in Chinese what is to be known of their cells."""

    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...]
    values: Values  # how its numbers count days


def read_whole(content: bytes) -> Whole:
    """All sheets of a .xlsx file in their order; raises ``DocumentError`` where it is damaged, hostile or too large."""
    package = Package(content, ours=True)
    book = open_book(package)
    sheets: list[Sheet] = []
    notes: list[str] = []
    room = Room()
    for name, _, part in book.sheets:
        reading = _Sheet(book.values, room)
        reading.read(package.read(part))
        sheets.append(Sheet(name, reading.cells))
        beside = {kind for kind, target in package.relations(part) if _holds_something(package, kind, target)}
        words = [*reading.notes(), *(words for kind, words in _BESIDE.items() if kind in beside)]
        notes += [f"工作表「{name}」{word}" for word in words]
    return Whole(tuple(sheets), tuple(notes), book.values)


def _holds_something(package: Package, kind: str, part: str) -> bool:
    """Whether a part beside the cells says anything: LibreOffice writes a drawing without a picture for every sheet."""
    try:
        return kind != "drawing" or len(package.tree(part)) > 0
    except DocumentError:  # nothing of it is read
        return True


@dataclass
class _Sheet(SheetReader):
    cells: dict[Place, Cell] = field(default_factory=dict)
    _formulas: list[str] = field(default_factory=list)
    _faults: list[str] = field(default_factory=list)
    _unseen: list[str] = field(default_factory=list)

    def take(self, kind: str, text: str, style: str, formula: str | None) -> None:
        """Keep the cell; a formula without a result with the text of the formula."""
        place = reference(self.row - 1, self.column)
        cell = Cell(self._shown(kind, text, style))
        if kind == "e":
            self._faults.append(place)
            cell = Cell(text or "#?", statement=False)
        elif formula is not None and not text and kind != "str":  # a result may be a text without a sign
            self._formulas.append(place)
            cell = Cell(f"={formula}", statement=bool(formula))  # one of several cells may leave it out
        cleaned = clean(cell.text)
        if cleaned != cell.text.replace("\r\n", "\n").replace("\r", "\n"):
            self._unseen.append(place)
        if cleaned:
            self.room.take(cleaned)
            self.cells[self.row - 1, self.column] = Cell(cleaned, cell.statement)

    def _shown(self, kind: str, text: str, style: str) -> str:
        if kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        if kind == "d":
            return text.partition("T")[0]
        if kind == "n" and (moment := self.values.moment(text, style)):
            return as_text(moment)
        if kind == "n" and text.isascii() and text.isdecimal():
            return text  # every digit of a long number
        return unescaped(text) if kind in ("str", "inlineStr") else self.values.text(kind, text, style)

    def notes(self) -> Iterator[str]:
        """What is to be known of the cells, in Chinese."""
        for words, places in (
            ("是没有结果的公式，读作公式的文字", self._formulas),
            ("是公式错误，不能存入", self._faults),
            ("里看不见的字符去掉了", self._unseen),
        ):
            if places:
                more = f" 等 {len(places)} 格" if len(places) > TOLD else ""
                yield f"的 {'、'.join(places[:TOLD])}{more} {words}"


def as_text(moment: datetime) -> str:
    """A day as text, with its time where it has one: 2024-06-30, 2024-06-30 09:30."""
    return moment.strftime("%Y-%m-%d %H:%M" if moment.hour or moment.minute else "%Y-%m-%d")
