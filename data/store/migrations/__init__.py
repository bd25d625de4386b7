"""The schema, in numbered steps: a new store takes all of them, an older one those that it lacks.

``NNN_name.sql`` brings a store of version NNN − 1 to version NNN and writes NNN into ``metadata`` itself. A step that
has been released is never changed again: stores made by it are out there.
"""

from functools import cache
from pathlib import Path

import duckdb

from data.errors import StoreVersion


@cache
def _steps() -> dict[int, str]:
    """The SQL of each step, by the version that it leads to, in order."""
    files = sorted(Path(__file__).parent.glob("[0-9][0-9][0-9]_*.sql"))
    return {int(path.name[:3]): path.read_text(encoding="utf-8") for path in files}


OLDEST = 2
"""The version from which a store can be brought up to date."""

LATEST = max(_steps())
"""The version of the schema that this program works with."""


def build(cursor: duckdb.DuckDBPyConnection, version: int | None = None) -> None:
    """Make all tables in an empty database, those of ``LATEST`` or of an older version, within the caller's transaction."""
    for leads_to, step in _steps().items():
        if version is None or leads_to <= version:
            cursor.execute(step)


def upgrade(cursor: duckdb.DuckDBPyConnection, version: int) -> None:
    """Bring a store of this version to ``LATEST``, within the caller's transaction."""
    for leads_to, step in _steps().items():
        if leads_to > version:
            cursor.execute(step)


def version_of(cursor: duckdb.DuckDBPyConnection, place: str) -> int:
    """The version of an opened store.

    Raises ``StoreVersion`` where it is no store of ours, too old, or newer than this program.
    """
    todo = "改用写成它的版本的看板，或把它和同名的 .wal 文件一起移到别处后重新启动"
    try:
        row = cursor.execute("SELECT schema_version FROM metadata").fetchone()
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise StoreVersion("这个数据库不是本看板的", place, todo) from error
    version = row[0] if row else 0
    if not OLDEST <= version <= LATEST:
        raise StoreVersion(f"数据库的版本是 {version or '未知'}，本看板需要 {LATEST}", place, todo)
    return version
