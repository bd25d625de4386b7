"""议程编排: the page's figures, its switches, what a click shows, and what a stopped search leaves."""

import re
from datetime import date, datetime
from html import unescape

import pytest

from analytics.arrangements import agenda
from analytics.arrangements.agenda import Rules
from analytics.evidence import Mark
from analytics.task_list import Sharing
from data.store.departments import department_id_of
from pages.meeting import agenda_rules, arranging
from tests.pages.conftest import DOCUMENT, choose, go, html, link_texts, press, texts


def figures(app):
    """What the line of figures says: how many items, when it ends, who waits, for how long."""
    (line,) = re.findall('<p class="figures-line">(.*?)</p>', html(app))
    return re.findall("<span>(.*?)</span>", line)


def ends(app):
    return figures(app)[1].removesuffix(" 结束")


def labels(app):
    return [button.label for button in app.button]


def test_the_joint_tasks_in_the_best_order(visit):
    app = visit("agenda", meeting_day="2023-06-01")
    assert figures(app) == [
        "20 项议题",
        "10:40 结束",
        "23 个部门，5 个要等候",
        "等候 10 个时段（按文件次序 60 个）",
    ]
    assert "各部门等候合计50分钟；按文件次序为300分钟。" in link_texts(app)
    assert "没有等候更少的次序（最优）" in link_texts(app)
    order = next(frame.value for frame in app.dataframe if "次序" in frame.value)
    assert sorted(map(int, order["任务"])) == sorted(
        [2, 4, 9, 14, 15, 16, 20, 23, 24, 31, 35, 39, 41, 44, 46, 47, 48, 49, 50, 51]
    )
    visits = next(frame.value for frame in app.dataframe if "到会" in frame.value)
    assert (visits["等候时段"].sum(), visits["等候分钟"].sum()) == (10, 50)
    assert visits.set_index("部门").loc["研究室", "议题"] == 6


@pytest.mark.parametrize(
    ("query", "waiting", "ends"),
    [
        ({"agenda_sections": "同一部分相连"}, "19", "10:40"),
        ({"agenda_sections": "按文件次序相连"}, "45", "10:40"),
        ({"agenda_tasks": "全部任务", "agenda_sections": "按文件次序相连"}, "270", "13:25"),
        ({"level": "部门"}, "6", "10:05"),
        ({"item_minutes": "10", "meeting_start": "14:30"}, "10", "17:50"),
    ],
)
def test_switches(visit, query, waiting, ends):
    app = visit("agenda", **query)
    assert figures(app)[1] == f"{ends} 结束"
    assert figures(app)[3].startswith(f"等候 {waiting} 个时段")
    assert "没有等候更少的次序（最优）" in link_texts(app)


def test_chosen_tasks_leave_no_choice_among_tasks_until_they_are_let_go(visit):
    app = visit("agenda", discussed=f"t:{DOCUMENT}-t001,{DOCUMENT}-t014")
    (told,) = [one.value for one in app.info if "只议" in one.value]
    assert told == "只议 2 项：第 1、14 项。"
    assert figures(app)[0] == "2 项议题"
    assert "议题" not in [control.label for control in app.button_group]
    press(app, "不再只议这几项")
    assert figures(app)[0] == "20 项议题"
    (choice,) = [control for control in app.button_group if control.label == "议题"]
    assert choice.value == Sharing.JOINT


def test_a_meeting_into_the_night_says_so(visit):
    assert not visit("agenda").warning
    app = visit("agenda", item_minutes="30", meeting_start="14:30")
    assert ends(app) == "次日 00:30"
    assert "到次日 00:30才结束" in app.warning[0].value
    order = next(frame.value for frame in app.dataframe if "次序" in frame.value)
    assert order["结束"].tolist()[-2:] == ["次日 00:00", "次日 00:30"]


def test_the_day_of_a_link_is_kept_and_a_link_says_its_day_tomorrow_too(visit):
    app = visit("agenda", meeting_day="2023-06-01")
    assert app.date_input[0].value == date(2023, 6, 1)
    assert app.query_params["meeting_day"] == "2023-06-01"
    go(app, "overview")
    go(app, "agenda")
    assert app.date_input[0].value == date(2023, 6, 1)
    for said in ({}, {"meeting_day": "gestern"}):
        app = visit("agenda", **said)
        today = datetime.now().astimezone().date()
        assert app.date_input[0].value == today
        assert app.query_params["meeting_day"] == today.isoformat()


def test_the_agenda_is_offered_as_files(visit):
    app = visit("agenda")
    offered = [button.proto.label for button in app.get("download_button")]
    assert offered[-3:] == ["每个部门一份日历", "全部部门的日历", "每项议题的日历"]
    assert offered[:-3] == [*["下载 CSV", "CSV 的说明", "下载 XLSX"] * 2, "议程 PPTX"]


def fill_in(app, column, row, value):
    """Fill in a cell of the table of single items, as the browser tells it."""
    key = app.dataframe[0].proto.id.rpartition("-")[2]
    app.session_state[key] = {"edited_rows": {row: {column: value}}, "added_rows": [], "deleted_rows": []}
    app.run()
    assert not app.exception


