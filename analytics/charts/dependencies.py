"""Charts of who is tied to whom: the ordered matrix, tasks as columns, places with their random range, meetings."""

from math import ceil

import pandas as pd
import plotly.graph_objects as go

from analytics.arrangements.coverage import Coverage
from analytics.charts.theme import (
    ACCENT,
    FAINT,
    GROUP_COLORS,
    QUIET,
    ROW,
    SECOND,
    TEXT,
    on_tint,
    rows_figure,
    stripes,
    tint,
)
from analytics.evidence import Mark
from analytics.rows import each_row
from analytics.safe.html import as_plotly
from analytics.ties.combinations import TaskColumns
from analytics.ties.matrix import Matrix

MANY_MEETINGS = 15  # more have but their number above them, and need the whole width of a page
NUMBERS_AT_MOST = 40  # above the meetings; of more, every second or third is written


def shared_matrix(matrix: Matrix) -> go.Figure:
    """Departments as rows and columns in one order, the number of shared tasks in the cell; symmetric.

    The mark of a cell: the pair; of the diagonal (own tasks): the department.
    """
    count = len(matrix.names)
    cell = ROW - 4 if count <= 20 else 18  # pixels; columns are narrower than rows where there are many
    figure = rows_figure(list(matrix.names), top=150)
    cells = matrix.cells
    top = float(cells["shared"].max()) if len(cells) else 1.0
    shares = (cells["shared"] / top).tolist()
    figure.add_scatter(
        x=cells["column"].tolist(),
        y=cells["row"].tolist(),
        mode="markers+text",
        marker={
            "size": cell,
            "symbol": "square",
            "color": [tint(share) for share in shares],
            "opacity": 1,
        },
        text=[on_tint(str(n), share) for n, share in zip(cells["shared"], shares, strict=True)],
        textfont={"size": TEXT - 1},
        customdata=[str(Mark(pair)) for pair in zip(cells["source_id"], cells["target_id"], strict=True)],
        hovertemplate=[
            f"{as_plotly(matrix.names[row])}<br>{as_plotly(matrix.names[column])}<br>共同承担 {shared} 项<extra></extra>"
            for row, column, shared in zip(cells["row"], cells["column"], cells["shared"], strict=True)
        ],
    )
    own = [int(matrix.shared[at, at]) for at in range(count)]
    figure.add_scatter(
        x=list(range(count)),
        y=list(range(count)),
        mode="markers+text",
        marker={"size": cell, "symbol": "square", "color": FAINT},
        text=[str(number) for number in own],
        textfont={"size": TEXT - 2},
        customdata=[str(Mark((department,))) for department in matrix.department_ids],
        hovertemplate=[
            f"{as_plotly(n)}<br>共 {k} 项任务<extra></extra>" for n, k in zip(matrix.names, own, strict=True)
        ],
    )
    figure.update_xaxes(
        tickvals=list(range(count)),
        ticktext=[as_plotly(name) for name in matrix.names],
        tickangle=-60,
        range=[-0.6, max(count, 1) - 0.4],
        showgrid=False,
    )
    _blocks(figure, matrix)
    return figure


def task_columns(found: TaskColumns) -> go.Figure:
    """Joint tasks as columns, departments as rows: a dot for each department of a task, a line from its first to its last.

    Coloured by section. The mark of a dot: the task, and the department that it is for.
    """
    figure = rows_figure(list(found.names), top=40)
    stripes(figure, len(found.names))
    ordinals = found.lines["section_ordinal"].astype("Int64")
    sections = sorted(ordinals.dropna().unique().tolist())
    color = {section: GROUP_COLORS[at % len(GROUP_COLORS)] for at, section in enumerate(sections)}
    shades = [QUIET if pd.isna(section) else color[section] for section in ordinals]
    figure.update_layout(
        shapes=[
            *figure.layout.shapes,
            *(
                {
                    "type": "line",
                    "x0": line.column,
                    "x1": line.column,
                    "y0": line.top,
                    "y1": line.bottom,
                    "line": {"color": shade, "width": 3},
                }
                for line, shade in zip(each_row(found.lines), shades, strict=True)
            ),
        ]
    )
    shade_of = dict(zip(found.lines["task_id"], shades, strict=True))
    number = dict(zip(found.lines["task_id"], found.lines["number"], strict=True))
    dots = found.dots
    figure.add_scatter(
        x=dots["column"].tolist(),
        y=dots["row"].tolist(),
        mode="markers",
        marker={
            "size": 13,
            "color": [shade_of[task] for task in dots["task_id"]],
        },
        customdata=[
            str(Mark((department,), tasks=(task,)))
            for department, task in zip(dots["department_id"], dots["task_id"], strict=True)
        ],
        hovertemplate=[
            f"第 {as_plotly(number[task])} 项<br>{as_plotly(found.names[row])}<extra></extra>"
            for task, row in zip(dots["task_id"], dots["row"], strict=True)
        ],
        cliponaxis=False,
    )
    figure.update_xaxes(
        tickvals=found.lines["column"].tolist(),
        ticktext=[as_plotly(text) for text in found.lines["number"]],
        range=[-0.7, len(found.lines) - 0.3],
        showgrid=False,
        tickangle=0,
    )
    return figure


def random_ranges(positions: pd.DataFrame) -> go.Figure:
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


def seats(coverage: Coverage) -> go.Figure:
    """Meetings as columns, departments as rows, a dot for each seat.

    The mark of a dot: the tasks of the meeting that are the department's. Above a meeting stand its number and its seats; where there are many, the number of every n-th.
    """
    departments = {
        department: name
        for meeting in coverage.meetings
        for department, name in zip(meeting.department_ids, meeting.names, strict=True)
    }
    order = list(departments)
    figure = rows_figure([departments[department] for department in order], top=56)
    stripes(figure, len(order))
    taken = [
        (at, department)
        for at, meeting in enumerate(coverage.meetings)
        for department in meeting.department_ids
    ]
    count = len(coverage.meetings)
    each = ceil(count / NUMBERS_AT_MOST) or 1
    figure.add_scatter(
        x=[at for at, _ in taken],
        y=[order.index(department) for _, department in taken],
        mode="markers",
        marker={"size": min(15, max(5, 520 // max(1, count))), "color": ACCENT},
        customdata=[
            str(Mark((department,), tasks=tuple(coverage.meetings[at].task_ids))) for at, department in taken
        ],
        hovertemplate=[
            f"第 {at + 1} 次会议<br>{as_plotly(departments[department])}<extra></extra>"
            for at, department in taken
        ],
    )
    figure.update_xaxes(
        tickvals=list(range(0, count, each)),
        ticktext=[
            f"第 {at + 1} 次<br>{meeting.seats} 个部门" if count <= MANY_MEETINGS else str(at + 1)
            for at, meeting in list(enumerate(coverage.meetings))[::each]
        ],
        range=[-0.7, max(1, count) - 0.3],
        showgrid=False,
        tickangle=0,
    )
    return figure


def _blocks(figure: go.Figure, matrix: Matrix) -> None:
    """A frame around the departments of each block of the order."""
    start = 0
    for at in range(1, len(matrix.blocks) + 1):
        if at < len(matrix.blocks) and matrix.blocks[at] == matrix.blocks[start]:
            continue
        if matrix.blocks[start] and at - start > 1:
            figure.add_shape(
                type="rect",
                x0=start - 0.5,
                x1=at - 0.5,
                y0=start - 0.5,
                y1=at - 0.5,
                line={"color": QUIET, "width": 1},
            )
        start = at
