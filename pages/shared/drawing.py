"""Charts on a page: drawn the same way everywhere, and what was clicked in them."""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from math import ceil
from typing import Any, Literal

import pandas as pd
import streamlit as st
from streamlit.dataframe_util import convert_arrow_table_to_arrow_bytes, convert_pandas_df_to_arrow_table
from streamlit.delta_generator import DeltaGenerator

from analytics.charts.figure import Figure
from analytics.charts.finished import Finished, finished
from analytics.charts.network import WIDTH, Picture
from analytics.exports.pictures import to_svg
from analytics.exports.tables import text_width
from analytics.findings import Finding
from analytics.safe.html import as_html
from pages.shared import address, evidence, loading, markup, paper
from pages.shared.page import View

PLOTLY_CONFIG = {
    "displaylogo": False,
    "scrollZoom": False,
    "doubleClick": False,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 3, "filename": "图表"},
    "locale": "zh-CN",
    "locales": {
        "zh-CN": {
            "dictionary": {
                "Download plot as a PNG": "下载为 PNG 图片",
                "Download plot as a png": "下载为 PNG 图片",
                "Taking snapshot - this may take a few seconds": "正在生成图片……",
                "Snapshot succeeded": "图片已生成",
                "Sorry, there was a problem downloading your snapshot!": "图片生成失败",
            }
        }
    },
}


def key(name: str, *content: object) -> str:
    """A widget's key that changes with what the widget shows, so that no selection outlives its picture.

    ``content``: everything that the picture depends on, the plan's revision among it.
    """
    return f"{name}_{blake2b(repr(content).encode(), digest_size=8).hexdigest()}"


def plotly(view: View, name: str, draw: Callable[[], Figure], alt: str, *content: object) -> tuple[str, ...]:
    """Draw a Plotly figure; a click on a point chooses the mark in its ``customdata``. Returns its marks.

    What is chosen is drawn as chosen, whatever chose it: a click here, a list, a link.

    ``name`` of the chart and ``content``: everything that the picture depends on beside what is looked at. The figure is
    made once for all sessions, in each theme. ``alt``: what the picture shows, and what is found in it.
    """
    return of_nothing_stored(name, draw, alt, view.scoped.version, view.scope, *content)


def of_nothing_stored(name: str, draw: Callable[[], Figure], alt: str, *content: object) -> tuple[str, ...]:
    """``plotly`` of what no plan holds: a draft. ``content``: everything that the picture depends on."""
    figure = _drawn(key(name, *content), loading.theme(), draw)
    own = f"{name}_{figure.digest}"
    widget = evidence.widget_of(own)
    st.plotly_chart(
        figure.with_chosen(address.text(address.MARK)),
        key=widget,
        on_select=partial(evidence.follow_chart, own, widget),
        selection_mode="points",
        config=PLOTLY_CONFIG,
        alt=alt,
    )
    return figure.marks


ROWS_AT_MOST = 60
"""Departments that a picture draws one under the other; more are neither read nor drawn in time."""


def readable(departments: pd.DataFrame) -> pd.DataFrame:
    """The first of the departments, as many as a picture can show; where there are more, the page says so."""
    rest = len(departments) - ROWS_AT_MOST
    if rest > 0:
        st.caption(f"先画前 {ROWS_AT_MOST} 个，其余 {rest} 个见下面的数据表。")
    return departments.head(ROWS_AT_MOST)


def still(view: View, name: str, draw: Callable[[], Figure], alt: str, *content: object) -> None:
    """Draw a Plotly figure that has nothing to click; made once, as with ``plotly``."""
    own = key(name, view.scoped.version, view.scope, *content)
    figure = _drawn(own, loading.theme(), draw)
    st.plotly_chart(figure, key=f"{name}_{figure.digest}", config=PLOTLY_CONFIG, alt=alt)


def wrapped_table(frame: pd.DataFrame, look: str = "") -> None:
    """Draw a frame as a table whose text wraps and whose headings are whole. ``look``: a further class of the style sheet."""
    st.html(markup.frame(frame, look))


