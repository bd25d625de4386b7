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


def list_documents(store: Store) -> tuple[Listed, ...]:
    """All documents, the newest plan first; empty where none is stored."""
    with store.read() as cursor:
        return tuple(Listed(*row) for row in cursor.execute(query("list_documents")).fetchall())
