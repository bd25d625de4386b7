"""任务清单: found by words, narrowed by filters, each row the way to its task beside its sentence."""

import re
from html import unescape
from urllib.parse import parse_qs

import pytest

from tests.pages.conftest import DOCUMENT, html, texts


def test_search_finds_by_text_number_and_department(visit):
    app = visit("tasks")
    app.text_input[0].set_value("枫桥").run()
    assert "1 项任务，共 53 项" in texts(app)
    app.text_input[0].set_value("研究室 技术处").run()
    assert "2 项任务，共 53 项" in texts(app)
    app.text_input[0].set_value("没有这样的词").run()
    assert "没有符合条件的任务。" in texts(app)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"sharing": "独立承担"}, 33),
        ({"sharing": "共同承担"}, 20),
        ({"stating": "写明目标"}, 5),
        ({"units": "执行局执行指挥中心"}, 3),
        ({"mark": f"t:{DOCUMENT}-t~3~4+14+23"}, 3),
        ({"mark": f"t:{DOCUMENT}-t~3~1-3", "sharing": "共同承担"}, 1),
        ({"only": "4,14,23"}, 3),
        ({"only": "1-3", "sharing": "共同承担"}, 1),
    ],
)
def test_filters_of_the_task_list(visit, query, count):
    app = visit("tasks", **query)
    assert f"{count} 项任务，共 53 项" in texts(app)


def test_the_list_shows_whole_texts_under_whole_titles_and_marks_what_was_sought(visit):
    app = visit("tasks", words="研究室 技术处")
    said = html(app)
    rows = re.findall(r'<a class="in-app task-row".*?</a>', said)
    assert len(rows) == 2
    assert all("<mark>研究室</mark>" in row and "<mark>技术处</mark>" in row for row in rows)
    bands = re.findall(r'<h4 class="task-band">(.*?)</h4>', html(visit("tasks")))
    assert len(bands) == 6
    assert bands[2] == "三、围绕推进严格公正司法，全面准确落实司法责任制"
    assert len(re.findall('class="in-app task-row"', html(visit("tasks")))) == 53


def test_a_row_opens_its_task(visit):
    said = html(visit("tasks", sharing="共同承担"))
    links = re.findall(r'<a class="in-app task-row" href="[?](.*?)" data-adds="(.*?)"', said)
    assert len(links) == 20
    assert all(href == adds for href, adds in links)  # shell.js adds it to what the address says
    (task,) = parse_qs(unescape(links[3][0]))["task"]
    app = visit("tasks", sharing="共同承担", task=task)
    current = re.search(r'aria-current="true"><span class="task-number">(\w+)</span>', html(app))
    assert f"原文 · 第 {current[1]} 项</h3>" in html(app)


def test_a_task_opens_beside_its_sentence(visit):
    app = visit("tasks", task=f"{DOCUMENT}-t031")
    marked = "".join(re.findall('<mark class="source-task">(.*?)</mark>', html(app), flags=re.DOTALL))
    assert "加快推进执行工作双\n\n重领导管理体制改革" in marked
    assert "责任部门：执行局协调指导处、执行指挥中心" in html(app)


@pytest.mark.parametrize("text", ["abc", "1-", "-3", "9999999", "1;2", "<script>"])
def test_a_former_link_made_by_hand_does_no_harm(visit, text):
    assert not visit("tasks", only=text).exception


def test_a_link_to_a_task_that_does_not_exist_says_so(visit):
    assert "链接所指的任务不在当前筛选结果中。" in [w.value for w in visit("tasks", task="nope").warning]


def test_a_task_that_a_search_leaves_out_is_no_dead_link(visit):
    app = visit("tasks", task=f"{DOCUMENT}-t004")
    box = next(box for box in app.text_input if box.label == "查找")
    box.set_value("研究室 技术处").run()
    before = [warning.value for warning in app.warning]
    arrived = [warning.value for warning in visit("tasks", task="没有的任务").warning]
    assert (before, arrived) == ([], ["链接所指的任务不在当前筛选结果中。"])
