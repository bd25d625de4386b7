"""What a page shows when it has nothing to show: an error with its way out, or an empty scope."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import streamlit as st

from analytics.safe.html import as_html
from data.errors import (
    DashboardError,
    StoreDamaged,
    StoreError,
    StoreLocked,
    StoreMissing,
    StoreOutdated,
    StoreReadOnly,
    StoreUnreachable,
    StoreVersion,
)
from pages.shared import loading, operator

LOG = logging.getLogger(__name__)

HEADINGS = {
    StoreMissing: "找不到数据库",
    StoreLocked: "数据库正被另一个程序占用",
    StoreDamaged: "数据库文件无法读取",
    StoreOutdated: "数据库要先升级",
    StoreVersion: "数据库由另一个版本的看板建立",
    StoreReadOnly: "数据库无法写入",
    StoreUnreachable: "数据库服务器连不上",
    StoreError: "数据库无法使用",
    DashboardError: "无法显示",
}


@contextmanager
def shown() -> Iterator[None]:
    """Show an error of the dashboard as a page that says what, where and what to do."""
    try:
        yield
    except DashboardError as error:
        heading = next(text for kind, text in HEADINGS.items() if isinstance(error, kind))
        st.title(heading)
        st.html(
            "".join(
                f"<p><strong>{label}</strong>：{as_html(text)}</p>"
                for label, text in (("情况", error.what), ("位置", error.where), ("处理办法", error.todo))
                if text
            )
        )
        st.button("重试", icon=":material/refresh:")


def behind() -> None:
    """Say on every page that it shows a copy whose database server is away; nothing is lost, and reading goes on."""
    with suppress(DashboardError):  # told in the place of the page, where it needs the store
        store = loading.store()
        if told := store.behind():
            with st.container(border=True):
                st.text(told)
                st.button("重新连接", on_click=store.look_again, icon=":material/refresh:")


def unexpected(error: Exception) -> bool:
    """Tell of a fault of the dashboard itself; the details go to the server's log, not to the page."""
    LOG.error("页面运行出错", exc_info=error)
    st.error("页面运行出错，数据没有改变。请刷新重试；如仍然出错，请把服务器日志交给维护人员。")
    return True


def nothing(message: str = "当前筛选范围内没有任务。", advice: str = "请放宽上方的筛选条件。") -> None:
    """Say that the scope holds nothing, and what to do."""
    with st.container(border=True):
        st.text(message)
        st.caption(advice)


def no_documents() -> None:
    """Say that nothing is stored yet, with the way to the page where that changes."""
    with st.container(border=True):
        st.text("数据库中还没有文件。")
        operator.link(
            "pages/steward/sources.py",
            label="从这里开始：写明机关和部门名录，导入第一份文件",
            icon=":material/flag:",
        )
