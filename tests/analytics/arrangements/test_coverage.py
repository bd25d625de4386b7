"""The fewest joint meetings: by hand, by trying everything, and by another integer programme."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from analytics.arrangements import bounds, covering
from analytics.arrangements.coverage import Attendance, Coverage, Meeting, meetings
from analytics.scope import Scope, ScopedPlan, select
from data.errors import ScopeError
from tests.analytics.scopes import LISTS, scoped_of
from tests.benchmarks.synthetic import synthetic_plan


def test_meetings() -> None:
    found = meetings(scoped_of("甲乙", "乙甲丙", "丁戊", "己", "戊丁"), seats_at_most=3)
    assert found.meetings == (
        Meeting(("甲", "乙", "丙"), ("甲", "乙", "丙"), ("1", "2")),
        Meeting(("丁", "戊"), ("丁", "戊"), ("3", "5")),
    )
    assert (found.seats, found.optimal, found.unseated, found.collectives) == (5, True, (), ())
    assert [len(meetings(scoped_of("甲乙", "丙丁"), seats).meetings) for seats in (2, 3, 4)] == [2, 2, 1]


def test_a_task_with_too_many_departments_is_told() -> None:
    found = meetings(scoped_of("甲乙丙", "甲乙"), seats_at_most=2)
    assert (found.unseated, found.meetings[0].task_ids, found.optimal) == (("1",), ("2",), True)


def test_a_collective_name_takes_one_seat_and_is_told() -> None:
    assert meetings(scoped_of("甲乙", collectives={"乙": []})).collectives == ("乙",)


@pytest.mark.parametrize("lists", [(), ("甲", "乙"), ("",)])
def test_without_joint_tasks_nobody_meets(lists: tuple[str, ...]) -> None:
    found = meetings(scoped_of(*lists))
    assert (found.meetings, found.seats, found.optimal, found.unseated) == ((), 0, True, ())


def test_one_department_is_no_meeting() -> None:
    with pytest.raises(ScopeError, match="至少要有两个部门"):
        meetings(scoped_of("甲乙"), seats_at_most=1)


def test_who_always_comes_takes_a_seat_at_each_meeting() -> None:
    found = meetings(scoped_of("甲乙", "丙丁", "戊"), 3, attendance=Attendance(always=("戊",)))
    assert sorted((meeting.department_ids, meeting.task_ids) for meeting in found.meetings) == [
        (("丙", "丁", "戊"), ("2",)),
        (("甲", "乙", "戊"), ("1",)),
    ]
    assert (found.seats, found.optimal) == (6, True)
    too_many = meetings(scoped_of("甲乙", "丙"), 2, attendance=Attendance(always=("丙",)))
    assert (too_many.meetings, too_many.unseated) == ((), ("1",))


def test_who_never_comes_takes_no_seat_and_no_task_waits_for_it() -> None:
    found = meetings(scoped_of("甲乙丙", "甲丁", "丙乙"), 2, attendance=Attendance(never=("甲",)))
    assert [(meeting.department_ids, meeting.task_ids) for meeting in found.meetings] == [
        (("乙", "丙"), ("1", "3"))
    ]
    assert (found.alone, found.unseated, found.seats, found.optimal) == (("2",), (), 2, True)


def test_tasks_that_are_dealt_with_together_are_at_one_meeting() -> None:
    apart = scoped_of("甲乙", "丙丁", "乙戊")
    found = meetings(apart, 4, attendance=Attendance(together=("1", "2")))
    assert [meeting.task_ids for meeting in found.meetings] == [("1", "2"), ("3",)]
    assert (found.seats, found.optimal) == (6, True)
    assert meetings(apart, 3, attendance=Attendance(together=("1", "2"))).unseated == ("1", "2")


def test_a_department_cannot_come_always_and_never() -> None:
    with pytest.raises(ScopeError, match="甲"):
        meetings(scoped_of("甲乙"), attendance=Attendance(always=("甲",), never=("甲",)))


def test_sets_that_cannot_meet_prove_how_many_meetings_there_must_be() -> None:
    """Six pairs of four departments, two seats: a meeting each, and each department three times."""
    pairs = [0b0011, 0b0101, 0b1001, 0b0110, 0b1010, 0b1100]
    assert (bounds.fewest_meetings(pairs, 2), bounds.fewest_seats(pairs, 2)) == (6, 12)
    assert (bounds.fewest_meetings(pairs, 4), bounds.fewest_seats(pairs, 4)) == (1, 4)
    assert (bounds.fewest_meetings([], 2), bounds.fewest_seats([], 2)) == (0, 0)
    # One department with six others, three seats: it must come three times.
    assert bounds.fewest_seats([1 | 2 << n for n in range(6)], 3) == 3 + 6


@given(LISTS.map(lambda lists: lists[:7]), st.integers(2, 6))
def test_the_bounds_without_looking_hold(lists: list[list[str]], seats: int) -> None:
    best = meetings(scoped_of(*lists), seats)
    sets = [sum(1 << "甲乙丙丁戊己庚".index(name) for name in one) for one in lists if 1 < len(one) <= seats]
    assert bounds.fewest_meetings(sets, seats) <= len(best.meetings)
    assert bounds.fewest_seats(sets, seats) <= best.seats


def holds(scoped: ScopedPlan, found: Coverage) -> bool:
    """Every task sits in the meeting that names it, and no meeting is too large."""
    departments_of = {
        task: set(scoped.departments["department_id"].array[departments])
        for task, departments in scoped.assignments.groupby("task")["department"].agg(list).items()
    }
    rows = {task: row for row, task in enumerate(scoped.tasks["task_id"])}
    told = [task for meeting in found.meetings for task in meeting.task_ids]
    joint = scoped.tasks["task_id"][scoped.tasks["size"] > 1].tolist()
    return sorted([*told, *found.unseated]) == sorted(joint) and all(
        departments_of[rows[task]] <= set(meeting.department_ids) and meeting.seats <= found.seats_at_most
        for meeting in found.meetings
        for task in meeting.task_ids
    )


def assigned(scoped: ScopedPlan, seats: int, number: int) -> float | None:
    """The fewest seats of so many meetings by assigning tasks to numbered meetings; None: impossible."""
    given, size = scoped.assignments, scoped.tasks["size"].to_numpy()
    tasks = np.flatnonzero((size > 1) & (size <= seats))
    departments, count = len(scoped.departments), len(tasks) * number
    rows, low = [], []

    def row(entries: dict[int, float], bound: float) -> None:
        rows.append([entries.get(at, 0.0) for at in range(count + departments * number)])
        low.append(bound)

    for at, task in enumerate(tasks):
        row({at * number + m: 1.0 for m in range(number)}, 1)
        for department, m in (
            (u, m) for u in given["department"][given["task"] == task] for m in range(number)
        ):
            row({at * number + m: -1.0, count + department * number + m: 1.0}, 0)
    for m in range(number):
        row({count + department * number + m: -1.0 for department in range(departments)}, -seats)
    cost = np.append(np.zeros(count), np.ones(departments * number))
    found = milp(
        cost,
        constraints=LinearConstraint(rows, lb=low),
        bounds=Bounds(0, 1),
        integrality=np.ones(len(cost), int),
    )
    return found.fun if found.success else None


@given(LISTS.map(lambda lists: lists[:7]), st.integers(2, 6))
def test_fewest_meetings_and_seats_by_another_integer_programme(lists: list[list[str]], seats: int) -> None:
    scoped = scoped_of(*lists)
    found = meetings(scoped, seats)
    assert found.optimal
    assert holds(scoped, found)
    number = len(found.meetings)
    if number:
        assert assigned(scoped, seats, number) == pytest.approx(found.seats)
        assert number == 1 or assigned(scoped, seats, number - 1) is None


@given(LISTS, st.integers(2, 6), st.sampled_from([0.0, 60.0]))
def test_where_not_every_meeting_is_listed_the_bounds_hold(
    lists: list[list[str]], seats: int, seconds: float
) -> None:
    scoped = scoped_of(*lists)
    best = meetings(scoped, seats)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(covering, "UNIONS_AT_MOST", 0)
        found = meetings(scoped, seats, seconds)
    assert holds(scoped, found)
    assert len(found.meetings) >= len(best.meetings) >= found.meetings_bound
    assert len(found.meetings) > len(best.meetings) or found.seats >= best.seats >= found.seats_bound
    if found.optimal:
        assert (len(found.meetings), found.seats) == (len(best.meetings), best.seats)


def test_as_many_pairs_as_can_be_sit_together() -> None:
    """All pairs of six departments in meetings of three: 15 pairs, 3 in each, yet 6 meetings: C(6, 3, 2)."""
    found = meetings(scoped_of(*map("".join, combinations("甲乙丙丁戊己", 2))), seats_at_most=3)
    assert (len(found.meetings), found.seats, found.optimal) == (6, 18, True)


def test_too_many_meetings_to_list_them_are_looked_for() -> None:
    """An invented plan of 53 tasks: some 7,000 meetings of ten are possible, and what is found is proven."""
    scoped = select(synthetic_plan(1, 1, 53), Scope())
    found = meetings(scoped, seats_at_most=10, seconds=300)
    assert holds(scoped, found)
    assert (len(found.meetings), found.seats, found.optimal) == (3, 26, True)
