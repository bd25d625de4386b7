"""What the office adds to reported progress: only added, the latest counts, bound to what was looked at."""

from datetime import date

import pytest

from data.errors import DocumentError, ScopeError
from data.store.activities import activities
from data.store.checks import verify
from data.store.collecting import collect
from data.store.database import Store
from data.store.following_up import add_action_item, close_action_items, set_due, verify_status
from data.store.progress import load_progress, load_reported, record_sending
from data.store.removing import BIN_DAYS, purge_bin, remove_document
from data.vocabulary import Status
from tests.data.documents import SEED_ID
from tests.data.store.test_killed import RETURNED, SENT

PERIOD, FIRST = "2023-09", f"{SEED_ID}-t001"


@pytest.fixture
def collected(store: Store) -> Store:
    record_sending(store, SEED_ID, PERIOD, SENT, SENT, "甲")
    collect(store, RETURNED, None, "甲")
    return store


def first(store: Store):
    return load_progress(store, PERIOD).tasks[0]


def test_a_status_is_verified_as_it_was_looked_at(collected: Store) -> None:
    with pytest.raises(ScopeError, match="单位已经改报"):
        verify_status(collected, FIRST, PERIOD, Status.UNDER_WAY, "", "督查甲")
    assert verify_status(collected, FIRST, PERIOD, Status.DONE, "看过材料", "督查甲")
    assert not verify_status(collected, FIRST, PERIOD, Status.DONE, "看过材料", "督查甲")
    checked = first(collected).verified
    assert (checked.status, checked.note, checked.who) == (Status.DONE, "看过材料", "督查甲")
    assert verify_status(collected, FIRST, PERIOD, None, "", "督查甲")
    assert first(collected).verified is None


def test_a_deadline_is_set_changed_and_taken_back(collected: Store) -> None:
    for day, changed in (
        (date(2023, 10, 31), True),
        (date(2023, 10, 31), False),
        (None, True),
        (None, False),
    ):
        assert set_due(collected, FIRST, day, "甲") is changed
        assert first(collected).due == day


def test_what_a_meeting_decided_stays_until_it_is_closed(collected: Store) -> None:
    number = add_action_item(
        collected, FIRST, "推进会", " 月底前报方案 ", "研究室", date(2023, 10, 31), "院长", "甲"
    )
    add_action_item(collected, FIRST, "推进会", "会签", "办公室", None, "", "甲")
    assert record_sending(collected, SEED_ID, "2023-11", None, SENT, "甲").actions == (
        load_reported(collected, SEED_ID).actions
    )
    assert close_action_items(collected, [number], "甲") == 1
    assert close_action_items(collected, [number], "甲") == 0
    sent = record_sending(collected, SEED_ID, "2023-12", None, SENT, "甲")
    assert [one.what for one in sent.actions] == ["会签"]
    items = load_reported(collected, SEED_ID).actions
    assert [(one.what, one.unit, one.due, one.said_by, one.closed_by) for one in items] == [
        ("月底前报方案", "研究室", date(2023, 10, 31), "院长", "甲"),
        ("会签", "办公室", None, "", None),
    ]
    assert close_action_items(collected, [number], "甲", closed=False) == 1
    assert load_reported(collected, SEED_ID).actions[0].closed_by is None
    assert [done.label for done in activities(collected)[:6]] == [
        "销号",
        "发出台账",
        "销号",
        "发出台账",
        "记议定事项",
        "记议定事项",
    ]
    assert verify(collected).faults == ()


def test_what_is_not_said_or_not_known_is_refused(collected: Store) -> None:
    with pytest.raises(ScopeError, match="没有写全"):
        add_action_item(collected, FIRST, "推进会", " ", "研究室", None, "", "甲")
    with pytest.raises(DocumentError, match="没有这个单位"):
        add_action_item(collected, FIRST, "推进会", "报方案", "虚构处", None, "", "甲")
    with pytest.raises(DocumentError, match="没有这项任务"):
        set_due(collected, "没有", None, "甲")
    with pytest.raises(DocumentError, match="没有这项议定事项"):
        close_action_items(collected, [9], "甲")


def test_it_leaves_with_its_document(collected: Store) -> None:
    set_due(collected, FIRST, SENT, "甲")
    verify_status(collected, FIRST, PERIOD, Status.DONE, "", "甲")
    close_action_items(
        collected, [add_action_item(collected, FIRST, "会", "办", "研究室", None, "", "甲")], "甲"
    )
    remove_document(collected, SEED_ID, "甲")
    with collected.write() as cursor:
        cursor.execute(f"UPDATE documents SET removed_at = removed_at - INTERVAL {BIN_DAYS + 1} DAY")
    purge_bin(collected)
    with collected.read() as cursor:
        for table in ("due_days", "verifications", "action_items", "closings", "periods", "progress"):
            assert cursor.execute(f"SELECT count(*) FROM {table}").fetchall() == [(0,)], table
