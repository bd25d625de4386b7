"""iCalendar: unfolded and unescaped again it says what was to be said, in lines that any program takes."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.arrangements import agenda
from analytics.arrangements.agenda import Rules
from analytics.arrangements.agenda.timetable import timetable
from analytics.exports.calendar import Appointment, slots, to_calendar, visits
from analytics.task_list import Sharing
from tests.analytics.scopes import scoped_of

NINE = datetime.combine(date(2020, 6, 1), time(9))
STAMP = datetime(2020, 5, 1, 16, 30, tzinfo=timezone(timedelta(hours=8)))


def properties(content: bytes) -> list[tuple[str, str]]:
    """Name (with parameters) and value of each content line, read as RFC 5545 says."""
    text = content.decode("utf-8")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    return [(name, rest) for name, rest in (line.split(":", 1) for line in lines)]


def value(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


def events(content: bytes) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for name, text in properties(content):
        if (name, text) == ("BEGIN", "VEVENT"):
            found.append({})
        elif found and name not in ("BEGIN", "END"):
            found[-1][name] = value(text)
    return found


def test_a_calendar_of_one_appointment() -> None:
    entry = Appointment("k", NINE, NINE + timedelta(minutes=5), "会议；a,b;c\\d", "一\n二", "三楼")
    content = to_calendar([entry], "推进会", STAMP)
    assert content.decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//judicial-reform-dashboard//agenda//ZH",
        "X-WR-CALNAME:推进会",
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Shanghai",
        "BEGIN:STANDARD",
        "DTSTART:19910915T000000",
        "TZOFFSETFROM:+0900",
        "TZOFFSETTO:+0800",
        "TZNAME:CST",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "UID:a1e2a18d-3295-5d01-b2f6-f2b71f7cbf8b",
        "DTSTAMP:20200501T083000Z",
        "SEQUENCE:174750",
        "DTSTART;TZID=Asia/Shanghai:20200601T090000",
        "DTEND;TZID=Asia/Shanghai:20200601T090500",
        "SUMMARY:会议；a\\,b\\;c\\\\d",
        "DESCRIPTION:一\\n二",
        "LOCATION:三楼",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_departments_and_items_as_appointments() -> None:
    items = agenda.items(scoped_of("甲乙", "乙", "甲"), Rules(Sharing.ANY))
    times = timetable(items, "123", NINE)
    labels = {"1": "第 1 项", "2": "第 2 项", "3": "第 3 项"}
    told = [
        (entry["DTSTART;TZID=Asia/Shanghai"], entry["SUMMARY"], entry["DESCRIPTION"])
        for made in (visits, slots)
        for entry in events(to_calendar(made(times, "推进会", labels, "k"), "推进会", STAMP))
    ]
    assert told == [
        ("20200601T090000", "推进会：乙", "09:00 第 1 项\n09:05 第 2 项"),
        ("20200601T090000", "推进会：甲", "09:00 第 1 项\n09:10 第 3 项"),
        ("20200601T090000", "推进会：第 1 项", "甲、乙"),
        ("20200601T090500", "推进会：第 2 项", "乙"),
        ("20200601T091000", "推进会：第 3 项", "甲"),
    ]


def test_appointments_past_midnight_are_of_the_next_day() -> None:
    items = agenda.items(scoped_of("甲", "甲"), Rules(Sharing.ANY, minutes=20))
    times = timetable(items, "12", datetime.combine(NINE.date(), time(23, 50)))
    (entry,) = events(to_calendar(visits(times, "会", {"1": "一", "2": "二"}, "k"), "会", STAMP))
    assert entry["DTSTART;TZID=Asia/Shanghai"] == "20200601T235000"
    assert entry["DTEND;TZID=Asia/Shanghai"] == "20200602T003000"
    assert entry["DESCRIPTION"] == "23:50 一\n次日 00:10 二"


def test_an_appointment_keeps_its_identity_when_the_file_is_made_again() -> None:
    entries = [Appointment(key, NINE, NINE, "会") for key in ("甲", "乙")]
    later = STAMP + timedelta(days=1)
    first, second = (
        [entry["UID"] for entry in events(to_calendar(entries, "会", stamp))] for stamp in (STAMP, later)
    )
    assert first == second
    assert len(set(first)) == 2


def test_no_appointments_and_no_zone() -> None:
    assert events(to_calendar([], "会", STAMP)) == []
    with pytest.raises(ValueError, match="zone"):
        to_calendar([], "会", STAMP.replace(tzinfo=None))


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_read_back_from_short_lines(summary: str, description: str) -> None:
    summary, description = (
        text.encode("utf-8", "replace").decode("utf-8") for text in (summary, description)
    )
    content = to_calendar(
        [Appointment("k", NINE, NINE, summary, description)], summary, STAMP.astimezone(UTC)
    )
    assert max(map(len, content.split(b"\r\n"))) <= 75
    (entry,) = events(content)
    clean = [
        re.sub("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]", "", re.sub("\r\n?", "\n", text))
        for text in (summary, description)
    ]
    assert (entry["SUMMARY"], entry.get("DESCRIPTION", "")) == tuple(clean)
