"""Who is there when, as native shapes of a slide: a row for each department, time across."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil

import pandas as pd
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.shapes.autoshape import Shape
from pptx.shapes.group import GroupShape
from pptx.slide import Slide
from pptx.util import Pt

from analytics.arrangements.agenda.timetable import Timetable
from analytics.charts.agenda import ROOM_FOR_NUMBERS
from analytics.exports import shapes
from analytics.exports.frames import TABLE_TEXT, Frame
from analytics.exports.palettes import paint
from analytics.rows import each_row
from analytics.slides.paging import width
from analytics.slides.presentation import Gantt

WAITS, LINE, PAUSE = "#C9D3DE", "#E1E5EA", "#F0E6D2"
NUMBER, TIME = 11, 12  # points of the text of a number inside a bar, of a time
ROW, ROW_AT_MOST = 19.0, 28.0  # points of a department
AXIS, LEGEND = 20.0, 22.0  # points of the times above, of the line below
NAMES_AT_MOST = 0.3  # of the width
STEPS = (15, 30, 60, 120, 180, 240, 360, 720, 1440)  # minutes between two times above
TIMES_AT_MOST = 9


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


def draw(slide: Slide, frame: Frame, box: shapes.Box, content: Gantt) -> GroupShape:
    """Bars in the accent while an item of the department is on, pale ones while it waits; breaks as bands."""
    group = shapes.picture(slide, "时间图")
    accent, on_accent = frame.palette.of_series(0)
    left, top, wide, height = box
    names = content.timetable.visits["name"].tolist()
    beside = min(NAMES_AT_MOST * wide, (max(map(width, names)) + 1) * TABLE_TEXT)
    high = min(ROW_AT_MOST, (height - AXIS - LEGEND) / len(content.rows))
    first, bottom = top + AXIS, top + AXIS + high * len(content.rows)
    scale = _Scale(content.timetable, left + beside, wide - beside)
    _grid(group, frame, content.timetable, scale, first, bottom)
    for row, department in enumerate(content.rows):
        y = first + high * row
        shapes.write(
            group, frame, (left, y, beside - 6, high), [names[department]], TABLE_TEXT,
            align=PP_ALIGN.RIGHT, anchor=MSO_ANCHOR.MIDDLE,
        )  # fmt: skip
        for bar in _bars(content, department):
            x, long = scale.at(bar.begins), scale.at(bar.ends) - scale.at(bar.begins)
            drawn = _rectangle(group, (x, y + 2, long, high - 4), accent if bar.own else WAITS)
            if bar.text:
                drawn.text_frame.word_wrap = False
                shapes.fill_in(
                    drawn.text_frame, frame, [bar.text], NUMBER, color=on_accent, align=PP_ALIGN.CENTER
                )
    legend = f"深色：自己的议题{'（数字是任务序号）' if _numbered(content) else ''}；浅色：等候"
    legend += "；竖带：休息" if content.timetable.pauses else ""
    shapes.write(group, frame, (left, bottom + 6, wide, LEGEND - 6), [legend], TIME)
    return group


class _Scale:
    """Where the moments of a meeting are, in points from the left of the slide."""

    def __init__(self, timetable: Timetable, left: float, wide: float) -> None:
        self.begins, self.ends = timetable.slots["begins"].iloc[0], timetable.slots["ends"].iloc[-1]
        self._left, self._wide = left, wide

    def at(self, moment: datetime) -> float:
        return self._left + self._wide * ((moment - self.begins) / (self.ends - self.begins))


def _grid(
    slide: shapes.Holder, frame: Frame, timetable: Timetable, scale: _Scale, top: float, bottom: float
) -> None:
    """Breaks as bands, and round times with a line below each."""
    for start, end in timetable.pauses:
        box = (scale.at(start), top, scale.at(end) - scale.at(start), bottom - top)
        _rectangle(slide, box, PAUSE)
    for moment in _moments(scale.begins, scale.ends):
        x = scale.at(moment)
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Pt, (x, top, x, bottom)))
        line.line.width = Pt(0.75)
        paint(line.line.color, LINE)
        shapes.flat(line)
        box, text = (x - 36, top - AXIS, 72, AXIS), timetable.clock(moment)
        shapes.write(slide, frame, box, [text], TIME, align=PP_ALIGN.CENTER)


def _numbered(content: Gantt) -> bool:
    return len(content.timetable.slots) <= ROOM_FOR_NUMBERS


def _bars(content: Gantt, department: int) -> Iterator[_Bar]:
    """What a department is there for; without numbers, what follows at once becomes one bar."""
    spans = content.timetable.spans
    bar: _Bar | None = None
    for span in each_row(spans[spans["department"] == department]):
        text = content.numbers[span.task_id] if span.own and _numbered(content) else ""
        if bar and not (bar.text or text) and (bar.own, bar.ends) == (span.own, span.begins):
            bar = _Bar(bar.begins, span.ends, bar.own, "")
            continue
        if bar:
            yield bar
        bar = _Bar(span.begins, span.ends, span.own, text)
    if bar:
        yield bar


def _moments(begins: pd.Timestamp, ends: pd.Timestamp) -> pd.DatetimeIndex:
    """Round times from begin to end, not too many."""
    for step in STEPS:
        apart = f"{step}min"
        found = pd.date_range(begins.ceil(apart), ends.floor(apart), freq=apart)
        if len(found) <= TIMES_AT_MOST:
            break
    return found[:: -(-len(found) // TIMES_AT_MOST) or 1]


def _rectangle(slide: shapes.Holder, box: shapes.Box, color: str) -> Shape:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Pt, box))
    shapes.fill(shape, color)
    paint(shape.line.color, "#FFFFFF")
    shape.line.width = Pt(0.5)
    text = shape.text_frame
    text.margin_left = text.margin_right = text.margin_top = text.margin_bottom = 0
    text.vertical_anchor = MSO_ANCHOR.MIDDLE
    return shape
