"""Deciding which tasks of two years are one: confirm what was found, cut it, join what was not found; undo that."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics.years.changes import CHANGES
from analytics.years.comparison import Comparison
from data.access import Access, Person
from data.requests.links import DecideLink
from data.store.activities import local
from data.store.linking import TaskLink
from data.store.plan import Plan
from data.vocabulary import LINK_LABELS
from pages.shared import drawing, jobs, operator, words


def decide(plan: Plan, compared: Comparison, links: Sequence[TaskLink]) -> None:
    """Draw the form, and what was decided of these two plans, folded. ``links``: what was decided."""
    labels = words.task_labels(plan.tasks)
    with st.expander("核定任务的对应", icon=":material/link:"):  # not named by their number: it would close
        st.caption(
            f"已核定 {len(links)} 处。对照凭文字判断，认错、认漏的可以在这里核定。核定记在数据库里，这一页和命令行的对照都按它，可以撤销。"
        )
        who = operator.person()
        if operator.lacks(who, Access.MAINTAIN):
            return
        if compared.earlier_ids and compared.later_ids:
            _form(compared, links, labels, who)
        if links:
            _decided(links, labels, who)


def _form(compared: Comparison, links: Sequence[TaskLink], labels: dict[str, str], who: Person) -> None:
    earlier_name, later_name = compared.names
    one = st.selectbox(
        f"{earlier_name}的任务", compared.earlier_ids, format_func=labels.__getitem__, key="link_earlier"
    )
    partners = _partners(compared)
    first = next(iter(partners.get(one, {})), compared.later_ids[0])
    other = st.selectbox(
        f"{later_name}的任务",
        compared.later_ids,
        index=compared.later_ids.index(first),
        format_func=labels.__getitem__,
        key=f"link_later_{one}",
    )
    seen = next(
        (link.verdict for link in links if (link.earlier_task_id, link.later_task_id) == (one, other)), None
    )
    found = partners.get(one, {}).get(other)
    told = "没有对应" if found is None else f"对应（{found}）"
    st.text(f"现在：{told}{'' if seen is None else f'；已核定{LINK_LABELS[seen]}'}")
    with st.container(horizontal=True):
        for verdict, label in LINK_LABELS.items():
            request = None if verdict is seen else DecideLink(one, other, verdict, seen)
            jobs.button(label, request, who, key=(one, other, verdict, seen))


def _partners(compared: Comparison) -> dict[str, dict[str, str]]:
    """Task of the earlier plan → the tasks that continue it → what became of it."""
    return {
        compared.earlier_ids[one - 1]: {
            compared.later_ids[other - 1]: CHANGES[change.kind] for other in change.later
        }
        for change in compared.changes
        for one in change.earlier
    }


def _decided(links: Sequence[TaskLink], labels: dict[str, str], who: Person) -> None:
    rows = [
        (
            labels[link.earlier_task_id],
            labels[link.later_task_id],
            LINK_LABELS[link.verdict],
            link.who,
            local(link.decided_at),
        )
        for link in links
    ]
    drawing.grid(pd.DataFrame(rows, columns=["前一份的任务", "后一份的任务", "核定", "核定人", "时间"]))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        at = st.selectbox(
            "撤销哪一处",
            range(len(links)),
            format_func=lambda own: f"{rows[own][0]} / {rows[own][1]}",
            key="link_undo",
            width=520,
        )
        link = links[min(at, len(links) - 1)]
        request = DecideLink(link.earlier_task_id, link.later_task_id, None, link.verdict)
        jobs.button("撤销", request, who, key=("undo", link), icon=":material/undo:")
