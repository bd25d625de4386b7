"""Automatic numbers: formats, levels, restarts, starts, styles."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, fromstring

import pytest

from data.importing.readers.numbering import Counter, format_number


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("decimal", ["1", "10", "105"]),
        ("chineseCounting", ["一", "十", "一百零五"]),
        ("chineseCountingThousand", ["一", "十", "一百零五"]),
        ("ideographDigital", ["一", "一〇", "一〇五"]),
        ("chineseLegalSimplified", ["壹", "壹拾", "壹佰零伍"]),
        ("ideographTraditional", ["甲", "癸", "105"]),
        ("decimalEnclosedCircle", ["①", "⑩", "105"]),
        ("decimalFullWidth", ["\uff11", "\uff11\uff10", "\uff11\uff10\uff15"]),
        ("decimalZero", ["01", "10", "105"]),
        ("upperRoman", ["I", "X", "CV"]),
        ("lowerLetter", ["a", "j", "aaaaa"]),
        ("an unknown style", ["1", "10", "105"]),
    ],
)
def test_formats(style: str, printed: list[str]) -> None:
    assert [format_number(number, style) for number in (1, 10, 105)] == printed


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (2023, "二千零二十三"),
    ],
)
def test_chinese_numbers(number: int, printed: str) -> None:
    assert format_number(number, "chineseCounting") == printed


def numbering(*levels: tuple[str, str], extra: Sequence[str] = (), instances: str = "") -> Element:
    """A numbering part: levels (format, text), children added to each level, more instances."""
    root = Element("numbering")
    abstract = SubElement(root, "abstractNum", abstractNumId="0")
    for index, (style, text) in enumerate(levels):
        level = SubElement(abstract, "lvl", ilvl=str(index))
        for name, value in (("start", "1"), ("numFmt", style), ("lvlText", text)):
            SubElement(level, name, val=value)
        if index < len(extra) and extra[index]:
            level.append(fromstring(extra[index]))
    root.append(fromstring('<num numId="1"><abstractNumId val="0"/></num>'))
    root.extend(fromstring(f"<x>{instances}</x>"))
    return root


def place(level: int, number: int = 1) -> Element:
    return fromstring(f'<pPr><numPr><ilvl val="{level}"/><numId val="{number}"/></numPr></pPr>')


def printed(root: Element, *places: tuple[int, int]) -> list[str]:
    counter = Counter(root, Element("styles"))
    return [counter.printed(place(level, number)) for level, number in places]


THREE = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def test_lower_levels_begin_anew() -> None:
    levels = [0, 1, 2, 2, 1, 2, 0, 1]
    expected = ["一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）"]
    assert printed(numbering(*THREE), *((level, 1) for level in levels)) == expected


def test_a_level_that_never_restarts() -> None:
    root = numbering(*THREE, extra=("", "", '<lvlRestart val="0"/>'))
    assert printed(root, (0, 1), (2, 1), (0, 1), (2, 1)) == ["一、", "1.", "二、", "2."]


def test_a_level_that_restarts_after_the_highest_only() -> None:
    root = numbering(*THREE, extra=("", "", '<lvlRestart val="1"/>'))
    assert printed(root, (0, 1), (1, 1), (2, 1), (1, 1), (2, 1), (0, 1), (2, 1))[-4:] == [
        "（二）",
        "2.",
        "二、",
        "1.",
    ]


def test_instances_of_one_numbering_go_on_unless_they_start_anew() -> None:
    more = (
        '<num numId="2"><abstractNumId val="0"/></num>'
        '<num numId="3"><abstractNumId val="0"/>'
        '<lvlOverride ilvl="0"><startOverride val="7"/></lvlOverride></num>'
    )
    root = numbering(("decimal", "%1."), instances=more)
    assert printed(root, (0, 1), (0, 2), (0, 3), (0, 3), (0, 1)) == ["1.", "2.", "7.", "8.", "9."]


def test_numbers_of_several_levels_and_legal_digits() -> None:
    root = numbering(("chineseCounting", "第%1章"), ("decimal", "%1.%2"), extra=("", "<isLgl/>"))
    assert printed(root, (0, 1), (1, 1), (1, 1)) == ["第一章", "1.1", "1.2"]


def test_bullets_and_unknown_numberings_print_nothing() -> None:
    assert printed(numbering(("bullet", "•"), ("none", "")), (0, 1), (1, 1), (0, 9), (5, 1)) == [""] * 4


def test_a_style_numbers_its_paragraphs() -> None:
    styles = fromstring(
        '<styles><style styleId="a"><pPr><numPr><numId val="1"/></numPr></pPr></style>'
        '<style styleId="b"><basedOn val="a"/></style><style styleId="c"><basedOn val="c"/></style></styles>'
    )
    counter = Counter(numbering(*THREE), styles)
    styled = [fromstring(f'<pPr><pStyle val="{name}"/></pPr>') for name in "abc"]
    without = fromstring('<pPr><pStyle val="a"/><numPr><numId val="0"/></numPr></pPr>')
    assert [counter.printed(found) for found in (*styled, without, None)] == ["一、", "二、", "", "", ""]
