"""The directory of departments: which departments exist, what they are called, and where they belong.

As text it is TOML that a person can edit; ``data.importing.directory_files`` reads it from a disk.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from data.errors import DirectoryError
from data.vocabulary import DepartmentKind

LONGEST_FILE, LONGEST_LINE = 1_000_000, 2_000
"""Bytes of a directory file, and characters of one of its lines: longer ones are not read."""

TEXT_FIELDS = {"name", "kind", "parent", "note"}
LIST_FIELDS = {"other_names", "members"}


@dataclass(frozen=True, slots=True)
class Department:
    """A department (处室 or 部门) as the directory knows it."""

    name: str  # full name, with the parent's: 政治部法官管理处
    kind: DepartmentKind
    parent: str | None = None  # full name of the parent department: 政治部
    other_names: tuple[str, ...] = ()  # other ways to write it: 执行指挥中心
    members: tuple[str, ...] = ()  # of a collective name: the departments that it stands for
    note: str = ""  # why, where it is a judgement

    @property
    def collective(self) -> bool:
        """Whether the name stands for several departments."""
        return self.kind is DepartmentKind.COLLECTIVE


@dataclass(frozen=True, slots=True)
class Directory:
    """All departments, in the order of the file."""

    departments: tuple[Department, ...] = ()
    body: str = ""  # the body that they belong to: 吉林省高级人民法院; empty: whatever body a document is of
    not_departments: tuple[str, ...] = ()  # names in documents that a person decided to be no departments


@lru_cache(maxsize=32)
def read_directory(text: str, name: str = "部门名录") -> Directory:
    """The directory in the text of a file (TOML), checked; a text without departments gives an empty directory.

    Raises ``DirectoryError`` where the form is wrong, a field or kind is unknown, a name is repeated (as a full or another
    name of any department), or a parent or member is not a department of the text. ``name``: what to call it.
    """
    if len(text.encode()) > LONGEST_FILE or max(map(len, text.split("\n")), default=0) > LONGEST_LINE:
        raise DirectoryError(
            "文件过大，或一行过长，不像部门名录", name, f"每行写 {LONGEST_LINE} 字以内，一个部门写成一段"
        )
    try:
        entries = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise DirectoryError(f"部门名录格式有误：{error}", name, "按文件开头的说明改正") from error
    try:
        body = _body(entries)
        return checked(Directory(tuple(_department(entry) for entry in _entries(entries)), body))
    except DirectoryError as error:
        raise DirectoryError(error.what, f"{name} {error.where}".strip(), error.todo) from None


def as_toml(directory: Directory) -> str:
    """The directory as the text of a file, which ``read_directory`` reads back as it is (without ``not_departments``)."""
    entries = [f"body = {_quoted(directory.body)}"] * bool(directory.body)
    for department in directory.departments:
        fields: list[tuple[str, str | tuple[str, ...] | None]] = [
            ("name", department.name),
            ("kind", department.kind.value),
            ("parent", department.parent),
            ("other_names", department.other_names),
            ("members", department.members),
            ("note", department.note),
        ]
        lines = [f"{field} = {_written(value)}" for field, value in fields if value]
        entries.append("\n".join(["[[department]]", *lines]))
    return "\n\n".join([HEADER, *entries]) + "\n"


HEADER = """\
# 部门名录：body 是机关；每个部门一段，以 [[department]] 开头，次序就是显示的次序。
# name 全称，kind 类别，parent 上级部门，other_names 其他写法，members 集合名称的成员，note 说明。"""


def _written(value: str | tuple[str, ...]) -> str:
    """A text, or texts in a list with a line for each."""
    if isinstance(value, str):
        return _quoted(value)
    return "\n".join(["[", *(f"    {_quoted(text)}," for text in value), "]"])


def _quoted(text: str) -> str:
    """A text as a basic string of TOML."""
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    return sign if sign.isprintable() else f"\\U{ord(sign):08X}"


def checked(directory: Directory) -> Directory:
    """The directory, where it fits together.

    Raises ``DirectoryError`` where a name is repeated (as a full or another name of any department), or a parent or
    member is not a department of the directory.
    """
    for fault in _faults(directory.departments):
        raise fault
    return directory


def _body(document: dict[str, object]) -> str:
    """The body that the directory is of, taken out of the document; empty where it says none."""
    body = document.pop("body", "")
    if not isinstance(body, str):
        raise DirectoryError("body 的值不是文字", todo='写上机关名称，例如 body = "某某人民法院"')
    return body.strip()


def _entries(document: dict[str, object]) -> list[dict[str, object]]:
    """The ``[[department]]`` tables, and nothing else."""
    departments = document.pop(
        "department", document.pop("unit", [])
    )  # [[unit]]: as files were written before
    if (
        document
        or not isinstance(departments, list)
        or not all(isinstance(department, dict) for department in departments)
    ):
        raise DirectoryError("部门名录只能由 [[department]] 段组成", todo="按文件开头的说明改正")
    return departments


def _department(entry: dict[str, Any]) -> Department:
    """One entry of the file as a ``Department``."""
    name = entry.get("name")
    place = f"部门「{name}」" if name else "一个没有 name 的部门"
    for field, value in entry.items():
        if field not in TEXT_FIELDS | LIST_FIELDS:
            raise DirectoryError(f"不认识的内容 {field}", place, "按文件开头的说明改正")
        texts = value if field in LIST_FIELDS else [value]
        if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
            raise DirectoryError(f"{field} 的值不是文字或为空", place, "填写后重试")
    if not name or "kind" not in entry:
        raise DirectoryError("缺少 name 或 kind", place, "补上后重试")
    if entry["kind"] not in list(DepartmentKind):
        todo = f"改为 {'、'.join(DepartmentKind)} 之一"
        raise DirectoryError(f"不认识的类别「{entry['kind']}」", place, todo)
    fields: dict[str, Any] = {
        key: tuple(value) if key in LIST_FIELDS else value for key, value in entry.items()
    }
    return Department(**(fields | {"kind": DepartmentKind(entry["kind"])}))


def _faults(departments: tuple[Department, ...]) -> Iterator[DirectoryError]:
    """What does not fit together among the departments."""
    names = Counter(name for department in departments for name in (department.name, *department.other_names))
    for name, times in names.items():
        if times > 1:
            yield DirectoryError("名称重复", f"「{name}」", "让每个写法只属于一个部门")
    parents = {department.name: department.parent for department in departments}
    for department in departments:
        place = f"部门「{department.name}」"
        if department.parent is not None and department.parent not in parents:
            yield DirectoryError(f"上级部门「{department.parent}」不在名录中", place, "补上该部门或改正名称")
        if _is_own_ancestor(department.name, parents):
            yield DirectoryError("上下级关系成环", place, "改正上级部门")
        if department.members and not department.collective:
            yield DirectoryError("只有集合名称可以有成员", place, "把类别改为集合名称，或去掉成员")
        for member, times in Counter(department.members).items():
            if member not in parents or member == department.name:
                yield DirectoryError(f"成员「{member}」不在名录中", place, "补上该部门或改正名称")
            if times > 1:
                yield DirectoryError(f"成员「{member}」重复", place, "只保留一个")


def _is_own_ancestor(name: str, parents: dict[str, str | None]) -> bool:
    """Whether following the parents upwards leads back to the department."""
    seen: set[str] = set()
    parent = parents[name]
    while parent is not None and parent not in seen:
        seen.add(parent)
        parent = parents.get(parent)
    return name in seen
