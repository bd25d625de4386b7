"""Which marks a figure has: what a click in it can choose, and what a list beside it has to offer as well."""

import re
from typing import Any

from plotly.basedatatypes import BaseFigure

from analytics.charts.figure import Figure
from analytics.evidence import read_mark

_DOOR = re.compile(r'<a href="\?mark=([^"]+)"')
"""A label that is the way to a mark (``analytics.charts.theme.door``)."""


def marks_of(figure: Figure | BaseFigure) -> tuple[str, ...]:
    """The marks of a figure as text, each once: of points (``customdata``), then of labels; none in a figure without."""
    drawn = figure.to_dict()
    points = [mark_of(point) for trace in drawn["data"] for point in _listed(trace.get("customdata"))]
    labels = [mark for text in _texts([drawn["layout"], drawn["data"]]) for mark in _DOOR.findall(text)]
    return tuple(text for text in dict.fromkeys([*points, *labels]) if read_mark(text) is not None)


def _listed(held: Any) -> list[Any]:
    return [] if held is None else list(held)


def mark_of(point: Any) -> str:
    """The mark in the ``customdata`` of a point."""
    return str(point[0] if isinstance(point, (list, tuple)) else point)


def holds(mark: str, point: str) -> bool:
    """Whether a point is of a mark: it says all that the mark says, and perhaps more."""
    return set(mark.split(";")) <= set(point.split(";"))


def _texts(held: Any) -> list[str]:
    """All texts in nested lists and dictionaries."""
    if isinstance(held, str):
        return [held]
    if isinstance(held, dict):
        return [text for value in held.values() for text in _texts(value)]
    return [text for value in held for text in _texts(value)] if isinstance(held, (list, tuple)) else []
