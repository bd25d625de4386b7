"""Which document everybody sees first."""

import pytest

from data.errors import DocumentError, StoreChanged
from data.importing.corrections import Corrections
from data.requests import Result, ask
from data.requests.documents import ShowFirst
from data.store.activities import activities
from data.store.checks import verify
from data.store.database import Store
from data.store.first import show_first
from data.store.plan import load_catalogue
from data.store.progress import first_document
from data.store.removing import remove_document, restore_document
from tests.data.documents import SEED_ID, put
from tests.people import maintainer

OURS = Corrections({"body": None})
"""A person's word that a document names the departments of the store's own body."""


def order(store: Store) -> list[str]:
    assert first_document(store) == load_catalogue(store).documents["document_id"].iloc[0]
    return load_catalogue(store).documents["document_id"].tolist()


def test_the_newest_is_first_until_another_is_chosen(store: Store) -> None:
    """The chosen one of the store's own body comes before all, that of another only where its plans are the newest."""
    ours = put(store, 1, OURS)
    theirs = put(store, 2)
    assert order(store)[0] == SEED_ID
    ask(store, ShowFirst(theirs), maintainer("甲"))
    assert order(store)[0] == SEED_ID
    assert ask(store, ShowFirst(ours), maintainer("甲")).text == "已定：先看《2001年虚构法院工作要点（之1）》"
    assert order(store)[:2] == [ours, SEED_ID]
    assert ask(store, ShowFirst(ours), maintainer("乙")).result is Result.UNCHANGED
    assert ask(store, ShowFirst(ours, ours, undo=True), maintainer("乙")).result is Result.DONE
    assert order(store)[0] == SEED_ID
    assert [done.label for done in activities(store)][:3] == ["定先看的文件"] * 3
    assert verify(store).faults == ()


def test_the_choice_of_another_body_counts_where_its_plans_are_the_newest(store: Store) -> None:
    first, second = put(store, 1), put(store, 2)
    remove_document(store, SEED_ID, "甲")
    newest, other = order(store)
    assert {newest, other} == {first, second}
    show_first(store, other, "甲")
    assert order(store) == [other, newest]


def test_what_is_removed_is_not_shown_first_until_it_is_brought_back(store: Store) -> None:
    ours = put(store, 1, OURS)
    show_first(store, ours, "甲")
    remove_document(store, ours, "甲")
    assert order(store) == [SEED_ID]
    with pytest.raises(DocumentError, match="已经移除"):
        show_first(store, ours, "甲")
    restore_document(store, ours, "甲")
    assert order(store) == [ours, SEED_ID]


def test_one_document_of_a_body_is_first_and_the_choice_is_bound_to_what_was_seen(store: Store) -> None:
    first, second = (put(store, number, OURS) for number in (1, 2))
    show_first(store, first, "甲")
    with pytest.raises(StoreChanged, match="刚由别人改过"):
        show_first(store, SEED_ID, "乙", seen=second)
    show_first(store, second, "乙", seen=first)
    assert load_catalogue(store).documents.set_index("document_id")["chosen"].to_dict() == {
        second: True,
        first: False,
        SEED_ID: False,
    }
