"""The list of tasks: found by words, departments and targets; as the usual table."""

import pytest

from analytics import task_list
from analytics.scope import Level, Scope, select
from analytics.task_list import Sharing, Stating
from tests.plans import plan_of

PLAN = plan_of(
    [("1", "一", ["甲处", "乙处"]), ("2", "一", ["甲处"]), ("3", "二", ["丙局甲科"]), ("4", None, [])],
    parents={"丙局甲科": "丙局"},
    targets=[("2", "percent", "45%"), ("2", "deadline", "2023-12-31")],
)
IDS = PLAN.tasks["task_id"].tolist()


def numbers(found):
    return [IDS.index(task) + 1 for task in found]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [1, 2, 3, 4]),
        ({"words": "甲处"}, [1, 2]),
        ({"words": "甲处 乙"}, [1]),
        ({"words": "没有"}, []),
        ({"words": "甲处、乙处"}, [1]),
        ({"words": "\uff13"}, [3]),  # a full-width 3
        ({"department_ids": ["乙处", "丙局甲科"]}, [1, 3]),
        ({"sharing": Sharing.SOLE}, [2, 3]),
        ({"sharing": Sharing.JOINT}, [1]),
        ({"stating": Stating.STATED}, [2]),
        ({"stating": Stating.UNSTATED}, [1, 3, 4]),
        ({"words": "甲处", "stating": Stating.UNSTATED}, [1]),
    ],
)
def test_every_condition_must_hold(asked, expected):
    assert numbers(task_list.find(select(PLAN, Scope()), **asked)) == expected


def test_departments_are_sought_at_the_level_of_the_scope():
    offices, departments = (select(PLAN, Scope(level=level)) for level in Level)
    assert numbers(task_list.find(offices, department_ids=["丙局"])) == []
    assert numbers(task_list.find(departments, department_ids=["丙局"])) == [3]


def test_the_table_in_the_words_of_the_document():
    table = task_list.table(PLAN, [IDS[1], IDS[0], IDS[3]])
    assert table["序号"].tolist() == [2, 1, 4]
    assert table["责任部门"].tolist() == ["甲处", "甲处、乙处", ""]
    assert table["所属部分"].tolist() == ["一", "一", ""]
    assert table["目标要求"].tolist() == ["45%；2023-12-31", "", ""]
    assert list(table.columns) == ["序号", "工作任务", "责任部门", "所属部分", "目标要求"]


def test_roles_that_the_document_states_have_columns_of_their_own():
    plan = plan_of([("1", "一", ["甲处", "乙处"])], roles={("1", "甲处"): "lead", ("1", "乙处"): "support"})
    table = task_list.table(plan, plan.tasks["task_id"].tolist())
    assert table.loc[0, ["牵头部门", "责任部门", "配合部门"]].tolist() == ["甲处", "", "乙处"]


def test_numbers_stay_as_printed_where_one_is_no_plain_number():
    plan = plan_of([("1", None, ["甲"]), ("（二）", None, ["甲"])])
    assert task_list.table(plan, plan.tasks["task_id"].tolist())["序号"].tolist() == ["1", "（二）"]


def test_no_tasks_give_an_empty_table():
    assert task_list.table(PLAN, []).shape == (0, 5)
