"""The ordered matrix: the same numbers in every order."""

import pytest
from hypothesis import given

from analytics.loads import workload
from analytics.rows import each_row
from analytics.scope import Counting, Scope, select
from analytics.ties import collaboration
from analytics.ties.groups import groups
from analytics.ties.matrix import Order, matrix
from tests.analytics.scopes import LISTS, scoped_of
from tests.plans import plan_of

PLAN = plan_of(
    [
        (str(number), None, departments.split("、"))
        for number, departments in enumerate(
            ("局甲处、室", "室、局乙处", "局乙处", "院", "院、各庭", "室", "馆"), 1
        )
    ],
    parents={"局甲处": "局", "局乙处": "局"},
    collectives={"各庭": []},
)


@pytest.mark.parametrize(
    ("order", "names", "blocks"),
    [
        (Order.LOAD, "室 局乙处 院 局甲处 各庭 馆", " | | | | | "),
        (Order.KIND, "室 局乙处 院 局甲处 馆 各庭", "综合|综合|综合|综合|综合|集合名称"),
        (
            Order.GROUP,
            "室 局乙处 局甲处 院 各庭 馆",
            "候选协作组1|候选协作组1|候选协作组1|候选协作组2|候选协作组2|没有共同任务",
        ),
        (Order.PARENT, "局乙处 局甲处 室 院 各庭 馆", "局|局|室|院|各庭|馆"),
    ],
)
def test_orders(order: Order, names: str, blocks: str) -> None:
    scoped = select(PLAN, Scope())
    found = matrix(scoped, order, groups(scoped))
    assert " ".join(found.names) == names
    assert list(found.blocks) == [block.strip() for block in blocks.split("|")]


def test_cells() -> None:
    scoped = scoped_of("甲乙", "乙甲", "丙乙")
    found = matrix(scoped, Order.LOAD, groups(scoped))
    assert found.department_ids == ("乙", "甲", "丙")
    assert found.shared.tolist() == [[3, 2, 1], [2, 2, 0], [1, 0, 1]]
    assert found.cells.to_numpy().tolist() == [
        [0, 1, "乙", "甲", 2],
        [0, 2, "乙", "丙", 1],
        [1, 0, "甲", "乙", 2],
        [2, 0, "丙", "乙", 1],
    ]


def test_the_load_is_counted_as_the_scope_says() -> None:
    plan = plan_of([("1", None, ["甲", "乙", "丙"]), ("2", None, ["甲", "丁", "丙"]), ("3", None, ["戊"])])
    orders = {
        counting: matrix(scoped := select(plan, Scope(counting=counting)), Order.LOAD, groups(scoped)).names[
            0
        ]
        for counting in Counting
    }
    assert orders == {Counting.FULL: "甲", Counting.FRACTIONAL: "戊"}


@given(LISTS)
def test_cells_are_the_ties_and_the_tasks_behind_them(lists: list[list[str]]) -> None:
    scoped = scoped_of(*lists)
    for order in Order:
        found = matrix(scoped, order, groups(scoped))
        assert sorted(found.department_ids) == sorted(scoped.departments["department_id"])
        assert len(found.cells) == 2 * len(collaboration.ties(scoped))
        for cell in each_row(found.cells):
            assert found.department_ids[cell.row] == cell.source_id
            tasks = workload.tasks_of(scoped, cell.source_id, other_department_id=cell.target_id)
            assert cell.shared == len(tasks) == found.shared[cell.row, cell.column]
