from pathlib import Path

from data.importing.corrections import Corrections
from data.store.database import Store
from data.store.listing import list_documents
from data.store.removing import remove_document
from tests.data.documents import SEED_ID, put


def test_the_list_says_what_is_stored(store: Store) -> None:
    put(store, corrections=Corrections({"title": "改过的虚构标题"}))
    seed, invented = list_documents(store)  # the newest year first
    assert (seed.document_id, seed.tasks, seed.departments, seed.open_names, seed.body) == (
        SEED_ID,
        53,
        28,
        0,
        None,
    )
    assert (invented.title, invented.year, invented.tasks, invented.departments, invented.open_names) == (
        "改过的虚构标题",
        2001,
        2,
        4,
        1,
    )
    assert (invented.body, invented.corrected, invented.who) == ("虚构市中级人民法院", True, "甲")
    assert invented.revision == seed.revision + 1 == store.revision()


def test_what_is_in_the_bin_is_listed_apart(store: Store) -> None:
    removed = put(store)
    remove_document(store, removed, "乙")
    assert [listed.document_id for listed in list_documents(store)] == [SEED_ID]
    (gone,) = list_documents(store, removed=True)
    assert (gone.document_id, gone.tasks, gone.removed_at is not None) == (removed, 2, True)


def test_an_empty_store_lists_nothing(tmp_path: Path) -> None:
    with Store.create(tmp_path / "empty.duckdb") as store:
        assert list_documents(store) == ()
