"""A picture as it is drawn, merged, finished, and shown with what is chosen."""

import pytest
from plotly.io import templates

from analytics.charts.figure import Figure
from analytics.charts.finished import finished
from analytics.charts.theme import INK, door
from analytics.evidence import Mark
from tests.figures import checked

FIRST, SECOND = str(Mark(("甲",))), str(Mark(("乙",)))


def two_dots() -> Figure:
    figure = Figure()
    figure.add_scatter(x=[1, 2], y=[0, 1], mode="markers", customdata=[FIRST, SECOND])
    figure.add_bar(x=[3], y=["丙"], textposition="inside")
    return figure


def test_what_is_said_again_is_said_anew_part_by_part():
    figure = Figure()
    figure.update_layout(height=300, margin={"t": 10, "l": 5}, xaxis2={"range": [0, 1]})
    figure.update_layout(height=None, margin={"t": 20}, font={"size": 14})
    figure.update_xaxes(fixedrange=True)
    figure.update_xaxes(range=[1, 2])
    figure.add_shape(type="line", x0=0, x1=1)
    figure.add_shape(type="rect", x0=0, x1=2)
    figure.add_annotation(text="甲")
    assert figure.to_dict() == {
        "data": [],
        "layout": {
            "margin": {"t": 20, "l": 5},
            "xaxis2": {"range": [1, 2], "fixedrange": True},
            "font": {"size": 14},
            "xaxis": {"fixedrange": True, "range": [1, 2]},
            "shapes": [{"type": "line", "x0": 0, "x1": 1}, {"type": "rect", "x0": 0, "x1": 2}],
            "annotations": [{"text": "甲"}],
        },
    }


def test_one_picture_does_not_change_another():
    axis = {"tickfont": {"size": 12}}
    first, second = Figure(), Figure()
    for figure, size in ((first, 13), (second, 14)):
        figure.update_layout(xaxis=axis)
        figure.update_xaxes(tickfont={"size": size})
    assert (first.layout["xaxis"], second.layout["xaxis"], axis) == (
        {"tickfont": {"size": 13}},
        {"tickfont": {"size": 14}},
        {"tickfont": {"size": 12}},
    )


def test_a_picture_that_plotly_does_not_know_is_told():
    assert checked(two_dots()).data[1].textposition == "inside"
    wrong = two_dots()
    wrong.add_scatter(x=[1], no_such_part=1)
    with pytest.raises(ValueError, match="no_such_part"):
        checked(wrong)


def test_a_finished_picture_has_the_ink_of_its_theme_and_the_template_of_the_moment():
    drawn = finished(two_dots(), "dark").to_dict()
    ink = {"color": INK["dark"]}
    assert drawn["data"][0]["unselected"] == {"marker": {"opacity": 0.4}, "textfont": ink}
    assert [drawn["layout"][axis] for axis in ("xaxis", "yaxis")] == [
        {"tickfont": ink, "title": {"font": ink}}
    ] * 2
    assert (
        drawn["layout"]["template"]["layout"].keys()
        == templates[templates.default].layout.to_plotly_json().keys()
    )


def test_equal_pictures_are_known_by_one_digest_and_others_are_not():
    light, again, dark = (finished(two_dots(), theme) for theme in ("light", "light", "dark"))
    assert light.digest == again.digest != dark.digest
    assert light.nbytes > len(str(light.to_dict()["data"]))


def test_what_is_chosen_is_drawn_as_chosen_in_a_copy():
    plain = finished(two_dots(), "light")
    shown = plain.with_chosen(SECOND)
    assert plain.marks == (FIRST, SECOND)
    assert [trace.get("selectedpoints") for trace in shown.to_dict()["data"]] == [[1], None]
    assert [trace.get("selectedpoints") for trace in plain.to_dict()["data"]] == [None, None]
    assert plain.with_chosen(str(Mark(("丁",)))) is plain


def test_a_chosen_row_or_head_of_a_column_shows_its_cells():
    cells = [str(Mark((name,), section)) for name, section in (("甲", "一"), ("甲", "二"), ("乙", "二"))]
    figure = Figure()
    figure.add_scatter(x=[0, 0], y=[0, 1], customdata=[FIRST, SECOND])
    figure.add_scatter(x=[1, 2, 2], y=[0, 0, 1], customdata=[[cell] for cell in cells])
    of_sections = [Mark(section=section) for section in ("一", "二", "三")]
    heads = [str(mark) for mark in of_sections]
    figure.update_layout(xaxis={"ticktext": [door(str(mark.section), mark) for mark in of_sections]})
    drawn = finished(figure, "light")
    assert drawn.marks == (FIRST, SECOND, *cells, *heads)

    def chosen(mark: str) -> list[list[int]]:
        return [trace["selectedpoints"] for trace in drawn.with_chosen(mark).to_dict()["data"]]

    assert chosen(FIRST) == [[0], [0, 1]]
    assert chosen(heads[1]) == [[], [1, 2]]
    assert chosen(cells[1]) == [[], [1]]
    assert drawn.with_chosen(heads[2]) is drawn  # nothing is of it: then nothing steps back


def test_numbers_on_bars_that_step_back_are_in_ink():
    figure = Figure()
    figure.add_bar(
        x=[3, 4],
        y=["甲", "乙"],
        textposition="inside",
        textfont={"color": "white", "size": 14},
        customdata=[FIRST, SECOND],
    )
    (bars,) = finished(figure, "dark").with_chosen(SECOND).to_dict()["data"]
    assert bars["textfont"] == {"color": [INK["dark"], "white"], "size": 14}


def test_a_mark_of_every_point_lets_none_step_back():
    figure = Figure()
    figure.add_scatter(x=[0], y=[0], customdata=[str(Mark(("甲", "乙")))])
    figure.update_layout(yaxis={"ticktext": [door("甲", Mark(("甲",)))]})
    drawn = finished(figure, "light")
    assert drawn.with_chosen(FIRST) is drawn
