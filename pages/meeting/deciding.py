"""What the office and a meeting add to a task: verification, a deadline, what was decided; over the page that is shown."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

import streamlit as st

from analytics.evidence import Mark, tasks_behind
from analytics.safe.markdown import as_markdown
from data.access import Access, Person
from data.progress.form import as_name
from data.progress.reported import ActionItem
from data.requests.following_up import AddActionItem, CloseActionItems, SetDue, VerifyStatus
from data.store.exporting import zipped
from data.store.plan import Plan
from pages.shared import address, downloads, evidence, jobs, loading, operator, reports, states, tasks, words
from pages.shared.page import View
from pages.shared.records import record
from pages.shared.reports import Reports

MEETING = "meeting_noted"
"""Key of the session: of which meeting something was noted last."""


def open_mark(shown: Reports) -> None:
    """Open the tasks of the mark that is chosen, each with its history, over the page; nothing where none is."""
    mark = evidence.chosen(shown.view)
    if mark is None:
        return
    ids = tasks_behind(shown.view.scoped, mark)

    @st.dialog(
        as_markdown(evidence.title_with_number(shown.view.scoped, mark, len(ids))),
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
    with st.expander(
        "办公室：核实、办理时限、议定事项",
        key=f"office_{task_id}",
        icon=":material/gavel:",
        on_change="rerun",
    ):  # with a key it stays open, whatever is told above it
        who = operator.person()
        if operator.lacks(who, Access.MAINTAIN):
            return
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
        _action(now.view, task_id, who)


def note(view: View, closed: Callable[[], None], first: str | None = None) -> None:
    """Note what the meeting decides, over the slide that is shown: a task is chosen, then what, who, until when.

    ``closed``: what is done when the visitor closes it. ``first``: id of the task that is chosen until another is.
    """

    @st.dialog("议定事项", width="large", on_dismiss=closed)
    def noting() -> None:
        jobs.tell()
        who = operator.person()
        if operator.lacks(who, Access.MAINTAIN):
            return
        labels = words.task_labels(view.scoped.tasks, 40)
        ids = list(labels)
        at = ids.index(first) if first in labels else 0
        task_id = st.selectbox("任务", ids, at, format_func=labels.__getitem__, key=f"noted_task_{first}")
        _action(view, task_id, who)

    noting()


def _action(view: View, task_id: str, who: Person) -> None:
    """The fields of what a meeting decided on a task."""
    revision, _ = loading.reported(view.scope.documents[0])
    units = view.plan.departments["name"].drop_duplicates().tolist()
    named = record(view.plan, task_id).departments
    key = f"{task_id}_{revision}"
    left, right = st.columns(2)
    what = left.text_input("议定什么", key=f"what_{key}", placeholder="例如：月底前商定统一口径")
    usual = st.session_state.get(MEETING) or address.text(address.MEETING_NAME) or "推进会"
    meeting = right.text_input("哪次会议", usual, key="action_meeting")
    st.session_state[MEETING] = meeting
    unit = left.selectbox(
        "由谁办",
        units,
        units.index(named[0].name) if named else None,
        key=f"unit_{key}",
        placeholder="选择单位",
    )
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


def files(shown: Reports) -> None:
    """What a meeting decided, to take away: its minutes, an order for each unit, a list of all."""
    plan, actions = shown.view.plan, shown.reported.actions
    meetings = list(dict.fromkeys(one.meeting for one in reversed(actions)))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        meeting = st.selectbox("带走哪次会议的", meetings, key="minutes_of", width=220)
        own = [one for one in actions if one.meeting == meeting]
        downloads.file(
            "会议纪要", lambda: _minutes(plan, own, meeting), f"会议纪要_{meeting}.docx", downloads.DOCX
        )
        downloads.file("督办单", lambda: _orders(plan, own), f"督办单_{meeting}.zip", downloads.ZIP)
        downloads.file("督办清单", lambda: _list(plan, actions), "督办清单.xlsx", downloads.XLSX)


# The libraries that write files are heavy and rarely used, so they are imported when a file is asked for.
def _minutes(plan: Plan, actions: Sequence[ActionItem], meeting: str) -> bytes:
    from analytics.exports.follow_up import minutes
    from analytics.exports.word import to_docx

    return to_docx(minutes(plan, actions, meeting, datetime.now().astimezone().date()))


def _orders(plan: Plan, actions: Sequence[ActionItem]) -> bytes:
    from analytics.exports.follow_up import orders
    from analytics.exports.word import to_docx

    open_items = [one for one in actions if one.closed_by is None]
    papers = orders(plan, open_items, datetime.now().astimezone().date())
    return zipped({f"督办单_{as_name(unit)}.docx": to_docx(paper) for unit, paper in papers.items()})


def _list(plan: Plan, actions: Sequence[ActionItem]) -> bytes:
    from analytics.exports.follow_up import follow_up_list
    from analytics.exports.headed_sheets import headed_to_xlsx

    title = str(plan.documents["title"].iloc[0])
    return headed_to_xlsx(follow_up_list(plan, actions), "督办清单", [("文件", title)], "督办清单")


def items(shown: Reports) -> None:
    """What meetings decided, open items first, each with the button that closes it."""
    actions = sorted(shown.reported.actions, key=lambda one: (one.closed_by is not None, one.number))
    if not actions:
        st.caption("还没有议定事项。点开一项任务，在“办公室”里记下；放映时也可以。")
        return
    files(shown)
    if shown.view.scope.sections:
        inside = set(shown.view.scoped.tasks["task_id"])
        every, actions = len(actions), [one for one in actions if one.task_id in inside]
        st.caption(f"所选部分的议定事项 {len(actions)} 项，全部 {every} 项；带走的文件里是全部。")
    who = operator.visitor()
    for one in actions:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(_said(shown, one), width="stretch")
            if one.closed_by is None and who is not None:
                jobs.button(
                    "销号",
                    CloseActionItems((one.number,)),
                    who,
                    key=(one.number, shown.revision),
                )


def _said(shown: Reports, one: ActionItem) -> str:
    number = next((task.number for task in shown.progress.tasks if task.task_id == one.task_id), "")
    until = f"，{one.due} 前" if one.due else ""
    state = f"已销号（{one.closed_by}）" if one.closed_by else "未销号"
    return f"{one.number}. 第 {number} 项：{one.what}（{one.unit}{until}；{one.meeting}）{state}"
