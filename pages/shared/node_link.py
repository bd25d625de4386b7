"""The node-link picture on a page: clicked, dragged, zoomed; where its nodes were moved to stands in the URL.

An own small component that draws SVG: Plotly drags no nodes, and what is dragged in Streamlit's ECharts never reaches the
page. It loads nothing from anywhere.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from analytics.charts.layout import Place
from analytics.charts.network import TASK, WIDTH, Picture, arranged
from analytics.charts.theme import INK, PAPER, SELECTED
from analytics.evidence import read_mark
from pages.shared import address, drawing, evidence, loading
from pages.shared.page import View

MOVED_AT_MOST = 100  # nodes whose places a link tells
_PLACE = re.compile(r"([^:;|]+):(-?\d{1,5}),(-?\d{1,5})")

_HERE = Path(__file__)
_component = st.components.v2.component(
    "node_link",
    js=_HERE.with_suffix(".js").read_text(encoding="utf-8"),
    css=_HERE.with_suffix(".css").read_text(encoding="utf-8"),
)


def moved(what: str) -> dict[str, Place]:
    """Where the visitor moved nodes of a picture to, by the URL. ``what``: the name of the picture."""
    of, _, places = address.text(address.PLACES).partition("|")
    if of != what:
        return {}
    found = _PLACE.findall(places)[:MOVED_AT_MOST]
    return {node: (float(x), float(y)) for node, x, y in found}


def draw(
    view: View, what: str, picture: Picture, alt: str, sheet: Callable[[Picture], bytes], *content: object
) -> Picture:
    """Draw a picture; a click on a node or an edge chooses its mark. Returns it as it is shown, with what was moved.

    ``what``: its name, under which the URL tells what was moved in it. ``picture``: as it is before that (see
    ``analytics.charts.network.arranged``). ``sheet``: it as SVG to take along, for the PNG. ``content``: what it depends on
    beside the scope.
    """
    places = moved(what)
    own = drawing.key("node_link", view.scoped.version, view.scope, what, *content)
    picture = arranged(picture, places) if places else picture
    with st.container(key="network_picture"):
        _component(
            key=own,
            data=_data(view, picture, places, alt)
            | {"sheet": _taken_along(drawing.key(own, places, sheet), sheet, picture)},
            on_clicked_change=partial(_clicked, own, picture.node_marks, picture.edge_marks),
            on_moved_change=partial(_moved, own, what),
            default={"moved": {node: list(at) for node, at in places.items()}},
        )
    drawing.print_network(drawing.key(own, places), picture)
    return picture


@st.cache_resource(show_spinner=False, max_entries=64)
def _taken_along(key: str, _sheet: Callable[[Picture], bytes], _picture: Picture) -> str:
    """The sheet of a picture, made once for what it depends on: few runs of the page end in a download."""
    return _sheet(_picture).decode()


def _data(view: View, picture: Picture, places: Mapping[str, Place], alt: str) -> dict[str, Any]:
    series = picture.option["series"][0]
    theme = loading.theme()
    names = {node["id"]: node["name"] for node in series["data"]}
    marks = {text: at for at, text in reversed(list(enumerate(picture.node_marks)))}
    edges = {text: at for at, text in enumerate(picture.edge_marks)}
    chosen = evidence.chosen(view)
    return {
        "width": WIDTH,
        "height": picture.height,
        "alt": alt,
        "ink": INK[theme],
        "paper": PAPER[theme],
        "chosen_color": SELECTED,
        "kinds": [
            {"name": kind["name"], "color": kind["itemStyle"]["color"], "square": kind["name"] == TASK}
            for kind in series["categories"]
        ],
        "nodes": [node | {"title": _title(node)} for node in series["data"]],
        "links": [
            link
            | {
                "open": bool(picture.edge_marks),
                "title": f"{names[link['source']]} 与 {names[link['target']]}{_tie(link) if picture.edge_marks else ''}",
            }
            for link in series["links"]
        ],
        "moved": {node: list(at) for node, at in places.items()},
        "chosen_node": marks.get(str(chosen), -1),
        "chosen_link": edges.get(str(chosen), -1),
    }


def _tie(link: Mapping[str, Any]) -> str:
    return f"：{link['told']}" if "told" in link else f"：共同承担 {link['value']:g}"


def _title(node: Mapping[str, Any]) -> str:
    return f"{node['name']}：{node['told']}" if node.get("told") else str(node["name"])


def _clicked(widget: str, node_marks: Sequence[str], edge_marks: Sequence[str]) -> None:
    """Callback: choose the mark of what was clicked."""
    kind, _, at = str(st.session_state[widget].get("clicked") or "").partition(" ")
    marks = edge_marks if kind == "link" else node_marks
    mark = read_mark(marks[int(at)]) if at.isdecimal() and int(at) < len(marks) else None
    if mark is not None:
        evidence.choose(mark)


def _moved(widget: str, what: str) -> None:
    """Callback: tell in the URL where nodes were moved to."""
    places = st.session_state[widget].get("moved") or {}
    told = ";".join(f"{node}:{round(x)},{round(y)}" for node, (x, y) in list(places.items())[:MOVED_AT_MOST])
    address.write(address.PLACES, (f"{what}|{told}",) if told else ())
