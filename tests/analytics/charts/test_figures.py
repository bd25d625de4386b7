"""What a figure draws: every mark where the frame says, every point that can be clicked with its mark as text."""

import re
from datetime import date

import pandas as pd
import pytest

from analytics.charts import network, profile, theme
from analytics.charts import workload as charts
from analytics.charts.concentration import lorenz_curve
from analytics.charts.finished import BACK, finished
from analytics.charts.section_columns import name_lines
from analytics.charts.targets import time_line
from analytics.evidence import Mark
from analytics.loads import concentration, targets, workload
from analytics.safe.html import as_plotly
from analytics.scope import Counting, Scope, select
from analytics.task_list import Sharing
from analytics.ties import collaboration
from tests.figures import checked
from tests.plans import plan_of

PLAN = plan_of(
    [("1", "一", ["甲", "乙"]), ("2", "二", ["甲"]), ("3", "二", ["丙"])],
    targets=[("1", "deadline", "2023-12-31")],
)
SECTIONS = pd.DataFrame(
    {"section_id": ["一", "二"], "short_name": ["一", "二"], "title": ["第一", "第二"], "tasks": [1, 2]}
)


@pytest.fixture
def scoped():
    return select(PLAN, Scope())


def marks(departments, *, sharing=Sharing.ANY):
    return [str(Mark((department,), sharing=sharing)) for department in departments]


def doors(texts):
    """Labels, and the marks that they are the way to."""
    found = [re.fullmatch(r'<a href="\?mark=(?P<mark>[^"]*)">(?P<text>.*)</a>', text) for text in texts]
    return [(one["text"], one["mark"]) for one in found]


def trace(figure, name):
    return next(one for one in figure.data if one.name == name)


def test_dots_of_both_counts_stand_on_one_row(scoped):
    figure = checked(charts.load_dots(workload.by_department(scoped)))
    full, fractional = trace(figure, "参与数"), trace(figure, "分担数")
    assert doors(figure.layout.yaxis.ticktext) == list(zip("甲丙乙", marks("甲丙乙"), strict=True))
    assert list(full.customdata) == list(fractional.customdata) == marks("甲丙乙")
    assert list(full.x) == [2, 1, 1]
    assert list(fractional.x) == [1.5, 1.0, 0.5]
    assert list(full.text) == ["参与数 2", "1", "1"]  # the first row tells which dot is which
    assert list(fractional.text) == ["分担数 1.50", "", "0.50"]
    assert [one.marker.color == "rgba(0,0,0,0)" for one in (full, fractional)] == [False, True]


@pytest.mark.parametrize("lists", [["甲乙", "甲乙丙", "丙"], ["甲", "乙丙丁戊"], ["甲"] * 11 + ["甲乙"] * 3])
def test_what_stands_left_of_a_dot_is_not_over_a_name(lists):
    every = select(plan_of([(str(n), None, list(own)) for n, own in enumerate(lists)]), Scope())
    figure = checked(charts.load_dots(workload.by_department(every)))
    start, end = figure.layout.xaxis.range
    dots, narrowest = trace(figure, "分担数"), 185
    needed = [8 + sum(13 if sign > "9" else 4 if sign == "." else 7 for sign in text) for text in dots.text]
    left = [narrowest * (x - start) / (end - start) for x in dots.x]
    assert [
        (text, room) for text, room, own in zip(dots.text, left, needed, strict=True) if text and room < own
    ] == []


@pytest.mark.parametrize(("most", "step"), [(1, 1), (3, 1), (8, 1), (11, 2), (40, 5), (41, 10), (900, 200)])
def test_an_axis_of_counts_has_whole_ticks(most, step):
    every = select(plan_of([(str(n), None, ["甲"]) for n in range(most)]), Scope())
    axis = checked(charts.load_dots(workload.by_department(every))).layout.xaxis
    assert (list(axis.tickvals), axis.tickformat) == (list(range(0, most + 1, step)), "d")


def test_a_rank_by_the_other_count_is_told_where_no_tie_explains_it():
    lists = ["甲乙丙", "甲乙丙", "甲乙丙", "丙", "丁", "丁", "戊己", "己"]
    plan = plan_of([(str(n), None, list(own)) for n, own in enumerate(lists)])
    table = workload.by_department(select(plan, Scope()))
    told = dict(zip(table["name"], checked(charts.load_dots_with_ranks(table)).data[-1].text, strict=True))
    ranks = dict(
        zip(table["name"], zip(table["full_rank"], table["fractional_rank"], strict=True), strict=True)
    )
    assert ranks == {"丙": (1, 1), "甲": (2, 4), "乙": (2, 4), "丁": (4, 1), "己": (4, 3), "戊": (6, 6)}
    assert told == {"丙": "1", "甲": "2 → 4", "乙": "2 → 4", "丁": "4 → 1", "己": "4 → 3", "戊": "6"}


