"""OFD files (GB/T 33190, the national format of official documents): the text of their pages by the places of its characters.

A file is an archive of XML: ``OFD.xml`` names its documents, a document its pages, a page holds objects of text in layers,
each with the place of its characters in millimetres. Signatures, seals, annotations and attachments stay out.
"""

import posixpath
from collections.abc import Iterator, Sequence
from math import isfinite
from xml.etree.ElementTree import Element

from data.errors import DocumentError
from data.importing.guard import READ_AS_TEXT
from data.importing.own import refuse_marked
from data.importing.readers import Extract
from data.importing.readers.lines import Character, lines_of
from data.importing.readers.package import Archive
from data.importing.readers.page import Page
from data.importing.readers.pages import text_of

MAX_PAGES = 200
MAX_CHARACTERS = 2_000_000

POINTS = 72 / 25.4  # of a millimetre
_ASCENT = 0.88  # of a character's height, above its baseline
_NARROW = 0.5  # of its height: the width of a Latin letter where the file does not say it
_TABLE_SIDE = 6.0  # millimetres; a longer ruling downwards is the side of a table's cell


def read_ofd(content: bytes) -> Extract:
    """The text of an OFD file, and what was left out of it.

    Raises ``DocumentError`` where the file is damaged or hostile, has no text, or is one that the dashboard made.
    """
    archive = Archive(content)
    pages: list[Page] = []
    tables, left = False, MAX_CHARACTERS
    for root in _documents(archive):
        for page in _pages(archive, root):
            if len(pages) == MAX_PAGES:
                raise DocumentError(f"OFD 超过 {MAX_PAGES} 页", todo="只保留工作要点所在的页后再导入")
            characters = [character for element in page for character in _characters(element)]
            left -= len(characters)
            if left < 0:
                raise DocumentError("OFD 里的文字过多，不像一份工作要点", todo="确认选对了文件，或拆成几份")
            lines = lines_of(characters, len(pages))
            pictures = any(element.find(".//ImageObject") is not None for element in page)
            pages.append(Page(lines, pictures=pictures and not lines))
            tables = tables or any(map(_has_table, page))
    if not pages:
        raise DocumentError("OFD 文件已损坏，无法打开", todo=READ_AS_TEXT)
    extract = text_of(pages, "OFD")
    told = ("表格没有按单元格读，一行文字读作一行，请逐项核对",) if tables else ()
    return Extract(extract.text, (*extract.left_out, *told))


def _documents(archive: Archive) -> Iterator[str]:
    """The parts that describe a document, in the order of the file."""
    for body in archive.tree("OFD.xml").findall("DocBody"):
        refuse_marked(" ".join(word.text or "" for word in body.findall("DocInfo/Keywords/Keyword")))
        root = body.findtext("DocRoot", "").strip()
        if root:
            yield posixpath.normpath(root.lstrip("/"))


def _pages(archive: Archive, root: str) -> Iterator[list[Element]]:
    """For each page of a document the XML of what it shows: the templates that it is printed on, and its own."""
    document, folder = archive.tree(root), posixpath.dirname(root)
    templates = {
        template.get("ID", ""): _part(folder, template)
        for template in document.findall("CommonData/TemplatePage")
    }
    for page in document.findall("Pages/Page"):
        content = archive.tree(_part(folder, page))
        under = [templates.get(used.get("TemplateID", ""), "") for used in content.findall("Template")]
        yield [*(archive.tree(part) for part in under if part), content]


def _part(folder: str, element: Element) -> str:
    """The part that an element names by its ``BaseLoc``, relative to a folder unless it begins with a slash."""
    place = element.get("BaseLoc", "")
    return posixpath.normpath(place.lstrip("/") if place.startswith("/") else posixpath.join(folder, place))


def _characters(page: Element) -> Iterator[Character]:
    """The characters of all objects of text, as pdfplumber describes them; what has no place is at that of its object."""
    for text in page.iter("TextObject"):
        left, top = (*_numbers(text.get("Boundary", "")), 0.0, 0.0)[:2]
        matrix = _numbers(text.get("CTM", ""))
        a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        size = (_numbers(text.get("Size", "")) or [3.5])[0]
        wide, high = size * (abs(a) or abs(b)), size * (abs(d) or abs(c))
        x = y = 0.0
        for code in text.findall("TextCode"):
            signs = code.text or ""
            x = (_numbers(code.get("X", "")) or [x])[0]
            y = (_numbers(code.get("Y", "")) or [y])[0]
            steps = _steps(code.get("DeltaX", ""), len(signs) - 1)
            falls = _steps(code.get("DeltaY", ""), len(signs) - 1)
            for at, sign in enumerate(signs):
                placed = (left + a * x + c * y + e, top + b * x + d * y + f)
                if sign.strip() and all(map(isfinite, (*placed, wide, high))) and high > 0:
                    yield _character(sign, *placed, wide, high)
                x += steps[at] if at < len(steps) else 0.0 if falls else _width(sign) * size
                y += falls[at] if at < len(falls) else 0.0


def _character(sign: str, x: float, y: float, wide: float, high: float) -> Character:
    left, width = x * POINTS, _width(sign) * wide * POINTS
    top, height = (y - _ASCENT * high) * POINTS, high * POINTS
    return {
        "text": sign,
        "x0": left,
        "x1": left + width,
        "width": width,
        "top": top,
        "bottom": top + height,
        "doctop": top,
        "height": height,
        "upright": True,
        "size": height,
    }


def _width(sign: str) -> float:
    """Of a character, in parts of its height."""
    return _NARROW if sign.isascii() else 1.0


def _numbers(text: str) -> list[float]:
    """The numbers of a text that holds nothing else; none for another."""
    try:
        return [float(number) for number in text.split()]
    except ValueError:
        return []


def _steps(text: str, most: int) -> list[float]:
    """From each character to the next: 「3.5 g 2 4」 is 3.5, 4, 4. At most so many; what cannot be read ends them."""
    steps: list[float] = []
    words: Sequence[str] = text.split()
    at = 0
    while at < len(words) and len(steps) < most:
        repeated = words[at] == "g"
        number = _numbers(" ".join(words[at + 1 : at + 3] if repeated else words[at : at + 1]))
        if len(number) != (2 if repeated else 1) or not all(map(isfinite, number)):
            break
        times = max(0, min(int(number[0]), most)) if repeated else 1
        steps += number[-1:] * times
        at += 3 if repeated else 1
    return steps[: max(most, 0)]


def _has_table(page: Element) -> bool:
    """Whether rulings go down as the sides of cells do: two or more, longer than a line of text is high."""
    sides = 0
    for path in page.iter("PathObject"):
        box = _numbers(path.get("Boundary", ""))
        sides += len(box) == 4 and box[3] > _TABLE_SIDE and box[2] < 1.0
    return sides > 1
