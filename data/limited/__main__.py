"""The limited process: ``python -m data.limited module:function``; bytes in, an ``Answer`` out.

It sets its own limits before it takes a single byte. On Windows there are none: only the time that the caller waits is
bounded there.
"""

import ctypes
import logging
import sys
from contextlib import suppress
from importlib import import_module

import msgspec

from data.errors import DashboardError, DocumentError
from data.limited import Answer, Refusal

MAX_MEMORY = 900 * 1024 * 1024
MAX_SECONDS = 20

_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000  # flags of unshare(2)
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "os.fork")
"""Beginnings of what Python announces before it does it, and what work on a file never needs."""


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


def leave_the_network() -> None:
    """Have no network: in a network namespace of its own where the system allows it, and no socket in any case."""
    with suppress(OSError, AttributeError):  # no unshare on this system
        unshare = ctypes.CDLL(None).unshare
        if unshare(_NEW_NETWORK) != 0:
            unshare(_NEW_NETWORK | _NEW_USER)  # as a user without rights
    sys.addaudithook(_refuse)


def _refuse(event: str, _: object) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)


def answer(work: str, given: bytes) -> Answer:
    """What came of a piece of work. A ``DashboardError`` is told; so is what needs too much memory or depth."""
    module, _, name = work.partition(":")
    try:
        return Answer(getattr(import_module(module), name)(given))
    except DashboardError as error:
        return _refused(error)
    except MemoryError:
        return _refused(
            DocumentError("读取文件需要的内存过多，已停止", todo="确认文件来源，或拆成几份后再导入")
        )
    except RecursionError:
        return _refused(DocumentError("文件内容嵌套过深", todo="复制正文到新文件后再导入"))


def _refused(error: DashboardError) -> Answer:
    return Answer(refusal=Refusal(type(error).__name__, error.what, error.where, error.todo))


def main() -> None:
    """Do the work that the first argument names with standard input, and print what came of it."""
    limit_resources()
    leave_the_network()
    logging.disable()  # what libraries say of a file may be much, and the caller would have to keep it
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer(sys.argv[1], sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
