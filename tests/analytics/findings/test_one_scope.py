"""Sentences on one scope of tiny invented plans: what is said, what is left unsaid, and the tasks behind the figures."""

import pytest

from analytics import findings
from analytics.evidence import Mark
from analytics.scope import Counting, Scope, select
from data.errors import ScopeError
from tests.analytics.findings.sentences import behind, told
from tests.analytics.scopes import scoped_of
from tests.plans import plan_of


def test_overview() -> None:
    plan = plan_of(
        [("1", "一", ["甲", "各庭"]), ("2", "二", ["甲"]), ("3", "二", [])],
        collectives={"各庭": []},
        targets=[("2", "percent", "45%")],
    )
    found = findings.overview(plan, select(plan, Scope()))
    assert told(found) == [
        "《工作要点（虚构）》共3项任务，分2个部分，列有1个责任部门和1个集合名称（“各庭”）。",
        "1项由一个部门独立承担，1项由两个及以上部门共同承担，1项没有列出部门。",
        "1项任务写明了目标或时限，其余2项没有写明。",
        "这些任务没有写明牵头与配合，首列部门是否牵头只能推定。",
    ]
    assert [behind(finding) for finding in found] == [
        [("3项", ("1", "2", "3"))],
        [("1项", ("2",)), ("1项", ("1",)), ("1项", ("3",))],
        [("1项", ("2",))],
        [],
    ]


def test_figures_say_what_the_overview_says() -> None:
    plan = plan_of(
        [("1", "一", ["甲", "各庭"]), ("2", "二", ["甲"]), ("3", "二", [])],
        collectives={"各庭": []},
        targets=[("2", "percent", "45%")],
    )
    found = findings.figures(select(plan, Scope()))
    assert told(found) == [
        "3项任务", "2个部分", "1个责任部门和1个集合名称", "3次列名", "1项独立承担", "1项共同承担", "1项没有列出部门", "1项写明目标",
    ]  # fmt: skip
    assert [behind(finding) for finding in found[4:]] == [
        [("1项", ("2",))],
        [("1项", ("1",))],
        [("1项", ("3",))],
        [("1项", ("2",))],
    ]
    assert findings.figures(select(plan_of([]), Scope())) == []


def test_overview_of_a_part_with_stated_roles() -> None:
    plan = plan_of([("1", "一", ["甲", "乙"]), ("2", "二", ["甲"])], roles={("1", "甲"): "lead"})
    assert told(findings.overview(plan, select(plan, Scope(sections=("一",))))) == [
        "所选范围共1项任务，分1个部分，列有2个责任部门。",
        "1项由两个及以上部门共同承担。",
        "任务均未写明目标或时限。",
    ]


def test_overview_of_several_documents() -> None:
    plan = plan_of([("1", None, ["甲"]), ("2", None, ["甲"])], documents={"2": "e"})
    assert (
        told(findings.overview(plan, select(plan, Scope())))[0]
        == "所选范围（2份文件）共2项任务，列有1个责任部门。"
    )


def test_first_places_differ_and_the_reason_is_told() -> None:
    found = findings.workload_findings(scoped_of("甲乙", "甲丙", "甲丙", "乙", "乙"))
    assert told(found)[:1] == ["按参与数，乙、甲并列最多（各3项）；按分担数，乙最多（2.50项）。"]
    found = findings.workload_findings(scoped_of("甲乙", "甲丙", "甲丙", "乙"))
    assert told(found) == [
        "按参与数，甲最多（3项）；按分担数，甲、乙并列最多（各1.50项）。",
        "两种计数不同，是因为共同承担的任务按部门个数折算：甲3项共同承担（折合1.50项）；乙1项独立承担、1项共同承担（折合0.50项）。",
        "共同任务中首列最多的是甲（3项）；这些任务没有写明牵头，首列即牵头只是推定。",
    ]
    assert behind(found[1]) == [("3项", ("1", "2", "3")), ("1项", ("4",)), ("1项", ("1",))]


def test_one_first_place_by_both_counts() -> None:
    assert told(findings.workload_findings(scoped_of("甲", "甲", "甲乙"))) == [
        "按参与数和分担数，都是甲最多（3项，分担2.50项）。",
        "2个责任部门中，1个只列名一项。",
        "共同任务中首列最多的是甲（1项）；这些任务没有写明牵头，首列即牵头只是推定。",
    ]


def test_all_listed_equally() -> None:
    assert told(findings.workload_findings(scoped_of("甲", "乙", "丙", "丁"))) == [
        "4个部门列名次数相同（各1项）。"
    ]
    found = told(findings.workload_findings(scoped_of("甲乙", "丙")))
    assert found[0] == "3个部门列名次数相同（各1项）；按分担数，丙最多（1.00项）。"


