"""Sentences on tiny invented plans: what is said, what is left unsaid, and the tasks behind the figures."""

import itertools
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import findings
from analytics.evidence import Mark
from analytics.findings import Figure, Finding
from analytics.scope import Collectives, Counting, Level, Scope, ScopedPlan, select
from data.errors import ScopeError
from data.store.plan import Plan
from tests.plans import plan_of

DEPARTMENTS = "甲乙丙丁戊己庚"
CLAIMS = re.compile("影响力|重要|繁忙|忙|工作量|负担|核心")


def scoped_of(*lists: str, counting: Counting = Counting.FULL, **options: Any) -> ScopedPlan:
    """Tasks 1, 2, … with the departments of each list, outside any section."""
    return select(of_lists(*lists, **options), Scope(counting=counting))


def of_lists(*lists: str, **options: Any) -> Plan:
    return plan_of(
        [(str(n), None, list(departments)) for n, departments in enumerate(lists, 1)],
        departments=DEPARTMENTS,
        **options,
    )


def told(found: list[Finding]) -> list[str]:
    return [str(finding) for finding in found]


def behind(finding: Finding) -> list[tuple[str, tuple[str, ...]]]:
    return [(part.text, part.task_ids) for part in finding.parts if isinstance(part, Figure)]


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
        "两种计数不同，是因为共同承担的任务按部门个数折算：甲3项共同承担，折合1.50项；乙1项独立承担、1项共同承担，折合0.50项。",
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
        "若把这10次列名随机归到这4个责任部门，约相当于3.2个部门平均分担，校正后的基尼系数约0.30（95%在0.10至0.53之间）；"
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


def test_level_changes() -> None:
    plan = of_lists_with_parents()
    assert told(findings.level_changes(plan, Scope())) == [
        "从处室合并到部门，责任部门由4个变为3个。",
        "同一任务中同一部门的几个处室只计一次，列名由7次变为6次，共同承担的任务由2项变为1项：1项所列处室同属一个部门。",
        "局有2个处室列名，分别计数共4项，合并后为3项。",
        "按参与数，处室一级局甲处最多，部门一级局最多。",
    ]


def test_collective_names_change_ties() -> None:
    assert told(findings.collective_tie_changes(of_lists_with_parents(), Scope())) == [
        "“各庭”见于1项任务：计为一个部门时，有共同任务的部门共2对，不计入时1对，展开为名录所列2个成员时4对。",
    ]


@pytest.mark.parametrize(
    ("way", "sentences"),
    [
        (Collectives.NODE, []),
        (
            Collectives.OMIT,
            [
                "“各庭”见于1项任务；不计入后，列名由7次变为6次，室的分担数由0.50变为1.00；"
                "独立承担与共同承担仍按文件所列判断。"
            ],
        ),
        (
            Collectives.EXPAND,
            [
                "“各庭”见于1项任务；展开为成员后，列名由7次变为8次，室的分担数由0.50变为0.33，"
                "一庭的分担数由0.00变为0.33，二庭的分担数由0.00变为0.33；独立承担与共同承担仍按文件所列判断。"
            ],
        ),
    ],
)
def test_collective_names_change_counts(way: Collectives, sentences: list[str]) -> None:
    assert (
        told(findings.collective_load_changes(of_lists_with_parents(), Scope(collectives=way))) == sentences
    )


def test_a_first_place_that_turns_with_a_switch_is_said_to() -> None:
    plan = plan_of(
        [("1", None, ["室", "各庭"]), ("2", None, ["局甲处"]), ("3", None, ["局乙处", "室"])],
        parents={"局甲处": "局", "局乙处": "局"},
        collectives={"各庭": []},
    )
    assert told(findings.first_place_turns(plan, Scope())) == [
        "按参与数的首位随口径而变：现在是室（2）；合并到部门是局、室并列（各2）。",
        "按分担数的首位随口径而变：现在是室、局甲处并列（各1.00）；合并到部门是局（1.50）；"
        "不计入集合名称是室（1.50）。",
    ]
    assert findings.first_place_turns(of_lists("甲乙", "甲"), Scope()) == []


def test_a_place_that_turns_with_a_switch_is_said_to() -> None:
    plan = plan_of(
        [
            ("1", None, ["甲", "各庭"]),
            ("2", None, ["甲", "各庭"]),
            ("3", None, ["乙"]),
            ("4", None, ["乙", "丙", "丁"]),
        ],
        collectives={"各庭": []},
    )
    assert told(findings.place_turns(plan, Scope(), "甲")) == [
        "按分担数的位次随口径而变：现在是第2位（4个中）；不计入集合名称是第1位（4个中）。"
    ]
    assert findings.place_turns(plan, Scope(), "丙") == []
    assert findings.place_turns(plan, Scope(), "各庭") == []


def test_numbers_that_turn_with_the_level_are_said_to() -> None:
    plan = plan_of(
        [("1", "一", ["局甲处", "局乙处"]), ("2", "一", ["局甲处"]), ("3", "二", ["室"])],
        parents={"局甲处": "局", "局乙处": "局"},
    )
    assert told(findings.joint_turns(plan, Scope())) == [
        "共同承担的任务数随口径而变：现在是1项；合并到部门是0项。"
    ]
    assert told(findings.widest_section_turns(plan, Scope())) == [
        "部门最多的部分随口径而变：现在是第一部分（2个）；合并到部门是第一部分、第二部分并列（各1个）。"
    ]
    assert findings.concentration_turns(plan_of([]), Scope()) == []


