"""The picture of an agenda: who is there when, and for what."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analytics.agenda.timetable import Timetable
from analytics.charts.theme import ACCENT, FAINT, QUIET, TEXT, plain, rows_figure, stripes

ROOM_FOR_NUMBERS = 30  # items beside each other; more leave no room for their numbers


def presence(timetable: Timetable, numbers: Mapping[str, str]) -> go.Figure:
    """Departments as rows by arrival, time across: a full bar while its item is on, a faint one while it waits.

    ``numbers``: task_id → number as printed. ``customdata`` of a bar: [department_id, task_id]. Breaks are faint
    bands over all rows. No items: a figure without bars.
    """
    visits, spans = timetable.visits, timetable.spans
    figure = rows_figure(visits["name"].tolist(), top=52)
    stripes(figure, len(visits))
    names = dict(zip(visits["department_id"], visits["name"], strict=True))
    labelled = len(timetable.slots) <= ROOM_FOR_NUMBERS
    for own, color, told in ((True, ACCENT, "议题"), (False, FAINT, "等候")):
        part = spans[spans["own"] == own]
        lengths = (part["ends"] - part["begins"]) / pd.Timedelta(milliseconds=1)
        figure.add_bar(
            orientation="h",
            y=part["department"].tolist(),
            base=_told(part["begins"], "%Y-%m-%d %H:%M:%S"),
            x=lengths.tolist(),
            marker={"color": color, "line": {"width": 1, "color": QUIET if own else FAINT}},
            text=[plain(numbers[task]) for task in part["task_id"]] if own and labelled else None,
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"size": TEXT - 3, "color": "white"},
            constraintext="none",
            customdata=part[["department_id", "task_id"]].to_numpy().tolist(),
            hovertemplate=[
                f"{plain(names[row.department_id])}<br>{timetable.span(row.begins, row.ends)} {told}"
                f"（第 {plain(numbers[row.task_id])} 项）<extra></extra>"
                for row in part.itertuples(index=False)
            ],
        )
    for begins, ends in timetable.pauses:
        figure.add_vrect(
            x0=begins,
            x1=ends,
            fillcolor=FAINT,
            line_width=0,
            annotation={
                "text": "休息",
                "font": {"size": TEXT - 2},
                "yref": "paper",
                "y": 0,
                "yanchor": "bottom",
            },
        )
    figure.update_layout(barmode="overlay", bargap=0.25)
    days = timetable.slots["ends"].dt.normalize().nunique()
    form = "%H:%M" if days < 2 else "%H:%M\n%-m月%-d日"  # the date stands where it changes
    figure.update_xaxes(type="date", tickformat=form, showgrid=True, gridcolor=FAINT)
    return figure


def _told(times: pd.Series, form: str) -> list[str]:
    return times.dt.strftime(form).tolist()
