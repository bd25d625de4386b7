"""Charts of the workload of departments: how much, alone or together, where.

Every point that can be clicked carries its mark (``analytics.evidence``) as text in ``customdata``.
"""

from collections.abc import Collection

import pandas as pd

from analytics.charts.figure import Figure
from analytics.charts.section_columns import make_room_above, section_axis
from analytics.charts.theme import (
    ACCENT,
    QUIET,
    ROW,
    TEXT,
    color_of,
    number_color,
    rows_figure,
    stripes,
    tint,
)
from analytics.evidence import Mark
from analytics.rows import each_row
from analytics.safe.html import as_plotly
from analytics.scope import Counting
from analytics.task_list import Sharing

FULL_LABEL, FRACTIONAL_LABEL, NAMINGS = "参与数", "分担数", "列名次数"

_BLANK = {"showgrid": False, "zeroline": False, "showticklabels": False, "fixedrange": True}


def load_dots(workload: pd.DataFrame, of: pd.DataFrame | None = None, named: Collection[Mark] = ()) -> Figure:
    """Full and fractional count of each department on one row and one scale, in the order of the frame.

    Parameters
    ----------
    workload : frame of ``analytics.loads.workload.by_department``
    of : the frame that ``workload`` is a part of, on whose scale it is drawn
    named : marks of the departments that the sentences beside it name

    Returns
    -------
    A figure; the mark of a dot and of a name: the department. Without rows, an empty figure.
    """
    figure = rows_figure(workload["name"].tolist(), marks=_departments(workload))
    stripes(figure, len(workload))
    _add_dots(figure, workload, named)
    top = _largest(workload if of is None else of, "full")
    end = top * 1.4
    figure.update_xaxes(range=[_start(workload, end), end], **_whole(top))
    return figure


_NUMBER, _LABEL, _BOTH = 0.2, 0.43, 0.72
"""What stands to the left of a dot takes of the narrowest picture: a number, one with its label, one with two labels."""


def _start(workload: pd.DataFrame, end: float) -> float:
    """Where a scale begins that ends at ``end``, so that what stands to the left of the dots is not over a name."""
    values, full = workload["fractional"].to_list(), workload["full"].to_list()
    needed = [_BOTH if values[:1] == full[:1] else _LABEL] + [_NUMBER] * (len(values) - 1)
    starts = [(x - part * end) / (1 - part) for x, part in zip(values, needed, strict=False)]
    return min([0.0, *starts])


def load_dots_with_ranks(
    workload: pd.DataFrame, named: Collection[Mark] = (), counting: Counting = Counting.FULL
) -> Figure:
    """``load_dots`` with the rank by ``counting`` at the end of each row, and with that by the other where it is another.

    Another is only what no tie explains: the places that a department shares by the one count are none of those that it
    shares by the other. Of departments with one task none is told: what parts them is the length of one list;
    who asks such a rank is told so.
    """
    figure = load_dots(workload, named=named)
    figure.update_layout(
        xaxis={"domain": [0, 0.84]}, xaxis2={**_BLANK, "domain": [0.86, 1.0], "range": [0, 1]}
    )
    first, second = counting, next(other for other in Counting if other is not counting)
    labels = {Counting.FULL: FULL_LABEL, Counting.FRACTIONAL: FRACTIONAL_LABEL}
    texts, hovers = [], []
    for own in each_row(_ranks(workload, first, second)):
        if pd.isna(own.first):
            texts.append("—")
            hovers.append("集合名称不参与排位<extra></extra>")
            continue
        apart = own.first_last < own.second or own.second_last < own.first
        untold = "，只列名一项，不比" if own.full == 1 else "，只在并列之内变动" if not apart else ""
        texts.append(f"{own.first} → {own.second}" if not untold else f"{own.first}")
        hovers.append(
            f"{labels[first]}第 {own.first} 位，{labels[second]}第 {own.second} 位"
            f"{untold if own.first != own.second else ''}<extra></extra>"
        )
    figure.add_scatter(
        x=[0.5] * len(texts),
        y=list(range(len(texts))),
        xaxis="x2",
        mode="markers+text",
        marker={"size": ROW, "color": "rgba(0,0,0,0)"},
        text=texts,
        textfont={"size": TEXT - 1},
        hovertemplate=hovers,
    )
    figure.add_annotation(
        x=0.93,
        xanchor="center",
        y=1,
        xref="paper",
        yref="paper",
        yshift=40,
        text=f"位次<br>{labels[first][:2]}→{labels[second][:2]}",
        showarrow=False,
        font={"size": TEXT - 1},
    )
    return figure


def _ranks(workload: pd.DataFrame, first: Counting, second: Counting) -> pd.DataFrame:
    """The places that each department has by each count, from the first to the last of those that share them."""
    places = {"full": workload["full"]}
    for name, counting in (("first", first), ("second", second)):
        rank = workload[f"{counting}_rank"]
        level = workload.groupby(f"{counting}_rank")["name"].transform("size")
        places |= {name: rank, f"{name}_last": rank + level - 1}
    return pd.DataFrame(places)


