"""Requests on progress: send ledgers, collect them, show what is stored, decide who fills a task."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Self

from data.access import Access, Unit
from data.errors import DashboardError, ScopeError
from data.importing.returned import read_returned
from data.progress.comparing import STORING, TOLD
from data.progress.reported import TaskProgress
from data.requests import Outcome, Result, refused
from data.store.backups import Occasion, back_up
from data.store.collecting import Collected, ReturnedFile, collect
from data.store.database import Store
from data.store.progress import load_progress, record_sending, set_filler, take_ledger, withdraw_period


@dataclass(frozen=True, slots=True)
class SendLedgers:
    """Record that ledgers of a period are sent. ``value``: ``Sending``; the workbooks are written from it."""

    called: ClassVar[str] = "发出台账"

    period: str
    today: date
    as_of: date | None = None  # None: as it was set before, else today
    document_id: str | None = None  # None: the one shown first

    def perform(self, store: Store, who: str) -> Outcome:
        """Record it."""
        sending = record_sending(store, self.document_id, self.period, self.as_of, self.today, who)
        period = sending.progress.period
        text = f"已发出 {period} 的台账，{len(sending.units)} 个单位，本期第 {sending.time} 次"
        return Outcome(Result.DONE, text, value=sending)


@dataclass(frozen=True, slots=True)
class WithdrawLedgers:
    """Take back a period that was sent and to which nobody has answered yet."""

    called: ClassVar[str] = "撤回台账"

    period: str
    document_id: str

    def perform(self, store: Store, who: str) -> Outcome:
        """Take it back; refused where something came back meanwhile."""
        withdraw_period(store, self.document_id, self.period, who)
        text = f"已撤回 {self.period} 的台账；单位手里的这一期台账不能再收，请告知不用填"
        return Outcome(Result.DONE, text)


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of a file that was given back."""

    name: str
    unit: str | None  # None: it could not be read
    refused: bool
    why: str  # in Chinese; of a file that was read, what is to be known of it, often nothing
    other_period: str | None = None  # of which it is, where it was refused for that


@dataclass(frozen=True, slots=True)
class Collection:
    """What became of all files."""

    files: tuple[FileOutcome, ...]
    collected: Collected

    @property
    def waits(self) -> bool:
        """Whether something waits for a person: a value that was not stored, a file that was refused."""
        return any(file.refused for file in self.files) or any(
            one.bin not in TOLD for one in self.collected.differences
        )


@dataclass(frozen=True, slots=True)
class CollectLedgers:
    """Read ledgers that came back, compare them, and store what is unambiguous. ``value``: ``Collection``.

    ``confirmed``: position of a task and header of each waiting value that whoever asks wants stored; with its text, where
    several texts wait for one cell. ``units``: whose ledgers are taken, of all where it is None.
    """

    called: ClassVar[str] = "收回台账"
    needs: ClassVar[Access] = Access.FILL

    files: tuple[tuple[str, bytes | DashboardError], ...]  # names with contents, or why there is none
    period: str | None = None  # None: that of the last sending
    dry_run: bool = False
    confirmed: frozenset[tuple[int, str] | tuple[int, str, str]] = frozenset()
    units: frozenset[Unit] | None = None

    def of_units(self, units: frozenset[Unit]) -> Self:
        """The same of the ledgers of these units."""
        return replace(self, units=units)

    def perform(self, store: Store, who: str) -> Outcome:
        """Collect them, after a backup where something is to be stored; refused where no file could be read."""
        refused: dict[int, str] = {}
        read: dict[int, ReturnedFile] = {}
        for index, (name, content) in enumerate(self.files):
            try:
                if isinstance(content, DashboardError):
                    raise content
                found = read_returned(content, name)
                read[index] = ReturnedFile(name, hashlib.sha256(content).hexdigest(), found)
            except DashboardError as error:
                refused[index] = str(error)
        kept = list(read)
        given = (store, list(read.values()), self.period, who, self.confirmed)
        collected = collect(*given, dry_run=True, units=self.units)
        if not self.dry_run and kept:
            if any(one.bin in STORING for one in collected.differences):
                back_up(store, Occasion.COLLECT)
            collected = collect(*given, units=self.units)
        refused |= {kept[index]: why for index, why in collected.refused.items()}
        others = {kept[index]: period for index, period in collected.other_periods.items()}
        files = tuple(
            FileOutcome(
                name,
                read[index].read.sent.unit if index in read else None,
                index in refused,
                refused.get(index) or "；".join(read[index].read.notes),
                others.get(index),
            )
            for index, (name, _) in enumerate(self.files)
        )
        return _outcome(Collection(files, _renumbered(collected, kept)), dry_run=self.dry_run)


