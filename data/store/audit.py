"""The record of activities once more, in a file outside the store: what a restored backup or a lost store does not take away.

Lines of JSON, only ever added to, each with the SHA-256 of the line before it: who changes one has to change all that
follow. A line is written and brought to the disk when the commit is done that it tells of. DuckDB has no triggers; that rows
of the store are only added to is kept by ``Store.write``, and looked at by ``data.store.checks`` with the help of this file.
Who can change store and file alike is found out only by a copy of the file that somebody else keeps.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from data.errors import StoreReadOnly

AUDIT_VARIABLE = "DASHBOARD_AUDIT"
"""Environment variable that names another file for the record of the store, best on another disk."""

BEGINNING = "0" * 64
"""Stands for the line before the first."""

Row = Mapping[str, object]
"""A row of ``activities``, by its columns."""


def audit_file(store: Path, usual: Path | None = None) -> Path:
    """Where the record of the store at this path is kept: in ``….audit.jsonl`` beside it.

    Of the store at the ``usual`` place, in ``$DASHBOARD_AUDIT`` where that is set.
    """
    named = os.environ.get(AUDIT_VARIABLE)
    if named and store == usual:
        return Path(named).resolve()
    return store.with_name(f"{store.stem}.audit.jsonl")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file."""

    place: int  # from 1
    row: dict[str, object]  # empty where the line cannot be read
    linked: bool  # it holds the SHA-256 of the line before it


class AuditLog:
    """The file of one store; used by who has the lock for writing only."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.fault = ""  # in Chinese: why lines that are due have not been written
        self._due: list[Row] = []
        self._size, self._previous = 0, BEGINNING  # of the file as it was left, and of its last line

    def begin(self, rows: Sequence[Row]) -> int:
        """Add what the store knows and the file does not: after a crash, or where the file is new.

        The highest number that stands in the file, 0 where there is none; a file that cannot be read is told later.
        """
        last = 0
        with suppress(OSError):
            last = max((_number(line.row) for line in lines(self.path)), default=0)
        self.append([row for row in rows if _number(row) > last])
        return last

    def refuse_unwritable(self) -> None:
        """Raise ``StoreReadOnly`` where the file cannot be written: then nothing is to be changed that it would not tell of."""
        try:
            with self.path.open("ab"):
                pass
        except OSError as error:
            todo = f"检查该文件的权限和磁盘，或用环境变量 {AUDIT_VARIABLE} 换一个位置"
            raise StoreReadOnly("操作记录文件写不进去，没有保存", str(self.path), todo) from error

    def append(self, rows: Sequence[Row]) -> None:
        """Write rows that are committed; what could not be written before, first. Never raises: see ``fault``."""
        self._due += rows
        if not self._due:
            return
        try:
            self._write(self._due)
        except OSError:
            self.fault = (
                f"操作已经保存，但操作记录的 {len(self._due)} 条没有写进文件 {self.path}，下一次操作时补写。"
                "请检查该文件的权限和磁盘空间。"
            )
        else:
            self._due, self.fault = [], ""

    def _write(self, rows: Sequence[Row]) -> None:
        """Add the lines; one that was cut off when the machine went down is completed."""
        with self.path.open("ab+") as file:
            size, previous, torn = file.seek(0, os.SEEK_END), self._previous, b""
            if size != self._size:  # not as it was left: looked through once
                file.seek(0)
                whole, end, torn = file.read().rpartition(b"\n")
                previous = _digest(whole.rpartition(b"\n")[2]) if end else BEGINNING
                written = {line.row.get("number") for line in _lines(whole)}
                rows = [row for row in rows if row["number"] not in written]
            added = b""
            for row in rows:
                line = _line(row, previous)
                added += line + b"\n"
                previous = _digest(line)
            if torn:
                added = added[len(torn) :] if added.startswith(torn) else b"\n" + added
            file.write(added)
            file.flush()
            os.fsync(file.fileno())
            self._size, self._previous = file.tell(), previous


def lines(path: Path) -> Iterator[Line]:
    """The lines of a file in order; none where there is no file. Raises ``OSError`` where it cannot be read."""
    if path.exists():
        yield from _lines(path.read_bytes().removesuffix(b"\n"))


def _lines(content: bytes) -> Iterator[Line]:
    previous = BEGINNING
    for place, line in enumerate(content.split(b"\n") if content else (), 1):
        try:
            row = json.loads(line)
        except ValueError:
            row = {}
        row = row if isinstance(row, dict) else {}
        linked = row.pop("previous", "") == previous
        previous = _digest(line)
        yield Line(place, row, linked)


def faults(path: Path, rows: Sequence[Row]) -> Iterator[str]:
    """What is wrong with the file, and where it differs from the rows of the store, in Chinese."""
    try:
        found = list(lines(path))
    except OSError:
        yield f"操作记录文件读不出来：{path}"
        return
    broken = [line.place for line in found if not line.linked]
    if broken:
        yield f"操作记录文件在第 {broken[0]} 行被改过、插入过或少了前面的行：{path}"
    written = {line.row.get("number"): line.row for line in found}
    stored = {row["number"]: json.loads(_plain(row)) for row in rows}
    for what, numbers in (
        ("操作记录文件里没有", stored.keys() - written.keys()),
        ("操作记录在数据库里没有，在文件里有", written.keys() - stored.keys()),
        (
            "操作记录在数据库里与文件里不同",
            {own for own in stored.keys() & written.keys() if stored[own] != written[own]},
        ),
    ):
        if numbers:
            told = "、".join(str(number) for number in sorted(numbers, key=str)[:10])
            yield f"{what}：{len(numbers)} 条，第 {told}{' ……' if len(numbers) > 10 else ''} 条"


def _number(row: Row) -> int:
    return number if isinstance(number := row.get("number"), int) else 0


def _line(row: Row, previous: str) -> bytes:
    return _plain({**row, "previous": previous}).encode()


def _plain(row: Row) -> str:
    return json.dumps(dict(row), ensure_ascii=True, default=str)


def _digest(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()