def folded(label: str, name: str, draw: Callable[[], None], icon: str | None = None) -> None:
    """A part of the page that is folded; what stands in it is drawn only when it is opened. ``name``: of its widget, one on the page."""
    part = st.expander(label, key=f"folded_{name}", icon=icon, on_change="rerun")
    if part.open:
        with part:
            draw()


def beside() -> DeltaGenerator:
    """The place beside a chart for what was clicked in it; it stays in sight while the chart scrolls."""
    return st.container(key="beside")


def told(shows: str, findings: Sequence[Finding]) -> str:
    """The text of a picture for who does not see it: what it shows, and the first of what is found in it."""
    return f"{shows}。{''.join(map(str, findings[:1]))}"


def legend(text: str, hint: str = "") -> None:
    """What the signs of a picture or a table mean; ``hint``: what a visitor can do there, which paper does not say."""
    told = f'<span class="on-screen">。{as_html(hint)}</span>' if hint else ""
    st.html(f'<p class="legend">{as_html(text)}{told}</p>')


def _drawn(key: str, theme: str, draw: Callable[[], Figure]) -> Finished:
    return loading.kept(lambda: finished(draw(), theme), finished, key, theme)


def network(
    view: View,
    name: str,
    picture: Picture,
    alt: str,
    *content: object,
    higher: int = 0,
    printed: Picture | None = None,
) -> tuple[str, ...]:
    """Draw a node-link picture; a click on a node or an edge chooses its mark. Returns its marks.

    ``printed``: the picture for paper, where it is another: in a field of ``analytics.charts.network.WIDTH``.
    """
    own = key(name, view.scoped.version, view.scope, picture.node_marks, picture.edge_marks, *content)
    widget = evidence.widget_of(own)
    st.echarts_chart(
        picture.option,
        key=widget,
        height=picture.height + higher,
        on_select=partial(evidence.follow_network, own, widget, (picture.node_marks, picture.edge_marks)),
        alt=alt,
    )
    print_network(own, printed or picture)
    return picture.marks


def print_network(key: str, picture: Picture) -> None:
    """Put a picture on paper; ``key``: of what it depends on."""
    paper.only(loading.kept(lambda: _on_paper(picture), _on_paper, key))


def _on_paper(picture: Picture) -> str:
    width = min(paper.WIDTH, 0.85 * paper.HEIGHT * WIDTH / picture.height)
    svg = b64encode(to_svg(picture.option, WIDTH, picture.height, width)).decode()
    return f'<img alt="" src="data:image/svg+xml;base64,{svg}">'


def table(
    name: str, frame: pd.DataFrame, marks: Sequence[str], *, height: int | Literal["auto"] = "auto"
) -> tuple[str, ...]:
    """Draw a table; choosing a row chooses its mark. Returns the marks.

    ``height``: at most; one of few rows is as high as they are.
    """
    sent = loading.answer(_sent, frame, _whole, BESIDE)
    own = key(name, sent.digest, tuple(marks))
    widget = evidence.widget_of(own)
    # What a table that nobody has clicked yet shows as chosen: after a reload, and from a link.
    chosen = [row for row, mark in enumerate(marks) if mark == address.text(address.MARK)][:1]
    st.dataframe(
        sent.table,
        key=widget,
        selection_default={"selection": {"rows": chosen}},
        height=height if height == "auto" else content_height(len(frame), height),
        hide_index=True,
        on_select=partial(evidence.follow_table, own, widget, tuple(marks)),
        selection_mode="single-row",
        **sent.look,
    )
    paper.table(frame)
    return tuple(dict.fromkeys(marks))


def grid(frame: pd.DataFrame, *, wraps: bool = False, **look: Any) -> None:
    """Draw a table to read; ``wraps``: long text wraps, and is never cut. ``look``: how, as with ``st.dataframe``."""
    screen(frame, wraps=wraps, **look)
    paper.table(frame)


def screen(frame: pd.DataFrame, *, wraps: bool = False, **look: Any) -> None:
    """``grid`` on the screen alone, for what is folded there: on paper it stands elsewhere."""
    sent = loading.answer(_sent, frame, _wrapping if wraps else _as_streamlit_has_it, ALONE)
    st.dataframe(sent.table, hide_index=True, **(sent.look | look))


@dataclass(frozen=True, slots=True)
class _Sent:
    """A table as the browser gets it."""

    table: Any  # of Arrow
    digest: str
    look: dict[str, Any]


