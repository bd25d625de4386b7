"""Automatic numbers of Word: the text of a number stands nowhere in the file, it is counted while reading.

Source: ECMA-376 Part 1, 17.9 (Numbering): ``w:num`` → ``w:abstractNum`` → ``w:lvl`` (start, numFmt, lvlText, lvlRestart,
isLgl), ``w:lvlOverride``; a paragraph names them itself or by its style.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from data.numerals import chinese, digit_by_digit

LEVELS = 9
MAX_NUMBER = 100_000  # a larger start is no number of a document


@dataclass(frozen=True, slots=True)
class Level:
    """How the numbers of one level are counted and printed."""

    start: int = 1
    style: str = "decimal"
    text: str = ""  # "第%1条", "%1.%2."
    restart: int | None = (
        None  # restarts after a number of this level (1-based) or higher; 0 never, None always
    )
    legal: bool = False  # all levels in Arabic digits
    paragraph_style: str = ""


@dataclass
class _Numbering:
    levels: dict[int, Level]
    family: str  # instances of one abstract numbering count on together
    starts: dict[int, int] = field(default_factory=dict)  # levels that this instance begins anew


def value_of(element: Element | None, name: str, default: str = "") -> str:
    """The ``val`` of a child; the default where there is none."""
    child = element.find(name) if element is not None else None
    return child.get("val", default) if child is not None else default


def _integer(text: str, default: int) -> int:
    """A whole number within reason."""
    try:
        return min(max(int(text), 0), MAX_NUMBER)
    except ValueError:
        return default


def _level(element: Element) -> Level:
    restart = value_of(element, "lvlRestart")
    return Level(
        start=_integer(value_of(element, "start"), 0),
        style=value_of(element, "numFmt", "decimal"),
        text=value_of(element, "lvlText"),
        restart=_integer(restart, 0) if restart else None,
        legal=element.find("isLgl") is not None and value_of(element, "isLgl") not in ("0", "false"),
        paragraph_style=value_of(element, "pStyle"),
    )


def _levels(element: Element) -> dict[int, Level]:
    return {_integer(level.get("ilvl", ""), 0): _level(level) for level in element.findall("lvl")}


class Counter:
    """The numbers of a document, counted paragraph by paragraph."""

    def __init__(self, numbering: Element, styles: Element) -> None:
        """From the trees of ``numbering.xml`` and ``styles.xml``; either may be without children."""
        self._styles = {style.get("styleId", ""): style for style in styles.findall("style")}
        self._instances = self._read(numbering)
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()

    def _read(self, numbering: Element) -> dict[str, _Numbering]:
        families = {item.get("abstractNumId", ""): item for item in numbering.findall("abstractNum")}
        styled = {value_of(item, "styleLink"): key for key, item in families.items()}
        instances = {}
        for item in numbering.findall("num"):
            family = value_of(item, "abstractNumId")
            linked = value_of(families.get(family), "numStyleLink")
            family = styled.get(linked, family) if linked else family
            levels = _levels(families[family]) if family in families else {}
            instance = _Numbering(levels, family)
            for override in item.findall("lvlOverride"):
                level = _integer(override.get("ilvl", ""), 0)
                levels |= _levels(override)
                if override.find("startOverride") is not None:
                    instance.starts[level] = _integer(value_of(override, "startOverride"), 1)
            instances[item.get("numId", "")] = instance
        return instances

    def printed(self, properties: Element | None) -> str:
        """The number in front of a paragraph with these properties (``w:pPr``), counted on; empty where it has none."""
        number, level = self._place(properties)
        instance = self._instances.get(number)
        if instance is None or level not in instance.levels:
            return ""
        counts = self._counts[instance.family]
        self._count(number, instance, level, counts)
        return _text(instance.levels, level, counts)

    def _place(self, properties: Element | None) -> tuple[str, int]:
        """Instance and level of a paragraph: its own, or those of its style or of a style that this is based on."""
        own = properties.find("numPr") if properties is not None else None
        number, level = value_of(own, "numId"), value_of(own, "ilvl")
        style = value_of(properties, "pStyle")
        seen: set[str] = set()
        while not number and style in self._styles and style not in seen:
            seen.add(style)
            found = self._styles[style]
            inherited = found.find("pPr/numPr")
            number = value_of(inherited, "numId")
            level = level or value_of(inherited, "ilvl") or self._level_of(number, style)
            style = value_of(found, "basedOn")
        return number, _integer(level, 0)

    def _level_of(self, number: str, style: str) -> str:
        """The level that belongs to a paragraph style."""
        levels = self._instances[number].levels if number in self._instances else {}
        return next((str(key) for key, level in levels.items() if level.paragraph_style == style), "")

    def _count(self, number: str, instance: _Numbering, level: int, counts: dict[int, int]) -> None:
        if level in instance.starts and (number, level) not in self._begun:
            counts[level] = instance.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = instance.levels[level].start
        self._begun.add((number, level))
        for deeper in [key for key in counts if key > level]:
            restart = instance.levels.get(deeper, Level()).restart
            if restart is None or level < restart:
                del counts[deeper]


def _text(levels: dict[int, Level], level: int, counts: dict[int, int]) -> str:
    """The text of a level with the numbers of this and the levels above it; nothing for a bullet."""
    shown = levels[level]
    if shown.style in ("bullet", "none") and "%" not in shown.text:
        return ""
    text = shown.text
    for index in range(level + 1):
        above = levels.get(index, Level())
        above = replace(above, style="decimal") if shown.legal else above
        text = text.replace(f"%{index + 1}", format_number(counts.get(index, above.start), above.style))
    return text


def _legal_chinese(number: int) -> str:
    text = chinese(number)
    text = "一" + text if text.startswith("十") else text
    return text.translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))


def _roman(number: int) -> str:
    steps = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
    text = ""
    for value, letters in steps:
        times, number = divmod(number, value)
        text += letters * times
    return text


def _letters(number: int) -> str:
    """a … z, aa … zz, as Word counts."""
    return chr(ord("A") + (number - 1) % 26) * min((number - 1) // 26 + 1, 10) if number else ""


def _from(first: str, count: int) -> Callable[[int], str]:
    """Numbers that are characters of their own (① ⑴ ⒈ 甲); beyond them Arabic."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= count else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "koreanCounting",
        ),
        chinese,
    ),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), digit_by_digit),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), _legal_chinese),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _from("①", 20)),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate({48 + d: 0xFF10 + d for d in range(10)}),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "none": lambda number: "",
}


def format_number(number: int, style: str) -> str:
    """A number in a style of Word (``ST_NumberFormat``); an unknown style gives Arabic digits."""
    return _FORMATS.get(style, str)(number)
