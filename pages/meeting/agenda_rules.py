"""Where the rules of an agenda are set: minutes and place of single items, breaks."""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

import pandas as pd
import streamlit as st

from analytics.arrangements.agenda.items import MINUTES, MINUTES_AT_MOST
from analytics.arrangements.agenda.timetable import Pause, Timetable
from analytics.safe.markdown import as_markdown
from data.store.plan import Plan
from pages.shared import address, drawing

NINE = time(9)
NOON, NIGHT = "12:00-14:00", "17:30-09:00"
BREAK = re.compile("([01]?[0-9]|2[0-3])[:：]([0-5][0-9])[-–—~至到]([01]?[0-9]|2[0-3])[:：]([0-5][0-9])")
DAY = 1440  # minutes
FREE, FIRST, LAST, IN_ORDER = "不限", "排在最前", "排在最后", "保持先后"


class Meeting(NamedTuple):
    """What is set of the meeting itself."""

    name: str
    place: str
    begins: datetime
    minutes: int  # of an item for which no others are set
    pauses: tuple[Pause, ...]


def meeting() -> Meeting:
    """Draw what is set of the meeting behind a button that says when it is; today at nine unless the URL says otherwise."""
    today = datetime.now().astimezone().date()
    if not address.texts(address.MEETING_DAY):  # a link says the day that was seen, tomorrow too
        address.write(address.MEETING_DAY, (today.isoformat(),))
    on = address.bound(address.MEETING_DAY, address.day(today))
    at = address.bound(address.MEETING_START, address.clock(NINE))
    each = address.bound(address.ITEM_MINUTES, address.number(1, MINUTES_AT_MOST, MINUTES))
    off = address.bound(address.MEETING_BREAKS, address.words())
    day, start, minutes, breaks = (st.session_state[bound["key"]] for bound in (on, at, each, off))
    read = _breaks(breaks)
    pauses = {part: pause for part, pause in read.items() if pause is not None}
    told = f"，休息 {'、'.join(pauses)}" if pauses else ""
    with st.popover(f"会议：{day:%Y-%m-%d} {start:%H:%M} 开始，每项 {minutes} 分钟{told}", key="meeting"):
        name = st.text_input("会议名称", **address.bound(address.MEETING_NAME, address.words("推进会")))
        place = st.text_input("地点", **address.bound(address.MEETING_PLACE, address.words()))
        with st.container(horizontal=True):
            day = st.date_input("会议日期", format="YYYY-MM-DD", width=140, **on)
            start = st.time_input("开始时间", width=110, **at)
            minutes = st.number_input("每项分钟", 1, MINUTES_AT_MOST, width=120, **each)
        st.text_input("休息", placeholder=f"例如 {NOON} {NIGHT}", **off)
        st.caption("每天到这一时刻，正在议的议题结束后休息；17:30-09:00 是歇到次日。")
    if unread := [f"“{part}”" for part in read if part not in pauses]:
        st.warning(as_markdown(f"{'、'.join(unread)}不是休息的时间，没有用上。写成 {NOON} 这样。"))
    return Meeting(name, place, datetime.combine(day, start), minutes, tuple(pauses.values()))


