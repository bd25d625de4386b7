"""Cleaning: what nobody can see is taken out of a text once, before it is parsed, stored and shown.

The bytes of the file, and with them the identity of the document (SHA-256), stay as they are.
"""

import re
import unicodedata

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls; tab and line feed stay
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # soft hyphen, fillers, joiners
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # zero width, direction
    "\ufe00-\ufe0f\U000e0000-\U000e0fff"  # variation selectors, tags
    "\ud800-\udfff\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"  # surrogates, non-characters
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_RADICAL = re.compile("[\u2e80-\u2fdf]")
# Radicals that fonts of PDF files give instead of the characters; NFKC knows those from U+2F00 on.
_RADICALS = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)
} | str.maketrans(
    "⺁⺇⺌⺍⺒⺓⺝⺟⺠⺧⺩⺫⺬⺮⺯⺳⺶⺹⺻⺼⺽⻁⻃⻄⻅⻆⻇⻉⻊⻋⻑⻓⻔⻕⻗⻘⻙⻚⻛⻜⻝⻟⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻰⻳",
    "厂几小小巳幺月母民牛王目示竹糸网羊老聿月臼虎西西见角角贝足车長长门阜雨青韦页风飞食食马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龟",
)


def clean(text: str) -> str:
    """The text as people see it: one form of line breaks, characters for radicals, nothing that has no shape.

    Taken out are control characters (not tab and line break), direction marks, zero-width characters, variation
    selectors, surrogates and non-characters. Empty for an empty text.
    """
    text = _UNSEEN.sub("", _BREAKS.sub("\n", text))
    return text.translate(_RADICALS) if _RADICAL.search(text) else text
