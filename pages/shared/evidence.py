"""The chosen mark: in the URL, told above its tasks, cleared by ✕; the same on every page and in the presentation.

A mark is chosen by a click in a chart or a table, from a list (the way for the keyboard), or by a link: a number in a
sentence is one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import pandas as pd
import streamlit as st

from analytics.evidence import Mark, read_mark, seen_at, tasks_behind
from analytics.findings import Finding
from analytics.safe.markdown import as_markdown
from analytics.scope import ScopedPlan
from analytics.task_list import Sharing
from data.vocabulary import OUTSIDE
from pages.shared import address, loading, sentences, tasks, words
from pages.shared.page import View

NUMBERS_AT_MOST = 6
"""Tasks that are named by their numbers; of more it is told how many they are."""

HOLDER, GENERATIONS = "evidence_holder", "evidence_generations"
"""Keys of the session: the picture that was clicked last, with the mark that it chose; how often each was let go."""


def chosen(view: View) -> Mark | None:
    """The mark that the URL says, as the level shows it; None where it says none."""
    text = address.text(address.MARK)
    if not text:
        return _of_former_links(view.scoped)
    mark = read_mark(text)
    return None if mark is None else seen_at(view.plan, view.scoped, mark)


def choose(mark: Mark) -> None:
    """Put a mark into the URL: in a callback, before the run draws anything."""
    address.write(address.MARK, (str(mark),))
    _forget_former_links()


def clear() -> None:
    """Take the mark out of the URL; the picture that was clicked for it lets it go with that."""
    address.write(address.MARK, ())
    _forget_former_links()


def widget_of(picture: str) -> str:
    """The key of a picture's widget: another as soon as the mark that was clicked in it is no more the one of the URL.

    So no picture shows as chosen what is not, whatever took the mark away: ✕, another picture, a link, Back.
    """
    _, mark = st.session_state.get(HOLDER, ("", ""))
    if mark != address.text(address.MARK):
        _let_go()
    return f"{picture}_{st.session_state.get(GENERATIONS, {}).get(picture, 0)}"


def _let_go() -> None:
    """Give the picture that was clicked last a new key, so that it shows nothing as chosen."""
    holder, _ = st.session_state.pop(HOLDER, ("", ""))
    if holder:
        generations: dict[str, int] = st.session_state.setdefault(GENERATIONS, {})
        generations[holder] = generations.get(holder, 0) + 1


def panel(
    view: View,
    findings: Sequence[Finding],
    doors: Sequence[str] | None = None,
    heading: str = "结论",
    said: Sequence[str | Finding] = (),
) -> None:
    """The tasks behind the chosen mark; without one, what the chart says, and the list of its marks.

    ``doors``: the marks of the charts and tables beside; None where these have none: then the departments of the scope.
    ``said``: what the page says elsewhere, where numbers are doors too.
    """
    mark = chosen(view)
    if mark is None:
        if doors is None:
            list_of_marks(view, marks_of_departments(view.scoped.departments), "在这里选择、键入")
        else:
            list_of_marks(view, doors)
        if findings:
            st.subheader(heading)
            sentences.show(view, findings)
        return
    behind(view, mark, [*said, *findings])


def behind(
    view: View, mark: Mark, said: Sequence[str | Finding] = (), focus: Collection[str] | None = None
) -> None:
    """The tasks of a mark under a heading that says so, with ✕ to clear it.

    ``said``: what the page says; the sentences with the number that opened the tasks tell what they are. ``focus``: the
    departments that stand out; None: those of the mark.
    """
    ids = tasks_behind(view.scoped, mark)
    with st.container(horizontal=True, vertical_alignment="top", key="behind"):
        st.subheader(as_markdown(title(view.scoped, mark)), width="stretch")
        st.button("✕ 关闭", key="clear_mark", on_click=clear, help="不再看这一处", width="content")
    if not ids and (outside := _outside(view.scoped, mark)):
        st.caption(f"所选的{outside}不在当前筛选范围内。按 ✕ 不再看这一处，或放宽筛选条件。")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if mark.tasks is None:
            st.caption(f"{len(ids)} 项任务")
        else:  # the heading says how many
            if len(ids) < (every := _chosen(view, mark)):
                st.caption(f"选中的 {every} 项中，当前范围内有 {len(ids)} 项")
            sentences.show(view, sentences.with_number_of(mark.tasks, said))
        if len(mark.departments) == 1:
            name = _names(view.scoped)[mark.departments[0]]
            st.page_link(
                "pages/leadership/department.py",
                label="部门画像",
                icon=":material/badge:",
                query_params=address.carried(department=name),
            )
    with st.container(height=620 if len(ids) > 2 else "content", border=False):
        for title_of, own in _by_document(view, ids):
            if len(view.scope.documents) > 1:
                st.caption(as_markdown(f"《{title_of}》 {len(own)} 项"))
            tasks.task_list(view, own, focus=mark.departments if focus is None else focus)


def _chosen(view: View, mark: Mark) -> int:
    """How many tasks a mark with tasks stands for, whatever sections are chosen."""
    if mark == Mark(tasks=mark.tasks):
        return len(mark.tasks or ())
    return len(tasks_behind(loading.scoped(view.plan, replace(view.scope, sections=())), mark))


def _by_document(view: View, ids: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Tasks in the order given, under the titles of their documents; without tasks, nothing."""
    document = dict(zip(view.plan.tasks["task_id"], view.plan.tasks["document_id"], strict=True))
    parted: dict[str, list[str]] = {}
    for task in ids:
        parted.setdefault(document[task], []).append(task)
    labels = words.document_labels(view.plan.documents)
    return [(labels[own], listed) for own, listed in parted.items()]


