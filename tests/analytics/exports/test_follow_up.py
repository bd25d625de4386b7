"""Minutes, orders and the list of what a meeting decided: only what was entered stands in them."""

import io
from datetime import UTC, date, datetime

import docx

from analytics.exports.follow_up import follow_up_list, minutes, orders
from analytics.exports.word import to_docx
from data.progress.reported import ActionItem
from tests.plans import plan_of

PLAN = plan_of([("1", "一", ["甲", "乙"]), ("2", "一", ["乙"])])
AT = datetime(2031, 9, 21, tzinfo=UTC)
ACTIONS = (
    ActionItem(1, "1", "推进会", "月底前报方案", "甲", date(2031, 9, 30), "院长", "丙", AT),
    ActionItem(2, "2", "推进会", "会签。", "乙", None, "", "丙", AT, "丙", AT),
)


def test_minutes_say_what_was_entered_and_no_more() -> None:
    paper = minutes(PLAN, ACTIONS, "推进会", date(2031, 9, 21))
    written = docx.Document(io.BytesIO(to_docx(paper)))
    assert [paragraph.text for paragraph in written.paragraphs] == [
        "推进会会议纪要",
        "推进会就《工作要点（虚构）》的2项任务，议定2项事项。",
        "一、议定事项",
        "（一）关于第1项：任务1",
        "月底前报方案。由甲办理，2031年9月30日前办结。（院长提出）",
        "（二）关于第2项：任务2",
        "会签。由乙办理。",
        "",
        "虚构法院",
        "2031年9月21日",
    ]


def test_an_order_for_each_unit() -> None:
    made = orders(PLAN, ACTIONS, date(2031, 9, 21))
    assert list(made) == ["甲", "乙"]
    table = docx.Document(io.BytesIO(to_docx(made["甲"]))).tables[0]
    assert [cell.text for cell in table.rows[1].cells] == [
        "1",
        "第1项：任务1",
        "月底前报方案",
        "2031-09-30",
        "",
    ]


def test_the_list_tells_what_is_closed() -> None:
    assert follow_up_list(PLAN, ACTIONS).to_numpy().tolist() == [
        [1, "推进会", "第1项：任务1", "月底前报方案", "甲", "2031-09-30", "院长", "未销号"],
        [2, "推进会", "第2项：任务2", "会签。", "乙", "", "", "丙"],
    ]
    assert follow_up_list(PLAN, ()).empty
