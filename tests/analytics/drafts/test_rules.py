"""The rules for drafts, each on the smallest draft that it has something to say of."""

import pytest

from analytics.definitions import DEFINITIONS
from analytics.drafts.draft import Draft
from analytics.drafts.rules import Remark, Rule, check
from analytics.years.plans import YearPlan, YearTask
from data.importing.directory_files import load_directory
from data.importing.parser import parse

HEAD = "虚构省高级人民法院2031年工作要点\n\n一、审判\n\n"


def draft(*tasks: tuple[str, str], numbers: tuple[int, ...] = ()) -> Draft:
    """A draft of (text, departments); the text of task n stands in line 4n + 1."""
    printed = [
        f"{number}. {text}。\n\n" + (f"责任部门：{units}\n\n" if units else "\n")
        for number, (text, units) in zip(numbers or range(1, len(tasks) + 1), tasks, strict=True)
    ]
    directory = load_directory()
    return Draft(parse(HEAD + "".join(printed), directory), directory)


def told(own: Draft, rule: Rule) -> list[tuple[int | None, int | None, str]]:
    return [(found.position, found.line, found.suggestion) for found in check(own, rules=(rule,))]


def test_a_finding_in_full() -> None:
    assert check(draft(("抓好虚构培训", "民二庭、研究室"))) == (
        Remark(
            Rule.UNKNOWN_NAME,
            1,
            7,
            "责任部门：民二庭、研究室",
            "「民二庭」不在部门名录中，写作「民事审判第二庭」",
        ),
    )


@pytest.mark.parametrize(
    ("rule", "text", "units"),
    [
        (Rule.VAGUE_ADDRESSEE, "抓好虚构培训", "有关部门"),
        (Rule.VAGUE_ADDRESSEE, "抓好虚构培训", "各单位"),
        (Rule.VAGUE_ADDRESSEE, "抓好虚构培训", "相关庭室"),
        (Rule.VAGUE_ADDRESSEE, "抓好虚构培训", "研究室、立案庭等部门"),
        (Rule.COLLECTIVE_ADDRESSEE, "抓好虚构培训", "研究室、各审判业务部门"),
        (Rule.UNKNOWN_NAME, "抓好虚构培训", "审管办"),
        (Rule.UNKNOWN_NAME, "抓好虚构培训", "虚构司"),
        (Rule.AMBIGUOUS_NAME, "抓好虚构培训", "民事审判庭"),
        (Rule.NO_TARGET, "抓好虚构培训，结案率明显提升", "研究室"),
        (Rule.NO_TARGET, "按期完成虚构平台", "研究室"),
        (Rule.OVER_WHOLE, "到位率达到145%", "研究室"),
        (Rule.OVER_WHOLE, "到位率达到百分之一百二十", "研究室"),
        (Rule.SOFT_WORDS, "进一步抓好虚构培训", "研究室"),
        (Rule.DEADLINE_PAST, "2030年6月底前完成虚构平台", "研究室"),
        (Rule.DEADLINE_IMPOSSIBLE, "2月30日前完成虚构平台", "研究室"),
        (Rule.DEADLINE_IMPOSSIBLE, "13月底前完成虚构平台", "研究室"),
        (Rule.DEADLINE_IMPOSSIBLE, "第五季度末完成虚构平台", "研究室"),
        (Rule.NO_LEAD, "抓好虚构培训", "研究室、办公室、技术处、立案庭、督察室"),
    ],
)
def test_a_fault_is_the_only_one_that_is_found(rule: Rule, text: str, units: str) -> None:
    assert [found.rule for found in check(draft((text, units)))] == [rule]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("会同有关部门抓好虚构培训", "研究室"),
        ("结案率提升至90%", "研究室"),
        ("到位率达到100%", "研究室"),
        ("进一步压降积案，6月底前完成", "研究室"),
        ("对未按期完成的事项逐项督办", "研究室"),
        ("抓好12个月的虚构培训", "涉诉信访局信访一处、信访二处"),
        ("抓好虚构培训", "研究室牵头，办公室、技术处、立案庭、督察室配合"),
    ],
)
def test_what_is_no_fault_is_not_told(text: str, units: str) -> None:
    assert check(draft((text, units))) == ()


def test_a_task_without_departments() -> None:
    own = draft(("编写办案指南", "研究室"), ("抓好虚构培训", ""), ("拍摄微视频", "办公室"))
    assert check(own) == (Remark(Rule.NO_DEPARTMENT, 2, 9, "抓好虚构培训。", "写明责任部门"),)


