"""The commands of the office on reported progress: deadlines, verification, what a meeting decided, closing."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from data.commandline.commands import asked
from data.requests.following_up import AddActionItem, CloseActionItems, SetDue, VerifyStatus
from data.requests.looking import FindTask, ShowActions
from data.requests.progress import ShowProgress
from data.serving.reaching import reach


def set_due_day(position: int, due: date | None, document_id: str | None, database: Path | str | None) -> int:
    """Set the day until which the office wants the task at a position done; None takes it back."""
    with reach(database) as desk:
        print(asked(desk, SetDue(asked(desk, FindTask(position, document_id)).value, due)).text)
    return 0


def verify_task(
    position: int, period: str, note: str, document_id: str | None, database: Path | str | None, *, undo: bool
) -> int:
    """Note that what the unit says of the task at a position in a period was verified, or take that back."""
    with reach(database) as desk:
        progress = asked(desk, ShowProgress(period, document_id)).value
        task_id = asked(desk, FindTask(position, progress.document_id)).value
        said = next(task.status for task in progress.tasks if task.task_id == task_id)
        if said is None and not undo:
            print("这项任务这一期未填报，没有可以核实的")
            return 1
        print(asked(desk, VerifyStatus(task_id, progress.period, None if undo else said, note)).text)
    return 0


def resolve(
    position: int,
    meeting: str,
    what: str,
    unit: str,
    due: date | None,
    said_by: str,
    document_id: str | None,
    database: Path | str | None,
) -> int:
    """Note what a meeting decided on the task at a position."""
    with reach(database) as desk:
        task_id = asked(desk, FindTask(position, document_id)).value
        print(asked(desk, AddActionItem(task_id, meeting, what, unit, due, said_by)).text)
    return 0


def show_actions(document_id: str | None, database: Path | str | None, *, as_json: bool) -> int:
    """Print what meetings decided on the tasks of a document, as they were decided."""
    with reach(database) as desk:
        actions = asked(desk, ShowActions(document_id)).value
    if as_json:
        print(json.dumps([asdict(one) for one in actions], ensure_ascii=False, indent=2, default=str))
        return 0
    for one in actions:
        state = f"已销号（{one.closed_by}）" if one.closed_by else "未销号"
        until = f"，{one.due} 前" if one.due else ""
        print(f"{one.number}. {one.meeting}：{one.what}（{one.unit}{until}）{state}")
    if not actions:
        print("没有议定事项")
    return 0


def close(numbers: Sequence[int], database: Path | str | None, *, undo: bool) -> int:
    """Close action items (销号), or open them again."""
    with reach(database) as desk:
        print(asked(desk, CloseActionItems(tuple(numbers), closed=not undo)).text)
    return 0
