"""What the office and a meeting add to a task: verification, a deadline, what was decided; over the page that is shown."""

from datetime import date

import streamlit as st

from analytics.evidence import Mark, tasks_behind
from analytics.safe.markdown import as_markdown
from data.progress.reported import ActionItem
from data.requests.following_up import AddActionItem, CloseActionItems, SetDue, VerifyStatus
from pages.shared import address, evidence, jobs, operator, reports, states, tasks
from pages.shared.page import View
from pages.shared.reports import Reports


def open_mark(shown: Reports) -> None:
    """Open the tasks of the mark that is chosen, each with its history, over the page; nothing where none is."""
    mark = evidence.chosen(shown.view)
    if mark is None:
        return
    ids = tasks_behind(shown.view.scoped, mark)

    @st.dialog(
        as_markdown(f"{evidence.title(shown.view.scoped, mark)}（{len(ids)} 项）"),
        width="large",
        on_dismiss=evidence.clear,
    )
    def behind() -> None:
        jobs.tell()
        _tasks(shown.view, ids, mark)

    behind()


def _tasks(view: View, ids: tuple[str, ...], mark: Mark) -> None:
    """The tasks as they are now: what was done in the dialog is in them."""
    now = reports.latest(view)
    if now is None or not ids:
        states.nothing("所选的任务不在当前筛选范围内。")
        return
    if len(ids) == 1:
        _office(now, ids[0])
    tasks.task_list(view, ids, focus=mark.departments, more=now.histories(ids))


def _office(now: Reports, task_id: str) -> None:
    """What can be added to one task, folded."""
    task = now.tasks.get(task_id)
    if task is None:
        return
    period = now.progress.period
    with st.expander("办公室：核实、办理时限、议定事项", icon=":material/gavel:"):
        who = operator.name()
        with st.container(horizontal=True, vertical_alignment="bottom"):
            note = st.text_input(
                "凭什么核实", key=f"note_{task_id}", placeholder="看过的材料、去过的现场", width=300
            )
            if task.verified:
                jobs.button("撤销核实", VerifyStatus(task_id, period, None), who, key=(task_id, now.revision))
            else:
                label = f"核实“{task.status}”" if task.status else "未填报，没有可以核实的"
                request = VerifyStatus(task_id, period, task.status, note) if task.status else None
                jobs.button(
                    label, request, who, key=(task_id, now.revision, note), icon=":material/verified:"
                )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            due = st.date_input(
                "办理时限（办公室定，不是文件写明的）",
                task.due,
                format="YYYY-MM-DD",
                key=f"due_{task_id}_{now.revision}",
                width=300,
            )
            day = due if isinstance(due, date) else None
            changed = SetDue(task_id, day) if day != task.due else None
            jobs.button(
                "定下", changed, who, key=("due", task_id, now.revision, day), icon=":material/event:"
            )
        _action(now, task_id, who)


def _action(now: Reports, task_id: str, who: str) -> None:
    """The fields of what a meeting decided on a task."""
    units = list(now.view.plan.departments["name"].drop_duplicates())
    own = now.standing.set_index("task_id")["units"].get(task_id, [])
    at = units.index(own[0]) if own and own[0] in units else None
    key = f"{task_id}_{now.revision}"
    left, right = st.columns(2)
    what = left.text_input("议定什么", key=f"what_{key}", placeholder="例如：月底前商定统一口径")
    meeting = right.text_input(
        "哪次会议", key="action_meeting", value=address.text(address.MEETING_NAME) or "推进会"
    )
    unit = left.selectbox("由谁办", units, at, key=f"unit_{key}", placeholder="选择单位")
    by = right.text_input("会上由谁提出（可不填）", key=f"by_{key}")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        due = st.date_input("到哪一天（可不填）", None, format="YYYY-MM-DD", key=f"until_{key}", width=220)
        day = due if isinstance(due, date) else None
        ready = bool(what.strip() and meeting.strip() and unit)
        request = AddActionItem(task_id, meeting, what, str(unit), day, by) if ready else None
        jobs.button(
            "记下",
            request,
            who,
            key=("action", key, meeting, what, unit, day, by),
            icon=":material/edit_note:",
        )


def items(shown: Reports) -> None:
    """What meetings decided, open items first, each with the button that closes it."""
    actions = sorted(shown.reported.actions, key=lambda one: (one.closed_by is not None, one.number))
    if not actions:
        st.caption("还没有议定事项。点开一项任务，在“办公室”里记下；放映时也可以。")
        return
    for one in actions:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(_said(shown, one), width="stretch")
            if one.closed_by is None:
                jobs.button(
                    "销号",
                    CloseActionItems((one.number,)),
                    st.session_state.get(operator.KEPT, ""),
                    key=(one.number, shown.revision),
                )


def _said(shown: Reports, one: ActionItem) -> str:
    number = next((task.number for task in shown.progress.tasks if task.task_id == one.task_id), "")
    until = f"，{one.due} 前" if one.due else ""
    state = f"已销号（{one.closed_by}）" if one.closed_by else "未销号"
    return f"{one.number}. 第 {number} 项：{one.what}（{one.unit}{until}；{one.meeting}）{state}"
