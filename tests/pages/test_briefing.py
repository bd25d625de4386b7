"""会议汇报: parts chosen and ordered, slides turned, tasks behind a click, what a link brings back."""

import re
from html import unescape
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from analytics.evidence import Mark, read_mark
from analytics.slides.presentation import PART_LABELS, Length, Part
from data.store.departments import department_id_of
from data.store.opening import open_store
from data.store.templates import keep_template
from tests.pages.conftest import ROOT, choose, go, press


def html(app) -> str:
    return "".join(block.proto.body for block in app.get("html"))


def shown(app) -> str:
    """The title of the slide on the screen."""
    return re.findall(r'class="slide-(?:title|cover)">(?:<h1>)?([^<]+)', html(app))[0]


def button(app, label):
    return next(one for one in app.button if one.label == label)


def test_it_starts_with_the_cover_of_all_parts(visit):
    app = visit("briefing", length="全部")
    assert app.title[0].value == "会议汇报"
    assert shown(app) == "2023年全省法院司法改革工作要点"
    assert "吉林省高级人民法院办公室" in html(app)
    assert app.multiselect(key="at_parts").value == list(Part)


def test_buttons_turn_the_slides_and_stop_at_both_ends(visit):
    app = visit("briefing", length="全部")
    button(app, "下一页").click().run()
    assert shown(app) == "总体情况"
    button(app, "下一页").click().run()
    assert shown(app) == "参与数与分担数（1/3）"
    for _ in range(3):
        button(app, "上一页").click().run()
    assert shown(app) == "2023年全省法院司法改革工作要点"
    assert app.number_input(key="at_slide").value == 1


def test_the_slide_stays_where_the_presentation_becomes_longer_or_shorter(visit):
    app = visit("briefing", length="全部", slide="4")
    assert shown(app) == "参与数与分担数（2/3）"
    length = next(group for group in app.button_group if group.label == "长短")
    length.set_value(Length.SHORT).run()
    assert not app.exception
    assert shown(app).startswith("参与数与分担数")
    assert app.query_params["slide"] == "3"
    parts = app.multiselect(key="at_parts")
    parts.set_value([part for part in parts.value if part is not Part.COVER]).run()
    assert shown(app).startswith("参与数与分担数")
    assert app.query_params["slide"] == "2"


def test_the_show_ends_where_it_is(visit):
    app = visit("briefing", length="全部", present="true", slide="3")
    button(app, "结束放映").click().run()
    assert not app.toggle(key="at_present").value
    assert app.number_input(key="at_slide").value == 3


def test_a_link_brings_back_parts_slide_and_scope(visit):
    app = visit(
        "briefing",
        length="全部",
        parts=[PART_LABELS[Part.TARGETS], PART_LABELS[Part.COVER]],
        slide="2",
        level="部门",
    )
    assert app.multiselect(key="at_parts").value == [Part.TARGETS, Part.COVER]
    assert shown(app) == "目标与时限（2/2）"
    assert "层级：部门" in html(app)


def test_parts_move_up_and_down(visit):
    app = visit("briefing", length="全部")
    for at in (0, 1):  # behind 进展, of which nothing is reported, then behind 部门负荷
        app.button(key=f"arrow_downward_cover_{at}").click().run()
    assert app.multiselect(key="at_parts").value[:3] == [Part.PROGRESS, Part.WORKLOAD, Part.COVER]
    assert shown(app) == "2023年全省法院司法改革工作要点"  # the slide that was shown, now behind them
    assert int(app.query_params["slide"]) > 1
    for at in (2, 1):
        app.button(key=f"arrow_upward_cover_{at}").click().run()
    assert app.multiselect(key="at_parts").value == list(Part)
    assert app.number_input(key="at_slide").value == 1


def test_the_short_presentation_is_what_is_shown_first(visit):
    app = visit("briefing")
    assert app.number_input(key="at_slide").max == 6
    assert "集中程度" not in html(app)


def test_a_slide_that_no_longer_exists_gives_the_last(visit):
    app = visit("briefing", length="全部", slide="30")
    assert app.number_input(key="at_slide").value == 30
    app.multiselect(key="at_parts").set_value([Part.COVER, Part.NETWORK]).run()
    assert app.number_input(key="at_slide").value == 3
    assert shown(app) == "有两项及以上共同任务的部门"


