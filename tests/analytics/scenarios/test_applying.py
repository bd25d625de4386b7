"""Changes make another plan: by hand, undone, against a plain second way, and the stored plan stays as it is."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.loads.workload import by_department
from analytics.rows import each_row
from analytics.scenarios.applying import apply
from analytics.scope import Scope, select
from data.errors import ScenarioError
from data.scenarios.changes import (
    AddUnit,
    Change,
    DropTask,
    ExpandCollective,
    MergeUnits,
    MoveUnit,
    Part,
    RemoveUnit,
    ReplaceUnit,
    SplitUnit,
)
from data.scenarios.form import History, Scenario
from data.store.plan import Plan
from data.vocabulary import Role
from tests.plans import DOCUMENT, plan_of

TINY = plan_of(
    [("1", "一", ["甲", "乙"]), ("2", "一", ["乙", "丙", "各庭"]), ("3", "二", ["丙"])],
    collectives={"各庭": ["丁", "戊"]},
    targets=[("3", "percent", "90%")],
)
FRAMES = ("tasks", "targets", "departments", "responsibilities")


def made(*changes: Change, plan: Plan = TINY):
    return apply(plan, Scenario(DOCUMENT, "试", changes))


def lists(plan: Plan) -> dict[str, list[str]]:
    """Task → names of its departments, in printed order, seen by the program's own way of looking."""
    names = dict(zip(plan.departments["department_id"], plan.departments["name"], strict=True))
    found: dict[str, list[str]] = {task: [] for task in plan.tasks["task_id"]}
    for row in each_row(plan.responsibilities):
        assert row.position == len(found[row.task_id]) + 1
        found[row.task_id].append(names[row.department_id])
    assert [len(set(found[task])) for task in plan.tasks["task_id"]] == plan.tasks[
        "departments_count"
    ].tolist()
    return found


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (AddUnit("3", "甲"), {"3": ["丙", "甲"]}),
        (AddUnit("3", "甲", 1), {"3": ["甲", "丙"]}),
        (AddUnit("3", "甲", 9), {"3": ["丙", "甲"]}),
        (RemoveUnit("1", "甲"), {"1": ["乙"]}),
        (RemoveUnit("3", "丙"), {"3": []}),
        (MoveUnit("2", "各庭", None, 1), {"2": ["各庭", "乙", "丙"]}),
        (MoveUnit("2", "乙"), {"2": ["丙", "各庭", "乙"]}),
        (MoveUnit("1", "甲", "3", 1), {"1": ["乙"], "3": ["甲", "丙"]}),
        (ReplaceUnit("1", "甲", "丁"), {"1": ["丁", "乙"]}),
        (MergeUnits(("乙", "丙"), "乙"), {"1": ["甲", "乙"], "2": ["乙", "各庭"], "3": ["乙"]}),
        (MergeUnits(("甲", "乙"), "新处"), {"1": ["新处"], "2": ["新处", "丙", "各庭"]}),
        (SplitUnit("丙", (Part("丙"), Part("己", ("3",)))), {"3": ["己"]}),
        (SplitUnit("丙", (Part("庚", ("2",)), Part("己", ("2",)))), {"2": ["乙", "庚", "己", "各庭"], "3": ["庚"]}),
        (ExpandCollective("各庭"), {"2": ["乙", "丙", "丁", "戊"]}),
        (ExpandCollective("各庭", ("甲", "丙"), "2"), {"2": ["乙", "丙", "甲"]}),
    ],
)  # fmt: skip
def test_each_change_by_hand(change, expected):
    applied = made(change)
    assert applied.faults == ()
    assert lists(applied.plan) == {**lists(TINY), **expected}


