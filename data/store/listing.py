"""The stored documents as a list."""

from dataclasses import dataclass
from datetime import date, datetime

from data.store.database import Store
from data.store.queries import query


@dataclass(frozen=True, slots=True)
class Listed:
    """A stored document in a list."""

    document_id: str
    title: str
    year: int | None
    issuer: str | None
    issued_on: date | None
    body: str | None  # whose departments it names; None: those of the body that the directory is of
    file_name: str
    sha256: str
    imported_at: datetime  # UTC
    corrected: bool  # by the person who imported it
    tasks: int
    departments: int  # departments that it names
    open_names: int  # names that nobody has decided yet: unknown or doubtful
    who: str | None  # who imported it
    revision: int  # of the commit that last changed it
    removed_at: datetime | None  # UTC; when it went into the bin
    retired_tasks: int  # tasks that a re-reading no longer found
    example: bool  # it came with the dashboard, and nobody has said that it is theirs
    chosen: bool  # to be shown first of its body's


def list_documents(store: Store, *, removed: bool = False) -> tuple[Listed, ...]:
    """The documents in use, or with ``removed`` those in the bin; the newest plan first, empty where there is none."""
    with store.read() as cursor:
        rows = cursor.execute(query("list_documents"), {"removed": removed}).fetchall()
    return tuple(Listed(*row) for row in rows)
