"""The tasks with a deadline on a line of days, seen from the day that a period tells of."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.theme import ACCENT, LATE, QUIET, TEXT, rows_figure, stripes
from analytics.evidence import Mark
from analytics.rows import each_row
from analytics.safe.html import as_plotly
from data.vocabulary import STATUS_SIGNS, UNREPORTED, Status


def due_line(standing: pd.DataFrame, as_of: date) -> go.Figure:
    """A row for each task with a deadline, the earliest first: a dot on its day, and what its unit says beside it.

    ``standing``: of ``analytics.progress.standing``. Red: past the deadline, and the unit does not say that it is done. A
    hollow dot: the office set the day, the document does not state it. The mark of a dot and of a name: the task.
    """
    dated = standing[standing["due"].notna()].sort_values("due", kind="stable").reset_index(drop=True)
    marks = [Mark(tasks=(task,)) for task in dated["task_id"]]
    names = [f"第 {row.number} 项 {row.filler}" for row in each_row(dated)]
    figure = rows_figure(names, top=40, bottom=36, marks=marks)
    stripes(figure, len(dated))
    colors = [LATE if row.late else ACCENT if row.due >= as_of else QUIET for row in each_row(dated)]
    gone = [row.due < as_of for row in each_row(dated)]
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
        textposition=["middle left" if past else "middle right" for past in gone],
        textfont={"size": TEXT},
        customdata=list(map(str, marks)),
        hovertemplate=[f"{as_plotly(row.text)}<extra></extra>" for row in each_row(dated)],
        cliponaxis=False,
    )
    figure.add_vline(x=pd.Timestamp(as_of).timestamp() * 1000, line={"color": QUIET, "width": 2})
    figure.add_annotation(
        x=as_of.isoformat(), y=1, yref="paper", yshift=22, text=f"截至 {as_of.isoformat()}", showarrow=False,
        font={"size": TEXT},
    )  # fmt: skip
    days = [pd.Timestamp(day) for day in (*dated["due"], as_of)]
    room = max((max(days) - min(days)) * 0.6, pd.Timedelta(days=90))
    figure.update_xaxes(
        type="date", side="bottom", tickformat="%Y-%m", range=[min(days) - room, max(days) + room]
    )
    return figure


def _label(row: object) -> str:
    status, due = row.status, row.due  # type: ignore[attr-defined]  # a row of a frame
    said = f"{STATUS_SIGNS[Status(status)]} {status}" if status else UNREPORTED
    office = "办理时限 " if row.set_by_office else ""  # type: ignore[attr-defined]
    return as_plotly(f"{office}{due.isoformat()}　{said}")
