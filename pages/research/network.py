"""协同网络: which departments share tasks, drawn in three ways, and the tasks behind a department, a tie or a number."""

from functools import partial

import pandas as pd
import streamlit as st

from analytics import findings
from analytics.evidence import Mark
from analytics.exports import graphs, pictures
from analytics.ties import collaboration
from pages.research import pictures as drawn_pictures
from pages.research import shown
from pages.shared import (
    address,
    changes,
    downloads,
    drawing,
    evidence,
    filters,
    loading,
    node_link,
    page,
    paper,
    provenance,
    states,
    words,
)

DEPARTMENTS, AROUND, BOTH = "departments", "around", "both"
WAYS = {DEPARTMENTS: "部门网络", AROUND: "一个部门的周围", BOTH: "部门与任务"}
LAST_WAY = "network_way"
"""Key of the session: the picture that was looked at last."""
BADGES = {"kind": "不写", "group": "候选协作组"}
WEIGHTS = {"shared": "共同承担数", "newman": "Newman 权重"}

view = page.opened("协同网络")
plan, scope, scoped = view.plan, view.scope, view.scoped
changes.show(view, changes.IN_TIES)
ties = shown.ties(scoped)
if ties.empty:
    states.nothing(
        "当前范围没有两个部门同列一项任务，没有网络可画。",
        "可以放宽上方的部分，或到“部门负荷”看各部门的任务。",
    )
    st.stop()

names = words.distinct_names(scoped.departments)
with st.container(horizontal=True, vertical_alignment="bottom", key="drawing_controls"):
    way = filters.choice("画法", address.WAY, WAYS, DEPARTMENTS, labelled=False)
    centre, badge, weight = "", "kind", "shared"
    threshold, some, tasks = shown.Threshold(1, None, 1), shown.Departments(None, ""), shown.Tasks(None, "")
    if way == DEPARTMENTS:
        some = shown.departments(view, ties)
        threshold = shown.threshold(view, ties if some.ids is None else collaboration.between(ties, some.ids))
        with st.popover("图上写什么"):
            weight = filters.choice(
                "线的粗细和数字",
                address.WEIGHT,
                WEIGHTS,
                "shared",
                "Newman 权重：k 个部门的任务给每对 1/(k−1)",
            )
            if len(names) <= shown.CLOSELY_AT_MOST:
                badge = filters.choice(
                    "圆中的数字",
                    address.COLOR,
                    BADGES,
                    "kind",
                    "候选协作组的编号；怎样得出、稳不稳见“联系强弱”",
                )
    elif way == AROUND:
        most_tied = pd.concat([ties["source_id"], ties["target_id"]]).mode().iloc[0]
        centres, mark = address.one_of(names, most_tied), evidence.chosen(view)
        turned = st.session_state.get(LAST_WAY, AROUND) != AROUND
        if turned and mark is not None and mark in [Mark((own,)) for own in names]:
            address.choose(
                address.CENTRE, centres, mark.departments[0]
            )  # who was chosen in the other picture
        centre = st.selectbox(
            "看哪个部门",
            list(names),
            format_func=names.__getitem__,
            label_visibility="collapsed",
            width=300,
            **address.bound(address.CENTRE, centres),
        )
    else:
        tasks = shown.tasks(view)
st.session_state[LAST_WAY] = way

drawn = threshold.of(ties)
paper.settings(
    ("画法", WAYS[way]),
    ("看哪个部门", names.get(centre, "")),
    ("至少共同承担", f"{threshold.at_least} 项" if threshold.at_least > 1 else ""),
)
if way == DEPARTMENTS:
    what = DEPARTMENTS
    picture = drawn_pictures.departments(view, threshold, some.ids, badge == "group", weight)
    sentences = loading.answer(findings.network_findings, scoped, threshold.at_least, threshold.without_task)
    legend = [some.told, *shown.reading(view, ties, threshold, some)]
elif way == AROUND:
    what = f"{AROUND} {centre}"
    picture = drawn_pictures.surroundings(view, centre)
    drawn = ties[(ties["source_id"] == centre) | (ties["target_id"] == centre)].reset_index(drop=True)
    sentences = loading.answer(findings.department_findings, scoped, centre)
    legend = shown.reading_around(names[centre], len(drawn))
else:
    what = BOTH
    picture = drawn_pictures.departments_and_tasks(view, tasks.ids)
    sentences = shown.on_tasks(view)
    legend = [tasks.told, "方块是共同承担的任务，连到它的责任部门；只由一个部门承担的任务不画"]

chart, side = st.columns([0.64, 0.36], gap="medium")
with chart:
    drawing.legend("。".join(filter(None, legend)), "点击看任务，拖动部门改变位置")
    alt = drawing.told(WAYS[way], sentences)
    notes = provenance.notes(plan, scope)
    sheet = partial(
        drawn_pictures.sheet, title=WAYS[way], notes=[("图例", "。".join(filter(None, legend))), *notes]
    )
    picture = node_link.draw(view, what, picture, alt, sheet, threshold, some.ids, tasks.ids, badge, weight)
    doors = picture.marks
st.subheader("共同承担的部门对")
st.html('<p class="legend on-screen">选一行，在图的右侧看这两个部门共同承担的任务。</p>')
# The ties do not depend on the counting: the choice of a row outlives a change of it.
by_full_count = view.by_full_count()
doors += drawing.table("ties_table", words.ties_table(drawn), evidence.marks_of_pairs(drawn), height=320)
with side, drawing.beside():
    evidence.panel(view, sentences, doors)


def take_away() -> None:
    """The picture and the network as files for other programs."""
    st.caption(
        "图：图右上角可下载 PNG；SVG 的文字可以编辑，部门在移动后的位置。GEXF、GraphML 可用 Gephi 等软件打开。"
    )
    with st.container(horizontal=True):
        downloads.file(
            "SVG 图",
            lambda: sheet(picture),
            "协同网络.svg",
            "image/svg+xml",
        )
        downloads.file(
            "GEXF",
            lambda: graphs.to_gexf(
                graphs.network(scoped), pictures.spots(picture.option), provenance.title(plan, scope)
            ),
            "协同网络.gexf",
            "application/xml",
        )
        downloads.file(
            "GraphML",
            lambda: graphs.to_graphml(graphs.network(scoped)),
            "协同网络.graphml",
            "application/xml",
        )
        downloads.file(
            "部门与任务 GraphML",
            lambda: graphs.to_graphml(graphs.two_mode(scoped)),
            "部门与任务.graphml",
            "application/xml",
        )
    for name, frame in (
        ("连线表", graphs.edge_list),
        ("邻接矩阵", graphs.adjacency),
        ("部门与任务", graphs.two_mode_list),
    ):
        st.markdown(name)
        downloads.buttons(loading.answer(frame, scoped), notes, name)


drawing.folded("带走", "take", take_away, ":material/download:")
provenance.source_line(plan, scope)
