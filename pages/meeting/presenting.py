"""A slide on the screen, and the way from its marks to their tasks."""

from collections.abc import Sequence
from pathlib import Path

import networkx as nx
import streamlit as st

from analytics.charts import briefing as charts
from analytics.charts.network import Picture, node_link
from analytics.evidence import tasks_behind
from analytics.progress.told import Told
from analytics.safe.html import as_html
from analytics.safe.markdown import as_markdown
from analytics.scope import ScopedPlan
from analytics.slides.paging import BESIDE, paged
from analytics.slides.presentation import Bars, Cells, Choice, Network, Part, Rows, Slide
from analytics.slides.topics import topics
from analytics.years.pair import YearPair
from data.store.plan import Plan
from pages.shared import address, drawing, evidence, loading, paper, reports, sentences, tasks
from pages.shared.page import View

SLIDE_STYLE = Path(__file__).with_name("slide.css")
FULL_STYLE = Path(__file__).with_name("presenting.css")


def slides(
    plan: Plan, scoped: ScopedPlan, choice: Choice, told: Told | None, years: YearPair | None
) -> tuple[Slide, ...]:
    """The topics of a choice, cut to slides that fit the screen."""
    return paged(topics(plan, scoped, choice, told, years))


def show(view: View, slide: Slide, notes: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Draw a slide; return the marks of its picture."""
    marks: tuple[str, ...] = ()
    if slide.part is Part.COVER:
        st.html(_cover(slide, notes))
        return marks
    st.html(f'<h2 class="slide-title">{as_html(slide.title)}</h2>')
    if slide.tiles:
        st.html(_tiles(slide))
    if isinstance(slide.body, Bars):
        marks = _bars(view, slide, slide.body)
    elif isinstance(slide.body, Network):
        marks = _network(view, slide, slide.body)
        with st.expander("结论"):
            sentences.show(None, slide.findings)
        paper.only("".join(f"<p>{as_html(str(finding))}</p>" for finding in slide.findings))
    else:
        if isinstance(slide.body, Rows):
            st.html(_rows(slide.body))
        elif isinstance(slide.body, Cells):
            st.html(_cells(slide.body))
        sentences.show(None, slide.findings)
    return marks


def overview(slides: Sequence[Slide]) -> None:
    """All slides by their titles, over the one that is shown; each is the way to it."""

    @st.dialog("各页", width="large", on_dismiss=close)
    def listed() -> None:
        left = sentences.address_without_mark()
        said = {key: own for key, own in left.items() if key not in (address.SLIDE.name, address.OVER.name)}
        links = "".join(
            f'<p>{number}. <a class="in-app" href="{as_html(address.here({**said, address.SLIDE.name: [str(number)]}))}" '
            f'target="_self">{as_html(slide.title)}</a></p>'
            for number, slide in enumerate(slides, 1)
        )
        st.html(f'<div class="findings slides-list">{links}</div>')

    listed()


def first_task(slide: Slide) -> str | None:
    """Id of the first task that a slide shows by itself; None where it shows none."""
    if isinstance(slide.body, Rows):
        marks = list(slide.body.marks)
    elif isinstance(slide.body, Cells):
        marks = [cell.mark for _, cells in slide.body.rows for cell in cells]
    else:
        return None
    return next((mark.tasks[0] for mark in marks if mark.tasks), None)


def close() -> None:
    """Callback: close what a key or a button has opened over the slide."""
    address.write(address.OVER, ())


def open_mark(view: View) -> None:
    """Open the tasks of the mark that is chosen, over the slide; closing them clears it. Nothing where none is."""
    mark = evidence.chosen(view)
    if mark is None:
        return
    ids = tasks_behind(view.scoped, mark)

    @st.dialog(
        as_markdown(evidence.title_with_number(view.scoped, mark, len(ids))),
        width="large",
        on_dismiss=evidence.clear,
    )
    def behind() -> None:
        shown = reports.latest(view)
        tasks.task_list(view, ids, focus=mark.departments, more=shown.histories(ids) if shown else None)

    behind()


def _bars(view: View, slide: Slide, bars: Bars) -> tuple[str, ...]:
    height = charts.HEIGHT - (190 if slide.tiles else 0)
    _chart_height(height)
    chart, side = st.columns([1 - BESIDE, BESIDE], gap="large")
    with chart:
        marks = drawing.plotly(
            view,
            "briefing_bars",
            lambda: charts.bars(bars, height),
            drawing.told(slide.title, slide.findings),
            slide.title,
            bars,
        )
    with side:
        sentences.show(None, slide.findings)
    return marks


def _chart_height(pixels: int) -> None:
    """Tell the style sheet how high the chart is, so that it can scale it to the window."""
    st.html(f"<style>:root {{ --chart-height: {pixels}px; }}</style>")


def _network(view: View, slide: Slide, network: Network) -> tuple[str, ...]:
    picture = loading.answer(_picture, view.scoped, network.graph, loading.theme())
    _chart_height(picture.height)
    printed = loading.answer(_printed, view.scoped, network.graph)
    alt = drawing.told(slide.title, slide.findings)
    return drawing.network(view, "briefing_network", picture, alt, printed=printed)


def _printed(scoped: ScopedPlan, graph: nx.Graph) -> Picture:
    return node_link(graph, scoped.scope.counting)


def _picture(scoped: ScopedPlan, graph: nx.Graph, theme: str) -> Picture:
    return charts.network(Network(graph, scoped.scope.counting), theme)


def _cover(slide: Slide, notes: Sequence[tuple[str, str]]) -> str:
    lines = [*map(str, slide.findings), *(f"{label}：{text}" for label, text in notes if label != "文件")]
    below = "".join(f"<p>{as_html(line)}</p>" for line in lines)
    return f'<div class="slide-cover"><h1>{as_html(slide.title)}</h1>{below}</div>'


def _tiles(slide: Slide) -> str:
    tiles = "".join(
        f"<div><span>{as_html(tile.label)}</span><b>{as_html(tile.value)}</b><small>{as_html(tile.note)}</small></div>"
        for tile in slide.tiles
    )
    return f'<div class="slide-tiles">{tiles}</div>'


def _cells(cells: Cells) -> str:
    """A cell for each task, which opens it, a row for each section."""
    said = sentences.address_without_mark()
    rows = (
        (f"<span>{as_html(name)}</span>", [reports.slide_cell(cell, said) for cell in own])
        for name, own in cells.rows
    )
    return reports.strip(rows, "slide-strip")


def _rows(rows: Rows) -> str:
    """A table whose first cell opens the tasks of its row."""
    widths = "".join(f'<col style="width:{share:.1%}">' for share in rows.shares)
    head = "".join(f"<th>{as_html(column)}</th>" for column in rows.columns)
    said = sentences.address_without_mark()
    body = "".join(
        f"<tr><td>{sentences.link(row[0], mark, said)}</td>"
        f"{''.join(f'<td>{as_html(cell)}</td>' for cell in row[1:])}</tr>"
        for row, mark in zip(rows.rows, rows.marks, strict=True)
    )
    return f'<table class="slide-table"><colgroup>{widths}</colgroup><tr>{head}</tr>{body}</table>'
