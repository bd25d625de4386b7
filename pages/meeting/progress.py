"""进展: what units report, task by task; what changed since the last time; what needs several units."""

from functools import partial

import streamlit as st

from analytics.charts.progress import due_line
from analytics.findings import progress as findings
from analytics.progress.standing import needing
from pages.meeting import deciding, progress_tables
from pages.shared import (
    address,
    downloads,
    drawing,
    evidence,
    jobs,
    loading,
    operator,
    page,
    reports,
    sentences,
    words,
)

line = page.heading()
heading = line.container(horizontal=True, vertical_alignment="bottom", width="content")
with heading:
    st.title("进展", width="content")
# Ledgers are of units as listed.
view = page.opened(beside=line, by_units=False, by_counting=False, by_scenario=False)
plan, scope, scoped = view.plan, view.scope, view.scoped
with heading:
    shown = reports.chosen(view)
mark = evidence.chosen(view)
if shown is None:
    with st.container(border=True):
        st.text("还没有发出过台账，没有进展。进展由部门在台账里自报：先发出台账，填好后收回，这里就有。")
        operator.link("pages/meeting/ledgers.py", label="去“台账”发出", icon=":material/outgoing_mail:")
    if mark is not None:
        evidence.behind(view, mark)
    st.stop()
standing, told, where = shown.standing, shown.said, findings.within(scope)
reports.tell_awaited(shown)

how_far = findings.progress_headline(standing, shown.progress)
asked_about = findings.to_ask(standing)
sentences.headline(view, asked_about or how_far, how_far if asked_about else ())
sentences.show(view, findings.changed_texts(standing))
if not shown.progress.reported:
    operator.link("pages/meeting/collecting.py", label="去“收回台账”", icon=":material/move_to_inbox:")
columns = loading.answer(words.section_columns, plan, scope)
st.html(reports.legend(standing) + progress_tables.strip(standing, columns))

left, right = st.columns([0.56, 0.44], gap="large")
with left:
    st.subheader("与上次相比")
    changed = findings.since_last_time(standing)
    if changed:
        st.html(reports.source(told) + progress_tables.transitions(standing))
        sentences.show(view, changed)
    else:
        first = len(shown.reported.until(shown.progress.period)) == 1
        st.caption(findings.not_compared(shown.progress, first=first))
with right:
    st.subheader("需协调事项")
    asked = needing(standing)
    if asked.empty:
        st.caption(f"{where}没有单位提出需协调事项。")
    else:
        sentences.show(view, findings.coordination(standing))
        with st.container(horizontal=True):
            only = {address.DISCUSSED.name: reports.address_of(asked["task_id"].tolist())}
            st.page_link(
                "pages/research/meetings.py", label="联席会议", icon=":material/groups:",
                query_params=address.carried(**only),
            )  # fmt: skip
            st.page_link(
                "pages/meeting/agenda.py", label="只议这几项的议程", icon=":material/event_note:",
                query_params=address.carried(**only),
            )  # fmt: skip
        st.html(reports.source(told) + progress_tables.coordination(asked))
    st.subheader("议定事项")
    if mark is None:
        jobs.tell()  # here, where 销号 is, and before the list is read
    deciding.items(reports.latest(view) or shown)

st.subheader("时限")
sentences.show(view, [*findings.calendar(standing, where), findings.verification(standing, where)])
if standing["due"].notna().any():
    st.html(reports.source(told))
    drawing.legend(
        f"圆点是时限：实心是文件写明的，空心是办公室定的办理时限；{reports.LATE_RULE}", "点击看任务"
    )
    doors = drawing.plotly(
        view,
        "due_line",
        partial(due_line, standing, shown.progress.as_of),
        drawing.told("有时限的任务各在哪一天", findings.calendar(standing)),
        shown.revision,
        shown.progress.period,
    )
    evidence.list_of_marks(view, doors)

st.subheader("按填报单位")
st.html(
    '<p class="legend">按名录先后；没有指定的由首列单位填报（推定，不是牵头）</p>'
    + reports.source(told)
    + progress_tables.by_filler(plan, standing)
)
downloads.foot(view, progress_tables.table(shown), f"进展_{shown.progress.period}", ("进展", str(told)))
deciding.open_mark(shown)
