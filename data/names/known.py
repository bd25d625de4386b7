"""All that is known of names: the directory of the store's own body, those of other bodies, and the decisions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from data.names.decisions import Decision, with_decisions
from data.names.directory import Directory

NO_DIRECTORY = Directory()
"""Knows no name."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What the names in documents are understood by. ``body`` is None for the store's own body."""

    own: Directory = NO_DIRECTORY
    others: tuple[Directory, ...] = ()  # directories of other bodies, each of which says whose it is
    decisions: tuple[Decision, ...] = ()

    def bare_directory(self, body: str | None) -> Directory:
        """The directory by which a body's documents are read, without decisions.

        A body without a directory of its own borrows the words, kinds and parents of the store's own; who the
        members of its collective names are is not known.
        """
        if body is None:
            return self.own
        for directory in self.others:
            if directory.body == body:
                return directory
        borrowed = tuple(replace(department, members=()) for department in self.own.departments)
        return replace(self.own, departments=borrowed)

    def borrowed(self, body: str | None) -> frozenset[str]:
        """The departments by whose words a body's documents are read though they are those of the store's own body."""
        if body is None or any(directory.body == body for directory in self.others):
            return frozenset()
        return frozenset(department.name for department in self.own.departments)

    def directory(self, body: str | None) -> Directory:
        """``bare_directory`` with what was decided for the body; raises ``DirectoryError`` as ``with_decisions``."""
        own = [decision for decision in self.decisions if decision.body == body]
        return with_decisions(self.bare_directory(body), own)

    def decision(self, decision_id: str) -> Decision | None:
        """The decision of this id; None where there is none."""
        return next((own for own in self.decisions if own.decision_id == decision_id), None)

    def decided(self, decisions: Sequence[Decision]) -> "KnownNames":
        """With these decisions in the place of earlier ones on the same names of the same bodies."""
        left = self.without([decision.decision_id for decision in decisions])
        return replace(self, decisions=(*decisions, *left.decisions))

    def without(self, decision_ids: Collection[str]) -> "KnownNames":
        """Without some decisions."""
        left = tuple(decision for decision in self.decisions if decision.decision_id not in decision_ids)
        return replace(self, decisions=left)
