"""会议汇报: parts chosen and ordered, shown slide by slide in the browser, and taken away as files."""

from collections.abc import Sequence

import streamlit as st

from analytics.safe.html import as_html
from analytics.slides.presentation import (
    LENGTH_LABELS,
    PART_LABELS,
    Choice,
    Length,
    Part,
    Slide,
    brief_source,
    source_line,
)
from analytics.slides.topics import equal_left_out, leading_departments, only_progress
from pages.meeting import deciding, handouts, presenting
from pages.shared import (
    address,
    changes,
    evidence,
    filters,
    jobs,
    loading,
    page,
    paper,
    provenance,
    reports,
    states,
    words,
    year_pair,
)

LEADING, EVERY, CHOSEN = "leading", "every", "chosen"
PAGES = {LEADING: "位次前五", EVERY: "全部部门", CHOSEN: "自选"}
PARTS = address.some_of(PART_LABELS, list(Part))
PRESENTED = address.flag()
SHOWN = "slide_shown"
"""Key of the session: what was chosen for the presentation last, and the topic of the slide that was shown of it."""
LISTED, DECISIONS = "各页", "议定事项"


def turn(widget: str, by: int, last: int) -> None:
    """Turn by some slides from the one that is shown, at most to the first or last; what was opened on it is closed.

    From the one shown when the key is pressed, not when the button was drawn: of two fast presses none is lost.
    """
    evidence.clear()
    presenting.close()
    number = int(st.session_state[widget]) + by
    address.choose(address.SLIDE, address.number(1, last, 1), min(max(1, number), last))


def move(parts: list[Part], part: Part, by: int) -> None:
    """Move a part up or down in the order of showing."""
    at = parts.index(part)
    others = [other for other in parts if other is not part]
    address.choose(address.PARTS, PARTS, [*others[: at + by], part, *others[at + by :]])


def end() -> None:
    """End the presentation; the page stays at the slide that is shown."""
    address.choose(address.PRESENT, PRESENTED, False)


def order(parts: list[Part]) -> None:
    """The parts with buttons that move them."""
    with st.popover("调整先后", icon=":material/swap_vert:"):
        for at, part in enumerate(parts):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(PART_LABELS[part], width=160)
                for icon, by, possible in (
                    ("arrow_upward", -1, at > 0),
                    ("arrow_downward", 1, at + 1 < len(parts)),
                ):
                    st.button(
                        "",
                        icon=f":material/{icon}:",
                        key=f"{icon}_{part}_{at}",
                        on_click=move,
                        args=(parts, part, by),
                        disabled=not possible,
                    )


def pages_of() -> tuple[str, ...]:
    """Ids of the departments with a page of their own."""
    way = filters.choice("部门页", address.PAGES_OF, PAGES, LEADING)
    if way == EVERY:
        return tuple(names)
    if way == LEADING:
        left_out = loading.answer(equal_left_out, view.scoped)
        if left_out:
            st.caption(f"与最后一个部门位次相同的还有 {left_out} 个，按名录先后未列入。")
        return loading.answer(leading_departments, view.scoped)
    return tuple(
        st.multiselect(
            "哪些部门",
            list(names),
            format_func=names.__getitem__,
            placeholder="选择部门",
            **address.bound(address.DEPARTMENTS, address.some_of(names)),
        )
    )


def over(label: str, what: str, told: str) -> None:
    """A button that opens something over the slide; a key does as well, in shell.js."""
    st.button(label, key=what, help=told, on_click=address.write, args=(address.OVER, (what,)))


def follow(slides: Sequence[Slide], choice: Choice) -> None:
    """Stay at the slide that was shown, where the presentation has become another: its number is another now."""
    before, topic = st.session_state.get(SHOWN, (choice, ""))
    if before == choice:
        return
    same = [number for number, slide in enumerate(slides, 1) if slide.topic == topic]
    if same:
        address.choose(address.SLIDE, address.number(1, len(slides), 1), same[0])


