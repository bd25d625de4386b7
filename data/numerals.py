"""Chinese numerals: their one reader and their one printer."""

import re

DIGITS = "零〇○一二三四五六七八九十百两"
"""The signs that a numeral is written with."""

_VALUES = {"零": 0, "〇": 0, "○": 0, "两": 2} | {
    sign: value for value, sign in enumerate("一二三四五六七八九", 1)
}
_PRINTED = "〇一二三四五六七八九"


def number_value(text: str) -> int:
    """The value of a numeral in Arabic or Chinese signs: "12", "十二", "二〇二三" (digit by digit), "一百零五"."""
    if text.isdecimal():
        return int(text)
    if not re.search("[十百]", text):
        return int("".join(str(_VALUES[sign]) for sign in text))
    total = 0
    for sign, worth in (("百", 100), ("十", 10)):
        head, holds, tail = text.rpartition(sign)
        if holds:
            total += (number_value(head.strip("零〇") or "一")) * worth
            text = tail
    return total + (number_value(text.strip("零〇")) if text.strip("零〇") else 0)


def chinese(number: int) -> str:
    """一, 十, 十一, 一百零五, 一千二百三十四; 0 and what is above 9,999 digit by digit."""
    if not 0 < number < 10_000:
        return digit_by_digit(number)
    text, gap = "", False
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if gap and text else "") + _PRINTED[digit] + sign
        gap = not digit
    return text.removeprefix("一") if text.startswith("一十") else text


def digit_by_digit(number: int) -> str:
    """二〇二三: each digit of a number (≥ 0) as a Chinese sign."""
    return "".join(_PRINTED[int(digit)] for digit in str(number))
