from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.errors import DocumentError, StoreError
from data.names.directory import Department, Directory
from data.store.database import Store
from data.store.departments import department_id_of, store_departments
from data.store.plan import load_plan
from data.store.storing import Stored, document_id_of, store_document
from data.vocabulary import DepartmentKind
from tests.data.documents import as_read, invented_document

ON_BOTH_ENGINES = True


def test_every_row_of_a_document_is_stored(store: Store, directory: Directory) -> None:
    content, document = invented_document()
    stored = store_document(store, content, "虚构.txt", as_read(document, directory))
    document_id = document_id_of(content)
    assert stored == Stored(document_id, "2001年虚构法院工作要点（之1）", True, 2)
    with store.read() as cursor:

        def rows(sql: str) -> list[tuple]:
            return cursor.execute(sql, [f"{document_id}%"]).fetchall()

        assert rows(
            "SELECT title, year, issuer, issued_on, cc, first_listed_leads, file_name, source FROM documents "
            "WHERE document_id LIKE ?"
        ) == [
            (
                "2001年虚构法院工作要点（之1）",
                2001,
                "虚构市中级人民法院",
                date(2001, 2, 3),
                ["虚构机关"],
                False,
                "虚构.txt",
                content.decode(),
            )
        ]
        assert rows("SELECT section_id, ordinal, title FROM sections WHERE document_id LIKE ?") == [
            (f"{document_id}-s01", 1, "虚构部分")
        ]
        assert rows(
            "SELECT task_id, section_id, position, number, text, departments_count FROM tasks "
            "WHERE document_id LIKE ? ORDER BY position"
        ) == [
            (f"{document_id}-t001", f"{document_id}-s01", 1, "1", "虚构任务甲，完成率达到90%。", 2),
            (f"{document_id}-t002", f"{document_id}-s01", 2, "2", "虚构任务乙。", 2),
        ]
        assert rows(
            "SELECT right(task_id, 4), responsibilities.position, name, kind, role, mention, resolution "
            "FROM responsibilities JOIN departments USING (department_id) WHERE task_id LIKE ? ORDER BY ALL"
        ) == [
            ("t001", 1, "研究室", "综合", "responsible", "研究室", "exact"),
            ("t001", 2, "办公室", "综合", "responsible", "办公室", "exact"),
            ("t002", 1, "执行局执行指挥中心", "执行", "responsible", "执行指挥中心", "other_name"),
            ("t002", 2, "虚构新设处", "未归类", "responsible", "虚构新设处", "new"),
        ]
        assert rows(
            "SELECT right(task_id, 4), position, kind, text, value FROM targets WHERE task_id LIKE ?"
        ) == [("t001", 1, "percent", "90%", "90%")]
        assert rows(
            "SELECT number, source[span_start + 1:span_end], kind FROM lines JOIN documents USING (document_id) "
            "WHERE document_id LIKE ? AND kind IN ('title', 'closing') ORDER BY number"
        ) == [
            (1, "2001年虚构法院工作要点（之1）", "title"),
            (10, "抄送：虚构机关。", "closing"),
            (12, "虚构市中级人民法院", "closing"),
            (13, "2001年2月3日", "closing"),
        ]


def test_the_same_content_is_stored_once(store: Store, directory: Directory) -> None:
    content, document = invented_document()
    first = store_document(store, content, "虚构.txt", as_read(document, directory))
    revision = store.revision()
    again = store_document(store, content, "另一个名字.txt", as_read(document, directory))
    assert again == Stored(first.document_id, first.title, False, first.tasks)
    assert store.revision() == revision
    assert load_plan(store).documents["file_name"].tolist()[0] == "虚构.txt"


def test_another_byte_is_another_document(store: Store, directory: Directory) -> None:
    one, two = invented_document(1), invented_document(2)
    ids = {
        store_document(store, content, "虚构.txt", as_read(document, directory)).document_id
        for content, document in (one, two)
    }
    assert len(ids) == 2
    assert len(load_plan(store).documents) == 3


@pytest.mark.parametrize(("field", "value"), [("title", " "), ("tasks", ())])
def test_what_is_no_plan_is_refused(store: Store, directory: Directory, field: str, value: Any) -> None:
    content, document = invented_document()
    revision = store.revision()
    with pytest.raises(DocumentError, match="没有导入"):
        store_document(store, content, "虚构.txt", as_read(replace(document, **{field: value}), directory))
    assert store.revision() == revision


def test_a_fault_half_way_leaves_nothing(store: Store, directory: Directory) -> None:
    content, document = invented_document()
    broken = replace(document, tasks=(document.tasks[0], replace(document.tasks[1], text=" ")))
    revision = store.revision()
    with pytest.raises(StoreError, match="约束"):
        store_document(store, content, "虚构.txt", as_read(broken, directory))
    assert store.revision() == revision
    assert len(load_plan(store).documents) == 1


