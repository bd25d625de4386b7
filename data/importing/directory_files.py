"""Files and lists of a directory of departments: TOML, a workbook, or lines that somebody pastes; as text and understood.

What is in a directory is checked in ``data.names.directory``. What a visitor gives is read in the limited process.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

import msgspec

from data.errors import DirectoryError, DocumentError
from data.importing.guard import Container, identify
from data.limited import run_limited
from data.names.directory import LONGEST_FILE, Department, Directory, as_toml, checked, read_directory
from data.vocabulary import DepartmentKind

SEEDS = Path(__file__).parents[2] / "seeds"
"""The document and the directory that the dashboard ships with."""

SHIPPED_FILE = SEEDS / "departments.toml"

NAME, PARENT, KIND, OTHERS, MEMBERS, NOTE = "名称", "上级部门", "类别", "其他写法", "成员", "说明"
COLUMNS = (NAME, PARENT, KIND, OTHERS, MEMBERS, NOTE)
"""The columns of a directory as a table, in their usual order."""

_CALLED = {
    NAME: {
        "名称",
        "全称",
        "部门",
        "部门名称",
        "部门全称",
        "处室",
        "处室名称",
        "单位",
        "单位名称",
        "机构名称",
    },
    PARENT: {"上级部门", "上级", "上级单位", "所属部门", "隶属部门"},
    KIND: {"类别", "部门类别", "种类", "类型"},
    OTHERS: {"其他写法", "其他名称", "别名", "简称", "曾用名"},
    MEMBERS: {"成员", "成员部门"},
    NOTE: {"说明", "备注"},
}
"""What the columns are called in lists that are about."""

_SEPARATORS = re.compile(r"[、，,;；\n]+")
_SPREAD = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


@dataclass(frozen=True, slots=True)
class DirectoryFile:
    """A directory as it was read from a file or a list."""

    text: str  # TOML, as it is stored
    left_out: tuple[str, ...] = ()  # in Chinese: what was not read

    @property
    def directory(self) -> Directory:
        """What is in it."""
        return read_directory(self.text)


def load_directory(path: Path = SHIPPED_FILE) -> Directory:
    """Read and check a directory file (TOML); raises ``DirectoryError`` where it cannot be read."""
    return read_directory(directory_text(path), path.name)


def directory_text(path: Path = SHIPPED_FILE) -> str:
    """The text of a directory file (TOML); raises ``DirectoryError`` where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise DirectoryError("找不到部门名录", path.name, "恢复该文件后重试") from error
    except (OSError, UnicodeDecodeError) as error:
        raise DirectoryError("部门名录无法读取", path.name, "检查文件权限，并以 UTF-8 编码保存") from error


def read_directory_file(content: bytes, file_name: str, body: str = "") -> DirectoryFile:
    """The directory in a ``.toml`` or ``.xlsx`` file of this content, checked.

    ``body``: whose it is, where the file does not say it. Raises ``DirectoryError`` where it has a fault,
    ``DocumentError`` where it cannot be read at all.
    """
    workbook = PurePath(file_name).suffix.lower() == Container.WORKBOOK
    try:
        if workbook:
            identify(content, file_name)
        elif len(content) > LONGEST_FILE:
            raise DirectoryError(
                "文件过大，不像部门名录", todo=f"选择不超过 {LONGEST_FILE // 1000} KB 的文件"
            )
        given = msgspec.msgpack.encode(_Given(content, body, workbook))
        return msgspec.msgpack.decode(
            run_limited(f"{__name__}:read_limited", given, needs=(__name__,)), type=DirectoryFile
        )
    except DocumentError as error:
        raise error.of_file(file_name) from error


def read_rows(rows: Sequence[Sequence[str]], body: str = "") -> DirectoryFile:
    """The directory in the rows of a table with ``COLUMNS``. Raises ``DirectoryError`` with the line where there is a fault.

    No row gives an empty directory.
    """
    if not any(map(any, rows)):
        return DirectoryFile(as_toml(Directory(body=body)))
    return _from_table([COLUMNS, *rows], body)


