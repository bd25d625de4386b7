"""Two years of one body, unit by unit: departments, sections by departments, and the network in one set of places."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from analytics import findings
from analytics.charts.network import Picture
from analytics.charts.scenarios import difference_matrix
from analytics.charts.workload import load_dots
from analytics.charts.year_network import SEEN, Which, two_years
from analytics.charts.years import count_changes
from analytics.exports import years as exports
from analytics.findings.sentences import named
from analytics.findings.years import NOT_BETWEEN_COURTS
from analytics.loads.workload import OUTSIDE_SECTIONS, by_department
from analytics.rows import each_row
from analytics.safe.markdown import as_markdown
from analytics.scope import Counting, ScopedPlan
from analytics.slides.years import year_topics
from analytics.ties.collaboration import DEPARTMENTS_AT_MOST
from analytics.years.cells import Cells, cells_of_years
from analytics.years.departments import (
    STANDINGS,
    Standing,
    departments_of_both,
    graph_of_both,
    ties_of_both,
)
from analytics.years.spread import figures_of_years, side_by_side, spread
from data.store.templates import kept_template
from data.vocabulary import OUTSIDE
from pages.research import pictures, tables
from pages.shared import (
    address,
    downloads,
    drawing,
    evidence,
    filters,
    loading,
    node_link,
    operator,
    provenance,
    words,
)
from pages.shared.year_pair import Seen


def departments(pair: Seen) -> None:
    """参与数 and 分担数 of each department in both years, and how evenly they are spread."""
    frame = loading.answer(departments_of_both, pair.years.earlier, pair.years.later)
    resized = findings.resizing_findings(pair.years.compared)
    said = [*findings.department_year_findings(frame, pair.names), *resized, *_spread(pair)]
    chart, side = st.columns([0.68, 0.32], gap="medium")
    with chart:
        drawn = drawing.readable(frame)
        drawing.legend(
            f"竖线是{pair.names[0]}，圆点是{pair.names[1]}：实心参与数，空心分担数；只有一种的，另一年没有列名；蓝色是结论提到的部门",
            "点击看两年的任务",
        )
        doors = drawing.plotly(
            pair.both,
            "years",
            lambda: count_changes(drawn, pair.names, named(said)),
            drawing.told("各部门两年的参与数和分担数", said),
        )
    with side, drawing.beside():
        evidence.panel(pair.both, said, doors)
    downloads.data_table(exports.department_year_table(frame, pair.names), pair.notes, f"{pair.file}_部门")


def _spread(pair: Seen) -> list[findings.Finding]:
    said = []
    for counting in Counting:
        years = [
            loading.answer(spread, loading.scoped(pair.both.plan, replace(own.scope, counting=counting)))
            for own in (pair.years.earlier, pair.years.later)
        ]
        said += findings.spread_year_findings((years[0], years[1]), pair.names, counting)
    return said


def sections(pair: Seen) -> None:
    """Where departments have more or fewer tasks, by the sections of the later plan."""
    found = loading.answer(cells_of_years, pair.years.earlier, pair.years.later, pair.years.compared)
    columns = _columns(pair, found)
    titles = dict(zip(columns["section_id"], columns["short_name"], strict=True))
    resized = findings.resizing_findings(pair.years.compared)
    said = [*findings.section_year_findings(found, titles, pair.names), *resized]
    frame = loading.answer(departments_of_both, pair.years.earlier, pair.years.later)
    chart, side = st.columns([0.68, 0.32], gap="medium")
    with chart:
        drawn = drawing.readable(frame)
        drawing.legend(
            f"格中是{pair.names[1]}比{pair.names[0]}增减的任务：＋是增加，−是减少，0 是数目相同；空格两年都没有。"
            f"列是{pair.names[1]}的部分，前一份的任务归到对应的部分；列头是两年的任务数",
            "点击看两年的任务",
        )
        doors = drawing.plotly(
            pair.both,
            "year_cells",
            lambda: difference_matrix(found.cells, columns, drawn["department_id"].tolist()),
            drawing.told("各部门在各部分增减的任务", said),
            pair.years.compared.changes,
        )
    with side, drawing.beside():
        evidence.panel(pair.both, said, doors)
    full = dict(zip(columns["section_id"], columns["title"], strict=True))
    downloads.data_table(exports.cell_year_table(found, full, pair.names), pair.notes, f"{pair.file}_部分")


def _columns(pair: Seen, found: Cells) -> pd.DataFrame:
    """The columns of the matrix: section_id, short_name, title, tasks (of both years, in words), task_ids."""
    heads = {OUTSIDE_SECTIONS: (OUTSIDE, OUTSIDE)}
    for scoped in (pair.years.earlier, pair.years.later):
        for own in each_row(loading.answer(words.section_columns, pair.both.plan, scoped.scope)):
            heads[own.section_id] = own.short_name, own.title
    rows = []
    for own in each_row(found.sections):
        year = f"{pair.names[0]}：" if own.of_earlier else ""
        short_name, title = heads[own.section_id]
        rows.append(
            (
                *(own.section_id, f"{year}{short_name}", f"{year}{title}"),
                *(f"{own.before}→{own.after}", own.task_ids),
            )
        )
    return pd.DataFrame(rows, columns=["section_id", "short_name", "title", "tasks", "task_ids"])


def ties(pair: Seen, seen: Which) -> None:
    """The network of both years in the same places, then each tie by whether it is new, gone or kept."""
    frame = loading.answer(ties_of_both, pair.years.earlier, pair.years.later)
    said = findings.tie_year_findings(frame, pair.names)
    table = exports.tie_year_table(frame, pair.names)
    chart, side = st.columns([0.64, 0.36], gap="medium")
    with chart:
        if len(frame):
            _network(pair, seen, said)
        for standing in Standing:
            rows = (frame["standing"] == standing).to_numpy(bool)
            if rows.any():
                st.subheader(f"{STANDINGS[standing]}（{rows.sum()} 对）")
                tables.wrapped(table[rows].drop(columns="联系"), evidence.marks_of_pairs(frame[rows]))
    with side, drawing.beside():
        evidence.panel(pair.both, said, evidence.marks_of_pairs(frame))
    downloads.buttons(table, pair.notes, f"{pair.file}_联系")


def ties_seen() -> Which:
    """Draw the choice of the year whose ties are drawn."""
    return filters.choice("画哪一份的联系", address.TIES_SEEN, SEEN, Which.BOTH, labelled=False)


def _network(pair: Seen, seen: Which, said: list[findings.Finding]) -> None:
    graph = loading.answer(graph_of_both, pair.years.earlier, pair.years.later)
    if len(graph) > DEPARTMENTS_AT_MOST:
        st.caption(f"两份共列名 {len(graph)} 个部门，一幅图看不清，见下面的表。")
        return
    signs = (
        f"蓝色实线：{pair.names[1]}新有；橙色虚线：{pair.names[1]}不再有；灰色细线：两年都有。"
        "数字是共同承担的任务，1→2 是两年不同"
        if seen is Which.BOTH
        else f"只画{pair.names[seen is Which.LATER]}的联系，数字是共同承担的任务；虚线圈的部门这一年没有联系"
    )
    legend = f"{signs}。圆的大小按两年中较多的参与数，部门的位置不随所画的年份变"
    drawing.legend(legend, "点击看两年的任务；部门可以拖动")
    picture = loading.answer(
        _picture, pair.years.earlier, pair.years.later, pair.names, seen, loading.theme()
    )

    def sheet(drawn: Picture) -> bytes:
        return pictures.sheet(drawn, "与".join(pair.names), [("图例", legend), *pair.notes])

    node_link.draw(pair.both, "years", picture, drawing.told("两年的联系", said), sheet, pair.names, seen)


def _picture(
    earlier: ScopedPlan, later: ScopedPlan, names: tuple[str, str], seen: Which, theme: str
) -> Picture:
    return two_years(loading.answer(graph_of_both, earlier, later), names, seen, theme)


def courts(pair: Seen) -> None:
    """Two bodies beside each other, their units kept apart: figures, then the departments of each on one scale."""
    years = pair.years
    st.info(NOT_BETWEEN_COURTS, icon=":material/balance:")
    figures = loading.answer(figures_of_years, years.earlier, years.later)
    drawing.wrapped_table(side_by_side(figures, years.courts))
    frames = [loading.answer(by_department, own) for own in (years.earlier, years.later)]
    scale = pd.concat(frames)
    doors: list[str] = []
    for place, court, frame in zip(st.columns(2, gap="medium"), years.courts, frames, strict=True):
        with place:
            st.subheader(as_markdown(court))
            drawn = drawing.readable(frame)
            doors += drawing.plotly(
                pair.both,
                "court",
                partial(load_dots, drawn, scale),
                f"{court}各部门的参与数和分担数",
                court,
                tuple(drawn["department_id"]),
            )
    evidence.panel(pair.both, [], doors, "任务")


def slides(pair: Seen) -> None:
    """The comparison as slides to take away."""
    downloads.file("下载 PPTX", lambda: _pptx(pair), f"{pair.file}.pptx", downloads.PPTX)


def _pptx(pair: Seen) -> bytes:
    from analytics.exports.slides import to_pptx  # heavy, and rarely asked for

    author = operator.author(provenance.issuer(pair.both.plan, pair.both.scope))
    template = kept_template(loading.store())
    content = None if template is None else template.content
    return to_pptx(year_topics(pair.years), pair.notes, content, author=author)
