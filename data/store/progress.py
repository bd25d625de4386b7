"""Progress in the store: who fills what, what was sent for a period, and what the units said.

Values are only ever added; the latest of a cell counts. They hang on the ids of tasks, which outlast a re-reading.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import duckdb

from data.access import Unit
from data.errors import DocumentError, ScopeError, StoreChanged
from data.progress.form import OPINION, STATUS, as_period
from data.progress.reported import (
    ActionItem,
    EarlierText,
    Entry,
    Progress,
    Reported,
    Sending,
    Sendings,
    TaskProgress,
    Verification,
)
from data.store.activities import ActivityKind, now, record, signed
from data.store.content import activity_on, document_row
from data.store.database import Store
from data.store.queries import query
from data.store.rows import rows_of
from data.vocabulary import Status

TABLES = ("progress", "earlier_texts", "returns", "sendings", "verifications", "action_items", "periods")
"""The tables with rows of a document, none before what refers to it."""


def load_progress(store: Store, period: str, document_id: str | None = None) -> Progress:
    """What is stored of a period; of the document to which it was last sent, where none is named.

    Raises ``ScopeError`` where there is no such period.
    """
    with store.read() as cursor:
        found = rows_of(
            cursor,
            "SELECT document_id, as_of FROM periods JOIN documents USING (document_id) "
            "LEFT JOIN sendings USING (document_id, period) WHERE removed_at IS NULL AND period = $period "
            "ORDER BY sendings.number DESC NULLS LAST",
            {"period": as_period(period)},
        )
        own = [row for row in found if document_id in (None, row["document_id"])]
        if not own:
            raise ScopeError("没有这个填报期", period, "用 python -m analytics ledger 发出台账后再看")
        return _progress(cursor, str(own[0]["document_id"]), as_period(period))


def load_reported(store: Store, document_id: str) -> Reported:
    """All that is stored of the progress of a document, as one state of the store; empty where nothing is."""
    place = {"document_id": document_id}
    with store.read() as cursor:
        labels = rows_of(
            cursor,
            "SELECT period FROM periods WHERE document_id = $document_id ORDER BY as_of, period",
            place,
        )
        fillers = fillers_of(cursor, document_id) if labels else []
        periods = tuple(_progress(cursor, document_id, str(row["period"]), fillers) for row in labels)
        entries = rows_of(cursor, query("progress_entries"), place)
        actions = actions_of(cursor, document_id)
        earlier = rows_of(
            cursor,
            "SELECT task_id, text, until FROM earlier_texts WHERE document_id = $document_id ORDER BY number",
            place,
        )
    return Reported(
        periods,
        tuple(Entry(**row) for row in entries),  # type: ignore[arg-type]  # the query names the columns of an entry
        actions,
        tuple(EarlierText(**row) for row in earlier),  # type: ignore[arg-type]
    )


def actions_of(cursor: duckdb.DuckDBPyConnection, document_id: str) -> tuple[ActionItem, ...]:
    """What meetings decided on the tasks of a document, as they were decided."""
    rows = rows_of(cursor, query("progress_actions"), {"document_id": document_id})
    return tuple(ActionItem(**row) for row in rows)  # type: ignore[arg-type]


def fillers(store: Store, document_id: str) -> tuple[TaskProgress, ...]:
    """The tasks of a document with the units that fill them, without what was said in any period."""
    with store.read() as cursor:
        return tuple(_task(row, ()) for row in fillers_of(cursor, document_id))


def record_sending(
    store: Store, document_id: str | None, period: str, as_of: date | None, today: date, who: str
) -> Sending:
    """Record that ledgers of a period are sent; of the document shown first, where none is named.

    ``as_of`` None: as it was set for the period before, else ``today``. Raises ``DocumentError`` where there is no such
    document.
    """
    label = as_period(period)
    with store.write() as cursor:
        own = document_id or _first(cursor)
        header = document_row(cursor, own)
        known = _as_of(cursor, own, label)
        cursor.execute(
            "INSERT INTO periods VALUES ($own, $period, $day) "
            "ON CONFLICT (document_id, period) DO UPDATE SET as_of = excluded.as_of",
            {"own": own, "period": label, "day": as_of or known or today},
        )
        progress = _progress(cursor, own, label)
        actions = tuple(one for one in actions_of(cursor, own) if one.closed_by is None)
        units = _units(cursor, own, actions)
        ((number,),) = cursor.execute("SELECT nextval('sending_numbers')::INTEGER").fetchall()
        cursor.execute(
            "INSERT INTO sendings VALUES (?, ?, ?, ?, ?)", [number, own, label, signed(who), now()]
        )
        cursor.execute(
            "INSERT INTO sending_units SELECT $number, generate_subscripts(units, 1), unnest(units) "
            "FROM (SELECT $units::VARCHAR[] AS units)",
            {"number": number, "units": list(units)},
        )
        detail = f"发出《{header['title']}》{label} 的台账，{len(units)} 个单位"
        record(cursor, activity_on(ActivityKind.SEND, who, detail, header))
        before = _before(cursor, progress)
        time = _times(cursor, own)[label]
    return Sending(int(number), progress, before, units, actions, time)


def sendings(store: Store, document_id: str) -> Sendings:
    """What was sent of a document so far, and to whom a sending would go now."""
    with store.read() as cursor:
        open_items = tuple(one for one in actions_of(cursor, document_id) if one.closed_by is None)
        times = _times(cursor, document_id)
        unanswered = frozenset(period for period in times if not _answered(cursor, document_id, period))
        return Sendings(_units(cursor, document_id, open_items), times, unanswered)


def withdraw_period(store: Store, document_id: str, period: str, who: str) -> None:
    """Take back the sendings of a period to which nobody has answered: it is then as if it had never been sent.

    Raises ``ScopeError`` where there is no such period, or something came back.
    """
    place = {"document_id": document_id, "period": period}
    with store.write() as cursor:
        header = document_row(cursor, document_id)
        if period not in _times(cursor, document_id):
            raise ScopeError("没有发出过这个填报期", period)
        if _answered(cursor, document_id, period):
            raise ScopeError("这一期已经收回过台账，不能撤回", period)
        cursor.execute(
            "DELETE FROM sending_units WHERE number IN "
            "(SELECT number FROM sendings WHERE document_id = $document_id AND period = $period)",
            place,
        )
        for table in ("sendings", "periods"):
            cursor.execute(
                f"DELETE FROM {table} WHERE document_id = $document_id AND period = $period", place
            )
        detail = f"撤回《{header['title']}》{period} 的台账，还没有单位交回"
        record(cursor, activity_on(ActivityKind.SEND, who, detail, header))


def _answered(cursor: duckdb.DuckDBPyConnection, document_id: str, period: str) -> bool:
    """Whether a ledger of a period was given back, or something noted of it."""
    return any(
        cursor.execute(
            f"SELECT 1 FROM {table} WHERE document_id = ? AND period = ? LIMIT 1", [document_id, period]
        ).fetchall()
        for table in ("returns", "progress", "verifications")
    )


def _times(cursor: duckdb.DuckDBPyConnection, document_id: str) -> dict[str, int]:
    """How often each period of a document was sent."""
    return dict(
        cursor.execute(
            "SELECT period, count(*)::INTEGER FROM sendings WHERE document_id = ? GROUP BY period",
            [document_id],
        ).fetchall()
    )


def _units(
    cursor: duckdb.DuckDBPyConnection, document_id: str, actions: Sequence[ActionItem]
) -> tuple[str, ...]:
    """The units to which the ledgers of a document go: named in it, fillers, and who has something to do of a meeting."""
    filled = {str(task["filler"]) for task in fillers_of(cursor, document_id) if task["filler"]}
    asked = sorted(filled | {one.unit for one in actions})
    rows = rows_of(cursor, query("progress_units"), {"document_id": document_id, "fillers": asked})
    return tuple(str(row["name"]) for row in rows)


def take_ledger(store: Store, unit: Unit, who: str) -> Sending:
    """The last sending in which a unit got a ledger, cut to that unit, with what is stored by now; recorded as an export.

    Raises ``DocumentError`` where none was ever sent to it.
    """
    with store.write() as cursor:
        rows = rows_of(
            cursor,
            "SELECT number, document_id, period FROM sending_units JOIN sendings USING (number) "
            "JOIN documents USING (document_id) "
            "WHERE unit = $name AND coalesce(body, '') = $body AND removed_at IS NULL ORDER BY number DESC LIMIT 1",
            {"name": unit.name, "body": unit.body},
        )
        if not rows:
            raise DocumentError("还没有给这个单位发出过台账", unit.name, "等办公室发出后再来下载")
        number, own, period = (rows[0][key] for key in ("number", "document_id", "period"))
        header = document_row(cursor, str(own))
        record(cursor, activity_on(ActivityKind.EXPORT, who, f"下载{unit.name} {period} 的台账", header))
        progress = _progress(cursor, str(own), str(period))
        actions = tuple(one for one in actions_of(cursor, str(own)) if one.closed_by is None)
        before = _before(cursor, progress)
    return Sending(int(str(number)), progress, before, (unit.name,), actions)


def _before(cursor: duckdb.DuckDBPyConnection, progress: Progress) -> Progress | None:
    """The period with the latest ``as_of`` before that of another."""
    earlier = rows_of(
        cursor,
        "SELECT period FROM periods WHERE document_id = $own AND as_of < $day ORDER BY as_of DESC, period DESC LIMIT 1",
        {"own": progress.document_id, "day": progress.as_of},
    )
    return _progress(cursor, progress.document_id, str(earlier[0]["period"])) if earlier else None


def set_filler(
    store: Store, task_id: str, unit: str | None, who: str, seen: TaskProgress | None = None
) -> TaskProgress | None:
    """Decide which unit fills a task, in this period and all later ones; None: the first-listed again.

    The task as it is then, its values left out; None where it was so already. ``seen``: the task as it was when this was
    asked; None: nobody looked. Raises ``DocumentError`` for an unknown task or unit, ``StoreChanged`` where another unit was
    decided meanwhile.
    """
    with store.write() as cursor:
        rows = rows_of(cursor, "SELECT document_id FROM tasks WHERE task_id = $task_id", {"task_id": task_id})
        if not rows:
            raise DocumentError("没有这项任务", task_id, "用 python -m data progress 查看任务")
        names = {name for (name,) in cursor.execute("SELECT name FROM departments").fetchall()}
        if unit is not None and unit not in names:
            raise DocumentError("没有这个单位", unit, "写部门的全称")
        own = str(rows[0]["document_id"])
        before = next(task for task in fillers_of(cursor, own) if task["task_id"] == task_id)
        if (unit is None and before["assumed"]) or (unit == before["filler"] and not before["assumed"]):
            return None
        if seen is not None and (seen.filler, seen.assumed) != (before["filler"], bool(before["assumed"])):
            raise StoreChanged(
                "由谁填报刚刚有了别的改动，没有保存",
                f"第 {before['number']} 项，现在由{before['filler'] or '没有单位'}填报",
                "看过现在的填报单位后再改",
            )
        cursor.execute(
            "INSERT INTO fillers VALUES (nextval('filler_numbers')::INTEGER, ?, ?, ?, ?)",
            [task_id, unit, signed(who), now()],
        )
        header = document_row(cursor, own)
        detail = f"《{header['title']}》第 {before['number']} 项由{unit or '首列单位'}填报"
        record(cursor, activity_on(ActivityKind.FILL_BY, who, detail, header))
        after = next(task for task in fillers_of(cursor, own) if task["task_id"] == task_id)
        return _task(after, ())


def sent_periods(store: Store) -> tuple[str, ...]:
    """The names of the periods of which ledgers were sent, the last sent first."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT period FROM sendings JOIN documents USING (document_id) WHERE removed_at IS NULL "
            "GROUP BY period ORDER BY max(number) DESC"
        ).fetchall()
    return tuple(period for (period,) in rows)


