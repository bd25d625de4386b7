"""The picture of an agenda: who is there when, and for what."""

from collections.abc import Mapping

import pandas as pd

from analytics.arrangements.agenda.timetable import Timetable
from analytics.charts.figure import Figure
from analytics.charts.theme import ACCENT, FAINT, QUIET, TEXT, rows_figure, stripes
from analytics.evidence import Mark
from analytics.rows import each_row
from analytics.safe.html import as_plotly

ROOM_FOR_NUMBERS = 30  # items beside each other; more leave no room for their numbers


def numbered(timetable: Timetable) -> bool:
    """Whether the bars of ``presence`` carry the numbers of their tasks."""
    return len(timetable.slots) <= ROOM_FOR_NUMBERS


def presence(timetable: Timetable, numbers: Mapping[str, str]) -> Figure:
    """Departments as rows by arrival, time across: a full bar while its item is on, a faint one while it waits.

    ``numbers``: task_id → number as printed. The mark of a bar: the task, and the department while it is its own. Breaks are faint
    bands over all rows. No items: a figure without bars.
    """
    visits, spans = timetable.visits, timetable.spans
    figure = rows_figure(visits["name"].tolist(), top=52)
    stripes(figure, len(visits))
    names = dict(zip(visits["department_id"], visits["name"], strict=True))
    labelled = numbered(timetable)
    for own, color, label in ((True, ACCENT, "议题"), (False, FAINT, "等候")):
        part = spans[spans["own"] == own]
        lengths = (part["ends"] - part["begins"]).dt.total_seconds() * 1000
        figure.add_bar(
            orientation="h",
            y=part["department"].tolist(),
            base=_formatted(part["begins"], "%Y-%m-%d %H:%M:%S"),
            x=lengths.tolist(),
            marker={"color": color, "line": {"width": 1, "color": QUIET if own else FAINT}},
            text=[as_plotly(numbers[task]) for task in part["task_id"]] if own and labelled else None,
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"size": TEXT - 3, "color": "white"},
            constraintext="none",
            customdata=[
                str(Mark((department,) if own else (), tasks=(task,)))
                for department, task in zip(part["department_id"], part["task_id"], strict=True)
            ],
            hovertemplate=[
                f"{as_plotly(names[row.department_id])}<br>{timetable.span(row.begins, row.ends)} {label}"
                f"（第 {as_plotly(numbers[row.task_id])} 项）<extra></extra>"
                for row in each_row(part)
            ],
        )
    for begins, ends in timetable.pauses:
        figure.add_shape(
            type="rect", x0=begins, x1=ends, y0=0, y1=1, yref="paper", fillcolor=FAINT, line={"width": 0}
        )  # fmt: skip
        figure.add_annotation(
            x=ends, xanchor="right", y=0, yref="paper", yanchor="bottom", text="休息", showarrow=False,
            font={"size": TEXT - 2},
        )  # fmt: skip
    figure.update_layout(barmode="overlay", bargap=0.25)
    days = timetable.slots["ends"].dt.normalize().nunique()
    form = "%H:%M" if days < 2 else "%H:%M\n%-m月%-d日"  # the date stands where it changes
    figure.update_xaxes(type="date", tickformat=form, showgrid=True, gridcolor=FAINT)
    return figure


def _formatted(times: pd.Series, form: str) -> list[str]:
    return times.dt.strftime(form).tolist()
