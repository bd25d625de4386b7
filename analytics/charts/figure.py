"""A picture while it is drawn: what Plotly takes, in dictionaries.

Plotly's own figure checks every part whenever one is set, which takes longer than all that a page computes for the picture.
Here nothing is checked while a visitor waits; the tests hold every picture against Plotly's own (``tests.figures``).
"""

from collections.abc import Mapping
from typing import Any


class Figure:
    """A picture of traces on axes. What is said again is said anew, part by part; None takes a part back."""

    def __init__(self) -> None:
        self.data: list[dict[str, Any]] = []
        """The traces, the first below."""
        self.layout: dict[str, Any] = {}

    def add_scatter(self, **trace: Any) -> None:
        """Draw points, lines or texts."""
        self.data.append({"type": "scatter", **trace})

    def add_bar(self, **trace: Any) -> None:
        """Draw bars."""
        self.data.append({"type": "bar", **trace})

    def update_layout(self, **parts: Any) -> None:
        """Say how the picture looks."""
        self.layout = merged(self.layout, parts)

    def update_xaxes(self, **parts: Any) -> None:
        """Say something of all axes across that there are so far."""
        self._update_axes("xaxis", parts)

    def update_yaxes(self, **parts: Any) -> None:
        """Say something of all upright axes that there are so far."""
        self._update_axes("yaxis", parts)

    def add_annotation(self, **text: Any) -> None:
        """Write a text."""
        self._add("annotations", text)

    def add_shape(self, **shape: Any) -> None:
        """Draw a line or a rectangle."""
        self._add("shapes", shape)

    def to_dict(self) -> dict[str, Any]:
        """Its traces (data) and its layout; not copied."""
        return {"data": self.data, "layout": self.layout}

    def _add(self, kind: str, part: Mapping[str, Any]) -> None:
        self.layout[kind] = [*self.layout.get(kind, ()), part]

    def _update_axes(self, kind: str, parts: Mapping[str, Any]) -> None:
        self.update_layout(**dict.fromkeys(axes(self.layout, kind), parts))


def axes(layout: Mapping[str, Any], kind: str) -> list[str]:
    """The axes of a layout of a kind ("xaxis", "yaxis"): the first, and the others that are spoken of."""
    return [kind, *(name for name in layout if name.startswith(kind) and name != kind)]


def merged(said: Any, more: Any) -> Any:
    """Nested dictionaries with what ``more`` says: what is None there is left out, lists are taken whole."""
    if not isinstance(more, Mapping):
        return more
    own = dict(said) if isinstance(said, Mapping) else {}
    for name, value in more.items():
        if value is None:
            own.pop(name, None)
        else:
            own[name] = merged(own.get(name), value)
    return own