def task_at(store: Store, position: int, document_id: str | None = None) -> str:
    """The id of the task at a position (1-based) of a document; of the one shown first, where none is named.

    Raises ``DocumentError`` where there is none.
    """
    with store.read() as cursor:
        own = document_id or _first(cursor)
        for task in fillers_of(cursor, own):
            if task["position"] == position:
                return str(task["task_id"])
    raise DocumentError(
        "文件里没有这项任务", f"编号 {own}，次序 {position}", "用 python -m data progress 查看次序"
    )


def first_document(store: Store) -> str:
    """The id of the document that everybody sees first. Raises ``DocumentError`` where none is stored."""
    with store.read() as cursor:
        return _first(cursor)


def fillers_of(cursor: duckdb.DuckDBPyConnection, document_id: str) -> list[dict[str, object]]:
    """The tasks of a document in printed order: task_id, position, number, text, filler, assumed, due."""
    return rows_of(cursor, query("progress_tasks"), {"document_id": document_id})


def delete_progress(cursor: duckdb.DuckDBPyConnection, document_id: str) -> None:
    """Delete all progress of a document that leaves the store for good."""
    for table in ("fillers", "due_days"):
        cursor.execute(
            f"DELETE FROM {table} WHERE task_id IN (SELECT task_id FROM tasks WHERE document_id = $own "
            "UNION ALL SELECT task_id FROM retired_tasks WHERE document_id = $own)",
            {"own": document_id},
        )
    for table, key, owner in (
        ("sending_units", "number", "sendings"),
        ("closings", "action_item", "action_items"),
    ):
        cursor.execute(
            f"DELETE FROM {table} WHERE {key} IN (SELECT number FROM {owner} WHERE document_id = ?)",
            [document_id],
        )
    for table in TABLES:
        cursor.execute(f"DELETE FROM {table} WHERE document_id = ?", [document_id])


