"""A bare Streamlit app with the charts, tables and HTML of the dashboard's pages: the floor for their speed.

Its pages compute nothing: everything is recorded from the real pages once and drawn from memory. They have the
same names, charts of the same figures, and the same widgets of which the value stands in the URL, of which 层级 changes what is
shown as on the real pages; no captions, headings, lists of marks, notices, ways to other pages or files.
"""

import json
import os
import pickle
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import plotly.io
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from analytics.scope import COLLECTIVES, COUNTINGS, LEVELS
from pages.shared.drawing import PLOTLY_CONFIG

ROOT = Path(__file__).parents[2]
PAGES = {
    "overview": ("总览", "pages/leadership/overview.py"),
    "workload": ("部门负荷", "pages/leadership/workload.py"),
    "department": ("部门画像", "pages/leadership/department.py"),
    "targets": ("目标与时限", "pages/leadership/targets.py"),
    "network": ("协同网络", "pages/research/network.py"),
    "dependencies": ("跨部门依赖", "pages/research/dependencies.py"),
    "firmness": ("联系强弱", "pages/research/firmness.py"),
    "meetings": ("联席会议", "pages/research/meetings.py"),
    "tasks": ("任务清单", "pages/steward/tasks.py"),
    "methods": ("口径说明", "pages/steward/methods.py"),
}
"""Title and script of each page; the first is the default one."""

RECORDED = "BARE_CONTENT"  # environment variable: the file of what was recorded
Content = list[tuple[str, Any]]

APP = """import streamlit as st

st.set_page_config(layout="wide", initial_sidebar_state=224)
pages = [st.Page(f"{name}.py", title=title, default=not at) for at, (name, title) in enumerate(PAGES.items())]
st.navigation(pages).run()
"""
PAGE = "from tests.benchmarks.bare import draw\n\ndraw({name!r})\n"


def build(folder: Path) -> None:
    """Write the bare app into a folder, with the dashboard's configuration, out of what its pages show now."""
    titles = {name: title for name, (title, _) in PAGES.items()}
    (folder / "app.py").write_text(APP.replace("PAGES", repr(titles)), encoding="utf-8")
    for name in PAGES:
        (folder / f"{name}.py").write_text(PAGE.format(name=name), encoding="utf-8")
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    content_file(folder).write_bytes(pickle.dumps(record()))


def content_file(folder: Path) -> Path:
    """Where the bare app in a folder has its content; to be named by the environment variable."""
    return folder / "content.pickle"


def open_page(app: AppTest, script: str) -> AppTest:
    """An app with a page opened, and run until it no longer changes."""
    app.run()
    if not app.main:
        raise RuntimeError(f"{script} shows nothing")
    app.switch_page(script)
    return app.run().run()


def record() -> dict[tuple[str, str], Content]:
    """What each page shows at each level: (page, level) → kind and content, in order."""
    recorded = {}
    for name, (_, script) in PAGES.items():
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        open_page(app, script)
        for level, label in LEVELS.items():
            for group in [group for group in app.button_group if group.key == "at_level"]:
                group.set_value(level).run()
            recorded[name, label] = _content(app.main)
    return recorded


def _content(block: Any) -> Content:
    """The charts, tables, HTML and filters of a block, in its columns and expanders; nothing of other elements."""
    inner = list(block.children.values())
    if inner and all(child.type == "column" for child in inner):
        columns = [(child.weight, _content(child)) for child in inner]
        return [("columns", columns)] if any(content for _, content in columns) else []
    return [part for child in inner for part in _part(child)]


def _part(element: Any) -> Content:
    """A chart, table or HTML block as what draws it again, or the parts of a block."""
    match element.type:
        case "plotly_chart":
            return [("plotly", element.proto.spec)]
        case "echarts_chart":
            return [("echarts", element.proto.spec)]
        case "dataframe":
            return [("table", element.value)]
        case "html":
            return [("html", element.proto.body)]
        case "expander":
            return [("expander", _content(element))]
        case kind if kind in FILTERS:
            return _filter(element)
        case "flex_container" if element.proto.id.endswith("-filters"):
            return []  # drawn on every page
    return _content(element) if isinstance(element, Block) else []


def _filter(element: Any) -> Content:
    """A widget of which the value stands in the URL, by its label, what can be chosen and what is; nothing of another."""
    if not str(element.key).startswith("at_"):
        return []
    own: tuple[Any, ...]
    match element.type:
        case "button_group":
            own = (element.options, element.indices[0])
        case "selectbox":
            own = (element.options, element.index)
        case "multiselect":
            own = (element.options, [element.options[at] for at in element.indices])
        case _:
            own = (element.value,)
    return [("filter", (element.type, element.label, *own))]


@cache
def _recorded(path: str) -> dict[tuple[str, str], Content]:
    return pickle.loads(Path(path).read_bytes())


@cache
def _figure(spec: str) -> go.Figure:
    return plotly.io.from_json(spec)


def draw(name: str) -> None:
    """A page of the bare app."""
    st.title(PAGES[name][0])
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.popover("口径", key="ways"):
            level = _choice("层级", tuple(LEVELS.values()))
            _choice("集合名称", tuple(COLLECTIVES.values()))
            _choice("计数", tuple(COUNTINGS.values()))
        st.multiselect("部分", range(6), placeholder="全部部分", label_visibility="collapsed", width=300)
    _draw_parts(name, _recorded(os.environ[RECORDED])[name, level])


def _choice(label: str, options: tuple[str, ...]) -> str:
    return st.segmented_control(label, options, default=options[0], required=True, help=label) or options[0]


def _one_of(label: str, options: list[str], chosen: int, key: str) -> None:
    st.segmented_control(label, options, default=options[chosen], required=True, key=key)


FILTERS: dict[str, Callable[..., object]] = {
    "button_group": _one_of,
    "selectbox": st.selectbox,
    "multiselect": st.multiselect,
    "text_input": st.text_input,
    "date_input": st.date_input,
    "checkbox": st.checkbox,
}
"""What draws a widget of a page again, by its kind."""


def _draw_parts(place: str, parts: Content) -> None:
    """Draw parts in order; a chart gets a new key with its content, as on the real pages."""
    for at, (kind, value) in enumerate(parts):
        key = f"{place} {at}"
        match kind:
            case "plotly":
                key = f"{key} {hash(value)}"
                st.plotly_chart(
                    _figure(value), key=key, on_select="rerun", selection_mode="points", config=PLOTLY_CONFIG
                )
            case "echarts":
                key = f"{key} {hash(value)}"
                st.echarts_chart(json.loads(value), key=key, height=680, on_select="rerun")
            case "table":
                st.dataframe(value, key=key, hide_index=True, on_select="rerun", selection_mode="single-row")
            case "html":
                st.html(value)
            case "filter":
                widget, *own = value
                FILTERS[widget](*own, key=key)
            case "expander":
                with st.expander("数据表"):
                    _draw_parts(key, value)
            case "columns":
                weights = [weight for weight, _ in value]
                for number, column in enumerate(st.columns(weights, gap="medium")):
                    with column:
                        _draw_parts(f"{key} {number}", value[number][1])
