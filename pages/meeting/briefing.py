"""会议汇报: parts chosen and ordered, shown slide by slide in the browser, and taken away as files."""

from html import escape

import streamlit as st

from analytics.briefing import PART_LABELS, Choice, Part, source_line
from analytics.topics import equal_left_out, leading_departments
from pages.shared import changes, filters, handouts, loading, presenting, provenance, states, words

PARTS, PAGES_OF, DEPARTMENTS, SLIDE, PRESENT = "parts", "pages_of", "units", "slide", "present"
LEADING, EVERY, CHOSEN = "leading", "every", "chosen"
PAGES = {LEADING: "位次前五", EVERY: "全部部门", CHOSEN: "自选"}
KEYS = {"Space": 1, "PageDown": 1, "Down": 1, "PageUp": -1, "Up": -1, "Home": -9999, "End": 9999}


def turn(by: int, last: int) -> None:
    """Go so many slides on, or back; not beyond the first and the last."""
    st.session_state[SLIDE] = min(max(1, st.session_state[SLIDE] + by), last)


def move(part: Part, by: int) -> None:
    """Move a part up or down in the order of showing."""
    parts = list(st.session_state[PARTS])
    at = parts.index(part)
    parts.insert(at + by, parts.pop(at))
    st.session_state[PARTS] = parts


def end() -> None:
    """End the presentation; the page stays at the slide that is shown."""
    st.session_state[PRESENT] = False


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
                        key=f"{icon}_{part}",
                        on_click=move,
                        args=(part, by),
                        disabled=not possible,
                    )


def pages_of() -> tuple[str, ...]:
    """Ids of the departments with a page of their own."""
    way = filters.choice("部门页", PAGES_OF, PAGES, LEADING)
    if way == EVERY:
        return tuple(names)
    if way == LEADING:
        left_out = loading.answer(equal_left_out, scoped)
        if left_out:
            st.caption(f"与最后一个部门位次相同的还有 {left_out} 个，按名录先后未列入。")
        return loading.answer(leading_departments, scoped)
    return tuple(
        st.multiselect(
            "哪些部门",
            list(names),
            format_func=names.get,
            placeholder="选择部门",
            key=DEPARTMENTS,
            bind="query-params",
        )
    )


def way_through(last: int, *, shown: bool) -> int:
    """Buttons and keys that turn the slides; returns the number of the slide to show."""
    wanted = st.query_params.get(SLIDE, "")
    linked = int(wanted) if wanted.isdecimal() else 1
    if st.session_state.get(SLIDE, linked) > last:
        st.session_state[SLIDE] = last
    with st.container(horizontal=True, vertical_alignment="center", key="briefing_way"):
        st.button("上一页", on_click=turn, args=(-1, last), shortcut="Left" if shown else None)
        number = st.number_input(
            "第几页", 1, last, key=SLIDE, bind="query-params", width=150, label_visibility="collapsed"
        )
        st.text(f"第 {number} 页，共 {last} 页" if shown else f"共 {last} 页", width="content")
        st.button("下一页", on_click=turn, args=(1, last), shortcut="Right" if shown else None)
        if shown:
            st.button("结束放映", on_click=end, shortcut="Esc")
        st.html(f'<div class="slide-source">{escape(source_line(notes))}</div>')
    if shown:
        with st.container(key="briefing_keys"):
            for key, by in KEYS.items():
                st.button(key, on_click=turn, args=(by, last), shortcut=key, key=f"key_{key}")
    return number


plan = loading.plan()
st.html(presenting.SLIDE_STYLE)
setup = st.container(key="briefing_setup")
with setup:
    st.title("会议汇报")
    scope = filters.filter_bar(plan)
    scoped = states.something(loading.scoped(plan, scope))
    changes.told(plan, scope)
notes, names = provenance.notes(plan, scope), words.distinct_names(scoped.departments)
with setup:
    left, right = st.columns([0.6, 0.4], gap="large")
    with left:
        parts = st.multiselect(
            "放映的部分",
            list(Part),
            default=list(Part),
            format_func=PART_LABELS.get,
            placeholder="选择要放映的部分",
            key=PARTS,
            bind="query-params",
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            order(parts)
            choice = Choice(tuple(parts), pages_of() if Part.DEPARTMENTS in parts else ())
            shown = st.toggle(
                "放映",
                key=PRESENT,
                bind="query-params",
                help="方向键、空格、PgUp/PgDn 翻页，Esc 结束；F11 全屏",
            )
    slides = loading.answer(presenting.slides, plan, scoped, choice)
    with right:
        handouts.files(plan, scoped, choice, notes)
if shown:
    st.html(presenting.FULL_STYLE)
if not slides:
    states.nothing("没有选择要放映的部分。", "请在上方选择。")
    st.stop()
place = st.container(key="briefing_slide")
number = way_through(len(slides), shown=shown)
with place:
    presenting.show(plan, scoped, slides[number - 1], notes)
