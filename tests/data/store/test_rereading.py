import pytest

from data.errors import DocumentError, StoreChanged
from data.store.activities import activities
from data.store.checks import verify
from data.store.database import Store
from data.store.removing import remove_document
from data.store.rereading import Change, reread_document, retired_tasks, store_reread
from data.store.storing import document_id_of, earlier_documents, store_document
from tests.data.documents import SEED_ID, content_of, invented_document, put, read_in

ON_BOTH_ENGINES = True

CONTENT, DOCUMENT = invented_document()
DOCUMENT_ID = document_id_of(CONTENT)


def numbers(store: Store, document_id: str = SEED_ID) -> dict[str, str]:
    """task_id → number as printed, in the order of the document."""
    with store.read() as cursor:
        return dict(
            cursor.execute(
                "SELECT task_id, number FROM tasks WHERE document_id = ? ORDER BY position", [document_id]
            ).fetchall()
        )


def test_reading_again_changes_nothing(store: Store) -> None:
    put(store)
    assert reread_document(store, SEED_ID).changes == ()
    assert reread_document(store, DOCUMENT_ID).changes == ()


def test_what_reading_again_changes_is_shown_then_stored(store: Store) -> None:
    before = content_of(store)
    with store.write() as cursor:  # as if an older parser had read it
        cursor.execute("UPDATE documents SET title = '旧标题'")
        cursor.execute("UPDATE targets SET value = '46%' WHERE value = '45%'")
        cursor.execute("UPDATE lines SET kind = 'unaccounted' WHERE number = 3")
        cursor.execute("DELETE FROM responsibilities WHERE task_id LIKE '%-t002' AND position > 1")
    reread = reread_document(store, SEED_ID)
    changes = {change.where: change for change in reread.changes}
    assert changes["标题"] == Change("标题", "旧标题", "2023年全省法院司法改革工作要点")
    assert changes["第 3 行"].before == "未识别"
    assert [where for where in changes if where.endswith("目标")] == ["第 45 行的任务 · 目标"]
    assert "46%" in changes["第 45 行的任务 · 目标"].before
    assert any(where.endswith("责任部门") for where in changes) == (len(changes) == 4)
    store_reread(store, reread, "甲")
    assert content_of(store) == before
    assert activities(store)[0].detail.startswith("重读《2023年全省法院司法改革工作要点》")


def test_a_task_that_an_older_parser_lost_takes_nobodys_id(store: Store) -> None:
    """The lost task gets a new id; all after it keep theirs, though their positions move."""
    before = numbers(store)
    lost = f"{SEED_ID}-t007"
    with store.write() as cursor:
        for table in ("responsibilities", "targets", "tasks"):
            cursor.execute(f"DELETE FROM {table} WHERE task_id = ?", [lost])
        cursor.execute("UPDATE tasks SET position = position - 1 WHERE position > 7")
    store_reread(store, reread_document(store, SEED_ID), "甲")
    after = numbers(store)
    new = f"{SEED_ID}-t054"
    assert after == {(new if own == lost else own): number for own, number in before.items()}
    assert list(after.values()) == list(before.values())
    assert verify(store).faults == ()


def test_a_task_without_successor_is_retired_and_told(store: Store) -> None:
    """As if an older parser had taken a heading for a task; a later reading that finds it again gives it its id back."""
    with store.write() as cursor:
        cursor.execute("UPDATE tasks SET position = position + 1")
        cursor.execute(
            "INSERT INTO tasks SELECT ?, document_id, NULL, 1, '甲', '不是任务', 0, 3, NULL, NULL, 0, false FROM documents",
            [f"{SEED_ID}-t054"],
        )
    reread = reread_document(store, SEED_ID)
    assert reread.retired == ("第 甲 项：不是任务",)
    store_reread(store, reread, "甲")
    assert retired_tasks(store, SEED_ID) == ("第 甲 项：不是任务",)
    assert activities(store)[0].detail.endswith("1 项任务不再读出")
    with store.write() as cursor:  # as if a task had been lost, and retired
        cursor.execute(
            "INSERT INTO retired_tasks SELECT task_id, document_id, number, text, span_start, span_end, now()::TIMESTAMP "
            "FROM tasks WHERE position = 5"
        )
        own = f"{SEED_ID}-t005"
        for table in ("responsibilities", "targets", "tasks"):
            cursor.execute(f"DELETE FROM {table} WHERE task_id = ?", [own])
        cursor.execute("UPDATE tasks SET position = position - 1 WHERE position > 5")
    store_reread(store, reread_document(store, SEED_ID), "甲")
    assert list(numbers(store))[4] == own
    assert retired_tasks(store, SEED_ID) == ("第 甲 项：不是任务",)


def test_a_reading_is_not_stored_over_other_changes_of_the_document(store: Store) -> None:
    with store.write() as cursor:
        cursor.execute("UPDATE documents SET title = '旧标题'")
    reread = reread_document(store, SEED_ID)
    put(store)  # another document is no change of this one
    second = reread_document(store, SEED_ID)
    store_reread(store, reread, "甲")
    revision = store.revision()
    with pytest.raises(StoreChanged, match="别的改动"):
        store_reread(store, second, "乙")
    remove_document(store, SEED_ID, "乙")
    with pytest.raises(DocumentError, match="已经移除"):
        store_reread(store, second, "乙")
    assert store.revision() == revision + 1


def test_what_is_not_stored_cannot_be_read(store: Store) -> None:
    with pytest.raises(DocumentError, match="没有这份文件"):
        reread_document(store, "x")


def test_the_same_text_in_another_encoding_is_the_same_document(store: Store) -> None:
    put(store)
    revision = store.revision()
    text = DOCUMENT.source.replace("\n", "\r\n")
    stored = store_document(store, DOCUMENT.source.encode("gb18030"), "另.txt", read_in(store, text))
    assert (stored.new, stored.document_id) == (False, DOCUMENT_ID)
    assert store.revision() == revision


def test_another_version_is_stored_and_told(store: Store) -> None:
    put(store)
    text = DOCUMENT.source.replace("90%", "91%")
    stored = store_document(store, text.encode(), "另.txt", read_in(store, text))
    assert stored.new
    assert [(other.document_id, other.same_text) for other in stored.earlier] == [(DOCUMENT_ID, False)]
    with store.read() as cursor:
        assert earlier_documents(cursor, "x", invented_document(7)[1]) == ()


def test_what_is_in_the_bin_is_known_by_its_text_only(store: Store) -> None:
    document_id = put(store)
    remove_document(store, document_id, "乙")
    stored = store_document(store, CONTENT, "虚构.txt", read_in(store, DOCUMENT.source))
    assert (stored.new, stored.removed, stored.document_id) == (False, True, document_id)
    with store.read() as cursor:
        other = DOCUMENT.source.replace("90%", "91%")
        earlier = earlier_documents(cursor, "x", read_in(store, other).document)
    assert earlier == ()


def test_what_a_task_said_before_is_kept_where_it_says_something_else_now(store: Store) -> None:
    with store.write() as cursor:
        cursor.execute("UPDATE tasks SET text = '旧的文字' WHERE task_id = ?", [f"{SEED_ID}-t001"])
    store_reread(store, reread_document(store, SEED_ID), "甲")
    with store.read() as cursor:
        rows = cursor.execute("SELECT number, document_id, task_id, text FROM earlier_texts").fetchall()
    assert rows == [(1, SEED_ID, f"{SEED_ID}-t001", "旧的文字")]
