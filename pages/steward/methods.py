"""口径说明: what each figure means, what the directory decided, and how the document was read."""

import streamlit as st

from analytics.definitions import DEFINITIONS
from pages.shared import loading, page, provenance
from pages.steward import glossary

view = page.opened("口径说明", by_counting=False)
plan, scope = view.plan, view.scope
st.caption("每个指标只定义一次，各页的图表和提示都取自这里。")

st.subheader("文件是怎样读的")
st.text(f"《{provenance.title(plan, scope)}》　{provenance.issued(plan, scope)}")
left, right = st.columns(2, gap="large")
with left:
    st.markdown("**每一行归到哪里**（没有一行被丢弃）")
    st.dataframe(loading.answer(glossary.lines_table, plan, scope), hide_index=True)
with right:
    st.markdown("**与部门全名写法不同的名称**")
    st.dataframe(loading.answer(glossary.names_table, plan, scope), hide_index=True)

st.subheader("部门名录中的判断")
st.caption(
    "名录在数据库里，可在“名称核定”页下载、修改后再存入，已存的文件随之重新认定。名录以外的认定见同一页。"
)
glossary.directory(loading.answer(glossary.departments_table, plan))

st.subheader("指标")
glossary.definitions(DEFINITIONS.values())

st.subheader("不展示的指标")
glossary.refused()
