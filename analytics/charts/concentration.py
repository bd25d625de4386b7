"""Chart of how concentrated the workload is."""

import pandas as pd

from analytics.charts.figure import Figure
from analytics.charts.theme import ACCENT, QUIET, TEXT
from analytics.charts.workload import FRACTIONAL_LABEL, FULL_LABEL
from analytics.scope import Counting


def lorenz_curve(curve: pd.DataFrame, counting: Counting) -> Figure:
    """The Lorenz curve of the loads against equal shares.

    ``curve``: frame of ``analytics.loads.concentration.lorenz``.
    """
    label = FULL_LABEL if counting is Counting.FULL else FRACTIONAL_LABEL
    figure = Figure()
    figure.add_scatter(
        x=[0, 1], y=[0, 1], mode="lines", line={"color": QUIET, "dash": "dot", "width": 1.5}, hoverinfo="skip"
    )
    figure.add_scatter(
        x=curve["department_share"],
        y=curve["load_share"],
        mode="lines+markers",
        line={"color": ACCENT, "width": 2.5},
        marker={"size": 6},
        fill="tonexty",
        fillcolor="rgba(58, 120, 181, 0.12)",
        hovertemplate="较少的 %{x:.0%} 部门<br>合计占 %{y:.1%}<extra></extra>",
    )
    figure.add_annotation(
        x=0.42, y=0.5, text="各部门相等", showarrow=False, font={"size": TEXT}, textangle=-38
    )
    figure.update_layout(
        height=460,
        margin={"l": 8, "r": 12, "t": 16, "b": 8},
        font={"size": TEXT},
        showlegend=False,
        dragmode=False,
        xaxis={
            "title": {"text": "部门累计比例（由少到多）"},
            "tickformat": ".0%",
            "range": [0, 1.01],
            "fixedrange": True,
        },
        yaxis={
            "title": {"text": f"{label}累计比例"},
            "tickformat": ".0%",
            "range": [0, 1.01],
            "fixedrange": True,
        },
    )
    return figure
