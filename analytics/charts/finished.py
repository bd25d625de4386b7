"""A figure as it is shown: in a theme, as JSON has it, and with what is chosen."""

import json
from collections.abc import Mapping
from functools import cache, cached_property
from hashlib import blake2b
from typing import Any

from plotly.basedatatypes import BaseFigure
from plotly.io import templates
from plotly.io.json import to_json_plotly

from analytics.charts.figure import Figure, axes, merged
from analytics.charts.marks import holds, mark_of, marks_of
from analytics.charts.theme import INK

BACK = 0.4
"""Opacity of what is not chosen where something is: so pale that a number in ink can be read on it."""


class Finished(BaseFigure):
    """A figure that is not changed any more; of Plotly's kind, so that whatever shows figures takes it as it is."""

    def __init__(self, drawn: dict[str, Any]) -> None:
        # The constructor of Plotly is left out: it checks every part once more.
        self._drawn = drawn

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """What a click in it can choose."""
        return marks_of(self)

    @property
    def digest(self) -> str:
        """Equal figures have the same."""
        return self._written[0]

    @property
    def nbytes(self) -> int:
        """About the bytes that it takes: several times those of its text."""
        return 4 * self._written[1]

    @cached_property
    def _written(self) -> tuple[str, int]:
        text = to_json_plotly(self._drawn).encode()
        return blake2b(text, digest_size=8).hexdigest(), len(text)

    def to_dict(self) -> dict[str, Any]:
        """The figure as JSON has it; shared, never to be changed."""
        return self._drawn

    def with_chosen(self, mark: str) -> "Finished":
        """The figure with what a mark holds as chosen; the others step back. So a chosen row or column shows its cells.

        It is the same where it does not offer the mark, where no point is of it, and where every one is and none is it.
        What has no ``customdata`` stays as it is.
        """
        if mark not in self.marks:
            return self
        points = [mark_of(at) for trace in self._drawn["data"] for at in trace.get("customdata") or ()]
        if mark not in points and len({holds(mark, point) for point in points}) < 2:
            return self
        chosen = [_held(trace, mark) for trace in self._drawn["data"]]
        traces = zip(self._drawn["data"], chosen, strict=True)
        return Finished(
            {
                **self._drawn,
                "data": [trace if held is None else _with_chosen(trace, held) for trace, held in traces],
            }
        )


def finished(figure: Figure, theme: str) -> Finished:
    """A figure with its text in the ink of a theme ("light" or "dark"; another is taken for light)."""
    ink = {"color": INK.get(theme, INK["light"])}
    of_axis = {"tickfont": ink, "title": {"font": ink}}
    every = [*axes(figure.layout, "xaxis"), *axes(figure.layout, "yaxis")]
    layout = {"font": ink, "hoverlabel": {"font": ink}, **dict.fromkeys(every, of_axis)}
    drawn = {
        "data": [merged(trace, _ink_of(trace, ink)) for trace in figure.data],
        "layout": merged(figure.layout, layout) | {"template": _template(str(templates.default))},
    }
    return Finished(json.loads(to_json_plotly(drawn)))


@cache
def _template(name: str) -> dict[str, Any]:
    """How figures look where they do not say it themselves: Streamlit puts its own there."""
    template: dict[str, Any] = templates[name].to_plotly_json()
    return template


def _ink_of(trace: Mapping[str, Any], ink: Mapping[str, str]) -> dict[str, Any]:
    """What is said of a trace: what is not chosen steps back, its numbers in ink; what is chosen keeps its colours.

    Numbers on bars are white, beside them in ink.
    """
    back = {"unselected": {"marker": {"opacity": BACK}, "textfont": ink}}
    if trace["type"] == "scatter":
        own = trace.get("textfont", {}).get("color")
        inked = [ink["color"] if color == INK["light"] else color for color in own or ()]
        return back | ({"textfont": {"color": inked}} if isinstance(own, list) else {})
    if trace["type"] != "bar":
        return {}
    text = {"color": "white"} if trace.get("textposition") == "inside" else ink
    return back | {"selected": {"textfont": text}}  # without it Plotly fails at the click


def _with_chosen(trace: dict[str, Any], held: list[int]) -> dict[str, Any]:
    """A trace with these points as chosen. The numbers on its bars are coloured one by one: Plotly forgets those that step back."""
    shown = {**trace, "selectedpoints": held}
    if trace["type"] != "bar":
        return shown
    chosen, back = (trace[way]["textfont"]["color"] for way in ("selected", "unselected"))
    colors = [back] * len(trace["customdata"])
    for at in held:
        colors[at] = chosen
    return shown | {"textfont": {**trace.get("textfont", {}), "color": colors}}


def _held(trace: Mapping[str, Any], mark: str) -> list[int] | None:
    """The points of a trace that a mark holds; None for a trace without marks."""
    points = trace.get("customdata")
    if points is None:
        return None
    return [at for at, point in enumerate(points) if holds(mark, mark_of(point))]
