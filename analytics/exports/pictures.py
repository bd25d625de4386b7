"""The node-link picture as SVG, for slides and papers: the same places, colours and names as on the page."""

import numpy as np

from analytics.charts.layout import control
from analytics.charts.theme import INK, PAPER, QUIET, TEXT
from analytics.safe.svg import as_svg

FONT = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"
MARGIN = 60


def to_svg(option: dict, width: int, height: int) -> bytes:
    """The picture of an ECharts graph option (``analytics.charts.network``) in a field of that size.

    Names are text, so that they can be edited; any string as a name is shown literally. Always on light paper.
    """
    series = option["series"][0]
    places = {node["id"]: node for node in series["data"]}
    parts = [_line(places[link["source"]], places[link["target"]], link) for link in series["links"]]
    for node in series["data"]:
        if node.get("symbol") == "roundRect":
            parts.append(_number(node))
        elif node.get("symbolSize"):
            parts.append(_mark(node))
    legend = [
        f'<circle cx="{14 + at * 130}" cy="{-MARGIN + 26}" r="6" fill="{kind["itemStyle"]["color"]}"/>'
        f'<text x="{26 + at * 130}" y="{-MARGIN + 31}" text-anchor="start">{as_svg(kind["name"])}</text>'
        for at, kind in enumerate(series["categories"])
    ]
    box = f"{-MARGIN} {-MARGIN} {width + 2 * MARGIN} {height + 2 * MARGIN}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" font-family="{FONT}" font-size="{TEXT}" '
        f'text-anchor="middle" fill="{INK["light"]}"><rect x="{-MARGIN}" y="{-MARGIN}" width="100%" height="100%" '
        f'fill="{PAPER["light"]}"/>{"".join(parts)}{"".join(legend)}</svg>'
    ).encode()


def _line(a: dict, b: dict, link: dict) -> str:
    style = link["lineStyle"]
    x, y = control(
        np.array([a["x"], a["y"]], float), np.array([b["x"], b["y"]], float), style.get("curveness", 0.0)
    )
    dashes = ' stroke-dasharray="4 3"' if style["type"] == "dashed" else ""
    return (
        f'<path d="M{a["x"]:.1f} {a["y"]:.1f}Q{x:.1f} {y:.1f} {b["x"]:.1f} {b["y"]:.1f}" fill="none" '
        f'stroke="{QUIET}" stroke-width="{style["width"]}" stroke-opacity="{style["opacity"]}"{dashes}/>'
    )


def _mark(node: dict) -> str:
    x, y, half, look = node["x"], node["y"], node["symbolSize"] / 2, node["itemStyle"]
    rim = f'fill="{look["color"]}"'
    if "borderColor" in look:
        rim += f' stroke="{look["borderColor"]}" stroke-width="{look["borderWidth"]}" stroke-dasharray="3 2"'
    shape = (
        f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half}" height="{2 * half}" {rim}/>'
        if node.get("symbol") == "rect"
        else f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{half}" {rim}/>'
    )
    return shape + _name(node, x, y, half)


def _name(node: dict, x: float, y: float, half: float) -> str:
    """The name of a node: below it, beside it, or in it."""
    position = node.get("label", {}).get("position", "bottom")
    name, clear = as_svg(node["name"]), f'stroke="{PAPER["light"]}" stroke-width="3" paint-order="stroke"'
    if position == "inside":
        white = node["label"]["color"]
        return f'<text x="{x:.1f}" y="{y + TEXT / 3:.1f}" fill="{white}" font-weight="bold">{name}</text>'
    if position == "right":
        return (
            f'<text x="{x + half + 8:.1f}" y="{y + TEXT / 3:.1f}" text-anchor="start" {clear}>{name}</text>'
        )
    return f'<text x="{x:.1f}" y="{y + half + TEXT + 2:.1f}" {clear}>{name}</text>'


def _number(node: dict) -> str:
    rim = f'stroke="{PAPER["light"]}" stroke-width="3" paint-order="stroke" font-weight="bold"'
    text = as_svg(node["label"]["formatter"])
    return f'<text x="{node["x"]:.1f}" y="{node["y"] + TEXT / 3:.1f}" {rim}>{text}</text>'
