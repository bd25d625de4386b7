"""What can be wrong with a store, told in Chinese: DuckDB's errors turned into those of ``data.errors``."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from data.errors import (
    StoreDamaged,
    StoreError,
    StoreInterrupted,
    StoreLocked,
    StoreReadOnly,
    StoreStopped,
    StoreVersion,
)

FILE_MARK = b"DUCK"
"""What stands at byte 8 of every file of DuckDB."""

LOG_START = b"\x64\x00\x62"
"""How a write-ahead log of DuckDB 1.5 begins. DuckDB ignores a log that begins otherwise, and silently loses
what was committed in it; so such a log is refused here. A test holds a real log against it."""

SET_ASIDE = "停止看板，把该文件和同名的 .wal 文件一起移到别处保存（不要删除），再从备份恢复或重新启动"

# Words of DuckDB's messages, as tried with 1.5.6, the first that fits: what is wrong, and what to do.
MESSAGES: tuple[tuple[tuple[str, ...], type[StoreError], str, str], ...] = (
    (
        ("could not set lock", "being used by another process"),
        StoreLocked,
        "数据库正被另一个程序使用",
        "关闭正在运行的看板或其他打开该文件的程序，再重试",
    ),
    (
        ("has been invalidated",),
        StoreStopped,
        "写入出错，磁盘可能已满；这次没有保存，已保存的内容没有受影响",
        "清理磁盘空间后重试",
    ),
    (
        ("this wal was created for",),
        StoreDamaged,
        "日志文件（.wal）不属于这个数据库文件，多半是恢复备份时没有移走旧的日志",
        "停止看板，把 .wal 文件移到别处保存（不要删除），再重新启动",
    ),
    (
        ("version number",),
        StoreVersion,
        "数据库由另一版本的 DuckDB 写成",
        "改用写成它的版本，或把它和同名的 .wal 文件一起移到别处后重新启动",
    ),
    (
        ("no space left", "disk full", "not enough space", "could not write", "file too large"),
        StoreReadOnly,
        "数据库写不进去，磁盘可能已满；已保存的内容没有受影响",
        "清理磁盘空间后重试",
    ),
    (
        ("permission denied", "read-only", "access is denied"),
        StoreReadOnly,
        "数据库文件或所在文件夹不可写",
        "检查文件和文件夹的写入权限后重试",
    ),
    (
        (
            "corrupt",
            "checksum",
            "not a valid duckdb",
            "could not read",
            "replaying wal",
            "deserialize",
            "serialization error",
        ),
        StoreDamaged,
        "数据库已损坏，或不是数据库文件",
        SET_ASIDE,
    ),
)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise DuckDB's errors of the block as ``StoreError``; faults of our own SQL pass as they are."""
    try:
        yield
    except duckdb.InterruptException as error:
        raise StoreInterrupted("查询时间过长，已停止", path.name, "缩小查看的范围后重试") from error
    except duckdb.ConstraintException as error:
        raise StoreError("内容不符合数据库的约束，没有保存", path.name, "把该文件交给维护人员核对") from error
    except duckdb.OutOfMemoryException as error:
        raise StoreError("内存不足，没有完成", path.name, "缩小查看的范围，或减少一次导入的内容") from error
    except (duckdb.ProgrammingError, duckdb.NotSupportedError):
        raise
    except duckdb.Error as error:
        raise _translated(error, path) from error


def _translated(error: duckdb.Error, path: Path) -> StoreError:
    """The error of the tree that says the same."""
    message = str(error).lower()
    for words, kind, what, todo in MESSAGES:
        if any(word in message for word in words):
            return kind(what, str(path), todo)
    return StoreError(f"数据库出错：{str(error).splitlines()[0]}", str(path), "把这句话告诉维护人员")


def refuse_unusable_place(path: Path) -> None:
    """Raise where no store can be: a folder, a place that cannot be written, a log that lost its store."""
    folder = path.parent
    if not os.access(folder, os.F_OK):
        raise StoreReadOnly("数据库所在的文件夹不存在或进不去", str(folder), "建立该文件夹，或改用其他路径")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreReadOnly("数据库所在的文件夹不可写", str(folder), "检查文件夹的写入权限后重试")
    if path.is_dir():
        raise StoreDamaged("指定的数据库是一个文件夹", str(path), "改为数据库文件的路径")
    if path.exists() and not os.access(path, os.R_OK | os.W_OK):
        raise StoreReadOnly("数据库文件不可写", str(path), "检查文件的写入权限后重试")
    if not path.exists() and log_of(path).exists():
        todo = "把与它同名的数据库文件放回原处，或把它也移到别处后再启动"
        raise StoreDamaged("只有日志文件（.wal），没有数据库文件", str(log_of(path)), todo)


def log_of(path: Path) -> Path:
    """The write-ahead log that DuckDB keeps beside a store."""
    return path.with_name(f"{path.name}.wal")


def refuse_foreign_files(path: Path) -> None:
    """Raise ``StoreDamaged`` where the store, or the write-ahead log beside it, is no file of DuckDB."""
    if _start(path, 12)[8:] != FILE_MARK:
        raise StoreDamaged("数据库已损坏，或不是数据库文件", str(path), SET_ASIDE)
    log = log_of(path)
    # A log shorter than its first bytes is one whose writing was cut off: nothing was committed in it.
    if log.is_file() and not LOG_START.startswith(_start(log, len(LOG_START))):
        raise StoreDamaged("数据库的日志文件（.wal）已损坏", str(log), SET_ASIDE)


def _start(path: Path, length: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(length)
    except PermissionError as error:
        raise StoreReadOnly("数据库文件打不开", str(path), "检查文件的权限后重试") from error
