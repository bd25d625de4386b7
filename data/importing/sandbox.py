"""Reading in a process of its own: what a hostile file costs in memory and time stays there and ends there.

The process is started anew for each file (not forked: the dashboard has threads), gets the bytes on its standard input
and knows neither the file's name nor the store. It limits its own memory to 900 MB and its processor time to 20 s
(``data.importing.readers.__main__``). On Windows only the waiting time is limited.
"""

import json
import logging
import signal
import subprocess
import sys
from pathlib import Path

from data.errors import DocumentError
from data.importing.guard import Container
from data.importing.readers import Extract

MAX_WAIT = 20.0
"""Seconds from the start of the process to its answer."""

_ROOT = Path(__file__).parents[2]
_OVER_TIME = -getattr(signal, "SIGXCPU", 0) or None  # not on Windows

_log = logging.getLogger(__name__)


def extract(content: bytes, container: Container, max_wait: float = MAX_WAIT) -> Extract:
    """The cleaned text of a Word, Excel or PDF file and what was left out of it.

    Raises ``DocumentError`` (without the file's name) for every file that cannot be read within the limits.
    """
    command = [sys.executable, "-m", "data.importing.readers", container]
    try:
        ended = subprocess.run(
            command, input=content, capture_output=True, timeout=max_wait, cwd=_ROOT, check=False
        )
    except subprocess.TimeoutExpired:
        raise _too_long() from None
    if ended.returncode == _OVER_TIME:
        raise _too_long()
    if ended.returncode != 0:
        _log.info("reader ended with %s: %s", ended.returncode, ended.stderr.decode(errors="replace")[-2000:])
        what = "读取文件时内存超限或内容损坏，已停止"
        raise DocumentError(what, todo="在原软件中打开并重新保存，或拆成几份后再导入")
    answer = json.loads(ended.stdout)
    if "error" in answer:
        raise DocumentError(*answer["error"])
    return Extract(answer["text"], tuple(answer["notices"]))


def _too_long() -> DocumentError:
    return DocumentError(f"读取超过 {MAX_WAIT:.0f} 秒，已停止", todo="确认文件来源，或拆成几份后再导入")