def _first(cursor: duckdb.DuckDBPyConnection) -> str:
    found = cursor.execute(query("catalogue")).fetchone()
    if found is None:
        raise DocumentError("数据库里没有文件", todo="先导入文件")
    return str(found[0])


def _as_of(cursor: duckdb.DuckDBPyConnection, document_id: str, period: str) -> date | None:
    found = cursor.execute(
        "SELECT as_of FROM periods WHERE document_id = ? AND period = ?", [document_id, period]
    ).fetchone()
    return found[0] if found else None


def _progress(
    cursor: duckdb.DuckDBPyConnection,
    document_id: str,
    period: str,
    fillers: Sequence[Mapping[str, object]] | None = None,
) -> Progress:
    place = {"document_id": document_id, "period": period}
    values: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in rows_of(cursor, query("progress_values"), place):
        values[str(row["task_id"])].append(row)
    verified = {str(row["task_id"]): row for row in rows_of(cursor, query("progress_verifications"), place)}
    as_of = _as_of(cursor, document_id, period)
    assert as_of is not None  # who asks knows that there is one
    tasks = tuple(
        _task(row, values[str(row["task_id"])], verified.get(str(row["task_id"])))
        for row in fillers or fillers_of(cursor, document_id)
    )
    return Progress(document_id, period, as_of, tasks)


