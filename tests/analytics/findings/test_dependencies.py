"""Sentences on dependencies, on tiny invented plans: what is said, what is left unsaid, the tasks behind."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import findings
from analytics.arrangements.coverage import meetings
from analytics.findings import Finding
from analytics.firmness.brokerage import positions
from analytics.firmness.random_plans import Reference, draw
from analytics.firmness.significance import Adjustment, significance
from analytics.scope import Collectives, Level, Scope, ScopedPlan, select
from analytics.ties.groups import groups
from analytics.ties.pairs import pair
from tests.analytics.findings.sentences import behind, is_sound, told
from tests.analytics.scopes import DEPARTMENTS, LISTS, scoped_of
from tests.plans import plan_of

FIRM = ("甲乙", "甲乙", "甲乙", "甲乙", "丙丁", *"丙丁戊己庚丙丁戊己庚")


def test_firm_ties() -> None:
    scoped = scoped_of(*FIRM)
    judged = significance(scoped)
    found = findings.tie_findings(scoped, {Reference.ALL: judged[Reference.ALL]})
    assert told(found) == [
        "参照全部任务，多对一起比较、已作校正，可以检验的2对中有1对同列显著偏多：甲与乙。",
        "“证据不足”只说这份文件不足以排除偶然，不等于没有协作。",
    ]
    assert behind(found[0]) == [("1对", ("1", "2", "3", "4"))]
    assert told(findings.tie_findings(scoped, judged))[2:4] == [
        "参照只在同一部分之内，多对一起比较、已作校正，可以检验的2对中有1对同列显著偏多：甲与乙。",
        "甲与乙的结论随参照而变，不宜只看一种。",
    ]


def test_places_between_others() -> None:
    scoped = scoped_of("甲乙", "乙丙", "丁", "丁")
    assert told(findings.position_findings(positions(scoped, draw(scoped, 200)))) == [
        "桥接位置数值最大的是乙（1.0，随机方案中95%在0至1之间）。",
        "没有部门的桥接位置超出随机方案的范围，列名多少足以造成这样的位置，不宜另作解读。",
    ]


def test_candidate_groups() -> None:
    scoped = scoped_of("甲乙", "甲乙", "丙丁")
    assert told(findings.group_findings(scoped, groups(scoped))) == [
        "按共同任务的疏密分出2个候选协作组（2、2个部门）。",
        "去掉任何一项列有其部门的共同任务都保持原样的有1个组：甲、乙。",
        "丙、丁一组，去掉第3项任务，不再有部门同组。",
    ]
    scoped = scoped_of("甲乙")
    assert told(findings.group_findings(scoped, groups(scoped)))[1] == (
        "没有一个组在去掉任何一项列有其部门的共同任务后都保持原样，分组只供参考。"
    )


def test_what_hangs_on_a_task() -> None:
    scoped = scoped_of("甲乙", "乙丙丁", "丙丁", "戊")
    found = findings.dependency_findings(scoped)
    assert told(found) == [
        "3项共同任务中，单独去掉就使相连的部门分开的有2项。",
        "影响最大的是第2项任务：丙、丁与组内其余部门不再相连。",
        "乙是连接部门，去掉第1、2项任务中的任何一项后就不再是。",
        "3项共同任务中，1项的所列部门两两另有共同任务，1项的所列部门之间没有其他共同任务。",
    ]
    assert behind(found[0]) == [("2项", ("1", "2"))]
    assert told(findings.without_task_findings(scoped, "2")) == [
        "去掉第2项任务，有2对部门不再有共同任务。",
        "丙、丁与组内其余部门不再相连。",
    ]
    assert told(findings.without_task_findings(scoped, "1"))[1] == "甲不再与任何部门有共同任务。"
    assert told(findings.without_task_findings(scoped, "3")) == [
        "去掉第3项任务，所列部门仍两两有其他共同任务。"
    ]
    assert findings.without_task_findings(scoped, "4") == []


def test_what_hangs_on_a_department() -> None:
    scoped = scoped_of("甲", "甲乙", "甲丙丁", "丙丁")
    assert told(findings.without_department_findings(scoped, "甲")) == [
        "除甲外没有列其他部门的任务有1项。",
        "不计甲就只列一个部门的共同任务有1项。",
        "乙只与甲有共同任务。",
    ]
    assert findings.without_department_findings(scoped, "庚") == []


def test_a_pair() -> None:
    scoped = scoped_of("甲乙", "甲", "甲丙", "丙乙", "丁")
    assert told(findings.pair_findings(scoped, pair(scoped, "甲", "乙"))) == [
        "甲与乙有1项共同任务，占甲任务的33%，占乙任务的50%。",
        "与两者都有共同任务的部门有1个：丙。",
        "不计这些共同任务，两者经丙相连。",
    ]
    assert told(findings.pair_findings(scoped, pair(scoped, "甲", "丁"))) == [
        "甲与丁没有同列一项任务；没有同列不等于没有协作。",
        "两者也不经其他部门相连。",
    ]


def test_directions() -> None:
    scoped = scoped_of("甲乙", "甲乙", "丙丁", roles={("3", "丁"): "lead"})
    found = findings.direction_findings(scoped)
    assert told(found) == [
        "按文件写明的，从牵头到配合，任务最多的是丁到丙（1项）。",
        "按首列推定，从首列到其余，任务最多的是甲到乙（2项）。",
        "2项任务没有写明谁牵头，首列即牵头只是推定。",
    ]
    assert behind(found[2]) == [("2项", ("1", "2"))]


def test_meetings() -> None:
    scoped = scoped_of("甲乙", "丙丁", "甲乙丙丁戊", collectives={"丁": []})
    found = findings.meeting_findings(scoped, meetings(scoped, 4))
    assert told(found) == [
        "每次会议至多4个部门，1次会议、4个席位，可使3项共同任务中的2项所列部门各同场一次（最优）。",
        "第3项任务所列部门超过4个，一次会议坐不下，未排入。",
        "“丁”是集合名称，计一个席位。",
    ]
    assert behind(found[0]) == [("2项", ("1", "2"))]
    unproven = replace(meetings(scoped, 5), meetings_bound=0, seats_bound=4)
    assert told(findings.meeting_findings(scoped, unproven))[0] == (
        "每次会议至多5个部门，1次会议、5个席位，可使3项共同任务的所列部门各同场一次"
        "（目前找到的最好方案；已证明会议不少于0次，1次会议的席位不少于4个）。"
    )


def test_numbers_that_start_again_are_not_told() -> None:
    plan = plan_of([("1", None, ["甲", "乙"]), ("2", None, ["乙", "丙"])])
    twice = select(plan, Scope())
    twice = replace(twice, tasks=twice.tasks.assign(number="1"))
    assert "去掉1项任务，" in told(findings.without_task_findings(twice, "1"))[0]


@pytest.mark.parametrize("lists", [(), ("甲",), ("",)])
def test_nothing_is_said_of_nothing(lists: tuple[str, ...]) -> None:
    assert every(scoped_of(*lists)) == []


def every(scoped: ScopedPlan) -> list[Finding]:
    """All that can be said of a scope."""
    plans = draw(scoped, 30)
    found = [
        *findings.position_findings(positions(scoped, plans)),
        *findings.group_findings(scoped, groups(scoped)),
        *findings.dependency_findings(scoped),
        *findings.direction_findings(scoped),
    ]
    judged = significance(scoped, placements=0)
    for adjustment in Adjustment:
        found += findings.tie_findings(scoped, judged, adjustment)
    for seats in (2, 4):
        found += findings.meeting_findings(scoped, meetings(scoped, seats, seconds=1))
    return found


@given(LISTS, st.sampled_from(Level), st.sampled_from(Collectives))
def test_whatever_the_plan_sentences_are_whole_and_claim_no_more(
    lists: list[list[str]], level: Level, collectives: Collectives
) -> None:
    plan = plan_of(
        [(str(n), None, departments) for n, departments in enumerate(lists, 1)],
        parents={"甲": "局", "乙": "局"},
        collectives={"丙": ["丁", "戊"], "己": []},
        departments=DEPARTMENTS,
    )
    scoped = select(plan, Scope(level=level, collectives=collectives))
    found, departments = every(scoped), scoped.departments["department_id"].tolist()
    for department in departments:
        found += findings.without_department_findings(scoped, department)
    for task in scoped.tasks["task_id"]:
        found += findings.without_task_findings(scoped, task)
    for first, second in pairwise(departments):
        found += findings.pair_findings(scoped, pair(scoped, first, second))
    for finding in found:
        is_sound(finding, scoped.tasks["task_id"].tolist())
        assert "中。" not in str(finding)  # an enumeration that has nothing to enumerate
