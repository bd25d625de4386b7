"""Sentences on an agenda: by hand, what is left unsaid, and the document's."""

from datetime import date, datetime, time

import pytest

from analytics import findings
from analytics.arrangements import agenda
from analytics.arrangements.agenda import Rules
from analytics.arrangements.agenda.timetable import timetable
from analytics.findings import Figure
from analytics.scope import Scope, ScopedPlan, select
from analytics.task_list import Sharing
from data.store.plan import Plan
from tests.analytics.scopes import scoped_of

NINE = datetime.combine(date(2020, 6, 1), time(9))


def told(scoped: ScopedPlan, rules: Rules, seconds: float = 60) -> list[findings.Finding]:
    items = agenda.items(scoped, rules)
    found = agenda.arrange(items, seconds)
    return findings.agenda_findings(scoped, items, found, timetable(items, found.task_ids, NINE))


@pytest.mark.parametrize(
    ("lists", "rules", "sentences"),
    [
        ((), Rules(), []),
        (
            ("甲", "乙", "甲"),
            Rules(Sharing.ANY),
            [
                "各部门等候合计0分钟；按文件次序为5分钟。",
                "在所定要求下，没有等候更少的次序（最优）。",
                "每个部门到会后连续议完自己的议题，不用等候。",
            ],
        ),
        (
            ("甲乙", "乙丙", "丙甲"),
            Rules(),
            [
                "各部门等候合计5分钟，与按文件次序相同。",
                "在所定要求下，没有等候更少的次序（最优）。",
                "3个部门中2个不用等候。",
                "等候最久的是甲，5分钟，等的是第2项任务；它自己有2项议题。",
            ],
        ),
        (
            ("甲", "乙", "丙", "甲乙"),
            Rules(Sharing.ANY, in_order=("1", "2", "3", "4")),
            [
                "各部门等候合计15分钟，与按文件次序相同。",
                "在所定要求下，没有等候更少的次序（最优）。",
                "3个部门中1个不用等候。",
                "等候最久的是甲，10分钟，等的是第2、3项任务；它自己有2项议题。",
            ],
        ),
        (
            ("甲", "乙", "甲"),
            Rules(Sharing.ANY, last=("1",)),
            [
                "各部门等候合计0分钟；按文件次序为5分钟，但不符合所定要求。",
                "在所定要求下，没有等候更少的次序（最优）。",
                "每个部门到会后连续议完自己的议题，不用等候。",
            ],
        ),
    ],
)
def test_sentences(lists: tuple[str, ...], rules: Rules, sentences: list[str]) -> None:
    assert [str(finding) for finding in told(scoped_of(*lists), rules)] == sentences


def test_several_wait_longest_and_nothing_is_claimed_without_proof() -> None:
    scoped = scoped_of("甲乙", "丙丁", "乙丙", "甲丁")
    said = [str(finding) for finding in told(scoped, Rules(), seconds=1e-9)]
    assert "这是目前找到的最好次序，可能还有等候更少的。" in said
    assert said[-1] == "等候最久的是甲，10分钟，等的是第2、3项任务；它自己有2项议题。"
    chained = [
        str(finding)
        for finding in told(scoped_of("甲乙", "丙", "甲乙"), Rules(Sharing.ANY, in_order=("1", "2", "3")))
    ]
    assert chained[-1] == "等候最久的是甲、乙并列，各5分钟。"


def test_a_collective_name_is_told() -> None:
    said = told(scoped_of("甲乙", "乙丙", collectives={"乙": []}), Rules())
    assert str(said[-1]) == "“乙”是集合名称，按一个部门计。"


def test_the_first_document(plan: Plan) -> None:
    said = told(select(plan, Scope()), Rules())
    assert [str(finding) for finding in said][:3] == [
        "各部门等候合计50分钟；按文件次序为300分钟。",
        "在所定要求下，没有等候更少的次序（最优）。",
        "23个部门中18个不用等候。",
    ]
    assert str(said[3]).startswith("等候最久的是审判管理办公室，15分钟，等的是第")
    assert [len(part.task_ids) for part in said[3].parts if isinstance(part, Figure)] == [3]
