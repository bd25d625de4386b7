from data.names.changes import Became, DepartmentChange, department_changes
from data.names.directory import Department, Directory
from data.vocabulary import DepartmentKind

GENERAL, TRIAL = DepartmentKind.GENERAL, DepartmentKind.TRIAL
BEFORE = Directory(
    (
        Department("甲", GENERAL),
        Department("乙", GENERAL, "甲", ("乙处",)),
        Department("各部门", DepartmentKind.COLLECTIVE, members=("甲",)),
    )
)


def test_what_became_of_each_department() -> None:
    after = Directory(
        (
            Department("各部门", DepartmentKind.COLLECTIVE, members=("甲", "丙")),
            Department("甲", TRIAL),
            Department("丙", TRIAL, "甲", note="虚构的说明"),
        )
    )
    assert department_changes(BEFORE, after) == (
        DepartmentChange("乙", Became.GONE),
        DepartmentChange("各部门", Became.CHANGED, "成员：甲 → 甲、丙"),
        DepartmentChange("甲", Became.CHANGED, "类别：综合 → 审判"),
        DepartmentChange("丙", Became.NEW, "上级部门：甲；类别：审判；说明：虚构的说明"),
    )


def test_the_same_directory_and_another_order() -> None:
    assert department_changes(BEFORE, BEFORE) == ()
    assert department_changes(Directory(), Directory()) == ()
    turned = Directory(BEFORE.departments[::-1])
    assert department_changes(BEFORE, turned) == (DepartmentChange("", Became.MOVED, "只有次序不同"),)
