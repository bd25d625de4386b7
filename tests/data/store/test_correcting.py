import pytest

from analytics.section_names import short_names
from data.access import Access, Person
from data.errors import DocumentError, StoreChanged
from data.importing.corrections import Corrections
from data.requests import Result, ask
from data.requests.documents import NameSection
from data.store.activities import activities
from data.store.checks import verify
from data.store.correcting import SHORT_NAME_SIGNS, name_section
from data.store.database import Store
from data.store.listing import list_documents
from data.store.plan import load_catalogue, load_plan
from data.store.rereading import reread_document, store_reread
from tests.data.documents import SEED_ID, put

THIRD = f"{SEED_ID}-s03"


def names(store: Store) -> dict[str, str]:
    sections = load_plan(store, [SEED_ID]).sections
    return {
        own: name for own, name in zip(sections["section_id"], sections["short_name"], strict=True) if name
    }


def test_a_short_name_is_set_listed_and_taken_back(store: Store) -> None:
    revision = load_catalogue(store).documents["revision"].tolist()
    assert name_section(store, THIRD, " 责任制 ", "甲") == (
        "《2023年全省法院司法改革工作要点》第 3 部分的简称定为“责任制”"
    )
    assert names(store) == {THIRD: "责任制"}
    assert short_names(load_plan(store, [SEED_ID]).sections)[THIRD] == "责任制"
    assert list_documents(store)[0].corrected
    assert load_catalogue(store).documents["revision"].tolist() == [own + 1 for own in revision]
    assert name_section(store, THIRD, "", "乙", seen="责任制").endswith("不再定为“责任制”，改回由标题得出")
    assert names(store) == {}
    assert not list_documents(store)[0].corrected
    assert [(done.kind, done.label, done.who) for done in activities(store)[:2]] == [
        ("correct", "改正", "乙"),
        ("correct", "改正", "甲"),
    ]
    assert verify(store).faults == ()


def test_it_outlasts_a_reading_that_gives_the_section_another_title(store: Store) -> None:
    name_section(store, THIRD, "责任制", "甲")
    with store.write() as cursor:  # as if an older parser had read it
        cursor.execute(
            "UPDATE sections SET title = '旧标题', span_end = span_start + 3 WHERE section_id = ?", [THIRD]
        )
    reread = reread_document(store, SEED_ID)
    assert next(change.where for change in reread.changes if "部分" in change.where) == "第 3 部分"
    store_reread(store, reread, "甲")
    assert names(store) == {THIRD: "责任制"}


def test_it_stands_beside_what_was_corrected_at_the_import(store: Store) -> None:
    document_id = put(store, corrections=Corrections({"title": "改过的虚构标题"}))
    name_section(store, f"{document_id}-s01", "虚构", "甲")
    assert reread_document(store, document_id).changes == ()
    name_section(store, f"{document_id}-s01", "", "甲", seen="虚构")
    assert list_documents(store)[1].title == "改过的虚构标题"
    assert list_documents(store)[1].corrected


def test_what_cannot_be_is_refused_and_changes_nothing(store: Store) -> None:
    with pytest.raises(DocumentError, match="没有这个部分"):
        name_section(store, "没有", "甲", "甲")
    with pytest.raises(DocumentError, match="简称太长"):
        name_section(store, THIRD, "长" * (SHORT_NAME_SIGNS + 1), "甲")
    assert ask(store, NameSection(THIRD, ""), Person("甲", Access.MAINTAIN)).result is Result.UNCHANGED
    name_section(store, THIRD, "先定的", "甲")
    with pytest.raises(StoreChanged, match="别的改动"):
        name_section(store, THIRD, "后定的", "乙")
    assert names(store) == {THIRD: "先定的"}