def _outside(scoped: ScopedPlan, mark: Mark) -> str:
    """What of a mark the scope does not hold, in words; empty where it holds all of it."""
    if any(department not in _names(scoped) for department in mark.departments):
        return "部门"
    if mark.section and not words.section_name(scoped, mark.section):
        return "部分"
    if mark.tasks and scoped.tasks[scoped.tasks["task_id"].isin(mark.tasks)].empty:
        return "任务"
    return ""


def tasks_of(view: View, mark: Mark) -> None:
    """The tasks of a mark that the page itself chooses, under a heading that says so; there is nothing to clear."""
    ids = tasks_behind(view.scoped, mark)
    st.subheader(as_markdown(title(view.scoped, mark)))
    st.caption(f"{'共同承担 ' if len(mark.departments) > 1 else ''}{len(ids)} 项任务")
    tasks.task_list(view, ids, focus=mark.departments)


def title(scoped: ScopedPlan, mark: Mark) -> str:
    """A mark in words: 研究室 与 立案庭，三、…，独立承担."""
    return _Words(scoped).title(mark)


def title_with_number(scoped: ScopedPlan, mark: Mark, number: int) -> str:
    """A mark in words with how many tasks it has, where it does not name them itself."""
    said = title(scoped, mark)
    return said.removeprefix("任务：") if mark.tasks else f"{said}（{number} 项）"


class _Words:
    """The words of a scope, each found once: a list tells hundreds of marks."""

    def __init__(self, scoped: ScopedPlan) -> None:
        tasks = scoped.tasks
        self._scoped, self._names = scoped, _names(scoped)
        documents = tasks["document_id"].unique()  # the earlier first
        names = ("前一份", "后一份") if len(documents) == 2 else [""] * len(documents)
        self._numbers = [
            (name, words.numbers_of(tasks[tasks["document_id"] == own]))
            for name, own in zip(names, documents, strict=True)
        ]
        own = tasks.dropna(subset="section_id").drop_duplicates("section_id")
        self._sections = {
            section: words.section_label(ordinal, title)
            for section, ordinal, title in zip(
                own["section_id"], own["section_ordinal"], own["section_title"], strict=True
            )
        }

    @cached_property
    def _of(self) -> dict[str, set[str]]:
        """The tasks that each department is named for."""
        given, found = self._scoped.assignments, defaultdict(set)
        departments = self._scoped.departments["department_id"].array[given["department"]]
        for department, task in zip(
            departments, self._scoped.tasks["task_id"].array[given["task"]], strict=True
        ):
            found[department].add(task)
        return found

    def title(self, mark: Mark) -> str:
        """See ``title``."""
        parts = [
            " 与 ".join(self._names.get(department, "不在范围内的部门") for department in mark.departments)
        ]
        if mark.section is not None:
            outside = "不在范围内的部分" if mark.section else OUTSIDE
            parts.append(self._sections.get(mark.section) or outside)
        if mark.sharing is not Sharing.ANY:
            parts.append(words.SHARING[mark.sharing])
        if mark.tasks is not None:
            kept = [task for task in mark.tasks if all(task in self._of[own] for own in mark.departments)]
            listed = "，".join(
                f"{name}第 {'、'.join(own)} 项"
                if len(own) <= NUMBERS_AT_MOST
                else f"{name} {len(own)} 项".strip()
                for name, numbers in self._numbers
                if (own := [numbers[task] for task in kept if task in numbers])
            )
            parts.append(f"任务：{listed}" if listed else "任务")
        return "，".join(filter(None, parts))