def _renumbered(collected: Collected, kept: list[int]) -> Collected:
    differences = tuple(replace(one, file=kept[one.file]) for one in collected.differences)
    return replace(collected, differences=differences)


def _outcome(collection: Collection, *, dry_run: bool) -> Outcome:
    refused = [file for file in collection.files if file.refused]
    read = len(collection.files) - len(refused)
    text = f"读了 {read} 份，存入 {collection.collected.stored} 个值{'（试读，没有存入）' if dry_run else ''}"
    left = [one.to_decide for one in collection.collected.differences if one.bin not in TOLD]
    counts = ((sum(left), "处等您决定"), (len(left) - sum(left), "处没有存入"))
    if any(left_over for left_over, _ in counts):
        text += "；还有 " + "，".join(f"{count} {what}" for count, what in counts if count)
    warnings = tuple(f"{file.name}：{file.why}" for file in collection.files if file.why)
    result = Result.REFUSED if not read else Result.DONE if collection.collected.stored else Result.UNCHANGED
    return Outcome(result, text, warnings, value=collection)


@dataclass(frozen=True, slots=True)
class TakeLedger:
    """The ledger of one unit, as it was sent last. ``value``: ``Sending``, of this unit alone."""

    called: ClassVar[str] = "取台账"
    needs: ClassVar[Access] = Access.FILL

    unit: Unit
    units: frozenset[Unit] | None = None

    def of_units(self, units: frozenset[Unit]) -> Self:
        """The same for who fills the ledgers of these units."""
        return replace(self, units=units)

    def perform(self, store: Store, who: str) -> Outcome:
        """Give it; that is recorded."""
        if self.units is not None and self.unit not in self.units:
            refused(store, who, f"{self.called}（{self.unit.body}{self.unit.name}）")
            raise ScopeError("您只能下载自己单位的台账", self.unit.name)
        sending = take_ledger(store, self.unit, who)
        return Outcome(Result.DONE, f"{self.unit.name} {sending.progress.period} 的台账", value=sending)


@dataclass(frozen=True, slots=True)
class ShowProgress:
    """What is stored of a period. ``value``: ``Progress``."""

    needs: ClassVar[Access] = Access.VIEW
    period: str
    document_id: str | None = None  # None: the one to which the period was last sent

    def perform(self, store: Store, who: str) -> Outcome:
        """Load it; nothing changes."""
        progress = load_progress(store, self.period, self.document_id)
        text = f"截至 {progress.as_of}，{len(progress.tasks)} 项中 {progress.reported} 项已填报"
        return Outcome(Result.DONE, text, value=progress)


@dataclass(frozen=True, slots=True)
class SetFiller:
    """Decide which unit fills a task; None: the first-listed again. ``value``: the task, None where it was so already."""

    called: ClassVar[str] = "指定填报单位"

    task_id: str
    unit: str | None
    seen: TaskProgress | None = None  # the task as it was when this was asked; None: nobody looked

    def perform(self, store: Store, who: str) -> Outcome:
        """Decide it, for this period and all later ones."""
        task = set_filler(store, self.task_id, self.unit, who, self.seen)
        if task is None:
            return Outcome(Result.UNCHANGED, f"已经由{self.unit or '首列单位'}填报，未作改动")
        assumed = "（首列单位，推定）" if task.assumed else ""
        return Outcome(
            Result.DONE, f"第 {task.number} 项由{task.filler or '没有单位'}填报{assumed}", value=task
        )
