"""The edits of a text: by hand, and by reading the edited text again: then it says what the scenario makes of the plan."""

import pandas as pd
import pytest

from analytics.exports.scenarios import change_table, department_table, edit_table, to_paper, totals_table
from analytics.exports.word import to_docx
from analytics.scenarios.applying import apply
from analytics.scenarios.comparing import before_after
from analytics.scenarios.wording import edits
from analytics.scope import Scope, select
from data.importing.directory_files import load_directory
from data.importing.reading import read_content
from data.names.known import KnownNames
from data.scenarios.changes import (
    AddUnit,
    Change,
    DropTask,
    ExpandCollective,
    MergeUnits,
    MoveUnit,
    RemoveUnit,
    ReplaceUnit,
)
from data.scenarios.form import Scenario
from data.store.plan import Plan
from data.vocabulary import Role


def task(plan: Plan, number: int) -> str:
    return f"{plan.documents['document_id'].iloc[0]}-t{number:03}"


def found(plan: Plan, *changes: Change):
    document = plan.documents["document_id"].iloc[0]
    applied = apply(plan, Scenario(document, "试", changes))
    assert applied.faults == ()
    return applied.plan, edits(plan, applied.plan, document)


@pytest.mark.parametrize(
    ("number", "change", "line", "old", "new"),
    [
        (1, lambda own: RemoveUnit(own, "研究室"), 13, "责任部门：研究室", ""),
        (2, lambda own: AddUnit(own, "研究室", 1), 17, "责任部门：办公室、督查工作办公室", "责任部门：研究室、办公室、督查工作办公室"),
        (9, lambda own: RemoveUnit(own, "执行局协调指导处"), 47, "责任部门：执行局协调指导处、执行指挥中心", "责任部门：执行指挥中心"),
        (41, lambda own: MoveUnit(own, "涉诉信访局信访二处", None, 1), 187, "责任部门：涉诉信访局信访一处、信访二处", "责任部门：涉诉信访局信访二处、涉诉信访局信访一处"),
        (1, lambda own: AddUnit(own, "办公室", None, Role.SUPPORT), 13, "责任部门：研究室", "责任单位：研究室；配合单位：办公室"),
    ],
)  # fmt: skip
def test_one_edit_by_hand(plan: Plan, number, change, line, old, new):
    _, (edit,) = found(plan, change(task(plan, number)))
    assert (edit.number, edit.line, edit.old, edit.new) == (str(number), line, old, new)
    assert plan.documents["source"].iloc[0].split("\n")[line - 1] == old


def test_a_dropped_task_is_left_out_and_nothing_changed_is_no_edit(plan: Plan):
    _, (edit,) = found(plan, DropTask(task(plan, 53)))
    assert edit.drops_the_task
    assert edit.old.startswith("53. 组织实施“金点子”工程")
    assert found(plan)[1] == ()


def test_the_edited_text_is_read_as_the_scenario_has_it(plan: Plan):
    changed, todo = found(
        plan,
        AddUnit(task(plan, 2), "研究室", 1),
        RemoveUnit(task(plan, 14), "立案庭"),
        MoveUnit(task(plan, 41), "涉诉信访局信访二处", None, 1),
        MoveUnit(task(plan, 51), "研究室", task(plan, 50), 1),
        ReplaceUnit(task(plan, 9), "执行局协调指导处", "技术处"),
        MergeUnits(("政治部干部处", "政治部法官管理处"), "政治部法官管理处"),
        ExpandCollective("各审判业务部门"),
    )
    text = plan.documents["source"].iloc[0]
    places = plan.tasks.set_index("task_id")
    for edit in reversed(todo):
        start, end = (int(places.loc[edit.task_id, f"annotation_{side}"]) for side in ("start", "end"))
        assert text[start:end] == edit.old
        text = text[:start] + edit.new + text[end:]
    read = read_content(text.encode(), "改稿.txt", KnownNames(load_directory()))[1].document
    names = dict(zip(changed.departments["department_id"], changed.departments["name"], strict=True))
    expected = changed.responsibilities.assign(name=changed.responsibilities["department_id"].map(names))
    assert [[own.department for own in one.mentions] for one in read.tasks] == [
        expected.loc[expected["task_id"] == own, "name"].tolist() for own in changed.tasks["task_id"]
    ]


def test_the_files_say_all_of_it(plan: Plan):
    document = plan.documents["document_id"].iloc[0]
    scenario = Scenario(
        document, "试", (RemoveUnit(task(plan, 14), "立案庭"), DropTask("gone"), DropTask(task(plan, 53)))
    )
    applied = apply(plan, scenario)
    both = before_after(select(plan, Scope()), select(applied.plan, Scope()))
    numbers = dict(zip(plan.tasks["task_id"], plan.tasks["number"], strict=True))
    changes = change_table(scenario, applied.faults, numbers)
    assert changes.to_numpy().tolist() == [
        [1, "减列部门", "第14项：减列立案庭", ""],
        [2, "取消任务", "任务 gone：取消：文件里没有这项任务", "没有生效"],
        [3, "取消任务", "第53项：取消", ""],
    ]
    todo = edits(plan, applied.plan, document)
    assert edit_table(todo)[["行", "任务", "做法"]].to_numpy().tolist() == [
        [67, "14", "改写责任部门"],
        [237, "53", "删去这项任务和它的责任部门"],
    ]
    names = "原要点", "情景“试”"
    totals = totals_table(both, names)
    assert totals.iloc[:2].to_numpy().tolist() == [
        ["任务（项）", "53", "52", "−1"],
        ["列名（次）", "84", "82", "−2"],
    ]
    assert department_table(both, names).set_index("部门").loc["立案庭", "参与数增减"] == -1
    paper = to_paper(scenario, changes, todo, both, names, [("文件", "甲")])
    assert paper.title == "情景推演\n（试）"
    assert to_docx(paper).startswith(b"PK")
    assert isinstance(totals, pd.DataFrame)
