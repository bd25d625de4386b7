"""Work for the limited process, to see what it may do."""

import logging
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from data.errors import DirectoryError
from data.limited.working import MAX_MEMORY


def reverse(given: bytes) -> bytes:
    return given[::-1]


def trunk(given: bytes) -> bytes:
    """The number of the process that this one's watcher branched from."""
    return Path(f"/proc/{os.getppid()}/stat").read_text().rsplit(")", 1)[1].split()[1].encode()


def refuse(given: bytes) -> bytes:
    raise DirectoryError("说不通", given.decode(), "改正后重试")


def take_memory(given: bytes) -> bytes:
    return bytes(bytearray(MAX_MEMORY))


def go_deep(given: bytes) -> bytes:
    return go_deep(given) + b"x"


def die(given: bytes) -> bytes:
    raise KeyError(given)


def sleep(given: bytes) -> bytes:
    time.sleep(60)
    return given


def write(given: bytes) -> bytes:
    Path(given.decode()).write_bytes(b"x")
    return given


def connect(given: bytes) -> bytes:
    socket.create_connection(("127.0.0.1", int(given)))
    return given


def start(given: bytes) -> bytes:
    subprocess.run([sys.executable, "-c", ""], check=True)
    return given


def warn(given: bytes) -> bytes:
    logging.getLogger("reader").error("a word on each of a million things")
    return given


def moment(given: bytes) -> bytes:
    began = time.monotonic_ns()
    time.sleep(0.3)
    return f"{began} {time.monotonic_ns()}".encode()
