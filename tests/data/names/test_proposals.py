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
        (naming("政治部综合科"), DecisionKind.DEPARTMENT, None, "以「政治部」开头"),
        (naming("政治部某处", "「某处」推定为政治部某处"), DecisionKind.DEPARTMENT, None, "省略了上级"),
        (naming("民事审判第二庭"), DecisionKind.DEPARTMENT, None, "没有相近"),
    ],
)
def test_what_is_proposed_and_why(
    given: PlacedMention, kind: DecisionKind, department: str | None, words: str
) -> None:
    (proposal,) = propose([given], DIRECTORY, None)
    assert proposal.suggested is not None
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
    assert proposal.suggested is not None
    assert (proposal.name, proposal.suggested.department) == ("法官管理处", "政治部法官管理处")
    assert proposal.suggested.body == "虚构法院"


def test_an_elided_parent_is_proposed_as_the_parent() -> None:
    (proposal,) = propose([naming("政治部某处", "推定")], DIRECTORY, None)
    assert proposal.suggested is not None
    assert proposal.suggested.parent == "政治部"


@pytest.mark.parametrize("name", ["区委研究室办公室", "区政府审判管理办公室", "审判管理局办公室"])
def test_what_only_ends_alike_is_never_suggested_as_the_same(name: str) -> None:
    (proposal,) = propose([naming(name)], DIRECTORY, None)
    assert proposal.suggested is None or proposal.suggested.kind is DecisionKind.DEPARTMENT


def test_units_of_our_own_are_never_suggested_for_another_body() -> None:
    borrowed = frozenset(department.name for department in DIRECTORY.departments)
    names = [naming("法官处"), naming("政治部综合科"), naming("虚构处"), naming("虚构处一科")]
    found = {own.name: own.suggested for own in propose(names, DIRECTORY, "虚构法院", borrowed)}
    assert {name: own and (own.kind, own.department, own.parent) for name, own in found.items()} == {
        "法官处": (DecisionKind.DEPARTMENT, None, None),
        "政治部综合科": (DecisionKind.DEPARTMENT, None, None),
        "虚构处": (DecisionKind.DEPARTMENT, None, None),
        "虚构处一科": (DecisionKind.DEPARTMENT, None, "虚构处"),
    }
    named = PlacedMention("政治部", "政治部", Resolution.EXACT, "", False, "第 2 项")
    (own,) = propose([naming("政治部综合科"), named], DIRECTORY, "虚构法院", borrowed)
    assert own.suggested is not None
    assert own.suggested.parent == "政治部"  # the body has one itself


def test_one_proposal_for_a_name_whatever_how_often(directory: Directory) -> None:
    known = PlacedMention("研究室", "研究室", Resolution.EXACT, "", False, "第 3 项")
    again = PlacedMention("虚构处", "虚构处（新）", Resolution.NEW, "", False, "第 4 项")
    (proposal,) = propose([naming("虚构处"), known, again, again], directory, None)
    assert (proposal.written, proposal.places) == (("虚构处", "虚构处（新）"), ("第 1 项", "第 4 项"))


def test_other_numbers_are_never_alike() -> None:
    assert alike("民事审判第二庭", DIRECTORY) == ()
    assert [department.name for department in alike("民事第一庭", DIRECTORY)] == ["民事审判第一庭"]
