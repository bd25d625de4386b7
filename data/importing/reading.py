"""From a file to a document as it is to be stored: guarded, then read and parsed in a limited process."""

from dataclasses import dataclass
from pathlib import Path, PurePath

import msgspec

from data.errors import DocumentError
from data.importing.corrections import Corrections
from data.importing.document import Notice, NoticeKind, ParsedDocument
from data.importing.guard import MAX_FILE, READABLE, Container, identify, refuse_foreign_word
from data.importing.interpreting import Interpreted, interpret
from data.importing.own import refuse_own_text
from data.importing.readers import extract, modules_of
from data.limited import run_limited
from data.limited.converting import OLD_WORD, as_word, office
from data.names.known import KnownNames


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of a file as people see it (cleaned, tables as rows with pipes), and what its reader left out."""

    source: str
    left_out: tuple[str, ...] = ()  # in Chinese

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What was left out, as notices."""
        return tuple(Notice(NoticeKind.LEFT_OUT, text) for text in self.left_out)


def load_file(path: Path) -> bytes:
    """The bytes of a file. Raises ``DocumentError`` where it is missing, a folder or unreadable."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE + 1)
    except IsADirectoryError as error:
        raise DocumentError("这是文件夹，不是文件", str(path), f"指定其中的一个 {READABLE} 文件") from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise DocumentError("找不到文件", str(path), "检查路径和文件名") from error
    except (OSError, ValueError) as error:
        raise DocumentError("文件无法读取", str(path), "检查文件名和读取权限") from error


def read_content(
    content: bytes, file_name: str, known: KnownNames, corrections: Corrections | None = None
) -> tuple[FileText, Interpreted]:
    """Read a file of this name and content: ``.txt``, ``.docx``, ``.xlsx``, ``.ofd``, or ``.pdf`` with a text layer.

    ``.doc`` and ``.wps`` where the server has LibreOffice.

    Raises ``DocumentError`` with the file's name where it is not a plan that can be read, ``DirectoryError`` where a
    decision does not fit the directory.
    """
    try:
        container, content = _readable(content, file_name)
        return _read(_Work(known, _json(corrections), content, container), corrections)
    except DocumentError as error:
        raise error.of_file(file_name) from error


def _readable(content: bytes, file_name: str) -> tuple[Container, bytes]:
    """What a file is and its content; an old Word or WPS file as LibreOffice converts it, where the server has it."""
    suffix = PurePath(file_name).suffix.lower()
    if suffix in OLD_WORD and office() is not None:
        refuse_foreign_word(content, file_name)
        content, file_name = as_word(content, suffix), f"{file_name}.docx"
    return identify(content, file_name), content


def read_text(text: FileText, known: KnownNames, corrections: Corrections | None = None) -> Interpreted:
    """Read a text that was taken out of its file before: with other corrections, or other names."""
    return _read(_Work(known, _json(corrections), text=text), corrections)[1]


@dataclass(frozen=True, slots=True)
class _Work:
    """What the limited process is to read: the bytes of a file, or a text already taken out of it."""

    known: KnownNames
    corrections: str | None  # JSON
    content: bytes = b""
    container: Container | None = None
    text: FileText | None = None


@dataclass(frozen=True, slots=True)
class _Result:
    text: FileText
    document: ParsedDocument
    body: str | None


def _read(work: _Work, corrections: Corrections | None) -> tuple[FileText, Interpreted]:
    given = msgspec.msgpack.encode(work)
    answer = run_limited(f"{__name__}:read_limited", given, needs=modules_of(work.container))
    result = msgspec.msgpack.decode(answer, type=_Result)
    own = work.known.own.body
    directory = work.known.directory(result.body)
    interpreted = Interpreted(result.document, result.body, own, directory, corrections or Corrections())
    return result.text, interpreted


def read_limited(given: bytes) -> bytes:
    """What the limited process does: from encoded ``_Work`` to an encoded ``_Result``."""
    work = msgspec.msgpack.decode(given, type=_Work)
    text = work.text
    if text is None:
        assert work.container is not None  # one of the two is given
        extracted = extract(work.content, work.container)
        refuse_own_text(extracted.text)
        text = FileText(extracted.text, extracted.left_out)
    read = interpret(text.source, work.known, Corrections.from_json(work.corrections), text.notices)
    return msgspec.msgpack.encode(_Result(text, read.document, read.body))


def _json(corrections: Corrections | None) -> str | None:
    return corrections.as_json() if corrections else None
