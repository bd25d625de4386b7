"""Charts of one department: its partners and its sections."""

from collections.abc import Collection

import pandas as pd

from analytics.charts.figure import Figure
from analytics.charts.theme import TEXT, color_of, door, rows_figure, stripes
from analytics.evidence import Mark
from analytics.safe.html import as_plotly


def partners(
    frame: pd.DataFrame, tasks: pd.DataFrame, department_id: str, named: Collection[Mark] = ()
) -> Figure:
    """Which tasks are shared with whom: a row for each partner, a column for each task shared, a dot where both are listed.

    ``frame``: of ``analytics.ties.collaboration.partners``; ``tasks``: the department's own, with task_id, number and text. The
    mark of a dot: the task as shared with the partner; of a name and of the number at the end of a row: all that both
    share; of a column's head: the task. ``named``: pairs that the sentences beside it name.
    """
    shared = {task for ids in frame["task_ids"] for task in ids}
    columns = tasks[tasks["task_id"].isin(shared)]
    at = dict(zip(columns["task_id"], range(len(columns)), strict=True))
    text = dict(zip(columns["task_id"], columns["text"], strict=True))
    rows = list(enumerate(zip(frame["partner_id"], frame["partner_name"], frame["task_ids"], strict=True)))
    dots = [(row, partner, name, task) for row, (partner, name, ids) in rows for task in ids]
    pairs = [Mark((department_id, partner)) for partner in frame["partner_id"]]
    figure = rows_figure(frame["partner_name"].tolist(), top=30, marks=pairs)
    stripes(figure, len(rows))
    figure.add_scatter(
        x=[at[task] for _, _, _, task in dots],
        y=[row for row, _, _, _ in dots],
        mode="markers",
        marker={
            "size": 13,
            "color": [color_of(pairs[row], named) for row, _, _, _ in dots],
            "line": {"width": 0},
        },
        customdata=[str(Mark((department_id, partner), tasks=(task,))) for _, partner, _, task in dots],
        hovertemplate=[
            f"{as_plotly(name)}<br>{as_plotly(shortened(text[task]))}<extra></extra>"
            for _, _, name, task in dots
        ],
        cliponaxis=False,
    )
    figure.add_scatter(
        x=[len(columns)] * len(rows),
        y=[row for row, _ in rows],
        mode="text",
        text=[f"{len(ids)} 项" for _, (_, _, ids) in rows],
        textfont={"size": TEXT},
        customdata=list(map(str, pairs)),
        hoverinfo="none",
        cliponaxis=False,
    )
    figure.update_xaxes(
        tickvals=list(range(len(columns))),
        ticktext=[
            door(as_plotly(str(number)), Mark((department_id,), tasks=(task,)))
            for number, task in zip(columns["number"], columns["task_id"], strict=True)
        ],
        range=[-0.6, len(columns) + 0.6],
        showgrid=False,
        tickangle=0,
    )
    return figure


def shortened(text: str, limit: int = 40) -> str:
    """The beginning of a text that is longer than the limit."""
    return text if len(text) <= limit else f"{text[:limit]}……"


def sections(
    frame: pd.DataFrame, columns: pd.DataFrame, department_id: str, named: Collection[Mark] = ()
) -> Figure:
    """Tasks of the department in each section of the scope, in printed order.

    ``frame``: section_id, full; ``columns``: section_id, short_name, title. The mark of a bar and of a name: the department in
    the section. ``named``: those that the sentences beside it name.
    """
    counts = dict(zip(frame["section_id"], frame["full"], strict=True))
    numbers = [int(counts.get(section, 0)) for section in columns["section_id"]]
    marks = [Mark((department_id,), section) for section in columns["section_id"]]
    names = columns["title"].tolist()
    figure = rows_figure(columns["short_name"].tolist(), top=8, marks=marks)
    stripes(figure, len(names))
    figure.add_bar(
        x=numbers,
        y=list(range(len(names))),
        orientation="h",
        marker={"color": [color_of(mark, named) for mark in marks], "line": {"width": 0}},
        text=[str(number) if number else "" for number in numbers],
        textposition="outside",
        constraintext="none",
        textfont={"size": TEXT},
        customdata=list(map(str, marks)),
        hovertemplate=[
            f"{as_plotly(n)}<br>任务 {v} 项<extra></extra>" for n, v in zip(names, numbers, strict=True)
        ],
        cliponaxis=False,
    )
    figure.update_xaxes(visible=False, range=[0, max([1, *numbers]) * 1.15])
    return figure
