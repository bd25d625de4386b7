"""The tasks that a meeting is to discuss, where another page has chosen them: told, and let go again."""

import streamlit as st

from analytics.evidence import read_mark, tasks_behind
from pages.shared import address
from pages.shared.page import View


def chosen(view: View) -> tuple[str, ...]:
    """Ids of the tasks that the URL says are to be discussed, with a line that says so; empty where it says none.

    The URL names them as a mark. Those that the scope lacks are passed over.
    """
    mark = read_mark(address.text(address.DISCUSSED))
    if mark is None:
        return ()
    ids = tasks_behind(view.scoped, mark)
    with st.container(horizontal=True, vertical_alignment="center"):
        numbers = view.scoped.tasks.set_index("task_id")["number"][list(ids)]
        st.info(
            f"只议 {len(ids)} 项：第 {'、'.join(numbers)} 项。"
            if ids
            else "要议的任务不在当前筛选范围内，没有照着只议它们。",
            icon=":material/filter_alt:",
        )
        st.button("不再只议这几项", on_click=address.write, args=(address.DISCUSSED, ()))
    return ids
