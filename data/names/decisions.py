"""What a person decided on names that the directory does not know: kept in the store, added to the directory.

A decision holds for the documents of one body: the 研究室 of another court is another department. ``body`` is None for the
body that the directory is of.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from data.errors import DirectoryError
from data.names.directory import Department, Directory, checked
from data.vocabulary import DepartmentKind


class DecisionKind(StrEnum):
    """What a name was decided to be."""

    SAME = "same"
    DEPARTMENT = "department"
    COLLECTIVE = "collective"
    NOT_DEPARTMENT = "not_department"


DECISION_LABELS = {
    DecisionKind.SAME: "是某部门的另一种写法",
    DecisionKind.DEPARTMENT: "是一个新的部门",
    DecisionKind.COLLECTIVE: "是集合名称",
    DecisionKind.NOT_DEPARTMENT: "不是部门",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One name, decided."""

    name: str
    kind: DecisionKind
    body: str | None = None  # None: the body that the directory is of
    department: str | None = None  # SAME: full name of the department that is meant
    parent: str | None = None  # DEPARTMENT: full name of the department above it
    department_kind: DepartmentKind | None = None  # DEPARTMENT
    members: tuple[str, ...] = ()  # COLLECTIVE: full names
    who: str = ""
    decided_at: datetime | None = None  # UTC

    @property
    def decision_id(self) -> str:
        """The letter n and 12 hexadecimal digits of body and name: one decision for a name in a body."""
        words = "\n".join((self.body or "", self.name))
        return f"n{hashlib.sha256(words.encode()).hexdigest()[:12]}"

    @property
    def text(self) -> str:
        """The decision in Chinese, without the name: 即研究室."""
        if self.kind is DecisionKind.SAME:
            return f"即{self.department}"
        if self.kind is DecisionKind.DEPARTMENT:
            return f"新的部门（{self.department_kind}{f'，上级{self.parent}' if self.parent else ''}）"
        if self.kind is DecisionKind.COLLECTIVE:
            return f"集合名称（{'、'.join(self.members) or '成员未写明'}）"
        return "不是部门"


def with_decisions(directory: Directory, decisions: Sequence[Decision]) -> Directory:
    """The directory with what was decided for its body.

    A name that the directory has come to know itself needs no decision. Raises ``DirectoryError`` where a decision does
    not fit the directory (a department that is no longer there, a ring).
    """
    departments = list(directory.departments)
    known = {name for department in departments for name in (department.name, *department.other_names)}
    decisions = [decision for decision in decisions if decision.name not in known]
    departments += [department for decision in decisions if (department := _department(decision)) is not None]
    ignored = [decision.name for decision in decisions if decision.kind is DecisionKind.NOT_DEPARTMENT]
    same = [decision for decision in decisions if decision.kind is DecisionKind.SAME]
    names = {department.name for department in departments}
    for decision in same:
        if decision.department not in names:
            raise DirectoryError(
                f"部门「{decision.department}」不在名录中",
                f"名称「{decision.name}」的核定",
                "改选名录中的部门，或撤销该核定",
            )
    departments = [
        _with_other_names(department, [one.name for one in same if one.department == department.name])
        for department in departments
    ]
    return checked(replace(directory, departments=tuple(departments), not_departments=tuple(ignored)))


def _department(decision: Decision) -> Department | None:
    """The department that a decision adds; an office is called with its parent's name."""
    if decision.kind is DecisionKind.COLLECTIVE:
        return Department(
            decision.name, DepartmentKind.COLLECTIVE, members=decision.members, note=_note(decision)
        )
    if decision.kind is not DecisionKind.DEPARTMENT:
        return None
    assert decision.department_kind is not None  # a new department has a kind
    parent = decision.parent or ""
    full = decision.name if decision.name.startswith(parent) else parent + decision.name
    others = () if full == decision.name else (decision.name,)
    return Department(full, decision.department_kind, decision.parent, others, note=_note(decision))


def _note(decision: Decision) -> str:
    return f"在名称核定中认定，核定人：{decision.who}。"


def _with_other_names(department: Department, names: list[str]) -> Department:
    return replace(department, other_names=(*department.other_names, *names)) if names else department