def test_a_rank_leads_with_the_chosen_count_and_what_is_not_told_says_why():
    lists = ["甲", "甲", "乙", "乙丙", "丁"]
    table = workload.by_department(
        select(plan_of([(str(n), None, list(own)) for n, own in enumerate(lists)]), Scope())
    )
    table = table.sort_values("name", ignore_index=True)
    told = {}
    for counting in Counting:
        figure = checked(charts.load_dots_with_ranks(table, counting=counting))
        ranks = figure.data[-1]
        told[figure.layout.annotations[0].text] = dict(
            zip(table["name"], zip(ranks.text, ranks.hovertemplate, strict=True), strict=True)
        )
    end = "<extra></extra>"
    assert told == {
        "位次<br>参与→分担": {
            "甲": ("1", f"参与数第 1 位，分担数第 1 位{end}"),
            "乙": ("1", f"参与数第 1 位，分担数第 2 位，只在并列之内变动{end}"),
            "丙": ("3", f"参与数第 3 位，分担数第 4 位，只列名一项，不比{end}"),
            "丁": ("3", f"参与数第 3 位，分担数第 3 位{end}"),
        },
        "位次<br>分担→参与": {
            "甲": ("1", f"分担数第 1 位，参与数第 1 位{end}"),
            "乙": ("2", f"分担数第 2 位，参与数第 1 位，只在并列之内变动{end}"),
            "丙": ("4", f"分担数第 4 位，参与数第 3 位，只列名一项，不比{end}"),
            "丁": ("3", f"分担数第 3 位，参与数第 3 位{end}"),
        },
    }


def test_a_collective_name_is_told_to_have_no_rank():
    plan = plan_of([("1", None, ["甲", "各庭"])], collectives={"各庭": []})
    figure = checked(charts.load_dots_with_ranks(workload.by_department(select(plan, Scope()))))
    assert list(figure.data[-1].text) == ["1", "—"]


def test_cells_of_the_matrix_and_their_sums(scoped):
    figure = checked(
        charts.section_matrix(
            workload.by_department(scoped), workload.by_section(scoped), SECTIONS, Counting.FULL
        )
    )
    cells, sums = figure.data
    assert set(cells.textfont.color) == {"#ffffff"}  # each is the largest
    assert dict(zip(cells.customdata, cells.text, strict=True)) == {
        str(Mark((department,), section)): "1" for department, section in ("甲一", "乙一", "甲二", "丙二")
    }
    assert list(sums.text) == [f"<b>{n}</b>" for n in (2, 1, 1, 2, 2, 4)]
    heads = [
        f"{name}<br>{theme.door(f'{tasks}项', Mark(section=name))}" for name, tasks in (("一", 1), ("二", 2))
    ]
    assert list(figure.layout.xaxis.ticktext) == [*heads, "列名次数"]  # tasks, and namings
    assert sums.customdata is None  # namings are not tasks: no door
    assert figure.layout.yaxis.ticktext[-1] == "列名次数"


def test_sums_are_of_the_rows_that_are_shown(scoped):
    one = workload.by_department(scoped).head(1)
    figure = checked(charts.section_matrix(one, workload.by_section(scoped), SECTIONS, Counting.FULL))
    assert list(figure.data[1].text) == [f"<b>{n}</b>" for n in (2, 1, 1, 2)]


def test_alone_and_together_add_up(scoped):
    figure = checked(charts.alone_or_together(workload.by_department(scoped)))
    sole, joint = trace(figure, "独立承担"), trace(figure, "共同承担")
    assert list(sole.x) == [1, 1, 0]
    assert list(joint.x) == [1, 0, 1]
    assert list(sole.customdata) == [*marks("甲丙", sharing=Sharing.SOLE), ""]
    assert list(joint.customdata) == [
        *marks("甲", sharing=Sharing.JOINT),
        "",
        *marks("乙", sharing=Sharing.JOINT),
    ]
    assert list(figure.data[2].text) == ["共同 50%", "", "共同 100%"]
    legend = figure.layout.legend
    assert (legend.yref, legend.y, legend.yanchor) == ("container", 1, "top")  # seen before the bars


def test_lorenz_curve_ends_in_one(scoped):
    figure = checked(lorenz_curve(concentration.lorenz(workload.loads(scoped)), Counting.FULL))
    assert (figure.data[1].x[-1], figure.data[1].y[-1]) == (1.0, 1.0)


