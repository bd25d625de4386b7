"""What came back against what was sent and what is stored: every difference in its bin, and nothing decided by guessing.

A value is stored where it was filled in or changed since the sending, and what is stored is still what was sent. Everything
else waits for a person or is told. Rows are matched by key, else by number and exact text, never by place.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from unicodedata import normalize

from data.progress.form import (
    HEADERS,
    NUMBER,
    OPINION,
    STATUS,
    STATUSES,
    TEXT,
    SentLedger,
    SentRow,
    folded,
    parted_key,
)
from data.progress.returned import Returned, ReturnedRow
from data.vocabulary import Bin, Status, task_number

Confirmed = Collection[tuple[int, str] | tuple[int, str, str]]
"""What a person wants stored: the position of a task and a header; with the text, where several texts are to choose from."""

Value = tuple[str, str, str]
"""Where a value stands: task, header, and the unit where each unit has its own (配合意见), else nothing."""

STORING = frozenset({Bin.FILLED, Bin.CHANGED})
TOLD = frozenset({Bin.UNCHANGED, *STORING})
"""The bins that wait for nobody."""

_MEANT = {
    Status.DONE: "已完成 完成 办结 完毕 达标 √ ✓ ✔ 1 是 y yes ok 100%",
    Status.UNDER_WAY: "推进中 进行 推进 正在 持续 落实 办理 部分 进度",
    Status.FAILED: "未能完成 未完成 没完成 没有完成 不能 无法 逾期 超期",
    Status.NOT_STARTED: "未启动 未开始 未开展 没启动 没开始 没开展 没有启动 没有开始 没有开展 × 0 否 n no",
    Status.TO_ADJUST: "建议调整 调整 取消 延期 变更 暂停",
}
"""What people write instead of a status: a single sign as it stands, a word anywhere; the longest found is suggested."""

_DENIED = "(?<![未没不无])(?<!没有)(?<!不再)(?<!停止)(?<!无需)"
"""Before a word that counts: nothing that denies it."""

_NOT_MEANT = {
    Status.DONE: "[未没不无尚还半将拟]|预[计期]|计划|力争|争取|(?<![目当提])前|差不多|基本|接近|分之|"
    r"(?<![\d.])\d{1,2}(\.\d+)?%",
    Status.FAILED: "[尚还暂]",
}
"""What keeps a status from being suggested: not done is what is to come or done in part; 尚未完成 is no failure."""


@dataclass(frozen=True, slots=True)
class KnownTask:
    """What the store knows of a task now."""

    position: int  # 1-based in the document
    number: str  # as shown
    digest: str  # of its text
    filler: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a document and a period."""

    tasks: Mapping[str, KnownTask]
    values: Mapping[Value, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of a cell, or with ``field`` None of a row, of a file that came back."""

    file: int  # index among the files that were compared
    row: int  # 1-based, in its sheet
    task_id: str | None
    position: int | None
    task: str | None  # its number as shown
    unit: str
    bin: Bin
    field: str | None = None
    sent: str | None = None
    returned: str | None = None
    stored: str | None = None  # before anything of this return was stored
    suggestion: str | None = None  # the status that may be meant
    to_decide: bool = False  # a person may have it stored all the same
    confirmed: bool = False  # a person has said so

    @property
    def place(self) -> Value:
        """Where its value stands, or would stand."""
        return place_of(self.task_id or "", self.field or "", self.unit)

    @property
    def value(self) -> str:
        """What is stored of it, where it is stored."""
        return self.suggestion or self.returned or ""


def place_of(task_id: str, header: str, unit: str) -> Value:
    """Where the value of a unit in a column of a task stands."""
    return (task_id, header, unit if header == OPINION else "")


def same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but white space around them and the form of their line breaks."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return "\n".join(
        line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ).strip()


def compare(files: Sequence[Returned], known: Known, confirmed: Confirmed = ()) -> tuple[Difference, ...]:
    """The differences of all files, in their order; ``UNCHANGED`` once for a row without any.

    Two files that say different things in the same cell are a conflict, whichever comes first, unless a person has chosen
    one of the texts; the same thing counts once.
    """
    rows = [row for index, file in enumerate(files) for row in _File(index, file, known).rows()]
    proposed: dict[Value, list[Difference]] = defaultdict(list)
    for differences in rows:
        differences[:] = [_confirmed(one) if _is_among(one, confirmed) else one for one in differences]
        for one in differences:
            if one.bin in STORING:
                proposed[one.place].append(one)
    answer: list[Difference] = []
    for differences in rows:
        settled = [_settled(one, proposed) for one in differences]
        kept = [one for one in settled if one is not None]
        answer += kept or [_without_cell(differences[0])]
    return tuple(answer)


def _is_among(one: Difference, confirmed: Confirmed) -> bool:
    if (one.position, one.field, one.returned) in confirmed:
        return one.to_decide or one.bin in STORING
    return one.to_decide and (one.position, one.field) in confirmed


def _confirmed(one: Difference) -> Difference:
    """A waiting value, as one that is to be stored; a wrong status by what it was taken to mean."""
    if one.bin is Bin.BAD_STATUS and one.suggestion is None:
        return one
    return replace(one, bin=Bin.CHANGED if one.stored else Bin.FILLED, confirmed=True)


def _without_cell(one: Difference) -> Difference:
    """The row of a difference, as one without any."""
    return Difference(one.file, one.row, one.task_id, one.position, one.task, one.unit, Bin.UNCHANGED)


def _settled(one: Difference, proposed: Mapping[Value, Sequence[Difference]]) -> Difference | None:
    """The difference beside those of other files in the same cell; None where it was said before."""
    if one.bin not in STORING:
        return one
    others = proposed[one.place]
    rivals = [other for other in others if not same(one.value, other.value)]
    if rivals and (not one.confirmed or any(other.confirmed for other in rivals)):
        return replace(one, bin=Bin.CONFLICT, to_decide=True, confirmed=False)
    first = next(other for other in others if same(one.value, other.value))
    return one if first is one else None


@dataclass(frozen=True, slots=True)
class _File:
    """One file, compared by itself."""

    index: int
    returned: Returned
    known: Known

    @property
    def _sent(self) -> SentLedger:
        return self.returned.sent

    def rows(self) -> Iterator[list[Difference]]:
        """The differences of each row that is a task or cannot be recognised; never an empty list."""
        sent = {row.task_id: row for row in self._sent.rows}
        bands = {folded(band) for band in self._sent.bands}
        printed: dict[tuple[str, str], list[str]] = defaultdict(list)
        for task in self._sent.rows:
            printed[folded(task.values[NUMBER]), folded(task.values[TEXT])].append(task.task_id)
        matched = [(row, self._task_of(row, sent, printed)) for row in self.returned.rows]
        times: dict[str, int] = defaultdict(int)
        for _, task_id in matched:
            if task_id:
                times[task_id] += 1
        for row, task_id in matched:
            if task_id:
                yield self._task(row, sent[task_id], doubled=times[task_id] > 1)
            elif not self._is_band(row, bands):
                yield [self._unrecognised(row)]
            elif written := self._written_into(row, bands):
                yield written

    @staticmethod
    def _task_of(
        row: ReturnedRow, sent: Mapping[str, SentRow], printed: Mapping[tuple[str, str], Sequence[str]]
    ) -> str | None:
        """The task of a row: by its key, else by number and exact text; None where it is none that was sent."""
        if parted := parted_key(row.key):
            return parted[0] if parted[0] in sent else None
        found = printed.get((folded(row.values.get(NUMBER, "")), folded(row.values.get(TEXT, ""))), ())
        return found[0] if len(found) == 1 else None

    @staticmethod
    def _is_band(row: ReturnedRow, bands: set[str]) -> bool:
        """Whether a row is the title of a section, or holds nothing."""
        parted = parted_key(row.key)
        texts = {folded(text) for text in row.values.values()} - {""}
        return (parted is not None and "-s" in parted[0]) or texts <= bands

    def _written_into(self, row: ReturnedRow, bands: set[str]) -> list[Difference]:
        """What stands in the title of a section and was not sent there: told like any other cell that is nobody's to fill."""
        return [
            Difference(
                self.index,
                row.row,
                None,
                None,
                None,
                self._sent.unit,
                Bin.FIXED_CELL_CHANGED,
                header,
                "",
                text,
            )
            for header, text in row.values.items()
            if text.strip() and folded(text) not in bands
        ]

    def _unrecognised(self, row: ReturnedRow) -> Difference:
        texts = [f"{header}：{text}" for header, text in row.values.items() if text.strip()]
        number = row.values.get(NUMBER, "").strip() or None
        return Difference(
            self.index, row.row, None, None, number, self._sent.unit, Bin.UNRECOGNISED_ROW, returned="；".join(texts)
        )  # fmt: skip

    def _task(self, row: ReturnedRow, sent: SentRow, *, doubled: bool) -> list[Difference]:
        """The differences of a row that is a task."""
        task = self.known.tasks.get(sent.task_id)
        row_of = Difference(
            self.index, row.row, sent.task_id, task.position if task else None,
            task.number if task else task_number(sent.values[NUMBER]), self._sent.unit, Bin.UNCHANGED,
        )  # fmt: skip
        held = self._why_held(row, sent, task, doubled)
        by_key = held is Bin.CONFLICT and self._is_surely(row, sent)
        found: list[Difference] = []
        for header in HEADERS:
            if header in row.values:
                one = self._cell(row, sent, header, row_of)
                if one is not None and held is not None and header in sent.open_headers:
                    can = by_key and (one.bin in STORING or (one.bin is Bin.CONFLICT and one.to_decide))
                    one = replace(one, bin=held, suggestion=None, to_decide=can)
                found += [one] if one else []
        if held is Bin.DUPLICATE_KEY and all(one.bin is not held for one in found):
            found.append(replace(row_of, bin=held))
        return found or [row_of]

    @staticmethod
    def _why_held(row: ReturnedRow, sent: SentRow, task: KnownTask | None, doubled: bool) -> Bin | None:
        """The bin of all that a row says, where it cannot be stored whatever it is; else None."""
        if doubled:
            return Bin.DUPLICATE_KEY
        if any(
            header in row.values and folded(row.values[header]) != folded(sent.values[header])
            for header in (NUMBER, TEXT)
        ):
            return Bin.CONFLICT  # the key says one task, what is printed says another
        return None if task and task.digest == sent.digest else Bin.OUTDATED

    def _is_surely(self, row: ReturnedRow, sent: SentRow) -> bool:
        """Whether a row whose printed number or text was changed is that of its key: one of them is unique and as sent, and no other task has the other.

        A sheet that was sorted without its keys is never taken so: there, what is printed is that of another task.
        """
        return any(
            folded(row.values.get(kept, "")) == folded(sent.values[kept])
            and not any(
                folded(row.values.get(header, "")) == folded(other.values[header])
                for other in self._sent.rows
                if other is not sent
                for header in (NUMBER, TEXT)
            )
            for kept in (NUMBER, TEXT)
        )

    def _cell(self, row: ReturnedRow, sent: SentRow, header: str, row_of: Difference) -> Difference | None:
        """What became of a cell; None where it is as it was sent, or says what is stored."""
        before, returned = sent.values[header], row.values[header]
        if header not in sent.open_headers:
            if folded(before) == folded(returned):
                return None
            return replace(
                row_of,
                bin=Bin.FIXED_CELL_CHANGED,
                field=header,
                sent=before,
                returned=returned,
                stored=before,
            )
        if header == STATUS:
            returned = returned.strip()
        stored = self.known.values.get(place_of(sent.task_id, header, self._sent.unit), "")
        if same(returned, stored) or same(returned, before):
            return None
        cell = replace(row_of, field=header, sent=before, returned=returned, stored=stored)
        task = self.known.tasks.get(sent.task_id)
        if sent.own and (task is None or task.filler != self._sent.unit):
            return replace(cell, bin=Bin.OUTDATED)
        if header in row.unsure:
            return replace(cell, bin=Bin.CONFLICT)
        if header == STATUS and returned and returned not in STATUSES:
            meant = suggested(returned)
            if meant == stored and not same(before, stored):
                return None  # a person has said so when it came back before
            return replace(cell, bin=Bin.BAD_STATUS, suggestion=meant, to_decide=True)
        if not returned.strip() or not same(before, stored):
            return replace(cell, bin=Bin.CONFLICT, to_decide=True)
        return replace(cell, bin=Bin.CHANGED if before.strip() else Bin.FILLED)


def suggested(text: str) -> Status | None:
    """The status that a text may mean, for a person to say so; None where nothing in it tells, or two things do."""
    said = folded(normalize("NFKC", text)).casefold()
    found = {
        word: status
        for status, words in _MEANT.items()
        if not (status in _NOT_MEANT and re.search(_NOT_MEANT[status], said))
        for word in words.split()
        if word == said or (len(word) > 1 and re.search(_DENIED + re.escape(word), said))
    }
    longest = max(map(len, found), default=0)
    meant = {status for word, status in found.items() if len(word) == longest}
    return meant.pop() if len(meant) == 1 else None
