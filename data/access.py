"""Who asks, and what they may do: the rights of the dashboard, and how they follow from what is listed. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Access(IntEnum):
    """What a person may do; each may also do what those before it may."""

    VIEW = 1  # see everything, change nothing
    FILL = 2  # get and hand in the ledgers of their own units
    MAINTAIN = 3  # documents, names, sendings, what meetings decide
    ADMINISTER = 4  # who may do what

    @property
    def code(self) -> str:
        """As it is stored and written on the command line."""
        return self.name.lower()

    @property
    def label(self) -> str:
        """As users see it."""
        return ACCESS_LABELS[self]


ACCESS_LABELS = {
    Access.VIEW: "查看",
    Access.FILL: "填报",
    Access.MAINTAIN: "维护",
    Access.ADMINISTER: "管理",
}


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """A unit that fills in ledgers: its name, and its body where that is not the directory's own."""

    name: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks something of the store."""

    name: str  # as it is recorded; empty where none is given
    access: Access
    units: frozenset[Unit] = frozenset()  # whose ledgers they fill; of no meaning above ``FILL``
    login: bool = False  # somebody vouches for the name: a login, the operating system

    def may(self, needed: Access) -> bool:
        """Whether this is allowed to them."""
        return self.access >= needed


@dataclass(frozen=True, slots=True)
class Identity:
    """What a login says of somebody."""

    subject: str  # what they are known by, and nobody else is
    name: str  # what they are called; the same where the login knows no other
    groups: frozenset[str] = frozenset()

    @property
    def signature(self) -> str:
        """How they are recorded: two people of one name are told apart."""
        return self.name if self.name == self.subject else f"{self.name}（{self.subject}）"


@dataclass(frozen=True, slots=True)
class Grant:
    """A line of the list: what a person, or whoever is of a group, may do."""

    subject: str
    is_group: bool
    access: Access
    unit: Unit | None = None  # whose ledgers, for ``FILL``; else None


def person_of(
    identity: Identity,
    grants: Iterable[Grant],
    unlisted: Access | None,
    first_administrators: Iterable[str] = (),
) -> Person | None:
    """Who somebody is to the store: the most that the list gives to them or one of their groups.

    ``unlisted``: what those may do of whom the list says nothing; where it is None the answer is None. Until the list has
    an administrator, ``first_administrators`` are some.
    """
    listed = tuple(grants)
    own = [
        one
        for one in listed
        if (one.subject in identity.groups if one.is_group else one.subject == identity.subject)
    ]
    units = frozenset(one.unit for one in own if one.unit is not None)
    access = max((one.access for one in own), default=unlisted)
    has_administrator = any(one.access is Access.ADMINISTER for one in listed)
    if not has_administrator and identity.subject in first_administrators:
        access = Access.ADMINISTER
    return None if access is None else Person(identity.signature, access, units, login=True)
