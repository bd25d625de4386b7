"""Files made to break a reader, each small; what they would unpack to, or how deep they nest, is invented."""

import io
import zipfile
import zlib
from collections.abc import Callable

from tests.data.importing.readers import files
from tests.data.importing.readers.pdf_writer import Page, assemble, write_pdf

WORD_TYPE = "officeDocument"
MAIN = "urn:w"


def package(parts: dict[str, bytes], kind: str = "word") -> bytes:
    """An office package with these parts, and the relation that makes one of them the document."""
    document = {"word": "word/document.xml", "excel": "xl/workbook.xml"}[kind]
    relations = {
        "_rels/.rels": f'<Relationships><Relationship Id="r" Type="x/{WORD_TYPE}" Target="{document}"/>'
        "</Relationships>".encode(),
        "xl/_rels/workbook.xml.rels": b'<Relationships><Relationship Id="s1" Type="x/worksheet" '
        b'Target="worksheets/sheet1.xml"/><Relationship Id="s2" Type="x/sharedStrings" '
        b'Target="sharedStrings.xml"/></Relationships>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (relations | parts).items():
            archive.writestr(name, data)
    return out.getvalue()


def word(body: bytes, before: bytes = b"") -> bytes:
    """A Word file with this body."""
    return package({"word/document.xml": before + b"<document><body>" + body + b"</body></document>"})


def sheet(rows: bytes, strings: bytes = b"<sst/>") -> bytes:
    """An Excel file with these rows and shared texts."""
    book = b'<workbook xmlns:r="urn:r"><sheets><sheet name="a" sheetId="1" r:id="s1"/></sheets></workbook>'
    data = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    parts = {"xl/workbook.xml": book, "xl/worksheets/sheet1.xml": data, "xl/sharedStrings.xml": strings}
    return package(parts, "excel")


def paragraph(text: str) -> bytes:
    """A paragraph of Word."""
    return f"<p><r><t>{text}</t></r></p>".encode()


def zip_bomb() -> bytes:
    """300 MB of blanks."""
    return word(b" " * 300_000_000)


def lying_bomb() -> bytes:
    """100 MB whose header says that they are few."""
    content = word(b" " * 100_000_000)
    size = (100_000_000 + len(b"<document><body></body></document>")).to_bytes(4, "little")
    return content.replace(size, (1000).to_bytes(4, "little"))


def entity_bomb() -> bytes:
    """Entities that stand for a billion characters."""
    entities = b'<!ENTITY a "aaaaaaaaaa">'
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        entities += f'<!ENTITY {name} "{f"&{before};" * 10}">'.encode()
    return word(paragraph("&i;"), b"<!DOCTYPE document [" + entities + b"]>")


def outside_entity() -> bytes:
    """An entity that would read a file of the machine."""
    return word(paragraph("&a;"), b'<!DOCTYPE document [<!ENTITY a SYSTEM "file:///etc/hostname">]>')


def million_rows() -> bytes:
    """A million rows with a figure each."""
    return sheet(b"".join(b'<row r="%d"><c><v>1</v></c></row>' % row for row in range(1, 1_000_001)))


def million_blank_rows() -> bytes:
    """A million formatted rows without content under one cell."""
    filled = b'<row r="1"><c t="inlineStr"><is><t>%s</t></is></c></row>' % "虚构".encode()
    return sheet(filled + b"".join(b'<row r="%d"><c s="1"/></row>' % row for row in range(2, 1_000_001)))


def many_elements() -> bytes:
    """Four million empty paragraphs."""
    return word(b"<p/>" * 4_000_000)


def deep_tables() -> bytes:
    """Tables in tables, a thousand deep."""
    return word(b"<tbl><tr><tc>" * 1000 + paragraph("虚构") + b"</tc></tr></tbl>" * 1000)


def nested_tables() -> bytes:
    """Tables in tables, as deep as is read."""
    return word(b"<tbl><tr><tc>" * 120 + paragraph("虚构") + b"</tc></tr></tbl>" * 120)


def wide_cells() -> bytes:
    """Many cells that each claim to be very wide."""
    cell = b'<tc><tcPr><gridSpan val="99999"/></tcPr>' + paragraph("虚构") + b"</tc>"
    return word(b"<tbl>" + (b"<tr>" + cell * 20 + b"</tr>") * 1000 + b"</tbl>")


def merged_over_all() -> bytes:
    """Merged ranges over the whole sheet."""
    cells = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(1, 9000))
    merges = b"".join(b'<mergeCell ref="A%d:XFD1048576"/>' % row for row in range(1, 9000))
    return sheet(cells + b"</sheetData><mergeCells>" + merges + b"</mergeCells><sheetData>")


