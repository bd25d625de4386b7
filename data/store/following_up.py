"""What the office adds to the progress that units report: its deadlines, verification, what a meeting decided, closing.

Rows are only ever added; the latest counts. Each function is one transaction and gives whether it changed anything.
"""

from collections.abc import Collection
from datetime import date

import duckdb

from data.errors import DocumentError, ScopeError
from data.store.activities import ActivityKind, now, record, signed
from data.store.content import activity_on, document_row
from data.store.database import Store
from data.store.queries import query
from data.store.rows import rows_of
from data.vocabulary import UNREPORTED, Status, task_number


def set_due(store: Store, task_id: str, due: date | None, who: str) -> bool:
    """Set the day until which the office wants a task done (办理时限); None takes it back.

    Raises ``DocumentError`` for an unknown task.
    """
    with store.write() as cursor:
        task = _task(cursor, task_id)
        known = cursor.execute(
            "SELECT due FROM due_days WHERE task_id = ? ORDER BY number DESC LIMIT 1", [task_id]
        ).fetchone()
        if due == (known[0] if known else None):
            return False
        cursor.execute(
            "INSERT INTO due_days VALUES (nextval('due_day_numbers')::INTEGER, ?, ?, ?, ?)",
            [task_id, due, signed(who), now()],
        )
        said = (
            f"第 {task['number']} 项的办理时限定为 {due}" if due else f"撤销第 {task['number']} 项的办理时限"
        )
        _record(cursor, ActivityKind.SET_DUE, who, said, task)
    return True


def verify_status(
    store: Store, task_id: str, period: str, status: Status | None, note: str, who: str
) -> bool:
    """Note that a status was verified (核实) as the unit says it in a period; None takes it back.

    Raises ``DocumentError`` for an unknown task, ``ScopeError`` where the unit says another status now: what was looked at
    is not what would be verified.
    """
    with store.write() as cursor:
        task = _task(cursor, task_id)
        place = {"document_id": task["document_id"], "period": period}
        said = {
            row["task_id"]: row["value"]
            for row in rows_of(cursor, query("progress_values"), place)
            if row["field"] == "完成状态"
        }
        if status is not None and said.get(task_id) != status:
            now_said = said.get(task_id) or UNREPORTED
            raise ScopeError(
                "单位已经改报", f"第 {task['number']} 项，{period}", f"现在是“{now_said}”，请看过后再核实"
            )
        known = {row["task_id"]: row for row in rows_of(cursor, query("progress_verifications"), place)}.get(
            task_id
        )
        if (known or {}).get("status") == status and (known or {}).get("note", "") == note.strip():
            return False
        cursor.execute(
            "INSERT INTO verifications VALUES (nextval('verification_numbers')::INTEGER, ?, ?, ?, ?, ?, ?, ?)",
            [task["document_id"], task_id, period, status, note.strip() or None, signed(who), now()],
        )
        told = (
            f"核实 {period} 第 {task['number']} 项“{status}”"
            if status
            else f"撤销 {period} 第 {task['number']} 项的核实"
        )
        _record(cursor, ActivityKind.VERIFY, who, told, task)
    return True


def add_action_item(
    store: Store, task_id: str, meeting: str, what: str, unit: str, due: date | None, said_by: str, who: str
) -> int:
    """Note what a meeting decided on a task (议定事项); the number of the item.

    Raises ``DocumentError`` for an unknown task or unit, ``ScopeError`` where meeting or decision are not said.
    """
    if not meeting.strip() or not what.strip():
        raise ScopeError("议定事项没有写全", todo="写明哪次会议、议定什么")
    with store.write() as cursor:
        task = _task(cursor, task_id)
        known = cursor.execute("SELECT count(*) FROM departments WHERE name = ?", [unit]).fetchone()
        if not known or not known[0]:
            raise DocumentError("没有这个单位", unit, "写部门的全称")
        row = [
            task["document_id"],
            task_id,
            meeting.strip(),
            what.strip(),
            unit,
            due,
            said_by.strip() or None,
            signed(who),
            now(),
        ]
        ((number,),) = cursor.execute(
            "INSERT INTO action_items VALUES (nextval('action_item_numbers')::INTEGER, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "RETURNING number",
            row,
        ).fetchall()
        said = f"{meeting.strip()}就第 {task['number']} 项议定：{what.strip()}（{unit}）"
        _record(cursor, ActivityKind.RESOLVE, who, said, task)
    return int(number)


def close_action_items(store: Store, numbers: Collection[int], who: str, *, closed: bool = True) -> int:
    """Close action items (销号), or with ``closed`` False open them again; how many were changed.

    Raises ``DocumentError`` for a number that is none.
    """
    changed = 0
    with store.write() as cursor:
        for number in sorted(set(numbers)):
            rows = rows_of(
                cursor,
                "SELECT task_id, what, (SELECT closed FROM closings WHERE action_item = $number "
                "ORDER BY closings.number DESC LIMIT 1) AS closed FROM action_items WHERE number = $number",
                {"number": number},
            )
            if not rows:
                raise DocumentError("没有这项议定事项", f"第 {number} 号", "用 python -m data actions 查看")
            if bool(rows[0]["closed"]) == closed:
                continue
            cursor.execute(
                "INSERT INTO closings VALUES (nextval('closing_numbers')::INTEGER, ?, ?, ?, ?)",
                [number, closed, signed(who), now()],
            )
            said = f"{'销号' if closed else '恢复'}第 {number} 号议定事项：{rows[0]['what']}"
            _record(cursor, ActivityKind.CLOSE, who, said, _task(cursor, str(rows[0]["task_id"])))
            changed += 1
    return changed


def _task(cursor: duckdb.DuckDBPyConnection, task_id: str) -> dict[str, object]:
    rows = rows_of(
        cursor, "SELECT document_id, number FROM tasks WHERE task_id = $task_id", {"task_id": task_id}
    ) or rows_of(
        cursor, "SELECT document_id, number FROM retired_tasks WHERE task_id = $task_id", {"task_id": task_id}
    )
    if not rows:
        raise DocumentError("没有这项任务", task_id, "用 python -m data progress 查看任务")
    number = rows[0]["number"]
    return {**rows[0], "number": task_number(None if number is None else str(number))}


def _record(
    cursor: duckdb.DuckDBPyConnection, kind: ActivityKind, who: str, said: str, task: dict[str, object]
) -> None:
    header = document_row(cursor, str(task["document_id"]))
    record(cursor, activity_on(kind, who, f"《{header['title']}》{said}", header))