def _names(scoped: ScopedPlan) -> dict[str, str]:
    return words.distinct_names(scoped.departments)


def list_of_marks(view: View, doors: Sequence[str], hint: str = "点击图表，或在这里选择、键入") -> None:
    """Every mark of the charts and tables beside, as a list: what a click can choose, a keyboard can. Nothing for none."""
    if not doors:
        return
    titles = loading.answer(_titles, view.scoped, tuple(dict.fromkeys(doors)))
    widget = "evidence_list"
    st.selectbox(
        "查看一处的任务",
        list(titles),
        index=None,
        format_func=titles.__getitem__,
        placeholder=hint,
        key=widget,
        on_change=_choose_from_list,
        args=(widget,),
    )


def _titles(scoped: ScopedPlan, marks: Sequence[str]) -> dict[str, str]:
    """Marks as text → what they are called, in the order given; without those that are none."""
    read, told = {text: read_mark(text) for text in marks}, _Words(scoped)
    return {text: told.title(mark) for text, mark in read.items() if mark is not None}


def _choose_from_list(widget: str) -> None:
    mark = read_mark(st.session_state.get(widget) or "")
    if mark is not None:
        choose(mark)


# ── clicks ──────────────────────────────────────────────────────────────────────────────────────────────────


def follow_chart(picture: str, widget: str) -> None:
    """Callback of a Plotly chart: choose the mark of the point that was clicked.

    A second click on it, or the second one of a double click, leaves it chosen, though Plotly lets the point go: the
    picture is drawn anew. What clears it is ✕. ``widget``: the key under which the ``picture`` was drawn; so with
    networks and tables.
    """
    points = st.session_state[widget]["selection"]["points"]
    if not points:
        _let_go()
        return
    data = points[0].get("customdata")
    _follow(picture, data[0] if isinstance(data, (list, tuple)) else data)


def follow_network(picture: str, widget: str, marks: Sequence[Sequence[str]]) -> None:
    """Callback of an ECharts network: ``marks``: the marks of its nodes, and of its edges, in the order of drawing."""
    groups = [group for group in st.session_state[widget]["selection"]["selected"] if group["data_indices"]]
    if not groups:
        _follow(picture, None)
        return
    kind = 1 if groups[-1].get("data_type") == "edge" else 0
    at = int(groups[-1]["data_indices"][0])
    _follow(picture, marks[kind][at] if at < len(marks[kind]) else None)


def follow_table(picture: str, widget: str, marks: Sequence[str]) -> None:
    """Callback of a table: choose the mark of the row that was chosen."""
    row = chosen_row(st.session_state[widget], len(marks))
    _follow(picture, None if row is None else marks[row])


def chosen_row(event: Mapping[str, Any], rows: int) -> int | None:
    """The number of the row that is chosen in a table of so many; None where none is, or one that is there no more."""
    return next((row for row in event["selection"]["rows"] if row < rows), None)


def _follow(picture: str, text: Any) -> None:
    mark = read_mark(text) if isinstance(text, str) else None
    holder, _ = st.session_state.get(HOLDER, ("", ""))
    if holder == picture:  # what it showed as chosen it has changed by itself
        del st.session_state[HOLDER]
    _let_go()
    if mark is None:
        address.write(address.MARK, ())
    else:
        choose(mark)
        st.session_state[HOLDER] = picture, str(mark)


# ── links sent out before ───────────────────────────────────────────────────────────────────────────────────


def _of_former_links(scoped: ScopedPlan) -> Mark | None:
    """``unit=研究室``, as links said it before there were marks."""
    asked = address.text(address.UNIT)
    if not asked:
        return None
    own = scoped.departments.loc[scoped.departments["name"] == asked, "department_id"]
    return Mark((own.iloc[0],)) if len(own) else None


def _forget_former_links() -> None:
    address.write(address.UNIT, ())


def marks_of_departments(frame: pd.DataFrame, column: str = "department_id") -> list[str]:
    """The marks of the departments of a frame, row by row."""
    return [str(Mark((department,))) for department in frame[column]]


def marks_of_pairs(frame: pd.DataFrame) -> list[str]:
    """The marks of pairs of departments (``source_id``, ``target_id``), row by row."""
    return [str(Mark(pair)) for pair in zip(frame["source_id"], frame["target_id"], strict=True)]


def marks_of_tasks(task_ids: Iterable[Collection[str]]) -> list[str]:
    """The marks of lists of tasks, row by row."""
    return [str(Mark(tasks=tuple(own))) for own in task_ids]
