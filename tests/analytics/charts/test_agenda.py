"""What the picture of an agenda draws."""

from datetime import date, datetime, time

from analytics.arrangements import agenda
from analytics.arrangements.agenda import Rules
from analytics.arrangements.agenda.timetable import Pause, timetable
from analytics.charts.agenda import presence
from analytics.evidence import Mark
from analytics.task_list import Sharing
from tests.analytics.scopes import scoped_of
from tests.figures import checked

NINE = datetime.combine(date(2020, 6, 1), time(9))
NUMBERS = {"1": "1", "2": "<b>", "3": "3"}


def test_a_full_bar_for_an_item_and_a_faint_one_for_waiting() -> None:
    items = agenda.items(scoped_of("甲", "乙", "甲"), Rules(Sharing.ANY))
    figure = checked(presence(timetable(items, "123", NINE, [Pause(time(9, 5), 10)]), NUMBERS))
    own, waiting = figure.data
    marks = [Mark(("甲",), tasks=("1",)), Mark(("甲",), tasks=("3",)), Mark(("乙",), tasks=("2",))]
    assert list(own.customdata) == list(map(str, marks))
    assert (list(own.y), list(own.x)) == ([0, 0, 1], [300_000.0] * 3)
    assert list(own.base) == ["2020-06-01 09:00:00", "2020-06-01 09:20:00", "2020-06-01 09:15:00"]
    assert list(own.text) == ["1", "3", "&lt;b&gt;"]
    assert list(waiting.customdata) == [str(Mark(tasks=("2",)))]  # which is not its own
    assert waiting.hovertemplate[0].startswith("甲<br>09:15–09:20 等候（第 &lt;b&gt; 项）")
    assert list(figure.layout.yaxis.ticktext) == ["甲", "乙"]
    assert [note.text for note in figure.layout.annotations] == ["休息"]


def test_many_items_leave_no_room_for_numbers() -> None:
    items = agenda.items(scoped_of(*["甲"] * 31), Rules(Sharing.ANY))
    numbers = {task: task for task in items.task_ids}
    assert checked(presence(timetable(items, items.task_ids, NINE), numbers)).data[0].text is None


def test_an_empty_agenda_is_an_empty_picture() -> None:
    items = agenda.items(scoped_of(), Rules())
    figure = checked(presence(timetable(items, (), NINE), {}))
    assert [len(trace.x or ()) for trace in figure.data] == [0, 0]
