"""Progress in the store: it hangs on tasks whatever becomes of their document, and fillers are remembered."""

from datetime import date, timedelta

import pytest

from data.errors import DocumentError, ScopeError, StoreChanged
from data.store.activities import activities, now
from data.store.checks import verify
from data.store.collecting import collect
from data.store.database import Store
from data.store.progress import (
    fillers,
    load_progress,
    load_reported,
    record_sending,
    sendings,
    set_filler,
    task_at,
    withdraw_period,
)
from data.store.removing import BIN_DAYS, purge_bin, remove_document
from data.store.rereading import reread_document, store_reread
from tests.data.documents import SEED_ID
from tests.data.store.test_killed import RETURNED, SENT

ON_BOTH_ENGINES = True

PERIOD = "2023-09"


@pytest.fixture
def collected(store: Store) -> Store:
    record_sending(store, SEED_ID, PERIOD, SENT, SENT, "甲")
    assert collect(store, RETURNED, None, "甲").stored == 2
    return store


def statuses(store: Store) -> dict[str, str]:
    return {task.number: task.status for task in load_progress(store, PERIOD).tasks if task.status}


def test_a_sending_and_what_came_of_it(collected: Store) -> None:
    progress = load_progress(collected, PERIOD)
    assert (progress.document_id, progress.as_of, progress.reported, len(progress.tasks)) == (
        SEED_ID,
        SENT,
        2,
        53,
    )
    assert statuses(collected) == {"1": "已完成", "2": "推进中"}
    assert [(done.label, done.detail) for done in activities(collected)[:2]] == [
        ("收回台账", "收回《2023年全省法院司法改革工作要点》2023-09 的台账 2 份，存入 2 个值"),
        ("发出台账", "发出《2023年全省法院司法改革工作要点》2023-09 的台账，28 个单位"),
    ]
    assert verify(collected).faults == ()


def test_a_period_is_withdrawn_until_somebody_answers(collected: Store) -> None:
    later = SENT + timedelta(days=30)
    for time in (1, 2):
        assert record_sending(collected, SEED_ID, "2023-10", later, later, "甲").time == time
    known = sendings(collected, SEED_ID)
    assert (len(known.units), dict(known.times)) == (28, {PERIOD: 1, "2023-10": 2})
    assert known.unanswered == {"2023-10"}
    withdraw_period(collected, SEED_ID, "2023-10", "乙")
    assert sendings(collected, SEED_ID).times == {PERIOD: 1}
    assert [one.period for one in load_reported(collected, SEED_ID).periods] == [PERIOD]
    last = activities(collected)[0]
    assert (last.who, last.detail) == (
        "乙", "撤回《2023年全省法院司法改革工作要点》2023-10 的台账，还没有单位交回"
    )  # fmt: skip
    for period, why in (("2023-10", "没有发出过"), (PERIOD, "已经收回过台账，不能撤回")):
        with pytest.raises(ScopeError, match=why):
            withdraw_period(collected, SEED_ID, period, "乙")
    assert verify(collected).faults == ()


def test_a_filler_that_somebody_else_has_decided_meanwhile_is_not_overwritten(store: Store) -> None:
    task = fillers(store, SEED_ID)[0]
    first = set_filler(store, task.task_id, "办公室", "甲", task)
    with pytest.raises(StoreChanged, match="刚刚有了别的改动"):
        set_filler(store, task.task_id, "研究室", "乙", task)
    assert fillers(store, SEED_ID)[0] == first
    second = set_filler(store, task.task_id, "研究室", "乙", first)
    assert fillers(store, SEED_ID)[0] == second


def test_collecting_again_commits_nothing(collected: Store) -> None:
    revision = collected.revision()
    assert collect(collected, RETURNED, None, "乙").stored == 0
    assert collected.revision() == revision


def test_as_of_stays_unless_it_is_given(store: Store) -> None:
    later = SENT + timedelta(days=30)
    assert record_sending(store, None, PERIOD, None, SENT, "甲").progress.as_of == SENT
    assert record_sending(store, None, PERIOD, None, later, "甲").progress.as_of == SENT
    assert record_sending(store, None, PERIOD, later, later, "甲").progress.as_of == later


def test_the_period_before_is_the_latest_that_was_earlier(collected: Store) -> None:
    record_sending(collected, None, "2023-06", date(2023, 6, 20), SENT, "甲")
    sending = record_sending(collected, None, "2023-10", date(2023, 10, 20), SENT, "甲")
    assert sending.before is not None
    assert (sending.before.period, sending.before.reported) == (PERIOD, 2)
    assert record_sending(collected, None, "2023-01", date(2023, 1, 20), SENT, "甲").before is None


def test_progress_outlasts_a_rereading(collected: Store) -> None:
    with collected.write() as cursor:  # as if an older parser had read it, with one task cut short
        cursor.execute("UPDATE tasks SET text = left(text, 20) WHERE position = 2")
    store_reread(collected, reread_document(collected, SEED_ID), "甲")
    assert statuses(collected) == {"1": "已完成", "2": "推进中"}


def test_progress_leaves_with_its_document_for_good(collected: Store) -> None:
    set_filler(collected, task_at(collected, 1), "办公室", "甲")
    remove_document(collected, SEED_ID, "甲")
    with pytest.raises(ScopeError):
        load_progress(collected, PERIOD)
    with collected.write() as cursor:
        cursor.execute("UPDATE documents SET removed_at = ?", [now() - timedelta(days=BIN_DAYS + 1)])
    assert len(purge_bin(collected)) == 1
    with collected.read() as cursor:
        for table in ("progress", "returns", "sending_units", "sendings", "fillers", "periods"):
            assert cursor.execute(f"SELECT count(*) FROM {table}").fetchall() == [(0,)]


def test_a_filler_is_remembered_and_taken_back(store: Store) -> None:
    task = task_at(store, 1)
    decided = set_filler(store, task, "办公室", "甲")
    assert decided is not None
    assert (decided.filler, decided.assumed) == ("办公室", False)
    assert set_filler(store, task, "办公室", "甲") is None
    record_sending(store, None, PERIOD, SENT, SENT, "甲")
    assert load_progress(store, PERIOD).tasks[0].filler == "办公室"
    back = set_filler(store, task, None, "甲")
    assert back is not None
    assert (back.filler, back.assumed) == ("研究室", True)


def test_what_does_not_exist_is_refused(store: Store) -> None:
    for wrong in ("", " ", "x" * 41, "2023\n09"):
        with pytest.raises(ScopeError, match="填报期"):
            record_sending(store, None, wrong, SENT, SENT, "甲")
    with pytest.raises(DocumentError, match="没有这项任务"):
        set_filler(store, "nowhere", None, "甲")
    with pytest.raises(DocumentError, match="没有这项任务"):
        task_at(store, 99)
    with pytest.raises(DocumentError, match="没有这份文件"):
        record_sending(store, "0" * 16, PERIOD, SENT, SENT, "甲")
