"""What is looked at: which documents and sections, at which level, counted how."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd


class Level(StrEnum):
    """At which level a unit is counted."""

    OFFICE = "office"  # 处室: as named
    DEPARTMENT = "department"  # 部门: the topmost parent; a task counts once for it


class Collectives(StrEnum):
    """What a collective name (各审判业务部门) counts as."""

    NODE = "node"  # one unit, as written
    OMIT = "omit"  # left out
    EXPAND = "expand"  # its members


class Counting(StrEnum):
    """How a task with k units is counted for each of them."""

    FULL = "full"  # 1
    FRACTIONAL = "fractional"  # 1/k


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at. Hashable, so that it can be the key of a cache."""

    documents: tuple[str, ...] = ()  # document ids; empty: all
    sections: tuple[str, ...] = ()  # section ids; empty: all (tasks outside any section included)
    level: Level = Level.OFFICE
    collectives: Collectives = Collectives.NODE
    counting: Counting = Counting.FULL


@dataclass(frozen=True, eq=False)
class ScopedPlan:
    """A plan seen through a scope: what every measure takes. Never changed."""

    scope: Scope

    tasks: pd.DataFrame
    """RangeIndex. task_id, document_id, section_id, section_ordinal (Int64), section_title, number, text,
    size (int: units of the task in this scope; 0 where none), targets (int: targets stated)."""

    departments: pd.DataFrame
    """RangeIndex, in the order of the directory; only units with a task in this scope. department_id, name,
    kind, parent_id, parent_name (missing: None), collective."""

    assignments: pd.DataFrame
    """One row for a unit of a task, sorted by task, position. task and department (int: rows of the two frames
    above), position (1-based, printed order; of several offices of one parent, the first), role (of several,
    the strongest: lead, responsible, support), first (bool: the first unit of its task)."""