def test_stated_leads_are_told_instead_of_first_places() -> None:
    scoped = scoped_of("甲乙", "乙", "甲", roles={("1", "乙"): "lead", ("2", "乙"): "lead"})
    assert told(findings.workload_findings(scoped))[-1] == "写明牵头最多的是乙（2项）。"


def test_sections() -> None:
    plan = plan_of(
        [
            ("1", "一", ["甲"]),
            *[(str(n), "二", ["甲", "乙"] if n < 4 else ["丙"]) for n in range(2, 5)],
            ("5", "三", ["丁"]),
        ]
    )
    found = findings.section_findings(select(plan, Scope()))
    assert told(found) == [
        "第二部分任务最多（3项），第一部分、第三部分并列最少（各1项）。",
        "第二部分列有的部门最多（3个）。",
        "涉及部分最多的是甲（3个部分中的2个）。",
        "4个责任部门中，3个只出现在一个部分。",
        "第二部分的3项任务中，2项列有甲。",
        "第二部分的3项任务中，2项列有乙。",
    ]
    assert behind(found[0]) == [("3项", ("2", "3", "4")), ("各1项", ("1", "5"))]


def test_alone_or_together() -> None:
    assert told(findings.alone_or_together(scoped_of("甲", "乙丙丁", "乙", "丙丁", ""))) == [
        "列有部门的4项任务中，2项由一个部门独立承担，2项由两个及以上部门共同承担（占50.0%）。",
        "共同承担的任务中，1项列两个部门，列部门最多的1项任务列3个。",
        "甲的任务都是独立承担（1项）。",
        "丙、丁的任务都是共同承担（2项）。",
    ]
    assert told(findings.alone_or_together(scoped_of("甲", "乙"))) == [
        "列有部门的2项任务中，2项由一个部门独立承担。"
    ]
    assert told(findings.alone_or_together(scoped_of("甲乙"))) == [
        "列有部门的1项任务中，1项由两个及以上部门共同承担。"
    ]


def test_the_headline_is_how_few_have_half_of_all() -> None:
    found = findings.headline(scoped_of("甲乙", "甲", "甲", "丙", "丁"))
    assert told(found) == ["1个部门（甲）占全部6次列名中的3次；5项任务中，3项列有其中的部门。"]
    three, five = ("1", "2", "3"), ("1", "2", "3", "4", "5")
    assert behind(found[0]) == [("3次", ()), ("5项", five), ("3项", three)]
    assert findings.named(found) == {Mark(("甲",))}
    assert findings.headline(scoped_of("甲", "乙")) == findings.headline(scoped_of()) == []
    # Six that are level are too many to be named; two of eleven namings are no large part.
    assert findings.headline(scoped_of(*"甲乙丙丁戊己" * 2, "庚")) == []
    assert findings.headline(scoped_of("甲", *"甲乙丙丁戊己庚辛壬癸")) == []


def test_a_collective_name_is_no_department_in_a_sentence() -> None:
    plan = plan_of(
        [("1", None, ["甲"]), ("2", None, ["乙", "各庭"]), ("3", None, ["丙", "乙"])],
        collectives={"各庭": []},
    )
    scoped = select(plan, Scope())
    assert told(findings.alone_or_together(scoped))[1:] == [
        "甲的任务都是独立承担（1项）。",
        "乙、丙和集合名称“各庭”的任务都是共同承担（2项）。",
    ]
    assert told(findings.concentration_findings(scoped))[1].startswith(
        "按参与数，3个责任部门和1个集合名称、5次列名"
    )


def test_concentration() -> None:
    lists = ("甲", "甲", "甲", "甲", "乙", "乙", "乙", "丙", "丙", "丁")
    assert told(findings.concentration_findings(scoped_of(*lists))) == [
        "按参与数，10次列名在随机分派的常见范围之内，不能说更集中。",
        "按参与数，4个责任部门、10次列名的基尼系数为0.25，小样本校正后0.33；集中程度相当于3.3个部门平均分担。",
        "若把这10次列名随机归到这4个责任部门（一次也没有归到的不计），约相当于3.2个部门平均分担，校正后的基尼系数约0.30（95%在0.10至0.53之间）；"
        "文件在这个范围之内。",
        "参与数最大的3个部门（甲、乙、丙）合计占90.0%。",
    ]
    assert told(findings.concentration_findings(scoped_of(*lists, "丁", counting=Counting.FRACTIONAL)))[
        3
    ] == ("分担数最大的3个部门合计占81.8%（第3位有并列，取其中任何一个，占比相同）。")
    assert told(findings.concentration_findings(scoped_of("甲", "乙"))) == [
        "按参与数，2个责任部门相同，没有集中。"
    ]


