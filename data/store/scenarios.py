"""Scenarios as they are kept: under a name, with their history, beside the document that they change in thought."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import duckdb

from data.errors import ScenarioError, StoreChanged
from data.scenarios.changes import counted, told
from data.scenarios.form import (
    History,
    Scenario,
    TakeOut,
    checked,
    checked_name,
    read_history,
    write_history,
)
from data.store.activities import ActivityKind, now, record, signed
from data.store.content import activity_on, document_row
from data.store.database import Store, revision_of
from data.store.queries import query
from data.store.rows import rows_of
from data.vocabulary import task_number


@dataclass(frozen=True, slots=True)
class StoredScenario:
    """A scenario as it is kept."""

    scenario_id: str
    document_id: str
    name: str
    history: History
    created_by: str
    created_at: datetime  # UTC
    changed_by: str
    changed_at: datetime  # UTC
    revision: int  # of the commit that last changed it

    @property
    def scenario(self) -> Scenario:
        """What it makes of the document."""
        return Scenario(self.document_id, self.name, self.history.done)


def load_scenarios(store: Store, *, removed: bool = False) -> tuple[StoredScenario, ...]:
    """The scenarios of all documents in use, by document and in the order in which they were made; or those removed."""
    with store.read() as cursor:
        return _scenarios(cursor, removed)


def make_scenario(store: Store, scenario: Scenario, who: str) -> tuple[str, str]:
    """Keep a scenario under its name; its id, and what was done, in Chinese.

    Raises ``DocumentError`` where its document is not in use, ``ScenarioError`` for a name that is none or taken.
    """
    name, history = checked_name(scenario.name), checked(History(scenario.changes))
    with store.write() as cursor:
        header = document_row(cursor, scenario.document_id)
        _refuse_taken(cursor, scenario.document_id, name)
        ((number,),) = cursor.execute("SELECT nextval('scenario_numbers')").fetchall()
        own, at, by = f"q{number}", now(), signed(who)
        cursor.execute(
            "INSERT INTO scenarios VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
            [own, scenario.document_id, name, write_history(history), by, at, by, at, revision_of(cursor)],
        )
        more = f"，{counted(history.done)}" if history.done else ""
        detail = f"《{header['title']}》建立情景“{name}”{more}"
        record(cursor, activity_on(ActivityKind.SCENARIO, who, detail, header))
    return own, detail


def change_scenario(store: Store, scenario_id: str, history: History, who: str, seen: int) -> str:
    """Put another history in the place of a scenario's; what was done, in Chinese, empty where it is so already.

    ``seen``: the revision of the scenario that was looked at. Raises ``ScenarioError`` where there is none (any more), or the
    history cannot be kept, ``StoreChanged`` where it was changed meanwhile.
    """
    history = checked(history)
    with store.write() as cursor:
        held = _held(cursor, scenario_id, seen)
        if held.history == history:
            return ""
        cursor.execute(
            "UPDATE scenarios SET changes = $changes, changed_by = $who, changed_at = $at, revision = $revision "
            "WHERE scenario_id = $scenario_id",
            {"changes": write_history(history), **_stamp(cursor, scenario_id, who)},
        )
        header = document_row(cursor, held.document_id)
        said = _difference(held.history, history, _numbers(cursor, held.document_id))
        detail = f"《{header['title']}》情景“{held.name}”：{said}"
        record(cursor, activity_on(ActivityKind.SCENARIO, who, detail, header))
    return detail


def rename_scenario(store: Store, scenario_id: str, name: str, who: str, seen: int) -> str:
    """Give a scenario another name; what was done, in Chinese, empty where it has it already. Raises as ``change_scenario``."""
    name = checked_name(name)
    with store.write() as cursor:
        held = _held(cursor, scenario_id, seen)
        if held.name == name:
            return ""
        _refuse_taken(cursor, held.document_id, name)
        cursor.execute(
            "UPDATE scenarios SET name = $name, changed_by = $who, changed_at = $at, revision = $revision "
            "WHERE scenario_id = $scenario_id",
            {"name": name, **_stamp(cursor, scenario_id, who)},
        )
        header = document_row(cursor, held.document_id)
        detail = f"《{header['title']}》情景“{held.name}”改名为“{name}”"
        record(cursor, activity_on(ActivityKind.SCENARIO, who, detail, header))
    return detail


def remove_scenario(store: Store, scenario_id: str, who: str, seen: int) -> str:
    """Take a scenario out of use; what was done, in Chinese. It can be restored. Raises as ``change_scenario``."""
    with store.write() as cursor:
        return _set_removed(cursor, _held(cursor, scenario_id, seen), who, "移除", now())


def restore_scenario(store: Store, scenario_id: str, who: str, seen: int) -> str:
    """Bring a removed scenario back; what was done, in Chinese. Raises as ``change_scenario``, and where its name is taken."""
    with store.write() as cursor:
        held = _held(cursor, scenario_id, seen, removed=True)
        _refuse_taken(cursor, held.document_id, held.name)
        return _set_removed(cursor, held, who, "取回", None)


def delete_scenarios(cursor: duckdb.DuckDBPyConnection, document_id: str) -> None:
    """Delete the scenarios of a document that leaves the store for good."""
    cursor.execute("DELETE FROM scenarios WHERE document_id = ?", [document_id])


def _set_removed(
    cursor: duckdb.DuckDBPyConnection, held: StoredScenario, who: str, word: str, removed_at: datetime | None
) -> str:
    cursor.execute(
        "UPDATE scenarios SET removed_at = $removed_at, changed_by = $who, changed_at = $at, revision = $revision "
        "WHERE scenario_id = $scenario_id",
        {"removed_at": removed_at, **_stamp(cursor, held.scenario_id, who)},
    )
    header = document_row(cursor, held.document_id)
    detail = f"《{header['title']}》{word}情景“{held.name}”"
    record(cursor, activity_on(ActivityKind.SCENARIO, who, detail, header))
    return detail


def _stamp(cursor: duckdb.DuckDBPyConnection, scenario_id: str, who: str) -> dict[str, object]:
    return {"who": signed(who), "at": now(), "revision": revision_of(cursor), "scenario_id": scenario_id}


def _scenarios(cursor: duckdb.DuckDBPyConnection, removed: bool) -> tuple[StoredScenario, ...]:
    found = cursor.execute(query("scenarios"), {"removed": removed}).fetchall()
    return tuple(StoredScenario(row[0], row[1], row[2], read_history(row[3]), *row[4:]) for row in found)


def _held(
    cursor: duckdb.DuckDBPyConnection, scenario_id: str, seen: int, *, removed: bool = False
) -> StoredScenario:
    """A scenario that is as it was looked at."""
    held = next((own for own in _scenarios(cursor, removed) if own.scenario_id == scenario_id), None)
    if held is None:
        raise ScenarioError("没有这个情景，或者它刚刚被移除", f"编号 {scenario_id}", "刷新后再看")
    if held.revision != seen:
        raise StoreChanged("这个情景刚刚有了别的改动，没有保存", held.name, "看过现在的改动后再改")
    return held


def _refuse_taken(cursor: duckdb.DuckDBPyConnection, document_id: str, name: str) -> None:
    if any(own.document_id == document_id and own.name == name for own in _scenarios(cursor, removed=False)):
        raise ScenarioError("这份文件已经有同名的情景", name, "换一个名称")


def _numbers(cursor: duckdb.DuckDBPyConnection, document_id: str) -> dict[str, str]:
    rows = rows_of(
        cursor,
        "SELECT task_id, number FROM tasks WHERE document_id = $document_id",
        {"document_id": document_id},
    )
    return {
        str(row["task_id"]): task_number(None if row["number"] is None else str(row["number"]))
        for row in rows
    }


def _difference(before: History, after: History, numbers: Mapping[str, str]) -> str:
    """What was done with a history, in one line."""
    if after == before.undo():
        return f"撤销“{_last_step(before, numbers)}”"
    if after == before.redo():
        return f"重做“{_last_step(after, numbers)}”"
    if after.steps[: len(before.steps)] == before.steps:
        new = len(after.steps) - len(before.steps)
        return _last_step(after, numbers) if new == 1 else f"增加 {new} 处改动"
    return f"由{counted(before.done)}变为{counted(after.done)}"


def _last_step(history: History, numbers: Mapping[str, str]) -> str:
    """What the last step of a history did, in one line."""
    step = history.steps[-1]
    if isinstance(step, TakeOut):
        return f"去掉第 {step.number} 处：{told(history.undo().done[step.number - 1], numbers)}"
    return told(step, numbers)
