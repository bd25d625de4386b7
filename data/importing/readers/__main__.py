"""The process that reads one file: ``python -m data.importing.readers .docx``; bytes in, JSON out.

It sets its own limits before it takes a single byte, and writes no file. On Windows there are no such limits: only the
time that the caller waits is bounded there.
"""

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module

from data.errors import DocumentError
from data.importing.cleaning import clean
from data.importing.guard import MAX_TEXT, MEGABYTE, Container
from data.importing.readers import Extract

MAX_MEMORY = 900 * MEGABYTE
MAX_SECONDS = 20

_READERS = {
    Container.WORD: ("data.importing.readers.word", "read_word"),
    Container.WORKBOOK: ("data.importing.readers.workbook", "read_workbook"),
    Container.PDF: ("data.importing.readers.pdf", "read_pdf"),
}


def limit_resources() -> None:
    """Bound memory and processor time of this process; no files, no core dumps. Nothing where there are no limits."""
    with suppress(ImportError):
        import resource  # not on Windows

        for kind, soft, hard in (
            (resource.RLIMIT_AS, MAX_MEMORY, MAX_MEMORY),
            (resource.RLIMIT_CPU, MAX_SECONDS, MAX_SECONDS + 5),
            (resource.RLIMIT_FSIZE, 0, 0),
            (resource.RLIMIT_CORE, 0, 0),
        ):
            with suppress(ValueError, OSError):  # a lower limit is set already
                resource.setrlimit(kind, (soft, hard))


def reader_of(container: Container) -> Callable[[bytes], Extract]:
    """The reader of a container; only its own libraries are loaded."""
    module, name = _READERS[container]
    return getattr(import_module(module), name)


def read(content: bytes, container: Container) -> Extract:
    """The cleaned text of a file. ``DocumentError`` for every fault of the file that can be told."""
    try:
        extract = reader_of(container)(content)
    except MemoryError:
        raise DocumentError(
            "读取文件需要的内存过多，已停止", todo="确认文件来源，或拆成几份后再导入"
        ) from None
    except RecursionError:
        raise DocumentError("文件内容嵌套过深", todo="复制正文到新文件后再导入") from None
    text = clean(extract.text)
    if not text.strip():
        raise DocumentError("文件里没有文字", todo="选择有内容的文件")
    if len(text.encode()) > MAX_TEXT:
        raise DocumentError(f"文件里的文字超过 {MAX_TEXT // MEGABYTE} MB", todo="确认选对了文件，或拆成几份")
    return Extract(text, extract.notices)


def main() -> None:
    """Read standard input as the container that the first argument names, and print what came of it."""
    limit_resources()
    try:
        extract = read(sys.stdin.buffer.read(), Container(sys.argv[1]))
        answer = {"text": extract.text, "notices": extract.notices}
    except DocumentError as error:
        answer = {"error": [error.what, error.where, error.todo]}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