def test_bars_of_partners_and_sections(scoped):
    partners, sums = checked(profile.partners(collaboration.partners(scoped, "甲"), scoped.tasks, "甲")).data
    assert [(x, y) for x, y in zip(partners.x, partners.y, strict=True)] == [(0, 0)]
    assert list(partners.customdata) == [str(Mark(("甲", "乙"), tasks=("1",)))]
    assert (list(sums.text), list(sums.customdata)) == (["1 项"], [str(Mark(("甲", "乙")))])
    cells = workload.by_section(scoped)
    sections = checked(profile.sections(cells[cells["department_id"] == "甲"], SECTIONS, "甲")).data[0]
    assert list(sections.x) == [1, 1]
    assert list(sections.customdata) == [str(Mark(("甲",), section)) for section in "一二"]


def test_time_line_has_a_dot_for_each_dated_deadline(scoped):
    due = targets.deadlines(targets.stated(PLAN, scoped), date(2023, 10, 1))
    dots = checked(time_line(due, date(2023, 10, 1))).data[0]
    assert list(dots.x) == ["2023-12-31"]
    assert list(dots.customdata) == [str(Mark(tasks=("1",)))]


@pytest.mark.parametrize("day", [date(2023, 1, 1), date(2023, 6, 15), date(2024, 1, 1)])
def test_no_label_of_a_deadline_runs_through_the_line_of_the_day(day):
    ends = [f"2023-{month:02}-28" for month in range(1, 11)]
    plan = plan_of(
        [(str(n), None, ["甲"]) for n in range(10)],
        targets=[(str(n), "deadline", end) for n, end in enumerate(ends)],
    )
    due = targets.deadlines(targets.stated(plan, select(plan, Scope())), day)
    figure = checked(time_line(due, day))
    dots, (start, end) = figure.data[0], map(pd.Timestamp, figure.layout.xaxis.range)
    line = pd.Timestamp(day)
    for place, dot in zip(dots.textposition, map(pd.Timestamp, dots.x), strict=True):
        edges = (start, line) if dot < line else (line, end)
        rooms = {"middle left": dot - edges[0], "middle right": edges[1] - dot}
        assert rooms[place] == max(rooms.values()) > (end - start) / 5


def test_labels_of_deadlines_long_past_do_not_run_over_the_names_of_the_rows():
    days = ["2023-10-31", "2023-12-10", "2023-12-31"]
    plan = plan_of(
        [(str(n), None, ["甲"]) for n in range(3)],
        targets=[(str(n), "deadline", end) for n, end in enumerate(days)],
    )
    day = date(2026, 11, 28)
    due = targets.deadlines(targets.stated(plan, select(plan, Scope())), day)
    assert list(checked(time_line(due, day)).data[0].textposition) == ["middle right"] * 3


@pytest.mark.parametrize("counting", Counting)
def test_an_empty_scope_draws_nothing_and_does_not_fail(counting):
    empty = select(plan_of([]), Scope())
    by_department, by_section = workload.by_department(empty), workload.by_section(empty)
    for figure in (
        checked(charts.load_dots(by_department)),
        checked(charts.load_dots_with_ranks(by_department)),
        checked(charts.load_and_sections(by_department, by_section, SECTIONS[:0], counting)),
        checked(charts.section_matrix(by_department, by_section, SECTIONS[:0], counting)),
        checked(charts.alone_or_together(by_department)),
    ):
        assert sum(len(one.customdata) for one in figure.data if one.customdata is not None) == 0
    picture = network.node_link(collaboration.graph(empty), counting)
    assert (picture.node_marks, picture.edge_marks) == ((), ())


def test_network_draws_ties_in_the_order_of_the_frame(scoped):
    ties = collaboration.ties(scoped)
    edges = list(zip(ties["source_id"], ties["target_id"], strict=True))
    picture = network.node_link(collaboration.graph(scoped), Counting.FULL, "dark", edges)
    series = picture.option["series"][0]
    assert [(link["source"], link["target"], link["value"]) for link in series["links"]] == [("甲", "乙", 1)]
    assert [node["id"] for node in series["data"][:3]] == list(collaboration.graph(scoped))
    assert all(node["silent"] for node in series["data"][3:])


def test_names_are_no_markup():
    assert as_plotly("<b>甲</b> & $x$") == "&lt;b&gt;甲&lt;/b&gt; &amp; &#36;x&#36;"


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_text_and_marks_stand_out_in_both_themes(name):
    assert contrast(theme.INK[name], theme.PAPER[name]) >= 4.5
    marks = {theme.ACCENT, theme.SECOND, theme.SELECTED, *theme.KIND_COLORS.values()}
    assert {
        mark: round(contrast(mark, theme.PAPER[name]), 1)
        for mark in marks
        if contrast(mark, theme.PAPER[name]) < 3
    } == {}


