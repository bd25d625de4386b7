"""Many years: the lives of tasks as lines from year to year, and the counts of each department as small curves."""

from collections.abc import Collection, Mapping, Sequence
from statistics import fmean

import pandas as pd

from analytics.charts.figure import Figure
from analytics.charts.theme import ACCENT, QUIET, ROW, TEXT, color_of, door, rows_figure, stripes
from analytics.evidence import Mark
from analytics.rows import each_row
from analytics.safe.html import as_plotly
from analytics.scope import COUNTINGS, Counting
from analytics.years.changes import CHANGES, ChangeKind
from analytics.years.lives import LifeLine

DOT, CURVE_ROW, SWING, CLEAR = 23, 46, 0.46, 0.22
"""Pixels of a task's dot and of the row of a department; the share of the row that its curve takes, and by which a word
stands off its line."""


def life_chart(
    lines: Sequence[LifeLine], names: Sequence[str], numbers: Mapping[str, str], texts: Mapping[str, str]
) -> Figure:
    """A row for each life line, a column for each year: a dot with its number for each task, joined where one continues it.

    Parameters
    ----------
    lines : of ``analytics.years.lives.life_lines``
    names : of the years, in order
    numbers, texts : task id → number as printed; what a row is called by its latest task

    Returns
    -------
    A figure: full lines where the words stay, dashed ones in the accent where they change or a task is parted or joined.
    The mark of a dot: the task; of a row's name: all tasks of the line. Without lines, an empty figure.
    """
    places: dict[str, tuple[int, float]] = {}
    middles, row = [], 0
    for line in lines:
        high = max(map(len, line.tasks))
        middles.append(row + (high - 1) / 2)
        for year, own in enumerate(line.tasks):
            start = middles[-1] - (len(own) - 1) / 2
            places |= {task: (year, start + at) for at, task in enumerate(own)}
        row += high
    figure = rows_figure([""] * row, top=40)
    stripes(figure, row)
    figure.update_yaxes(
        tickvals=middles,
        ticktext=[door(as_plotly(texts[line.ids[-1]]), Mark(tasks=line.ids)) for line in lines],
    )
    _add_links(figure, lines, places)
    figure.add_scatter(
        x=[x for x, _ in places.values()],
        y=[y for _, y in places.values()],
        mode="markers+text",
        marker={"size": DOT, "color": QUIET, "opacity": 1},
        text=[f'<span style="color:#fff">{as_plotly(numbers[task])}</span>' for task in places],
        textfont={"size": TEXT - 2},
        customdata=[str(Mark(tasks=(task,))) for task in places],
        hovertemplate=[
            f"{as_plotly(names[x])} 第 {as_plotly(numbers[task])} 项<br>{as_plotly(texts[task])}<extra></extra>"
            for task, (x, _) in places.items()
        ],
        cliponaxis=False,
    )
    figure.update_xaxes(**_years(names), domain=[0, min(1.0, 0.2 * len(names))])
    return figure


def _years(names: Sequence[str]) -> dict:
    return {
        "tickvals": list(range(len(names))),
        "ticktext": list(map(as_plotly, names)),
        "range": [-0.4, len(names) - 0.6],
        "showgrid": False,
    }


def _add_links(figure: Figure, lines: Sequence[LifeLine], places: Mapping[str, tuple[int, float]]) -> None:
    links = [link for line in lines for link in line.links]
    for same, look in ((True, {"color": QUIET}), (False, {"color": ACCENT, "dash": "dash"})):
        own = [link for link in links if (link[2] is ChangeKind.UNCHANGED) is same]
        figure.add_scatter(
            x=[x for one, other, _ in own for x in (places[one][0], places[other][0], None)],
            y=[y for one, other, _ in own for y in (places[one][1], places[other][1], None)],
            mode="lines",
            line={"width": 2, **look},
            hoverinfo="skip",
        )
    steps: dict[tuple[int, int, ChangeKind], list[str]] = {}
    above: dict[tuple[int, int, ChangeKind], float] = {}  # the highest of its lines, half way
    for at, line in enumerate(lines):
        for one, other, kind in line.links:
            if kind is not ChangeKind.UNCHANGED:
                step = at, places[one][0], kind
                steps.setdefault(step, []).extend([one, other])
                middle = fmean([places[one][1], places[other][1]])
                above[step] = min(above.get(step, middle), middle)
    figure.add_scatter(
        x=[year + 0.5 for _, year, _ in steps],
        y=[above[step] - CLEAR for step in steps],
        mode="text",
        text=[CHANGES[kind] for _, _, kind in steps],
        textposition="top center",
        textfont={"size": TEXT - 1},
        customdata=[str(Mark(tasks=tuple(dict.fromkeys(own)))) for own in steps.values()],
        hoverinfo="none",
        cliponaxis=False,
    )


def department_curves(frame: pd.DataFrame, names: Sequence[str], named: Collection[Mark] = ()) -> Figure:
    """A row for each department with two small curves over the years, all of one count on one scale from 0.

    Parameters
    ----------
    frame : of ``analytics.years.departments.departments_of_years``
    names : of the years, in order
    named : marks of the departments that the sentences beside it name

    Returns
    -------
    A figure: 参与数 on the left with full dots, 分担数 on the right with hollow ones; a year that does not name the department
    has none, and breaks the curve. The mark of a dot: the department's tasks of that year; of a name: the department.
    Without rows, an empty figure.
    """
    marks = [Mark((department,)) for department in frame["department_id"]]
    figure = rows_figure(frame["name"].tolist(), marks=marks)
    stripes(figure, len(frame))
    figure.update_layout(
        height=figure.layout["height"] + max(3, len(frame)) * (CURVE_ROW - ROW) + 22, margin={"t": 66}
    )
    colors = [color_of(mark, named) for mark in marks]
    for counting, axis, domain in (
        (Counting.FULL, "x", [0, 0.48]),
        (Counting.FRACTIONAL, "x2", [0.52, 1]),
    ):
        _add_curves(figure, frame, names, counting, axis, colors)
        look = {**_years(names), "side": "top", "zeroline": False, "fixedrange": True, "domain": domain}
        look |= {"tickfont": {"size": TEXT - 1}, "title": {"text": COUNTINGS[counting], "standoff": 4}}
        figure.update_layout(**{axis.replace("x", "xaxis"): look})
    return figure


def _add_curves(
    figure: Figure,
    frame: pd.DataFrame,
    names: Sequence[str],
    counting: Counting,
    axis: str,
    colors: Sequence[str],
) -> None:
    top = max((max(own) for own in frame[str(counting)]), default=1.0) or 1.0
    full = counting is Counting.FULL
    for at, (row, color) in enumerate(zip(each_row(frame), colors, strict=True)):
        values = getattr(row, str(counting))
        told = [f"{value:d}" if full else f"{value:.2f}" for value in values]
        figure.add_scatter(
            x=list(range(len(names))),
            y=[at + 0.36 - SWING * value / top if value else None for value in values],
            xaxis=axis,
            mode="lines+markers+text",
            line={"color": color, "width": 2},
            marker={
                "symbol": "circle" if full else "circle-open",
                "size": 8,
                "color": color,
                "line": {"width": 2, "color": color},
            },
            text=told,
            textposition="top center",
            textfont={"size": TEXT - 1},
            customdata=[str(Mark((row.department_id,), tasks=own)) if own else "" for own in row.task_ids],
            hovertemplate=[
                f"{as_plotly(row.name)}<br>{as_plotly(name)}{COUNTINGS[counting]}：{value}<extra></extra>"
                for name, value in zip(names, told, strict=True)
            ],
            cliponaxis=False,
        )
