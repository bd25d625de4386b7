"""Where tasks stand: three facts side by side, and what changed since the last time (invented tasks)."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.findings import progress as findings
from analytics.progress.standing import (
    LADDER,
    by_filler,
    done_before,
    fallen_back,
    needing,
    newly_done,
    standing,
    timing_of,
    transitions,
    unmoved,
    with_status,
)
from analytics.scope import Scope, select
from data.progress.reported import EarlierText, Progress, Reported, TaskProgress, Verification
from data.vocabulary import Status, Timing, status_text
from tests.plans import plan_of

START, WAY, DONE, FAILED, ADJUST = Status
PLAN = plan_of(
    [("1", "一", ["甲", "乙"]), ("2", "一", ["乙"]), ("3", "二", ["丙"]), ("4", None, [])],
    targets=[("1", "deadline", "2031-06-30"), ("1", "deadline", "2031-03-31"), ("3", "percent", "45%")],
    departments=["丙", "甲", "乙"],
)
SCOPED = select(PLAN, Scope())
DAYS = (date(2031, 3, 20), date(2031, 6, 20), date(2031, 9, 20))


def task(number: int, filler: str | None, status: Status | None, **more: object) -> TaskProgress:
    return TaskProgress(str(number), number, str(number), f"任务{number}", filler, True, status, **more)  # type: ignore[arg-type]


def reported(*periods: tuple[Status | None, ...], **of_first: object) -> Reported:
    """Periods p1, p2, … with the statuses of tasks 1 to 4; task 1 of the last one has more to it."""
    made = []
    for at, statuses in enumerate(periods):
        more = of_first if at == len(periods) - 1 else {}
        tasks = [task(1, "甲", statuses[0], **more)]
        tasks += [task(n, filler, statuses[n - 1]) for n, filler in ((2, "乙"), (3, "丙"), (4, None))]
        made.append(Progress("d", f"p{at + 1}", DAYS[at], tuple(tasks)))
    return Reported(tuple(made))


def test_three_facts_side_by_side() -> None:
    checked = Verification(WAY, "看过材料", "甲某", datetime(2031, 9, 21, tzinfo=UTC))
    texts = {"进展情况": "在办", "需协调事项": "请乙会同"}
    held = reported(
        (WAY, None, DONE, None),
        (WAY, None, DONE, None),
        (WAY, None, DONE, None),
        texts=texts,
        verified=checked,
    )
    table = standing(PLAN, SCOPED, held, "p3")
    columns = ["number", "status", "before", "due", "timing", "late", "verified", "needs", "units"]
    assert table[columns].to_numpy().tolist() == [
        ["1", WAY, WAY, date(2031, 6, 30), Timing.PAST, True, True, "请乙会同", ["甲", "乙"]],
        ["2", "", "", None, Timing.NONE, False, False, "", ["乙"]],
        ["3", DONE, DONE, None, Timing.NONE, False, False, "", ["丙"]],
        ["4", "", "", None, Timing.NONE, False, False, "", []],
    ]
    assert unmoved(table) == ("1",)  # 3 is done: nothing more to move
    assert needing(table)["number"].tolist() == ["1"]
    assert [(row["name"], row["rows"]) for row in by_filler(PLAN, table).to_dict("records")] == [
        ("丙", [2]), ("甲", [0]), ("乙", [1]), ("", [3])
    ]  # fmt: skip


def test_what_is_not_reported_now_is_as_it_was_said_last() -> None:
    """Done is done until the unit says otherwise: a period that was only sent makes nothing late."""

    def told(*first: Status | None) -> tuple[object, ...]:
        table = standing(PLAN, SCOPED, reported(*((one, None, None, None) for one in first)), "p3")
        own = table.iloc[0]
        return (own["said_last"], own["timing"], own["late"], done_before(table))

    assert told(WAY, DONE, None) == (DONE, Timing.PAST, False, ("1",))
    assert told(DONE, None, None) == (DONE, Timing.PAST, False, ("1",))
    assert told(DONE, WAY, None) == (WAY, Timing.PAST, True, ())
    assert told(DONE, DONE, WAY) == (WAY, Timing.PAST, True, ())
    assert told(None, None, None) == ("", Timing.PAST, True, ())
    table = standing(PLAN, SCOPED, reported((DONE, None, None, None), (None, WAY, None, None)), "p2")
    assert [str(said) for said in findings.to_ask(table)] == ["此前已完成而本期未填报的1项（第1项）。"]
    said = table[["status", "said_last"]].astype(str).to_numpy().tolist()
    assert [status_text(*own) for own in said][:2] == ["未填报，此前已完成", "◐ 推进中"]


def test_a_text_that_was_changed_after_the_report_is_flagged() -> None:
    told = datetime(2031, 3, 20, 9, tzinfo=UTC)
    held = reported((WAY, DONE, None, None), received_at=told)

    def changed(*earlier: EarlierText):
        table = standing(PLAN, SCOPED, replace(held, earlier=earlier), "p1")
        return table["reported_on"].tolist(), "".join(map(str, findings.changed_texts(table)))

    first, second = (
        EarlierText("1", text, told.replace(hour=hour)) for text, hour in (("旧", 8), ("中", 10))
    )
    assert changed() == (["", "", "", ""], "")
    assert changed(first) == (["", "", "", ""], "")  # changed before the unit saw it
    assert changed(first, second) == (
        ["中", "", "", ""],
        "填报后任务文字有改动的1项（第1项），自报说的是改动前的文字。",
    )
    # changed and changed back: it says what it said
    assert changed(EarlierText("1", "任务1", told.replace(hour=10)), second)[0] == ["", "", "", ""]
    assert changed(EarlierText("2", "旧", told.replace(hour=10)))[0] == ["", "", "", ""]  # nothing received


def test_a_deadline_of_the_office_counts_before_the_documents_and_is_told_apart() -> None:
    table = standing(PLAN, SCOPED, reported((DONE,) * 4, due=date(2031, 3, 1)), "p1")
    row = table.iloc[0]
    assert (row["due"], row["set_by_office"], row["timing"], row["late"]) == (
        date(2031, 3, 1), True, Timing.PAST, False
    )  # fmt: skip


@pytest.mark.parametrize(
    ("due", "timing"),
    [
        (None, Timing.NONE),
        (date(2031, 9, 19), Timing.PAST),
        (date(2031, 9, 20), Timing.NEAR),
        (date(2031, 10, 20), Timing.NEAR),
        (date(2031, 10, 21), Timing.AHEAD),
    ],
)
def test_the_calendar_is_seen_from_the_day_of_the_period(due: date | None, timing: Timing) -> None:
    assert timing_of(due, DAYS[2]) is timing


def test_what_changed_since_the_last_time() -> None:
    table = standing(PLAN, SCOPED, reported((WAY, DONE, FAILED, None), (DONE, WAY, START, WAY)), "p2")
    assert transitions(table) == {(WAY, DONE): ("1",), (DONE, WAY): ("2",), (FAILED, START): ("3",)}
    assert (newly_done(table), fallen_back(table), unmoved(table)) == (("1",), ("2",), ())
    assert list(map(str, findings.since_last_time(table))) == [
        "新完成1项，退回1项（第2项），三期未变0项。",
        "上期或本期未填报的1项，不在表里。",
    ]


def test_nothing_is_compared_where_no_task_was_reported_twice() -> None:
    held = reported((WAY, None, None, None), (None, None, None, None), (None, DONE, None, None))

    def told(period: int) -> tuple[list[str], list[str], str]:
        name = f"p{period}"
        table = standing(PLAN, SCOPED, held, name)
        progress = held.periods[period - 1]
        since, to_ask = (
            [str(said) for said in own(table)] for own in (findings.since_last_time, findings.to_ask)
        )
        return since, to_ask, findings.not_compared(progress, first=period == 1)

    assert told(1) == ([], [], "这是第一期，没有上一期可比。")
    assert told(2) == ([], [], "本期还没有填报，暂不能比。")
    late = ["时限已过而没有填报已完成的1项（第1项）。"]
    assert told(3) == ([], late, "本期和上期没有都填报的任务，暂不能比。")


def test_what_is_asked_for_of_one_unit_is_told_from_what_several_must_settle() -> None:
    table = standing(PLAN, SCOPED, reported((WAY, WAY, None, None), texts={"需协调事项": "甲"}), "p1")
    assert str(findings.coordination(table)[0]) == "1项提出需协调事项，涉及甲、乙。"
    table.loc[1, "needs"] = "乙"
    assert str(findings.coordination(table)[0]) == (
        "2项提出需协调事项（其中涉及几个单位的1项），涉及甲、乙。"
    )
    assert str(findings.to_ask(table)[0]) == "提出需协调事项的2项（第1、2项）（其中涉及几个单位的1项）。"


def test_sentences_on_all_tasks_say_of_which_part_they_are() -> None:
    scope = Scope(sections=("a",))
    table = standing(PLAN, SCOPED, reported((None,) * 4), "p1").iloc[1:2]
    where = findings.within(scope)
    assert [str(said) for said in (*findings.calendar(table, where), findings.verification(table, where))] == [
        "所选部分中，没有一项任务有时限。", "所选部分中，督查还没有核实。"
    ]  # fmt: skip
    assert findings.within(Scope()) == ""


def test_every_picture_says_until_when_of_how_many_by_whose_word() -> None:
    held = reported((WAY, None, DONE, None))
    table = standing(PLAN, SCOPED, held, "p1")
    assert [str(said) for said in findings.progress_headline(table, held.periods[0])] == [
        "截至2031年3月20日，4项中2项已填报（部门自报），2项未填报。",
        "已完成1项，推进中1项。",
    ]
    assert findings.since_last_time(table) == []
    assert [figure.task_ids for figure in findings.reported(table, held.periods[0]).parts if not isinstance(figure, str)] == [
        ("1", "2", "3", "4"), ("1", "3"), ("2", "4")
    ]  # fmt: skip


def test_of_what_nobody_reported_nothing_is_said_to_be_reported() -> None:
    held = reported((None,) * 4)
    table = standing(PLAN, SCOPED, held, "p1")
    assert [str(said) for said in findings.progress_headline(table, held.periods[0])] == [
        "截至2031年3月20日，4项都未填报。"
    ]
    filler = table["filler"].iloc[0]
    own = table[table["filler"] == filler]
    assert [str(said) for said in findings.one_unit(table, held.periods[0], filler)] == [
        f"截至2031年3月20日，由{filler}填报的{len(own)}项都未填报。"
    ]


def test_what_a_unit_reports_is_told_from_what_it_does_not() -> None:
    held = reported((WAY, None, DONE, None))
    table = standing(PLAN, SCOPED, held, "p1").assign(filler="甲")
    assert [str(said) for said in findings.one_unit(table, held.periods[0], "甲")] == [
        "截至2031年3月20日，由甲填报的4项中，自报已完成1项，推进中1项；未填报2项。"
    ]
    table = standing(PLAN, SCOPED, reported((WAY,) * 4), "p1").assign(filler="甲")
    assert [str(said) for said in findings.one_unit(table, held.periods[0], "甲")] == [
        "截至2031年3月20日，由甲填报的4项中，自报推进中4项。"
    ]


def test_a_period_that_does_not_exist_says_nothing() -> None:
    table = standing(PLAN, SCOPED, reported((DONE,) * 4), "别的")
    assert with_status(table, None) == ("1", "2", "3", "4")


statuses = st.tuples(*[st.sampled_from([None, *Status])] * 4)


@given(st.lists(statuses, min_size=1, max_size=3))
def test_every_task_is_in_one_place(periods: list[tuple[Status | None, ...]]) -> None:
    """Counts by status make all tasks; a cell of the table of transitions has exactly the tasks that moved so."""
    table = standing(PLAN, SCOPED, reported(*periods), f"p{len(periods)}")
    assert sum(len(with_status(table, one)) for one in (None, *Status)) == 4
    before, now = (periods[-2], periods[-1]) if len(periods) > 1 else ((None,) * 4, periods[-1])
    moves = Counter((one, other) for one, other in zip(before, now, strict=True) if one and other)
    assert Counter({move: len(ids) for move, ids in transitions(table).items()}) == moves
    fell = [
        str(at) for at, (one, other) in enumerate(zip(before, now, strict=True), 1)
        if one and other and ((one is DONE and other is not DONE) or (
            one in LADDER and other in LADDER and LADDER.index(other) < LADDER.index(one)))
    ]  # fmt: skip
    assert list(fallen_back(table)) == fell
