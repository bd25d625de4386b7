"""One department's profile in a tiny invented plan."""

import pytest

from analytics import profile as departments
from analytics.scope import Scope, select
from data.errors import ScopeError
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
