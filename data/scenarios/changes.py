"""The changes that a scenario makes, one after the other: values that say what is meant, in words as in JSON.

Some change no plan but what may be proposed for it (``LIMITING``): steps as the others, so that they are kept and undone alike.

Tasks are meant by their ids, which outlast a reading; departments by their whole names, as the directory has them.
"""

from collections.abc import Iterable, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class PinTask:
    """A task that proposals leave alone; the plan stays as it is."""

    task: str


@dataclass(frozen=True, slots=True)
class UnpinTask:
    """Proposals may change a task again."""

    task: str


@dataclass(frozen=True, slots=True)
class ForbidUnit:
    """A department that no proposal brings to a task; the plan stays as it is."""

    task: str
    unit: str


@dataclass(frozen=True, slots=True)
class AllowUnit:
    """Proposals may bring a department to a task again."""

    task: str
    unit: str


Change: TypeAlias = (
    AddUnit
    | RemoveUnit
    | MoveUnit
    | ReplaceUnit
    | DropTask
    | MergeUnits
    | SplitUnit
    | ExpandCollective
    | PinTask
    | UnpinTask
    | ForbidUnit
    | AllowUnit
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
    "pin_task": PinTask,
    "unpin_task": UnpinTask,
    "forbid_unit": ForbidUnit,
    "allow_unit": AllowUnit,
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
    PinTask: "求建议时不动",
    UnpinTask: "求建议时可以动",
    ForbidUnit: "求建议时不得安排",
    AllowUnit: "求建议时可以安排",
}
"""What they are called for users."""

LIMITING = (PinTask, UnpinTask, ForbidUnit, AllowUnit)
"""The changes of what may be proposed; they are steps as the others are, but change nothing of the plan."""


def changing(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Those of some changes that change the plan."""
    return tuple(change for change in changes if not isinstance(change, LIMITING))


def counted(changes: Sequence[Change]) -> str:
    """How many changes there are, in words: 改动 2 处，建议的限制 1 处."""
    made = len(changing(changes))
    limits = len(changes) - made
    return f"改动 {made} 处" + (f"，建议的限制 {limits} 处" if limits else "")


def pinned(changes: Iterable[Change]) -> tuple[str, ...]:
    """The tasks that proposals leave alone after these changes, in the order in which that was said."""
    held: dict[str, None] = {}
    for change in changes:
        if isinstance(change, PinTask):
            held[change.task] = None
        elif isinstance(change, UnpinTask):
            held.pop(change.task, None)
    return tuple(held)


def forbidden(changes: Iterable[Change]) -> tuple[tuple[str, str], ...]:
    """The pairs of a department (by its name) and a task that no proposal brings about after these changes."""
    held: dict[tuple[str, str], None] = {}
    for change in changes:
        if isinstance(change, ForbidUnit):
            held[change.unit, change.task] = None
        elif isinstance(change, AllowUnit):
            held.pop((change.unit, change.task), None)
    return tuple(held)


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
        case PinTask():
            return f"求建议时不动{task(change.task)}"
        case UnpinTask():
            return f"求建议时可以动{task(change.task)}"
        case ForbidUnit():
            return f"求建议时不得把{change.unit}安排到{task(change.task)}"
        case AllowUnit():
            return f"求建议时可以把{change.unit}安排到{task(change.task)}"
        case ExpandCollective():
            where = "" if change.task is None else f"{task(change.task)}："
            return f"{where}{change.collective}展开为{'、'.join(change.members) or '名录所列成员'}"
