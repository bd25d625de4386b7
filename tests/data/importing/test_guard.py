"""What a file is, by its name and first bytes."""

import pytest

from data.errors import DocumentError
from data.importing.guard import MAX_FILE, MAX_TEXT, Container, identify
from tests.data.importing.readers import files
from tests.data.importing.readers.pdf_writer import Page, write_pdf

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
ENCRYPTED = OLE + "EncryptedPackage".encode("utf-16-le")
WORD, BOOK, PDF = files.word_of(["虚构"]), files.workbook(), write_pdf([Page()])


@pytest.mark.parametrize(
    ("name", "content", "container"),
    [
        ("虚构.txt", "虚构".encode(), Container.TEXT),
        ("虚构.DOCX", WORD, Container.WORD),
        ("虚构.xlsx", BOOK, Container.WORKBOOK),
        ("虚构.pdf", PDF, Container.PDF),
        ("虚构.pdf", b"\r\n\r\n" + PDF, Container.PDF),
        ("虚构.ofd", files.outline_ofd(), Container.OFD),
    ],
)
def test_what_is_read(name: str, content: bytes, container: Container) -> None:
    assert identify(content, name) is container


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("虚构.doc", OLE, ("旧版 Word", "另存为 .docx")),
        ("虚构.wps", OLE, ("WPS 文字", "另存为 .docx")),
        ("虚构.rtf", b"{\\rtf1", ("另存为 .docx",)),
        ("虚构.xls", OLE, ("旧版 Excel", "另存为 .xlsx")),
        ("虚构.et", OLE, ("WPS 表格", "另存为 .xlsx")),
        ("虚构.ceb", b"x", ("版式文件", "另存为带文字的 .pdf")),
        ("虚构.ofd", b"PK\x03\x04", ("内容却是压缩包", "先解压")),
        ("虚构.ofd", WORD, ("内容却是 .docx 文件",)),
        ("虚构.docm", WORD, ("含宏", "另存为 .docx")),
        ("虚构.jpg", b"\xff\xd8\xff", ("图片", "OCR")),
        ("虚构.zip", b"PK\x03\x04", ("压缩包", "先解压")),
        ("虚构.exe", b"MZ", (".exe", "选择 .txt、.docx、.xlsx、.pdf、.ofd 文件")),
        ("虚构", b"x", ("没有扩展名",)),
        ("虚构.docx", ENCRYPTED, ("打开密码", "去掉密码")),
        ("虚构.xlsx", ENCRYPTED, ("打开密码", "另存为 .xlsx")),
        ("虚构.docx", OLE, ("内容却是旧版 Word、Excel", "另存为 .docx")),
        ("虚构.txt", WORD, ("内容却是 .docx 文件", "扩展名改为 .docx")),
        ("虚构.docx", BOOK, ("内容却是 .xlsx 文件",)),
        ("虚构.xlsx", PDF, ("内容却是 .pdf 文件",)),
        ("虚构.pdf", WORD, ("内容却是 .docx 文件",)),
        ("虚构.docx", b"plain text", ("内容却是别的内容",)),
        ("虚构.docx", b"{\\rtf1 x", ("内容却是RTF", "另存为 .docx")),
        ("虚构.txt", b"\x89PNG\r\n", ("内容却是图片", "OCR")),
        ("虚构.txt", b" \r\n\t", ("文件是空的",)),
        ("虚构.docx", b"", ("文件是空的",)),
        ("虚构.txt", b"x" * (MAX_TEXT + 1), ("超过 5 MB",)),
        ("虚构.pdf", b"%PDF-" + bytes(MAX_FILE), ("超过 20 MB",)),
    ],
)
def test_what_is_refused_is_told_with_the_way_around(
    name: str, content: bytes, words: tuple[str, ...]
) -> None:
    with pytest.raises(DocumentError) as caught:
        identify(content, name)
    assert [word for word in (*words, name, "请") if word not in str(caught.value)] == []
