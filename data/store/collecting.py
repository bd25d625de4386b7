"""Ledgers that came back are compared with the store, and what is unambiguous in all of them is stored in one transaction."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

import duckdb

from data.access import Unit
from data.progress.comparing import (
    STORING,
    Confirmed,
    Difference,
    Known,
    KnownTask,
    Value,
    compare,
    place_of,
)
from data.progress.form import SentLedger, digest_of
from data.progress.returned import Returned
from data.store.activities import ActivityKind, now, record, signed
from data.store.content import activity_on, document_row
from data.store.database import Store
from data.store.progress import fillers_of
from data.store.queries import query
from data.store.rows import execute_with, rows_of


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A ledger that was read: the name and hash of its file, and what stands in it."""

    name: str
    sha256: str
    read: Returned


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of files that were compared."""

    document_id: str | None  # None: nothing was ever sent
    period: str | None
    refused: dict[int, str]  # index of a file → why, in Chinese
    differences: tuple[Difference, ...]  # ``file``: index among all files
    not_returned: tuple[str, ...]  # units of the last sending of which no file has been read yet
    stored: int  # values
    other_periods: dict[int, str] = field(
        default_factory=dict
    )  # index of a file refused as of another period → which


@dataclass(frozen=True, slots=True)
class _Asked:
    """The document and the period that are collected, by their last sending."""

    document_id: str
    period: str
    number: int


@dataclass(frozen=True, slots=True)
class _Compared:
    """What a state of the store says of the files, and what would be added to it."""

    collected: Collected
    read: tuple[ReturnedFile, ...]  # those that were not refused
    values: tuple[Difference, ...]  # to store; ``file``: index among ``read``
    new: tuple[ReturnedFile, ...]  # not received before


def collect(
    store: Store,
    files: Sequence[ReturnedFile],
    period: str | None,
    who: str,
    confirmed: Confirmed = (),
    *,
    dry_run: bool = False,
    units: Collection[Unit] | None = None,
) -> Collected:
    """Compare files with the store, and store what is unambiguous: all of it in one transaction, or nothing.

    ``period`` None: that of the last sending of the files' documents. ``confirmed``: positions and headers of waiting values
    that ``who`` wants stored. The same files again change nothing; with ``dry_run`` nothing is stored at all. ``units``:
    whose ledgers are taken; of all where it is None.
    """
    with store.read() as cursor:
        found = _compared(cursor, files, period, confirmed, units)
    if dry_run or not (found.values or found.new):
        return found.collected
    with store.write() as cursor:
        # somebody else may have collected meanwhile
        found = _compared(cursor, files, period, confirmed, units)
        _add(cursor, found, who)
    return replace(found.collected, stored=len(found.values))


def _compared(
    cursor: duckdb.DuckDBPyConnection,
    files: Sequence[ReturnedFile],
    period: str | None,
    confirmed: Confirmed,
    units: Collection[Unit] | None,
) -> _Compared:
    asked = _asked(cursor, {file.read.sent.document_id for file in files}, period)
    refused = {
        index: why
        for index, file in enumerate(files)
        if (why := _why_refused(cursor, file.read.sent, asked, units))
    }
    others = {
        index: files[index].read.sent.period
        for index, why in refused.items()
        if asked and why == _of_another_period(files[index].read.sent, asked)
    }
    kept = [index for index in range(len(files)) if index not in refused]
    read = tuple(files[index] for index in kept)
    if asked is None:
        return _Compared(Collected(None, period, refused, (), (), 0), (), (), ())
    found = compare([file.read for file in read], _known(cursor, asked), confirmed)
    differences = tuple(replace(one, file=kept[one.file]) for one in found)
    place = {"document_id": asked.document_id, "period": asked.period}
    received = rows_of(
        cursor,
        "SELECT unit, sha256 FROM returns WHERE document_id = $document_id AND period = $period",
        place,
    )
    known = {(str(row["unit"]), str(row["sha256"])) for row in received}
    new = {(file.read.sent.unit, file.sha256): file for file in reversed(read)}
    returned = {unit for unit, _ in (*known, *new)}
    sent_to = cursor.execute(
        "SELECT unit FROM sending_units WHERE number = ? ORDER BY position", [asked.number]
    ).fetchall()
    missing = tuple(unit for (unit,) in sent_to if unit not in returned)
    collected = Collected(asked.document_id, asked.period, refused, differences, missing, 0, others)
    values = tuple(one for one in found if one.bin in STORING)
    return _Compared(collected, read, values, tuple(file for key, file in new.items() if key not in known))


def _asked(
    cursor: duckdb.DuckDBPyConnection, documents: Collection[str], period: str | None
) -> _Asked | None:
    """The last sending of one of these documents (of any, where none of them was sent), of the period where one is named."""
    rows = cursor.execute(
        "SELECT document_id, period, number FROM sendings JOIN documents USING (document_id) "
        "WHERE removed_at IS NULL AND coalesce(period = $period, true) "
        "ORDER BY list_contains($documents, document_id) DESC, number DESC LIMIT 1",
        {"period": period, "documents": list(documents)},
    ).fetchone()
    return _Asked(*rows) if rows else None


def _why_refused(
    cursor: duckdb.DuckDBPyConnection,
    sent: SentLedger,
    asked: _Asked | None,
    units: Collection[Unit] | None,
) -> str:
    """Why a ledger is not read, in Chinese; empty where it is."""
    titles = cursor.execute(
        "SELECT title, coalesce(body, '') FROM documents WHERE document_id = ? AND removed_at IS NULL",
        [sent.document_id],
    ).fetchall()
    if units is not None and not any(Unit(sent.unit, body) in units for _, body in titles):
        return f"这是{sent.unit}的台账，您只能交自己单位的"
    if not titles:
        return f"数据库里没有这份台账的文件（编号 {sent.document_id}）；移走过的请先取回，再收"
    sendings = cursor.execute(
        "SELECT count(*) FROM sendings JOIN sending_units USING (number) "
        "WHERE number = ? AND document_id = ? AND period = ? AND unit = ?",
        [sent.number, sent.document_id, sent.period, sent.unit],
    ).fetchall()
    if sendings == [(0,)]:
        return (
            f"数据库里没有这次发出的记录（填报期 {sent.period}，{sent.unit}，发出序号 {sent.number}）："
            "撤回过，或是别的看板发出的；请单位填现在发出的台账"
        )
    if asked is None:
        return f"这是填报期 {sent.period} 的台账，不是要收的一期"
    if sent.document_id != asked.document_id:
        return f"这是另一份文件《{titles[0][0]}》的台账，请分开收"
    if sent.period != asked.period:
        return _of_another_period(sent, asked)
    return ""


def _of_another_period(sent: SentLedger, asked: _Asked) -> str:
    return f"这是填报期 {sent.period} 的台账，这次收的是 {asked.period}"


def _known(cursor: duckdb.DuckDBPyConnection, asked: _Asked) -> Known:
    tasks = {
        str(row["task_id"]): KnownTask(
            int(str(row["position"])),
            str(row["number"]),
            digest_of(str(row["text"])),
            None if row["filler"] is None else str(row["filler"]),
        )
        for row in fillers_of(cursor, asked.document_id)
    }
    place = {"document_id": asked.document_id, "period": asked.period}
    values: dict[Value, str] = {
        place_of(str(row["task_id"]), str(row["field"]), str(row["unit"])): str(row["value"])
        for row in rows_of(cursor, query("progress_values"), place)
    }
    return Known(tasks, values)


def _add(cursor: duckdb.DuckDBPyConnection, found: _Compared, who: str) -> None:
    """Add the values and the files to the store, within the caller's transaction."""
    collected, moment, who = found.collected, now(), signed(who)
    place = {
        "document_id": collected.document_id,
        "period": collected.period,
        "who": who,
        "received_at": moment,
    }
    if found.new:
        returns = [
            {**place, "unit": file.read.sent.unit, "sha256": file.sha256, "sending": file.read.sent.number,
             "file_name": file.name}
            for file in found.new
        ]  # fmt: skip
        execute_with(cursor, "INSERT INTO returns BY NAME SELECT * FROM incoming", returns)
    if found.values:
        rows = []
        for one in found.values:
            file = found.read[one.file]
            rows.append({
                **place, "task_id": one.task_id, "field": one.field, "value": one.value if one.value.strip() else None,
                "unit": one.unit, "sending": file.read.sent.number, "file_name": file.name, "sha256": file.sha256,
                "sheet_row": one.row, "confirmed_by": who if one.confirmed else None,
            })  # fmt: skip
        execute_with(
            cursor,
            "INSERT INTO progress BY NAME SELECT nextval('progress_numbers')::INTEGER AS number, * FROM incoming",
            rows,
        )
    header = document_row(cursor, str(collected.document_id))
    detail = f"收回《{header['title']}》{collected.period} 的台账 {len(found.read)} 份，存入 {len(found.values)} 个值"
    record(cursor, activity_on(ActivityKind.COLLECT, who, detail, header))