def test_what_the_level_changes_in_ties() -> None:
    plan = plan_of(
        [("1", None, ["局甲处", "局乙处"]), ("2", None, ["局甲处", "室"])],
        parents={"局甲处": "局", "局乙处": "局"},
    )
    assert told(findings.level_tie_changes(plan, Scope(level=Level.PARENT))) == [
        "从处室合并到部门，有共同任务的部门由2对变为1对，其中1对是同一部门的处室，合并后在部门之内。"
    ]
    alone = of_lists("甲乙", "甲")
    assert told(findings.level_tie_changes(alone, Scope())) == ["从处室合并到部门，有共同任务的部门仍是1对。"]
    assert findings.level_tie_changes(plan_of([]), Scope()) == []


def test_departments_compared_are_told_which_of_them_share_tasks() -> None:
    scoped = scoped_of("甲乙", "甲乙", "乙丙", "丁")
    assert told(findings.compared_findings(scoped, "甲乙丙")) == [
        "共同任务：甲与乙2项，乙与丙1项；其余1对没有。"
    ]
    assert told(findings.compared_findings(scoped, "甲丁")) == [
        "这些部门两两之间都没有共同任务；没有同列不等于没有协作。"
    ]
    assert findings.compared_findings(scoped, "甲") == []


def test_what_the_switches_change_for_one_department() -> None:
    plan = of_lists_with_parents()
    merged = Scope(level=Level.PARENT)
    assert told(findings.department_changes(plan, merged, "局")) == [
        "局合并了2个处室，分别计数共4项，合并后为3项。"
    ]
    assert told(findings.department_changes(plan, merged, "室")) == [
        "室没有几个处室可以归并，任务与按处室看相同。"
    ]
    omitted = Scope(collectives=Collectives.OMIT)
    assert told(findings.department_changes(plan, omitted, "室")) == [
        "集合名称不计入后，室的参与数由1变为1，分担数由0.50变为1.00。"
    ]
    assert told(findings.department_changes(plan, omitted, "院")) == [
        "集合名称不计入后，院的参与数和分担数不变。"
    ]
    assert findings.department_changes(plan, Scope(), "室") == []


def of_lists_with_parents() -> Plan:
    return plan_of(
        [
            ("1", None, ["局甲处", "局乙处"]),
            ("2", None, ["局甲处"]),
            ("3", None, ["局甲处"]),
            ("4", None, ["室", "各庭"]),
            ("5", None, ["院"]),
        ],
        parents={"局甲处": "局", "局乙处": "局"},
        collectives={"各庭": ["一庭", "二庭"]},
    )


def test_level_changes_where_nothing_changes() -> None:
    plan = of_lists("甲乙", "甲")
    assert told(findings.level_changes(plan, Scope())) == [
        "所列部门没有需要归并的处室，按处室看和按部门看相同。"
    ]


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


@pytest.mark.parametrize("lists", [(), ("",)])
def test_nothing_is_said_of_nothing(lists: tuple[str, ...]) -> None:
    plan, scoped = of_lists(*lists), scoped_of(*lists)
    for say in SCOPED:
        assert say(scoped) == []
    assert findings.level_changes(plan, Scope()) == []
    assert findings.collective_tie_changes(plan, Scope()) == []
    assert findings.collective_load_changes(plan, Scope(collectives=Collectives.OMIT)) == []
    assert findings.first_place_turns(plan, Scope()) == []
    assert findings.overview(plan, scoped) == [] or lists == ("",)


SCOPED = (
    findings.workload_findings,
    findings.section_findings,
    findings.alone_or_together,
    findings.concentration_findings,
    findings.network_findings,
)


@given(
    st.lists(
        st.tuples(st.sampled_from(["一", "二", None]), st.lists(st.sampled_from(DEPARTMENTS), unique=True)),
        max_size=10,
    ),
    st.sampled_from(list(itertools.product(Level, Collectives, Counting))),
)
def test_whatever_the_plan_sentences_are_whole_and_claim_no_more(
    tasks: list[tuple[str | None, list[str]]], ways: tuple[Level, Collectives, Counting]
) -> None:
    plan = plan_of(
        [(str(n), section, departments) for n, (section, departments) in enumerate(tasks, 1)],
        parents={"甲": "局", "乙": "局"},
        collectives={"丙": ["丁", "戊"], "己": []},
    )
    level, collectives, counting = ways
    scope = Scope(level=level, collectives=collectives, counting=counting)
    scoped = select(plan, scope)
    found = [finding for say in SCOPED for finding in say(scoped)]
    found += [*findings.overview(plan, scoped), *findings.level_changes(plan, scope)]
    found += findings.collective_tie_changes(plan, scope) + findings.collective_load_changes(plan, scope)
    found += findings.first_place_turns(plan, scope)
    for department in scoped.departments["department_id"]:
        found += findings.department_findings(scoped, department)
    known = set(plan.tasks["task_id"])
    for finding in found:
        sentence = str(finding)
        assert sentence.endswith("。")
        assert sentence.count("。") == 1
        assert not CLAIMS.search(sentence)
        assert not re.search("nan|None|<NA>|，，|，。", sentence)
        for text, task_ids in behind(finding):
            assert known.issuperset(task_ids)
            if task_ids and re.fullmatch(r"\d+项", text):
                assert text == f"{len(task_ids)}项"


def test_what_two_switches_change_is_one_sentence() -> None:
    plan = plan_of(
        [("1", None, ["甲处", "乙处"]), ("2", None, ["丙", "各庭"])],
        collectives={"各庭": ["丙", "丁"]},
        parents={"甲处": "部", "乙处": "部"},
    )
    scope = Scope(level=Level.PARENT, collectives=Collectives.EXPAND)
    assert str(findings.against_the_default(plan, scope)) == (
        "与“处室 · 原样”比：责任部门仍为3个，列名由4次变为3次，共同承担由2项变为1项。"
    )
