"""One department's profile in a tiny invented plan."""

import pytest

from analytics import profile as departments
from analytics.findings import department_figures
from analytics.scope import Level, Scope, select
from data.errors import ScopeError
from data.store.plan import Plan
from tests.analytics.findings.sentences import behind, told
from tests.plans import plan_of

PLAN = plan_of(
    [("1", "一", ["乙", "局甲处"]), ("2", "二", ["局甲处"]), ("3", "二", ["乙"]), ("4", "二", ["乙"])],
    parents={"局甲处": "局"},
    targets=[("2", "percent", "45%")],
)


def test_profile() -> None:
    found = departments.profile(select(PLAN, Scope()), "局甲处")
    figures = {
        field: getattr(found, field)
        for field in found.__dataclass_fields__
        if field not in ("partners", "sections", "tasks")
    }
    assert figures == {
        "department_id": "局甲处",
        "name": "局甲处",
        "kind": "综合",
        "parent_name": "局",
        "departments": 2,
        "full": 2,
        "fractional": 1.5,
        "full_rank": 2,
        "fractional_rank": 2,
        "sole": 1,
        "joint": 1,
        "first_listed": 1,
        "joint_first": 0,
        "lead": 0,
        "support": 0,
        "with_target": 1,
    }
    assert found.partners[["partner_id", "shared", "share"]].to_numpy().tolist() == [["乙", 1, 0.5]]
    assert found.sections[["section_title", "full", "fractional"]].to_numpy().tolist() == [
        ["一", 1, 0.5],
        ["二", 1, 1.0],
    ]
    assert found.tasks[["task_id", "position", "role", "first"]].to_numpy().tolist() == [
        ["1", 2, "responsible", False],
        ["2", 1, "responsible", True],
    ]


def test_a_department_without_a_task_is_refused() -> None:
    with pytest.raises(ScopeError) as error:
        departments.profile(select(PLAN, Scope()), "局")
    assert str(error.value) == "这个部门在当前范围内没有任务。请重新选择部门，或放宽查看范围。"


def test_the_figures_of_a_department_open_their_tasks() -> None:
    found = department_figures(departments.profile(select(PLAN, Scope()), "局甲处"))
    assert told(found) == [
        "隶属局",
        "类别：综合",
        "共同任务1项中首列（推定牵头）0项",
        "涉及2个部分",
        "写明目标1项",
    ]
    assert [behind(one) for one in found] == [[], [], [("1项", ("1",)), ("0项", ())], [], [("1项", ("2",))]]


def test_who_leads_is_told_as_the_document_says_it() -> None:
    plan = plan_of(
        [("1", "一", ["甲", "乙"]), ("2", "一", ["乙", "甲"])],
        roles={("1", "甲"): "lead", ("1", "乙"): "support", ("2", "乙"): "lead", ("2", "甲"): "support"},
    )
    found = department_figures(departments.profile(select(plan, Scope()), "甲"))
    assert told(found)[1:3] == ["牵头1项", "配合1项"]
    assert [behind(one) for one in found[1:3]] == [[("1项", ("1",))], [("1项", ("2",))]]


@pytest.mark.parametrize("level", Level)
def test_figures_are_the_counts_of_the_profile(plan: Plan, level: Level) -> None:
    scoped = select(plan, Scope(level=level))
    for department in scoped.departments["department_id"]:
        own = departments.profile(scoped, department)
        counts = [int(text.removesuffix("项")) for one in department_figures(own) for text, _ in behind(one)]
        joint = [own.joint, own.joint_first] if own.joint else []
        assert counts == [*joint, own.with_target]
