"""The tasks with a deadline on a line of days, seen from the day that a period tells of."""

from datetime import date

import pandas as pd

from analytics.charts.figure import Figure
from analytics.charts.theme import ACCENT, LATE, QUIET, TEXT, mark_day, rows_figure, span_days, stripes
from analytics.evidence import Mark
from analytics.rows import each_row
from analytics.safe.html import as_plotly
from data.vocabulary import status_text

WIDE_ROW = 36
"""Pixels of a row in a picture as wide as the page, which paper scales down by more than others."""


def due_line(standing: pd.DataFrame, as_of: date) -> Figure:
    """A row for each task with a deadline, the earliest first: a dot on its day, and what its unit says beside it.

    ``standing``: of ``analytics.progress.standing``. Red: past the deadline, and the unit did not say last that it is done. A
    hollow dot: the office set the day, the document does not state it. The mark of a dot and of a name: the task.
    """
    dated = standing[standing["due"].notna()].sort_values("due", kind="stable").reset_index(drop=True)
    marks = [Mark(tasks=(task,)) for task in dated["task_id"]]
    names = [f"第 {row.number} 项 {row.filler}" for row in each_row(dated)]
    figure = rows_figure(names, top=40, bottom=36, marks=marks)
    figure.update_layout(height=76 + max(3, len(dated)) * WIDE_ROW)
    stripes(figure, len(dated))
    colors = [LATE if row.late else ACCENT if row.due >= as_of else QUIET for row in each_row(dated)]
    sides = span_days(figure, dated["due"].tolist(), as_of, share=0.6, least=90)
    figure.add_scatter(
        x=dated["due"].tolist(),
        y=list(range(len(dated))),
        mode="markers+text",
        marker={
            "size": 14,
            "color": colors,
            "symbol": ["circle-open" if office else "circle" for office in dated["set_by_office"]],
            "line": {"width": 3, "color": colors},
        },
        text=[_label(row) for row in each_row(dated)],
        textposition=sides,
        textfont={"size": TEXT},
        customdata=list(map(str, marks)),
        hovertemplate=[f"{as_plotly(row.text)}<extra></extra>" for row in each_row(dated)],
        cliponaxis=False,
    )
    mark_day(figure, as_of, "截至")
    return figure


def _label(row: object) -> str:
    due, said = row.due, status_text(row.status, row.said_last)  # type: ignore[attr-defined]  # a row of a frame
    office = "办理时限 " if row.set_by_office else ""  # type: ignore[attr-defined]
    return as_plotly(f"{office}{due.isoformat()}　{said}")
