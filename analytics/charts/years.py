"""Departments of two years on one scale: where each count was, and where it is."""

from collections.abc import Collection

import pandas as pd

from analytics.charts.figure import Figure
from analytics.charts.theme import TEXT, color_of, rows_figure, stripes
from analytics.evidence import Mark
from analytics.rows import each_row
from analytics.safe.html import as_plotly
from analytics.scope import COUNTINGS, Counting


def count_changes(both: pd.DataFrame, names: tuple[str, str], named: Collection[Mark] = ()) -> Figure:
    """A row for each department: for both counts a stroke where the earlier year stands, a dot where the later one does.

    Parameters
    ----------
    both : frame of ``analytics.years.departments.departments_of_both``
    names : what the years are called, the earlier first
    named : marks of the departments that the sentences beside it name

    Returns
    -------
    A figure: 参与数 on the left with full dots, 分担数 on the right with hollow ones, both on scales from 0; a year that
    does not name the department has no sign. The mark of a sign, a number and a name: the department. Without rows, an
    empty figure.
    """
    marks = [Mark((department,)) for department in both["department_id"]]
    figure = rows_figure(both["name"].tolist(), marks=marks)
    stripes(figure, len(both))
    colors = [color_of(mark, named) for mark in marks]
    for counting, axis in ((Counting.FULL, "x"), (Counting.FRACTIONAL, "x2")):
        _add_counts(figure, both, names, counting, axis, marks, colors)
    top = max(1.0, float(both[["earlier_full", "later_full"]].max().max())) if len(both) else 1.0
    look = {"showgrid": False, "rangemode": "tozero", "range": [-0.04 * top, top * 1.45], "tickformat": "d"}
    look |= {"dtick": max(1, round(top / 6)), "zeroline": False, "fixedrange": True, "side": "top"}
    look |= {"tickfont": {"size": TEXT - 1}}
    figure.update_layout(
        margin={"t": 66},
        height=figure.layout["height"] + 22,
        xaxis={**look, "domain": [0, 0.48], "title": {"text": COUNTINGS[Counting.FULL], "standoff": 4}},
        xaxis2={
            **look,
            "domain": [0.52, 1],
            "title": {"text": COUNTINGS[Counting.FRACTIONAL], "standoff": 4},
        },
    )
    return figure


def _add_counts(
    figure: Figure,
    both: pd.DataFrame,
    names: tuple[str, str],
    counting: Counting,
    axis: str,
    marks: list[Mark],
    colors: list[str],
) -> None:
    before, after = both[f"earlier_{counting}"], both[f"later_{counting}"]
    rows = list(range(len(both)))
    figure.add_scatter(
        x=[x for one, other in zip(before, after, strict=True) for x in (one, other, None)],
        y=[
            y
            for row, one, other in zip(rows, before, after, strict=True)
            for y in ((row, row, None) if one and other else (None,) * 3)
        ],
        xaxis=axis,
        mode="lines",
        line={"color": "rgba(107, 117, 128, 0.75)", "width": 2},
        hoverinfo="skip",
    )
    full, (earlier, later) = counting is Counting.FULL, map(as_plotly, names)
    texts = [
        f"{_number(one, full)} → {_number(other, full)}"
        if round(one, 2) != round(other, 2)
        else _number(other, full)
        for one, other in zip(before, after, strict=True)
    ]
    told = [
        f"{as_plotly(row.name)}<br>{COUNTINGS[counting]}：{earlier} {_number(one, full)}，{later} {_number(other, full)}<extra></extra>"
        for row, one, other in zip(each_row(both), before, after, strict=True)
    ]
    for values, symbol, size in ((before, "line-ns", 9), (after, "circle" if full else "circle-open", 11)):
        there = [value if value else None for value in values]
        figure.add_scatter(
            x=there,
            y=rows,
            xaxis=axis,
            mode="markers",
            marker={"symbol": symbol, "size": size, "color": colors, "line": {"color": colors, "width": 2.5}},
            customdata=list(map(str, marks)),
            hovertemplate=told,
            cliponaxis=False,
        )
    figure.add_scatter(
        x=[max(one, other) for one, other in zip(before, after, strict=True)],
        y=rows,
        xaxis=axis,
        mode="text",
        text=[f"　{text}" for text in texts],
        textposition="middle right",
        textfont={"size": TEXT - 1},
        customdata=list(map(str, marks)),
        hoverinfo="none",
        cliponaxis=False,
    )


def _number(value: float, whole: bool) -> str:
    return f"{value:.0f}" if whole else f"{value:.2f}"
