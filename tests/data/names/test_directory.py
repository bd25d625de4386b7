from collections import Counter
from pathlib import Path

import pytest

from data.errors import DirectoryError
from data.importing.directory_files import load_directory
from data.names.directory import Department, Directory
from data.vocabulary import DepartmentKind


def write(folder: Path, text: str) -> Path:
    path = folder / "departments.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_small_directory_is_read_whole(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        [[department]]
        name = "虚构局"
        kind = "执行"

        [[department]]
        name = "虚构局一处"
        kind = "执行"
        parent = "虚构局"
        other_names = ["一处"]
        note = "虚构的说明"

        [[department]]
        name = "各虚构部门"
        kind = "集合名称"
        members = ["虚构局一处"]
        """,
    )
    assert load_directory(path) == Directory(
        (
            Department("虚构局", DepartmentKind.ENFORCEMENT),
            Department("虚构局一处", DepartmentKind.ENFORCEMENT, "虚构局", ("一处",), (), "虚构的说明"),
            Department("各虚构部门", DepartmentKind.COLLECTIVE, members=("虚构局一处",)),
        )
    )


def test_an_empty_file_is_an_empty_directory(tmp_path: Path) -> None:
    assert load_directory(write(tmp_path, "")) == Directory()


DEPARTMENT = '[[department]]\nname = "甲"\nkind = "综合"\n'
OTHER = '[[department]]\nname = "乙"\nkind = "综合"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (DEPARTMENT + DEPARTMENT, ("名称重复", "甲")),
        (DEPARTMENT + OTHER + 'other_names = ["甲"]', ("名称重复", "甲")),
        (DEPARTMENT + 'parent = "丙"', ("上级部门「丙」不在名录中", "甲")),
        (DEPARTMENT + 'parent = "甲"', ("成环", "甲")),
        (DEPARTMENT + 'parent = "乙"\n' + OTHER + 'parent = "甲"', ("成环", "甲")),
        (DEPARTMENT + 'members = ["甲"]', ("只有集合名称可以有成员", "甲")),
        (DEPARTMENT.replace("综合", "集合名称") + 'members = ["丙"]', ("成员「丙」不在名录中", "甲")),
        (
            DEPARTMENT.replace("综合", "集合名称") + 'members = ["乙", "乙"]\n' + OTHER,
            ("成员「乙」重复", "甲"),
        ),
        (DEPARTMENT.replace("综合", "神秘"), ("不认识的类别「神秘」", "甲")),
        (DEPARTMENT + 'colour = "红"', ("不认识的内容 colour", "甲")),
        (DEPARTMENT + 'note = ""', ("note", "甲")),
        (DEPARTMENT + 'other_names = "丙"', ("other_names", "甲")),
        (DEPARTMENT + "note = 3", ("note", "甲")),
        ('[[department]]\nkind = "综合"', ("缺少 name 或 kind",)),
        ('[[department]]\nname = "甲"', ("缺少 name 或 kind", "甲")),
        ('[department]\nname = "甲"', ("[[department]]",)),
        ('title = "甲"', ("[[department]]",)),
        ("[[department", ("格式有误",)),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, text: str, words: tuple[str, ...]) -> None:
    with pytest.raises(DirectoryError) as caught:
        load_directory(write(tmp_path, text))
    message = str(caught.value)
    assert [word for word in (*words, "departments.toml", "请") if word not in message] == []


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DirectoryError, match="找不到部门名录"):
        load_directory(tmp_path / "departments.toml")


def test_the_shipped_directory(directory: Directory) -> None:
    departments = {department.name: department for department in directory.departments}
    assert Counter(department.kind.value for department in directory.departments) == {
        "综合": 8, "审判": 11, "执行": 3, "政工": 5, "纪检监察": 2, "临时专班": 1, "集合名称": 1,
    }  # fmt: skip
    assert {department.parent for department in directory.departments} == {
        None,
        "政治部",
        "执行局",
        "涉诉信访局",
    }
    assert departments["执行局执行指挥中心"].other_names == ("执行指挥中心",)
    assert len(departments["各审判业务部门"].members) == 9
    assert "立案庭" not in departments["各审判业务部门"].members
    assert departments["机关纪委"] != departments["直属机关党委"]
