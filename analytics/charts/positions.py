"""Chart of the places of departments between others, with their random range."""

import pandas as pd

from analytics.charts.figure import Figure
from analytics.charts.theme import ACCENT, QUIET, SECOND, rows_figure, stripes
from analytics.evidence import Mark
from analytics.rows import each_row
from analytics.safe.html import as_plotly


def random_ranges(positions: pd.DataFrame) -> Figure:
    """A dot for each department's place between others, on the range that it has in random plans of the same degrees.

    ``positions``: of ``analytics.firmness.brokerage.positions``. The mark of a dot: the department.
    """
    figure = rows_figure(positions["name"].tolist())
    stripes(figure, len(positions))
    rows = list(range(len(positions)))
    gaps_x: list[float | None] = []
    gaps_y: list[float | None] = []
    for row, low, high in zip(rows, positions["low"], positions["high"], strict=True):
        gaps_x += [low, high, None]
        gaps_y += [row, row, None]
    figure.add_scatter(
        x=gaps_x, y=gaps_y, mode="lines", line={"color": QUIET, "width": 9}, opacity=0.45, hoverinfo="skip"
    )
    outside = positions["outside"].ne("").tolist()
    figure.add_scatter(
        x=positions["betweenness"].tolist(),
        y=rows,
        mode="markers",
        marker={"size": 12, "color": [SECOND if out else ACCENT for out in outside]},
        customdata=[str(Mark((department,))) for department in positions["department_id"]],
        hovertemplate=[
            f"{as_plotly(row.name)}<br>桥接位置 {row.betweenness:.1f}<br>随机范围 {row.low:.1f} 至 {row.high:.1f}<extra></extra>"
            for row in each_row(positions)
        ],
        cliponaxis=False,
    )
    figure.update_xaxes(rangemode="tozero")
    return figure