def load_and_sections(
    workload: pd.DataFrame,
    by_section: pd.DataFrame,
    sections: pd.DataFrame,
    counting: Counting,
    named: Collection[Mark] = (),
) -> Figure:
    """Who carries most, and where: the dots of each department and, on the same row, its tasks in each section.

    Parameters
    ----------
    workload, by_section : frames of ``analytics.loads.workload``
    sections : section_id, short_name, title, tasks (number of them) of the columns, in order
    named : marks that the sentences beside it name: departments, and departments in a section

    Returns
    -------
    A figure; the mark of a dot and of a name: the department; of a cell: the department in the section; of the head of
    a column: the section. Without sections, the dots alone.
    """
    figure = load_dots(workload, named=named)
    if sections.empty:
        return figure
    split, gap = 0.42, 0.02
    figure.update_layout(xaxis={"domain": [0, split]})
    _add_cells(figure, workload, by_section, sections, counting, "x2", named)
    figure.update_layout(xaxis2=section_axis(sections, [split + gap, 1.0]))
    make_room_above(figure, sections, 1 - split - gap)
    return figure


def section_matrix(
    workload: pd.DataFrame,
    by_section: pd.DataFrame,
    sections: pd.DataFrame,
    counting: Counting,
    named: Collection[Mark] = (),
) -> Figure:
    """Departments as rows and sections as columns, the number in the cell, sums at both ends.

    Takes and returns what ``load_and_sections`` does, rows and columns in the order of the frames. Sums are sums of the
    cells and are called so (列名次数, 分担数): a task of several departments is in a column several times.
    """
    total = NAMINGS if counting is Counting.FULL else FRACTIONAL_LABEL
    figure = rows_figure([*workload["name"], total], marks=_departments(workload))
    stripes(figure, len(workload))
    _add_cells(figure, workload, by_section, sections, counting, "x", named)
    value, last_row, last_column = str(counting), len(workload), len(sections)
    shown = by_section[
        by_section["section_id"].isin(sections["section_id"])
        & by_section["department_id"].isin(workload["department_id"])
    ]
    sums = shown.groupby("section_id")[value].sum()
    of_rows = shown.groupby("department_id")[value].sum()
    rows = [of_rows.get(department, 0) for department in workload["department_id"]]
    columns = [sums.get(section, 0) for section in sections["section_id"]]
    totals = [*rows, *columns, sum(rows)]
    figure.add_scatter(
        x=[last_column] * len(rows) + [*range(len(columns)), last_column],
        y=[*range(len(rows)), *[last_row] * (len(columns) + 1)],
        mode="text",
        text=[f"<b>{_number(number, counting)}</b>" for number in totals],
        textfont={"size": TEXT},
        hoverinfo="skip",
        cliponaxis=False,
    )
    axis = section_axis(sections, [0, 1.0])
    axis["tickvals"] = [*axis["tickvals"], last_column]
    axis["ticktext"] = [*axis["ticktext"], total]
    axis["range"] = [-0.5, last_column + 0.6]
    figure.update_layout(xaxis=axis)
    make_room_above(figure, sections, 1.0)
    return figure


def alone_or_together(workload: pd.DataFrame) -> Figure:
    """Tasks that a department carries alone (grey) and tasks that it shares, as one bar; the share of joint ones behind it.

    The mark of a bar: the department's sole or joint tasks, of a bar of no task none; of a name: the department.
    """
    figure = rows_figure(workload["name"].tolist(), top=66, marks=_departments(workload))
    stripes(figure, len(workload))
    rows = list(range(len(workload)))
    for column, label, color in (("sole", "独立承担", QUIET), ("joint", "共同承担", ACCENT)):
        counts = workload[column].tolist()
        figure.add_bar(
            name=label,
            x=counts,
            y=rows,
            orientation="h",
            marker={"color": color, "line": {"width": 0}},
            text=[str(count) if count else "" for count in counts],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": "white", "size": TEXT},
            constraintext="none",
            customdata=[
                str(Mark((department,), sharing=Sharing(column))) if count else ""
                for department, count in zip(workload["department_id"], counts, strict=True)
            ],
            hovertemplate=[
                f"{as_plotly(name)}<br>{label} {n} 项<extra></extra>" for name, n in _named(workload, column)
            ],
        )
    figure.add_scatter(
        x=(workload["full"] + 0.15).tolist(),
        y=rows,
        mode="text",
        text=[_share(share) for share in workload["joint_share"]],
        textposition="middle right",
        textfont={"size": TEXT - 1},
        hoverinfo="skip",
    )
    top = _largest(workload, "full")
    figure.update_layout(
        barmode="stack",
        showlegend=True,
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "traceorder": "normal",
        },
    )
    figure.data[-1]["showlegend"] = False
    figure.update_xaxes(range=[0, top * 1.3], **_whole(top))
    return figure


