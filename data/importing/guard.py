"""What a file is, told by its name and its first bytes, before anything in it is read.

Constant work, in the calling process; what is inside a file is opened only in a process of its own
(``data.limited``).
"""

from enum import StrEnum
from pathlib import PurePath

from data.errors import DocumentError

MEGABYTE = 1024 * 1024
MAX_TEXT = 5 * MEGABYTE
"""Bytes of a text: a plan is some tens of kilobytes; also the most that a reader may hand to the parser."""
MAX_FILE = 20 * MEGABYTE
"""Bytes of any other file."""


class Container(StrEnum):
    """The kinds of files that are read; the value is the extension."""

    TEXT = ".txt"
    WORD = ".docx"
    WORKBOOK = ".xlsx"
    PDF = ".pdf"
    OFD = ".ofd"


READABLE = "、".join(Container)

_AS_WORD = "在 Word 或 WPS 中打开，另存为 .docx 后再导入"
_AS_WORKBOOK = "在 Excel 或 WPS 表格中打开，另存为 .xlsx 后再导入"
_AS_TEXT = "打开后把正文复制到记事本，另存为 .txt 后再导入"
_RECOGNISE = "先做文字识别（OCR），另存为 .docx 或 .txt 后再导入"
READ_AS_TEXT = "用阅读软件另存为带文字的 .pdf 或 .docx 后再导入"
_UNPACK = "先解压，再导入其中的文件"

_OTHERS = (
    ("旧版 Word、WPS 文字等格式", _AS_WORD, {".doc", ".wps", ".wpt", ".dot", ".dotx", ".rtf", ".odt"}),
    ("旧版 Excel、WPS 表格等格式", _AS_WORKBOOK, {".xls", ".et", ".ett", ".xlsb", ".xltx", ".ods", ".csv"}),
    ("含宏的 Word 文件", _AS_WORD, {".docm", ".dotm"}),
    ("含宏的 Excel 文件", _AS_WORKBOOK, {".xlsm", ".xltm"}),
    ("版式文件", READ_AS_TEXT, {".ceb", ".xps", ".caj"}),
    ("图片", _RECOGNISE, {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif", ".webp"}),
    ("演示文稿", _AS_TEXT, {".ppt", ".pptx", ".dps", ".odp"}),
    ("网页或标记文本", _AS_TEXT, {".htm", ".html", ".mht", ".md", ".xml", ".json"}),
    ("压缩包", _UNPACK, {".zip", ".rar", ".7z", ".gz", ".tar"}),
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STARTS = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\xff\xd8\xff", "图片"),
    (b"\x89PNG", "图片"),
    (b"II*\0", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"MZ", "程序"),
    (b"\x7fELF", "程序"),
    (b"SQLite format 3\0", "数据库"),
)


def identify(content: bytes, file_name: str) -> Container:
    """The kind of a file of this name and content.

    Raises ``DocumentError`` (where: the file's name) for an extension that is not read, an empty or too large file,
    an encrypted or old one, and content that is not what the name says; each says what to do.
    """
    suffix = PurePath(file_name).suffix.lower()
    try:
        container = Container(suffix)
    except ValueError:
        raise _unreadable(suffix, file_name) from None
    if not content.strip():
        raise DocumentError("文件是空的", file_name, "换一个有内容的文件")
    limit = MAX_TEXT if container is Container.TEXT else MAX_FILE
    if len(content) > limit:
        raise DocumentError(f"文件超过 {limit // MEGABYTE} MB", file_name, "确认选对了文件，或拆成几份")
    found = _form(content)
    expected = {Container.TEXT: "", Container.PDF: "PDF"}.get(container, container)
    if found != expected:
        raise _mismatch(container, found, file_name)
    return container


def too_much_text() -> DocumentError:
    """The refusal of a file that holds more text than is read."""
    return DocumentError(f"文件里的文字超过 {MAX_TEXT // MEGABYTE} MB", todo="确认选对了文件，或拆成几份")


def refuse_foreign_word(content: bytes, file_name: str) -> None:
    """Raise ``DocumentError`` for what bears the name of an old Word or WPS file and is none, has a password, or is too large."""
    if not content.strip():
        raise DocumentError("文件是空的", file_name, "换一个有内容的文件")
    if len(content) > MAX_FILE:
        raise DocumentError(f"文件超过 {MAX_FILE // MEGABYTE} MB", file_name, "确认选对了文件，或拆成几份")
    found = _form(content)
    if found == "加密":
        raise DocumentError("文件有打开密码", file_name, "在原软件中去掉密码后再导入")
    if found != "旧版 Word、Excel":
        raise DocumentError("内容不是旧版 Word、WPS 文件", file_name, _AS_WORD)


def _unreadable(suffix: str, file_name: str) -> DocumentError:
    """The refusal of an extension, with the way around it."""
    for label, todo, suffixes in _OTHERS:
        if suffix in suffixes:
            return DocumentError(f"不能读取 {suffix} 文件（{label}）", file_name, todo)
    what = f"不能读取 {suffix} 文件" if suffix else "文件没有扩展名"
    return DocumentError(what, file_name, f"选择 {READABLE} 文件")


def _form(content: bytes) -> str:
    """What the content is: an extension of ``Container``, or a word of Chinese; empty for what may be text."""
    if content.startswith(b"PK\x03\x04"):
        # Names of parts stand uncompressed in the directory of the archive.
        if b"word/" in content:
            return Container.WORD
        if b"xl/" in content:
            return Container.WORKBOOK
        return Container.OFD if b"OFD.xml" in content else "压缩包"
    if content.startswith(_OLE):
        return "加密" if _ENCRYPTED in content else "旧版 Word、Excel"
    if b"%PDF-" in content[:1024]:  # some writers put a few bytes before it
        return "PDF"
    return next((form for start, form in _STARTS if content.startswith(start)), "")


def _mismatch(container: Container, found: str, file_name: str) -> DocumentError:
    """The refusal of a content that is not what the extension says."""
    if found == "加密":
        return DocumentError("文件有打开密码", file_name, f"在原软件中去掉密码，另存为 {container} 后再导入")
    actual = {"PDF": Container.PDF}.get(found, found)
    if actual in set(Container):
        todo = f"把扩展名改为 {actual} 后再导入"
        return DocumentError(f"扩展名是 {container}，内容却是 {actual} 文件", file_name, todo)
    what = f"扩展名是 {container}，内容却是{found or '别的内容'}"
    todo = {
        "图片": _RECOGNISE,
        "压缩包": _UNPACK,
        "旧版 Word、Excel": _AS_WORD if container is not Container.WORKBOOK else _AS_WORKBOOK,
        "RTF": _AS_WORD,
    }.get(found, "确认选对了文件；如已损坏，请在原软件中重新保存")
    return DocumentError(what, file_name, todo)
