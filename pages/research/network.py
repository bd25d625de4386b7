"""协同网络: which departments share tasks, drawn in three ways, and the tasks behind a department, a tie or a number."""

import streamlit as st

from analytics import findings
from analytics.charts import network as charts
from analytics.exports import graphs, pictures
from analytics.ties import collaboration
from pages.research import pictures as drawn_pictures
from pages.shared import (
    address,
    changes,
    downloads,
    drawing,
    evidence,
    filters,
    loading,
    page,
    provenance,
    states,
    words,
)

DEPARTMENTS, AROUND, BOTH = "departments", "around", "both"
WAYS = {DEPARTMENTS: "部门网络", AROUND: "一个部门的周围", BOTH: "部门与任务"}
COLORS = {"kind": "部门类别", "group": "候选协作组"}
WEIGHTS = {"shared": "共同承担数", "newman": "Newman 权重"}
MOST_NODES = 300  # more would neither be read nor drawn in time

view = page.opened("协同网络")
plan, scope, scoped = view.plan, view.scope, view.scoped
changes.show(view, changes.IN_TIES)
ties = loading.answer(collaboration.ties, scoped)
if len(scoped.departments) > MOST_NODES:
    states.nothing(
        f"当前范围有 {len(scoped.departments)} 个部门，画成网络无法辨认。",
        "请选择一个部分，或把层级改为部门；下方的表不受限制。",
    )
    st.dataframe(words.ties_table(ties), hide_index=True)
    st.stop()

names = words.distinct_names(scoped.departments)
joint = loading.answer(words.joint_labels, plan, scoped)

with st.container(horizontal=True, vertical_alignment="bottom", key="drawing_controls"):
    way = filters.choice("画法", address.WAY, WAYS, DEPARTMENTS)
    at_least, fewest, without, centre, color, weight = 1, 1, None, "", "kind", "shared"
    if way == DEPARTMENTS:
        color = filters.choice(
            "颜色", address.COLOR, COLORS, "kind", "候选协作组由 Louvain 方法给出，稳定性见“联系强弱”"
        )
        weight = filters.choice(
            "线的粗细", address.WEIGHT, WEIGHTS, "shared", "Newman 权重：k 个部门的任务给每对 1/(k−1)"
        )
        most = max([1, *ties["shared"]])
        fewest = charts.shared_at_first(ties["shared"])
        at_least = st.selectbox(
            "至少共同承担",
            range(1, most + 1),
            format_func="{} 项".format,
            width=120,
            **address.bound(address.AT_LEAST, address.number(1, most, fewest)),
        )
        without = st.selectbox(
            "不看只因这一项任务的连线",
            list(joint),
            format_func=joint.__getitem__,
            placeholder="全部任务",
            width=260,
            **address.bound(address.WITHOUT, address.maybe(joint)),
        )
    elif way == AROUND:
        centre = st.selectbox(
            "中间的部门",
            list(names),
            format_func=names.__getitem__,
            width=300,
            **address.bound(address.CENTRE, address.one_of(names, next(iter(names)))),
        )

drawn = ties
if way == DEPARTMENTS:
    drawn = collaboration.ties_shown(ties, at_least, without)
    picture = drawn_pictures.departments(view, at_least, without, color == "group", weight)
    sentences = loading.answer(findings.network_findings, scoped)
    legend = (
        "连线表示共同承担任务：实线上的数字是项数，虚线只有一项；圆越大任务越多；最下面的部门没有共同任务"
    )
    if at_least == fewest > 1:
        legend += f"。连线共 {len(ties)} 条，先只画共同承担不少于 {fewest} 项的；可以在“至少共同承担”里改"
elif way == AROUND:
    picture = drawn_pictures.surroundings(view, centre)
    sentences = loading.answer(findings.department_findings, scoped, centre)
    legend = "内圈与所选部门有共同任务，外圈要隔一个或几个部门；不相连的部门不画"
else:
    picture = drawn_pictures.departments_and_tasks(view)
    sentences = loading.answer(findings.dependency_findings, scoped)
    legend = "方块是共同承担的任务，连到它的责任部门；只由一个部门承担的任务不画"

chart, side = st.columns([0.64, 0.36], gap="medium")
with chart:
    st.caption(legend)
    drawing.network(
        view, "network", picture, f"{WAYS[way]}。{sentences[0] if sentences else ''}", way, higher=40
    )
st.subheader("共同承担的部门对")
st.caption("选一行，在图的右侧看这两个部门共同承担的任务。")
# The ties do not depend on the counting: the choice of a row outlives a change of it.
by_full_count = view.by_full_count()
drawing.table(
    by_full_count,
    "ties_table",
    words.ties_table(drawn),
    evidence.marks_of_pairs(drawn),
    at_least,
    without,
    height=320,
)
with side, drawing.beside():
    evidence.panel(view, sentences)

notes = provenance.notes(plan, scope)
with st.expander("带走", icon=":material/download:"):
    st.caption("图：图右上角可下载 PNG；SVG 的文字可以编辑。GEXF、GraphML 可用 Gephi 等软件打开。")
    with st.container(horizontal=True):
        downloads.file(
            "SVG 图",
            lambda: pictures.to_svg(picture.option, charts.WIDTH, picture.height),
            "协同网络.svg",
            "image/svg+xml",
        )
        downloads.file(
            "GEXF", lambda: graphs.to_gexf(graphs.network(scoped)), "协同网络.gexf", "application/xml"
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
provenance.source_line(plan, scope)
