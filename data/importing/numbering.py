"""Numbers and dates in documents: marks that open a heading or a task, calendar dates."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache

from data.numerals import DIGITS, number_value


class Style(IntEnum):
    """The way a number is printed, from the highest level to the lowest."""

    PART = 0  # 第一部分
    CHINESE = 1  # 一、
    ARTICLE = 2  # 第一条
    CHINESE_BRACKET = 3  # （一）
    NAMED = 4  # 任务一：
    ARABIC = 5  # 1.
    DECIMAL = 6  # 1.1
    ARABIC_BRACKET = 7  # （1） 1）
    CIRCLED = 8  # ①


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at the beginning of a text."""

    style: Style
    number: str  # as printed, without punctuation
    value: int
    length: int  # characters of the mark, spaces after it included
    bare: bool = False  # no punctuation after it: trusted only in sequence


_MARK = re.compile(
    r"(?:第 ?(?P<PART>[一二三四五六七八九十]{1,3}|\d{1,2}) ?(?:部分|章|篇)[:、.]?"
    r"|第 ?(?P<ARTICLE>[一二三四五六七八九十百]{1,5}|\d{1,3}) ?[条项](?:[:、.]| +|(?=[\u3400-\u9fff“《]))"
    r"|(?:重点|主要|改革|目标|具体)?(?:任务|工作|项目|措施|举措|事项|行动|问题) ?"
    r"(?P<NAMED>[一二三四五六七八九十]{1,3}|\d{1,3})(?:[:、.](?!\d)| +(?=[\u3400-\u9fff“《]))"
    r"|(?P<DECIMAL>\d{1,2}(?:\.\d{1,2}){1,2})(?:[.、](?!\d)| *(?=[\u3400-\u9fff“《])(?![年月日个件项家倍万亿元级版]))"
    r"|(?P<CHINESE>[一二三四五六七八九十]{1,3}) ?[、.](?![一二三四五六七八九十]{1,2}[、庭处])"
    r"|\( ?(?P<CHINESE_BRACKET>[一二三四五六七八九十百]{1,5}) ?\)[、.]?"
    r"|(?P<ARABIC>\d{1,3}) ?[.、](?!\d)"
    r"|(?P<dated>\d{1,3}) ?[.、] ?(?=(?:19|20)\d\d ?[年—-]|1?\d ?月|\d{5})"
    r"|(?P<bare>\d{1,3}) +(?=[\u3400-\u9fff“《])(?![年月日个件项家])"
    r"|\(? ?(?P<ARABIC_BRACKET>\d{1,3}) ?\)"
    r"|(?P<CIRCLED>[①-⑳])) *"
)
_CIRCLED = {chr(0x2460 + index): index + 1 for index in range(20)}


@lru_cache(maxsize=4096)  # a line is asked about at each step
def read_mark(folded: str) -> Mark | None:
    """The number that opens a (folded) text, if one does."""
    match = _MARK.match(folded)
    if not match:
        return None
    kind = str(match.lastgroup)
    number = match[kind]
    value = _CIRCLED.get(number) or number_value(number.rpartition(".")[2])
    bare = kind == "bare"
    return Mark(Style.ARABIC if kind in ("bare", "dated") else Style[kind], number, value, match.end(), bare)


_YEAR = rf"(?:20\d\d|19\d\d|二[{DIGITS}]{{3}})"
_DATE = re.compile(
    rf"(?P<year>{_YEAR}) ?年 ?(?P<month>\d{{1,2}}|[{DIGITS}]{{1,3}}) ?月 ?(?P<day>\d{{1,2}}|[{DIGITS}]{{1,3}}) ?日"
)
_SHORT_DATE = re.compile(r"(?P<year>20\d\d)[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?!\d)")


def read_date(folded: str, *, short: bool = False) -> date | None:
    """The first calendar date of a (folded) text: 2023年5月17日, 二〇二三年五月十七日; with ``short`` 2023-05-17 too."""
    compacted = folded.replace(" ", "")
    match = _DATE.search(compacted) or (_SHORT_DATE.search(compacted) if short else None)
    if not match:
        return None
    try:
        return date(*(number_value(match[part]) for part in ("year", "month", "day")))
    except ValueError:
        return None


def read_year(folded: str) -> int | None:
    """The first year of a (folded) text: 2023年, 2023—2025年, 二〇二三年."""
    match = re.search(rf"({_YEAR}) ?(?:年|[-—–~至])", folded)
    return number_value(match[1]) if match else None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
