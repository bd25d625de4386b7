"""Charts on a page: drawn the same way everywhere, and what was clicked in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.charts.theme import inked
from analytics.ledger import Sharing
from pages.shared import loading

PLOTLY_CONFIG = {
    "displaylogo": False,
    "scrollZoom": False,
    "doubleClick": "reset",
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


def plotly(draw: Callable[[], go.Figure], key: str, alt: str) -> Any:
    """Draw a Plotly figure; return the ``customdata`` of the point last clicked, or None.

    The figure is made once for all sessions under its key (of ``key``), in each theme.
    """
    event = st.plotly_chart(
        _figure(key, loading.theme(), draw),
        key=key,
        on_select="rerun",
        selection_mode="points",
        config=PLOTLY_CONFIG,
        alt=alt,
    )
    points = event["selection"]["points"]
    return points[0].get("customdata") if points else None


def still(draw: Callable[[], go.Figure], key: str, alt: str) -> None:
    """Draw a Plotly figure that has nothing to click; made once, as with ``plotly``."""
    st.plotly_chart(_figure(key, loading.theme(), draw), key=key, config=PLOTLY_CONFIG, alt=alt)


def metrics(figures: Sequence[tuple], widths: Sequence[float] | None = None) -> None:
    """Draw figures side by side, equally high: (label, value, a few words beside it or None[, explanation])."""
    columns = st.columns(widths or len(figures))
    for column, (label, value, words, *explained) in zip(columns, figures, strict=True):
        column.metric(
            label,
            value,
            words,
            delta_color="off",
            delta_arrow="off",
            help=explained[0] if explained else None,
            border=True,
            height="stretch",
        )


def beside() -> DeltaGenerator:
    """The place beside a chart for what was clicked in it; it stays in sight while the chart scrolls."""
    return st.container(key="beside")


@st.cache_resource(show_spinner=False, max_entries=256)
def _figure(key: str, theme: str, _draw: Callable[[], go.Figure]) -> go.Figure:
    return inked(_draw(), theme)


def echarts(option: dict, key: str, height: int, alt: str) -> tuple[str, int] | None:
    """Draw an ECharts option; return ("node" | "edge", index) of what was clicked, or None."""
    event = st.echarts_chart(option, key=key, height=height, on_select="rerun", alt=alt)
    groups = [group for group in event["selection"]["selected"] if group["data_indices"]]
    if not groups:
        return None
    last = groups[-1]
    return (last.get("data_type") or "node"), int(last["data_indices"][0])


@dataclass(frozen=True, slots=True)
class Mark:
    """What a clicked mark stands for; None for what it does not say."""

    department_id: str | None = None
    section_id: str | None = None
    sharing: Sharing = Sharing.ANY


def mark(clicked: Any) -> Mark:
    """The mark of a ``customdata``: an id of a department, or [department, section, sharing] of which the last may lack."""
    if clicked is None:
        return Mark()
    department, section, sharing = (*([clicked] if isinstance(clicked, str) else clicked), "", "", "")[:3]
    return Mark(department or None, section or None, Sharing(sharing or Sharing.ANY))


def table(
    frame: pd.DataFrame, key: str, height: int | str = "auto", row_height: int | None = None
) -> int | None:
    """Draw a table of which one row can be chosen; return the number of the chosen row, or None.

    ``row_height``: pixels, for text that takes several lines.
    """
    wrapped = [name for name in frame.columns if row_height and frame[name].dtype == "str"]
    event = st.dataframe(
        frame,
        key=key,
        height=height,
        row_height=row_height,
        column_config={name: st.column_config.TextColumn(width=150) for name in wrapped},
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
    )
    return _chosen(event, frame)


def task_rows(frame: pd.DataFrame, key: str, chosen: int | None) -> int | None:
    """Draw tasks as rows that show their whole text; return the number of the chosen row, or None."""
    event = st.dataframe(
        frame,
        key=key,
        height=680,
        row_height=98,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        selection_default=None if chosen is None else {"selection": {"rows": [chosen]}},
        column_config={
            "序号": st.column_config.Column(width=48),
            "工作任务": st.column_config.TextColumn(width=310),
            "责任部门": st.column_config.TextColumn(width=150),
            "目标要求": st.column_config.TextColumn(width=76),
            "所属部分": st.column_config.TextColumn(width=200),
        },
    )
    return _chosen(event, frame)


def _chosen(event: Any, frame: pd.DataFrame) -> int | None:
    rows = [row for row in event["selection"]["rows"] if row < len(frame)]
    return rows[0] if rows else None
