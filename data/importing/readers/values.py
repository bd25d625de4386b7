"""What the cells of a workbook show: texts without their escapes, numbers as their formats print them, dates in Chinese.

Source: ECMA-376 Part 1, 18.8.30 (numFmt), 22.9.2.19 (ST_Xstring).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from data.importing.passage import fold

LONGEST_FAULT = 20  # characters, with spaces around
LONGEST_FORMAT = 255  # characters; what is longer is no number format

MAX_DAY = 2_958_466  # the first day of the year 10000, as spreadsheets count
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_FAULTS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})

# What a format prints as it stands: quoted words, a character after a backslash, signs and other than Latin letters.
# A character after _ gives its width only, one after * fills the cell, brackets hold a colour, a currency or a
# language; a condition in brackets is not read.
_PIECE = r'"[^"]*"|\\.|[_*].|\[(?![<>=])[^\]]*\]|[^\x00-\x7f]|[ $+\-():]'
_PIECES = re.compile(_PIECE)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[]|["\\\[])*')
_PLAIN = re.compile(
    rf"(?P<before>(?:{_PIECE})*)"
    r"(?:(?P<general>General|G/通用格式)|[#,]*(?P<whole>0+)(?:\.(?P<decimals>0+))?(?P<percent>%)?)?"
    rf"(?P<after>(?:{_PIECE})*)",
    re.IGNORECASE | re.DOTALL,
)
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def unescaped(text: str) -> str:
    """A text of a workbook with the characters that it escapes: ``_x000D_`` is a carriage return, ``_x005F_`` a ``_``.

    The escapes are units of UTF-16: two of them may be one character, and half of one is none.
    """
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def fault_of(kind: str, text: str) -> str:
    """The fault that a cell shows instead of a value (#REF!), of its own kind or as text; empty where it shows none."""
    folded = fold(text).strip().upper() if len(text) < LONGEST_FAULT else ""
    if folded in _FAULTS:
        return folded
    return "#?" if kind == "e" else ""


@dataclass(frozen=True, slots=True)
class Values:
    """How the values of a workbook's cells are printed."""

    strings: Sequence[str]  # the shared texts
    formats: Sequence[str]  # the number format of each style
    epoch: int  # 1900 or 1904

    def text(self, kind: str, value: str, style: str) -> str:
        """The value as people see it; empty for a string that the file does not hold."""
        if kind == "s":
            return self.strings[int(value)] if value.isdecimal() and int(value) < len(self.strings) else ""
        if kind in ("str", "inlineStr"):
            return unescaped(value)
        if kind == "b":
            return "是" if value == "1" else "否"
        if kind == "e":
            return value
        if kind == "d":
            found = re.match(r"(\d{4})-(\d\d)-(\d\d)", value)
            return f"{found[1]}年{int(found[2])}月{int(found[3])}日" if found else value
        return self._number(value, self._shape(style))

    def moment(self, value: str, style: str) -> datetime | None:
        """The day that a number stands for, with its time, where its format is that of a date; else None."""
        codes = _LITERAL.sub("", self._shape(style).split(";")[0]).lower()
        if not (re.search("[yd]", codes) or ("m" in codes and not re.search("[hs]", codes))):
            return None
        return self.day_of(value)

    def day_of(self, value: str) -> datetime | None:
        """The day, with its time to the minute, that a number counts; None where it counts none."""
        try:
            number = float(value)
        except ValueError:
            return None
        if not 1 <= number < MAX_DAY:
            return None
        return datetime.combine(self._day(int(number)), time()) + timedelta(minutes=round(number % 1 * 1440))

    def _shape(self, style: str) -> str:
        return self.formats[int(style)] if style.isdecimal() and int(style) < len(self.formats) else ""

    def _number(self, value: str, shape: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        codes = _LITERAL.sub("", shape.split(";")[0]).lower()
        if re.search("[ymd]", codes) and 1 <= number < MAX_DAY:
            return _date(self._day(int(number)), codes)
        return _printed(number, shape)

    def _day(self, serial: int) -> date:
        if self.epoch == 1904:
            return date(1904, 1, 1) + timedelta(serial)
        # The calendar of 1900 counts a 29 February that never was.
        return date(1899, 12, 31 if serial < 60 else 30) + timedelta(serial)


def _date(day: date, codes: str) -> str:
    """The parts of a date that its format shows; an m beside hours is minutes, which no plan states."""
    year = f"{day.year}年" if "y" in codes else ""
    month = f"{day.month}月" if "m" in codes else ""
    return year + month + (f"{day.day}日" if "d" in codes and month else "")


@dataclass(frozen=True, slots=True)
class _Section:
    """A part of a number format: the words around a number, and how its digits are set; no digits print words only."""

    before: str
    after: str
    digits: tuple[int, int] | None  # at least before the point, exactly after it; None: as many as there are
    percent: bool = False
    number: bool = True


@lru_cache(maxsize=256)
def _sections(shape: str) -> tuple[_Section, ...] | None:
    """The parts of a format for positive and negative numbers and zero; None where it is more than words and zeros."""
    parts: list[str] = []
    start = 0
    while start <= len(shape) and len(parts) < 4:
        part = _SECTION.match(shape, start)
        parts.append(part[0] if part else "")
        start += len(parts[-1]) + 1
    matches = [_PLAIN.fullmatch(part) for part in parts[:3]]
    return tuple(map(_section, filter(None, matches))) if all(matches) else None


def _section(match: re.Match[str]) -> _Section:
    before, after = _words(match["before"]), _words(match["after"])
    if not match["whole"]:
        return _Section(before, after, None, number=bool(match["general"]))
    digits = (len(match["whole"]), len(match["decimals"] or ""))
    return _Section(before, after, digits, bool(match["percent"]))


def _words(pieces: str) -> str:
    """What the pieces of a format print."""
    return _PIECES.sub(lambda piece: _word(piece[0]), pieces)


def _word(piece: str) -> str:
    if piece.startswith("["):
        return piece[2:-1].partition("-")[0] if piece.startswith("[$") else ""
    if piece[0] in "_*" and len(piece) == 2:
        return ""
    return piece[1:-1] if piece.startswith('"') else piece.removeprefix("\\")


def _printed(number: float, shape: str) -> str:
    """The number as its format prints it; one that asks for more than words and zeros is left aside."""
    sections = _sections(shape) if shape else None
    if sections is None:
        percent = "%" in _LITERAL.sub("", shape.split(";")[0])
        return f"{number * 100:.10g}%" if percent else f"{number:.15g}"
    at = 1 if number < 0 and len(sections) > 1 else 2 if number == 0 and len(sections) > 2 else 0
    section = sections[at]
    if not section.number:
        return section.before + section.after
    sign = "-" if number < 0 and at == 0 else ""
    return sign + section.before + _digits(abs(number), section) + section.after


def _digits(number: float, section: _Section) -> str:
    """The digits of a number, rounded as people round."""
    if section.digits is None:
        return f"{number:.15g}"
    whole, decimals = section.digits
    exact = Decimal(f"{number:.15g}") * (100 if section.percent else 1)
    try:
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    except ArithmeticError:  # too many digits to be a number of a plan
        return f"{number:.15g}"
    width = whole + (decimals + 1 if decimals else 0)
    return f"{rounded:0{width}f}" + ("%" if section.percent else "")
