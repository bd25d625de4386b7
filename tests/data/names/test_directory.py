from collections import Counter
from pathlib import Path

import pytest

from data.errors import DirectoryError
from data.names.directory import Directory, Unit, load_directory
from data.vocabulary import DepartmentKind


def write(folder: Path, text: str) -> Path:
    path = folder / "departments.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_small_directory_is_read_whole(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        [[unit]]
        name = "虚构局"
        kind = "执行"

        [[unit]]
        name = "虚构局一处"
        kind = "执行"
        parent = "虚构局"
        other_names = ["一处"]
        note = "虚构的说明"

        [[unit]]
        name = "各虚构部门"
        kind = "集合名称"
        members = ["虚构局一处"]
        """,
    )
    assert load_directory(path) == Directory(
        (
            Unit("虚构局", DepartmentKind.ENFORCEMENT),
            Unit("虚构局一处", DepartmentKind.ENFORCEMENT, "虚构局", ("一处",), (), "虚构的说明"),
            Unit("各虚构部门", DepartmentKind.COLLECTIVE, members=("虚构局一处",)),
        )
    )


def test_an_empty_file_is_an_empty_directory(tmp_path: Path) -> None:
    assert load_directory(write(tmp_path, "")) == Directory()


UNIT = '[[unit]]\nname = "甲"\nkind = "综合"\n'
OTHER = '[[unit]]\nname = "乙"\nkind = "综合"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (UNIT + UNIT, ("名称重复", "甲")),
        (UNIT + OTHER + 'other_names = ["甲"]', ("名称重复", "甲")),
        (UNIT + 'parent = "丙"', ("上级部门「丙」不在名录中", "甲")),
        (UNIT + 'parent = "甲"', ("成环", "甲")),
        (UNIT + 'parent = "乙"\n' + OTHER + 'parent = "甲"', ("成环", "甲")),
        (UNIT + 'members = ["甲"]', ("只有集合名称可以有成员", "甲")),
        (UNIT.replace("综合", "集合名称") + 'members = ["丙"]', ("成员「丙」不在名录中", "甲")),
        (UNIT.replace("综合", "集合名称") + 'members = ["乙", "乙"]\n' + OTHER, ("成员「乙」重复", "甲")),
        (UNIT.replace("综合", "神秘"), ("不认识的类别「神秘」", "甲")),
        (UNIT + 'colour = "红"', ("不认识的内容 colour", "甲")),
        (UNIT + 'note = ""', ("note", "甲")),
        (UNIT + 'other_names = "丙"', ("other_names", "甲")),
        (UNIT + "note = 3", ("note", "甲")),
        ('[[unit]]\nkind = "综合"', ("缺少 name 或 kind",)),
        ('[[unit]]\nname = "甲"', ("缺少 name 或 kind", "甲")),
        ('[unit]\nname = "甲"', ("[[unit]]",)),
        ('title = "甲"', ("[[unit]]",)),
        ("[[unit", ("格式有误",)),
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
    units = {unit.name: unit for unit in directory.units}
    assert Counter(unit.kind.value for unit in directory.units) == {
        "综合": 8, "审判": 11, "执行": 3, "政工": 5, "纪检监察": 2, "临时专班": 1, "集合名称": 1,
    }  # fmt: skip
    assert {unit.parent for unit in directory.units} == {None, "政治部", "执行局", "涉诉信访局"}
    assert units["执行局执行指挥中心"].other_names == ("执行指挥中心",)
    assert len(units["各审判业务部门"].members) == 9
    assert "立案庭" not in units["各审判业务部门"].members
    assert units["机关纪委"] != units["直属机关党委"]
