"""What becomes of a directory's departments from one version to the next."""

from dataclasses import dataclass
from enum import StrEnum

from data.names.directory import Department, Directory

FIELDS = (
    ("parent", "上级部门"),
    ("kind", "类别"),
    ("other_names", "其他写法"),
    ("members", "成员"),
    ("note", "说明"),
)
"""What can change of a department that keeps its name, and what it is called."""


class Became(StrEnum):
    """What became of a department."""

    NEW = "新增"
    GONE = "去掉"
    CHANGED = "改动"
    MOVED = "次序"


@dataclass(frozen=True, slots=True)
class DepartmentChange:
    """What became of one department."""

    name: str
    became: Became
    detail: str = ""  # in Chinese: 类别：综合 → 审判


def department_changes(before: Directory, after: Directory) -> tuple[DepartmentChange, ...]:
    """What differs between two versions: departments that are gone first, then in the order of the later one.

    A department is known by its full name: one that is called otherwise is one gone and one new. Where only the order
    differs, that is one change without a name. Empty where nothing differs.
    """
    known = {department.name: department for department in before.departments}
    kept = {department.name for department in after.departments}
    changes = [DepartmentChange(name, Became.GONE) for name in known if name not in kept]
    for department in after.departments:
        old = known.get(department.name)
        if old is None:
            changes.append(DepartmentChange(department.name, Became.NEW, _described(department)))
        elif old != department:
            changes.append(DepartmentChange(department.name, Became.CHANGED, _difference(old, department)))
    if not changes and before.departments != after.departments:
        changes.append(DepartmentChange("", Became.MOVED, "只有次序不同"))
    return tuple(changes)


def _described(department: Department) -> str:
    parts = ((label, _text(department, field)) for field, label in FIELDS)
    return "；".join(f"{label}：{text}" for label, text in parts if text)


def _difference(old: Department, new: Department) -> str:
    parts = ((label, _text(old, field), _text(new, field)) for field, label in FIELDS)
    return "；".join(
        f"{label}：{before or '无'} → {after or '无'}" for label, before, after in parts if before != after
    )


def _text(department: Department, field: str) -> str:
    value = getattr(department, field)
    return "、".join(value) if isinstance(value, tuple) else str(value or "")
