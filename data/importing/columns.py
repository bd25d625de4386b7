"""The columns of a table of tasks, told by the words of its header."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import zip_longest

from data.importing.passage import compact, fold
from data.importing.role_words import Field, opening_label
from data.vocabulary import Role


class ColumnKind(StrEnum):
    """What the cells of a column hold."""

    NUMBER = "number"
    SECTION = "section"
    TASK = "task"
    DEPARTMENTS = "departments"
    PERSON = "person"
    DEADLINE = "deadline"
    TARGET = "target"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds, the role of its departments, and the words of its header."""

    kind: ColumnKind
    role: Role = Role.RESPONSIBLE
    title: str = ""


_AIMS = re.compile(r"(?:目标|量化|指标|工作目标)要求$|(?:任务|工作|项目|量化|考核)指标$")
_SHORT = 14  # characters of a header

# In this order: the first that fits the words of the header decides.
_WORDS = (
    (
        ColumnKind.NUMBER,
        re.compile(r"(?:序|编|任务|项目)?号$|(?:任务|项目)?(?:序号|编号)$|No\.?$", re.IGNORECASE),
    ),
    (
        ColumnKind.PERSON,
        re.compile(
            r".{0,6}(?:领导|负责人|责任人|联系人|负责同志|[院庭省市县区]长|书记|联络员|电话|联系方式)$"
        ),
    ),
    (
        ColumnKind.DEADLINE,
        re.compile(r".{0,8}(?:时间|时限|期限|节点|时间表|日期|进度安排|进度要求|时间进度)$"),
    ),
    (ColumnKind.NOTE, re.compile(r"备注|说明|.{0,6}(?:进展|完成情况|落实情况|进度|依据|来源)$")),
    (
        ColumnKind.SECTION,
        re.compile(
            r".{0,4}(?:类别|分类|类型|部分|领域|板块|方面|大类|专题|专项|一级指标|一级任务|序列|条线)$"
        ),
    ),
    (ColumnKind.TARGET, _AIMS),
    (
        ColumnKind.DEPARTMENTS,
        re.compile(
            r"(?:部门|单位|处室|科室|庭室|部门分工|任务分工|职责分工|责任分工|分工|责任主体|责任单位\(.{1,8}\))$"
        ),
    ),
    (
        ColumnKind.TASK,
        re.compile(
            r".{0,8}(?:任务|措施|举措|内容|事项|要点|项目|工作|要求|名称|任务目标|目标任务|改革任务)$"
        ),
    ),
    (ColumnKind.TARGET, re.compile(r".{0,8}(?:目标|成果|成效|指标|标志|成果形式|目标值|量化要求|完成标准)$")),
)


@lru_cache(maxsize=512)  # a line is asked about as the header's first, second … tenth
def column_of(text: str) -> Column | None:
    """The column that a cell of a header names; None where the words are no header."""
    words = re.sub(r"\s", "", fold(text)).strip(":")
    if not 1 <= len(words) <= _SHORT or re.search(r"[。,;、](?!.{0,3}(?:部门|单位))", words):
        return None
    label = opening_label(words + ":")
    if label and label.end == len(words) + 1:
        kinds = {
            Field.DEPARTMENTS: ColumnKind.DEPARTMENTS,
            Field.PERSON: ColumnKind.PERSON,
            Field.DEADLINE: ColumnKind.DEADLINE,
        }
        return Column(kinds.get(label.field, ColumnKind.NOTE), label.role, words)
    return next((Column(kind, title=words) for kind, pattern in _WORDS if pattern.match(words)), None)


def is_header(cells: Sequence[str]) -> bool:
    """Whether the cells of a row are a header: all that hold words name columns, departments or tasks among them.

    Where tasks and departments are both named, one short cell in four may say something else (经费).
    """
    words = [text for cell in cells if (text := compact(cell))]
    named = [column for text in words if (column := column_of(text))]
    kinds = {column.kind for column in named}
    essential = kinds & {ColumnKind.DEPARTMENTS, ColumnKind.TASK}
    if {ColumnKind.NUMBER, ColumnKind.DEPARTMENTS} <= kinds and len(named) == len(words) - 1:
        return all(len(text) <= _SHORT for text in words)
    if len(words) < 2 or len(kinds) < 2 or not essential:
        return False
    short = all(len(text) <= _SHORT for text in words)
    return len(named) == len(words) or (short and len(essential) == 2 and 4 * len(named) >= 3 * len(words))


def merged_header(above: Sequence[Column | None], cells: Sequence[str]) -> list[Column | None]:
    """The columns of a header in two rows: the lower row is the more exact; words that say nothing are a note."""
    pairs = zip_longest(above, cells, fillvalue=None)
    columns = [(column_of(cell) if cell else None) or column or _other(cell or "") for column, cell in pairs]
    others = [index for index, cell in enumerate(cells) if compact(cell) and not column_of(cell)]
    if (
        not any(column and column.kind in (ColumnKind.TASK, ColumnKind.TARGET) for column in columns)
        and others
    ):
        columns[others[0]] = Column(ColumnKind.TASK, title=compact(cells[others[0]]))  # 民生实事
    return columns


def _other(cell: str) -> Column | None:
    """A column whose header says nothing that is read; None where the header is blank."""
    words = compact(cell)
    return Column(ColumnKind.NOTE, title=words) if words else None
