"""How names in the stored documents were taken: the mentions of a body, and the bodies."""

from data.names.proposals import Naming
from data.store.database import Store
from data.store.queries import query
from data.vocabulary import DepartmentKind, Resolution


def stored_namings(store: Store, body: str | None) -> tuple[Naming, ...]:
    """Every mention in the stored documents of one body, in the order of import and of print."""
    with store.read() as cursor:
        rows = cursor.execute(query("mentions"), {"body": body}).fetchall()
    return tuple(
        Naming(
            name,
            written,
            Resolution(resolution),
            doubt,
            kind == DepartmentKind.COLLECTIVE,
            f"《{title}》第 {number} 项",
        )
        for name, written, resolution, doubt, kind, title, number in rows
    )


def stored_bodies(store: Store) -> tuple[str | None, ...]:
    """The bodies whose documents are stored; the one that the directory is of (None) first."""
    with store.read() as cursor:
        rows = cursor.execute("SELECT DISTINCT body FROM documents ORDER BY body").fetchall()
    return (None, *(body for (body,) in rows if body is not None))
