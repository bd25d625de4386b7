from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.importing.corrections import Corrections, TaskCorrection
from data.importing.document import Span
from data.importing.interpreting import interpret
from data.importing.parser import parse
from data.names.directory import Directory
from data.names.known import KnownNames
from data.store.database import Store
from data.store.rereading import reread_document
from data.store.storing import store_document
from data.vocabulary import LineKind, LineMark, Role
from tests.data.documents import invented_document

CONTENT, DOCUMENT = invented_document()
TEXT = "虚构网站 浏览次数甲\n" + DOCUMENT.source.replace("2001年虚构法院", "虚构法院").replace(
    "虚构任务乙", "年底前完成虚构任务乙"
)

headers = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text(min_size=1),
        "year": st.none() | st.integers(1900, 2999),
        "issuer": st.text(),
        "issued_on": st.none() | st.dates(date(1900, 1, 1), date(2999, 12, 31)),
        "body": st.none() | st.text(min_size=1),
    },
)


task_corrections = st.builds(
    TaskCorrection,
    st.text(min_size=1),
    st.builds(Span, st.integers(0, 99), st.integers(99, 200)),
    st.none() | st.lists(st.tuples(st.text(min_size=1), st.sampled_from(Role)), max_size=3).map(tuple),
    st.none() | st.lists(st.text(min_size=1), max_size=3).map(tuple),
)


@given(
    headers,
    st.dictionaries(st.integers(1, 9999), st.sampled_from(LineMark)),
    st.lists(task_corrections, max_size=3).map(tuple),
)
def test_corrections_come_back_from_json(header: dict, lines: dict, tasks: tuple) -> None:
    corrections = Corrections(header, lines, tasks)
    assert Corrections.from_json(corrections.as_json()) == corrections
    assert (corrections.as_json() is None) == (not header and not lines and not tasks)


def test_nothing_corrected_is_read_as_it_is(directory: Directory) -> None:
    assert interpret(DOCUMENT.source, KnownNames(directory)).document == parse(DOCUMENT.source, directory)


def test_a_marked_line_is_read_as_nothing_and_all_places_stay(directory: Directory) -> None:
    read = parse(TEXT, directory)
    marked = interpret(
        TEXT, KnownNames(directory), Corrections(lines={1: LineMark.FURNITURE, 5: LineMark.PERSON})
    )
    document = marked.document
    assert document.source == TEXT
    assert [(line.number, line.kind) for line in document.lines][:1] == [(1, LineKind.FURNITURE)]
    assert {line.number for line in document.lines} == {line.number for line in read.lines}
    assert {line.number: line.kind for line in document.lines}[5] is LineKind.PERSON
    assert "任务甲" not in document.tasks[0].text
    for task in document.tasks:
        for mention in task.mentions:
            assert TEXT[mention.span.start : mention.span.end] == mention.text


def test_a_corrected_year_is_the_year_of_the_deadlines(directory: Directory) -> None:
    undated = TEXT.replace("2001年2月3日", "")
    assert parse(undated, directory).year is None
    document = interpret(undated, KnownNames(directory), Corrections({"year": 2024})).document
    assert document.year == 2024
    assert [target.value for target in document.tasks[1].targets] == ["2024-12-31"]


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ({}, "虚构市中级人民法院"),
        ({"issuer": "虚构县人民法院"}, "虚构县人民法院"),
        ({"issuer": ""}, None),
        ({"body": None}, None),
        ({"issuer": "吉林省高级人民法院办公室"}, None),
    ],
)
def test_the_body_follows_the_issuer_unless_a_person_says_otherwise(
    directory: Directory, header: dict, body: str | None
) -> None:
    read = interpret(DOCUMENT.source, KnownNames(directory), Corrections(header))
    assert read.body == body
    assert bool(read.apart) == (body is not None)


def test_corrections_are_part_of_every_later_reading(store: Store, directory: Directory) -> None:
    corrections = Corrections(
        {"title": "改过的标题", "year": 2002, "issuer": "", "issued_on": date(2002, 5, 6)},
        {1: LineMark.FURNITURE},
    )
    read = interpret(TEXT, KnownNames(directory), corrections)
    stored = store_document(store, TEXT.encode(), "虚构.txt", read)
    assert stored.title == "改过的标题"
    assert reread_document(store, stored.document_id).changes == ()


NAMELESS = TEXT.replace("虚构市中级人民法院", "").replace("2001年2月3日", "")


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("虚构省高级人民法院2001年司法体制改革任务分工方案", "虚构省高级人民法院"),
        ("2001年虚构市法院改革任务台账", "虚构市法院"),
        ("虚构市虚构区人民法院2001年改革工作要点", "虚构市虚构区人民法院"),
        ("最高人民法院2001年工作要点", "最高人民法院"),
        ("吉林省高级人民法院2001年工作要点", None),
        ("吉林省法院2001年工作要点", None),
        ("2001 年全省法院司法改革工作要点", None),
        ("关于加强人民法院队伍建设的实施方案", None),
    ],
)
def test_without_an_issuer_the_title_proposes_the_body(
    directory: Directory, title: str, body: str | None
) -> None:
    read = interpret(NAMELESS, KnownNames(directory), Corrections({"title": title, "issuer": ""}))
    assert (read.document.issuer, read.body) == ("", body)
    assert (body or directory.body) in read.assumed


def test_where_nobody_says_whose_departments_they_are(directory: Directory) -> None:
    assert interpret(NAMELESS, KnownNames(directory)).unsaid
    answered = interpret(NAMELESS, KnownNames(directory), Corrections({"body": None}))
    assert (answered.unsaid, answered.assumed, answered.body) == (False, "", None)
    assert not interpret(NAMELESS, KnownNames(Directory(directory.departments))).unsaid
