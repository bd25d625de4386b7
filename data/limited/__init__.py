"""Work on what a visitor gives is done in a process of its own: what it costs in memory and time stays there and ends there.

The process is started anew for each piece of work (not forked: the dashboard has threads), gets bytes on its standard
input, gives bytes back, and knows neither the name of a file nor the store. It limits its own memory to 900 MB and its
processor time to 20 s, writes no file and has no network (``data.limited.__main__``). At most two run at a time. On
Windows only the waiting time and the number are limited.
"""

import logging
import signal
import subprocess
import sys
import threading
from pathlib import Path

import msgspec

from data import errors
from data.errors import DashboardError, DocumentError

MAX_WAIT = 20.0
"""Seconds from the start of the process to its answer."""

AT_A_TIME = 2

_ROOT = Path(__file__).parents[2]
_OVER_TIME = -getattr(signal, "SIGXCPU", 0) or None  # not on Windows
_turns = threading.BoundedSemaphore(AT_A_TIME)

_log = logging.getLogger(__name__)


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


def run_limited(work: str, given: bytes, max_wait: float = MAX_WAIT) -> bytes:
    """The result of ``work`` on the bytes given, done in a limited process.

    ``work``: "module:function" of this project, a function that takes and gives bytes. Raises the ``DashboardError`` that the
    function raises, and ``DocumentError`` for everything that cannot be done within the limits. Waits for its turn where two others run.
    """
    command = [sys.executable, "-m", "data.limited", work]
    with _turns:
        try:
            ended = subprocess.run(
                command, input=given, capture_output=True, timeout=max_wait, cwd=_ROOT, check=False
            )
        except subprocess.TimeoutExpired:
            raise _too_long() from None
    if ended.returncode == _OVER_TIME:
        raise _too_long()
    if ended.returncode != 0:
        _log.info(
            "%s ended with %s: %s", work, ended.returncode, ended.stderr.decode(errors="replace")[-2000:]
        )
        what = "读取文件时内存超限或内容损坏，已停止"
        raise DocumentError(what, todo="在原软件中打开并重新保存，或拆成几份后再导入")
    answer = msgspec.msgpack.decode(ended.stdout, type=Answer)
    if answer.refusal is not None:
        raise _error(answer.refusal)
    return answer.result


def _error(refusal: Refusal) -> DashboardError:
    kind = getattr(errors, refusal.kind, DocumentError)
    return kind(refusal.what, refusal.where, refusal.todo)


def _too_long() -> DocumentError:
    return DocumentError(f"读取超过 {MAX_WAIT:.0f} 秒，已停止", todo="确认文件来源，或拆成几份后再导入")
