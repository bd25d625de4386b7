"""What a scenario or a year changes, department by section: one more, one less."""

from collections.abc import Collection

import pandas as pd

from analytics.charts.figure import Figure
from analytics.charts.section_columns import make_room_above, section_axis
from analytics.charts.theme import ACCENT, FAINT, ROW, SECOND, TEXT, rows_figure, stripes
from analytics.evidence import Mark
from analytics.loads.workload import OUTSIDE_SECTIONS
from analytics.safe.html import as_plotly


def difference_matrix(cells: pd.DataFrame, sections: pd.DataFrame, order: Collection[str]) -> Figure:
    """Departments as rows, sections as columns, in the cell by how many tasks there are more (＋) or fewer (−).

    Parameters
    ----------
    cells : frame of ``analytics.scenarios.comparing.cells_of_both``, or of ``analytics.years.cells``
    sections : section_id, short_name, title, tasks of the columns, in order; with task_ids where ``cells`` have them
    order : ids of departments, as the rows are to stand

    Returns
    -------
    A figure; the mark of a cell: the department in the section, or its ``task_ids``; of a name: the department. Where the
    number is the same, a quiet 0. Cells of no column are not drawn. Without cells, an empty figure.
    """
    names = dict(zip(cells["department_id"], cells["name"], strict=True))
    rows = [own for own in order if own in names]
    figure = rows_figure([names[own] for own in rows], marks=[Mark((own,)) for own in rows])
    stripes(figure, len(rows))
    row_of = {own: at for at, own in enumerate(rows)}
    column_of = {own: at for at, own in enumerate(sections["section_id"])}
    shown = cells[cells["section_id"].isin(column_of) & cells["department_id"].isin(row_of)]
    titles = dict(zip(sections["section_id"], sections["title"], strict=True))
    more = shown["more"].tolist()
    figure.add_scatter(
        x=[column_of[own] for own in shown["section_id"]],
        y=[row_of[own] for own in shown["department_id"]],
        mode="markers+text",
        marker={
            "size": ROW - 3,
            "symbol": "square",
            "color": [ACCENT if value > 0 else SECOND if value else FAINT for value in more],
            "opacity": 1,
        },
        text=[f'<span style="color:#fff">{signed(value)}</span>' if value else "0" for value in more],
        textfont={"size": TEXT - 1},
        customdata=list(map(str, _marks(shown))),
        hovertemplate=[
            f"{as_plotly(name)}<br>{as_plotly(titles[section])}<br>{before} 项 → {after} 项<extra></extra>"
            for name, section, before, after in zip(
                shown["name"], shown["section_id"], shown["before"], shown["after"], strict=True
            )
        ],
        cliponaxis=False,
    )
    figure.update_layout(xaxis=section_axis(sections, [0, 1.0]))
    make_room_above(figure, sections, 1.0)
    return figure


def _marks(cells: pd.DataFrame) -> list[Mark]:
    if "task_ids" in cells:
        pairs = zip(cells["department_id"], cells["task_ids"], strict=True)
        return [Mark((department,), tasks=own) for department, own in pairs]
    pairs = zip(cells["department_id"], cells["section_id"], strict=True)
    return [Mark((department,), section or OUTSIDE_SECTIONS) for department, section in pairs]


def signed(value: int) -> str:
    """A difference with its sign: +2, −1, 0."""
    return f"+{value}" if value > 0 else f"−{-value}" if value < 0 else "0"
