"""Requests and outcomes as bytes: values of this project only, so that nothing that comes can do anything.

A message is MessagePack. What it does not know stands as a list: a sign of what it is, then its parts. Of classes only
frozen dataclasses, enumerations and errors of ``data`` are written, and read again.
"""

import hmac
import socket
from collections.abc import Mapping, Set
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from data.errors import DashboardError
from data.store.migrations import LATEST

LARGEST = 1 << 30
"""Bytes of a message."""

_LENGTH = 8
_BLOCK = 1 << 20


_FAULTS = (
    *(msgspec.MsgspecError, ImportError, ValueError, TypeError, AttributeError, LookupError),
    *(DashboardError, RecursionError),
)
"""What reading something strange can end in."""


class Unreadable(Exception):
    """What came is no message of this version of the program."""


def pack(value: object) -> bytes:
    """A value as bytes. Raises ``TypeError`` for what is no value of this project."""
    return msgspec.msgpack.encode((LATEST, _plain(value)))


def unpack(content: bytes) -> Any:
    """The value of ``pack``. Raises ``Unreadable`` for anything else."""
    try:
        version, plain = msgspec.msgpack.decode(content)
        if version != LATEST:
            raise Unreadable
        return _value(plain)
    except _FAULTS as error:
        raise Unreadable from error


def _plain(value: object) -> object:
    """A value in lists, numbers, texts and bytes."""
    if value is None or type(value) in (bool, int, float, bytes):
        return value
    if type(value) is str:
        return value if _is_text(value) else ["text", value.encode("utf-8", "surrogatepass")]
    parted = _parted(value)
    if parted is None:
        raise TypeError(type(value))
    return parted


def _parted(value: object) -> list[object] | None:
    """A value as a list: what it is, and its parts; None for what is no value."""
    match value:
        case Enum():
            return ["enum", _name(value), value.value]
        case datetime():
            return ["moment", value.isoformat()]
        case date():
            return ["day", value.isoformat()]
        case Path():
            return ["path", _plain(str(value))]
        case DashboardError():
            return ["error", _name(value), *map(_plain, (value.what, value.where, value.todo))]
        case tuple() | list() | Set():
            kind = "tuple" if isinstance(value, tuple) else "list" if isinstance(value, list) else "set"
            return [kind, *map(_plain, value)]
        case Mapping():
            return ["map", *([_plain(key), _plain(own)] for key, own in value.items())]
    if _is_value(type(value)):
        parts = {field.name: _plain(getattr(value, field.name)) for field in fields(value) if field.init}  # type: ignore[arg-type]
        return ["value", _name(value), parts]
    return None


def _value(plain: Any) -> Any:
    """What ``_plain`` has written."""
    if not isinstance(plain, list):
        return plain
    kind, *parts = plain
    match kind:
        case "text":
            return parts[0].decode("utf-8", "surrogatepass")
        case "enum":
            return _class(parts[0], Enum)(parts[1])
        case "moment":
            return datetime.fromisoformat(parts[0])
        case "day":
            return date.fromisoformat(parts[0])
        case "path":
            return Path(_value(parts[0]))
        case "error":
            return _class(parts[0], DashboardError)(*map(_value, parts[1:]))
        case "tuple" | "list" | "set":
            made = {"tuple": tuple, "list": list, "set": frozenset}[kind]
            return made(map(_value, parts))
        case "map":
            return {_value(key): _value(own) for key, own in parts}
        case "value":
            return _class(parts[0], object)(**{name: _value(own) for name, own in parts[1].items()})
    raise Unreadable


def _name(value: object) -> str:
    return f"{type(value).__module__}:{type(value).__qualname__}"


def _class(name: str, kind: type) -> Any:
    """The class of this name. Raises ``Unreadable`` where it is none of ``data``, or none of values."""
    module, _, own = name.partition(":")
    if not module.startswith("data."):
        raise Unreadable
    found = getattr(import_module(module), own)
    if found.__module__ != module or not (_is_value(found) if kind is object else issubclass(found, kind)):
        raise Unreadable
    return found


def _is_value(kind: type) -> bool:
    """Whether this is a class of values: a frozen dataclass of ``data``."""
    parameters = getattr(kind, "__dataclass_params__", None)
    return parameters is not None and parameters.frozen and kind.__module__.startswith("data.")


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def send(line: socket.socket, content: bytes) -> None:
    """Send a message whole."""
    line.sendall(len(content).to_bytes(_LENGTH))
    line.sendall(content)


def receive(line: socket.socket, largest: int = LARGEST) -> bytes:
    """The next message. Raises ``EOFError`` where the line ends before it is whole, ``Unreadable`` where it is too large."""
    length = int.from_bytes(_exactly(line, _LENGTH))
    if length > largest:
        raise Unreadable
    return _exactly(line, length)


def _exactly(line: socket.socket, length: int) -> bytes:
    received = bytearray()
    while len(received) < length:
        block = line.recv(min(_BLOCK, length - len(received)))
        if not block:
            raise EOFError
        received += block
    return bytes(received)


def same(one: bytes, other: bytes) -> bool:
    """Whether two tokens are the same, in the same time whatever they are."""
    return hmac.compare_digest(one, other)
