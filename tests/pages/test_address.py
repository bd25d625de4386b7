"""The URL and fast clicks: a choice is not lost where the next one is sent before the browser knows of it."""

from analytics.scope import Counting, Level
from tests.pages.conftest import go


def pick(app, key, value):
    next(group for group in app.button_group if group.key == key).set_value(value)


def test_of_two_fast_choices_none_is_lost(visit):
    app = visit("workload")
    pick(app, "at_level", Level.PARENT)
    app.run()
    assert app.query_params["level"] == "部门"
    del app.query_params["level"]  # the browser sends the next choice before it has heard of this one
    pick(app, "at_counting", Counting.FRACTIONAL)
    app.run()
    assert not app.exception
    assert dict(app.query_params) == {"level": "部门", "counting": "分担数"}


def test_a_link_on_the_same_page_counts_after_a_choice(visit):
    app = visit("workload")
    pick(app, "at_level", Level.PARENT)
    app.run()
    del app.query_params["level"]
    app.run()
    assert next(group.value for group in app.button_group if group.key == "at_level") == Level.OFFICE
    assert "level" not in app.query_params
    app.query_params["level"] = "部门"
    app.run()
    assert next(group.value for group in app.button_group if group.key == "at_level") == Level.PARENT
    go(app, "network")
    assert next(group.value for group in app.button_group if group.key == "at_level") == Level.PARENT


def test_of_fast_choices_of_one_thing_the_last_counts_whichever_of_them_the_browser_has_heard_of(visit):
    app = visit("workload", level="部门")
    for level in (Level.OFFICE, Level.PARENT):
        pick(app, "at_level", level)
        app.run()
    del app.query_params["level"]  # it has heard of the first, not of the second
    pick(app, "at_counting", Counting.FRACTIONAL)
    app.run()
    assert dict(app.query_params) == {"level": "部门", "counting": "分担数"}


def test_a_link_counts_before_a_widget_that_was_sent_as_it_stood_before_the_last_link(visit):
    app = visit("briefing", present="true", slide="4")
    app.query_params["slide"] = "3"
    app.run()
    app.query_params["slide"] = "2"  # the browser has not drawn the third slide yet, its field says 4
    app.number_input(key="at_slide").set_value(4)
    app.run()
    assert not app.exception
    assert app.query_params["slide"] == "2"
    assert app.number_input(key="at_slide").value == 2
