"""The file as it came is kept: read again from there, exported, and purged with its document."""

from datetime import timedelta

from data.importing.corrections import Corrections, TaskCorrection
from data.importing.interpreting import Interpreted, interpret
from data.store.activities import activities, now
from data.store.checks import verify
from data.store.content import original_of
from data.store.database import Store
from data.store.known_names import load_known_names
from data.store.listing import list_documents
from data.store.plan import load_plan
from data.store.removing import BIN_DAYS, purge_bin, remove_document
from data.store.rereading import compared, reread_document, store_reread
from data.vocabulary import LineMark, Role
from tests.data.documents import put, read_in


def corrected(store: Store, document_id: str, corrections: Corrections) -> Interpreted:
    with store.read() as cursor:
        known = load_known_names(cursor)
    return interpret(load_plan(store, [document_id]).documents["source"].iloc[0], known, corrections)


def tasks(store: Store, document_id: str) -> list[tuple]:
    """(text, departments, corrected) of each task."""
    plan = load_plan(store, [document_id])
    names = plan.departments.set_index("department_id")["name"]
    named = plan.responsibilities.groupby("task_id")["department_id"].agg(lambda own: list(own.map(names)))
    return [
        (row.text, named.get(row.task_id, []), row.corrected) for row in plan.tasks.itertuples(index=False)
    ]


def test_a_better_reader_helps_a_stored_document(store: Store) -> None:
    """As if the reader of old had lost the first task's line, and a person had said who does the second."""
    document_id = put(store)
    with store.read() as cursor:
        content = original_of(cursor, document_id)
    assert content is not None
    whole = content.decode()
    first = whole.index("1. ") if "1. " in whole else whole.index("虚构任务甲")
    lost = whole[:first] + whole[whole.index("2. 虚构任务乙") :]
    read = read_in(store, lost)
    task = read.document.tasks[0]
    number = next(
        line.number for line in read.document.lines if "抄送" in lost[line.span.start : line.span.end]
    )
    correction = TaskCorrection(task.text, task.span, (("研究室", Role.LEAD),))
    read = read_in(store, lost, Corrections({"title": "改过"}, {number: LineMark.FURNITURE}, (correction,)))
    store_reread(store, compared(store, document_id, read), "甲")
    assert tasks(store, document_id) == [("虚构任务乙。", ["研究室"], True)]
    assert verify(store).faults == ()
    reread = reread_document(store, document_id)
    assert reread.note.startswith("按原件重读，读出的文字与存下的不同")
    store_reread(store, reread, "甲")
    assert tasks(store, document_id) == [
        ("虚构任务甲，完成率达到90%。", ["研究室", "办公室"], False),
        ("虚构任务乙。", ["研究室"], True),
    ]
    marked = reread.interpreted.document.lines
    assert [whole[line.span.start : line.span.end][:2] for line in marked if line.marked] == ["抄送"]
    assert verify(store).faults == ()
    assert next(one.title for one in list_documents(store) if one.document_id == document_id) == "改过"


def test_a_stored_document_is_corrected_and_set_back(store: Store) -> None:
    document_id = put(store)
    before = tasks(store, document_id)
    read = corrected(store, document_id, Corrections({"year": 2002, "body": None}))
    store_reread(store, compared(store, document_id, read), "乙")
    (stored,) = [one for one in list_documents(store) if one.document_id == document_id]
    assert (stored.year, stored.body, stored.corrected) == (2002, None, True)
    assert (activities(store)[0].label, activities(store)[0].who) == ("改正", "乙")
    assert reread_document(store, document_id).changes == ()
    store_reread(store, compared(store, document_id, corrected(store, document_id, Corrections())), "乙")
    (stored,) = [one for one in list_documents(store) if one.document_id == document_id]
    assert (stored.year, stored.body, stored.corrected) == (2001, "虚构市中级人民法院", False)
    assert tasks(store, document_id) == before


def test_without_an_original_the_stored_text_is_read(store: Store) -> None:
    document_id = put(store)
    with store.write() as cursor:
        cursor.execute("DELETE FROM originals WHERE document_id = ?", [document_id])
    reread = reread_document(store, document_id)
    assert (reread.changes, reread.note) == ((), "没有保存原件，按存下的文字重读")


def test_an_original_that_can_no_longer_be_read_is_told(store: Store) -> None:
    document_id = put(store)
    with store.write() as cursor:
        cursor.execute("UPDATE documents SET file_name = '虚构.doc' WHERE document_id = ?", [document_id])
    reread = reread_document(store, document_id)
    assert reread.changes == ()
    assert reread.note.startswith("原件现在读不出来（")


def test_an_original_leaves_the_store_with_its_document(store: Store) -> None:
    document_id = put(store)
    remove_document(store, document_id, "甲")
    with store.write() as cursor:
        long_ago = now() - timedelta(days=BIN_DAYS + 1)
        cursor.execute("UPDATE documents SET removed_at = ? WHERE document_id = ?", [long_ago, document_id])
    purge_bin(store)
    with store.read() as cursor:
        assert original_of(cursor, document_id) is None
