"""The form of a ledger (台账) that goes out to a unit and comes back: its columns, its keys, what it hides.

Who writes a workbook and who reads one back know it from here. The hidden sheet is a table of texts: five pairs of word and
value, the header of the sent values, then a row for each row of the ledger, in its order.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from data.errors import ScopeError
from data.vocabulary import Status

SHEET = "台账"
HIDDEN_SHEET = "看板记录"
KEY = "编号（勿改）"
"""Header of the hidden column that holds the keys."""

NUMBER, TEXT, LEAD, RESPONSIBLE, DEADLINE = "序号", "工作任务", "牵头单位", "责任单位", "完成时限"
STATUS, STATEMENT, FILLED_ON, OPINION = "完成状态", "进展情况", "填报日期", "配合意见"
STATUS_BEFORE, STATEMENT_BEFORE = "上期状态", "上期进展"

HEADERS = (
    NUMBER, TEXT, LEAD, RESPONSIBLE, "具体措施", "责任人", "联系电话", "分管领导", DEADLINE, STATUS, STATEMENT,
    "存在问题", "需协调事项", "下步打算", FILLED_ON, OPINION, "备注", STATUS_BEFORE, STATEMENT_BEFORE,
)  # fmt: skip
"""The columns, in the order in which they are sent."""

FILLED = (
    "具体措施", "责任人", "联系电话", "分管领导", STATUS, STATEMENT, "存在问题", "需协调事项", "下步打算", FILLED_ON, "备注",
)  # fmt: skip
"""What the filling unit fills in; the other units of a task have ``OPINION``."""

STATUSES = tuple(Status)

_ABOUT = ("文件", "填报期", "单位", "发出序号", "截至")
_OWN = "由本单位填报"
_KEY = re.compile(r"([0-9a-f]{16}-[ts][0-9]{2,})#([0-9a-f]{8})")
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')

Texts = Mapping[str, str]
"""Texts by their headers; what is empty may be left out."""


@dataclass(frozen=True, slots=True)
class SentRow:
    """A task in a ledger as it was sent."""

    task_id: str
    digest: str  # of its text
    own: bool  # the unit fills it; else it may give its opinion
    values: dict[str, str]  # by header, as written into the cells

    @property
    def key(self) -> str:
        """What the hidden column holds."""
        return key_of(self.task_id, self.digest)

    @property
    def open_headers(self) -> tuple[str, ...]:
        """The cells that the unit may write in."""
        return FILLED if self.own else (OPINION,)


@dataclass(frozen=True, slots=True)
class SentLedger:
    """All that a ledger says of itself: for whom, of what, and every value as it was sent."""

    document_id: str
    period: str
    unit: str
    number: int  # of the sending
    as_of: str  # ISO date
    rows: tuple[SentRow, ...] = ()
    bands: tuple[str, ...] = field(default=())  # titles of sections


def folded(text: str) -> str:
    """The text without white space: what is printed the same is the same, however it was wrapped."""
    return "".join(text.split())


def digest_of(text: str) -> str:
    """A short hash of a task's text, whatever its white space."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:8]


def key_of(row_id: str, digest: str) -> str:
    """The key of a row: the id of its task, or section, and the hash of its text."""
    return f"{row_id}#{digest}"


def parted_key(text: str) -> tuple[str, str] | None:
    """Id and hash in a key; None for a text that is none."""
    match = _KEY.fullmatch(text.strip())
    return (match[1], match[2]) if match else None


LONGEST_PERIOD = 40


def as_period(text: str) -> str:
    """The name of a period without white space around it; ``ScopeError`` for one that no sheet and no file could bear."""
    label = text.strip()
    if not label or len(label) > LONGEST_PERIOD or not label.isprintable():
        raise ScopeError(
            "填报期写得不对", label[:LONGEST_PERIOD], f"写 2023-09 这样的名称，不超过 {LONGEST_PERIOD} 个字"
        )
    return label


def file_name(period: str, unit: str) -> str:
    """The name of the workbook of a unit."""
    return f"台账_{as_name(period)}_{as_name(unit)}.xlsx"


WHOLE = "总表.xlsx"


def as_name(text: str) -> str:
    """The text as a part of a file's name, on every system."""
    return _UNFIT.sub("_", text).strip(" .")[:60] or "_"


def hidden_rows(ledger: SentLedger) -> Iterator[Sequence[str]]:
    """What the hidden sheet holds, row by row."""
    values = (ledger.document_id, ledger.period, ledger.unit, str(ledger.number), ledger.as_of)
    yield from zip(_ABOUT, values, strict=True)
    yield (KEY, _OWN, *HEADERS)
    for row in ledger.rows:
        yield (row.key, "1" if row.own else "0", *(row.values.get(header, "") for header in HEADERS))
    for band in ledger.bands:
        yield ("", "", "", band)


def from_hidden(rows: Sequence[Sequence[str]]) -> SentLedger | None:
    """The ledger that a hidden sheet tells of; None where it is damaged, or the sheet is another."""
    about = {row[0]: row[1] for row in rows[: len(_ABOUT)] if len(row) >= 2}
    table = rows[len(_ABOUT) :]
    if not all(about.get(word) for word in _ABOUT) or not about[_ABOUT[3]].isdecimal() or not table:
        return None
    if tuple(table[0]) != (KEY, _OWN, *HEADERS):
        return None
    sent: list[SentRow] = []
    bands: list[str] = []
    for row in table[1:]:
        key, own, *values = [*row, *[""] * (2 + len(HEADERS) - len(row))]
        if not key:
            bands.append(values[1])
        elif parted := parted_key(key):
            sent.append(SentRow(*parted, own == "1", dict(zip(HEADERS, values, strict=True))))
        else:
            return None
    document, period, unit, number, as_of = (about[word] for word in _ABOUT)
    return SentLedger(document, period, unit, int(number), as_of, tuple(sent), tuple(bands))