def _task(
    row: Mapping[str, object],
    values: Sequence[Mapping[str, object]],
    verified: Mapping[str, object] | None = None,
) -> TaskProgress:
    """A task with what is stored of it, the latest value last."""
    texts = {str(value["field"]): str(value["value"]) for value in values if value["field"] != OPINION}
    last = values[-1] if values else {"file_name": None, "received_at": None}
    status = texts.pop(STATUS, None)
    return TaskProgress(
        str(row["task_id"]),
        int(str(row["position"])),
        str(row["number"]),
        str(row["text"]),
        None if row["filler"] is None else str(row["filler"]),
        bool(row["assumed"]),
        None if status is None else Status(status),
        texts,
        {str(value["unit"]): str(value["value"]) for value in values if value["field"] == OPINION},
        last["file_name"],  # type: ignore[arg-type]  # a row of a query has whatever its columns hold
        last["received_at"],  # type: ignore[arg-type]
        row["due"],  # type: ignore[arg-type]
        _verification(verified, status),
    )


def _verification(row: Mapping[str, object] | None, status: str | None) -> Verification | None:
    """A verification, where it is of the status that the unit says now."""
    if row is None or status is None or row["status"] != status:
        return None
    return Verification(Status(status), str(row["note"]), str(row["who"]), row["verified_at"])  # type: ignore[arg-type]