def test_a_colour_means_one_thing():
    """Kinds of departments have colours that nothing else has; those without a kind are grey."""
    grey = {theme.QUIET}
    others = {theme.ACCENT, theme.SECOND, theme.SELECTED}
    kinds = [color for color in theme.KIND_COLORS.values() if color not in grey]
    assert len(kinds) == len(set(kinds)) == 6
    assert others.isdisjoint(kinds)


def test_text_takes_the_ink_of_the_theme(scoped):
    layout = finished(charts.load_dots(workload.by_department(scoped)), "dark").to_dict()["layout"]
    assert layout["font"]["color"] == layout["yaxis"]["tickfont"]["color"] == "#e6eaee"


def over(color: str, paper: str) -> str:
    """What a colour "rgba(…)" looks like on a paper, as "#rrggbb"."""
    if color.startswith("#"):
        return color
    red, green, blue, alpha = (
        float(part) for part in color.removeprefix("rgba(").removesuffix(")").split(",")
    )
    below = [int(paper[at : at + 2], 16) for at in (1, 3, 5)]
    mixed = [
        round(alpha * own + (1 - alpha) * under) for own, under in zip((red, green, blue), below, strict=True)
    ]
    return "#" + "".join(f"{part:02x}" for part in mixed)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("share", [0, 0.2, 0.5, 0.8, 0.96, 0.98, 1])
def test_a_number_can_be_read_on_every_tint(name, share):
    color = theme.number_color(share)
    on = theme.INK[name] if color == theme.INK["light"] else color
    assert contrast(on, over(theme.tint(share), theme.PAPER[name])) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("color", [theme.ACCENT, theme.SECOND, theme.QUIET])
def test_a_number_can_be_read_on_what_steps_back(name, color):
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    pale = over(f"rgba({red}, {green}, {blue}, {BACK})", theme.PAPER[name])
    assert contrast(theme.INK[name], pale) >= 4.5


@pytest.mark.parametrize("color", [theme.ACCENT, theme.SECOND, theme.QUIET, theme.SELECTED])
def test_white_numbers_can_be_read_on_bars(color):
    assert contrast("#ffffff", color) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
def test_numbers_stay_readable_when_another_bar_is_chosen(scoped, name):
    beside, *_ = finished(profile.sections(workload.by_section(scoped), SECTIONS, "甲"), name).to_dict()[
        "data"
    ]
    assert {beside[way]["textfont"]["color"] for way in ("selected", "unselected")} == {theme.INK[name]}
    on_bars = finished(charts.alone_or_together(workload.by_department(scoped)), name).to_dict()["data"][:2]
    assert {one["selected"]["textfont"]["color"] for one in on_bars} == {"white"}
    assert {one["unselected"]["textfont"]["color"] for one in on_bars} == {theme.INK[name]}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_numbers_in_cells_have_the_ink_of_the_theme_but_on_the_full_one(scoped, name):
    matrix = charts.section_matrix(
        workload.by_department(scoped), workload.by_section(scoped), SECTIONS, Counting.FULL
    )
    cells, _ = finished(matrix, name).to_dict()["data"]
    assert set(cells["textfont"]["color"]) <= {"#ffffff", theme.INK[name]}
    assert len(cells["textfont"]["color"]) == len(cells["text"])


def test_colour_tells_what_the_sentences_name(scoped):
    named = {Mark(("甲",)), Mark(("丙",), "二")}
    by_department, by_section = workload.by_department(scoped), workload.by_section(scoped)
    figure = checked(
        charts.load_and_sections(by_department, by_section, SECTIONS, Counting.FULL, named=named)
    )
    dots, cells = trace(figure, "参与数"), figure.data[-1]
    assert dict(zip(dots.customdata, dots.marker.color, strict=True)) == {
        mark: theme.ACCENT if mark == "d:%E7%94%B2" else theme.QUIET for mark in marks("甲丙乙")
    }
    accents = [
        mark
        for mark, color in zip(cells.customdata, cells.marker.color, strict=True)
        if color == theme.ACCENT
    ]
    assert accents == [str(Mark(("丙",), "二"))]


@pytest.mark.parametrize(
    ("name", "columns", "lines"),
    [("司法责任制", 6, ["司法责", "任制"]), ("党对司法改革绝对领导", 6, ["党对", "司法改", "革绝对", "领导"]), ("甲", 1, ["甲"]), ("诉讼制度改革", 2, ["诉讼制度", "改革"])],
)  # fmt: skip
def test_a_short_name_takes_lines_without_a_last_one_of_one_character(name, columns, lines):
    assert name_lines(name, SECTIONS.iloc[[0] * columns], 0.56) == lines
