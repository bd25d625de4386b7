"""Where the rules of an agenda are set: minutes and place of single items, breaks."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd
import streamlit as st

from analytics.arrangements.agenda.items import MINUTES_AT_MOST
from analytics.arrangements.agenda.timetable import Pause
from analytics.rows import each_row
from data.store.plan import Plan
from pages.shared import address, drawing

FREE, FIRST, LAST, IN_ORDER = "不限", "排在最前", "排在最后", "保持先后"
MINUTES = st.column_config.NumberColumn(min_value=1, max_value=MINUTES_AT_MOST, step=1, width=70)


def day() -> date:
    """Draw the day of the meeting; today unless the URL says another."""
    today = datetime.now().astimezone().date()
    return st.date_input(
        "会议日期", format="YYYY-MM-DD", width=140, **address.bound(address.MEETING_DAY, address.day(today))
    )


def single_items(plan: Plan, task_ids: Sequence[str]) -> dict[str, tuple]:
    """Draw the items as a table to be filled in; return what it says, as fields of ``Rules``."""
    tasks = plan.tasks.set_index("task_id").loc[list(task_ids)]
    blank = pd.DataFrame(
        {
            "任务": tasks["number"],
            "工作任务": tasks["text"],
            "分钟": pd.Series(pd.NA, tasks.index, dtype="Int64"),
            "位置": FREE,
        }
    )
    filled = _edited(
        blank,
        drawing.key("agenda_items", plan.version, tuple(task_ids)),
        hide_index=True,
        height=300,
        placeholder="",
        disabled=["任务", "工作任务"],
        column_config={
            "任务": st.column_config.TextColumn(width=52),
            "分钟": MINUTES,
            "位置": st.column_config.SelectboxColumn(
                options=[FREE, FIRST, LAST, IN_ORDER], required=True, width=100
            ),
        },
    )
    own = filled["分钟"].dropna()
    return {
        "own_minutes": tuple((task, int(minutes)) for task, minutes in own.items()),
        "first": tuple(filled.index[filled["位置"] == FIRST]),
        "last": tuple(filled.index[filled["位置"] == LAST]),
        "in_order": tuple(filled.index[filled["位置"] == IN_ORDER]),
    }


def breaks() -> tuple[Pause, ...]:
    """Draw the table of breaks; return those that are filled in wholly."""
    filled = _edited(
        pd.DataFrame({"时刻": pd.Series(dtype="time64[us][pyarrow]"), "分钟": pd.Series(dtype="Int64")}),
        "agenda_breaks",
        hide_index=True,
        num_rows="dynamic",
        placeholder="",
        column_config={"时刻": st.column_config.TimeColumn(format="HH:mm", width=90), "分钟": MINUTES},
    )
    return tuple(Pause(row.时刻, int(row.分钟)) for row in each_row(filled.dropna()))


def _edited(blank: pd.DataFrame, key: str, **shown: Any) -> pd.DataFrame:
    """A table to be filled in; what was filled in is still there when its page is left and opened again."""
    kept, start = f"{key}_kept", f"{key}_start"
    if key not in st.session_state:
        st.session_state[start] = st.session_state.get(kept, blank)
    st.session_state[kept] = st.data_editor(st.session_state[start], key=key, **shown)
    return st.session_state[kept]