def many_entries() -> bytes:
    """Thousands of parts."""
    return package({f"word/{number}.xml": b"" for number in range(3000)})


def path_outside() -> bytes:
    """A part that claims to lie elsewhere."""
    return package({"word/document.xml": b"<document/>", "word/../../../tmp/x": b"x"})


def macros() -> bytes:
    """A file with macros under a name without."""
    return package({"word/document.xml": b"<document/>", "word/vbaProject.bin": b"x"})


def pdf_content_bomb() -> bytes:
    """A page whose instructions unpack to 200 MB."""
    data = zlib.compress(b"BT /F1 12 Tf (aaaa) Tj ET\n" * 8_000_000)
    return assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
            b"<</Length %d/Filter/FlateDecode>>stream\n" % len(data) + data + b"\nendstream",
        ]
    )


def pdf_form_bomb() -> bytes:
    """Forms that draw forms that draw forms: ten to the ninth."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        b"<</Length 5>>stream\n/X Do\nendstream",
    ]
    for number in range(5, 14):
        draw = b"/X Do " * 10
        objects.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>/Length %d>>stream\n"
            % (number + 1, len(draw))
            + draw
            + b"\nendstream"
        )
    text = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 1>>stream\n \nendstream"
    return assemble([*objects, text])


def many_pages() -> bytes:
    """One page more than is read."""
    return write_pdf([Page() for _ in range(201)])


def many_rulings() -> bytes:
    """A page full of lines."""
    page = Page()
    for step in range(3000):
        page.rule(50, 50 + step / 5, 500, 50 + step / 5)
        page.rule(50 + step / 7, 50, 50 + step / 7, 700)
    page.text(100, 100, "虚构的图纸")
    return write_pdf([page])


def truncated() -> bytes:
    """The first half of a Word file."""
    content = files.word_of(["虚构的正文。"] * 100)
    return content[: len(content) // 2] + b"word/"


def damaged() -> bytes:
    """A Word file with a part that is not what its checksum says."""
    content = word(paragraph("虚构" * 1000))
    place = content.index(b"word/document.xml") + 60
    return content[:place] + bytes(20) + content[place + 20 :]


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "zip bomb": ("弹.docx", zip_bomb, "解开后超过 60 MB"),
    "lying zip bomb": ("弹.docx", lying_bomb, "已损坏"),
    "entity bomb": ("弹.docx", entity_bomb, "实体声明"),
    "entity of a file": ("弹.docx", outside_entity, "实体声明"),
    "a million rows": ("弹.xlsx", million_rows, "单元格超过"),
    "four million elements": ("弹.docx", many_elements, "内容过多"),
    "deep tables": ("弹.docx", deep_tables, "嵌套过深"),
    "wide cells": ("弹.docx", wide_cells, "表格过大"),
    "merged over all": ("弹.xlsx", merged_over_all, "表格过大"),
    "thousands of parts": ("弹.docx", many_entries, "部件超过"),
    "path outside": ("弹.docx", path_outside, "不安全"),
    "macros": ("弹.docx", macros, "宏"),
    "truncated": ("弹.docx", truncated, "已损坏"),
    "damaged": ("弹.docx", damaged, "已损坏"),
    "no document": ("弹.docx", lambda: package({"word/x.xml": b"x"}), "找不到 Word 正文"),
    "no text": ("弹.docx", lambda: word(paragraph("\u200b")), "没有文字"),
    "much text": ("弹.docx", lambda: word(paragraph("虚构的长文" * 400_000)), "文字超过 5 MB"),
    "no sheet": ("弹.xlsx", lambda: package({"xl/workbook.xml": b"<workbook/>"}, "excel"), "找不到工作表"),
    "content of a page": ("弹.pdf", pdf_content_bomb, "展开后超过"),
    "many pages": ("弹.pdf", many_pages, "超过 200 页"),
    "no PDF": ("弹.pdf", lambda: b"%PDF-1.7\n" + b"x" * 1000, "无法打开"),
    "scanned": ("弹.pdf", lambda: write_pdf([Page(picture=True)]), "OCR"),
}
"""Name of the file, its content, and what is said."""

READ: dict[str, tuple[str, Callable[[], bytes]]] = {
    "blank rows": ("怪.xlsx", million_blank_rows),
    "nested tables": ("怪.docx", nested_tables),
    "rulings": ("怪.pdf", many_rulings),
}
"""Odd, but to be read."""