@pytest.mark.parametrize(("place", "at"), [(agenda_rules.FIRST, 0), (agenda_rules.LAST, -1)])
def test_an_item_put_first_or_last(visit, place, at):
    app = visit("agenda")
    fill_in(app, "位置", 3, place)
    order = next(frame.value for frame in app.dataframe if "次序" in frame.value)
    assert order["任务"].iloc[at] == "14"
    go(app, "overview")
    go(app, "agenda")
    order = next(frame.value for frame in app.dataframe if "次序" in frame.value)
    assert order["任务"].iloc[at] == "14"


def test_an_item_that_takes_longer(visit):
    app = visit("agenda")
    fill_in(app, "分钟", 0, 25)
    assert ends(app) == "11:00"


def test_rules_that_contradict_one_another_are_told_and_can_be_changed(visit):
    app = visit("agenda", agenda_sections="按文件次序相连")
    fill_in(app, "位置", 19, agenda_rules.FIRST)
    assert "对次序的要求互相矛盾" in html(app)
    fill_in(app, "位置", 19, agenda_rules.FREE)
    assert "没有等候更少的次序（最优）" in link_texts(app)


def test_a_break(visit):
    app = visit("agenda")
    app.text_input(key="at_meeting_breaks").set_value("09:30-09:45 茶歇").run()
    assert not app.exception
    assert "不是休息的时间，没有用上" in unescape(app.warning[0].value)
    assert "每项 5 分钟，休息 09:30-09:45" in app.get("popover")[-1].proto.popover.label
    assert app.query_params["meeting_breaks"] == "09:30-09:45 茶歇"
    assert ends(app) == "10:55"
    visits = next(frame.value for frame in app.dataframe if "到会" in frame.value)
    assert set(visits["休息分钟"]) == {0, 15}
    go(app, "overview")
    go(app, "agenda")
    assert ends(app) == "10:55"


def test_noon_and_the_night_are_proposed_and_stand_in_the_link(visit):
    app = visit("agenda", agenda_tasks="全部任务", agenda_sections="按文件次序相连", item_minutes="15")
    assert [label for label in labels(app) if "休息" in label or "次日" in label] == [
        "中午休息（12:00-14:00）", "当天到此，次日接着开（17:30-09:00）"
    ]  # fmt: skip
    press(app, "中午休息（12:00-14:00）")
    press(app, "当天到此，次日接着开（17:30-09:00）")
    assert app.query_params["meeting_breaks"] == "12:00-14:00 17:30-09:00"
    assert ends(app) == "第3日 09:15"
    assert not [label for label in labels(app) if "中午休息" in label]


def test_minutes_and_places_of_single_items_come_with_the_link(visit):
    app = visit("agenda", item_rules=["t014 25分钟", "t014 排在最前", "t999 5分钟", "胡说"])
    assert ends(app) == "11:00"
    order = next(frame.value for frame in app.dataframe if "次序" in frame.value)
    assert order["任务"].iloc[0] == "14"
    assert app.query_params["item_rules"] == ["t014 25分钟", "t014 排在最前"]


def test_a_clicked_bar_shows_its_task(visit):
    app = visit("agenda")
    choose(app, str(Mark((department_id_of("办公室"),), tasks=(f"{DOCUMENT}-t014",))))
    assert html(app).count('<article class="task">') == 1
    assert "府院联动重点任务清单" in html(app)


def test_a_section_with_one_joint_task(visit):
    app = visit("agenda", sections="一、进一步健全完善自觉接受党对司法改革绝对领导的制度机制")
    assert figures(app)[:2] == ["1 项议题", "09:05 结束"]
    assert "不用等候" in link_texts(app)


def test_a_stopped_search_leaves_its_best_and_can_go_on(visit, monkeypatch):
    """The search is made to be slow: it tells the page of a first order, and there the visitor clicks."""
    app = visit("agenda")
    whole = agenda.arrange
    first = []

    def slow(items, report):
        whole(items, report=lambda best, share: first.append(best))
        report(first[0], 0.1)
        return whole(items)

    monkeypatch.setattr(agenda, "arrange", slow)
    monkeypatch.setattr(arranging, "QUIET_FOR", 0.0)
    app = visit("agenda", item_minutes="6")
    assert "没有等候更少的次序（最优）" in link_texts(app)
    question = (*app.session_state[arranging.BEST][0][:2], Rules(Sharing.JOINT, minutes=7))
    app.session_state[arranging.BEST] = question, first[0]
    app.session_state[arranging.STOPPED] = True
    app.number_input[0].set_value(7).run()
    assert not app.exception
    assert "目前找到的最好次序" in link_texts(app)
    assert "继续寻找" in labels(app)
    next(button for button in app.button if button.label == "继续寻找").click().run()
    assert "没有等候更少的次序（最优）" in link_texts(app)
    assert "继续寻找" not in labels(app)


def test_how_it_was_found_is_said(visit):
    said = texts(visit("agenda"))
    assert "取各部门等候合计最少的，最多找 10 秒；标“最优”的，没有等候更少的次序。方法见“口径说明”。" in said
    assert "（数字是任务序号）" in said


def test_bars_without_numbers_are_not_said_to_carry_them(visit):
    said = texts(visit("agenda", agenda_tasks="全部任务", agenda_sections="按文件次序相连"))
    assert "深色是自己的议题，浅色是等候" in said
