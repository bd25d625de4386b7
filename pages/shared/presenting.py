"""A slide on the screen, and the way from its marks to their tasks."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from analytics.briefing import Bars, Choice, Network, Part, Rows, Slide
from analytics.charts import briefing as charts
from analytics.charts.network import Picture
from analytics.paging import BESIDE, paged
from analytics.scope import ScopedPlan
from analytics.topics import topics
from analytics.workload import tasks_of
from data.store.plan import Plan
from pages.shared import drawing, filters, loading, sentences, tasks
from pages.shared.literal import literal

SLIDE_STYLE = Path(__file__).with_name("slide.css")
FULL_STYLE = Path(__file__).with_name("presenting.css")
SEEN = "briefing_seen"  # the click that was last answered


def slides(plan: Plan, scoped: ScopedPlan, choice: Choice) -> tuple[Slide, ...]:
    """The topics of a choice, cut to slides that fit the screen."""
    return paged(topics(plan, scoped, choice))


def show(plan: Plan, scoped: ScopedPlan, slide: Slide, notes: Sequence[tuple[str, str]]) -> None:
    """Draw a slide; a click on one of its marks opens its tasks."""
    if slide.part is Part.COVER:
        st.html(_cover(slide, notes))
        return
    st.html(f'<h2 class="slide-title">{escape(slide.title)}</h2>')
    if slide.tiles:
        st.html(_tiles(slide))
    if isinstance(slide.body, Bars):
        _bars(plan, scoped, slide, slide.body)
    elif isinstance(slide.body, Network):
        _network(plan, scoped, slide, slide.body)
        with st.expander("结论"):
            sentences.show(plan, slide.told)
    elif isinstance(slide.body, Rows):
        st.html(loading.answer(_rows, plan, slide.body, filters.carried_query()))
        sentences.show(plan, slide.told)
    else:
        sentences.show(plan, slide.told)


def _bars(plan: Plan, scoped: ScopedPlan, slide: Slide, bars: Bars) -> None:
    chart, side = st.columns([1 - BESIDE, BESIDE], gap="large")
    with chart:
        clicked = drawing.plotly(
            lambda: charts.bars(bars, charts.HEIGHT - (190 if slide.tiles else 0)),
            key=drawing.key("briefing_bars", plan.revision, scoped.scope, slide.title, bars),
            alt=_alt(slide),
        )
    with side:
        sentences.show(plan, slide.told)
    if clicked is None:
        _open(plan, scoped, None, "", ())
    else:
        category, series = clicked
        title = f"{bars.categories[category]}：{bars.series[series].name}"
        _open(plan, scoped, (slide.title, category, series), title, bars.series[series].task_ids[category])


def _network(plan: Plan, scoped: ScopedPlan, slide: Slide, network: Network) -> None:
    picture = loading.answer(_picture, scoped, network.graph, st.context.theme.type or "light")
    clicked = drawing.echarts(
        picture.option,
        key=drawing.key("briefing_network", plan.revision, scoped.scope),
        height=picture.height,
        alt=_alt(slide),
    )
    node, edge = picture.clicked(*clicked) if clicked else (None, None)
    names = {department: data["name"] for department, data in network.graph.nodes(data=True)}
    if node is not None:
        _open(plan, scoped, node, names[node], tasks_of(scoped, node))
    elif edge is not None:
        _open(
            plan,
            scoped,
            edge,
            " 与 ".join(names[department] for department in edge),
            network.graph.edges[edge]["task_ids"],
        )
    else:
        _open(plan, scoped, None, "", ())


def _picture(scoped: ScopedPlan, graph: object, theme: str) -> Picture:
    return charts.network(Network(graph, scoped.scope.counting), theme)


def _open(plan: Plan, scoped: ScopedPlan, click: object, title: str, task_ids: Sequence[str]) -> None:
    """Open the tasks of a click that is new since the last run; an old one was answered already."""
    if click == st.session_state.get(SEEN):
        return
    st.session_state[SEEN] = click
    if click is not None:

        @st.dialog(literal(f"{title}（{len(task_ids)} 项）"), width="large")
        def behind() -> None:
            tasks.task_list(plan, scoped.scope, task_ids)

        behind()


def _alt(slide: Slide) -> str:
    return f"{slide.title}。{''.join(map(str, slide.told[:1]))}"


def _cover(slide: Slide, notes: Sequence[tuple[str, str]]) -> str:
    lines = [*map(str, slide.told), *(f"{label}：{text}" for label, text in notes if label != "文件")]
    below = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f'<div class="slide-cover"><h1>{escape(slide.title)}</h1>{below}</div>'


def _tiles(slide: Slide) -> str:
    return '<div class="slide-tiles">' + "".join(
        f"<div><span>{escape(tile.label)}</span><b>{escape(tile.value)}</b><small>{escape(tile.note)}</small></div>"
        for tile in slide.tiles
    ) + "</div>"  # fmt: skip


def _rows(plan: Plan, rows: Rows, carried: str) -> str:
    """A table whose first cell links to the task, where a row is of one task."""
    widths = "".join(f'<col style="width:{share:.1%}">' for share in rows.shares)
    head = "".join(f"<th>{escape(column)}</th>" for column in rows.columns)
    body = "".join(
        f"<tr>{_first(plan, row[0], ids, carried)}{''.join(f'<td>{escape(cell)}</td>' for cell in row[1:])}</tr>"
        for row, ids in zip(rows.rows, rows.task_ids, strict=True)
    )
    return f'<table class="slide-table"><colgroup>{widths}</colgroup><tr>{head}</tr>{body}</table>'


def _first(plan: Plan, text: str, task_ids: Sequence[str], carried: str) -> str:
    if len(task_ids) == 1:
        address = tasks.task_link(task_ids[0], carried)
    else:
        address = sentences.tasks_link(plan, task_ids, carried)
    return f'<td><a href="{escape(address)}" target="_self">{escape(text or "—")}</a></td>'