def _sent(frame: pd.DataFrame, look: Callable[[pd.DataFrame, float], dict[str, Any]], room: float) -> _Sent:
    sent = convert_pandas_df_to_arrow_table(frame)
    digest = blake2b(convert_arrow_table_to_arrow_bytes(sent), digest_size=8).hexdigest()
    drawn = look(frame, room)
    columns = drawn.get("column_config", {}) | _decimals(frame)
    return _Sent(sent, digest, drawn | ({"column_config": columns} if columns else {}))


def _decimals(frame: pd.DataFrame) -> dict[str, Any]:
    """Numbers of a column with the same decimals, as on paper; those that need powers of ten as they are."""
    found = {}
    for column in frame.columns:
        if pd.api.types.is_float_dtype(frame[column]):
            written = [f"{value:.4g}" for value in frame[column].dropna()]
            decimals = max((len(text.partition(".")[2]) for text in written), default=0)
            if not any("e" in text for text in written):
                found[column] = st.column_config.NumberColumn(format=f"%.{decimals}f")
    return found


def _as_streamlit_has_it(_: pd.DataFrame, __: float) -> dict[str, Any]:
    return {}


BESIDE, ALONE = 750, 1085
"""Pixels that the columns of a table share, in a window of 1440: of one with something beside it, of one that has the page."""
COLUMN, SIDES = 90, 20
"""Pixels that a column of longer text has at least, and that are left free in each."""
SIGN, LINE = 7.4, 21
"""Pixels of half a Chinese character in a table, and of a line of text."""
ROW, BORDERS = 35, 3
"""Pixels of a row of one line as Streamlit has it, the heading's among them, and of the borders of a table."""
WRAPS = 65
"""Pixels of a row from which Streamlit wraps its text; a lower one cuts it, whatever room there is."""


def content_height(rows: int, at_most: int, row_height: int = ROW) -> int:
    """The pixels of a table of so many rows, the heading among them: no empty rows below, and a limit."""
    return min(at_most, ROW + rows * row_height + BORDERS)


def _longest(frame: pd.DataFrame) -> dict[str, float]:
    """The pixels that each column of text asks for."""
    texts = {column: frame[column] for column in frame.columns if frame[column].dtype == "str"}
    return {column: max(map(_width, [column, *own.dropna()])) for column, own in texts.items()}


def _width(text: str) -> float:
    return SIGN * text_width(text) + SIDES


def _whole(frame: pd.DataFrame, room: float) -> dict[str, Any]:
    """How a table of one line a row is drawn: whole names (Streamlit measures the first rows only); the last text takes what is left."""
    widths = list(_longest(frame).items())[:-1]
    return {
        "column_config": {
            column: st.column_config.TextColumn(width=int(min(own, room / 2))) for column, own in widths
        }
    }


def shared_room(wanted: Mapping[str, float], least: Mapping[str, float], room: float) -> dict[str, int]:
    """What each of several has of some room: as much as it wants, else in proportion to that, but never less than its least."""
    held: dict[str, float] = {}
    while True:
        share = (room - sum(held.values())) / max(
            1.0, sum(own for name, own in wanted.items() if name not in held)
        )
        short = {
            name: least[name]
            for name, own in wanted.items()
            if name not in held and own * share < least[name]
        }
        if not short:
            break
        held |= short
    return {name: int(held.get(name, own * min(1.0, share))) for name, own in wanted.items()}


def _wrapping(frame: pd.DataFrame, room: float) -> dict[str, Any]:
    """How a table is drawn in which no text is cut: headings whole, text as wide as there is room for, rows as high as it asks."""
    longest = _longest(frame)
    widths = shared_room(
        longest,
        {column: max(_width(column), min(COLUMN, own)) for column, own in longest.items()},
        room - sum(_width(column) for column in frame.columns if column not in longest),
    )
    lines = max((ceil(own / (widths[column] - SIDES)) for column, own in longest.items()), default=1)
    return {
        "column_config": {column: st.column_config.TextColumn(width=own) for column, own in widths.items()},
        "row_height": LINE + SIDES if lines <= 1 else max(WRAPS, LINE * lines + SIDES),
    }
