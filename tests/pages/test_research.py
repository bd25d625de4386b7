"""The pages for 研究室: every view renders, every choice is driven, every mark leads to its tasks."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from analytics.ties.combinations import ColumnOrder, task_columns
from data.store.departments import department_id_of
from pages.research.tables import joint_tasks
from tests.analytics.scopes import scoped_of
from tests.pages.conftest import (
    DOCUMENT,
    RESEARCH,
    cards,
    choose,
    field,
    go,
    html,
    link_texts,
    set_box,
    subheadings,
    texts,
)

OFFICE, TECHNOLOGY = department_id_of("办公室"), department_id_of("技术处")
JUDGES, CADRES = department_id_of("政治部法官管理处"), department_id_of("政治部干部处")


@pytest.mark.parametrize("way", ["部门网络", "一个部门的周围", "部门与任务"])
def test_the_network_is_drawn_in_three_ways(visit, way):
    app = visit("network", way=way)
    assert len(app.get("bidi_component")) == 1
    assert "结论" in subheadings(app)


def test_a_task_of_the_two_mode_picture_is_shown(visit):
    app = visit("network", way="部门与任务")
    choose(app, f"t:{DOCUMENT}-t~3~14", drawn=False)
    assert cards(app) == 1


def test_hiding_weak_ties_shortens_the_table(visit):
    app = visit("network")
    assert len(app.dataframe[0].value) == 48
    set_box(app, "至少共同承担", 2)
    assert len(app.dataframe[0].value) == 6


def test_what_is_told_follows_what_is_drawn_on_the_pages_after_it_too(visit):
    app = visit("network", at_least="2")
    assert "共同承担2项及以上的部门共6对；另有42对不足2项" in link_texts(app)
    assert "空心的 13 个部门只有没有画出的联系" in texts(app)
    go(app, "dependencies")
    assert app.query_params["at_least"] == "2"
    assert "共同承担2项及以上的部门共6对" in link_texts(app)
    cells = json.loads(app.get("plotly_chart")[0].proto.spec)["data"][0]
    assert len(cells["customdata"]) == 2 * 6


def test_a_moved_department_stands_in_the_link(visit):
    app = visit("network", places=f"departments|{RESEARCH}:40,50;没有的:1,2")
    given = json.loads(app.get("bidi_component")[0].proto.json)
    node = next(node for node in given["nodes"] if node["id"] == RESEARCH)
    assert ((node["x"], node["y"]), given["moved"][RESEARCH]) == ((40, 50), [40, 50])
    other = visit("network", way="部门与任务", places=f"departments|{RESEARCH}:40,50")
    assert json.loads(other.get("bidi_component")[0].proto.json)["moved"] == {}


def test_hiding_what_one_task_alone_creates(visit):
    app = visit("network")
    set_box(app, "不看只因一项任务的连线", f"{DOCUMENT}-t014")
    assert len(app.dataframe[0].value) == 48 - 14


def test_a_row_of_the_ties_shows_their_tasks(visit):
    app = visit("network")
    choose(app, f"d:{JUDGES};d:{CADRES}", drawn=False)
    assert "政治部法官管理处 与 政治部干部处" in subheadings(app)
    assert cards(app) == 5


@pytest.mark.parametrize("order", ["按任务数", "按类别", "按候选协作组", "按上级"])
def test_a_cell_of_the_matrix_shows_the_tasks_of_both(visit, order):
    app = visit("dependencies", order=order)
    choose(app, f"d:{RESEARCH};d:{TECHNOLOGY}")
    assert "研究室 与 技术处" in subheadings(app)
    assert cards(app) == 2


def test_two_departments_and_what_is_between_them(visit):
    app = visit("dependencies", dependency_view="两个部门", first="研究室", second="办公室")
    assert "研究室 与 办公室" in subheadings(app)
    assert "占研究室任务的9%，占办公室任务的25%" in link_texts(app)
    assert "与随机方案比较：全部任务：证据不足" in texts(app)
    partners = app.dataframe[0].value
    assert partners["部门"].tolist() == ["立案庭", "民事审判第二庭", "行政审判庭", "执行局执行指挥中心"]


def test_a_dot_of_the_columns_shows_its_task(visit):
    app = visit("dependencies", dependency_view="任务纽带")
    choose(app, f"d:{OFFICE};t:{DOCUMENT}-t~3~14")
    assert cards(app) == 1
    table = next(block for block in app.get("html") if "部门组合" in block.proto.body).proto.body
    first = re.findall(r"<td[^>]*>(.*?)</td>", table)[:4]
    assert [re.sub("<.*?>", "", cell) for cell in first] == ["政治部法官管理处、政治部干部处", "2", "4", "5"]


def test_directions_are_said_to_be_assumed(visit):
    app = visit("dependencies", dependency_view="首列与其余")
    assert "全部按首列推定" in texts(app)
    assert "文件写明" not in html(app)
    choose(app, f"t:{DOCUMENT}-t~3~2+20", drawn=False)
    assert cards(app) == 2


def test_which_ties_are_more_than_chance(visit):
    app = visit("firmness")
    table = app.dataframe[0].value
    more = table[table["全部任务"] == "同列显著偏多"]
    assert more[["部门一", "部门二", "同一上级", "共同任务之间", "同一部分之内"]].to_numpy().tolist() == [
        ["政治部法官管理处", "政治部干部处", "是", "证据不足", "证据不足"]
    ]
    assert "p 值（全部任务）" not in table
    assert "（随机种子2023）" in texts(app)
    app.toggle[0].set_value(True).run()
    assert "p 值（全部任务）" in app.dataframe[0].value
    choose(app, f"d:{JUDGES};d:{CADRES}", drawn=False)
    assert cards(app) == 5


@pytest.mark.parametrize(("correction", "more"), [("一般", 1), ("从严", 1), ("不校正", 3)])
def test_corrections_for_many_comparisons(visit, correction, more):
    table = visit("firmness", correction=correction).dataframe[0].value
    assert (table["全部任务"] == "同列显著偏多").sum() == more


def test_weak_ties_can_be_hidden_and_are_still_corrected_for(visit):
    app = visit("firmness", at_least="2")
    table = app.dataframe[0].value
    assert (len(table), (table["全部任务"] == "同列显著偏多").sum()) == (6, 1)
    assert "没有列出的还有 42 对" in texts(app)
    assert "可以检验的44对中列出6对，其中有1对同列显著偏多" in link_texts(app)


def wrapped(app: AppTest) -> list[list[str]]:
    """The cells of the table whose text wraps."""
    (table,) = (
        one.proto.body for one in app.get("html") if one.proto.body.startswith('<table class="wrapped"')
    )
    rows = re.findall("<tr>(.*?)</tr>", table)[1:]
    return [[re.sub("<[^>]*>", "", cell) for cell in re.findall("<td[^>]*>(.*?)</td>", row)] for row in rows]


def test_without_a_task(visit):
    app = visit("firmness", firmness_view="去掉一项任务")
    assert [row[:3] for row in wrapped(app)][:2] == [["14", "6", "14"], ["4", "6", "13"]]
    choose(app, f"t:{DOCUMENT}-t~3~14", drawn=False)
    assert "有14对部门不再有共同任务" in link_texts(app)


def test_without_a_department(visit):
    app = visit("firmness", firmness_view="去掉一个部门")
    assert wrapped(app)[0] == [
        "研究室",
        "1、3、5、27、53",
        "16、20、35、51",
        "11个部门和1个集合名称",
        *["各审判业务部门"] * 2,
    ]
    only = app.dataframe[0].value
    assert ["办公室", "督查工作办公室"] in only[["部门一", "部门二"]].to_numpy().tolist()
    choose(app, f"d:{RESEARCH}", drawn=False)
    assert "研究室" in subheadings(app)


def test_candidate_groups_and_their_stability(visit):
    app = visit("firmness", firmness_view="候选协作组")
    assert [row[0] for row in wrapped(app)] == [f"候选协作组 {number}" for number in range(1, 7)]
    choose(app, f"t:{DOCUMENT}-t~3~41", drawn=False)
    assert cards(app) == 1


def test_places_between_others_with_their_range(visit):
    app = visit("firmness", firmness_view="桥接位置")
    assert "没有部门的桥接位置超出随机方案的范围" in link_texts(app)


@pytest.mark.parametrize(("seats", "meetings", "taken"), [("8", "4次", "27个"), ("6", "6次", "31个")])
def test_the_fewest_meetings(visit, seats, meetings, taken):
    found = f"每次会议至多{seats}个部门，{meetings}会议、{taken}席位，可使20项共同任务的所列部门各同场一次（最优）。"
    assert found in link_texts(visit("meetings", seats=seats))


def test_a_pair_that_was_clicked_is_the_pair_that_is_looked_at(visit):
    app = visit("dependencies")
    choose(app, f"d:{JUDGES};d:{CADRES}")
    field(list(app.button_group), "看什么").set_value("pair").run()
    assert not app.exception
    assert [box.value for box in app.selectbox[:2]] == [JUDGES, CADRES]
    app.selectbox[0].set_value(RESEARCH).run()
    assert app.query_params["first"] == "研究室"
    assert app.selectbox[0].value == RESEARCH


def test_a_seat_opens_the_tasks_of_the_department_at_that_meeting(visit):
    app = visit("meetings")
    dots = json.loads(app.get("plotly_chart")[0].proto.spec)["data"][0]["customdata"]
    choose(app, next(mark for mark in dots if mark.startswith(f"d:{RESEARCH};t:")))
    assert "研究室，任务：第 16、51 项" in subheadings(app)
    assert cards(app) == 2
    assert "选中的" not in texts(app)
    section = next(box for box in app.multiselect if box.label == "部分")
    third = next(one for one in section.options if one.startswith("三"))
    section.set_value([third]).run()
    assert "选中的 2 项中，当前范围内有 1 项" in texts(app)


def test_who_comes_and_what_is_dealt_with_together_change_the_meetings(visit):
    app = visit("meetings", always="办公室", never="研究室")
    assert "除不参加的部门外至多只有一个部门，不用开会" in link_texts(app)
    table = next(block.proto.body for block in app.get("html") if "参加部门" in block.proto.body)
    (meetings,) = re.findall(r"，(\d+)次会议、", link_texts(app))
    assert table.count("办公室") >= int(meetings)
    assert "研究室、" not in table
    assert "不能既每次都参加又不参加" in texts(visit("meetings", always="办公室", never="办公室"))


def test_departments_of_a_task_stand_as_the_document_lists_them():
    scoped = scoped_of("丙甲乙", "乙", "乙甲")
    table = joint_tasks(task_columns(scoped, ColumnOrder.SECTION), scoped)
    assert table["部门"].tolist() == ["丙、甲、乙", "乙、甲"]


def test_the_chosen_department_is_the_one_whose_surroundings_are_drawn(visit):
    app = visit("network")
    assert "centre" not in app.query_params
    choose(app, f"d:{TECHNOLOGY}", drawn=False)
    field(app.get("button_group"), "画法").set_value("around").run()
    assert field(app.selectbox, "看哪个部门").value == TECHNOLOGY
    choose(app, f"d:{department_id_of('立案庭')}", drawn=False)  # a click in the picture does not turn it
    assert field(app.selectbox, "看哪个部门").value == TECHNOLOGY


def test_tasks_that_lack_a_department_that_they_list_are_told(visit):
    app = visit("meetings", never="立案庭")
    assert "所列部门（除不参加的部门外）各同场一次" in link_texts(app)
    assert "所列的立案庭不参加。" in link_texts(app)
    assert "不参加" not in link_texts(visit("meetings"))


def test_tasks_that_no_meeting_can_seat_are_told(visit):
    app = visit("meetings", seats="5")
    assert re.search("第[^项]+、[^项]+项任务所列部门分别超过5个，一次会议坐不下，未排入。", link_texts(app))
    assert "坐不下的任务" in subheadings(app)
    assert cards(app) == 2


@pytest.mark.parametrize(
    ("mark", "tasks"),
    [(f"d:{RESEARCH};h:sole", 5), (f"d:{RESEARCH};h:joint", 6), (f"d:{TECHNOLOGY};h:joint", 2)],
)
def test_a_dot_of_the_structure_of_lists_shows_what_it_counts(visit, mark, tasks):
    app = visit("structure")
    choose(app, mark)
    assert cards(app) == tasks


def test_what_is_said_of_the_structure_of_lists(visit):
    said = link_texts(visit("structure"))
    assert "6项" in said
    assert "2项" in said


def test_whom_to_ask_about_the_longest_list_and_about_others(visit):
    app = visit("consulting")
    tasks = app.multiselect(key="at_consulted")
    tasks.set_value([f"{DOCUMENT}-t004"]).run()
    assert "1项任务列有6个部门；另有6个部门和1个集合名称在别的任务中与它们同列。" in link_texts(app)
    tasks.set_value([f"{DOCUMENT}-t{number:03}" for number in (49, 50)]).run()
    assert "2项任务列有4个部门；另有4个部门在别的任务中与它们同列。" in link_texts(app)
    tasks.set_value([]).run()
    assert "还没有选任务。" in texts(app) + "".join(str(told.value) for told in app.info)
