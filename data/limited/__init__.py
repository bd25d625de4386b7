"""Work on what a visitor gives is done in a process of its own: what it costs in memory and time stays there and ends there.

The process gets bytes, gives bytes back, and knows neither the name of a file nor the store. It limits its own memory to
900 MB and its processor time to 20 s, writes no file and has no network (``data.limited.working``). Every piece of work has
a fresh process, at most two at a time: a branch of one that has loaded libraries and nothing else
(``data.limited.branching``; the dashboard itself has threads and must not branch). Windows has no branches: there the
process is started anew (``data.limited.starting``), and only the waiting time and the number are limited.
"""

import logging
import signal
import sys
import threading
from collections.abc import Sequence

import msgspec

from data import errors
from data.errors import DashboardError, DocumentError
from data.limited.working import Answer, OverTime, Refusal

if sys.platform == "win32":
    from data.limited.starting import work_apart
else:
    from data.limited.branching import work_apart

MAX_WAIT = 20.0
"""Seconds from the beginning of the work to its answer."""

AT_A_TIME = 2

_OVER_TIME = -getattr(signal, "SIGXCPU", 0) or None  # not on Windows
_turns = threading.BoundedSemaphore(AT_A_TIME)

_log = logging.getLogger(__name__)


def run_limited(work: str, given: bytes, max_wait: float = MAX_WAIT, needs: Sequence[str] = ()) -> bytes:
    """The result of ``work`` on the bytes given, done in a limited process.

    ``work``: "module:function" of this project, a function that takes and gives bytes. ``needs``: modules that the
    function loads by itself and that are better loaded before. Raises the ``DashboardError`` that the function raises,
    and ``DocumentError`` for everything that cannot be done within the limits. Waits for its turn where two others run.
    """
    with _turns:
        try:
            ended = work_apart(work, given, max_wait, needs)
        except OverTime:
            raise _too_long() from None
    if ended.code == _OVER_TIME:
        raise _too_long()
    if ended.code != 0:
        _log.info("%s ended with %s", work, ended.code)
        what = "读取文件时内存超限或内容损坏，已停止"
        raise DocumentError(what, todo="在原软件中打开并重新保存，或拆成几份后再导入")
    answer = msgspec.msgpack.decode(ended.answer, type=Answer)
    if answer.refusal is not None:
        raise _error(answer.refusal)
    return answer.result


def _error(refusal: Refusal) -> DashboardError:
    kind = getattr(errors, refusal.kind, DocumentError)
    return kind(refusal.what, refusal.where, refusal.todo)


def _too_long() -> DocumentError:
    return DocumentError(f"读取超过 {MAX_WAIT:.0f} 秒，已停止", todo="确认文件来源，或拆成几份后再导入")
