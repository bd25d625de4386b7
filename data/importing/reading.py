"""From a file to a parsed document: the guards, the reader of its container and the parser, without any database."""

from dataclasses import replace
from pathlib import Path

from data.errors import DocumentError
from data.importing.cleaning import clean
from data.importing.decoding import decode
from data.importing.document import ParsedDocument
from data.importing.guard import MAX_FILE, READABLE, Container, identify
from data.importing.parser import parse
from data.importing.readers import Extract
from data.importing.sandbox import extract
from data.names.directory import Directory


def read_file(path: Path, directory: Directory) -> tuple[bytes, ParsedDocument]:
    """The bytes of a file and what was read in them.

    Raises ``DocumentError`` where the file is missing, a folder, unreadable, or not a plan that can be read.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE + 1)
    except IsADirectoryError as error:
        raise DocumentError("这是文件夹，不是文件", str(path), f"指定其中的一个 {READABLE} 文件") from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise DocumentError("找不到文件", str(path), "检查路径和文件名") from error
    except (OSError, ValueError) as error:
        raise DocumentError("文件无法读取", str(path), "检查文件名和读取权限") from error
    return content, read_content(content, path.name, directory)


def read_content(content: bytes, file_name: str, directory: Directory) -> ParsedDocument:
    """What a file of this name and content says: ``.txt``, ``.docx``, ``.xlsx``, or ``.pdf`` with a text layer.

    ``source`` of the result is the text as people see it: cleaned, tables as rows with pipes. What a reader left out
    (hidden sheets, footnotes, revisions) is said in the warnings. Raises ``DocumentError`` with the file's name where
    it is not a plan that can be read.
    """
    try:
        read = _read(content, identify(content, file_name))
        document = parse(read.text, directory)
    except DocumentError as error:
        where = "，".join(dict.fromkeys(filter(None, (file_name, error.where))))
        raise DocumentError(error.what, where, error.todo) from error
    return replace(document, warnings=(*read.notices, *document.warnings), notices=tuple(read.notices))


def _read(content: bytes, container: Container) -> Extract:
    """The text of a file. A text is decoded here: that takes linear time and a few times its size, at most 5 MB."""
    if container is Container.TEXT:
        return Extract(clean(decode(content)))
    return extract(content, container)
