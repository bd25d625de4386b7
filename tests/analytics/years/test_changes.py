"""What became of every task: small pairs of plans that a person can check by hand."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.years.changes import Change, ChangeKind, Difference, changes
from analytics.years.matching import Decided
from analytics.years.plans import YearPlan, YearTarget, YearTask, year_plan
from data.vocabulary import TargetKind
from tests.plans import plan_of

JUNE = YearTarget(TargetKind.DEADLINE, "6月底前", "2030-06-30")
SEPTEMBER = YearTarget(TargetKind.DEADLINE, "9月底前", "2031-09-30")


def plan(*tasks: YearTask | str, sections: tuple[str, ...] = ("审判", "队伍", "服务")) -> YearPlan:
    """A plan of these tasks; a bare text stands in the first section."""
    whole = tuple(YearTask(task, 1) if isinstance(task, str) else task for task in tasks)
    return YearPlan("虚构要点", 2030, sections, whole)


def told(earlier: YearPlan, later: YearPlan) -> list[tuple[str, list[int], list[int]]]:
    return [
        (change.kind.value, list(change.earlier), list(change.later)) for change in changes(earlier, later)
    ]


def test_one_change_in_full() -> None:
    found = changes(
        plan(YearTask("于6月底前完成虚构平台建设。", 1, ("研究室", "办公室"), (JUNE,))),
        plan(YearTask("于9月底前，完成 虚构平台建设", 2, ("研究室", "技术处"), (SEPTEMBER,))),
    )
    assert found == (
        Change(
            kind=ChangeKind.UNCHANGED,
            earlier=(1,),
            later=(1,),
            moved=True,
            similarity=1.0,
            departments=Difference(added=("技术处",), removed=("办公室",)),
            targets=Difference(added=("9月底前",), removed=("6月底前",)),
        ),
    )


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("健全虚构机制，推进虚构改革。", "健全虚构机制；推进虚构改革"),
        ("完成率达到９０％。", "完成率达到90%。"),
        ("深化“1+10”改革", "深化「1＋10」改革"),
    ],
)
def test_punctuation_and_width_change_nothing(earlier: str, later: str) -> None:
    assert told(plan(earlier), plan(later)) == [("unchanged", [1], [1])]


def test_a_figure_is_a_part_of_the_text() -> None:
    assert told(plan("结案率达到1.5倍。"), plan("结案率达到15倍。")) == [("reworded", [1], [1])]


def test_stock_words_are_reworded_and_leave_the_task_what_it_was() -> None:
    earlier = plan("健全完善小额诉讼机制。", "加强未成年人社会调查。")
    later = plan("强化未成年人社会调查工作。", "建立小额诉讼长效机制。")
    assert told(earlier, later) == [("reworded", [2], [1]), ("reworded", [1], [2])]


def test_another_subject_in_the_same_phrase_is_another_task() -> None:
    earlier = plan(YearTask("健全行政案件繁简分流机制，发布行政审判白皮书。", 1, ("行政审判庭",)))
    later = plan(YearTask("健全刑事案件繁简分流机制，发布刑事审判白皮书。", 1, ("刑事审判第一庭",)))
    assert told(earlier, later) == [("new", [], [1]), ("dropped", [1], [])]
    new, dropped = changes(earlier, later)
    assert (new.similarity, new.moved, new.departments) == (
        None,
        False,
        Difference(added=("刑事审判第一庭",)),
    )
    assert dropped.departments == Difference(removed=("行政审判庭",))


def test_parts_with_new_content_are_a_split_and_the_other_way_round_a_merger() -> None:
    whole = plan("推行诉前鉴定评估，缩短鉴定周期。", "选树先进典型，拍摄法治微视频。")
    parts = plan("推行诉前鉴定评估，制作二维码。", "缩短鉴定周期。", "选树先进典型，拍摄法治微视频。")
    assert told(whole, parts) == [("split", [1], [1, 2]), ("unchanged", [2], [3])]
    assert told(parts, whole) == [("merged", [1, 2], [1]), ("unchanged", [3], [2])]


def test_other_order_is_no_move_and_sections_that_are_renamed_joined_or_parted_are_none() -> None:
    words = ("电子卷宗", "破产审判", "陪审员选任", "司法救助", "裁判文书", "诉前鉴定")
    earlier = plan(*(YearTask(f"抓好{word}。", 1 + place // 2) for place, word in enumerate(words)))
    turned = plan(
        *(YearTask(f"抓好{word}。", 1 + place // 2) for place, word in reversed(list(enumerate(words))))
    )
    joined = plan(
        *(YearTask(f"抓好{word}。", 1 + place // 4) for place, word in enumerate(words)),
        sections=("审判和队伍", "为民"),
    )
    for later in (turned, joined):
        for one, other in ((earlier, later), (later, earlier)):
            assert {(change.kind.value, change.moved) for change in changes(one, other)} == {
                ("unchanged", False)
            }


def test_a_task_in_another_section_has_moved() -> None:
    words = ("电子卷宗", "破产审判", "陪审员选任", "司法救助")
    earlier = plan(*(YearTask(f"抓好{word}。", 1 + place // 2) for place, word in enumerate(words)))
    later = plan(
        *(YearTask(f"抓好{word}。", 2 if place == 1 else 1 + place // 2) for place, word in enumerate(words))
    )
    assert [change.earlier for change in changes(earlier, later) if change.moved] == [(2,)]


def test_the_same_words_twice_are_told_apart_by_units_then_by_order() -> None:
    one, other = YearTask("抓好虚构培训。", 1, ("甲庭",)), YearTask("抓好虚构培训。", 1, ("乙庭",))
    assert told(plan(one, other, other), plan(other, one, other)) == [
        ("unchanged", [2], [1]),
        ("unchanged", [1], [2]),
        ("unchanged", [3], [3]),
    ]


def test_plans_without_tasks() -> None:
    assert changes(plan(), plan()) == ()
    assert told(plan("抓好虚构培训。"), plan()) == [("dropped", [1], [])]
    assert told(plan(), plan("抓好虚构培训。")) == [("new", [], [1])]
    assert told(plan("，"), plan("。")) == [("unchanged", [1], [1])]


def test_progress_is_told() -> None:
    steps: list[tuple[int, int]] = []
    changes(
        plan("健全虚构机制甲。"), plan("健全虚构机制乙。"), lambda done, total: steps.append((done, total))
    )
    assert steps == [(1, 1)]


def test_a_stored_plan_is_seen_as_it_is_compared() -> None:
    stored = plan_of([("1", "审判", ["甲庭", "乙庭"]), ("2", None, [])], targets=[("1", "percent", "45%")])
    seen = year_plan(stored, "d")
    target = YearTarget(TargetKind.PERCENT, "45%", "45%")
    assert seen == YearPlan(
        "工作要点（虚构）",
        2020,
        ("审判",),
        (YearTask("任务1", 1, ("甲庭", "乙庭"), (target,)), YearTask("任务2")),
    )
    with pytest.raises(ValueError, match="unpack"):
        year_plan(stored, "none")


CLAUSES = (
    "健全虚构机制",
    "推行诉前鉴定",
    "缩短审理周期",
    "发布行政白皮书",
    "发布刑事白皮书",
    "开展法官培训",
    "",
)
TASKS: Any = st.lists(
    st.builds(
        YearTask,
        st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=3).map("，".join),
        st.sampled_from([None, 1, 2]),
        st.lists(st.sampled_from("甲乙丙"), unique=True).map(tuple),
    ),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(TASKS, TASKS)
def test_every_task_of_both_stands_in_exactly_one_change(one: list[YearTask], other: list[YearTask]) -> None:
    found = changes(plan(*one), plan(*other))
    assert sorted(place for change in found for place in change.earlier) == list(range(1, len(one) + 1))
    assert sorted(place for change in found for place in change.later) == list(range(1, len(other) + 1))
    forms = {
        ChangeKind.UNCHANGED: lambda left, right: left == right == 1,
        ChangeKind.REWORDED: lambda left, right: left == right == 1,
        ChangeKind.SPLIT: lambda left, right: left == 1 < right,
        ChangeKind.MERGED: lambda left, right: right == 1 < left,
        ChangeKind.NEW: lambda left, right: (left, right) == (0, 1),
        ChangeKind.DROPPED: lambda left, right: (left, right) == (1, 0),
    }
    assert all(forms[change.kind](len(change.earlier), len(change.later)) for change in found)
    assert all(change.similarity is None or 0 <= change.similarity <= 1 for change in found)


@settings(max_examples=40, deadline=None)
@given(TASKS)
def test_a_plan_beside_itself_is_unchanged(tasks: list[YearTask]) -> None:
    found = changes(plan(*tasks), plan(*tasks))
    assert {change.kind for change in found} <= {ChangeKind.UNCHANGED}
    assert not any(change.moved or change.departments.added or change.departments.removed for change in found)


@pytest.mark.parametrize(
    ("decided", "found"),
    [
        (Decided(), [("unchanged", [1], [1]), ("new", [], [2]), ("dropped", [2], [])]),
        (Decided(same=((2, 2),)), [("unchanged", [1], [1]), ("reworded", [2], [2])]),
        (
            Decided(apart=((1, 1),)),
            [("new", [], [1]), ("new", [], [2]), ("dropped", [1], []), ("dropped", [2], [])],
        ),
        (Decided(same=((1, 2),)), [("split", [1], [1, 2]), ("dropped", [2], [])]),
        (Decided(same=((1, 1), (1, 2))), [("split", [1], [1, 2]), ("dropped", [2], [])]),
        (Decided(same=((1, 1), (2, 1))), [("merged", [1, 2], [1]), ("new", [], [2])]),
        (
            Decided(same=((2, 2),), apart=((1, 1),)),
            [("new", [], [1]), ("reworded", [2], [2]), ("dropped", [1], [])],
        ),
    ],
)
def test_what_a_person_decided_holds_whatever_the_texts_say(decided: Decided, found: list) -> None:
    earlier, later = (
        plan("推进虚构平台建设。", "组织岗位培训。"),
        plan("推进虚构平台建设。", "开展无关检查。"),
    )
    told = [
        (str(one.kind), list(one.earlier), list(one.later))
        for one in changes(earlier, later, decided=decided)
    ]
    assert told == found
