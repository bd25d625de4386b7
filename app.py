"""The register of pages. What a page shows is in ``pages/``, what it shows of in ``analytics/`` and ``data/``."""

from pathlib import Path

import streamlit as st

from pages.shared.states import told

PAGES = Path(__file__).parent / "pages"

st.set_page_config(
    page_title="司法改革工作要点看板",
    page_icon=str(PAGES / "shared" / "icon.svg"),
    layout="wide",
    initial_sidebar_state=224,  # pixels; the charts need the width
)
st.logo(str(PAGES / "shared" / "wordmark.svg"), icon_image=str(PAGES / "shared" / "icon.svg"), size="large")
st.html(PAGES / "shared" / "style.css")

page = st.navigation(
    {
        "领导视图": [
            st.Page("pages/leadership/overview.py", title="总览", icon=":material/dashboard:", default=True),
            st.Page("pages/leadership/workload.py", title="部门负荷", icon=":material/bar_chart:"),
            st.Page("pages/leadership/department.py", title="部门画像", icon=":material/badge:"),
        ],
        "研究视图": [
            st.Page("pages/research/network.py", title="协同网络", icon=":material/hub:"),
        ],
        "依据": [
            st.Page("pages/steward/tasks.py", title="任务清单", icon=":material/checklist:"),
            st.Page("pages/steward/methods.py", title="口径说明", icon=":material/rule:"),
        ],
    }
)
with told():
    page.run()