def test_ids_of_departments_are_safe_in_a_url_and_differ(directory: Directory) -> None:
    ids = {department_id_of(department.name) for department in directory.departments}
    assert len(ids) == len(directory.departments)
    assert all(name.isascii() and name.isalnum() and len(name) == 13 for name in ids)
    assert department_id_of("研究室") == "d9f9e11e30faa"


def test_the_stored_departments_follow_the_directory(store: Store) -> None:
    def departments() -> list[tuple]:
        with store.read() as cursor:
            return cursor.execute(
                "SELECT d.name, d.kind, p.name, d.note, list(n.name ORDER BY n.name) FROM departments AS d "
                "LEFT JOIN departments AS p ON d.parent_id = p.department_id "
                "JOIN department_names AS n ON n.department_id = d.department_id "
                "WHERE d.name LIKE '虚构%' GROUP BY ALL ORDER BY d.name DESC"
            ).fetchall()

    upper = Department("虚构局", DepartmentKind.GENERAL)
    office = Department("虚构新设处", DepartmentKind.UNKNOWN, other_names=("虚构一处", "虚构甲处"))
    first = Directory((upper, office))
    then = Directory(
        (
            upper,
            Department("虚构新设处", DepartmentKind.ENFORCEMENT, "虚构局", ("虚构一处",), note="改过"),
            Department("虚构局二处", DepartmentKind.ENFORCEMENT, "虚构局", ("虚构甲处",)),
        )
    )
    content, document = invented_document()  # names 虚构新设处: DuckDB must still let its parent be changed
    store_document(store, content, "虚构.txt", as_read(document, first))
    assert departments() == [
        ("虚构新设处", "未归类", None, None, ["虚构一处", "虚构新设处", "虚构甲处"]),
        ("虚构局", "综合", None, None, ["虚构局"]),
    ]
    with store.write() as cursor:
        store_departments(cursor, then)
    assert departments() == [
        ("虚构新设处", "执行", "虚构局", "改过", ["虚构一处", "虚构新设处"]),
        ("虚构局二处", "执行", "虚构局", None, ["虚构局二处", "虚构甲处"]),
        ("虚构局", "综合", None, None, ["虚构局"]),
    ]
    before = load_plan(store).version
    with store.write() as cursor:
        store_departments(cursor, then)
    assert load_plan(store).version == before  # nothing has changed


def test_the_members_of_a_collective_follow_the_directory(store: Store) -> None:
    one, two = (Department(name, DepartmentKind.TRIAL) for name in ("虚构一庭", "虚构二庭"))

    def members_after(*members: str) -> list[str]:
        collective = Department("各虚构庭", DepartmentKind.COLLECTIVE, members=members)
        with store.write() as cursor:
            store_departments(cursor, Directory((one, two, collective)))
            return [
                name
                for (name,) in cursor.execute(
                    "SELECT name FROM collective_members JOIN departments USING (department_id) "
                    "WHERE collective_id = ? ORDER BY position",
                    [department_id_of("各虚构庭")],
                ).fetchall()
            ]

    assert members_after("虚构一庭") == ["虚构一庭"]
    assert members_after("虚构二庭", "虚构一庭") == ["虚构一庭", "虚构二庭"]
    assert members_after("虚构二庭") == ["虚构二庭"]


WORDS = st.text(min_size=1, max_size=30).filter(str.strip)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=WORDS, text=WORDS, name=WORDS, value=WORDS)
def test_any_words_come_back_as_they_went_in(
    store: Store, directory: Directory, title: str, text: str, name: str, value: str
) -> None:
    """Quotes, formulas, markup, control characters: values are bound, never part of a statement."""
    _, document = invented_document()
    first = document.tasks[0]
    task = replace(
        first,
        text=text,
        mentions=(replace(first.mentions[0], department=name, text=name),),
        targets=(replace(first.targets[0], value=value),),
    )
    content = repr((title, text, name, value)).encode()
    document = replace(document, source=document.source + content.decode(), title=title, tasks=(task,))
    document_id = store_document(store, content, title, as_read(document, directory)).document_id
    plan = load_plan(store)
    (row,) = plan.documents[plan.documents["document_id"] == document_id].to_dict("records")
    (stored,) = plan.tasks[plan.tasks["document_id"] == document_id].to_dict("records")
    (mention,) = plan.responsibilities[plan.responsibilities["task_id"] == stored["task_id"]].to_dict(
        "records"
    )
    (target,) = plan.targets[plan.targets["task_id"] == stored["task_id"]].to_dict("records")
    names = plan.departments.set_index("department_id")["name"]
    assert (row["title"], row["file_name"], stored["text"]) == (title, title, text)
    assert (mention["mention"], names[mention["department_id"]], target["value"]) == (name, name, value)
