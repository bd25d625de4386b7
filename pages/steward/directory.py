"""The directory of departments of a body: taken away as a file, and brought back as its next version."""

import pandas as pd
import streamlit as st

from analytics.safe.markdown import as_markdown
from data.errors import DashboardError
from data.limited import run_limited
from data.names.directory import LONGEST_FILE
from data.requests.names import StoreDirectory
from data.store.activities import local
from data.store.database import Store
from data.store.directories import directory_versions
from pages.shared import drawing, jobs


def exchange(store: Store, body: str | None, who: str) -> None:
    """The versions of a body's directory, its file to take away, and a place for a changed one."""
    versions = directory_versions(store, body)
    if versions:
        latest = versions[0]
        count = f"，共 {len(versions)} 个版本" if len(versions) > 1 else ""
        st.caption(f"现在的名录由{latest.who}在 {local(latest.stored_at)} 存入{count}。")
        st.download_button(
            "下载名录",
            latest.content.encode(),
            file_name="departments.toml",
            mime="application/toml",
            on_click="ignore",
            icon=":material/download:",
        )
    else:
        st.caption("这个机关还没有自己的名录，部门的类别和上级暂按本机关的名录推定。")
    with st.expander("更新名录", icon=":material/upload_file:"):
        st.caption(
            "下载名录，用文本编辑器修改后在这里选择。写有别的机关（body）的名录，存为那个机关的。"
            "存入以后，已存的文件随之重新认定；以前的版本保留。"
        )
        given = st.file_uploader("部门名录（.toml）", ["toml"], key="directory_file")
        if given is not None:
            _check(given.getvalue(), given.name, who)
    if len(versions) > 1:
        rows = [(version.number, version.who, local(version.stored_at)) for version in versions]
        drawing.grid(pd.DataFrame(rows, columns=["版本", "存入人", "时间"]))


def _check(content: bytes, name: str, who: str) -> None:
    """Say what is wrong with a directory file, or offer to store it."""
    try:
        if len(content) > LONGEST_FILE:
            raise DashboardError(
                "文件过大，不像部门名录", name, f"选择不超过 {LONGEST_FILE // 1000} KB 的文件"
            )
        text = run_limited("data.names.directory:read_limited", content).decode()
    except DashboardError as error:
        st.error(as_markdown(str(error)), icon=":material/error:")
        return
    jobs.button("存入名录", StoreDirectory(text), who, key=("directory", text), type="primary")
