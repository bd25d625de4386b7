"""People who ask something of a store in tests."""

from data.access import Access, Person


def maintainer(name: str) -> Person:
    """Somebody of this name who may maintain, login or not."""
    return Person(name, Access.MAINTAIN)
