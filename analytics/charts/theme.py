"""One look for every chart: a single accent, quiet greys, sizes for a projector.

The colours of marks have a contrast of at least 3:1 on both the light and the dark background, so that a chart
needs not know the theme; only its text does (``analytics.charts.finished``). White on those of bars has 4.5:1.
"""

from collections.abc import Collection, Sequence
from datetime import date

import pandas as pd

from analytics.charts.figure import Figure
from analytics.evidence import Mark
from analytics.safe.html import as_html, as_plotly

ACCENT = "#3a78b5"
QUIET = "#6b7580"
FAINT = "rgba(138, 148, 160, 0.28)"
STRIPE = "rgba(138, 148, 160, 0.10)"
SECOND = "#a86400"

# Each means a kind of departments and nothing else, on every page; told apart by the colour-blind by their lightness too.
KIND_COLORS = {
    "综合": "#3d8a94",
    "审判": "#7b62b3",
    "执行": "#4f8a3d",
    "政工": "#b0559a",
    "纪检监察": "#8f6b4e",
    "临时专班": "#87872b",
    "集合名称": "#6b7580",
    "未归类": "#6b7580",
}

SELECTED = "#c0533f"

LATE = "#b3382c"
"""Past its deadline, and not said to be done: the only red; white on it has a contrast of 5.9."""

ROW = 26  # pixels that a row of names takes
TEXT = 14  # pixels of the text of a chart


def color_of(mark: Mark, named: Collection[Mark]) -> str:
    """The accent for what the sentences beside a picture name, grey for the rest."""
    return ACCENT if mark in named else QUIET


def door(text: str, mark: Mark) -> str:
    """A label, its text made safe for Plotly before, as the way to a mark: a link that says only what it changes in the URL."""
    return f'<a href="?mark={as_html(mark)}">{text}</a>'


def tint(share: float, color: str = ACCENT) -> str:
    """A colour from faint (0) to full (the largest, 1).

    Between the two it stays so light that a number in the ink of the theme has a contrast of 4.5 on it; on the full one it
    has it in white (``number_color``).
    """
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return color if _is_full(share) else f"rgba({red}, {green}, {blue}, {0.14 + 0.6 * max(0.0, share):.2f})"


def number_color(share: float) -> str:
    """The colour of a number on a tint: white on the full one, else ink, which ``finished`` makes that of the theme."""
    return "#ffffff" if _is_full(share) else INK["light"]


def _is_full(share: float) -> bool:
    return share > 0.97


def rows_figure(names: list[str], *, top: int = 44, bottom: int = 12, marks: Sequence[Mark] = ()) -> Figure:
    """An empty figure with a row for each name, the first on top, every name in full.

    ``marks``: of the rows from the first on; their names are the way to them.
    """
    labels = [as_plotly(name) for name in names]
    labels[: len(marks)] = map(door, labels, marks)
    figure = Figure()
    figure.update_layout(
        height=max(3, len(names)) * ROW + top + bottom,
        margin={"l": 8, "r": 12, "t": top, "b": bottom},
        font={"size": TEXT},
        showlegend=False,
        hoverlabel={"font": {"size": TEXT}, "align": "left"},
        dragmode=False,
        hoverdistance=3,  # an empty cell does not answer for the one beside it
        bargap=0.35,
    )
    figure.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=labels,
        range=[len(names) - 0.4, -0.6],
        automargin=True,
        showgrid=False,
        zeroline=False,
        ticks="",
        tickfont={"size": TEXT},
        fixedrange=True,
    )
    figure.update_xaxes(zeroline=False, fixedrange=True, side="top", tickfont={"size": TEXT - 1})
    return figure


def stripes(figure: Figure, count: int) -> None:
    """Every other row on a faint ground, which leads the eye from a name to its marks; no line runs through a text."""
    figure.update_layout(
        shapes=[
            {
                "type": "rect",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": row - 0.5,
                "y1": row + 0.5,
                "fillcolor": STRIPE,
                "line": {"width": 0},
                "layer": "below",
            }
            for row in range(0, count, 2)
        ]
    )


def mark_day(figure: Figure, day: date, label: str) -> None:
    """A line through a day on an axis of days, with what it is above it."""
    figure.add_shape(
        type="line", x0=day.isoformat(), x1=day.isoformat(), y0=0, y1=1, yref="paper",
        line={"color": QUIET, "width": 2},
    )  # fmt: skip
    figure.add_annotation(
        x=day.isoformat(), y=1, yref="paper", yshift=22, text=f"{label} {day.isoformat()}", showarrow=False,
        font={"size": TEXT},
    )  # fmt: skip


def span_days(figure: Figure, days: Sequence[date], seen_from: date, share: float, least: int) -> list[str]:
    """Months below, with room for labels on both sides of the days: a ``share`` of what they span, ``least`` days at least.

    Returns on which side of each day its label has more room, up to the line of the day that it is ``seen_from``: no label
    runs through it, nor over the names of the rows.
    """
    first, last = pd.Timestamp(min(*days, seen_from)), pd.Timestamp(max(*days, seen_from))
    room = max((last - first) * share, pd.Timedelta(days=least))
    start, line, end = first - room, pd.Timestamp(seen_from), last + room
    figure.update_xaxes(type="date", side="bottom", tickformat="%Y-%m", range=[start, end])

    def side(day: pd.Timestamp) -> str:
        left, right = (start, line) if day < line else (line, end)
        return "middle left" if day - left > right - day else "middle right"

    return [side(pd.Timestamp(day)) for day in days]


INK = {"light": "#1f2933", "dark": "#e6eaee"}
PAPER = {"light": "#ffffff", "dark": "#14181d"}