def read_pasted(text: str, body: str = "") -> DirectoryFile:
    """The directory in lines that somebody pasted: a department a line, its columns between tabs (as Excel copies them).

    Without a tab: between vertical bars or commas. The columns stand in the order of ``COLUMNS``, unless the first line
    names them; a line may hold a name only. Raises ``DirectoryError`` with the line where there is a fault.
    """
    separator = "\t" if "\t" in text else r"\|" if "|" in text else "[，,]"
    rows = [
        [cell.strip() for cell in re.split(separator, line.strip().strip("|") if "|" in separator else line)]
        for line in text.splitlines()
    ]
    return _from_table(rows, body)


@dataclass(frozen=True, slots=True)
class _Given:
    """What the limited process is to read."""

    content: bytes
    body: str
    workbook: bool


def read_limited(given: bytes) -> bytes:
    """What the limited process does: from encoded ``_Given`` to an encoded ``DirectoryFile``."""
    work = msgspec.msgpack.decode(given, type=_Given)
    if work.workbook:
        # Imported here: the store knows this module, and only this process reads workbooks.
        from data.importing.readers.whole import read_whole

        rows = next((sheet.texts() for sheet in read_whole(work.content).sheets if sheet.cells), [])
        return msgspec.msgpack.encode(_from_table(rows, work.body))
    try:
        text = work.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DirectoryError("部门名录不是 UTF-8 编码的文字", todo="以 UTF-8 编码保存后重试") from error
    directory = read_directory(text)
    if work.body and not directory.body:
        text = as_toml(Directory(directory.departments, work.body))
    return msgspec.msgpack.encode(DirectoryFile(text))


def _from_table(rows: Sequence[Sequence[str]], body: str) -> DirectoryFile:
    """The directory in the rows of a table; blank rows are passed over."""
    columns, left_out, header = _columns(rows)
    departments = [
        department
        for number, row in enumerate(rows, 1)
        if number > header and (department := _department(row, columns, number))
    ]
    if not departments:
        raise DirectoryError("没有读到部门", todo="每行写一个部门：名称、上级部门、类别、其他写法")
    directory = checked(Directory(tuple(departments), body.strip()))
    return DirectoryFile(as_toml(directory), left_out)


def _columns(rows: Sequence[Sequence[str]]) -> tuple[dict[str, int], tuple[str, ...], int]:
    """Where each column stands, in Chinese which columns are not read, and the number of the line that names them (0: none)."""
    for number, row in enumerate(rows, 1):
        called = ["".join(cell.split()) for cell in row]
        if any(cell in _CALLED[NAME] for cell in called):
            columns = {
                column: next(at for at, cell in enumerate(called) if cell in names)
                for column, names in _CALLED.items()
                if any(cell in names for cell in called)
            }
            others = [cell for at, cell in enumerate(called) if cell and at not in columns.values()]
            left_out = (f"没有读入的栏：{'、'.join(others)}",) if others else ()
            return columns, left_out, number
        if any(called):
            break
    return {column: at for at, column in enumerate(COLUMNS)}, (), 0


def _department(row: Sequence[str], columns: Mapping[str, int], number: int) -> Department | None:
    """The department of a row; None where nothing stands in it."""
    texts = {column: row[at].strip() if at < len(row) else "" for column, at in columns.items()}
    if not any(texts.values()):
        return None
    name, kind = _closed(texts[NAME]), texts.get(KIND, "")
    if not name:
        raise DirectoryError("没有写名称", f"第 {number} 行", "补上名称，或删去这一行")
    if kind and kind not in list(DepartmentKind):
        raise DirectoryError(
            f"不认识的类别「{kind}」",
            f"第 {number} 行「{name}」",
            f"改为 {'、'.join(DepartmentKind)} 之一，或不写",
        )
    return Department(
        name,
        DepartmentKind(kind) if kind else DepartmentKind.UNKNOWN,
        _closed(texts.get(PARENT, "")) or None,
        _several(texts.get(OTHERS, "")),
        _several(texts.get(MEMBERS, "")),
        texts.get(NOTE, ""),
    )


def _closed(text: str) -> str:
    """A name without the spaces that spread it over its cell: 办 公 室."""
    return _SPREAD.sub("", text)


def _several(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (_closed(part.strip()) for part in _SEPARATORS.split(text))))


def as_rows(directory: Directory) -> list[tuple[str, ...]]:
    """The departments as the rows of a table with ``COLUMNS``, which is read back as the same directory."""
    return [
        (
            department.name,
            department.parent or "",
            department.kind.value,
            "、".join(department.other_names),
            "、".join(department.members),
            department.note,
        )
        for department in directory.departments
    ]
