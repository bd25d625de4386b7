"""Where the dashboard of a store is reached on this machine."""

import os
import secrets
import socket
from contextlib import suppress
from pathlib import Path

Line = socket.socket

_LONGEST = 100
"""Bytes of a path that every system takes for a socket."""

TOKEN = 32
"""Bytes of a token."""


def socket_of(store: Path) -> Path:
    """The socket of the dashboard that has this store open."""
    return store.with_name(f"{store.name}.sock")


def port_of(store: Path) -> Path:
    """Where there can be no socket: the file with the port on the loopback address and the token."""
    return store.with_name(f"{store.name}.port")


def has_sockets(store: Path) -> bool:
    """Whether this system has sockets in the file system, and the path is short enough for one."""
    return hasattr(socket, "AF_UNIX") and len(os.fsencode(socket_of(store))) <= _LONGEST


def listen(store: Path) -> tuple[socket.socket, bytes]:
    """Listen beside the store that this process has open; what was left there by another is of no use to anybody.

    With the token that whoever asks has to begin with; empty where the socket is guarded by its rights.
    """
    withdraw(store)
    if has_sockets(store):
        line = socket.socket(socket.AF_UNIX)
        with suppress(OSError):  # so nobody can come before the rights are set; not on every system
            os.fchmod(line.fileno(), 0o600)
        line.bind(str(socket_of(store)))
        socket_of(store).chmod(0o600)
        line.listen()
        return line, b""
    line = socket.create_server(("127.0.0.1", 0))
    token = secrets.token_bytes(TOKEN)
    handle = os.open(port_of(store), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{line.getsockname()[1]} {token.hex()}")
    return line, token


def withdraw(store: Path) -> None:
    """Take away what tells where to ask."""
    for left in (socket_of(store), port_of(store)):
        with suppress(OSError):
            left.unlink()


def connect(store: Path) -> tuple[socket.socket, bytes] | None:
    """A line to the dashboard that runs on this store, and the token to begin with; None where none runs.

    Raises ``PermissionError`` where it is another user's.
    """
    try:
        if has_sockets(store) and socket_of(store).exists():
            line = socket.socket(socket.AF_UNIX)
            try:
                line.connect(str(socket_of(store)))
            except BaseException:
                line.close()
                raise
            return line, b""
        if port_of(store).exists():
            port, token = port_of(store).read_text(encoding="ascii").split()
            return socket.create_connection(("127.0.0.1", int(port))), bytes.fromhex(token)
    except PermissionError:
        raise
    except (OSError, ValueError):  # left by one that was killed, or half written
        return None
    return None