@pytest.mark.parametrize("slide", ["999", "9" * 400, "0" * 400 + "1000"])
def test_a_link_beyond_the_last_slide_opens_the_last(visit, slide):
    app = visit("briefing", length="全部", slide=slide)
    last = int(app.number_input(key="at_slide").max)
    assert app.number_input(key="at_slide").value == last
    assert app.query_params["slide"] == str(last)
    assert shown(app).startswith("目标与时限")
    button(app, "上一页").click().run()
    assert app.number_input(key="at_slide").value == last - 1


def test_without_parts_it_says_so(visit):
    app = visit("briefing", length="全部")
    app.multiselect(key="at_parts").set_value([]).run()
    assert "没有选择要放映的部分。" in [text.value for text in app.text]


@pytest.mark.parametrize(("way", "number"), [("位次前五", 5), ("全部部门", 28), ("自选", 0)])
def test_pages_of_departments_are_chosen(visit, way, number):
    app = visit(
        "briefing",
        length="全部",
        parts=[PART_LABELS[Part.COVER], PART_LABELS[Part.DEPARTMENTS]],
        pages_of=way,
    )
    last = app.number_input(key="at_slide").max
    assert (last == 1) if number == 0 else (last > 2 * number)


def test_a_clicked_bar_opens_its_tasks_and_turning_the_slide_closes_them(visit):
    app = visit("briefing", length="全部", slide="3")
    choose(app, str(Mark((department_id_of("审判管理办公室"),))))
    assert html(app).count('<article class="task">') == 10
    button(app, "下一页").click().run()
    assert "mark" not in app.query_params
    assert html(app).count('<article class="task">') == 0


def test_a_mark_of_another_page_does_not_open_over_the_slides(visit):
    app = visit("workload", mark=str(Mark((department_id_of("研究室"),))))
    go(app, "briefing")
    assert html(app).count('<article class="task">') == 0
    go(app, "overview")
    assert "mark" not in app.query_params


def test_numbers_in_a_table_lead_to_the_tasks(visit):
    app = visit("briefing", length="全部", parts=PART_LABELS[Part.JOINT], level="部门")
    links = re.findall(r'<td><a class="in-app" href="([^"]+)"', html(app))
    assert links
    said = [parse_qs(link.removeprefix("?").replace("&amp;", "&")) for link in links]
    assert all(one["level"] == ["部门"] and read_mark(one["mark"][0]).tasks for one in said)
    app.query_params["mark"] = said[0]["mark"]
    app.run()
    assert html(app).count('<article class="task">') == len(read_mark(said[0]["mark"][0]).tasks)


def test_what_was_chosen_is_there_when_the_page_is_opened_again(visit):
    app = visit(
        "briefing",
        length="全部",
        parts=[PART_LABELS[Part.TARGETS], PART_LABELS[Part.COVER]],
        slide="2",
        present="true",
    )
    go(app, "overview")
    assert "slide" not in app.query_params
    go(app, "briefing")
    assert app.multiselect(key="at_parts").value == [Part.TARGETS, Part.COVER]
    assert app.number_input(key="at_slide").value == 2
    assert not app.toggle(key="at_present").value


@pytest.mark.parametrize("slide", ["-1", "zwei", "0", "１", ""])
def test_a_slide_that_is_none_gives_the_first(visit, slide):
    app = visit("briefing", length="全部", slide=slide)
    assert app.number_input(key="at_slide").value == 1


def test_every_slide_draws(visit):
    app = visit("briefing", length="全部")
    for slide in range(2, int(app.number_input(key="at_slide").max) + 1):
        app.number_input(key="at_slide").set_value(slide).run()
        assert not app.exception
        assert shown(app)


def test_the_template_is_told_with_who_kept_it_and_removed(own_store):
    with open_store(own_store, build=True) as store:
        keep_template(store, "院.pptx", b"1", "虚构经办人")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page("pages/meeting/briefing.py")
    app.run()
    assert any("“院.pptx”，虚构经办人" in unescape(one.value) for one in app.caption)
    press(app, "不再用模板")
    assert [one.value for one in app.success] == ["模板已移除，以后导出的演示文稿用看板自己的样式"]
    assert any(one.value.startswith("没有存模板") for one in app.caption)


def test_what_is_taken_away(visit):
    app = visit("briefing", length="全部")
    assert [one.proto.label for one in app.get("download_button")] == [
        "PPTX",
        "台账",
        "分部门台账",
        "汇报材料 Word",
        "汇报材料 PDF",
    ]
    app.session_state["handout_department"] = department_id_of("研究室")
    app.run()
    assert [one.proto.label for one in app.get("download_button")][-2:] == ["部门材料 Word", "部门材料 PDF"]