def way_through(slides: Sequence[Slide], *, shown: bool) -> int:
    """Buttons that turn the slides (keys do as well, in shell.js); returns the number of the slide to show."""
    last = len(slides)
    slide = address.bound(address.SLIDE, address.number(1, last, 1))

    def turning(label: str, by: int, name: str) -> None:
        st.button(label, on_click=turn, args=(slide["key"], by, last), key=name)

    with st.container(horizontal=True, vertical_alignment="center", key="briefing_way"):
        turning("上一页", -1, "before")
        number = int(st.number_input("第几页", 1, last, width=150, label_visibility="collapsed", **slide))
        st.text(f"第 {number} 页，共 {last} 页" if shown else f"共 {last} 页", width="content")
        turning("下一页", 1, "next")
        if shown:
            over("议定事项", DECISIONS, "记下会上就一项任务议定的事（M）")
            over("一览", LISTED, "各页的标题，点开即到（N）；B 或 . 黑屏")
            st.button("结束放映", on_click=end, shortcut="Esc")
        whole = not shown or number in (1, last)
        if not whole:
            st.html(
                f'<div class="slide-source">{as_html(brief_source(slides[number - 1].part, notes))}</div>'
            )
    if whole:
        st.html(f'<div class="slide-source slide-source-whole">{as_html(source_line(notes))}</div>')
    return number


st.html(presenting.SLIDE_STYLE)
setup = st.container(key="briefing_setup")
with setup:
    view = page.opened("会议汇报")
    changes.show(view, changes.IN_LOADS)
notes, names = provenance.notes(view.plan, view.scope), words.distinct_names(view.scoped.departments)
with setup:
    parts = st.multiselect(
        "放映的部分",
        list(Part),
        format_func=PART_LABELS.__getitem__,
        placeholder="选择要放映的部分",
        **address.bound(address.PARTS, PARTS),
    )
    outcome = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        order(parts)
        reported = reports.latest(view)
        if reported and len(reported.reported.periods) > 1:
            reported = reports.chosen(view, label_visibility="visible")
        if reported:
            notes.append((f"进展（{reported.progress.period}）", str(reported.said)))
        told = reported.told if reported else None
        length = filters.choice("长短", address.LENGTH, LENGTH_LABELS, Length.SHORT)
        paged = Part.DEPARTMENTS in parts and length is not Length.SHORT
        choice = Choice(tuple(parts), pages_of() if paged else (), length)
        shown = st.toggle(
            "放映",
            help="方向键、空格、PgUp/PgDn 翻页，Esc 结束；F11 全屏",
            **address.bound(address.PRESENT, PRESENTED),
        )
        beside = year_pair.usual(view) if Part.YEARS in parts else None
        years = None if beside is None else beside.years
        if not shown:
            with outcome:
                jobs.tell()
            handouts.files(view, choice, notes, told, years)
    if reported:
        reports.tell_awaited(reported)
    left_out = [PART_LABELS[part] for part in parts if part not in (Part.COVER, Part.PROGRESS)]
    if only_progress(choice, told) and left_out:
        st.caption(f"简版只放进展；{'、'.join(left_out)}见“标准”或“全部”。")
    slides = loading.answer(presenting.slides, view.plan, view.scoped, choice, told, years)
if shown:
    st.html(presenting.FULL_STYLE)
if not slides:
    states.nothing("没有选择要放映的部分。", "请在上方选择。")
    st.stop()
place = st.container(key="briefing_slide")
follow(slides, choice)
number = way_through(slides, shown=shown)
slide = slides[number - 1]
st.session_state[SHOWN] = choice, slide.topic
seen = beside.both if beside and slide.part is Part.YEARS else view  # its marks are tasks of both years
with place:
    paper.only(
        f"<p>第 {number} 页（共 {len(slides)} 页），只印这一页；整份见“带走”的演示文稿和汇报材料。</p>"
    )
    doors = presenting.show(seen, slide, notes)
if not shown:  # its keys turn the slides while it is shown
    evidence.list_of_marks(seen, doors)
if shown and address.text(address.OVER) == LISTED:
    presenting.overview(slides)
elif shown and address.text(address.OVER) == DECISIONS:
    deciding.note(view, presenting.close, presenting.first_task(slide))
else:
    presenting.open_mark(seen)
