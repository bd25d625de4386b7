"""Columns of a picture, one for each section of a plan, headed by the section's short name."""

from itertools import pairwise

import pandas as pd

from analytics.charts.figure import Figure
from analytics.charts.theme import TEXT, door
from analytics.evidence import Mark
from analytics.safe.html import as_plotly

MANY = 6
"""Columns of which the heads, as large as paper needs them, have room for three characters side by side."""


def section_axis(sections: pd.DataFrame, domain: list[float]) -> dict:
    """An axis with a column for each section, its head the way to it: a link of one line, so that it is one stop of the keyboard.

    ``sections``: as ``load_and_sections`` takes them; with a column task_ids, where their heads lead to these tasks.
    """
    width = domain[1] - domain[0]
    return {
        "domain": domain,
        "tickvals": list(range(len(sections))),
        "ticktext": [
            "<br>".join([*map(as_plotly, name_lines(name, sections, width)), door(f"{tasks}项", mark)])
            for name, tasks, mark in zip(
                sections["short_name"], sections["tasks"], _marks(sections), strict=True
            )
        ],
        "range": [-0.6, max(1, len(sections)) - 0.4],
        "side": "top",
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "tickangle": 0,
        "tickfont": {"size": TEXT - 1},
    }


def _marks(sections: pd.DataFrame) -> list[Mark]:
    if "task_ids" in sections:
        return [Mark(tasks=own) for own in sections["task_ids"]]
    return [Mark(section=own) for own in sections["section_id"]]


def name_lines(name: str, sections: pd.DataFrame, width: float) -> list[str]:
    """A short name in the lines of a column's head: the fewer columns, the longer the lines; no last one of one character.

    ``width``: the share of the picture that all columns have.
    """
    longest = 4 if len(sections) < MANY else 3
    return lines_of(name, max(2, min(longest, int(36 * width / (len(sections) + 0.4)))))


def lines_of(name: str, signs: int) -> list[str]:
    """A name in lines of at most so many characters (two at least), no last one of one character; none for no name."""
    if len(name) % signs != 1:
        return [name[at : at + signs] for at in range(0, len(name), signs)]
    lines = -(-len(name) // signs)
    ends = [round(len(name) * line / lines) for line in range(lines + 1)]
    return [name[start:end] for start, end in pairwise(ends)]


def make_room_above(figure: Figure, sections: pd.DataFrame, width: float) -> None:
    """Give the heads of the columns as many lines as the longest has."""
    lines = max((len(name_lines(name, sections, width)) for name in sections["short_name"]), default=0) + 1
    room = max(44, room_for(lines)) - figure.layout["margin"]["t"]
    figure.update_layout(
        height=figure.layout["height"] + room, margin={"t": figure.layout["margin"]["t"] + room}
    )


def room_for(lines: int) -> int:
    """Pixels above a picture that so many lines of its columns' heads need."""
    return 17 * lines + 10