def single_items(plan: Plan, task_ids: Sequence[str]) -> dict[str, tuple]:
    """Draw the items as a table to be filled in; return what it says, as fields of ``Rules``. The URL keeps it."""
    tasks = plan.tasks.set_index("task_id").loc[list(task_ids)]
    short = [_short(task) for task in task_ids]
    key = drawing.key("agenda_items", plan.version, tuple(task_ids))
    start, kept = f"{key}_start", f"{key}_kept"
    minutes, places = _told(address.texts(address.ITEM_RULES) or st.session_state.get(kept, ()))
    if key not in st.session_state:
        st.session_state[start] = pd.DataFrame(
            {
                "任务": tasks["number"],
                "工作任务": tasks["text"],
                "分钟": pd.Series([minutes.get(own, pd.NA) for own in short], tasks.index, dtype="Int64"),
                "位置": [places.get(own, FREE) for own in short],
            }
        )
    filled = st.data_editor(
        st.session_state[start],
        key=key,
        hide_index=True,
        height=300,
        placeholder="",
        disabled=["任务", "工作任务"],
        column_config={
            "任务": st.column_config.TextColumn(width=52),
            "分钟": st.column_config.NumberColumn(min_value=1, max_value=MINUTES_AT_MOST, step=1, width=70),
            "位置": st.column_config.SelectboxColumn(
                options=[FREE, FIRST, LAST, IN_ORDER], required=True, width=100
            ),
        },
    )
    own = filled["分钟"].dropna()
    placed = filled["位置"][filled["位置"] != FREE]
    said = (
        *(f"{_short(task)} {int(length)}分钟" for task, length in own.items()),
        *(f"{_short(task)} {place}" for task, place in placed.items()),
    )
    st.session_state[kept] = said
    if said != address.texts(address.ITEM_RULES):
        address.write(address.ITEM_RULES, said)
    return {
        "own_minutes": tuple((task, int(length)) for task, length in own.items()),
        "first": tuple(filled.index[filled["位置"] == FIRST]),
        "last": tuple(filled.index[filled["位置"] == LAST]),
        "in_order": tuple(filled.index[filled["位置"] == IN_ORDER]),
    }


def _short(task_id: str) -> str:
    """A task of the document that the page is of, as the URL names it: t014."""
    return task_id.rpartition("-")[2]


def _told(said: Sequence[str]) -> tuple[dict[str, int], dict[str, str]]:
    """What the URL says of single items: minutes and places by their tasks; what it cannot mean is passed over."""
    minutes: dict[str, int] = {}
    places: dict[str, str] = {}
    for one in said:
        task, _, rule = one.partition(" ")
        if re.fullmatch("[0-9]{1,3}分钟", rule) and 1 <= int(rule[:-2]) <= MINUTES_AT_MOST:
            minutes[task] = int(rule[:-2])
        elif rule in (FIRST, LAST, IN_ORDER):
            places[task] = rule
    return minutes, places


def _breaks(text: str) -> dict[str, Pause | None]:
    """The parts of a text, each with the break that it names; None where it names none."""
    return {part: _pause(part) for part in filter(None, re.split("[\\s,，、；;]+", text))}


def _pause(text: str) -> Pause | None:
    """「12:00-14:00」; one that ends before it begins lasts until the next day."""
    told = BREAK.fullmatch(text)
    if told is None:
        return None
    begins, ends = (60 * int(told[at]) + int(told[at + 1]) for at in (1, 3))
    return Pause(time(*divmod(begins, 60)), (ends - begins) % DAY or DAY - 1)


def proposed(times: Timetable, pauses: Sequence[Pause]) -> None:
    """Offer a break at noon and the end of the day, where the meeting goes over them without one."""
    offered = []
    for label, text in (("中午休息", NOON), ("当天到此，次日接着开", NIGHT)):
        pause = _pause(text)
        assert pause is not None
        if (_goes_on(times, pause) or times.late) and not any(_near(pause, own) for own in pauses):
            offered.append((label, text))
    if not offered:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("会议跨过这些时间，可以休息：", width="content")
        for label, text in offered:
            st.button(f"{label}（{text}）", on_click=_add, args=(text,), icon=":material/coffee:")


def _goes_on(times: Timetable, pause: Pause) -> bool:
    """Whether on some day the meeting begins before the hours of a break, and an item begins within them."""
    begins = times.slots["begins"]
    for day in begins.dt.date.unique():
        at = datetime.combine(day, pause.at)
        within = (begins >= at) & (begins < at + timedelta(minutes=pause.minutes))
        if within.any() and ((begins.dt.date == day) & (begins < at)).any():
            return True
    return False


def _near(pause: Pause, other: Pause) -> bool:
    """Whether another break begins within two hours of one."""
    return abs(60 * (pause.at.hour - other.at.hour) + pause.at.minute - other.at.minute) <= 120


def _add(text: str) -> None:
    """Callback: one break more."""
    now = address.text(address.MEETING_BREAKS)
    address.choose(address.MEETING_BREAKS, address.words(), f"{now} {text}".strip())
