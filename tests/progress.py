"""Invented progress of the first document in three periods, told as invented; by a rule that a person can follow.

Task n (1-based) is not reported in the last period where n is a multiple of 9 (5 of 53: 9, 18, 27, 36, 45) and for 53.
"""

import hashlib
from collections import defaultdict
from datetime import date

from data.progress.form import FILLED, HEADERS, SentLedger, SentRow, digest_of
from data.progress.reported import Sending, TaskProgress
from data.progress.returned import Returned, ReturnedRow
from data.store.collecting import ReturnedFile, collect
from data.store.database import Store
from data.store.following_up import add_action_item, set_due, verify_status
from data.store.progress import load_progress, record_sending
from data.vocabulary import Status

PERIODS = (("2023-07", date(2023, 7, 20)), ("2023-09", date(2023, 9, 20)), ("2023-11", date(2023, 11, 20)))
LAST = PERIODS[-1][0]
LADDER = (Status.NOT_STARTED, Status.UNDER_WAY, Status.DONE)
CLERK = "虚构经办人"


def status_of(number: int, period: int) -> Status | None:
    """What the unit says of task ``number`` in the period of this index."""
    if period == 2 and (number % 9 == 0 or number == 53):
        return None
    if number % 13 == 5:
        return Status.FAILED if period else Status.UNDER_WAY
    if number % 17 == 3:
        return Status.TO_ADJUST
    if number == 7:  # falls back
        return (Status.UNDER_WAY, Status.DONE, Status.UNDER_WAY)[period]
    if number % 5 == 0:  # does not move
        return Status.UNDER_WAY
    return LADDER[min(2, number % 3 + (period if number % 2 else period // 2))]


def texts_of(number: int, period: int, status: Status) -> dict[str, str]:
    """What the unit writes beside its status."""
    texts = {"进展情况": f"（虚构）第 {number} 项第 {period + 1} 期的进展：已经办了一部分，正在办其余部分。"}
    if status in (Status.FAILED, Status.TO_ADJUST):
        texts["存在问题"] = "（虚构）缺少一项配套办法。"
    if number % 10 in (4, 5) and status is not Status.DONE:
        texts["需协调事项"] = "（虚构）请会同各责任部门明确口径。"
    if status is not Status.DONE:
        texts["下步打算"] = "（虚构）下一期办完其余部分。"
    return texts


def report(store: Store) -> None:
    """Send and collect the ledgers of all periods, verify some, set a deadline, note what a meeting decided."""
    for period, (label, day) in enumerate(PERIODS):
        sending = record_sending(store, None, label, day, day, CLERK)
        collected = collect(store, _returned(sending, period), label, CLERK)
        assert collected.refused == {}
    tasks = {task.number: task for task in load_progress(store, LAST).tasks}
    for number in ("1", "2"):
        status = tasks[number].status
        assert status is not None
        verify_status(store, tasks[number].task_id, LAST, status, "（虚构）看过材料", CLERK)
    set_due(store, tasks["15"].task_id, date(2023, 10, 31), CLERK)
    set_due(store, tasks["24"].task_id, date(2023, 12, 10), CLERK)
    add_action_item(
        store, tasks["15"].task_id, "虚构推进会", "（虚构）月底前商定统一口径", "研究室", date(2023, 11, 30), "虚构院领导", CLERK
    )  # fmt: skip


def _returned(sending: Sending, period: int) -> tuple[ReturnedFile, ...]:
    """A ledger of each unit that fills a task that is reported."""
    rows: dict[str, list[tuple[SentRow, ReturnedRow]]] = defaultdict(list)
    for task in sending.progress.tasks:
        status = status_of(task.position, period)
        if status is not None and task.filler is not None:
            rows[task.filler].append(_row(sending, task, period, status, 4 + len(rows[task.filler])))
    return tuple(
        ReturnedFile(
            f"台账_{sending.progress.period}_{unit}.xlsx",
            hashlib.sha256(f"{sending.progress.period} {unit}".encode()).hexdigest(),
            Returned(
                SentLedger(
                    sending.progress.document_id, sending.progress.period, unit, sending.number,
                    sending.progress.as_of.isoformat(), tuple(sent for sent, _ in own),
                ),
                tuple(returned for _, returned in own),
            ),
        )
        for unit, own in rows.items()
    )  # fmt: skip


def _row(
    sending: Sending, task: TaskProgress, period: int, status: Status, at: int
) -> tuple[SentRow, ReturnedRow]:
    fixed = dict.fromkeys(HEADERS, "") | {"序号": task.number, "工作任务": task.text}
    sent = SentRow(task.task_id, digest_of(task.text), True, fixed)
    values = dict.fromkeys(FILLED, "") | texts_of(task.position, period, status) | {"完成状态": str(status)}
    return sent, ReturnedRow(at, sent.key, fixed | values)
