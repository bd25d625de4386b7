"""A scenario's file is read back as it was written, says what is wrong with it, and its history goes back and forth."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import ScenarioError
from data.scenarios.changes import (
    KINDS,
    AddUnit,
    AllowUnit,
    Change,
    DropTask,
    ExpandCollective,
    ForbidUnit,
    MergeUnits,
    MoveUnit,
    Part,
    PinTask,
    RemoveUnit,
    ReplaceUnit,
    SplitUnit,
    UnpinTask,
    changing,
    counted,
    forbidden,
    pinned,
    told,
)
from data.scenarios.form import (
    CHANGES_AT_MOST,
    History,
    Scenario,
    checked_name,
    read_history,
    read_scenario,
    write_history,
    write_scenario,
)
from data.vocabulary import Role

EVERY: tuple[Change, ...] = (
    AddUnit("t1", "甲", 2, Role.SUPPORT),
    RemoveUnit("t1", "甲"),
    MoveUnit("t1", "甲", "t2", 1),
    MoveUnit("t1", "甲", None, 1),
    ReplaceUnit("t1", "甲", "乙"),
    DropTask("t1"),
    MergeUnits(("甲", "乙"), "丙"),
    SplitUnit("甲", (Part("甲"), Part("丁", ("t1", "t2")))),
    ExpandCollective("各庭", ("甲", "乙"), "t1"),
    PinTask("t1"),
    UnpinTask("t1"),
    ForbidUnit("t2", "甲"),
    AllowUnit("t2", "甲"),
)
CHANGES = st.lists(st.sampled_from(EVERY)).map(tuple)


def test_every_kind_of_change_goes_into_a_file_and_back():
    scenario = Scenario("d", "试一试", EVERY)
    assert {type(change) for change in EVERY} == set(KINDS.values())
    assert read_scenario(write_scenario(scenario)) == scenario
    assert read_scenario(write_scenario(scenario).encode()) == scenario


def test_a_list_of_changes_alone_is_a_scenario_of_no_document():
    assert read_scenario('[{"kind": "drop_task", "task": "t1"}]') == Scenario("", "", (DropTask("t1"),))


def test_changes_are_told_with_the_numbers_as_printed():
    numbers = {"t1": "3", "t2": "4"}
    assert [told(change, numbers) for change in EVERY] == [
        "第3项：增列甲（配合），在第2位",
        "第3项：减列甲",
        "第3项：甲移到第4项第1位",
        "第3项：甲移到第1位",
        "第3项：甲换为乙",
        "第3项：取消",
        "甲、乙合并为丙",
        "甲拆分为甲（其余各项）、丁（第3项、第4项）",
        "第3项：各庭展开为甲、乙",
        "求建议时不动第3项",
        "求建议时可以动第3项",
        "求建议时不得把甲安排到第4项",
        "求建议时可以把甲安排到第4项",
    ]
    assert told(DropTask("gone"), numbers) == "任务 gone：取消"


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ("{", "不是情景文件：读不出 JSON"),
        ('"x"', "应是一组键和值"),
        ({"version": 9, "changes": []}, "“version”应是 1"),
        ({"version": 1}, "“changes”应是一列改动"),
        ({"version": 1, "changes": [], "x": 1}, "不认识的键：x"),
        ([{"kind": "explode"}], "没有这种改动：explode（第 1 处改动）"),
        ([{"kind": ["drop_task"]}], "没有这种改动"),
        ([{"kind": "drop_task"}], "缺少“task”（第 1 处改动）"),
        ([{"kind": "drop_task", "task": 3}], "“task”应是文字"),
        ([{"kind": "drop_task", "task": " "}], "“task”应有 1 至 200 个字"),
        ([{"kind": "drop_task", "task": "t", "unit": "甲"}], "不认识的键：unit"),
        ([{"kind": "add_unit", "task": "t", "unit": "甲", "place": 0}], "“place”应是 1 以上的整数"),
        ([{"kind": "add_unit", "task": "t", "unit": "甲", "place": True}], "“place”应是 1 以上的整数"),
        ([{"kind": "add_unit", "task": "t", "unit": "甲", "role": "boss"}], "“role”应是"),
        ([{"kind": "merge_units", "units": ["甲", "甲"], "into": "乙"}], "至少是两个部门"),
        ([{"kind": "split_unit", "unit": "甲", "parts": [{"unit": "乙"}]}], "至少是两个部门"),
        ([{"kind": "split_unit", "unit": "甲", "parts": ["乙"]}], "每个部门应是一组键和值"),
        ([{"kind": "drop_task", "task": "t"}] * (CHANGES_AT_MOST + 1), "不能超过"),
    ],
)
def test_what_is_no_scenario_is_refused_with_what_is_wrong(held, said):
    with pytest.raises(ScenarioError) as error:
        read_scenario(held if isinstance(held, str) else json.dumps(held))
    assert said in str(error.value)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda own: st.lists(own) | st.dictionaries(st.sampled_from(["version", "changes", "kind", "task", "parts", "units"]), own)))  # fmt: skip
def test_nothing_that_json_holds_makes_another_error(held):
    with suppress(ScenarioError):
        read_scenario(json.dumps(held))


def test_a_name_is_cleaned_and_must_be_one():
    assert checked_name(" 首列\n均衡\u200b ") == "首列 均衡"
    for wrong in ("", " \u200b", "字" * 61):
        with pytest.raises(ScenarioError):
            checked_name(wrong)


@given(CHANGES, CHANGES)
def test_undo_and_redo_go_back_and_forth(done, more):
    history = History(done)
    longer = history.with_more(*more)
    back = longer
    for _ in more:
        back = back.undo()
    assert back.done == done
    again = back
    for _ in more:
        again = again.redo()
    assert again == longer
    assert read_history(write_history(back)) == back
    assert back.with_more(DropTask("t9")).undone == ()


def test_what_proposals_leave_alone_is_what_was_said_last_and_goes_back_with_undo():
    history = History((DropTask("t9"), PinTask("t1"), ForbidUnit("t2", "甲"), PinTask("t3"), UnpinTask("t1")))
    assert (pinned(history.done), forbidden(history.done)) == (("t3",), (("甲", "t2"),))
    assert pinned(history.undo().done) == ("t1", "t3")
    assert forbidden(history.with_more(AllowUnit("t2", "甲")).done) == ()
    assert (changing(history.done), counted(history.done)) == (
        (DropTask("t9"),),
        "改动 1 处，建议的限制 4 处",
    )
    assert counted(()) == "改动 0 处"


def test_nothing_to_undo_or_redo_changes_nothing():
    assert History().undo() == History().redo() == History()


@given(CHANGES.filter(bool), st.data())
def test_taking_one_change_out_is_a_step_that_is_undone_and_made_again(done, data):
    number = data.draw(st.integers(1, len(done)))
    history = History(done, (DropTask("t9"),))
    less = history.without(number)
    assert less.done == (*done[: number - 1], *done[number:])
    assert less.undo().done == done
    assert less.undo().redo() == less
    for kept in (less, less.undo()):
        assert read_history(write_history(kept)) == kept
    assert read_scenario(write_scenario(Scenario("d", "名", less.done))).changes == less.done


@pytest.mark.parametrize("side", ["done", "undone"])
@pytest.mark.parametrize("number", [0, 2, "1", True])
def test_a_history_that_takes_out_what_is_not_there_is_refused(side, number):
    held = {"version": 1, "done": [], "undone": []}
    steps = [{"kind": "drop_task", "task": "t"}, {"take_out": number}]
    with pytest.raises(ScenarioError):
        read_history(json.dumps(held | {side: steps if side == "done" else steps[::-1]}))
