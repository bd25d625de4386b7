"""What was refused for want of access stands in the record, once in a while, and cannot flood it."""

from datetime import timedelta

import pytest

from data.access import Access, Person
from data.requests import ask
from data.requests.documents import RemoveDocument
from data.store import refusals
from data.store.activities import Wanted, activities
from data.store.checks import verify
from data.store.database import Store
from tests.data.documents import SEED_ID

REFUSED = Wanted(labels=("没有权限",))


def noted(store: Store) -> list[tuple[str, str]]:
    return [(one.who, one.detail) for one in activities(store, wanted=REFUSED)]


def test_it_is_noted_once_and_not_beyond_the_bounds(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusals, "OF_ONE", 2)
    monkeypatch.setattr(refusals, "OF_ALL", 3)
    asked = [
        ("甲", "移除文件"),
        ("甲", "移除文件"),
        ("甲", "备份"),
        ("甲", "销号"),
        ("乙", "备份"),
        ("丙", "备份"),
    ]
    assert [refusals.record_refusal(store, *one) for one in asked] == [True, False, True, False, True, False]
    assert noted(store) == [("乙", "没有做：备份"), ("甲", "没有做：备份"), ("甲", "没有做：移除文件")]
    monkeypatch.setattr(refusals, "WITHIN", timedelta(-1))  # an hour later
    assert refusals.record_refusal(store, "甲", "移除文件")
    assert verify(store).faults == ()  # in the file of the record, too


def test_what_cannot_be_noted_is_refused_all_the_same(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    audit, store.audit = store.audit, None
    assert audit is not None
    audit.path.unlink()
    audit.path.mkdir()  # cannot be written
    store.audit = audit
    assert (
        "需要“维护”权限"
        in ask(store, RemoveDocument(SEED_ID, "虚构"), Person("甲", Access.VIEW, login=True)).text
    )
    assert noted(store) == []
    assert "甲 移除文件" in caplog.text
