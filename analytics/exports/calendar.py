"""Appointments as an iCalendar file (RFC 5545), for any calendar program."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_OID, uuid5

from analytics.arrangements.agenda.timetable import Timetable
from analytics.rows import each_row

ZONE = "Asia/Shanghai"
FIRST_SEQUENCE = datetime(2020, 1, 1, tzinfo=UTC)
OCTETS = 75  # of a line, without its end
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Appointment:
    """One entry of a calendar; times are of Beijing, without zone."""

    key: str  # what it is, the same when the file is made again: its UID is derived from it
    begins: datetime
    ends: datetime
    summary: str
    description: str = ""
    place: str = ""


def visits(
    timetable: Timetable, title: str, labels: Mapping[str, str], key: str, place: str = ""
) -> list[Appointment]:
    """An appointment for each department, from its arrival until it may leave; its items in the description.

    Parameters
    ----------
    title : of the meeting
    labels : task_id → what the item is called
    key : what distinguishes this meeting from others
    place : where it is; empty where that is not said
    """
    begins = dict(zip(timetable.slots["task_id"], timetable.slots["begins"], strict=True))
    return [
        Appointment(
            f"{key} {row.department_id}",
            row.arrives.to_pydatetime(),
            row.leaves.to_pydatetime(),
            f"{title}：{row.name}",
            "\n".join(f"{timetable.clock(begins[task])} {labels[task]}" for task in row.task_ids),
            place,
        )
        for row in each_row(timetable.visits)
    ]


def slots(
    timetable: Timetable, title: str, labels: Mapping[str, str], key: str, place: str = ""
) -> list[Appointment]:
    """An appointment for each item, with its departments in the description; parameters as for ``visits``."""
    return [
        Appointment(
            f"{key} {row.task_id}",
            row.begins.to_pydatetime(),
            row.ends.to_pydatetime(),
            f"{title}：{labels[row.task_id]}",
            "、".join(row.names),
            place,
        )
        for row in each_row(timetable.slots)
    ]


def to_calendar(appointments: Iterable[Appointment], name: str, stamp: datetime) -> bytes:
    """The appointments as an iCalendar file: UTF-8, lines folded at 75 octets, text escaped, times in Beijing's zone.

    An appointment made again replaces the one before: its SEQUENCE is the minutes since 2020 (RFC 5545, 3.8.7.4).
    ``name`` is the calendar's. ``stamp`` is when the file is made, with its zone (a naive one is refused with
    ``ValueError``). No appointment gives a calendar without entries.
    """
    if stamp.tzinfo is None:
        raise ValueError("stamp without a zone")
    sequence = int((stamp - FIRST_SEQUENCE).total_seconds()) // 60
    made = f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//judicial-reform-dashboard//agenda//ZH"]
    lines += [f"X-WR-CALNAME:{_text(name)}", *_ZONE]
    for entry in appointments:
        lines += ["BEGIN:VEVENT", f"UID:{uuid5(NAMESPACE_OID, entry.key)}", made]
        lines += [f"SEQUENCE:{max(0, sequence)}"]
        lines += [f"DTSTART;{_local(entry.begins)}", f"DTEND;{_local(entry.ends)}"]
        lines += [f"SUMMARY:{_text(entry.summary)}"]
        lines += [f"DESCRIPTION:{_text(entry.description)}"] if entry.description else []
        lines += [f"LOCATION:{_text(entry.place)}"] if entry.place else []
        lines += ["END:VEVENT"]
    lines += ["END:VCALENDAR"]
    return b"".join(part + b"\r\n" for line in lines for part in _folded(line.encode()))


# China has kept UTC+8 without summer time since 1991-09-15.
_ZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19910915T000000",
    "TZOFFSETFROM:+0900",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def _local(moment: datetime) -> str:
    return f"TZID={ZONE}:{moment:%Y%m%dT%H%M%S}"


def _text(text: str) -> str:
    """The text as a value: its own signs escaped, line breaks as \\n, other control characters left out."""
    text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: bytes) -> Iterable[bytes]:
    """The line in pieces of at most 75 octets, all but the first begun by a space; no character is cut."""
    start = b""
    while len(start) + len(line) > OCTETS:
        end = OCTETS - len(start)
        while line[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        yield start + line[:end]
        start, line = b" ", line[end:]
    yield start + line
