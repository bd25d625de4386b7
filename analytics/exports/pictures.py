"""The node-link picture as SVG, for slides and papers: the same places, colours and names as on the page."""

from collections.abc import Sequence

import numpy as np

from analytics.charts.edges import control
from analytics.charts.network import TASK
from analytics.charts.theme import INK, PAPER, TEXT
from analytics.exports.graphs import Spot
from analytics.safe.svg import as_svg
from analytics.slides.paging import width as width_of

FONT = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"
MARGIN = 60
TITLE_HIGH, NOTE_HIGH = 34, 20
"""Pixels of the line above a picture, and of each below it."""
NOTE = 12  # pixels of the text of a line below
SIDE_ON_PAPER = 20
"""Margin at the left and right of a picture that is scaled down to a sheet: names stay in the field."""


Notes = Sequence[tuple[str, str]]


def spots(option: dict) -> dict[str, Spot]:
    """Where and how each node of the option is drawn, by its id; without numbers on edges and what does not show."""
    return {
        node["id"]: Spot(node["x"], node["y"], node["symbolSize"], node["itemStyle"]["color"])
        for node in option["series"][0]["data"]
        if node.get("symbol") != "roundRect" and node.get("symbolSize")
    }


def to_svg(
    option: dict, width: int, height: int, sheet: float = 0, title: str = "", notes: Notes = ()
) -> bytes:
    """The picture of an ECharts graph option (``analytics.charts.network``) in a field of that size.

    Names are text, so that they can be edited; any string as a name is shown literally. Always on light paper.
    ``sheet``: the width in pixels at which it will be shown; where it is scaled down to it, its text is as much larger.
    ``title`` stands above it, ``notes`` (document, scope, counting, date) below, each on lines of its own.
    """
    series = option["series"][0]
    side = SIDE_ON_PAPER if sheet else MARGIN
    wide = width + 2 * side
    below = [line for label, words in notes for line in _wrapped(f"{label}：{words}", (wide - 16) / NOTE)]
    over, under = TITLE_HIGH * bool(title), NOTE_HIGH * len(below)
    high = height + 2 * MARGIN + over + under
    text = TEXT * max(1.0, wide / sheet) if sheet else float(TEXT)
    places = {node["id"]: node for node in series["data"]}
    parts = [_line(places[link["source"]], places[link["target"]], link) for link in series["links"]]
    for node in series["data"]:
        if node.get("symbol") == "roundRect":
            parts.append(_number(node, text))
        elif node.get("symbolSize"):
            parts.append(_mark(node, text))
    parts += [
        f"{_sign(14 - side + x, y - 5, kind)}"
        f'<text x="{26 - side + x:.0f}" y="{y:.0f}" text-anchor="start">{as_svg(kind["name"])}</text>'
        for kind, (x, y) in zip(series["categories"], _legend(series["categories"], wide, text), strict=True)
    ]
    if title:
        place = f'x="{8 - side}" y="{-MARGIN - 8}" text-anchor="start" font-size="20" font-weight="bold"'
        parts.append(f"<text {place}>{as_svg(title)}</text>")
    parts += [
        f'<text x="{8 - side}" y="{height + MARGIN + NOTE_HIGH * at + 12}" text-anchor="start" font-size="{NOTE}">'
        f"{as_svg(line)}</text>"
        for at, line in enumerate(below)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-side} {-MARGIN - over} {wide} {high}" width="{wide}" height="{high}" '
        f'font-family="{FONT}" font-size="{text:.1f}" text-anchor="middle" fill="{INK["light"]}">'
        f'<rect x="{-side}" y="{-MARGIN - over}" width="100%" height="100%" fill="{PAPER["light"]}"/>{"".join(parts)}</svg>'
    ).encode()


def _wrapped(text: str, room: float) -> list[str]:
    """A text in lines as long as so many characters of Chinese."""
    lines = [""]
    for sign in text:
        if width_of(lines[-1] + sign) > room:
            lines.append("")
        lines[-1] += sign
    return lines


def _legend(kinds: Sequence[dict], wide: float, text: float) -> list[tuple[float, float]]:
    """Where each kind stands above the field: as far apart as there is room, else one behind the other, in two lines if need be."""
    room, apart = wide - 20, min(130, (wide - 20) / max(1, len(kinds)))
    needed = [26 + text * width_of(kind["name"]) for kind in kinds]
    if max(needed, default=0) <= apart:
        return [(at * apart, 31 - MARGIN) for at in range(len(kinds))]
    places, line, x = [], 0, 0.0
    for own in needed:
        if x + own > room and x:
            line, x = line + 1, 0.0
        places.append((x, line))
        x += own
    first = 31 - MARGIN if not line else text - MARGIN
    return [(x, first + 1.4 * text * line) for x, line in places]


def _sign(x: float, y: float, kind: dict) -> str:
    """The mark of a kind in the legend, of the shape that its nodes have."""
    color = kind["itemStyle"]["color"]
    if kind["name"] == TASK:
        return f'<rect x="{x - 6:.0f}" y="{y - 6}" width="12" height="12" fill="{color}"/>'
    return f'<circle cx="{x:.0f}" cy="{y}" r="6" fill="{color}"/>'


def _line(a: dict, b: dict, link: dict) -> str:
    style = link["lineStyle"]
    x, y = control(
        np.array([a["x"], a["y"]], float), np.array([b["x"], b["y"]], float), style.get("curveness", 0.0)
    )
    dashes = ' stroke-dasharray="4 3"' if style["type"] == "dashed" else ""
    return (
        f'<path d="M{a["x"]:.1f} {a["y"]:.1f}Q{x:.1f} {y:.1f} {b["x"]:.1f} {b["y"]:.1f}" fill="none" '
        f'stroke="{style["color"]}" stroke-width="{style["width"]}" stroke-opacity="{style["opacity"]}"{dashes}/>'
    )


def _mark(node: dict, text: float) -> str:
    x, y, half, look = node["x"], node["y"], node["symbolSize"] / 2, node["itemStyle"]
    rim = f'fill="{look["color"]}"'
    if "borderColor" in look:
        rim += f' stroke="{look["borderColor"]}" stroke-width="{look["borderWidth"]}" stroke-dasharray="3 2"'
    shape = (
        f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half}" height="{2 * half}" {rim}/>'
        if node.get("symbol") == "rect"
        else f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{half}" {rim}/>'
    )
    return shape + _name(node, x, y, half, text)


def _name(node: dict, x: float, y: float, half: float, size: float) -> str:
    """The name of a node: below it, beside it, or in it."""
    position = node.get("label", {}).get("position", "bottom")
    name, clear = as_svg(node["name"]), f'stroke="{PAPER["light"]}" stroke-width="3" paint-order="stroke"'
    if position == "inside":
        white = node["label"]["color"]
        return f'<text x="{x:.1f}" y="{y + size / 3:.1f}" fill="{white}" font-weight="bold">{name}</text>'
    if position == "right":
        return (
            f'<text x="{x + half + 8:.1f}" y="{y + size / 3:.1f}" text-anchor="start" {clear}>{name}</text>'
        )
    return f'<text x="{x:.1f}" y="{y + half + size + 2:.1f}" {clear}>{name}</text>'


def _number(node: dict, size: float) -> str:
    rim = f'stroke="{PAPER["light"]}" stroke-width="3" paint-order="stroke" font-weight="bold"'
    text = as_svg(node["label"]["formatter"])
    return f'<text x="{node["x"]:.1f}" y="{node["y"] + size / 3:.1f}" {rim}>{text}</text>'
