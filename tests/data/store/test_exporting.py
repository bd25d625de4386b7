import json

import pytest

from data.errors import DocumentError
from data.store.activities import activities
from data.store.database import Store
from data.store.exporting import export_document
from tests.data.documents import invented_document, put


def test_an_export_holds_the_text_and_what_was_read(store: Store) -> None:
    document_id = put(store)
    files = export_document(store, document_id, "丙")
    assert files[f"{document_id}.txt"] == files[f"{document_id}.original.txt"] == invented_document()[0]
    content = json.loads(files[f"{document_id}.json"])
    assert (content["title"], content["year"], content["issued_on"], content["body"]) == (
        "2001年虚构法院工作要点（之1）",
        2001,
        "2001-02-03",
        "虚构市中级人民法院",
    )
    assert [task["text"] for task in content["tasks"]] == ["虚构任务甲，完成率达到90%。", "虚构任务乙。"]
    assert [(row["department"], row["mention"]) for row in content["responsibilities"]] == [
        ("研究室", "研究室"),
        ("办公室", "办公室"),
        ("执行局执行指挥中心", "执行指挥中心"),
        ("虚构新设处", "虚构新设处"),
    ]
    assert activities(store)[0].label == "导出"


def test_what_is_not_stored_cannot_be_exported(store: Store) -> None:
    with pytest.raises(DocumentError, match="没有这份文件"):
        export_document(store, "x", "甲")
