"""From the bytes of a text file to its characters: byte order mark, then strict decodings, never with loss."""

import codecs

from charset_normalizer import from_bytes

from data.errors import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们到作地于出就分对成会可主发年动同工也能下过子而方后多定行学法所民得经十三之进等部度"
    "家电力如水化高自二理起加量都两体制机当使点从业本去把性好应开它合因其些前外天四日那社义事平形相全表间样与关各重新线内数正心反明看"
    "原利比或质第向道条没解问意建月公系军情最立代想已通提题党程展五件管革位入常文总次品活设及特任务责单位省市县区院庭处室局办司审判执"
    "案牵头配合落实完善推改强健深持、。，：；（）《》“”"
)
_SAMPLE = 1 << 16


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, UnicodeError):
        return None


def _looks_chinese(text: str) -> bool:
    """Whether common Chinese characters make up a fair part of what is not ASCII."""
    foreign = [sign for sign in text[:_SAMPLE] if not sign.isascii()]
    return bool(foreign) and sum(sign in _COMMON for sign in foreign) >= 0.25 * len(foreign)


def _refuse(what: str, todo: str) -> DocumentError:
    return DocumentError(what, "读取文件时", todo)


def _decoded(content: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(content, encoding)
    if b"\0" in content[:_SAMPLE]:
        halves = (_strict(content, "utf-16-le"), _strict(content, "utf-16-be"))
        return next((text for text in halves if text and _looks_chinese(text) and "\0" not in text), None)
    for encoding in ("utf-8", "gb18030"):
        text = _strict(content, encoding)
        if text is not None and (encoding == "utf-8" or _looks_chinese(text)):
            return text
    return _by_statistics(content)


def _by_statistics(content: bytes) -> str | None:
    """What charset-normalizer takes the bytes for (Big5, UTF-16 without a mark), where it reads as Chinese."""
    best = from_bytes(content[:_SAMPLE]).best()
    names = [best.encoding] if best else []
    for encoding in [*names, "utf-16-le", "utf-16-be", "big5"]:
        text = _strict(content, encoding)
        if text and _looks_chinese(text):
            return text
    return None


def decode(content: bytes) -> str:
    """The characters of a text file: UTF-8 or UTF-16 with or without a mark, GB18030, Big5.

    Nothing is dropped or replaced. DocumentError where the file is empty, binary, or in no encoding that reads as text.
    """
    if not content:
        raise _refuse("文件是空的", "选择有内容的文件")
    text = _decoded(content)
    if text is None or "\0" in text:
        raise _refuse("文件不是可以识别的文本", "在原软件中另存为 UTF-8 编码的 .txt 文件后再导入")
    if not text.strip("\ufeff \t\r\n\u3000\xa0"):
        raise _refuse("文件里没有文字", "选择有内容的文件")
    return text
