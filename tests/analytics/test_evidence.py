"""From what can be clicked to the tasks behind it: a mark survives being text, and stands for as many tasks as are shown.

What is behind a mark is counted a second time here, straight from the lists of departments that the plan holds.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from itertools import pairwise
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.arrangements import agenda, coverage
from analytics.arrangements.agenda import Rules
from analytics.arrangements.agenda.timetable import timetable
from analytics.charts import briefing, dependencies, network, profile
from analytics.charts import workload as charts
from analytics.charts.agenda import presence
from analytics.charts.meetings import seats
from analytics.charts.positions import random_ranges
from analytics.charts.targets import time_line
from analytics.evidence import LONGEST, MOST_TASKS, Mark, places_in, read_mark, tasks_behind
from analytics.firmness import brokerage, random_plans
from analytics.loads import targets, workload
from analytics.rows import each_row
from analytics.scope import Collectives, Counting, Level, Scope, ScopedPlan, select
from analytics.slides.presentation import Bars, Choice, Network, Rows
from analytics.slides.topics import leading_departments, topics
from analytics.task_list import Sharing
from analytics.ties import collaboration, combinations, matrix
from analytics.ties.groups import groups
from analytics.ties.matrix import Order
from data.store.plan import Plan
from tests.analytics.scopes import DEPARTMENTS, LISTS
from tests.figures import checked
from tests.plans import plan_of

# ── as text ─────────────────────────────────────────────────────────────────────────────────────────────────

SIGNS = st.characters(exclude_categories=["Cs"]) | st.sampled_from(";:,~+-.%/?#&= \n\x00019٣")
NAMES = st.text(SIGNS, max_size=9)
SERIALS = st.builds("{}{:03}".format, st.sampled_from(["d-t", "d-t", "e-t", "~", "1"]), st.integers(0, 1002))
IDS = SERIALS | NAMES.filter(bool)
MARKS = st.builds(
    Mark,
    st.lists(NAMES, max_size=3).map(tuple),
    st.none() | NAMES,
    st.sampled_from(Sharing),
    st.none() | st.lists(IDS, max_size=12).map(tuple),
)


@given(MARKS)
def test_a_mark_is_read_back_from_its_text(mark: Mark) -> None:
    text = str(mark)
    assert read_mark(text) == (None if mark == Mark() else mark)
    assert re.fullmatch(r"[A-Za-z0-9_%:;,~+-]*", text)


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        (Mark(("a", "b"), "s", Sharing.SOLE), "d:a;d:b;s:s;h:sole"),
        (Mark(section=""), "s:"),
        (Mark(tasks=()), "t:"),
        (Mark(tasks=("t001", "t002", "t003", "t007", "u1", "t008")), "t:t~3~1-3+7,u1,t~3~8"),
        (Mark(tasks=tuple(f"x-t{n:03}" for n in range(1, 140))), "t:x-t~3~1-139"),
        (Mark(("庭;,~",)), "d:%E5%BA%AD%3B%2C%7E"),
    ],
)
def test_marks_are_short_texts(mark: Mark, text: str) -> None:
    assert str(mark) == text
    assert read_mark(text) == mark


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            ";",
            "d",
            "d;",
            "s",
            "t",
            "x:1",
            "D:a",
            "h:",
            "h:both",
            "h:any",
            "任务",
            "d:a;",
            ";d:a",
            "d:a;;s:b",
        ),
        *(
            "t:,",
            "t:a,",
            "t:a~3~",
            "t:a~3",
            "t:~3~1",
            "t:a~2~1",
            "t:a~33~1",
            "t:a~3~x",
            "t:a~3~1-",
            "t:a~3~-1",
        ),
        *("t:a~3~5-1", "t:a~3~1-2-3", "t:a~3~1+", "t:a~b", f"t:a~3~{'9' * 400}", "t:a~٣~1", "t:a~3~٣"),
        *("t:a~6~0-999999", "t:a~5~" + "+".join(["0-9999"] * 3), f"d:{'a' * LONGEST}", "d:a;" * 1_000_000),
    ],
)
def test_a_text_that_says_nothing_is_no_mark(text: str) -> None:
    assert read_mark(text) is None


@given(st.text(max_size=60) | st.text("dsht:;,~+-%0123abc", max_size=60))
def test_any_text_is_a_mark_or_none(text: str) -> None:
    mark = read_mark(text)
    assert mark is None or read_mark(str(mark)) == mark


def test_a_mark_may_list_many_tasks() -> None:
    ids = tuple(f"0f85b1d9271100d4-t{n:05}" for n in range(MOST_TASKS))
    every, second = Mark(tasks=ids), Mark(tasks=ids[:12_000:2])
    assert [read_mark(str(mark)) for mark in (every, second)] == [every, second]


# ── the tasks behind it ─────────────────────────────────────────────────────────────────────────────────────

Lists = dict[str, set[str]]


def lists_of(plan: Plan, scope: Scope) -> Lists:
    """The departments of each task as the scope counts them, from the rows of the plan."""
    parent = dict(zip(plan.departments["department_id"], plan.departments["parent_id"], strict=True))
    collective = set(plan.departments["department_id"][plan.departments["collective"]])
    members = plan.members.groupby("collective_id")["department_id"].agg(list).to_dict()
    order = plan.tasks.sort_values("position")["task_id"]
    lists: Lists = {task: set() for task in order}
    for task, named in zip(
        plan.responsibilities["task_id"], plan.responsibilities["department_id"], strict=True
    ):
        meant = [named]
        if scope.collectives is Collectives.OMIT and named in collective:
            meant = []
        elif scope.collectives is Collectives.EXPAND:
            meant = members.get(named, meant)
        for department in meant:
            while scope.level is Level.PARENT and not pd.isna(parent[department]):
                department = parent[department]
            lists[task].add(department)
    return lists


def counted(plan: Plan, scope: Scope, mark: Mark) -> tuple[str, ...]:
    """The tasks that fulfil what a mark says, looked through one by one."""
    section = plan.tasks.set_index("task_id")["section_id"]
    lists, printed = lists_of(plan, scope), lists_of(plan, Scope(level=scope.level))

    def fulfils(task: str, departments: set[str]) -> bool:
        own = "" if pd.isna(section[task]) else section[task]
        together = len(departments) > 0 and max(len(departments), len(printed[task])) > 1
        shared = {Sharing.ANY: True, Sharing.SOLE: departments and not together, Sharing.JOINT: together}
        return (
            set(mark.departments) <= departments
            and mark.section in (None, own)
            and bool(shared[mark.sharing])
            and (mark.tasks is None or task in mark.tasks)
        )

    return tuple(task for task, departments in lists.items() if fulfils(task, departments))


FEW = 7  # departments that have drawings of their own here: all of the small plan


class Shown(NamedTuple):
    """What can be clicked: the text of its mark, and the number that is shown at it, if any."""

    mark: str
    number: float | None
    counting: Counting = Counting.FULL


def points(figure: go.Figure, of: str = "x", counting: Counting = Counting.FULL) -> Iterator[Shown]:
    """The points of a figure, with the numbers where they stand, or with those in their "text"."""
    for trace in figure.data:
        if trace.customdata is not None:
            own = Counting.FRACTIONAL if trace.name == "分担数" else counting
            for mark, number in zip(trace.customdata, getattr(trace, of), strict=True):
                yield Shown(mark, float(re.sub("<.*?>", "", str(number))), own)


def numbered(figure: go.Figure, number: float | None) -> Iterator[Shown]:
    """The points of a figure that stand all for one number of tasks; None: for a number that is not shown."""
    return (Shown(mark, number) for trace in figure.data for mark in trace.customdata or ())


def of_columns(figure: go.Figure) -> Iterator[Shown]:
    """The points of tasks as columns: each stands for one task, the sums behind the rows for as many as they say."""
    for trace in figure.data:
        marks = trace.customdata or ()
        for mark, text in zip(marks, trace.text or [""] * len(marks), strict=True):
            total = re.fullmatch("([0-9]+) 项", text)
            yield Shown(mark, int(total[1]) if total else 1)


def of_picture(picture: network.Picture) -> Iterator[Shown]:
    """What can be clicked in a network: an edge shows its tasks, and so does the number on one."""
    series = picture.option["series"][0]
    assert len(series["data"]) == len(picture.node_marks) + 2  # and the corners
    for mark, node in zip(picture.node_marks, series["data"][:-2], strict=True):
        yield Shown(mark, node.get("value"))
    if picture.edge_marks:
        for mark, link in zip(picture.edge_marks, series["links"], strict=True):
            yield Shown(mark, link["value"])


def loads(plan: Plan, scoped: ScopedPlan) -> Iterator[Shown]:
    """What the charts of loads show, in both counts."""
    by_department, by_section = workload.by_department(scoped), workload.by_section(scoped)
    columns = plan.sections[["section_id", "title"]].assign(short_name=plan.sections["title"], tasks=0)
    for counting in Counting:
        frames = by_department, by_section, columns, counting
        yield from points(checked(charts.load_dots(by_department)))
        yield from numbered(checked(charts.load_and_sections(*frames)), None)
        yield from points(checked(charts.section_matrix(*frames)), "text", counting)
    yield from points(checked(charts.alone_or_together(by_department)))
    for department in by_department["department_id"].head(FEW):
        own = by_section[by_section["department_id"] == department]
        yield from points(checked(profile.sections(own, columns, department)))
        drawn = checked(
            profile.partners(collaboration.partners(scoped, department), scoped.tasks, department)
        )
        dots, sums = drawn.data
        yield from (Shown(mark, 1) for mark in dots.customdata)
        numbers = [int(text.removesuffix(" 项")) for text in sums.text]
        yield from map(Shown, sums.customdata, numbers)


def ties(plan: Plan, scoped: ScopedPlan) -> Iterator[Shown]:
    """What the charts of ties show."""
    graph = collaboration.graph(scoped)
    yield from points(
        checked(dependencies.shared_matrix(matrix.matrix(scoped, Order.LOAD, groups(scoped)))), "text"
    )
    yield from of_columns(checked(dependencies.task_columns(combinations.task_columns(scoped))))
    positions = brokerage.positions(scoped, random_plans.draw(scoped, draws=2))
    yield from numbered(checked(random_ranges(positions)), None)
    yield from of_picture(network.node_link(graph, Counting.FULL))
    yield from of_picture(network.departments_and_tasks(collaboration.two_mode(scoped)))
    for department in list(graph)[:FEW]:
        yield from of_picture(network.surroundings(graph, department, Counting.FULL))


def meetings(plan: Plan, scoped: ScopedPlan) -> Iterator[Shown]:
    """What the charts of meetings and deadlines show."""
    items = agenda.items(scoped, Rules(Sharing.ANY))
    numbers = dict(zip(plan.tasks["task_id"], plan.tasks["number"], strict=True))
    begins = datetime.combine(date(2020, 6, 1), time(9))
    yield from numbered(checked(presence(timetable(items, items.task_ids, begins), numbers)), 1)
    yield from numbered(checked(seats(coverage.meetings(scoped, 6))), None)
    dated = targets.deadlines(targets.stated(plan, scoped), date(2023, 6, 1))
    yield from numbered(checked(time_line(dated, date(2023, 6, 1))), 1)


def slides(plan: Plan, scoped: ScopedPlan) -> Iterator[Shown]:
    """What the slides show: bars, rows of ties and of tasks, the network."""
    for slide in topics(plan, scoped, Choice(departments=leading_departments(scoped, FEW))):
        body = slide.body
        if isinstance(body, Bars):
            yield from points(checked(briefing.bars(body)))
        elif isinstance(body, Network):
            yield from of_picture(briefing.network(body))
        elif isinstance(body, Rows):
            held = body.columns.index("共同承担数") if "共同承担数" in body.columns else None
            for row, mark in zip(body.rows, body.marks, strict=True):
                yield Shown(str(mark), 1 if held is None else int(row[held]))


Drawing = Callable[[Plan, ScopedPlan], Iterator[Shown]]
DRAWINGS: tuple[Drawing, ...] = (loads, ties, meetings, slides)
HAND = plan_of(
    [
        ("1", "一", ["甲", "乙"]),
        ("2", "一", ["甲"]),
        ("3", "二", ["乙", "丙局一处", "丙局二处"]),
        ("4", None, ["甲", "乙"]),
        ("5", None, []),
        ("6", "二", ["各庭", "丙局二处"]),
        ("7", "二", ["丁"]),
    ],
    parents={"丙局一处": "丙局", "丙局二处": "丙局"},
    collectives={"各庭": ["甲", "戊"]},
    targets=[("2", "deadline", "2023-12-31"), ("6", "percent", "45%")],
)
SCOPES = [Scope(level=level, collectives=collectives) for level in Level for collectives in Collectives]


def check(plan: Plan, scope: Scope, drawing: Drawing) -> None:
    """Every mark of a drawing stands for the tasks that the plan holds for it, as many as are shown there."""
    scoped, lists = select(plan, scope), lists_of(plan, scope)
    drawn = list(drawing(plan, scoped))
    assert {one.number for one in drawn if not one.mark} <= {0}  # a bar of no task has none
    shown = [one for one in drawn if one.mark]
    marks = {one.mark: mark for one in shown if (mark := read_mark(one.mark))}
    assert len(marks) == len({one.mark for one in shown})
    behind = {text: counted(plan, scope, mark) for text, mark in marks.items()}
    assert {text: tasks_behind(scoped, mark) for text, mark in marks.items()} == behind
    numbers: dict[Counting, dict[str, float]] = {
        Counting.FULL: {text: len(tasks) for text, tasks in behind.items()},
        Counting.FRACTIONAL: {
            text: sum(1 / (len(lists[task]) or 1) for task in tasks) for text, tasks in behind.items()
        },
    }
    told = [one for one in shown if one.number is not None]
    assert [one.number for one in told] == pytest.approx(
        [numbers[one.counting][one.mark] for one in told], abs=0.0051
    )
    assert len(told) > 1


@pytest.mark.parametrize("drawing", DRAWINGS)
@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: f"{scope.level}-{scope.collectives}")
def test_marks_of_a_small_plan(scope: Scope, drawing: Drawing) -> None:
    check(HAND, scope, drawing)


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_marks_of_the_first_document(plan: Plan, drawing: Drawing) -> None:
    check(plan, Scope(), drawing)


@given(LISTS, st.data())
def test_a_mark_stands_for_the_tasks_that_fulfil_it(lists: list[list[str]], data: st.DataObject) -> None:
    numbers = [str(n) for n in range(1, len(lists) + 1)]
    sections = [data.draw(st.sampled_from([None, "一", "二"])) for _ in lists]
    plan = plan_of(list(zip(numbers, sections, lists, strict=True)), departments=DEPARTMENTS)
    mark = Mark(
        tuple(data.draw(st.lists(st.sampled_from([*DEPARTMENTS, "没有"]), max_size=2))),
        data.draw(st.sampled_from([None, "", "一", "二", "没有"])),
        data.draw(st.sampled_from(Sharing)),
        data.draw(st.none() | st.lists(st.sampled_from([*numbers, "没有"])).map(tuple)),
    )
    assert tasks_behind(select(plan, Scope()), mark) == counted(plan, Scope(), mark)


# ── places in the source ────────────────────────────────────────────────────────────────────────────────────


def test_places_of_a_text_that_lacks_passages_and_breaks_of_its_source() -> None:
    source = "一、1. 完善\n 机制（责任部门：甲）。达到 95%以上"
    text = "完善机制。达到95%以上"
    assert places_in(text, source, 2, len(source)) == [5, 6, 9, 10, 19, 20, 21, 23, 24, 25, 26, 27]
    assert "".join(source[at] for at in places_in(text, source, 2, len(source))) == text


def test_a_space_that_was_added_stands_where_the_next_sign_does() -> None:
    assert places_in("AI OS", "AI\nOS", 0, 5) == [0, 1, 3, 3, 4]
    assert places_in("", "AI", 0, 2) == []
    assert places_in("AI", "", 0, 0) == [0, 0]


@given(st.lists(st.tuples(st.text("甲乙丙 \n", max_size=8), st.booleans()), max_size=8), st.integers(0, 3))
@settings(max_examples=300)
def test_places_rise_and_hold_the_signs_of_the_text(passages: list[tuple[str, bool]], before: int) -> None:
    source = "甲" * before + "".join(passage for passage, _ in passages)
    text = "".join("".join(passage.split()) for passage, kept in passages if kept)
    places = places_in(text, source, before, len(source))
    assert "".join(source[at] for at in places) == text
    assert all(one < other for one, other in pairwise(places))
    assert all(at >= before for at in places)


def test_every_task_of_the_first_document_is_found_in_its_source(plan: Plan) -> None:
    source = dict(zip(plan.documents["document_id"], plan.documents["source"], strict=True))
    for task in each_row(plan.tasks):
        places = places_in(task.text, source[task.document_id], task.start, task.end)
        assert "".join(source[task.document_id][at] for at in places) == task.text
        assert places == sorted(places)
