"""The network of two years in one set of places: which ties are new, which are gone, which were kept."""

from enum import StrEnum
from typing import Any

import networkx as nx

from analytics.charts.network import Picture, node_link
from analytics.charts.theme import ACCENT, QUIET, SECOND
from analytics.scope import Counting
from analytics.years.departments import STANDINGS, Standing


class Which(StrEnum):
    """Which years a picture shows; the places are the same in all."""

    BOTH = "both"
    EARLIER = "earlier"
    LATER = "later"


SEEN = {Which.BOTH: "两份一起", Which.EARLIER: "只看前一份", Which.LATER: "只看后一份"}
"""What the choices are called."""

LOOKS: dict[Standing, dict[str, Any]] = {
    Standing.NEW: {"color": ACCENT, "type": "solid", "opacity": 0.95},
    Standing.GONE: {"color": SECOND, "type": "dashed", "opacity": 0.95},
    Standing.KEPT: {"color": QUIET, "type": "solid", "opacity": 0.5},
}
"""How the ties are drawn: by form and by colour."""

WIDER = 1.4
"""Pixels by which a tie that is new or gone is wider than one that was kept."""

NAMED = {Standing.NEW: "（新列名）", Standing.GONE: "（不再列名）", Standing.KEPT: ""}


def two_years(both: nx.Graph, names: tuple[str, str], seen: Which, theme: str = "light") -> Picture:
    """The departments of two years, and the ties of both or of one of them.

    Circles stand for the larger 参与数 of the two years, so that nothing moves from one choice to the next; who is named in
    one year alone says so behind its name. A tie carries its numbers where one of them is more than 1: 1→2.

    Parameters
    ----------
    both : of ``analytics.years.departments.graph_of_both``
    names : of the years, the earlier first
    seen : which years' ties are drawn; with one year alone all in one look
    theme : "light" or "dark"

    Returns
    -------
    A picture as that of ``analytics.charts.network.node_link``; the mark of an edge: both departments.
    """
    told = both.copy()
    for _, own in told.nodes(data=True):
        own["name"] += NAMED[own["standing"]]
    edges = [(one, other) for one, other, tie in both.edges(data=True) if _count(tie, seen)]
    picture = node_link(told, Counting.FULL, theme, edges)
    series = picture.option["series"][0]
    links = [_tied(link, both.edges[link["source"], link["target"]], names, seen) for link in series["links"]]
    nodes = [
        _numbered(node, both.edges[tuple(node["edge"])], seen) if "edge" in node else node
        for node in series["data"]
    ]
    option = picture.option | {"series": [series | {"data": nodes, "links": links}]}
    return Picture(option, picture.node_marks, picture.edge_marks, picture.height)


def _count(tie: dict, seen: Which) -> int:
    return int(tie["shared"] if seen is Which.BOTH else tie[str(seen)])


def _tied(link: dict, tie: dict, names: tuple[str, str], seen: Which) -> dict:
    standing = tie["standing"]
    look = dict(LOOKS[standing if seen is Which.BOTH else Standing.KEPT])
    if seen is Which.BOTH and standing is not Standing.KEPT:
        look["width"] = link["lineStyle"]["width"] + WIDER
    told = f"{STANDINGS[standing]}，{names[0]}共同承担 {tie['earlier']}，{names[1]} {tie['later']}"
    return link | {"lineStyle": link["lineStyle"] | look, "value": _count(tie, seen), "told": told}


def _numbered(node: dict, tie: dict, seen: Which) -> dict:
    """The number on a tie: of both years where they differ."""
    differs = seen is Which.BOTH and tie["earlier"] != tie["later"]
    text = f"{tie['earlier']}→{tie['later']}" if differs else str(_count(tie, seen))
    return node | {"symbolSize": [8 + 9 * len(text), 20], "label": node["label"] | {"formatter": text}}
