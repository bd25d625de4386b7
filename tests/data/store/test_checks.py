from dataclasses import replace

import pytest

from data.names.directory import Directory
from data.store.checks import verify
from data.store.database import Store
from data.store.storing import store_document
from tests.data.documents import as_read, invented_document


def faults_after(store: Store, directory: Directory, *statements: str) -> tuple[str, ...]:
    with store.write() as cursor:
        for sql in statements:
            cursor.execute(sql)
    return verify(store).faults


def test_the_seeded_store_is_sound(store: Store, directory: Directory) -> None:
    verified = verify(store)
    assert (verified.documents, verified.sections, verified.tasks, verified.responsibilities) == (
        1,
        6,
        53,
        84,
    )
    assert (verified.departments, verified.collectives, verified.mentions) == (28, 1, 29)
    assert verified.faults == ()


def test_an_invented_document_reads_as_it_was_built(store: Store, directory: Directory) -> None:
    """The parser finds in it what a person has built by hand."""
    content, document = invented_document()
    store_document(store, content, "虚构.txt", as_read(document, directory))
    assert verify(store).faults == ()


CHANGES = {
    "another text": (
        "UPDATE tasks SET text = '虚构' WHERE position = 3",
        ["任务的位置与原文不符：0f85b1d9271100d4-t003", "重新解析的结果不同：文件 0f85b1d9271100d4 的任务"],
    ),
    "another mention": (
        "UPDATE responsibilities SET mention = '虚构处' WHERE task_id LIKE '%-t003'",
        [
            "责任部门的位置与原文不符：0f85b1d9271100d4-t003 虚构处",
            "重新解析的结果不同：文件 0f85b1d9271100d4 的责任",
        ],
    ),
    "another target": (
        "UPDATE targets SET value = '46%' WHERE value = '45%'",
        ["重新解析的结果不同：文件 0f85b1d9271100d4 的目标"],
    ),
    "another heading": (
        "UPDATE sections SET title = '虚构部分' WHERE ordinal = 3",
        ["重新解析的结果不同：文件 0f85b1d9271100d4 的部分"],
    ),
    "a lost responsibility": (
        "DELETE FROM responsibilities WHERE task_id LIKE '%-t005'",
        ["部门数与责任的条数不符：0f85b1d9271100d4-t005", "重新解析的结果不同：文件 0f85b1d9271100d4 的责任"],
    ),
    "a parent that does not exist": (
        "UPDATE departments SET parent_id = 'd000000000000' WHERE name = '研究室'",
        ["上级部门不存在：研究室"],
    ),
    "a department that is its own parent": (
        "UPDATE departments SET parent_id = department_id WHERE name = '研究室'",
        ["上下级关系成环：研究室"],
    ),
    "a name that is lost": (
        "DELETE FROM department_names WHERE name = '研究室'",
        ["部门的全称不在写法中：研究室"],
    ),
    "members of an ordinary department": (
        "UPDATE departments SET kind = '综合' WHERE name = '各审判业务部门'",
        ["有成员的部门不是集合名称：各审判业务部门"],
    ),
    "a lost constraint": (
        "ALTER TABLE targets ALTER text DROP NOT NULL",
        ["缺少约束或列：targets text VARCHAR NOT NULL", "多出约束或列：targets text VARCHAR "],
    ),
}


@pytest.mark.parametrize(("sql", "faults"), CHANGES.values(), ids=CHANGES)
def test_a_change_behind_our_back_is_found(
    store: Store, directory: Directory, sql: str, faults: list[str]
) -> None:
    assert list(faults_after(store, directory, sql)) == faults


def test_another_title_is_found(store: Store, directory: Directory) -> None:
    content, document = invented_document()
    stored = store_document(
        store, content, "虚构.txt", as_read(replace(document, title="改过的标题"), directory)
    )
    assert verify(store).faults == (f"重新解析的结果不同：文件 {stored.document_id} 的 title",)


def test_lines_are_read_again(store: Store, directory: Directory) -> None:
    faults = faults_after(store, directory, "UPDATE lines SET kind = 'furniture' WHERE number = 3")
    assert faults == ("重新解析的结果不同：文件 0f85b1d9271100d4 的行",)
