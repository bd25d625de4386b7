"""The record of what was done with the store, by whom and when: rows are added, never changed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

    from data.store.database import Store


class What(StrEnum):
    """What was done."""

    IMPORT = "导入"
    REREAD = "重读"
    REMOVE = "移除"
    EXPORT = "导出"
    DECIDE = "核定"
    UNDO = "撤销核定"


@dataclass(frozen=True, slots=True)
class Activity:
    """One line of the record."""

    what: What
    who: str
    detail: str  # one sentence in Chinese
    document_id: str | None = None
    sha256: str | None = None
    file_name: str | None = None
    happened_at: datetime | None = None  # UTC


NOBODY = "未署名"


def now() -> datetime:
    """The time as stored: UTC, whole seconds, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def record(cursor: "duckdb.DuckDBPyConnection", activity: Activity) -> None:
    """Add a line to the record, within the caller's transaction."""
    cursor.execute(
        "INSERT INTO activities SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ?, ? FROM activities",
        [
            now(),
            activity.who.strip() or NOBODY,
            activity.what.value,
            activity.document_id,
            activity.sha256,
            activity.file_name,
            activity.detail,
        ],
    )


def activities(store: "Store", limit: int = 500) -> tuple[Activity, ...]:
    """The record, the latest first."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT what, who, detail, document_id, sha256, file_name, happened_at FROM activities "
            "ORDER BY number DESC LIMIT ?",
            [limit],
        ).fetchall()
    return tuple(Activity(What(what), *rest) for what, *rest in rows)