def _departments(workload: pd.DataFrame) -> list[Mark]:
    return [Mark((department,)) for department in workload["department_id"]]


def _section(section_id: str) -> Mark:
    return Mark(section=section_id)


def _add_dots(figure: Figure, workload: pd.DataFrame, named: Collection[Mark]) -> None:
    marks = _departments(workload)
    colors = [color_of(mark, named) for mark in marks]
    rows = list(range(len(workload)))
    gaps_x, gaps_y = [], []
    for row, (low, high) in enumerate(zip(workload["fractional"], workload["full"], strict=True)):
        gaps_x += [low, high, None]
        gaps_y += [row, row, None]
    figure.add_scatter(
        x=gaps_x,
        y=gaps_y,
        mode="lines",
        line={"color": QUIET, "width": 2},
        hoverinfo="skip",
        cliponaxis=False,
    )
    for column, label, place in (
        ("fractional", FRACTIONAL_LABEL, "middle left"),
        ("full", FULL_LABEL, "middle right"),
    ):
        values = workload[column].tolist()
        alone = (workload["full"] - workload["fractional"]).abs() < 1e-9
        text = [_number(value, column) for value in values]
        if column == "fractional":  # where nothing is shared both counts are one dot: told once
            text = ["" if one else number for number, one in zip(text, alone, strict=True)]
        if text and text[0]:  # the first row tells which dot is which
            text[0] = f"{FULL_LABEL}、{FRACTIONAL_LABEL} {text[0]}" if alone.iloc[0] else f"{label} {text[0]}"
        figure.add_scatter(
            name=label,
            x=values,
            y=rows,
            mode="markers+text",
            marker={
                "size": 13 if column == "full" else 11,
                "color": colors if column == "full" else "rgba(0,0,0,0)",
                "line": {"color": colors, "width": 2},
                "symbol": "circle",
            },
            text=text,
            textposition=place,
            textfont={"size": TEXT if column == "full" else TEXT - 1},
            customdata=list(map(str, marks)),
            hovertemplate=[
                f"{as_plotly(name)}<br>{label} {_number(value, column)}<extra></extra>"
                for name, value in _named(workload, column)
            ],
            cliponaxis=False,
        )


def _add_cells(
    figure: Figure,
    workload: pd.DataFrame,
    by_section: pd.DataFrame,
    sections: pd.DataFrame,
    counting: Counting,
    axis: str,
    named: Collection[Mark],
) -> None:
    row_of = {department: row for row, department in enumerate(workload["department_id"])}
    column_of = {section: column for column, section in enumerate(sections["section_id"])}
    title_of = dict(zip(sections["section_id"], sections["title"], strict=True))
    cells = by_section[by_section["department_id"].isin(row_of) & by_section["section_id"].isin(column_of)]
    values = cells[str(counting)]
    top = _largest(by_section, str(counting))
    shares = (values / top).tolist()
    marks = [
        Mark((department,), section)
        for department, section in zip(cells["department_id"], cells["section_id"], strict=True)
    ]
    # What is named is of the full colour, whatever its number: else the largest that is not would be seen first.
    strong = [1.0 if mark in named else share for share, mark in zip(shares, marks, strict=True)]
    figure.add_scatter(
        x=[column_of[section] for section in cells["section_id"]],
        y=[row_of[department] for department in cells["department_id"]],
        xaxis=axis,
        mode="markers+text",
        marker={
            "size": ROW - 3,
            "symbol": "square",
            "color": [tint(share, color_of(mark, named)) for share, mark in zip(strong, marks, strict=True)],
            "opacity": 1,
        },
        text=[_number(value, counting) for value in values],
        textfont={
            "size": TEXT - 1 if counting is Counting.FULL else TEXT - 3,
            "color": list(map(number_color, strong)),
        },
        customdata=list(map(str, marks)),
        hovertemplate=[
            f"{as_plotly(name)}<br>{as_plotly(title_of[section])}<br>{_number(value, counting)} 项<extra></extra>"
            for name, section, value in zip(cells["name"], cells["section_id"], values, strict=True)
        ],
        cliponaxis=False,
    )


def _largest(frame: pd.DataFrame, column: str) -> float:
    """The end of a scale; 1 for an empty frame."""
    return float(frame[column].max()) if len(frame) else 1.0


def _whole(top: float) -> dict[str, object]:
    """Ticks of an axis of counts: whole numbers up to the largest, some eight at most."""
    step = next(step * 10**power for power in range(9) for step in (1, 2, 5) if top / (step * 10**power) <= 8)
    return {"tickformat": "d", "tickvals": list(range(0, int(top) + 1, step))}


def _named(workload: pd.DataFrame, column: str) -> zip:
    return zip(workload["name"], workload[column], strict=True)


def _number(value: float, counting: str) -> str:
    return f"{value:.0f}" if counting == Counting.FULL else f"{value:.2f}"


def _share(share: float) -> str:
    return f"共同 {share:.0%}" if share > 0 else ""
