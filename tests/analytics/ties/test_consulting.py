"""Whom to ask about a task: its departments, and those that are listed with them elsewhere."""

from hypothesis import given

from analytics.scope import Scope, select
from analytics.ties import collaboration
from analytics.ties.consulting import COLUMNS, whom_to_ask
from tests.analytics.scopes import DEPARTMENTS, LISTS, scoped_of
from tests.plans import plan_of


def asked(scoped: object, *tasks: str) -> list[tuple]:
    frame = whom_to_ask(scoped, tasks)  # type: ignore[arg-type]
    columns = ("task_id", "name", "listed", "with_ids", "task_ids")
    return list(zip(*(frame[column].tolist() for column in columns), strict=True))


def test_the_listed_and_those_listed_with_them_elsewhere() -> None:
    scoped = scoped_of("乙甲", "乙丙", "甲乙丙", "丙丁", "戊")
    assert asked(scoped, "1") == [
        ("1", "乙", True, [], []),
        ("1", "甲", True, [], []),
        ("1", "丙", False, ["乙", "甲"], ["2", "3"]),
    ]
    assert asked(scoped, "5", "4") == [
        ("5", "戊", True, [], []),
        ("4", "丙", True, [], []),
        ("4", "丁", True, [], []),
        ("4", "乙", False, ["丙"], ["2", "3"]),
        ("4", "甲", False, ["丙"], ["3"]),
    ]


def test_what_the_scope_lacks_is_passed_over() -> None:
    frame = whom_to_ask(scoped_of("甲", ""), ["2", "9", "9"])
    assert frame.empty
    assert list(frame) == COLUMNS


def test_a_collective_name_is_one() -> None:
    tasks = [("1", None, ["甲", "各庭"]), ("2", None, ["乙", "各庭"])]
    plan = plan_of(tasks, departments=[*DEPARTMENTS, "各庭"], collectives={"各庭": []})
    frame = whom_to_ask(select(plan, Scope()), ["1"])
    assert frame["collective"].tolist() == [False, True, False]
    assert frame["task_ids"].tolist() == [[], [], ["2"]]


@given(LISTS)
def test_those_asked_are_the_partners_by_other_tasks(lists: list[list[str]]) -> None:
    scoped = scoped_of(*lists)
    for at, own in enumerate(lists, 1):
        elsewhere = [other if number != at else [] for number, other in enumerate(lists, 1)]
        graph = collaboration.graph(scoped_of(*elsewhere))
        expected = {other for one in own if one in graph for other in graph[one]} - set(own)
        frame = whom_to_ask(scoped, [str(at)])
        assert set(frame["name"][~frame["listed"]]) == expected
        assert frame["name"][frame["listed"]].tolist() == own
