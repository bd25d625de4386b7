"""How names in the stored documents were taken: the mentions of a body, and the bodies."""

from data.names.proposals import PlacedMention
from data.store.database import Store
from data.store.queries import query
from data.vocabulary import CORRECTED, DepartmentKind, Resolution, task_number


def stored_mentions(store: Store, body: str | None) -> tuple[PlacedMention, ...]:
    """Every mention in the documents of one body that are in use, in the order of import and of print."""
    with store.read() as cursor:
        rows = cursor.execute(query("mentions"), {"body": body}).fetchall()
    return tuple(
        PlacedMention(
            department,
            text,
            Resolution(resolution),
            doubt,
            kind == DepartmentKind.COLLECTIVE,
            f"《{title}》第 {task_number(number)} 项{f'（{CORRECTED}）' if corrected else ''}",
        )
        for department, text, resolution, doubt, kind, title, number, corrected in rows
    )


def stored_bodies(store: Store) -> tuple[str | None, ...]:
    """The bodies whose documents are in use; the store's own (None) first."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT DISTINCT body FROM documents WHERE body IS NOT NULL AND removed_at IS NULL ORDER BY body"
        ).fetchall()
    return (None, *(body for (body,) in rows))
