"""议程编排: the order of the tasks at a meeting in which departments wait least, and when each is to be there."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import streamlit as st

from analytics import findings
from analytics.arrangements import agenda
from analytics.arrangements.agenda import Rules, Sections
from analytics.arrangements.agenda.timetable import timetable
from analytics.charts.agenda import numbered, presence
from analytics.exports import calendar, headed_sheets
from analytics.safe.files import as_file_name
from analytics.task_list import Sharing
from data.store.exporting import zipped
from pages.meeting import agenda_rules, agenda_tables, arranging
from pages.shared import (
    address,
    changes,
    discussed,
    downloads,
    drawing,
    evidence,
    filters,
    loading,
    operator,
    page,
    paper,
    provenance,
    sentences,
    states,
    words,
)

SHARINGS = {Sharing.JOINT: "共同承担的任务", Sharing.ANY: "全部任务"}
SECTIONS = {
    Sections.MIXED: "各部分可以交替",
    Sections.TOGETHER: "同一部分相连",
    Sections.PRINTED: "按文件次序相连",
}

view = page.opened("议程编排", by_counting=False)
plan, scope, scoped = view.plan, view.scope, view.scoped
changes.show(view, changes.IN_LOADS)
only = discussed.chosen(view)
with st.container(horizontal=True):
    sharing = Sharing.ANY
    if not only:
        sharing = filters.choice("议题", address.AGENDA_TASKS, SHARINGS, Sharing.JOINT, labelled=False)
    together = filters.choice(
        "各部分的任务", address.AGENDA_SECTIONS, SECTIONS, Sections.MIXED, labelled=False
    )
    meeting = agenda_rules.meeting()

every = loading.answer(agenda.items, scoped, Rules(sharing, together, only=only))
if not len(every):
    states.nothing("当前范围没有共同承担的任务。", "请选择全部任务，或放宽上方的筛选条件。")
    st.stop()
begins, day = meeting.begins, meeting.begins.date()
paper.settings(
    ("会议", f"{meeting.name}，{begins:%Y-%m-%d %H:%M} 开始"),
    ("议题", f"选定的 {len(only)} 项" if only else SHARINGS[sharing]),
    ("次序", SECTIONS[together]),
    ("每项", f"{meeting.minutes} 分钟"),
)
picture, single_items, tables = st.container(), st.container(), st.container()
with single_items, st.expander("单项时长和位置", icon=":material/tune:"):
    single = agenda_rules.single_items(plan, every.task_ids)
    st.caption("分钟空着的，按会议的每项分钟。保持先后的各项按文件里的先后，中间可以隔着别的议题。")
rules = Rules(sharing, together, meeting.minutes, only=only, **single)
items = loading.answer(agenda.items, scoped, rules)
with picture:
    search, found = arranging.places(scoped, rules)
with tables:
    _, tables = arranging.places(scoped, rules)
with search:
    arranged = arranging.arrangement(scoped, rules, items)
times = timetable(items, arranged.task_ids, begins, meeting.pauses)
said = findings.agenda_findings(scoped, items, arranged, times)
numbers = words.numbers_of(plan.tasks)
with found:
    agenda_rules.proposed(times, meeting.pauses)
    ends = times.slots["ends"].iloc[-1]
    waiters = int((times.visits["waiting"] > 0).sum())
    if times.late:
        st.warning(
            f"照此安排，会议到{times.clock(ends)}才结束。可以缩短单项时长、减少议题，或者分几次开。",
            icon=":material/schedule:",
        )
    figures = [
        f"{len(items)} 项议题",
        f"{times.clock(ends)} 结束",
        f"{len(times.visits)} 个部门，{waiters} 个要等候",
        f"等候 {arranged.waiting.slots} 个时段（按文件次序 {arranged.printed.slots} 个）",
    ]
    sentences.headline(view, said[:1], figures)
    chart, side = st.columns([0.68, 0.32], gap="medium")
    with chart:
        drawing.legend(
            f"一行是一个部门，按到会先后：深色是自己的议题{'（数字是任务序号）' if numbered(times) else ''}，浅色是等候",
            "点击看任务",
        )
        doors = drawing.plotly(
            view,
            "agenda",
            lambda: presence(times, numbers),
            drawing.told("各部门到会、等候和离会的时间", said),
            rules,
            arranged.task_ids,
            begins,
            meeting.pauses,
        )
    with side, drawing.beside():
        evidence.panel(view, said[1:], doors, said=said[:1])

with tables:
    notes = [
        *provenance.notes(plan, scope),
        ("会议", f"{meeting.name}，{begins:%Y-%m-%d %H:%M} 开始，{times.clock(ends)} 结束"),
        (
            "议程",
            f"{f'选定的 {len(only)} 项任务' if only else SHARINGS[sharing]}；{SECTIONS[together]}",
        ),
        ("结果", "".join(map(str, said[:2]))),
    ]
    heading = f"{meeting.name}（{day.year}年{day.month}月{day.day}日）"

    def show(name: str, table: Callable[[Callable[[datetime], object]], pd.DataFrame], **look: Any) -> None:
        """Draw a table of the agenda with its downloads; ``table`` makes it, given how a time is told."""
        st.subheader(name)
        shown = table(times.clock)
        drawing.grid(shown, **look)
        with st.container(horizontal=True):
            downloads.csv(shown, notes, name)
            downloads.file(
                "下载 XLSX",
                lambda: headed_sheets.headed_to_xlsx(table(times.since), f"{heading}{name}", notes, name),
                f"{name}.xlsx",
                downloads.XLSX,
            )

    show("议程", lambda at: agenda_tables.order(times, plan, at), height=420)
    show("各部门到会时间", lambda at: agenda_tables.visits(times, numbers, at))

    labels = words.task_labels(plan.tasks.set_index("task_id", drop=False).loc[list(items.task_ids)], 40)

    author = operator.author(provenance.issuer(plan, scope))

    def slides() -> bytes:
        """The agenda as a presentation; the library is heavy and rarely used."""
        from analytics.exports.agenda_slides import agenda_to_pptx

        return agenda_to_pptx(times, f"{heading}议程", labels, numbers, said, notes, author)

    def entries(appointments: Callable[..., list[calendar.Appointment]]) -> list[calendar.Appointment]:
        """An appointment for each department, or for each item."""
        return appointments(
            times, meeting.name, labels, f"{scope.documents[0]} {meeting.name} {day}", meeting.place
        )

    def packed() -> bytes:
        """A calendar for each department, to send to it."""
        made = zip(times.visits["name"], entries(calendar.visits), strict=True)
        now = datetime.now(UTC)
        return zipped(
            {
                as_file_name(f"{meeting.name}_{name}", ".ics"): calendar.to_calendar([one], meeting.name, now)
                for name, one in made
            }
        )

    def whole(appointments: Callable[..., list[calendar.Appointment]]) -> bytes:
        """All appointments in one calendar."""
        return calendar.to_calendar(entries(appointments), meeting.name, datetime.now(UTC))

    with st.container(key="agenda_files"):
        st.subheader("演示文稿和日历")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            downloads.file("议程 PPTX", slides, "议程.pptx", downloads.PPTX)
            downloads.file("每个部门一份日历", packed, "议程_各部门日历.zip", downloads.ZIP)
            downloads.file(
                "全部部门的日历", lambda: whole(calendar.visits), "议程_按部门.ics", "text/calendar"
            )
            downloads.file(
                "每项议题的日历", lambda: whole(calendar.slots), "议程_按议题.ics", "text/calendar"
            )
        st.caption("日历文件（iCalendar）可导入常用的日历程序，改了时间再导入就换下原来的；时间为北京时间。")
    st.caption(
        f"等候：到会后议的是别的部门的议题，等一项为一个时段，休息不计。次序怎样找：比较各种先后，取各部门等候合计最少的，最多找 {agenda.SECONDS:.0f} 秒；标“最优”的，"
        "没有等候更少的次序。方法见“口径说明”。"
    )
    provenance.source_line(plan, scope)