def test_numbers() -> None:
    tasks = (("抓好虚构培训", "研究室"), ("编写办案指南", "研究室"), ("拍摄微视频", "办公室"))
    assert told(draft(*tasks, numbers=(1, 3, 4)), Rule.NUMBER_MISSING) == [
        (2, 9, "编号不连续，缺少2，核对编号")
    ]
    assert told(draft(*tasks, numbers=(1, 2, 2)), Rule.NUMBER_REPEATED) == [
        (3, 13, "编号重复或倒退（前一项为2），核对编号")
    ]


def test_two_names_for_one_department() -> None:
    own = draft(("抓好虚构培训", "执行指挥中心"), ("编写办案指南", "执行局执行指挥中心"))
    words = "「执行指挥中心」在别处写作「执行局执行指挥中心」，统一写作「执行局执行指挥中心」"
    assert told(own, Rule.TWO_NAMES) == [(1, 7, words)]
    often = draft(
        ("抓好虚构培训", "执行指挥中心"),
        ("编写办案指南", "执行局执行指挥中心"),
        ("拍摄微视频", "研究室、执行指挥中心"),
    )
    assert told(often, Rule.TWO_NAMES) == [(1, 7, words), (3, 15, words)]


def test_a_name_that_leaves_out_the_parent_in_front_is_no_second_name() -> None:
    own = draft(("抓好虚构培训", "执行局协调指导处、执行指挥中心"), ("编写办案指南", "执行局执行指挥中心"))
    assert check(own) == ()


def test_what_the_reading_noted_is_told() -> None:
    own = draft(("抓好虚构培训", "立案庭、立案庭、研究室"), ("编写办案指南", "办公室"))
    assert check(own) == (
        Remark(Rule.NAME_REPEATED, 1, 5, "抓好虚构培训。", "立案庭重复列出，只计一次，删去重复的"),
    )
    unread = draft(("抓好虚构培训（由张三同志负责）", "研究室"), ("编写办案指南", "办公室"))
    assert [(one.rule, one.position) for one in check(unread)] == [(Rule.NOT_UNDERSTOOD, 1)]


def test_nearly_the_same_task_twice_but_not_the_same_phrase_of_another_subject() -> None:
    own = draft(
        ("建立虚构台账，对逾期事项逐项督办", "研究室"),
        ("发布行政审判白皮书，通报行政败诉案件", "行政审判庭"),
        ("发布刑事审判白皮书，通报刑事败诉案件", "刑事审判第一庭"),
        ("健全虚构台账，对逾期事项逐项督办", "办公室"),
    )
    assert told(own, Rule.TASK_REPEATED) == [(4, 17, "与任务1几乎相同，合并或删去一项")]


def test_against_last_year() -> None:
    def task(text: str, *units: str) -> YearTask:
        return YearTask(text, 1, units)

    before = YearPlan(
        "虚构要点", 2030, ("审判",), (task("抓好虚构培训", "研究室", "办公室"), task("拍摄微视频", "办公室"))
    )
    own = draft(
        ("抓好虚构培训", "研究室、办公室"),
        ("编写办案指南", "研究室、立案庭"),
        ("压降积案", "研究室、技术处"),
    )
    assert check(own) == ()
    assert check(own, before) == (
        Remark(Rule.NOT_TAKEN_UP, None, None, "拍摄微视频", "上年第2项，草案没有列入；不再列入的，说明理由"),
        Remark(
            Rule.JOINT_DOUBLED,
            None,
            None,
            "研究室：共同承担的任务由1项增至3项",
            "核对是否都要该部门共同承担",
        ),
    )


def test_rules_are_switched_off_and_a_draft_without_tasks_has_no_findings() -> None:
    own = draft(("编写办案指南", "研究室"), ("进一步抓好虚构培训", ""), ("拍摄微视频", "办公室"))
    assert [found.rule for found in check(own)] == [Rule.NO_DEPARTMENT, Rule.SOFT_WORDS]
    assert check(own, rules=()) == ()
    assert check(Draft(parse("虚构通知", load_directory()), load_directory())) == ()


def test_every_rule_is_told() -> None:
    told_rules = {key for key, own in DEFINITIONS.items() if own.functions == ("drafts.rules.check",)}
    assert told_rules == {rule.value for rule in Rule}
