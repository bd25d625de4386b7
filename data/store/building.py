"""A file is built under another name and gets its own when it is whole: killed on the way, it leaves what nobody reads."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from data.store.faults import log_of

STORE, COPY = ".duckdb", ".tmp"
"""How a store that is being built ends, and how a copy of one."""


@contextmanager
def under_another_name(folder: Path, ending: str) -> Iterator[Path]:
    """A path in the folder for what is being built; what is left there, a log of DuckDB too, is gone after the block."""
    path = folder / f"building-{secrets.token_hex(8)}{ending}"
    try:
        yield path
    finally:
        for left in (path, log_of(path)):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def left_behind(folder: Path, ending: str) -> Iterator[Path]:
    """What processes that were killed have left in the folder, and what others are building there now."""
    return folder.glob(f"building-{'?' * 16}{ending}*")
