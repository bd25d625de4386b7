"""口径说明: what each figure means, where it comes from, and what the document does not say."""

import streamlit as st

from analytics.definitions import DEFINITIONS
from pages.shared import loading
from pages.shared.literal import literal

st.title("口径说明")
st.caption("每个指标只在一处定义，图表、提示和本页都取自同一处。")
plan = loading.plan()

st.subheader("指标")
for definition in DEFINITIONS.values():
    with st.expander(definition.name):
        for label, text in (
            ("算法", definition.formula),
            ("单位", definition.unit),
            ("读法", definition.reads),
            ("注意", definition.caveat),
            ("出处", definition.source),
        ):
            if text:
                st.markdown(f"**{label}**　{literal(text)}")
