"""A plan seen through a scope; all plans here are invented."""

from typing import Any, cast

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analytics.scope import Collectives, Level, Scope, ScopedPlan, select
from data.errors import ScopeError
from tests.plans import plan_of


def rows(scoped: ScopedPlan) -> list[tuple[str, str, int, str, bool]]:
    """Task, department, position, role, first: what the assignments say, in words."""
    given = scoped.assignments
    return list(
        zip(
            scoped.tasks["task_id"].take(given["task"].to_numpy()),
            scoped.departments["name"].take(given["department"].to_numpy()),
            given["position"],
            given["role"],
            given["first"],
            strict=True,
        )
    )


def test_everything_as_written() -> None:
    plan = plan_of(
        [("1", "一", ["乙", "甲"]), ("2", None, ["甲"]), ("3", "二", [])],
        departments=["甲", "乙", "丙"],
        targets=[("2", "percent", "45%"), ("2", "deadline", "年内")],
    )
    scoped = select(plan, Scope())
    assert_frame_equal(
        scoped.tasks,
        pd.DataFrame(
            {
                "task_id": ["1", "2", "3"],
                "document_id": ["d", "d", "d"],
                "section_id": pd.array(["一", None, "二"], dtype="str"),
                "section_ordinal": pd.array([1, None, 2], dtype="Int64"),
                "section_title": pd.array(["一", None, "二"], dtype="str"),
                "number": ["1", "2", "3"],
                "text": ["任务1", "任务2", "任务3"],
                "size": [2, 1, 0],
                "listed": [2, 1, 0],
                "targets": [0, 2, 0],
            }
        ),
    )
    assert_frame_equal(
        scoped.departments,
        pd.DataFrame(
            {
                "department_id": ["甲", "乙"],
                "name": ["甲", "乙"],
                "kind": ["综合", "综合"],
                "parent_id": pd.Series([None, None], dtype=object),
                "parent_name": pd.Series([None, None], dtype=object),
                "collective": [False, False],
            }
        ),
    )
    assert rows(scoped) == [
        ("1", "乙", 1, "responsible", True),
        ("1", "甲", 2, "responsible", False),
        ("2", "甲", 1, "responsible", True),
    ]


def test_parents_stand_beside_the_departments_at_office_level() -> None:
    scoped = select(plan_of([("1", None, ["局甲处"])], parents={"局甲处": "局"}), Scope())
    assert scoped.departments[["name", "parent_id", "parent_name"]].to_numpy().tolist() == [
        ["局甲处", "局", "局"]
    ]


def test_a_task_counts_once_for_a_parent_at_its_first_place_in_its_strongest_role() -> None:
    plan = plan_of(
        [("1", None, ["局甲处", "室", "局乙处"]), ("2", None, ["局甲处", "局乙处"])],
        parents={"局甲处": "局", "局乙处": "局"},
        roles={("1", "局甲处"): "support", ("1", "局乙处"): "lead", ("2", "局甲处"): "support"},
    )
    scoped = select(plan, Scope(level=Level.PARENT))
    assert rows(scoped) == [
        ("1", "局", 1, "lead", True),
        ("1", "室", 2, "responsible", False),
        ("2", "局", 1, "responsible", True),
    ]
    assert scoped.tasks["size"].tolist() == [2, 1]


def test_the_topmost_parent_counts_however_far_up_it_is() -> None:
    plan = plan_of([("1", None, ["科"])], parents={"科": "处", "处": "局"})
    assert select(plan, Scope(level=Level.PARENT)).departments["name"].tolist() == ["局"]


@pytest.mark.parametrize(
    ("collectives", "expected"),
    [
        (Collectives.NODE, [("1", "各庭", 1, True), ("1", "甲庭", 2, False), ("2", "各庭", 1, True)]),
        (Collectives.OMIT, [("1", "甲庭", 2, False)]),
        (
            Collectives.EXPAND,
            [("1", "甲庭", 1, True), ("1", "乙庭", 1, True), ("2", "甲庭", 1, True), ("2", "乙庭", 1, True)],
        ),
    ],
)
def test_a_collective_name_is_a_node_or_left_out_or_its_members(
    collectives: Collectives, expected: list[tuple[str, str, int, bool]]
) -> None:
    plan = plan_of(
        [("1", None, ["各庭", "甲庭"]), ("2", None, ["各庭"])],
        departments=["甲庭", "乙庭", "各庭"],
        collectives={"各庭": ["乙庭", "甲庭"]},
    )
    scoped = select(plan, Scope(collectives=collectives))
    assert [
        (task, department, place, first) for task, department, place, _, first in rows(scoped)
    ] == expected
    sizes = {Collectives.NODE: [2, 1], Collectives.OMIT: [1, 0], Collectives.EXPAND: [2, 2]}
    assert scoped.tasks["size"].tolist() == sizes[collectives]


