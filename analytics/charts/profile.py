"""Charts of one department: its partners and its sections."""

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.theme import ACCENT, TEXT, rows_figure, stripes
from analytics.evidence import Mark
from analytics.safe.html import as_plotly


def partners(frame: pd.DataFrame, department_id: str) -> go.Figure:
    """Shared tasks with each partner, most first. ``frame``: of ``analytics.ties.collaboration.partners``.

    The mark of a bar: the tasks that both share.
    """
    marks = [str(Mark((department_id, partner))) for partner in frame["partner_id"]]
    return _bars(frame["partner_name"].tolist(), frame["shared"].tolist(), marks, "共同承担")


def sections(frame: pd.DataFrame, columns: pd.DataFrame, department_id: str) -> go.Figure:
    """Tasks of the department in each section of the scope, in printed order.

    ``frame``: section_id, full; ``columns``: section_id, title. The mark of a bar: the
    department in the section.
    """
    counts = dict(zip(frame["section_id"], frame["full"], strict=True))
    numbers = [int(counts.get(section, 0)) for section in columns["section_id"]]
    marks = [str(Mark((department_id,), section)) for section in columns["section_id"]]
    return _bars(columns["title"].tolist(), numbers, marks, "任务")


def _bars(names: list[str], numbers: list[int], marks: list[str], label: str) -> go.Figure:
    figure = rows_figure(names, top=8)
    stripes(figure, len(names))
    figure.add_bar(
        x=numbers,
        y=list(range(len(names))),
        orientation="h",
        marker={"color": ACCENT, "line": {"width": 0}},
        text=[str(number) if number else "" for number in numbers],
        textposition="outside",
        textfont={"size": TEXT},
        customdata=marks,
        hovertemplate=[
            f"{as_plotly(n)}<br>{label} {v} 项<extra></extra>" for n, v in zip(names, numbers, strict=True)
        ],
        cliponaxis=False,
    )
    figure.update_xaxes(visible=False, range=[0, max([1, *numbers]) * 1.15])
    return figure