def test_a_dropped_task_leaves_with_its_targets():
    applied = made(DropTask("3"))
    assert lists(applied.plan) == {"1": ["甲", "乙"], "2": ["乙", "丙", "各庭"]}
    assert applied.plan.targets.empty
    assert len(TINY.targets) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (RemoveUnit("9", "甲"), "任务 9：减列甲：文件里没有这项任务"),
        (RemoveUnit("3", "甲"), "第3项：减列甲：第3项没有列甲"),
        (AddUnit("1", "甲"), "第1项：增列甲：第1项已经列了甲"),
        (AddUnit("1", "没有处"), "第1项：增列没有处：名录和文件里没有“没有处”"),
        (MoveUnit("1", "乙", "2"), "第1项：乙移到第2项最后：第2项已经列了乙"),
        (MoveUnit("1", "乙", "8"), "第1项：乙移到任务 8最后：文件里没有这项任务"),
        (MergeUnits(("丁", "戊"), "丁"), "丁、戊合并为丁：没有任务列这些部门"),
        (SplitUnit("丙", (Part("丙"), Part("己", ("1",)))), "丙拆分为丙（其余各项）、己（第1项）：第1项没有列丙"),
        (ExpandCollective("丙"), "丙展开为名录所列成员：名录没有写明丙的成员，要逐个写出"),
        (ExpandCollective("各庭", ("各庭",)), "各庭展开为各庭：各庭不能是它自己的成员"),
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_made_is_told_and_the_others_are_made(change, said):
    applied = made(change, DropTask("2"), DropTask("2"))
    assert [(fault.number, fault.text) for fault in applied.faults] == [
        (1, said),
        (3, "第2项：取消：这项任务已取消"),
    ]
    assert lists(applied.plan) == {"1": ["甲", "乙"], "3": ["丙"]}


def test_the_strongest_role_is_kept_and_the_first_leads_where_the_document_says_so():
    stated = plan_of([("1", None, ["甲", "乙", "丙"])], roles={("1", "丙"): "lead", ("1", "甲"): "support"})
    merged = made(MergeUnits(("甲", "丙"), "甲"), plan=stated).plan.responsibilities
    assert merged[["department_id", "role"]].to_numpy().tolist() == [["甲", "lead"], ["乙", "responsible"]]
    first = plan_of([("1", None, ["甲", "乙"])], roles={("1", "甲"): "lead"})
    first.documents["first_listed_leads"] = True
    moved = made(MoveUnit("1", "乙", None, 1), plan=first).plan.responsibilities
    assert moved[["department_id", "role"]].to_numpy().tolist() == [["乙", "lead"], ["甲", "responsible"]]
    added = made(
        AddUnit("1", "丙", None, Role.SUPPORT), plan=plan_of([("1", None, ["甲"])], departments=["丙"])
    )
    assert added.plan.responsibilities["role"].tolist() == ["responsible", "support"]


def test_only_the_document_of_the_scenario_changes():
    two = plan_of([("1", None, ["甲"]), ("2", None, ["甲"])], documents={"2": "d2"})
    merged = made(SplitUnit("甲", (Part("乙"), Part("丙", ("1",)))), plan=two).plan
    assert lists(merged) == {"1": ["丙"], "2": ["甲"]}
    assert merged.documents["title"].tolist() == ["工作要点（虚构）（情景：试）", "工作要点（虚构）"]
    with pytest.raises(ScenarioError, match="没有情景所说的文件"):
        apply(two, Scenario("d9", "试"))


def test_versions_tell_plans_apart():
    versions = [made(*changes).plan.version for changes in ((), (DropTask("1"),), (DropTask("2"),), ())]
    assert len(set(versions)) == 3
    assert versions[0] == versions[3] != TINY.version


def test_a_new_department_is_beside_the_one_it_comes_from_and_of_its_kind():
    applied = made(SplitUnit("乙", (Part("乙"), Part("乙二", ("2",)))))
    seen = select(applied.plan, Scope())
    assert seen.departments["name"].tolist() == ["甲", "乙", "乙二", "丙", "各庭"]
    assert seen.departments["kind"].tolist()[2] == seen.departments["kind"].tolist()[1]


# ── by another way ──────────────────────────────────────────────────────────────────────────────────────────

UNITS = ["甲", "乙", "丙", "丁", "戊", "各庭"]
TASKS = ["1", "2", "3", "9"]


def some_changes() -> st.SearchStrategy[tuple[Change, ...]]:
    unit, task = st.sampled_from(UNITS), st.sampled_from(TASKS)
    place = st.none() | st.integers(1, 4)
    kinds = st.one_of(
        st.builds(AddUnit, task, unit, place),
        st.builds(RemoveUnit, task, unit),
        st.builds(MoveUnit, task, unit, st.none() | task, place),
        st.builds(ReplaceUnit, task, unit, unit),
        st.builds(DropTask, task),
        st.builds(MergeUnits, st.lists(unit, min_size=2, max_size=3, unique=True).map(tuple), unit),
        st.builds(ExpandCollective, st.just("各庭"), st.just(()), st.none() | task),
    )
    return st.lists(kinds, max_size=6).map(tuple)


