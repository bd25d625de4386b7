"""The time line of deadlines, seen from a day."""

from datetime import date

import pandas as pd

from analytics.charts.figure import Figure
from analytics.charts.theme import ACCENT, QUIET, TEXT, mark_day, rows_figure, span_days, stripes
from analytics.evidence import Mark
from analytics.rows import each_row
from analytics.safe.html import as_plotly


def time_line(deadlines: pd.DataFrame, day: date) -> Figure:
    """A row for each deadline with a date: a dot on its day, a line from the day it is seen from.

    ``deadlines``: frame of ``analytics.loads.targets.deadlines``. The mark of a dot and of a name: the task. Past ones
    are grey, which says nothing of whether they were met. Beside a dot stand the words of the deadline; its date is on the axis.
    """
    dated = deadlines[deadlines["days"].notna()].reset_index(drop=True)
    marks = [Mark(tasks=(task,)) for task in dated["task_id"]]
    names = [f"{row.number} {'、'.join(row.departments)}" for row in each_row(dated)]
    figure = rows_figure(names, top=40, bottom=36, marks=marks)
    stripes(figure, len(dated))
    rows = list(range(len(dated)))
    past = [days < 0 for days in dated["days"]]
    sides = span_days(figure, dated["due"].tolist(), day, share=0.35, least=60)
    figure.add_scatter(
        x=dated["due"].tolist(),
        y=rows,
        mode="markers+text",
        marker={"size": 14, "color": [QUIET if gone else ACCENT for gone in past]},
        text=[as_plotly(row.text) for row in each_row(dated)],
        textposition=sides,
        textfont={"size": TEXT},
        customdata=list(map(str, marks)),
        hovertemplate=[
            f"{row.due.isoformat()}<br>{as_plotly(row.task_text)}<extra></extra>" for row in each_row(dated)
        ],
        cliponaxis=False,
    )
    mark_day(figure, day, "所选日期")
    return figure
