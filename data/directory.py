"""The directory of departments: which units exist, what they are called, and where they belong.

It is read from ``seeds/departments.toml``, a file that a person can edit.
"""

from dataclasses import dataclass

from data.vocabulary import DepartmentKind


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit (处室 or 部门) as the directory knows it."""

    name: str  # full name, with the parent's: 政治部法官管理处
    kind: DepartmentKind
    parent: str | None = None  # full name of the parent unit: 政治部
    other_names: tuple[str, ...] = ()  # other ways to write it: 执行指挥中心
    members: tuple[str, ...] = ()  # of a collective name: the units that it stands for
    note: str = ""  # why, where it is a judgement

    @property
    def collective(self) -> bool:
        """Whether the name stands for several units."""
        return self.kind is DepartmentKind.COLLECTIVE


@dataclass(frozen=True, slots=True)
class Directory:
    """All units, in the order of the file."""

    units: tuple[Unit, ...] = ()
