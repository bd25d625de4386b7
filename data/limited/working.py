"""A piece of work within its limits: what a limited process sets for itself before it takes a single byte.

On Windows there are no limits but the time that the caller waits.
"""

import ctypes
import logging
import mmap
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import msgspec

from data.errors import DashboardError, DocumentError

MAX_MEMORY = 900 * 1024 * 1024
"""Bytes beyond the loaded libraries."""

MAX_SECONDS = 20

_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000  # flags of unshare(2)
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "os.fork")
"""Beginnings of what Python announces before it does it, and what work on a file never needs."""


class Refusal(msgspec.Struct):
    """Why the work could not be done, as the name and the parts of an error of ``data.errors``."""

    kind: str
    what: str
    where: str
    todo: str


class Answer(msgspec.Struct):
    """What came of a piece of work: its result, or a refusal."""

    result: bytes = b""
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """How a limited process ended: its exit code (minus the signal that ended it), and its encoded ``Answer``."""

    code: int
    answer: bytes


class OverTime(Exception):
    """A limited process gave no answer in time; it has been ended."""


def enter_limits() -> None:
    """Take the limits on; what libraries say of a file is dropped: it may be much, and somebody would have to keep it."""
    limit_resources()
    leave_the_network()
    logging.disable()


def limit_resources() -> None:
    """Bound memory and processor time of this process; no files, no core dumps. Nothing where there are no limits."""
    with suppress(ImportError):
        import resource  # not on Windows

        memory = _taken() + MAX_MEMORY
        for kind, soft, hard in (
            (resource.RLIMIT_AS, memory, memory),
            (resource.RLIMIT_CPU, MAX_SECONDS, MAX_SECONDS + 5),
            (resource.RLIMIT_FSIZE, 0, 0),
            (resource.RLIMIT_CORE, 0, 0),
        ):
            with suppress(ValueError, OSError):  # a lower limit is set already
                resource.setrlimit(kind, (soft, hard))


def _taken() -> int:
    """Bytes of address space that this process has already; 0 where the system does not tell."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[0]) * mmap.PAGESIZE
    return 0


def leave_the_network() -> None:
    """Have no network: in a network namespace of its own where the system allows it, and no socket in any case."""
    unshare_network()
    sys.addaudithook(_refuse)


def unshare_network() -> None:
    """Move this process into a network namespace of its own, where the system allows it."""
    with suppress(OSError, AttributeError):  # no unshare on this system
        unshare = ctypes.CDLL(None).unshare
        if unshare(_NEW_NETWORK) != 0:
            unshare(_NEW_NETWORK | _NEW_USER)  # as a user without rights


def _refuse(event: str, _: object) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)


def do(work: str, given: bytes) -> bytes:
    """What came of a piece of work, as an encoded ``Answer``: a ``DashboardError`` is told, and what needs too much memory or depth."""
    module, _, name = work.partition(":")
    try:
        answer = Answer(getattr(import_module(module), name)(given))
    except DashboardError as error:
        answer = _refused(error)
    except MemoryError:
        todo = "确认文件来源，或拆成几份后再导入"
        answer = _refused(DocumentError("读取文件需要的内存过多，已停止", todo=todo))
    except RecursionError:
        answer = _refused(DocumentError("文件内容嵌套过深", todo="复制正文到新文件后再导入"))
    return msgspec.msgpack.encode(answer)


def _refused(error: DashboardError) -> Answer:
    return Answer(refusal=Refusal(type(error).__name__, error.what, error.where, error.todo))
