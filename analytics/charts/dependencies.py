"""Charts of who is tied to whom: the ordered matrix, tasks as columns, who stands first."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from analytics.charts.figure import Figure
from analytics.charts.section_columns import lines_of, room_for
from analytics.charts.theme import (
    ACCENT,
    FAINT,
    QUIET,
    ROW,
    TEXT,
    number_color,
    rows_figure,
    stripes,
    tint,
)
from analytics.evidence import Mark
from analytics.rows import each_row
from analytics.safe.html import as_plotly
from analytics.task_list import Sharing
from analytics.ties.combinations import TaskColumns
from analytics.ties.direction import DirectionMatrix
from analytics.ties.matrix import Matrix

CHARACTER = 17  # pixels from one character of a column's name to the next below it
SQUARE = 18  # pixels of a cell; columns are narrower than rows where there are many
HOVER_LINE, HOVER_AT_MOST = 26, 208  # characters of a task's words in a line of a hover, and in all of it
DOT = 0.27  # share of a row that half a dot takes


def shared_matrix(matrix: Matrix) -> Figure:
    """Departments as rows and columns in one order, the number of shared tasks in the cell; symmetric.

    The mark of a cell: the pair; of the diagonal (own tasks): the department. Every column has its whole name above it,
    written downwards.
    """
    count = len(matrix.names)
    figure = _named_columns(matrix.names, matrix.names)
    cells = matrix.cells
    marks = [str(Mark(pair)) for pair in zip(cells["source_id"], cells["target_id"], strict=True)]
    hovers = [
        f"{as_plotly(matrix.names[row])}<br>{as_plotly(matrix.names[column])}<br>共同承担 {shared} 项<extra></extra>"
        for row, column, shared in zip(cells["row"], cells["column"], cells["shared"], strict=True)
    ]
    _cells(figure, cells["column"], cells["row"], cells["shared"], marks, hovers)
    own = [int(matrix.shared[at, at]) for at in range(count)]
    figure.add_scatter(
        x=list(range(count)),
        y=list(range(count)),
        mode="markers+text",
        marker={"size": SQUARE, "symbol": "square", "color": FAINT},
        text=[str(number) for number in own],
        textfont={"size": TEXT - 1},
        customdata=[str(Mark((department,))) for department in matrix.department_ids],
        hovertemplate=[
            f"{as_plotly(n)}<br>共 {k} 项任务<extra></extra>" for n, k in zip(matrix.names, own, strict=True)
        ],
    )
    _blocks(figure, matrix)
    return figure


def together(matrix: Matrix, share: np.ndarray) -> Figure:
    """Departments as rows and columns, in the cell the share of the runs without a task in which both are in one group, in percent.

    ``matrix``: the order, by groups. ``share``: rows and columns in that order. The mark of a cell: the pair.
    """
    figure = _named_columns(matrix.names, matrix.names)
    percent = np.round(100 * share * ~np.eye(len(matrix.names), dtype=bool)).astype(int)
    row, column = np.nonzero(percent)
    numbers = pd.Series(percent[row, column], dtype=int)
    pairs = [(at, other) for at, other in zip(row.tolist(), column.tolist(), strict=True)]
    marks = [str(Mark((matrix.department_ids[at], matrix.department_ids[other]))) for at, other in pairs]
    hovers = [
        f"{as_plotly(matrix.names[at])}<br>{as_plotly(matrix.names[other])}<br>{n}% 仍在一组<extra></extra>"
        for (at, other), n in zip(pairs, numbers, strict=True)
    ]
    _cells(figure, pd.Series(column), pd.Series(row), numbers, marks, hovers)
    _blocks(figure, matrix)
    return figure


def direction_matrix(matrix: DirectionMatrix) -> Figure:
    """Who stands first as rows, who beside it as columns, the number of such tasks in the cell.

    A cell that is assumed from the place in the list alone is hollow, one that the document states is filled. The mark of
    a cell: its tasks.
    """
    figure = _named_columns(matrix.source_names, matrix.target_names)
    for stated, how in ((True, "文件写明"), (False, "首列推定")):
        cells = matrix.cells[matrix.cells["stated"] == stated]
        hovers = [
            f"{as_plotly(matrix.source_names[row])} → {as_plotly(matrix.target_names[column])}<br>"
            f"{tasks} 项（{how}）<extra></extra>"
            for row, column, tasks in zip(cells["row"], cells["column"], cells["tasks"], strict=True)
        ]
        marks = [str(Mark(tasks=tuple(own))) for own in cells["task_ids"]]
        _cells(figure, cells["column"], cells["row"], cells["tasks"], marks, hovers, hollow=not stated)
    return figure


def _named_columns(rows: Sequence[str], columns: Sequence[str]) -> Figure:
    """Rows with their names, and columns with theirs above them, whole and written downwards."""
    longest = max(map(len, columns), default=1)
    figure = rows_figure(list(rows), top=CHARACTER * longest + 16)
    stripes(figure, len(rows))
    figure.update_xaxes(
        tickvals=list(range(len(columns))),
        ticktext=["<br>".join(map(as_plotly, name)) for name in columns],
        tickangle=0,
        ticklabeloverflow="allow",
        range=[-0.6, max(len(columns), 1) - 0.4],
        showgrid=False,
    )
    return figure


def _cells(
    figure: Figure,
    column: pd.Series,
    row: pd.Series,
    numbers: pd.Series,
    marks: list[str],
    hovers: list[str],
    *,
    hollow: bool = False,
) -> None:
    """Squares with their number, the darker the larger; hollow ones with a rim alone."""
    shares = (numbers / max(1, numbers.max() if len(numbers) else 1)).tolist()
    figure.add_scatter(
        x=column.tolist(),
        y=row.tolist(),
        mode="markers+text",
        marker={
            "size": SQUARE,
            "symbol": "square-open" if hollow else "square",
            "color": ACCENT if hollow else [tint(share) for share in shares],
            "line": {"width": 1.5 if hollow else 0},
            "opacity": 1,
        },
        text=list(map(str, numbers)),
        textfont={
            "size": [TEXT - 1 if n < 100 else TEXT - 4 for n in numbers],  # three digits fit, too
            "color": [number_color(0 if hollow else share) for share in shares],
        },
        customdata=marks,
        hovertemplate=hovers,
    )


def task_columns(found: TaskColumns, sections: Mapping[str, str] | None = None) -> Figure:
    """Joint tasks as columns, departments as rows: a dot for each department of a task, a line through them.

    A dot is solid for the department listed first, hollow for the others. Above a column stand the number of the task
    and, below it, how many departments it lists; behind a row how many joint tasks the department has. ``sections``:
    section_id → short name: written above the columns of a section, where these stand together. The mark of a dot: the
    task, and the department that it is for; of a number: the task; of a sum: the department's joint tasks.
    """
    rows, columns = len(found.names), len(found.lines)
    bands = _bands(found, sections or {})
    most = max((len(lines) for _, _, lines in bands), default=0)
    figure = rows_figure(list(found.names), top=max(48, room_for(most)) if bands else 12)
    stripes(figure, rows)
    _draw_bands(figure, bands, rows)
    _segments(figure, found)
    words = dict(zip(found.lines["task_id"], map(_hover, each_row(found.lines)), strict=True))
    for first in (True, False):
        dots = found.dots[found.dots["first"] == first]
        figure.add_scatter(
            x=dots["column"].tolist(),
            y=dots["row"].tolist(),
            mode="markers",
            marker={
                "size": 13,
                "color": ACCENT,
                "symbol": "circle" if first else "circle-open",
                "line": {"width": 0 if first else 2.2},
            },
            customdata=[
                str(Mark((department,), tasks=(task,)))
                for department, task in zip(dots["department_id"], dots["task_id"], strict=True)
            ],
            hovertemplate=[
                f"<b>{as_plotly(found.names[row])}</b>{'（首列）' * first}<br>{words[task]}<extra></extra>"
                for task, row in zip(dots["task_id"], dots["row"], strict=True)
            ],
            cliponaxis=False,
        )
    by_task = [str(Mark(tasks=(task,))) for task in found.task_ids]
    hovers = [f"{words[task]}<extra></extra>" for task in found.task_ids]
    x = list(range(columns))
    _texts(figure, x, [-1.9] * columns, found.lines["number"].tolist(), by_task, hovers, bold=True)
    _texts(figure, x, [-1.0] * columns, [str(size) for size in found.lines["size"]], by_task, hovers)
    _texts(
        figure,
        [columns - 0.4] * rows,
        list(range(rows)),
        [f"{total} 项" for total in found.totals],
        [str(Mark((own,), sharing=Sharing.JOINT)) for own in found.department_ids],
        [
            f"{as_plotly(name)}<br>共同承担 {total} 项<extra></extra>"
            for name, total in zip(found.names, found.totals, strict=True)
        ],
        beside=True,
    )
    for y, text in ((-1.9, "任务序号"), (-1.0, "部门数")):
        figure.add_annotation(
            x=0,
            xref="paper",
            xanchor="right",
            xshift=-6,
            y=y,
            text=text,
            showarrow=False,
            font={"color": QUIET},
        )
    figure.update_layout(height=figure.layout["height"] + 2 * ROW, margin={"r": 60})
    figure.update_yaxes(range=[max(rows, 1) - 0.4, -2.5])
    figure.update_xaxes(showticklabels=False, range=[-0.7, max(columns, 1) - 0.3], showgrid=False)
    return figure


def _texts(
    figure: Figure,
    x: Sequence[float],
    y: Sequence[float],
    texts: list[str],
    marks: list[str],
    hovers: list[str],
    *,
    bold: bool = False,
    beside: bool = False,
) -> None:
    """Numbers that can be clicked; ``beside``: to the right of their points."""
    figure.add_scatter(
        x=list(x),
        y=list(y),
        mode="markers+text",
        marker={"size": 20, "color": "rgba(0,0,0,0)"},
        text=[f"<b>{as_plotly(text)}</b>" if bold else as_plotly(text) for text in texts],
        textfont={"size": TEXT - 1},
        textposition="middle right" if beside else "middle center",
        customdata=marks,
        hovertemplate=hovers,
        cliponaxis=False,
    )


def _segments(figure: Figure, found: TaskColumns) -> None:
    """The line of a task, from dot to dot and not through them."""
    figure.update_layout(
        shapes=[
            *figure.layout.get("shapes", ()),
            *(
                {
                    "type": "line",
                    "x0": column,
                    "x1": column,
                    "y0": above + DOT,
                    "y1": below - DOT,
                    "line": {"color": QUIET, "width": 2},
                }
                for column, dots in found.dots.groupby("column")
                for above, below in pairwise(sorted(dots["row"].tolist()))
            ),
        ]
    )


def _bands(found: TaskColumns, sections: Mapping[str, str]) -> list[tuple[int, int, list[str]]]:
    """The columns of each section, from one to before another, and its name in lines that leave its neighbours' free."""
    if not sections:
        return []
    own = found.lines["section_id"].tolist()
    ends = [at for at in range(1, len(own)) if own[at] != own[at - 1]]
    return [
        (start, end, lines_of(sections.get(own[start], ""), max(2, 2 * (end - start) - 1)))
        for start, end in pairwise([0, *ends, len(own)])
        if start < end
    ]


def _draw_bands(figure: Figure, bands: Sequence[tuple[int, int, list[str]]], rows: int) -> None:
    """The names of sections above their columns, with a line between two sections."""
    for start, end, lines in bands:
        figure.add_annotation(
            x=(start + end - 1) / 2, y=-2.5, yanchor="bottom", text="<br>".join(map(as_plotly, lines)),
            showarrow=False, font={"size": TEXT - 1},
        )  # fmt: skip
        if start:
            figure.add_shape(
                type="line", x0=start - 0.5, x1=start - 0.5, y0=-2.5, y1=rows - 0.5,
                line={"color": FAINT, "width": 1.5}, layer="below",
            )  # fmt: skip


def _hover(line: Any) -> str:
    """The number and the words of a task, in lines."""
    text = str(line.text)
    text = text if len(text) <= HOVER_AT_MOST else text[:HOVER_AT_MOST] + "……"
    lines = [as_plotly(text[at : at + HOVER_LINE]) for at in range(0, len(text), HOVER_LINE)]
    return f"第 {as_plotly(line.number)} 项<br>" + "<br>".join(lines)


def _blocks(figure: Figure, matrix: Matrix) -> None:
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
