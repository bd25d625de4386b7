"""台账: the ledgers of a period are sent, a workbook for each unit; who fills which task is decided here."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

import pandas as pd
import streamlit as st

from analytics.safe.markdown import as_markdown
from data.access import Access, Person, Unit
from data.errors import ScopeError
from data.progress.form import LONGEST_PERIOD
from data.progress.reported import Progress, Sending, Sendings, TaskProgress
from data.requests import ask
from data.requests.progress import SendLedgers, SetFiller, TakeLedger, WithdrawLedgers
from data.store.exporting import zipped
from data.store.progress import fillers, sendings
from pages.shared import downloads, drawing, jobs, loading, operator, page, reports, words
from pages.shared.page import View


def usual_period(view: View, periods: Sequence[Progress], today: date) -> str:
    """This month for a plan of this year or of none stated; for another the period that was sent last, empty where none was."""
    year = view.plan.documents["year"].iloc[0]
    if pd.isna(year) or year == today.year:
        return f"{today:%Y-%m}"
    return periods[-1].period if periods else ""


def send(view: View, document_id: str, periods: Sequence[Progress], already: Sendings, who: Person) -> None:
    """What would be sent, the button that sends it, and the files of what was sent just now."""
    today = datetime.now().astimezone().date()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        period = st.text_input(
            "填报期", usual_period(view, periods, today), max_chars=LONGEST_PERIOD,
            key=f"sent_period_{document_id}", width=200, placeholder="例如 2023-09",
            help="这一期的名称，例如 2023-09、三季度；同一期再发，已存的内容都在里面",
        ).strip()  # fmt: skip
        known = next((one.as_of for one in periods if one.period == period), None)
        as_of = st.date_input(
            "截至", known or today, format="YYYY-MM-DD", key=f"sent_as_of_{period}_{known}", width=180
        )
        day = as_of if isinstance(as_of, date) else today
        to = f"{len(already.units)} 个单位"
        times = already.times.get(period, 0)
        jobs.button(
            as_markdown(f"{'再发' if times else '发出'} {period} 的台账（{to}）") if period else "发出",
            SendLedgers(period, today, day, document_id) if period else None,
            who,
            key=(document_id, period, day, len(periods)),
            type="primary",
            icon=":material/outgoing_mail:",
        )
    if times:
        st.caption(
            as_markdown(f"{period} 已经发出过 {times} 次，这是本期第 {times + 1} 次，已存的内容都在里面。")
        )
    elif period:
        until = "，收回以前“进展”仍是上一期的" if periods else ""
        st.caption(as_markdown(f"{period} 是新的一期，还没有发出过：{to}各填一份{until}。"))
    outcome = jobs.latest()
    if outcome is None or not isinstance(outcome.value, Sending):
        return
    sending = outcome.value
    downloads.file(
        f"下载 {sending.progress.period} 的台账（{len(sending.units)} 个单位，另有总表）",
        lambda: _packed(view, sending),
        f"台账_{sending.progress.period}.zip",
        downloads.ZIP,
        ":material/folder_zip:",
    )


def _packed(view: View, sending: Sending) -> bytes:
    """All workbooks in one file; the library is heavy and rarely used."""
    from analytics.exports.sent_ledgers import to_workbooks

    return zipped(to_workbooks(view.plan, sending))


def own_ledgers(who: Person) -> None:
    """The ledger of each unit that the visitor fills, as it was sent last."""
    if not who.units:
        st.info("还没有设定您填报哪个单位，请找管理人员。", icon=":material/info:")
    for unit in sorted(who.units):
        downloads.file(
            f"下载{unit.body}{unit.name}的台账",
            partial(_own_ledger, unit, who),
            f"台账_{unit.name}.xlsx",
            downloads.XLSX,
            ":material/download:",
        )
    st.page_link("pages/meeting/collecting.py", label="交回台账", icon=":material/move_to_inbox:")


def _own_ledger(unit: Unit, who: Person) -> bytes:
    """The workbook of one unit; that it was taken is recorded. Raises ``DashboardError`` where there is none."""
    from analytics.exports.sent_ledgers import to_workbook

    outcome = ask(loading.store(), TakeLedger(unit), who)
    if outcome.value is None:
        raise ScopeError(outcome.text)
    sending: Sending = outcome.value
    plan = loading.plan(loading.catalogue(), (sending.progress.document_id,))
    return to_workbook(plan, sending, unit.name)


def filling(view: View, document_id: str, who: Person) -> None:
    """Which unit fills which task, and the way to change it."""
    tasks = fillers(loading.store(), document_id)
    by_id = {task.task_id: task for task in tasks}
    labels = words.task_labels(view.plan.tasks)
    units = view.plan.departments["name"].drop_duplicates().tolist()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        task_id = st.selectbox(
            "任务", list(by_id), format_func=labels.__getitem__, key="filled_task", width=420
        )
        now = by_id[task_id]
        unit = st.selectbox(
            "由谁填报", units, units.index(now.filler) if now.filler in units else None,
            key=f"filler_{task_id}_{now.filler}", placeholder="选择单位", width=280,
        )  # fmt: skip
        key = (task_id, now.filler, now.assumed)
        jobs.button(
            "改为由它填报",
            SetFiller(task_id, unit, now) if unit and unit != now.filler else None,
            who,
            key=(*key, unit),
        )
        if not now.assumed:
            jobs.button("回到首列单位", SetFiller(task_id, None, now), who, key=(*key, None))
    drawing.wrapped_table(_table(tasks), "units short-heads")


def _table(tasks: Sequence[TaskProgress]) -> pd.DataFrame:
    rows = [
        (task.number, task.text, task.filler or "没有单位", "推定" if task.assumed else "指定")
        for task in tasks
    ]
    return pd.DataFrame(rows, columns=["序号", "工作任务", "填报单位", "由来"])


view = page.opened("台账", by_counting=False, by_scenario=False)
document_id = view.scope.documents[0]
st.caption(
    "每个单位一份 Excel，另有总表；单位填浅黄色的格，填好后在“收回台账”收回。发出的是整份文件的全部任务，与上面的筛选无关。"
)
jobs.tell()
who = operator.person()
if who.access is Access.FILL:
    own_ledgers(who)
    st.stop()
_, reported = loading.reported(document_id)
already = sendings(loading.store(), document_id)
send(view, document_id, reported.periods, already, who)
if reported.periods:
    st.subheader("发出过的填报期")
    shown = [
        (one.period, one.as_of.isoformat(), f"{len(one.tasks)} 项中 {one.reported} 项已填报")
        for one in reversed(reported.periods)
    ]
    drawing.wrapped_table(pd.DataFrame(shown, columns=["填报期", "截至", "部门自报"]))
    with st.container(horizontal=True, vertical_alignment="center"):
        for one in reversed(reported.periods):
            if one.period in already.unanswered:
                jobs.button(
                    as_markdown(f"撤回 {one.period}（还没有单位交回）"), WithdrawLedgers(one.period, document_id), who,
                    key=("withdraw", document_id, one.period, already.times[one.period]), icon=":material/undo:",
                )  # fmt: skip
        st.page_link("pages/meeting/collecting.py", label="收回台账", icon=":material/move_to_inbox:")
        reports.link()
st.subheader("由谁填报")
st.caption(
    "一项任务由一个单位填报：没有指定的由首列单位填报（推定，不是牵头）；指定后以后各期都照此。其余单位看得到任务，可填配合意见。"
)
filling(view, document_id, who)
