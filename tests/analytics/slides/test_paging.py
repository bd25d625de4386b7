"""Slides that fit: nothing is lost, nothing is too high; the texts are invented."""

from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence import Mark
from analytics.findings.sentences import say
from analytics.slides.paging import COLUMN_MARGIN, MARGIN, SCREEN, Room, fitting, lines_of, paged, width
from analytics.slides.presentation import Bars, Part, Rows, Series, Slide, Tile

TEXTS = st.text("长a 1，", max_size=900)


def table_of(*rows: str) -> Slide:
    body = Rows(
        ("序号", "任务"),
        (0.2, 0.8),
        tuple((str(n), row) for n, row in enumerate(rows)),
        tuple(Mark(tasks=(str(n),)) for n in range(len(rows))),
    )
    return Slide(Part.JOINT, "表", body=body)


def height(body: Rows, room: Room) -> float:
    capacities = [max(2.0, share * room.line - COLUMN_MARGIN) for share in body.shares]
    return sum(MARGIN + max(map(lines_of, row, capacities)) for row in (body.columns, *body.rows))


@given(st.lists(TEXTS, max_size=12), st.sampled_from([SCREEN, Room(48, 12)]))
def test_tables_lose_nothing_and_fit(texts, room):
    made = paged([table_of(*texts)], room)
    assert "".join(row[1] for slide in made for row in slide.body.rows) == "".join(texts)
    assert all(height(slide.body, room) <= room.lines + 1e-9 for slide in made)


def test_a_row_too_high_for_a_slide_goes_on_below():
    made = paged([table_of("短", "长" * 1500, "末")])
    assert [slide.title for slide in made] == ["表（1/4）", "表（2/4）", "表（3/4）", "表（4/4）"]
    assert [[row[0] for row in slide.body.rows] for slide in made] == [["0"], ["1"], [""], ["", "2"]]
    first, second, third = (Mark(tasks=(task,)) for task in "012")
    assert [slide.body.marks for slide in made] == [(first,), (second,), (second,), (second, third)]


def test_rows_are_spread_over_the_slides_evenly():
    made = paged([table_of(*["短"] * 13)])
    assert [len(slide.body.rows) for slide in made] == [7, 6]
    uneven = paged([table_of(*["长" * 300] * 2, *["短"] * 8)], Room(62, 19))
    assert [len(slide.body.rows) for slide in uneven] == [2, 8]


@given(st.integers(1, 60), st.booleans())
def test_bars_keep_their_order_and_one_scale(number, stacked):
    values = tuple(float(n) for n in range(number, 0, -1))
    names = tuple(f"部门{n}" for n in range(number))
    marks = tuple(Mark((name,)) for name in names)
    bars = Bars("部门", names, (Series("甲", values, marks), Series("乙", values, marks)), stacked)
    made = [slide.body for slide in paged([Slide(Part.WORKLOAD, "图", body=bars)])]
    assert sum((one.categories for one in made), ()) == names
    assert sum((one.series[1].values for one in made), ()) == values
    assert sum((one.series[1].marks for one in made), ()) == marks
    assert {one.longest for one in made} == {number * (2.0 if stacked else 1.0)}
    assert max(len(one.categories) for one in made) - min(len(one.categories) for one in made) <= len(made)
    assert max(len(one.categories) for one in made) * (1.2 if stacked else 1.7) <= SCREEN.lines


def test_sentences_go_on_and_figures_stand_once():
    findings = tuple(say("句" * 90) for _ in range(20))
    made = paged([Slide(Part.WORKLOAD, "总体情况", findings, (Tile("任务", "20项"),))])
    assert sum((slide.findings for slide in made), ()) == findings
    assert [len(slide.tiles) for slide in made] == [1] + [0] * (len(made) - 1)
    assert len(made) > 1


def test_slides_without_much_are_left_as_they_are():
    slides = (Slide(Part.COVER, "题"), Slide(Part.TARGETS, "目标", (say("无。"),)), table_of("一"))
    assert [(slide.title, slide.findings) for slide in paged(slides)] == [
        (slide.title, slide.findings) for slide in slides
    ]


def test_sentences_that_fit_are_counted_from_the_first():
    assert fitting(["句" * 46, "句" * 46, "句"], 1, 6.0, SCREEN) == 1
    assert fitting(["句", "句"], 1, SCREEN.lines, SCREEN) == 2
    assert fitting([], 1, 3.0, SCREEN) == 0


def test_a_chinese_character_is_one_wide():
    assert (width("长长"), lines_of("长" * 11, 10), lines_of("", 10)) == (2.0, 2, 1)
    assert 0.5 < width("a") < 0.7
