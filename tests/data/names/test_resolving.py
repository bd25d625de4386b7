"""From written names to departments. All names are invented or general."""

import pytest

from data.names.directory import Department, Directory
from data.names.resolving import resolve
from data.vocabulary import DepartmentKind, Resolution

KNOWN = Directory(
    (
        Department("政治部", DepartmentKind.PERSONNEL),
        Department("政治部干部处", DepartmentKind.PERSONNEL, "政治部"),
        Department("政治部宣传处", DepartmentKind.PERSONNEL, "政治部"),
        Department("信访局", DepartmentKind.GENERAL),
        Department("信访局信访一处", DepartmentKind.GENERAL, "信访局"),
        Department("信访局信访二处", DepartmentKind.GENERAL, "信访局"),
        Department("执行局", DepartmentKind.ENFORCEMENT),
        Department("执行局指挥中心", DepartmentKind.ENFORCEMENT, "执行局", ("指挥中心",)),
        Department("执行局综合处", DepartmentKind.ENFORCEMENT, "执行局"),
        Department("政治部综合处", DepartmentKind.PERSONNEL, "政治部"),
        Department("技术处", DepartmentKind.GENERAL),
        Department("各审判部门", DepartmentKind.COLLECTIVE),
    )
)


def names(written: str) -> str:
    return "、".join(department.name for department in resolve(written.split("、"), Directory()))


def test_an_empty_list_has_no_departments():
    assert resolve([], KNOWN) == ()


@pytest.mark.parametrize(
    ("written", "meant", "how"),
    [
        ("政治部干部处、技术处", "政治部干部处、技术处", "exact exact"),
        ("信访局信访一处、信访二处", "信访局信访一处、信访局信访二处", "exact parent_restored"),
        ("执行局综合处、指挥中心", "执行局综合处、执行局指挥中心", "exact other_name"),
        ("政治部干部处、综合处", "政治部干部处、政治部综合处", "exact parent_restored"),
        ("各审判部门、档案馆", "各审判部门、档案馆", "exact new"),
    ],
)
def test_by_the_directory(written, meant, how):
    resolved = resolve(written.split("、"), KNOWN)
    assert "、".join(department.name for department in resolved) == meant
    assert [department.resolution for department in resolved] == [Resolution(word) for word in how.split()]
    assert [department.doubt for department in resolved] == [""] * len(resolved)


def test_a_name_with_one_possible_parent_is_restored_aloud():
    (department,) = resolve(["宣传处"], KNOWN)
    assert (department.name, department.resolution) == ("政治部宣传处", Resolution.PARENT_RESTORED)
    assert department.doubt == "「宣传处」按名录推定为政治部宣传处"


def test_a_name_with_two_possible_parents_is_left_for_a_person():
    (department,) = resolve(["综合处"], KNOWN)
    assert (department.name, department.resolution) == ("综合处", Resolution.NEW)
    assert department.doubt == "「综合处」可能指执行局综合处、政治部综合处，未作认定"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("省科技厅、工业和信息化厅", "省科技厅、省工业和信息化厅"),
        ("省公安厅、青川海关、人民银行、财政厅", "省公安厅、青川海关、人民银行、省财政厅"),
        ("省科技厅、市政府、省税务局", "省科技厅、市政府、省税务局"),
        ("省科技厅、各市人民政府", "省科技厅、各市人民政府"),
        ("市发改局、教育局、市委宣传部", "市发改局、市教育局、市委宣传部"),
        ("省委组织部、宣传部", "省委组织部、省委宣传部"),
        ("民事审判第一庭、第二庭", "民事审判第一庭、民事审判第二庭"),
        ("刑事审判第一、第二庭", "刑事审判第一庭、刑事审判第二庭"),
        ("民事审判第一、二、三庭、研究室", "民事审判第一庭、民事审判第二庭、民事审判第三庭、研究室"),
        ("县委编办、县政务服务局", "县委编办、县政务服务局"),
        ("市委办公室、市人大常委会办公室、市政协办公室", "市委办公室、市人大常委会办公室、市政协办公室"),
        ("市中级人民法院、公安局、司法局", "市中级人民法院、市公安局、市司法局"),
        ("执行局综合处、执行监督处、装备管理处", "执行局综合处、执行局执行监督处、装备管理处"),
        ("立案庭、研究室、办公室", "立案庭、研究室、办公室"),
        ("审判管理办公室、政治部", "审判管理办公室、政治部"),
    ],
)
def test_by_language_where_the_directory_knows_nothing(written, meant):
    assert names(written) == meant


def test_what_language_cannot_settle_is_said():
    resolved = resolve(["政治部干部处", "人事处"], Directory())
    assert resolved[1].doubt == "「人事处」按并列名称推定为政治部人事处"
    assert resolve(["政治部干部处", "技术处"], Directory())[1].name == "技术处"
    assert [department.doubt for department in resolve(["省科技厅", "教育厅"], Directory())] == ["", ""]


@pytest.mark.parametrize(
    "name", ["各部门", "各县（市、区）人民法院", "市直各部门", "有关单位", "全市法院", "两级法院"]
)
def test_collective_names(name):
    assert resolve([name], Directory())[0].collective