def test_a_department_named_by_itself_and_by_a_collective_keeps_its_strongest_role() -> None:
    plan = plan_of(
        [("1", None, ["各庭", "甲庭"])],
        collectives={"各庭": ["甲庭"]},
        roles={("1", "各庭"): "support", ("1", "甲庭"): "lead"},
    )
    assert rows(select(plan, Scope(collectives=Collectives.EXPAND))) == [("1", "甲庭", 1, "lead", True)]


def test_a_collective_without_known_members_stays_when_expanded() -> None:
    plan = plan_of([("1", None, ["各单位", "甲"])], collectives={"各单位": []})
    assert select(plan, Scope(collectives=Collectives.EXPAND)).departments["name"].tolist() == [
        "各单位",
        "甲",
    ]


def test_members_give_way_to_their_parents() -> None:
    plan = plan_of(
        [("1", None, ["各处"])],
        parents={"局甲处": "局", "局乙处": "局"},
        collectives={"各处": ["局甲处", "局乙处"]},
    )
    scoped = select(plan, Scope(level=Level.PARENT, collectives=Collectives.EXPAND))
    assert rows(scoped) == [("1", "局", 1, "responsible", True)]


def test_documents_and_sections_restrict() -> None:
    plan = plan_of(
        [("1", "一", ["甲"]), ("2", "二", ["乙"]), ("3", None, ["丙"]), ("4", "三", ["甲"])],
        documents={"4": "e"},
    )
    chosen = {
        scope: select(plan, scope).tasks["task_id"].tolist()
        for scope in (
            Scope(documents=("d",)),
            Scope(documents=("e",)),
            Scope(sections=("一", "三")),
            Scope(documents=("d",), sections=("三",)),
        )
    }
    assert list(chosen.values()) == [["1", "2", "3"], ["4"], ["1", "4"], []]


@pytest.mark.parametrize(
    ("scope", "message"),
    [
        (Scope(documents=("x",)), "没有这份文件（x）。请重新选择查看范围。"),
        (Scope(sections=("一", "x")), "没有这个部分（x）。请重新选择查看范围。"),
        (Scope(level=cast(Any, "x")), "没有这个层级（x）。请重新选择查看范围。"),
        (Scope(collectives=cast(Any, "x")), "没有这种集合名称处理方式（x）。请重新选择查看范围。"),
        (Scope(counting=cast(Any, "x")), "没有这种计数方式（x）。请重新选择查看范围。"),
    ],
)
def test_what_does_not_exist_is_refused(scope: Scope, message: str) -> None:
    with pytest.raises(ScopeError) as error:
        select(plan_of([("1", "一", ["甲"])]), scope)
    assert str(error.value) == message


def test_an_empty_plan_gives_empty_frames_of_the_same_types() -> None:
    empty, full = (select(plan_of(tasks), Scope()) for tasks in ([], [("1", "一", ["甲"])]))
    for name in ("tasks", "departments", "assignments"):
        frame = getattr(empty, name)
        assert len(frame) == 0
        assert frame.dtypes.tolist() == getattr(full, name).dtypes.tolist()


def test_the_plan_is_left_as_it_was() -> None:
    plan = plan_of(
        [("1", "一", ["局甲处", "各庭"])], parents={"局甲处": "局"}, collectives={"各庭": ["甲庭"]}
    )
    before = {name: getattr(plan, name).copy() for name in ("tasks", "departments", "responsibilities")}
    select(plan, Scope(level=Level.PARENT, collectives=Collectives.EXPAND))
    for name, frame in before.items():
        assert_frame_equal(getattr(plan, name), frame)


def test_tasks_stand_in_the_order_of_the_documents_wherever_they_are_stored() -> None:
    plan = plan_of([("1", "一", ["甲"]), ("2", "一", ["乙"]), ("3", "一", ["甲"])])
    shuffled = plan.tasks.take(np.array([2, 0, 1])).reset_index(drop=True)
    object.__setattr__(plan, "tasks", shuffled)
    scoped = select(plan, Scope())
    assert scoped.tasks["task_id"].tolist() == ["1", "2", "3"]
    assert [(task, department) for task, department, *_ in rows(scoped)] == [
        ("1", "甲"),
        ("2", "乙"),
        ("3", "甲"),
    ]