def test_network() -> None:
    found = findings.network_findings(scoped_of("甲乙", "甲乙", "乙丙丁", "戊己", "庚"))
    assert told(found) == [
        "有共同任务的部门共5对，其中4对只有一项。",
        "共同任务最多的是甲与乙（2项）。",
        "去掉第3项任务，5对中有3对不再有共同任务；它们只因这项任务而同列。",
        "7个责任部门经共同任务连成2组（4、2个），另有1个没有共同任务。",
        "连接部门有1个，去掉其中一个，括号内的部门与组内其余部门不再相连：乙（甲）。",
    ]
    assert behind(found[1]) == [("2项", ("1", "2"))]


def test_network_of_equal_parts() -> None:
    assert told(findings.network_findings(scoped_of("甲乙", "乙丙"))) == [
        "有共同任务的部门共2对，每对只有一项。",
        "共同任务最多的是甲与乙、乙与丙（各1项）。",
        "3个责任部门经共同任务直接或间接相连。",
        "连接部门有1个，去掉其中一个，括号内的部门与组内其余部门不再相连：乙（所在组分成2部分）。",
    ]


def test_one_pair_is_told_in_one_sentence() -> None:
    assert told(findings.network_findings(scoped_of("甲乙", "甲乙", "丙"))) == [
        "有共同任务的只有甲与乙（2项）。"
    ]


def test_the_tasks_that_bind_most_together_are_found_not_those_that_bind_most_alone() -> None:
    # 1 and 2 hold six and three pairs alone; 3 and 4 name the same departments: two alone, but six together.
    found = findings.network_findings(scoped_of("甲乙丙丁", "戊己庚", "辛壬癸子丑", "辛壬癸子寅", "卯辰"))
    assert "去掉第1、3、4项任务，24对中有20对不再有共同任务；它们只因这些任务而同列。" in told(found)


def test_a_collective_name_has_no_rank() -> None:
    scoped = scoped_of("甲", "乙", collectives={"甲": []})
    assert "甲列名1项，按分担数为1.00项。" in told(findings.department_findings(scoped, "甲"))


def test_no_two_departments_in_one_task() -> None:
    assert told(findings.network_findings(scoped_of("甲", "乙"))) == ["没有两个部门同列一项任务。"]


def test_departments_compared_are_told_which_of_them_share_tasks() -> None:
    scoped = scoped_of("甲乙", "甲乙", "乙丙", "丁")
    assert told(findings.compared_findings(scoped, "甲乙丙")) == [
        "共同任务：甲与乙2项，乙与丙1项；其余1对没有。"
    ]
    assert told(findings.compared_findings(scoped, "甲丁")) == [
        "这些部门两两之间都没有共同任务；没有同列不等于没有协作。"
    ]
    assert findings.compared_findings(scoped, "甲") == []


def test_one_department() -> None:
    plan = plan_of(
        [("1", "一", ["甲", "乙"]), ("2", "二", ["甲"]), ("3", "二", ["甲"]), ("4", "二", ["乙"])],
        targets=[("2", "percent", "45%")],
    )
    scoped = select(plan, Scope())
    found = findings.department_findings(scoped, "甲")
    assert told(found) == [
        "甲列名3项（2个部门中第1位），按分担数为2.50项（第1位）。",
        "其中2项独立承担，1项共同承担。",
        "任务分布在2个部分中的2个，第二部分最多（2项）。",
        "与乙有共同任务（1项）。",
        "1项任务写明了目标或时限。",
    ]
    assert behind(found[1]) == [("2项", ("2", "3")), ("1项", ("1",))]
    with pytest.raises(ScopeError):
        findings.department_findings(scoped, "丙")


def test_one_department_level_with_another_and_alone() -> None:
    assert told(findings.department_findings(scoped_of("甲", "乙", "丙丁", "丙"), "乙")) == [
        "乙列名1项（4个部门中并列第2位），按分担数为1.00项（并列第2位）。",
        "由其独立承担。",
        "没有与其他部门共同承担的任务。",
    ]


def test_a_collective_name_is_said_to_be_one() -> None:
    scoped = scoped_of("甲", "甲", collectives={"甲": []})
    assert told(findings.department_findings(scoped, "甲")) == [
        "“甲”是集合名称，不是一个部门。",
        "甲列名2项，按分担数为2.00项。",
        "均为独立承担。",
        "没有与其他部门共同承担的任务。",
    ]


def test_pairs_that_a_task_alone_makes_are_left_out_in_so_many_words():
    """甲乙 share two tasks, one of them the first; 乙丙 share the first alone; 丁戊 another alone."""
    scoped = scoped_of("甲乙丙", "甲乙", "丁戊")
    (task, *_) = scoped.tasks["task_id"]
    assert told(findings.network_findings(scoped, 2, task))[0] == (
        "共同承担2项及以上、且不只因第1项任务同列的部门共1对；另有1对不足2项、2对只因第1项任务同列，这里不看。"
    )
