"""Sentences on what the switches change, level and collective names: which numbers turn with them, which stay."""

import pytest

from analytics import findings
from analytics.scope import Collectives, Level, Scope
from data.store.plan import Plan
from tests.analytics.findings.sentences import told
from tests.analytics.scopes import of_lists
from tests.plans import plan_of


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
    left_out = findings.collective_tie_changes(of_lists_with_parents(), Scope(collectives=Collectives.OMIT))
    assert told(left_out)[1:] == ["这样有1项共同承担的任务只剩一个部门，不成对，这一页不计。"]


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
        "集合名称不计入后，室的参与数不变（1），分担数由0.50变为1.00。"
    ]
    assert told(findings.department_changes(plan, omitted, "院")) == [
        "集合名称不计入后，院的参与数和分担数不变。"
    ]
    assert findings.department_changes(plan, Scope(), "室") == []


def test_level_changes_where_nothing_changes() -> None:
    plan = of_lists("甲乙", "甲")
    assert told(findings.level_changes(plan, Scope())) == [
        "所列部门没有需要归并的处室，按处室看和按部门看相同。"
    ]


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
