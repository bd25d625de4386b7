"""From a file to a parsed document: the guards, the decoding and the parser, without any database."""

from pathlib import Path

from data.directory import Directory
from data.errors import DocumentError
from data.importing.decoding import decode
from data.importing.document import ParsedDocument
from data.importing.parser import parse

MAX_BYTES = 5 * 1024 * 1024
"""A plan is some tens of kilobytes; a larger text is not one."""

OFFICE_SUFFIXES = {
    ".doc", ".docx", ".wps", ".pdf", ".xls", ".xlsx", ".et", ".ofd", ".rtf", ".ppt", ".pptx",
}  # fmt: skip
FOREIGN_STARTS = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "Word、Excel 或压缩",
    b"\xd0\xcf\x11\xe0": "旧版 Word、Excel 或加密",
    b"{\\rtf": "RTF",
}
"""First bytes that tell another format, whatever the name says."""

SAVE_AS_TEXT = "在 Word、WPS 等软件中打开，另存为纯文本（.txt）后再导入"


def read_file(path: Path, directory: Directory) -> tuple[bytes, ParsedDocument]:
    """The bytes of a file and what was read in them.

    Raises ``DocumentError`` where the file is missing, a folder, unreadable, or not a plan in text.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except IsADirectoryError as error:
        raise DocumentError("这是文件夹，不是文件", str(path), "指定其中的一个 .txt 文件") from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise DocumentError("找不到文件", str(path), "检查路径和文件名") from error
    except (OSError, ValueError) as error:
        raise DocumentError("文件无法读取", str(path), "检查文件名和读取权限") from error
    return content, read_content(content, path.name, directory)


def read_content(content: bytes, file_name: str, directory: Directory) -> ParsedDocument:
    """What a file of this name and content says; ``DocumentError`` where it is not a plan in text."""
    refuse_foreign_content(content, file_name)
    try:
        return parse(decode(content), directory)
    except DocumentError as error:
        where = "，".join(filter(None, (file_name, error.where)))
        raise DocumentError(error.what, where, error.todo) from error


def refuse_foreign_content(content: bytes, file_name: str) -> None:
    """Raise ``DocumentError`` for what is plainly not a text of reasonable size."""
    suffix = Path(file_name).suffix.lower()
    if suffix in OFFICE_SUFFIXES:
        raise DocumentError(f"本版本只能读取 .txt 文件，不能读取 {suffix} 文件", file_name, SAVE_AS_TEXT)
    if suffix != ".txt":
        raise DocumentError("本版本只能读取 .txt 文件", file_name, SAVE_AS_TEXT)
    if not content.strip():
        raise DocumentError("文件是空的", file_name, "换一个有内容的文件")
    if len(content) > MAX_BYTES:
        limit = MAX_BYTES // 1024 // 1024
        raise DocumentError(f"文件超过 {limit} MB", file_name, "确认选对了文件，或拆成几份")
    for start, form in FOREIGN_STARTS.items():
        if content.startswith(start):
            raise DocumentError(f"文件内容是 {form} 格式，不是文本", file_name, SAVE_AS_TEXT)
