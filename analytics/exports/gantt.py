"""Who is there when, as native shapes of a slide: a row for each department, time across."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

import pandas as pd
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Pt

from analytics.agenda.timetable import Timetable
from analytics.exports import shapes
from analytics.exports.presentation import TABLE_TEXT, Frame
from analytics.paging import width

OWN, WAITS, LINE, PAUSE, INK = "#1F5A96", "#C9D3DE", "#E1E5EA", "#F0E6D2", "#1F2933"
NUMBER = 11  # points of a number inside a bar
ROW, ROW_AT_MOST = 19.0, 28.0  # points of a department
AXIS, LEGEND = 20.0, 22.0  # points of the times above, of the line below
NAMES_AT_MOST = 0.3  # of the width
STEPS = (15, 30, 60, 120, 180, 240, 360, 720, 1440)  # minutes between two times above
TIMES_AT_MOST = 9
ROOM_FOR_NUMBERS = 30  # items beside each other


@dataclass(frozen=True, eq=False, slots=True)
class Gantt:
    """Some rows of the visits of a timetable. ``numbers``: task_id → number as printed."""

    timetable: Timetable
    rows: tuple[int, ...]
    numbers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Bar:
    begins: datetime
    ends: datetime
    own: bool
    text: str


def gantts(timetable: Timetable, numbers: Mapping[str, str], height: float) -> list[Gantt]:
    """The departments parted over as many pictures of that height (points) as they take, about as many on each."""
    count = len(timetable.visits)
    most = max(1, int((height - AXIS - LEGEND) / ROW))
    each = ceil(count / max(1, ceil(count / most)))
    return [
        Gantt(timetable, tuple(range(start, min(start + each, count))), numbers)
        for start in range(0, count, max(1, each))
    ]


def draw(slide: Slide, frame: Frame, box: shapes.Box, content: Gantt) -> None:
    """Bars in the accent while an item of the department is on, pale ones while it waits; breaks as bands."""
    left, top, wide, height = box
    high = min(ROW_AT_MOST, (height - AXIS - LEGEND) / len(content.rows))
    slots, visits = content.timetable.slots, content.timetable.visits
    begins, ends = slots["begins"].iloc[0], slots["ends"].iloc[-1]
    names = visits["name"].tolist()
    beside = min(NAMES_AT_MOST * wide, (max(map(width, names)) + 1) * TABLE_TEXT)
    scale = (wide - beside) / ((ends - begins) / timedelta(minutes=1))

    def at(moment: datetime) -> float:
        return left + beside + scale * ((moment - begins) / timedelta(minutes=1))

    first, bottom = top + AXIS, top + AXIS + high * len(content.rows)
    for start, end in content.timetable.pauses:
        _rectangle(slide, (at(start), first, at(end) - at(start), bottom - first), PAUSE)
    for moment in _moments(begins, ends):
        _line(slide, at(moment), first, bottom)
        place = (at(moment) - 36, top, 72, AXIS)
        shapes.write(
            slide, frame, place, [content.timetable.clock(moment)], 12, color=INK, align=PP_ALIGN.CENTER
        )
    for row, unit in enumerate(content.rows):
        y = first + high * row
        place = (left, y, beside - 6, high)
        right = {"align": PP_ALIGN.RIGHT, "anchor": MSO_ANCHOR.MIDDLE}
        shapes.write(slide, frame, place, [names[unit]], TABLE_TEXT, color=INK, **right)
        for bar in _bars(content, unit):
            place = (at(bar.begins), y + 2, at(bar.ends) - at(bar.begins), high - 4)
            drawn = _rectangle(slide, place, OWN if bar.own else WAITS)
            if bar.text:
                drawn.text_frame.word_wrap = False
                look = {"color": "#FFFFFF", "align": PP_ALIGN.CENTER}
                shapes.fill_in(drawn.text_frame, frame, [bar.text], NUMBER, **look)
    told = f"深色：自己的议题{'（数字是任务序号）' if _numbered(content) else ''}；浅色：等候"
    told += "；竖带：休息" if content.timetable.pauses else ""
    shapes.write(slide, frame, (left, bottom + 6, wide, LEGEND - 6), [told], TABLE_TEXT - 2, color=INK)


def _numbered(content: Gantt) -> bool:
    return len(content.timetable.slots) <= ROOM_FOR_NUMBERS


def _bars(content: Gantt, unit: int) -> Iterator[_Bar]:
    """What a department is there for; without numbers, what follows at once becomes one bar."""
    spans = content.timetable.spans
    bar: _Bar | None = None
    for span in spans[spans["department"] == unit].itertuples(index=False):
        text = content.numbers[span.task_id] if span.own and _numbered(content) else ""
        if bar and not (bar.text or text) and (bar.own, bar.ends) == (span.own, span.begins):
            bar = _Bar(bar.begins, span.ends, bar.own, "")
            continue
        if bar:
            yield bar
        bar = _Bar(span.begins, span.ends, span.own, text)
    if bar:
        yield bar


def _moments(begins: pd.Timestamp, ends: pd.Timestamp) -> Sequence[pd.Timestamp]:
    """Round times from begin to end, not too many."""
    for step in STEPS:
        apart = f"{step}min"
        found = pd.date_range(begins.ceil(apart), ends.floor(apart), freq=apart)
        if len(found) <= TIMES_AT_MOST:
            break
    return found[:: -(-len(found) // TIMES_AT_MOST) or 1]


def _rectangle(slide: Slide, box: shapes.Box, color: str) -> shapes.BaseShape:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Pt, box))
    shape.fill.solid()
    shape.fill.fore_color.rgb = shapes.rgb(color)
    shape.line.color.rgb, shape.line.width = shapes.rgb("#FFFFFF"), Pt(0.5)
    shapes.flat(shape)
    text = shape.text_frame
    text.margin_left = text.margin_right = text.margin_top = text.margin_bottom = 0
    text.vertical_anchor = MSO_ANCHOR.MIDDLE
    return shape


def _line(slide: Slide, x: float, top: float, bottom: float) -> None:
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Pt, (x, top, x, bottom)))
    line.line.width, line.line.color.rgb = Pt(0.75), shapes.rgb(LINE)
    shapes.flat(line)
