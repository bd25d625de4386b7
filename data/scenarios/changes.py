"""The changes that a scenario makes, one after the other: values that say what is meant, in words as in JSON.

Tasks are meant by their ids, which outlast a reading; departments by their whole names, as the directory has them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from data.vocabulary import ROLE_LABELS, Role


@dataclass(frozen=True, slots=True)
class AddUnit:
    """One more department for a task."""

    task: str
    unit: str
    place: int | None = None  # in the printed list, from 1; None: last
    role: Role = Role.RESPONSIBLE


@dataclass(frozen=True, slots=True)
class RemoveUnit:
    """One department less for a task."""

    task: str
    unit: str


@dataclass(frozen=True, slots=True)
class MoveUnit:
    """A department to another place of the task's list, or over to another task; it keeps its role."""

    task: str
    unit: str
    to: str | None = None  # the other task; None: the same
    place: int | None = None  # in the list, from 1; None: last


@dataclass(frozen=True, slots=True)
class ReplaceUnit:
    """Another department in the place and the role of one."""

    task: str
    unit: str
    by: str


@dataclass(frozen=True, slots=True)
class DropTask:
    """A task less."""

    task: str


@dataclass(frozen=True, slots=True)
class MergeUnits:
    """Several departments become one, wherever they are named; of a task that names several of them, one is left."""

    units: tuple[str, ...]
    into: str  # one of them, another that is known, or a new name


@dataclass(frozen=True, slots=True)
class Part:
    """A department that another is split into, and the tasks that it takes over."""

    unit: str
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SplitUnit:
    """A department becomes several; what no part takes over falls to the first, a task of several parts names each of them."""

    unit: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ExpandCollective:
    """The members of a collective name in its place."""

    collective: str
    members: tuple[str, ...] = ()  # none: those of the directory
    task: str | None = None  # None: wherever it is named


Change: TypeAlias = (
    AddUnit | RemoveUnit | MoveUnit | ReplaceUnit | DropTask | MergeUnits | SplitUnit | ExpandCollective
)

KINDS: Mapping[str, type[Change]] = {
    "add_unit": AddUnit,
    "remove_unit": RemoveUnit,
    "move_unit": MoveUnit,
    "replace_unit": ReplaceUnit,
    "drop_task": DropTask,
    "merge_units": MergeUnits,
    "split_unit": SplitUnit,
    "expand_collective": ExpandCollective,
}
"""What the changes are called in JSON."""

LABELS: Mapping[type[Change], str] = {
    AddUnit: "增列部门",
    RemoveUnit: "减列部门",
    MoveUnit: "移动部门",
    ReplaceUnit: "替换部门",
    DropTask: "取消任务",
    MergeUnits: "合并部门",
    SplitUnit: "拆分部门",
    ExpandCollective: "展开集合名称",
}
"""What they are called for users."""


def told(change: Change, numbers: Mapping[str, str]) -> str:
    """A change in Chinese, on one line. ``numbers``: of the tasks as printed, by their ids; others are told by their ids."""

    def task(own: str) -> str:
        return f"第{numbers[own]}项" if own in numbers else f"任务 {own}"

    match change:
        case AddUnit():
            at = "" if change.place is None else f"，在第{change.place}位"
            role = "" if change.role is Role.RESPONSIBLE else f"（{ROLE_LABELS[change.role]}）"
            return f"{task(change.task)}：增列{change.unit}{role}{at}"
        case RemoveUnit():
            return f"{task(change.task)}：减列{change.unit}"
        case MoveUnit():
            at = "最后" if change.place is None else f"第{change.place}位"
            over = "" if change.to in (None, change.task) else f"{task(str(change.to))}"
            return f"{task(change.task)}：{change.unit}移到{over}{at}"
        case ReplaceUnit():
            return f"{task(change.task)}：{change.unit}换为{change.by}"
        case DropTask():
            return f"{task(change.task)}：取消"
        case MergeUnits():
            return f"{'、'.join(change.units)}合并为{change.into}"
        case SplitUnit():
            parts = [
                f"{part.unit}（{'、'.join(map(task, part.tasks)) or '其余各项'}）" for part in change.parts
            ]
            return f"{change.unit}拆分为{'、'.join(parts)}"
        case ExpandCollective():
            where = "" if change.task is None else f"{task(change.task)}："
            return f"{where}{change.collective}展开为{'、'.join(change.members) or '名录所列成员'}"
