from datetime import timedelta

import pytest

from data.errors import DocumentError
from data.importing.corrections import Corrections
from data.store.activities import activities, now
from data.store.checks import verify
from data.store.database import Store
from data.store.plan import load_plan
from data.store.removing import BIN_DAYS, purge_bin, remove_document, restore_document
from tests.data.documents import SEED_ID, content_of, put

ON_BOTH_ENGINES = True


@pytest.mark.parametrize("body", [None, "虚构市中级人民法院"])
def test_what_was_removed_comes_back_as_it_was(store: Store, body: str | None) -> None:
    document_id = put(store, corrections=Corrections({"body": body}))
    before, plan = content_of(store), load_plan(store)
    assert remove_document(store, document_id, "乙") == "2001年虚构法院工作要点（之1）"
    assert load_plan(store).documents["document_id"].tolist() == [SEED_ID]
    assert verify(store).documents == 1
    assert restore_document(store, document_id, "丙") == "2001年虚构法院工作要点（之1）"
    assert content_of(store) == before
    assert load_plan(store).tasks.equals(plan.tasks)
    assert [(done.kind, done.label, done.who, done.document_id) for done in activities(store)][:3] == [
        ("restore", "取回", "丙", document_id),
        ("remove", "移除", "乙", document_id),
        ("import", "导入", "甲", document_id),
    ]


def test_the_bin_is_emptied_after_some_days(store: Store) -> None:
    before = content_of(store)
    old, young = put(store, 1), put(store, 2)
    for document_id in (old, young):
        remove_document(store, document_id, "乙")
    assert purge_bin(store) == ()
    with store.write() as cursor:
        cursor.execute(
            "UPDATE documents SET removed_at = ? WHERE document_id = ?",
            [now() - timedelta(days=BIN_DAYS, hours=1), old],
        )
    assert purge_bin(store) == ("2001年虚构法院工作要点（之1）",)
    assert activities(store)[0].label == "清出回收站"
    with pytest.raises(DocumentError, match="没有这份文件"):
        restore_document(store, old, "丙")
    assert restore_document(store, young, "丙")
    with store.write() as cursor:
        cursor.execute(
            "UPDATE documents SET removed_at = TIMESTAMP '2001-01-01' WHERE document_id = ?", [young]
        )
    purge_bin(store)
    assert content_of(store) == before  # its departments are gone with it


def test_departments_that_another_document_names_stay(store: Store) -> None:
    one, other = put(store, 1), put(store, 2)
    for document_id in (one, other):
        remove_document(store, document_id, "甲")
        with store.write() as cursor:
            cursor.execute(
                "UPDATE documents SET removed_at = TIMESTAMP '2001-01-01' WHERE document_id = ?",
                [document_id],
            )
        purge_bin(store)
        with store.read() as cursor:
            names = {name for (name,) in cursor.execute("SELECT name FROM departments").fetchall()}
        assert ("虚构新设处" in names) == (document_id == one)


@pytest.mark.parametrize(
    ("removed", "action", "words"),
    [
        (False, lambda store, own: remove_document(store, "x", "甲"), "没有这份文件"),
        (False, lambda store, own: restore_document(store, "x", "甲"), "没有这份文件"),
        (True, lambda store, own: remove_document(store, own, "甲"), "已经移除"),
        (False, lambda store, own: restore_document(store, own, "甲"), "不在回收站"),
    ],
)
def test_what_is_gone_is_refused(store: Store, removed: bool, action, words: str) -> None:
    document_id = put(store)
    if removed:
        remove_document(store, document_id, "乙")
    revision = store.revision()
    with pytest.raises(DocumentError, match=words):
        action(store, document_id)
    assert store.revision() == revision
