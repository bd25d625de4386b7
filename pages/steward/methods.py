"""口径说明: what each figure means, what the directory decided, and how the document was read."""

import streamlit as st

from analytics.definitions import DEFINITIONS
from pages.shared import filters, glossary, loading, provenance, states

st.title("口径说明")
st.caption("每个指标只定义一次，各页的图表和提示都取自这里。")
plan = loading.plan()
scope = filters.filter_bar(plan)
states.something(loading.scoped(plan, scope))

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
    "名录在 seeds/departments.toml，可以修改：下次导入时生效，已存的文件在“文件导入”里重读后生效。名录以外的认定见“名称核定”。"
)
glossary.directory(loading.answer(glossary.departments_table, plan))

st.subheader("指标")
glossary.definitions(DEFINITIONS.values())

st.subheader("不展示的指标")
glossary.refused()
