"""The register of pages. What a page shows is in ``pages/``, what it shows of in ``analytics/`` and ``data/``."""

from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.starlette import App

from pages.shared import address, states
from pages.shell import navigation, server

SHELL = Path(__file__).parent / "pages" / "shell"


def pages() -> dict[str, list[st.Page]]:
    """Every page, by audience; its address is the name of its script."""
    return {
        "领导视图": [
            st.Page("pages/leadership/overview.py", title="总览", icon=":material/dashboard:", default=True),
            st.Page("pages/leadership/workload.py", title="部门负荷", icon=":material/bar_chart:"),
            st.Page("pages/leadership/department.py", title="部门画像", icon=":material/badge:"),
            st.Page("pages/leadership/targets.py", title="目标与时限", icon=":material/flag:"),
        ],
        "研究视图": [
            st.Page("pages/research/network.py", title="协同网络", icon=":material/hub:"),
            st.Page("pages/research/dependencies.py", title="跨部门依赖", icon=":material/grid_on:"),
            st.Page("pages/research/structure.py", title="列名结构", icon=":material/stacked_bar_chart:"),
            st.Page("pages/research/consulting.py", title="征求意见", icon=":material/forum:"),
            st.Page("pages/research/firmness.py", title="联系强弱", icon=":material/link:"),
            st.Page("pages/research/meetings.py", title="联席会议", icon=":material/groups:"),
            st.Page("pages/research/years.py", title="年度对照", icon=":material/compare_arrows:"),
            st.Page("pages/research/scenario.py", title="情景推演", icon=":material/science:"),
        ],
        "会议视图": [
            st.Page("pages/meeting/progress.py", title="进展", icon=":material/checklist_rtl:"),
            st.Page("pages/meeting/briefing.py", title="会议汇报", icon=":material/slideshow:"),
            st.Page("pages/meeting/agenda.py", title="议程编排", icon=":material/event_note:"),
            st.Page("pages/meeting/ledgers.py", title="台账", icon=":material/outgoing_mail:"),
            st.Page("pages/meeting/collecting.py", title="收回台账", icon=":material/move_to_inbox:"),
        ],
        "依据": [
            st.Page("pages/steward/tasks.py", title="任务清单", icon=":material/checklist:"),
            st.Page("pages/steward/sources.py", title="文件导入", icon=":material/upload_file:"),
            st.Page("pages/steward/draft.py", title="草案检查", icon=":material/fact_check:"),
            st.Page("pages/steward/naming.py", title="名称核定", icon=":material/spellcheck:"),
            st.Page("pages/steward/upkeep.py", title="备份与记录", icon=":material/backup:"),
            st.Page("pages/steward/methods.py", title="口径说明", icon=":material/rule:"),
            st.Page("pages/steward/people.py", title="人员与权限", icon=":material/admin_panel_settings:"),
        ],
    }


def visit() -> None:
    """One run for a visitor: the frame of every page, then the page asked for."""
    icon = str(SHELL / "icon.svg")
    st.set_page_config(
        page_title="司法改革工作要点看板",
        page_icon=icon,
        layout="wide",
        initial_sidebar_state=224,  # pixels; the charts need the width
    )
    st.logo(str(SHELL / "wordmark.svg"), icon_image=icon, size="large")
    registered = navigation.registered(pages)
    page = st.navigation(registered, position="hidden")
    address.begin(page.url_path)
    with states.shown():
        navigation.draw(registered, page)
        navigation.admit(page)
        states.behind()
        page.run()


if __name__ == "__main__":
    visit()
else:
    # The server's start. The pages are declared above; without this Streamlit looks for scripts in pages/ on the
    # very first run of a server, and tells the first visitor of /network that there is no such page.
    PagesManager.uses_pages_directory = False
    from pages.shell import start

    start.ready()
    app = App(
        __file__,
        routes=server.routes(),
        middleware=server.middleware(),
        on_script_error=states.unexpected,
    )
