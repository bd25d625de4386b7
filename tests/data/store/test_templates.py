"""The court's template is kept once for all: replaced, removed, told who kept it and when."""

from datetime import UTC, datetime, timedelta

import pytest

from data.errors import StoreChanged
from data.requests import Request, Result, ask
from data.requests.templates import KeepTemplate, RemoveTemplate
from data.store.activities import ActivityKind, activities
from data.store.database import Store
from data.store.templates import keep_template, kept_template, remove_template
from tests.people import maintainer

OTHER = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def test_a_template_is_kept_replaced_and_removed(store: Store) -> None:
    assert kept_template(store) is None
    assert not remove_template(store, "甲")
    assert keep_template(store, "院.pptx", b"1", "甲")
    assert not keep_template(store, "同一个.pptx", b"1", "乙")
    kept = kept_template(store)
    assert kept is not None
    assert (kept.name, kept.content, kept.who) == ("院.pptx", b"1", "甲")
    assert keep_template(store, "新.pptx", b"2", "")
    kept = kept_template(store)
    assert kept is not None
    assert (kept.name, kept.content, kept.who) == ("新.pptx", b"2", "未署名")
    with pytest.raises(StoreChanged, match="模板刚刚换过"):
        remove_template(store, "甲", kept.kept_at - timedelta(hours=1))
    assert remove_template(store, "甲", kept.kept_at)
    assert kept_template(store) is None
    said = [one.detail for one in activities(store) if one.kind is ActivityKind.TEMPLATE]
    assert said == [
        "移除演示文稿模板“新.pptx”",
        "存入演示文稿模板“新.pptx”，换下“院.pptx”",
        "存入演示文稿模板“院.pptx”",
    ]


def test_requests_tell_what_became_of_them(store: Store) -> None:
    asked: list[Request] = [RemoveTemplate(), KeepTemplate("院.pptx", b"1"), KeepTemplate("院.pptx", b"1"), RemoveTemplate(OTHER), RemoveTemplate()]  # fmt: skip
    results = [ask(store, request, maintainer("甲")).result for request in asked]
    assert results == [Result.UNCHANGED, Result.DONE, Result.UNCHANGED, Result.REFUSED, Result.DONE]
