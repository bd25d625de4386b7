"""口径说明: what each figure means; then how the document was read, and what the directory decided."""

import streamlit as st

from analytics.definitions import DEFINITIONS
from pages.shared import drawing, loading, page, provenance
from pages.steward import glossary

CONTENTS = {
    "measures": "指标",
    "refused": "不展示的指标",
    "reading": "文件是怎样读的",
    "judgements": "部门名录中的判断",
}
"""The parts of the page by their anchors: measures before particulars."""

view = page.opened("口径说明", by_counting=False, by_scenario=False)
plan, scope = view.plan, view.scope
st.markdown("　·　".join(f"[{name}](#{anchor})" for anchor, name in CONTENTS.items()))


def part(anchor: str) -> None:
    """Draw the heading of a part."""
    st.subheader(CONTENTS[anchor], anchor=anchor)


part("measures")
st.caption("每个指标只定义一次，各页的图表和提示都取自这里。")
glossary.definitions(DEFINITIONS.values())

part("refused")
glossary.refused()

part("reading")
st.text(f"《{provenance.title(plan, scope)}》　{provenance.issued(plan, scope)}")
left, right = st.columns(2, gap="large")
with left:
    st.markdown("**每一行归到哪里**（没有一行被丢弃）")
    drawing.grid(loading.answer(glossary.lines_table, plan, scope))
    st.caption(
        "读错的可以由人改正：某一行是什么，某项任务的责任部门、角色和时限，标题、年度、发文机关、日期和部门归属。"
        "改正与原文分开存，重读后仍在，可以撤销；改正过的任务和行都注明“人工改正”。"
    )
with right:
    st.markdown("**与部门全名写法不同的名称**")
    drawing.grid(loading.answer(glossary.names_table, plan, scope))

part("judgements")
st.caption(
    "名录在数据库里，在“名称核定”页修改，存入之前先看哪些任务的名称改认，已存的文件随之重新认定；以前的版本都在。名录以外的认定见同一页。"
)
drawing.wrapped_table(loading.answer(glossary.departments_table, plan))
