"""Requests that keep a store in good order: backups, a state that comes back from one, a check."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from data.access import Access
from data.requests import Outcome, Result
from data.store.activities import Activity, ActivityKind, record
from data.store.backups import Occasion, back_up, list_backups
from data.store.checks import verify
from data.store.copying import copy_store
from data.store.database import Store
from data.store.recovery import Comparison, compare_backup, recover
from data.store.recovery import told as told_comparison
from data.store.shared.address import told


@dataclass(frozen=True, slots=True)
class BackUp:
    """Make a backup now. ``value``: ``Backup``."""

    called: ClassVar[str] = "备份"

    occasion: Occasion = Occasion.ASKED
    folder: Path | None = None  # another than the store's own

    def perform(self, store: Store, who: str) -> Outcome:
        """Make it; one that a person asked for is recorded."""
        backup = back_up(store, self.occasion, self.folder)
        place = backup.path if self.folder else backup.path.name
        if self.occasion is Occasion.ASKED:
            with store.write() as cursor:
                record(cursor, Activity(ActivityKind.BACK_UP, who, f"备份到 {place}"))
        return Outcome(Result.DONE, f"已备份到 {place}，打开核对过", value=backup)


@dataclass(frozen=True, slots=True)
class CopyStore:
    """Copy the store into a new one. ``value``: ``Copied``."""

    called: ClassVar[str] = "复制数据库"
    needs: ClassVar[Access] = Access.ADMINISTER

    target: Path | str  # of a file, or the address of an empty database that several servers will share

    def perform(self, store: Store, who: str) -> Outcome:
        """Copy it, compare the two, and record that in the one that was copied."""
        copied = copy_store(store, self.target)
        target = told(str(self.target))
        with store.write() as cursor:
            record(cursor, Activity(ActivityKind.BACK_UP, who, f"复制到 {target}"))
        text = (
            f"已复制到 {target}：{copied.tables} 张表，{copied.rows} 行，两边逐行核对相同"
            f"（指纹 {copied.fingerprint[:16]}）"
        )
        return Outcome(Result.DONE, text, value=copied)


@dataclass(frozen=True, slots=True)
class ListBackups:
    """The backups of the store, the newest first. ``value``: tuple of ``Backup``."""

    called: ClassVar[str] = "查看备份"

    def perform(self, store: Store, who: str) -> Outcome:
        """List them; the text says how many there are and where."""
        made = tuple(list_backups(store))
        return Outcome(Result.DONE, f"{len(made)} 份备份，在 {store.backups}", value=made)


@dataclass(frozen=True, slots=True)
class CompareBackup:
    """What a restore of a backup would gain and lose. ``value``: ``Comparison``."""

    called: ClassVar[str] = "对比备份"

    name: str  # of a listed one, or the whole path of another

    def perform(self, store: Store, who: str) -> Outcome:
        """Compare it; nothing changes."""
        comparison = compare_backup(store, self.name)
        if comparison.same:
            return Outcome(Result.UNCHANGED, "备份与现在的内容相同，没有可以恢复的", value=comparison)
        return Outcome(Result.DONE, f"恢复后会不同：{told_comparison(comparison)}", value=comparison)


@dataclass(frozen=True, slots=True)
class Recover:
    """Bring the store back to the state of a backup. ``seen``: the comparison that was shown."""

    called: ClassVar[str] = "用备份恢复"
    needs: ClassVar[Access] = Access.ADMINISTER

    seen: Comparison

    def perform(self, store: Store, who: str) -> Outcome:
        """Restore it after a backup of the present state, where nothing has changed since it was compared."""
        if self.seen.same:
            return Outcome(Result.UNCHANGED, "备份与现在的内容相同，未作改动")
        made = recover(store, self.seen, who)
        text = f"已用备份 {Path(self.seen.backup).name} 恢复：{told_comparison(self.seen)}。恢复前的状态备份在 {made.path.name}"
        return Outcome(Result.DONE, text)


@dataclass(frozen=True, slots=True)
class CheckStore:
    """Verify the store. ``value``: ``Verified``."""

    needs: ClassVar[Access] = Access.VIEW

    def perform(self, store: Store, who: str) -> Outcome:
        """Verify it; the warnings are what is wrong."""
        verified = verify(store)
        text = (
            f"文件 {verified.documents} 份，部分 {verified.sections} 个，任务 {verified.tasks} 项，"
            f"责任 {verified.responsibilities} 条，部门 {verified.departments} 个"
            f"（其中集合名称 {verified.collectives} 个；文件中的写法 {verified.mentions} 种）"
        )
        return Outcome(Result.DONE, text, verified.faults, value=verified)
