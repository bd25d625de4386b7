"""Limited processes as branches of one process, the trunk, that has loaded libraries and seen no file.

The trunk (``python -m data.limited``) is started by the first work and ends with who started it. It is sent the name of the
work and one end of a line; it loads what the work needs and branches twice: a worker, which takes on its limits, reads its
input from the line and writes its answer to it, and a watcher, which adds how the worker ended. On the line back stand the
worker's process number (8 bytes), the answer, and the exit code (4 bytes).
"""

import atexit
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Never

import msgspec

from data.limited.working import Ended, OverTime, do, enter_limits

_ROOT = Path(__file__).parents[2]
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""A process with threads must not branch, and numerical libraries start some when they are loaded."""

_BLOCK = 1 << 20
_NUMBER, _CODE = 8, 4


def work_apart(work: str, given: bytes, max_wait: float, needs: Sequence[str] = ()) -> Ended:
    """Do the work in a branch of the trunk; ``OverTime`` after ``max_wait`` seconds."""
    until = time.monotonic() + max_wait
    received = _received(work, given, until, needs)
    if not received:  # somebody ended the trunk before it branched
        received = _received(work, given, until, needs)
    if len(received) < _NUMBER + _CODE:
        return Ended(-signal.SIGKILL, b"")
    return Ended(int.from_bytes(received[-_CODE:], signed=True), bytes(received[_NUMBER:-_CODE]))


def _received(work: str, given: bytes, until: float, needs: Sequence[str]) -> bytearray:
    """All that comes back on the line of one branch; ``OverTime`` where it does not end by then."""
    received = bytearray()
    with _trunk.branch(work, needs) as line:
        try:
            line.settimeout(max(until - time.monotonic(), 0.001))
            with suppress(ConnectionError):  # it ended before it read all: how, comes below
                line.sendall(given)
                line.shutdown(socket.SHUT_WR)
            with suppress(ConnectionError):
                while block := line.recv(_BLOCK):
                    received += block
                    line.settimeout(max(until - time.monotonic(), 0.001))
        except TimeoutError:
            if len(received) >= _NUMBER:
                with suppress(ProcessLookupError):
                    os.kill(int.from_bytes(received[:_NUMBER]), signal.SIGKILL)
            raise OverTime from None
    return received


class _Trunk:
    """The trunk as its owner holds it: started when first needed, and again when somebody ended it."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._line: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def branch(self, work: str, needs: Sequence[str]) -> socket.socket:
        """The owner's end of the line to a new branch."""
        ours, theirs = socket.socketpair()
        message = [msgspec.msgpack.encode((work, *needs))]
        with theirs, self._turn:
            try:
                socket.send_fds(self._line or self._start(), message, [theirs.fileno()])
            except ConnectionError:
                self._end()
                socket.send_fds(self._start(), message, [theirs.fileno()])
        return ours

    def _start(self) -> socket.socket:
        self._line, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "data.limited"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                env=os.environ | _ONE_THREAD,
            )
        atexit.unregister(self._end)
        atexit.register(self._end)
        return self._line

    def _end(self) -> None:
        if self._line is not None and self._process is not None:
            self._line.close()
            self._process.wait()
        self._line = self._process = None


_trunk = _Trunk()


def branch_when_asked() -> None:
    """The trunk's life: branch for every work that is asked for on standard input, until whoever asks is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is meant for who started it
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for watchers
    asking = socket.socket(fileno=sys.stdin.fileno())
    while True:
        message, ends, _, _ = socket.recv_fds(asking, 4096, 1)
        if not message:
            asking.detach()
            return
        work, *needs = msgspec.msgpack.decode(message, type=tuple[str, ...])
        with suppress(ImportError):  # the worker finds out, too
            for module in (work.partition(":")[0], *needs):
                import_module(module)
        if os.fork() == 0:
            asking.close()
            _watch(work, ends[0])
        os.close(ends[0])


def _watch(work: str, line: int) -> Never:
    """Branch once more, and tell how that branch ended. Never comes back."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    worker = os.fork()
    if worker == 0:
        _work(work, line)
    _, status = os.waitpid(worker, 0)
    with suppress(ConnectionError):  # whoever asked did not wait
        os.write(line, os.waitstatus_to_exitcode(status).to_bytes(_CODE, signed=True))
    os._exit(0)


def _work(work: str, line: int) -> Never:
    """Do the work with what comes on the line, and answer on it. Never comes back."""
    code = 1
    try:
        enter_limits()
        os.write(line, os.getpid().to_bytes(_NUMBER))
        given = b"".join(iter(lambda: os.read(line, _BLOCK), b""))
        answer = memoryview(do(work, given))
        while answer:
            answer = answer[os.write(line, answer) :]
        code = 0
    finally:
        os._exit(code)
