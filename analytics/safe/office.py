"""Text for XML, and for the files of Office, which are XML: documents, slides, worksheets."""

import re

CELL_LIMIT = 32_767  # characters that a cell of a worksheet holds
CUT = "……（超过单元格上限，已截断，全文见看板）"

_CONTROLS = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}  # ␀ … ␟ ␡, which can be seen
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")  # no character of any XML file
_ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_")  # what Office takes for an escaped character
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_SHEET = re.compile(r"[\[\]:*?/\\']")


def as_xml(text: str) -> str:
    """The text as XML can hold it: control characters as their pictures (␀ ␊), half characters as �."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text.translate(_CONTROLS))


def as_line(text: str) -> str:
    """The text on one line of a document."""
    return as_xml(" ".join(text.split()))


def as_slide(text: str) -> str:
    """The text on one line of a slide or of its charts, where Office would unescape ``_x0041_``."""
    return _ESCAPED.sub(lambda match: match[0].replace("_x", "_×"), as_line(text))


def as_cell(value: object) -> str:
    """The value as text that a cell can hold: without control characters, cut at the limit and saying so."""
    text = _CONTROL.sub("", str(value))
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - len(CUT)] + CUT


def as_sheet_name(text: str) -> str:
    """The text as the name of a worksheet: no forbidden characters, at most 31, never empty."""
    return _NO_SHEET.sub(" ", as_cell(text)).strip()[:31].strip() or "数据"


class SheetNames:
    """Names of sheets, each different from the others and none that is reserved, whatever the case."""

    def __init__(self, *taken: str) -> None:
        self._taken = {name.casefold() for name in taken} | {"history"}

    def unique(self, text: str) -> str:
        """A name for a sheet that is not taken yet; it is from now on."""
        name, number = as_sheet_name(text), 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{as_sheet_name(text)[:26]}（{number}）"
        self._taken.add(name.casefold())
        return name
