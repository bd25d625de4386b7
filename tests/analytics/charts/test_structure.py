"""列名结构 as dots."""

from analytics.charts.structure import list_structure
from analytics.ties.structure import by_department
from tests.analytics.scopes import scoped_of


def test_who_opens_no_joint_list_has_a_dot_and_who_is_on_none_has_not() -> None:
    figure = list_structure(by_department(scoped_of("甲乙", "甲丙", "丁")))
    names = figure.layout["yaxis"]["ticktext"]
    share = figure.data[-1]
    assert [(names[row], text) for row, text in zip(share["y"], share["text"], strict=True)] == [
        ("甲", " 2/2"),
        ("乙", " 0/1"),
        ("丙", " 0/1"),
    ]
    assert all(share["customdata"])
