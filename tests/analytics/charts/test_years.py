"""Departments of two years on one scale."""

from analytics.charts.marks import marks_of
from analytics.charts.years import count_changes
from analytics.scope import Scope, select
from analytics.years.departments import departments_of_both
from tests.analytics.years.test_comparison import two
from tests.figures import checked
from tests.plans import plan_of


def test_each_year_has_its_sign_and_a_department_that_is_not_named_has_none() -> None:
    figure = checked(count_changes(departments_of_both(*two()), ("2030年", "2031年")))
    _, before, after, texts = figure.data[:4]
    assert (list(before.x), list(after.x)) == ([1, 1, None, 1], [3, 2, 1, None])
    assert list(texts.text) == ["　1 → 3", "　1 → 2", "　0 → 1", "　1 → 0"]
    assert (before.marker.symbol, after.marker.symbol, figure.data[6].marker.symbol) == (
        "line-ns",
        "circle",
        "circle-open",
    )
    assert len(marks_of(figure)) == 4


def test_two_empty_years_are_an_empty_figure() -> None:
    nothing = select(plan_of([]), Scope())
    assert marks_of(checked(count_changes(departments_of_both(nothing, nothing), ("2030年", "2031年")))) == ()
