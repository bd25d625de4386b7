"""All that is known of names: the directory of the store's own body, those of other bodies, and the decisions."""

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

    def directory(self, body: str | None) -> Directory:
        """``bare_directory`` with what was decided for the body; raises ``DirectoryError`` as ``with_decisions``."""
        own = [decision for decision in self.decisions if decision.body == body]
        return with_decisions(self.bare_directory(body), own)

    def decision(self, decision_id: str) -> Decision | None:
        """The decision of this id; None where there is none."""
        return next((own for own in self.decisions if own.decision_id == decision_id), None)

    def decided(self, decision: Decision) -> "KnownNames":
        """With this decision in the place of an earlier one on the same name of the same body."""
        return replace(self, decisions=(decision, *self.without(decision.decision_id).decisions))

    def without(self, decision_id: str) -> "KnownNames":
        """Without a decision."""
        left = tuple(decision for decision in self.decisions if decision.decision_id != decision_id)
        return replace(self, decisions=left)
