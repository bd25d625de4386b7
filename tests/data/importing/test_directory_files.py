"""A directory from a workbook, from pasted lines, and back."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.exports.tables import to_xlsx
from data.errors import DirectoryError, DocumentError
from data.importing.directory_files import (
    COLUMNS,
    as_rows,
    load_directory,
    read_directory_file,
    read_pasted,
)
from data.names.directory import Department, Directory, as_toml, read_directory
from data.vocabulary import DepartmentKind

BODY = "虚构市中级人民法院"
SMALL = Directory(
    (
        Department("政治部", DepartmentKind.PERSONNEL),
        Department(
            "政治部干部处", DepartmentKind.PERSONNEL, "政治部", ("干部处", "组干处"), (), "虚构的说明"
        ),
        Department("各部门", DepartmentKind.COLLECTIVE, members=("政治部", "政治部干部处")),
    ),
    BODY,
)


def test_lines_copied_from_a_table_are_read() -> None:
    text = (
        "序号\t部门名称\t上级\t类别\t别名\t成员\t备注\n"
        "1\t政 治 部\t\t政工\n\n"
        "2\t政治部干部处\t政治部\t政工\t干部处，组干处\t\t虚构的说明\n"
        "3\t各部门\t\t集合名称\t\t政治部、政治部干部处"
    )
    read = read_pasted(text, BODY)
    assert read.directory == SMALL
    assert read.left_out == ("没有读入的栏：序号",)


@pytest.mark.parametrize(
    "text", ["甲处\n乙处\n", "甲处，，，\n乙处", "| 甲处 | |\n| 乙处 |", "名称\n甲处\n乙处"]
)
def test_names_alone_will_do(text: str) -> None:
    kinds = DepartmentKind.UNKNOWN
    assert read_pasted(text).directory == Directory((Department("甲处", kinds), Department("乙处", kinds)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "没有读到部门"),
        ("名称\t类别", "没有读到部门"),
        ("甲\n甲", "名称重复（「甲」）"),
        ("甲\t丙", "上级部门「丙」不在名录中（部门「甲」）"),
        ("甲\n乙\t\t神秘", "不认识的类别「神秘」（第 2 行「乙」）"),
        ("甲\n\t甲", "没有写名称（第 2 行）"),
        ("甲\t\t综合\t\t甲", "只有集合名称可以有成员（部门「甲」）"),
    ],
)
def test_a_fault_in_a_list_is_told_with_its_line(text: str, words: str) -> None:
    with pytest.raises(DirectoryError) as caught:
        read_pasted(text)
    assert words in str(caught.value)


def test_a_workbook_is_read_back_as_it_was_written() -> None:
    for directory in (SMALL, load_directory()):
        table = pd.DataFrame(as_rows(directory), columns=list(COLUMNS))
        content = to_xlsx(table, [("机关", directory.body)], "部门名录")
        assert read_directory_file(content, "名录.xlsx", directory.body).directory == directory


def test_a_text_file_says_whose_it_is_or_is_told() -> None:
    content = as_toml(Directory(SMALL.departments)).encode("utf-8-sig")
    assert read_directory_file(content, "名录.toml", BODY).directory == SMALL
    assert read_directory_file(as_toml(SMALL).encode(), "名录.toml", "别的").directory.body == BODY


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        (b"PK", "\u540d.xlsx", DocumentError),
        ("名".encode("gb18030"), "名.toml", DirectoryError),
        (b"x" * 1_000_001, "名.toml", DirectoryError),
    ],
)
def test_what_is_no_directory_is_refused(content: bytes, name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_directory_file(content, name)


texts = st.text(min_size=1, max_size=6).filter(str.strip)


@given(st.lists(st.tuples(texts, texts, st.lists(texts, max_size=2, unique=True)), max_size=4), texts)
def test_every_directory_is_read_back_from_its_text(
    rows: list[tuple[str, str, list[str]]], body: str
) -> None:
    names: set[str] = set()
    departments = []
    for name, note, others in rows:
        if names.isdisjoint({name, *others}) and name not in others:
            names |= {name, *others}
            departments.append(Department(name, DepartmentKind.TRIAL, None, tuple(others), (), note))
    directory = Directory(tuple(departments), body.strip())
    assert read_directory(as_toml(directory)) == directory
