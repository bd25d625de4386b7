"""When items begin and departments are there: by hand, and that nothing is lost or counted twice."""

from datetime import date, datetime, time, timedelta
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.arrangements import agenda
from analytics.arrangements.agenda import Rules
from analytics.arrangements.agenda.timetable import Pause, Timetable, timetable
from analytics.scope import Scope, select
from analytics.task_list import Sharing
from data.errors import ScopeError
from data.store.plan import Plan
from tests.analytics.scopes import LISTS, scoped_of

NINE = datetime.combine(date(2020, 6, 1), time(9))
ALL = Rules(Sharing.ANY, own_minutes=(("2", 20),))


def clock(frame: pd.DataFrame, *columns: str) -> list[tuple]:
    """Rows, times as hours and minutes."""
    shown = frame.assign(
        **{name: frame[name].dt.strftime("%H:%M") for name in columns if frame[name].dtype.kind == "M"}
    )
    return list(shown[list(columns)].itertuples(index=False, name=None))


@pytest.fixture
def times() -> Timetable:
    """Three items of 5, 20 and 5 minutes with a break after the second, in the order 1 2 3."""
    items = agenda.items(scoped_of("甲乙", "乙", "甲"), ALL)
    pauses = [Pause(time(9, 10), 15), Pause(time(8), 30), Pause(time(12), 60)]
    return timetable(items, "123", NINE, pauses)


def test_an_item_is_not_interrupted_by_a_break(times: Timetable) -> None:
    assert clock(times.slots, "task_id", "begins", "ends", "minutes", "department_ids", "names") == [
        ("1", "09:00", "09:05", 5, ("甲", "乙"), ("甲", "乙")),
        ("2", "09:05", "09:25", 20, ("乙",), ("乙",)),
        ("3", "09:40", "09:45", 5, ("甲",), ("甲",)),
    ]
    assert times.pauses == ((NINE + timedelta(minutes=25), NINE + timedelta(minutes=40)),)


def test_visits(times: Timetable) -> None:
    columns = "name", "arrives", "leaves", "own", "waiting", "pausing", "waiting_slots", "task_ids"
    assert clock(times.visits, *columns) == [
        ("乙", "09:00", "09:25", 25, 0, 0, 0, ("1", "2")),
        ("甲", "09:00", "09:45", 10, 20, 15, 1, ("1", "3")),
    ]


def test_spans(times: Timetable) -> None:
    assert clock(times.spans, "department", "department_id", "task_id", "begins", "ends", "own") == [
        (0, "乙", "1", "09:00", "09:05", True),
        (0, "乙", "2", "09:05", "09:25", True),
        (1, "甲", "1", "09:00", "09:05", True),
        (1, "甲", "2", "09:05", "09:25", False),
        (1, "甲", "3", "09:40", "09:45", True),
    ]


def test_departments_stand_as_the_document_lists_them() -> None:
    items = agenda.items(scoped_of("甲乙丙", "丙甲乙"), ALL)
    assert timetable(items, "21", NINE).slots["names"].tolist() == [("丙", "甲", "乙"), ("甲", "乙", "丙")]


def test_departments_of_the_first_document_stand_as_printed(plan: Plan) -> None:
    scoped = select(plan, Scope())
    items = agenda.items(scoped, Rules())
    slots = timetable(items, items.task_ids, NINE).slots
    number = dict(zip(plan.tasks["task_id"], plan.tasks["number"], strict=True))
    names = dict(zip(map(number.get, slots["task_id"]), slots["names"], strict=True))
    stated = plan.responsibilities.merge(plan.departments[["department_id", "name"]], on="department_id")
    printed = stated.sort_values(["task_id", "position"]).groupby("task_id")["name"].agg(tuple)
    assert names == {number[task]: printed[task] for task in items.task_ids}
    assert names["23"][0] == "督察室"


def test_what_lasts_beyond_midnight_goes_on_the_next_day() -> None:
    items = agenda.items(scoped_of("甲", "甲"), Rules(Sharing.ANY, minutes=40))
    times = timetable(items, "12", datetime.combine(NINE.date(), time(23, 30)))
    assert times.slots["ends"].iloc[-1] == pd.Timestamp(2020, 6, 2, 0, 50)
    assert [times.clock(moment) for moment in times.slots["ends"]] == ["次日 00:10", "次日 00:50"]
    assert times.clock(pd.Timestamp(2020, 6, 3, 8)) == "第3日 08:00"


@pytest.mark.parametrize(
    ("begins", "minutes", "late"),
    [(time(9), 270, False), (time(17, 30), 15, False), (time(17, 30), 16, True), (time(19), 150, False),
     (time(19), 151, True)],
)  # fmt: skip
def test_beyond_office_hours_is_late(begins: time, minutes: int, late: bool) -> None:
    items = agenda.items(scoped_of("甲", "乙"), Rules(Sharing.ANY, minutes=minutes))
    assert timetable(items, "12", datetime.combine(NINE.date(), begins)).late is late


def test_nothing_to_discuss() -> None:
    times = timetable(agenda.items(scoped_of(), ALL), (), NINE)
    assert (len(times.slots), len(times.visits), len(times.spans), times.pauses) == (0, 0, 0, ())
    assert times.visits.columns.tolist()[:2] == ["department_id", "name"]


def test_breaks_come_back_every_day_and_the_night_is_one() -> None:
    items = agenda.items(scoped_of("甲", "乙", "甲", "乙"), Rules(Sharing.ANY, minutes=240))
    pauses = (Pause(time(12), 120), Pause(time(18), 15 * 60))
    made = timetable(items, "1234", NINE, pauses)
    assert [made.span(begin, end) for begin, end in made.pauses]== [
        "13:00–15:00", "19:00–次日 10:00", "次日 14:00–16:00"
    ]  # fmt: skip


def test_breaks_that_fill_a_day_are_refused() -> None:
    items = agenda.items(scoped_of("甲"), Rules(Sharing.ANY))
    with pytest.raises(ScopeError, match="合计到了一天"):
        timetable(items, "1", NINE, (Pause(time(12), 720), Pause(time(18), 720)))


@pytest.mark.parametrize("minutes", [0, -5])
def test_a_break_has_a_length(minutes: int) -> None:
    with pytest.raises(ScopeError, match=f"{minutes}分钟"):
        timetable(agenda.items(scoped_of("甲"), ALL), "1", NINE, [Pause(time(9, 1), minutes)])


@given(LISTS, st.lists(st.tuples(st.times(), st.integers(1, 90)), max_size=3), st.randoms())
def test_a_visit_is_own_items_waiting_and_breaks(lists: list, breaks: list, random: Random) -> None:
    items = agenda.items(scoped_of(*lists), ALL)
    order = list(items.task_ids)
    random.shuffle(order)
    times = timetable(items, order, NINE, [Pause(at, minutes) for at, minutes in breaks])
    visits = times.visits
    there = (visits["leaves"] - visits["arrives"]).dt.total_seconds() / 60
    assert (there == visits["own"] + visits["waiting"] + visits["pausing"]).all()
    total = agenda.total(items, [items.task_ids.index(task) for task in order])
    assert (visits["waiting"].sum(), visits["waiting_slots"].sum()) == (total.minutes, total.slots)
    assert len(times.spans) == int(items.named.sum()) + total.slots
    assert times.slots["task_id"].tolist() == order
    assert (times.slots["begins"].to_numpy()[1:] >= times.slots["ends"].to_numpy()[:-1]).all()
