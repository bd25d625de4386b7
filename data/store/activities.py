"""The record of what was done with the store, by whom and when: rows are added, never changed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import duckdb

from data.store.database import Store


class ActivityKind(StrEnum):
    """What was done; a row of ``activity_kinds`` for each."""

    IMPORT = "import"
    REREAD = "reread"
    REMOVE = "remove"
    RESTORE = "restore"
    PURGE = "purge"
    EXPORT = "export"
    CORRECT = "correct"
    DECIDE = "decide"
    UNDO = "undo"
    DIRECTORY = "directory"
    UPGRADE = "upgrade"
    SEND = "send"
    COLLECT = "collect"
    FILL_BY = "fill_by"
    SET_DUE = "set_due"
    VERIFY = "verify"
    RESOLVE = "resolve"
    CLOSE = "close"
    LINK = "link"
    SCENARIO = "scenario"
    FOUND = "found"
    EXAMPLE = "example"
    SHOW_FIRST = "show_first"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True)
class Activity:
    """One line of the record."""

    kind: ActivityKind
    who: str
    detail: str  # one sentence in Chinese
    document_id: str | None = None
    sha256: str | None = None
    file_name: str | None = None
    happened_at: datetime | None = None  # UTC
    label: str = ""  # the kind in Chinese


NOBODY = "未署名"
PROGRAM, SHIPPED = "看板", "随看板附带"
"""Who did it where no person did: the program itself; whoever made the example that comes with it."""


def signed(who: str) -> str:
    """The name under which something is stored; ``NOBODY`` where none is given."""
    return who.strip() or NOBODY


def now() -> datetime:
    """The time as stored: UTC, whole seconds, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def local(moment: datetime) -> str:
    """A stored time (UTC) in the time of this place, to the minute."""
    return moment.replace(tzinfo=UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def record(cursor: duckdb.DuckDBPyConnection, activity: Activity) -> None:
    """Add a line to the record, within the caller's transaction."""
    cursor.execute(
        "INSERT INTO activities (number, happened_at, who, kind, document_id, sha256, file_name, detail) "
        "VALUES (nextval('activity_numbers'), ?, ?, ?, ?, ?, ?, ?)",
        [
            now(),
            signed(activity.who),
            activity.kind.value,
            activity.document_id,
            activity.sha256,
            activity.file_name,
            activity.detail,
        ],
    )


def activities(store: Store, limit: int = 500) -> tuple[Activity, ...]:
    """The record, the latest first."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT kind, who, detail, document_id, sha256, file_name, happened_at, label "
            "FROM activities JOIN activity_kinds USING (kind) ORDER BY number DESC LIMIT ?",
            [limit],
        ).fetchall()
    return tuple(Activity(ActivityKind(kind), *rest) for kind, *rest in rows)
