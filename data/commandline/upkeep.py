"""The commands that keep a store in good order: backups, a state that comes back from one, the record, a check."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from data.commandline.commands import agrees, asked
from data.commandline.printing import table
from data.errors import StoreError
from data.requests import Result
from data.requests.looking import ShowActivities
from data.requests.upkeep import BackUp, CheckStore, CompareBackup, CopyStore, ListBackups, Recover
from data.serving.reaching import reach
from data.store.activities import Activity, Wanted, local
from data.store.backups import OCCASION_LABELS
from data.store.recovery import STATE_LABELS, Comparison


def back_up(folder: Path | None, database: Path | str | None) -> int:
    """Make a backup, in another folder where one is named."""
    with reach(database) as desk:
        print(asked(desk, BackUp(folder=folder and folder.resolve())).text)
    return 0


def list_backups(database: Path | str | None) -> int:
    """Print a table of the backups, the newest first."""
    with reach(database) as desk:
        outcome = asked(desk, ListBackups())
    rows = [("备份", "时间", "何时备份", "大小（MB）")]
    rows += [
        (
            backup.path.name,
            f"{backup.made_at:%Y-%m-%d %H:%M:%S}",
            OCCASION_LABELS[backup.occasion] if backup.occasion else "",
            f"{backup.size / 1e6:.1f}",
        )
        for backup in outcome.value
    ]
    print(table(rows) if outcome.value else "还没有备份。")
    print(outcome.text)
    return 0


def restore(name: str, database: Path | str | None, *, agreed: bool, only_compare: bool) -> int:
    """Print what a restore of a backup would gain and lose, ask, and restore it."""
    with reach(database) as desk:
        name = str(Path(name).resolve()) if Path(name).is_file() else name
        compared = asked(desk, CompareBackup(name))
        _print_comparison(compared.value)
        print(compared.text)
        if compared.result is Result.UNCHANGED or only_compare:
            return 0
        if not agreed and not agrees(
            "确定恢复？", StoreError("没有终端可以确认，没有恢复", name, "加上 --yes 后重试")
        ):
            print("没有恢复。")
            return 0
        print(asked(desk, Recover(compared.value)).text)
    return 0


def _print_comparison(comparison: Comparison) -> None:
    if comparison.documents:
        rows = [("文件", "编号", "现在", "恢复后", "")]
        rows += [
            (one.title, one.document_id, STATE_LABELS[one.now], STATE_LABELS[one.then], one.told)
            for one in comparison.documents
        ]
        print(table(rows))
    if comparison.tables:
        rows = [("人写的内容", "现在", "恢复后", "回来", "失去")]
        rows += [
            (one.label, str(one.now), str(one.then), str(one.gained), str(one.lost))
            for one in comparison.tables
        ]
        print(table(rows))


def copy(source: Path | str, target: Path | str) -> int:
    """Copy a store into a new one."""
    with reach(source) as desk:
        print(asked(desk, CopyStore(target if isinstance(target, str) else target.resolve())).text)
    return 0


def show_activities(wanted: Wanted, limit: int | None, database: Path | str | None, *, as_json: bool) -> int:
    """Print the record of what was done, the latest first."""
    with reach(database) as desk:
        outcome = asked(desk, ShowActivities(wanted, limit))
    found: tuple[Activity, ...] = outcome.value
    if as_json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2, default=str))
        return 0
    rows = [("序号", "时间", "操作人", "操作", "文件编号", "说明")]
    rows += [
        (
            str(one.number),
            local(one.happened_at) if one.happened_at else "",
            one.who,
            one.label,
            one.document_id or "—",
            one.detail,
        )
        for one in found
    ]
    print(table(rows) if found else "没有这样的操作记录。")
    return 0


def check_store(database: Path | str | None) -> int:
    """Verify the store and print what was counted and what is wrong."""
    with reach(database) as desk:
        outcome = asked(desk, CheckStore())
        print(f"数据库：{desk.place}")
    print(outcome.text)
    print("已核对：表结构与约束、上下级与数量、原文位置、重新解析的结果、操作记录和它的文件。")
    for fault in outcome.warnings:
        print(f"问题：{fault}", file=sys.stderr)
    if outcome.warnings:
        todo = "请保留数据库文件，从备份恢复或交维护人员核对。"
        print(f"发现 {len(outcome.warnings)} 个问题。{todo}", file=sys.stderr)
        return 1
    print("没有发现问题。")
    return 0
