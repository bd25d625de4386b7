"""The record of what was done with the store, by whom and when: rows are added, never changed.

It stands once more in a file outside the store (``data.store.audit``).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
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
    BACK_UP = "back_up"
    RECOVER = "recover"
    ACCESS = "access"
    REFUSE = "refuse"  # what somebody may not do, and was not done


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
    number: int = 0  # in the order in which they were recorded, from 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines of the record are looked for: all, where nothing is said."""

    since: date | None = None  # days of this place
    until: date | None = None
    labels: tuple[str, ...] = ()  # kinds in Chinese, as ``activity_labels`` gives them
    who: str = ""  # a part of the name
    document: str = ""  # a part of the document's id, of its file's name or of what is told


ALL = Wanted()

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


def activities(store: Store, limit: int | None = 500, wanted: Wanted = ALL) -> tuple[Activity, ...]:
    """The record, the latest first; None: without a limit."""
    since, until = (
        wanted.since and _begins(wanted.since),
        wanted.until and _begins(wanted.until + timedelta(days=1)),
    )
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT kind, who, detail, document_id, sha256, file_name, happened_at, label, number "
            "FROM activities JOIN activity_kinds USING (kind) "
            "WHERE happened_at >= coalesce($since, happened_at) AND coalesce(happened_at < $until, true) "
            "AND (len($labels::VARCHAR[]) = 0 OR list_contains($labels::VARCHAR[], label)) AND contains(who, $who) "
            "AND contains(concat_ws(' ', document_id, file_name, detail), $document) "
            "ORDER BY number DESC LIMIT coalesce($limit, 9223372036854775807)",
            {
                "since": since,
                "until": until,
                "labels": list(wanted.labels),
                "who": wanted.who.strip(),
                "document": wanted.document.strip(),
                "limit": limit,
            },
        ).fetchall()
    return tuple(Activity(ActivityKind(kind), *rest) for kind, *rest in rows)


def activity_labels(store: Store) -> tuple[str, ...]:
    """The kinds of activities in Chinese, in the order in which the schema came to know them."""
    with store.read() as cursor:
        return tuple(label for (label,) in cursor.execute("SELECT label FROM activity_kinds").fetchall())


def _begins(day: date) -> datetime:
    """When a day of this place begins, as stored."""
    return datetime.combine(day, time.min).astimezone(UTC).replace(tzinfo=None)