@given(some_changes(), some_changes())
def test_apply_then_undo_is_the_plan_before(changes, more):
    history = History(changes).with_more(*more)
    for _ in more:
        history = history.undo()
    before, after = made(*changes).plan, made(*history.done).plan
    assert before.version == after.version
    for name in FRAMES:
        pd.testing.assert_frame_equal(getattr(before, name), getattr(after, name))


@given(some_changes())
def test_the_stored_plan_is_never_touched_and_no_change_is_no_difference(changes):
    kept = {name: getattr(TINY, name).copy() for name in FRAMES}
    applied = made(*changes)
    for name in FRAMES:
        pd.testing.assert_frame_equal(getattr(TINY, name), kept[name])
        pd.testing.assert_frame_equal(getattr(made().plan, name), kept[name])
        assert getattr(applied.plan, name).dtypes.equals(kept[name].dtypes)
    assert {fault.number for fault in applied.faults} <= set(range(1, len(changes) + 1))


@given(some_changes())
def test_lists_are_what_a_plain_way_makes_of_them(changes):
    assert lists(made(*changes).plan) == plainly(lists(TINY), changes)


@given(some_changes())
def test_counts_of_the_measures_are_those_of_the_lists(changes):
    plan = made(*changes).plan
    counted = {row.name: (row.full, row.sole) for row in by_department(select(plan, Scope())).itertuples()}
    held = lists(plan)
    assert counted == {
        unit: (
            sum(unit in listed for listed in held.values()),
            sum(listed == [unit] for listed in held.values()),
        )
        for unit in UNITS
        if any(unit in listed for listed in held.values())
    }


def plainly(held: dict[str, list[str]], changes: Sequence[Change]) -> dict[str, list[str]]:
    """The lists after the changes, made with nothing but lists of names."""
    for change in changes:
        held = _plainly({task: [*listed] for task, listed in held.items()}, change) or held
    return held


def _plainly(held: dict[str, list[str]], change: Change) -> dict[str, list[str]] | None:  # noqa: C901 (a case for each kind)
    def put(listed: list[str], unit: str, place: int | None) -> None:
        listed.insert(len(listed) if place is None else min(place - 1, len(listed)), unit)

    task: Any = getattr(change, "task", None)
    if task is not None and task not in held:
        return None
    match change:
        case AddUnit():
            if change.unit in held[task]:
                return None
            put(held[task], change.unit, change.place)
        case RemoveUnit():
            if change.unit not in held[task]:
                return None
            held[task].remove(change.unit)
        case MoveUnit():
            to = change.to or task
            if change.unit not in held[task] or to not in held or (to != task and change.unit in held[to]):
                return None
            held[task].remove(change.unit)
            put(held[to], change.unit, change.place)
        case ReplaceUnit():
            if change.unit not in held[task] or change.by in held[task]:
                return None
            held[task][held[task].index(change.unit)] = change.by
        case DropTask():
            del held[task]
        case MergeUnits():
            if not any(unit in listed for listed in held.values() for unit in change.units):
                return None
            held = {
                own: list(dict.fromkeys(change.into if unit in change.units else unit for unit in listed))
                if set(change.units) & set(listed)
                else listed
                for own, listed in held.items()
            }
        case ExpandCollective():
            own = [one for one in ([task] if task else held) if "各庭" in held[one]]
            if not own:
                return None
            for one in own:
                at = held[one].index("各庭")
                held[one] = list(dict.fromkeys([*held[one][:at], "丁", "戊", *held[one][at + 1 :]]))
    return held


def test_the_real_plan_with_a_few_changes(plan: Plan):
    document = plan.documents["document_id"].iloc[0]
    changes = (
        AddUnit(f"{document}-t002", "研究室", 1),
        MergeUnits(("政治部干部处", "政治部法官管理处"), "政治部"),
        ExpandCollective("各审判业务部门"),
        DropTask(f"{document}-t053"),
    )
    applied = apply(plan, Scenario(document, "试", changes))
    assert applied.faults == ()
    seen = select(applied.plan, Scope())
    counts = by_department(seen).set_index("name")["full"]
    assert (len(seen.tasks), len(seen.assignments)) == (52, 87)
    assert counts[["研究室", "政治部", "刑事审判第一庭"]].tolist() == [11, 8, 2]
    assert "各审判业务部门" not in counts
