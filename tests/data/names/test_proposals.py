import pytest

from data.names.decisions import DecisionKind
from data.names.directory import Department, Directory
from data.names.proposals import PlacedMention, alike, propose
from data.vocabulary import DepartmentKind, Resolution

DIRECTORY = Directory(
    tuple(
        Department(name, DepartmentKind.GENERAL, parent)
        for name, parent in (
            ("研究室", None),
            ("政治部", None),
            ("政治部法官管理处", "政治部"),
            ("民事审判第一庭", None),
            ("审判管理办公室", None),
        )
    )
)


def naming(name: str, doubt: str = "", *, collective: bool = False, written: str = "") -> PlacedMention:
    return PlacedMention(name, written or name, Resolution.NEW, doubt, collective, "第 1 项")


@pytest.mark.parametrize(
    ("given", "kind", "department", "words"),
    [
        (naming("法官处"), DecisionKind.SAME, "政治部法官管理处", "相近"),
        (naming("审管理办公室"), DecisionKind.SAME, "审判管理办公室", "相近"),
        (naming("各相关部门", collective=True), DecisionKind.COLLECTIVE, None, "集合名称"),
        (naming("张三"), DecisionKind.NOT_DEPARTMENT, None, "人名或职务"),
        (naming("李副院长"), DecisionKind.NOT_DEPARTMENT, None, "人名或职务"),
        (naming("虚构监督科"), DecisionKind.DEPARTMENT, None, "没有相近"),
        (naming("政治部某处", "「某处」推定为政治部某处"), DecisionKind.DEPARTMENT, None, "省略了上级"),
        (naming("民事审判第二庭"), DecisionKind.DEPARTMENT, None, "没有相近"),
    ],
)
def test_what_is_proposed_and_why(
    given: PlacedMention, kind: DecisionKind, department: str | None, words: str
) -> None:
    (proposal,) = propose([given], DIRECTORY, None)
    assert (proposal.name, proposal.suggested.kind, proposal.suggested.department) == (
        given.department,
        kind,
        department,
    )
    assert words in proposal.reasons[0]


def test_a_doubtful_name_of_the_directory_is_decided_as_it_is_written() -> None:
    given = PlacedMention(
        "政治部法官管理处", "法官管理处（新）", Resolution.PARENT_RESTORED, "按名录推定", False, "第 2 项"
    )
    (proposal,) = propose([given], DIRECTORY, "虚构法院")
    assert (proposal.name, proposal.suggested.department) == ("法官管理处", "政治部法官管理处")
    assert proposal.suggested.body == "虚构法院"


def test_an_elided_parent_is_proposed_as_the_parent() -> None:
    (proposal,) = propose([naming("政治部某处", "推定")], DIRECTORY, None)
    assert proposal.suggested.parent == "政治部"


def test_one_proposal_for_a_name_whatever_how_often(directory: Directory) -> None:
    known = PlacedMention("研究室", "研究室", Resolution.EXACT, "", False, "第 3 项")
    again = PlacedMention("虚构处", "虚构处（新）", Resolution.NEW, "", False, "第 4 项")
    (proposal,) = propose([naming("虚构处"), known, again, again], directory, None)
    assert (proposal.written, proposal.places) == (("虚构处", "虚构处（新）"), ("第 1 项", "第 4 项"))


def test_other_numbers_are_never_alike() -> None:
    assert alike("民事审判第二庭", DIRECTORY) == ()
    assert [department.name for department in alike("民事第一庭", DIRECTORY)] == ["民事审判第一庭"]
