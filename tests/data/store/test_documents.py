import json

import pytest

from data.errors import DocumentError, StoreError
from data.importing.corrections import Corrections
from data.importing.interpreting import interpret
from data.importing.parser import parse
from data.names.directory import Directory
from data.store.activities import activities
from data.store.database import Store
from data.store.exporting import export_document
from data.store.listing import list_documents
from data.store.plan import load_plan
from data.store.removing import remove_document
from data.store.rereading import Change, reread_document, store_reread
from data.store.storing import document_id_of, earlier_documents, store_document
from tests.data.documents import invented_document

CONTENT, DOCUMENT = invented_document()
DOCUMENT_ID = document_id_of(CONTENT)
SEED_ID = "0f85b1d9271100d4"


def put(store: Store, directory: Directory, number: int = 1, **options: object) -> str:
    """Store an invented document as it is read."""
    content, document = invented_document(number)
    read = interpret(parse(document.source, directory), directory, **options)
    store_document(
        store,
        content,
        f"虚构{number}.txt",
        read.document,
        read.directory,
        corrections=read.corrections,
        who="甲",
    )
    return document_id_of(content)


def test_the_list_says_what_is_stored(store: Store, directory: Directory) -> None:
    put(store, directory, corrections=Corrections({"title": "改过的虚构标题"}))
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


def test_an_empty_store_lists_nothing(tmp_path) -> None:
    with Store.create(tmp_path / "empty.duckdb") as store:
        assert list_documents(store) == ()


@pytest.mark.parametrize("body", [None, "虚构市中级人民法院"])
def test_removing_leaves_the_store_as_it_was(store: Store, directory: Directory, body: str | None) -> None:
    before = store.revision()
    document_id = put(store, directory, corrections=Corrections({"body": body}))
    assert store.revision() != before
    assert remove_document(store, document_id, directory, "乙") == "2001年虚构法院工作要点（之1）"
    assert store.revision() == before
    assert [(one.what.value, one.who, one.document_id) for one in activities(store)] == [
        ("移除", "乙", DOCUMENT_ID),
        ("导入", "甲", DOCUMENT_ID),
        ("导入", "随看板附带", SEED_ID),
    ]


def test_departments_that_another_document_names_stay(store: Store, directory: Directory) -> None:
    one, other = put(store, directory, 1), put(store, directory, 2)
    names = load_plan(store).departments["name"].tolist()
    remove_document(store, one, directory, "甲")
    assert load_plan(store).departments["name"].tolist() == names
    remove_document(store, other, directory, "甲")
    assert "虚构新设处" not in load_plan(store).departments["name"].tolist()


def test_what_is_not_stored_cannot_be_removed_read_or_exported(store: Store, directory: Directory) -> None:
    for action in (
        lambda: remove_document(store, "x", directory, "甲"),
        lambda: reread_document(store, "x", directory),
        lambda: export_document(store, "x", "甲"),
    ):
        with pytest.raises(DocumentError, match="没有这份文件"):
            action()


def test_an_export_holds_the_text_and_what_was_read(store: Store, directory: Directory) -> None:
    put(store, directory)
    files = export_document(store, DOCUMENT_ID, "丙")
    assert files[f"{DOCUMENT_ID}.txt"] == CONTENT
    told = json.loads(files[f"{DOCUMENT_ID}.json"])
    assert (told["title"], told["year"], told["issued_on"], told["body"]) == (
        "2001年虚构法院工作要点（之1）",
        2001,
        "2001-02-03",
        "虚构市中级人民法院",
    )
    assert [task["text"] for task in told["tasks"]] == ["虚构任务甲，完成率达到90%。", "虚构任务乙。"]
    assert [(row["department"], row["mention"]) for row in told["responsibilities"]] == [
        ("研究室", "研究室"),
        ("办公室", "办公室"),
        ("执行局执行指挥中心", "执行指挥中心"),
        ("虚构新设处", "虚构新设处"),
    ]
    assert activities(store)[0].what.value == "导出"


def test_reading_again_changes_nothing(store: Store, directory: Directory) -> None:
    put(store, directory)
    assert reread_document(store, SEED_ID, directory).changes == ()
    assert reread_document(store, DOCUMENT_ID, directory).changes == ()


def test_what_reading_again_changes_is_shown_then_stored(store: Store, directory: Directory) -> None:
    revision = store.revision()
    with store.write() as cursor:  # as if an older parser had read it
        cursor.execute("UPDATE documents SET title = '旧标题'")
        cursor.execute("UPDATE targets SET value = '46%' WHERE value = '45%'")
        cursor.execute("UPDATE lines SET kind = 'unaccounted' WHERE number = 3")
        cursor.execute("DELETE FROM responsibilities WHERE task_id LIKE '%-t002' AND position > 1")
    reread = reread_document(store, SEED_ID, directory)
    told = {change.where: change for change in reread.changes}
    assert told["标题"] == Change("标题", "旧标题", "2023年全省法院司法改革工作要点")
    assert told["第 3 行"].before == "未识别"
    assert [where for where in told if where.endswith("目标")] == ["第 45 行的任务 · 目标"]
    assert "46%" in told["第 45 行的任务 · 目标"].before
    assert any(where.endswith("责任部门") for where in told) == (len(told) == 4)
    store_reread(store, reread, directory, "甲")
    assert store.revision() == revision
    assert activities(store)[0].detail.startswith("重读《2023年全省法院司法改革工作要点》")


def test_a_reading_is_not_stored_over_other_changes(store: Store, directory: Directory) -> None:
    with store.write() as cursor:
        cursor.execute("UPDATE documents SET title = '旧标题'")
    reread = reread_document(store, SEED_ID, directory)
    put(store, directory)
    revision = store.revision()
    with pytest.raises(StoreError, match="别的改动"):
        store_reread(store, reread, directory, "甲")
    assert store.revision() == revision


def test_the_same_text_in_another_encoding_is_the_same_document(store: Store, directory: Directory) -> None:
    put(store, directory)
    revision = store.revision()
    read = parse(DOCUMENT.source.replace("\n", "\r\n"), directory)
    stored = store_document(store, DOCUMENT.source.encode("gb18030"), "另.txt", read, directory)
    assert (stored.new, stored.document_id) == (False, DOCUMENT_ID)
    assert store.revision() == revision


def test_another_version_is_stored_and_told(store: Store, directory: Directory) -> None:
    put(store, directory)
    text = DOCUMENT.source.replace("90%", "91%")
    stored = store_document(store, text.encode(), "另.txt", parse(text, directory), directory)
    assert stored.new
    assert [(one.document_id, one.same_text) for one in stored.earlier] == [(DOCUMENT_ID, False)]
    with store.read() as cursor:
        assert earlier_documents(cursor, "x", invented_document(7)[1]) == ()
