"""Proposals: by hand, against trying everything on tiny plans, within what is set, and made in the plan they give what they say."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.loads.workload import by_department
from analytics.scenarios.applying import apply
from analytics.scenarios.proposals import EvenFirsts, Limits, Relief, even_firsts, limits_of, relieve
from analytics.scope import Collectives, Counting, Level, Scope, ScopedPlan, select
from data.errors import ScopeError
from data.scenarios.changes import AllowUnit, ForbidUnit, MoveUnit, PinTask, ReplaceUnit, UnpinTask
from data.scenarios.form import Scenario
from data.store.plan import Plan
from tests.plans import plan_of

UNITS = ["甲", "乙", "丙", "丁"]
LISTS = st.lists(st.permutations(UNITS).flatmap(lambda own: st.integers(1, 3).map(lambda n: own[:n])), min_size=1, max_size=5)  # fmt: skip
LIMITS = st.builds(
    Limits,
    st.lists(st.sampled_from("12345"), max_size=1).map(tuple),
    st.lists(st.tuples(st.sampled_from(UNITS), st.sampled_from("12345")), max_size=4).map(tuple),
)


def of(lists, **more) -> Plan:
    return plan_of([(str(at), "一二"[at % 2], own) for at, own in enumerate(lists, 1)], **more)


def opening(scoped: ScopedPlan) -> dict[str, int]:
    table = by_department(scoped)
    return dict(zip(table["name"], table["first_listed"], strict=True))


def after(plan: Plan, proposal: EvenFirsts | Relief, scope: Scope = Scope()) -> ScopedPlan:  # noqa: B008 (frozen)
    applied = apply(plan, Scenario(plan.documents["document_id"].iloc[0], "试", proposal.changes))
    assert applied.faults == ()
    return select(applied.plan, scope)


# ── who opens the lists ─────────────────────────────────────────────────────────────────────────────────────


def test_one_of_three_lists_is_opened_by_another():
    plan = of([["甲", "乙"], ["甲"], ["甲", "丙"], ["丙", "甲"]])
    found = even_firsts(select(plan, Scope()))
    assert (found.before, found.after, found.most, found.optimal) == (3, 2, ("甲",), True)
    assert found.changes in ((MoveUnit("1", "乙", None, 1),), (MoveUnit("3", "丙", None, 1),))
    pinned = even_firsts(select(plan, Scope()), Limits(("1",)))
    assert pinned.changes == (MoveUnit("3", "丙", None, 1),)
    barred = even_firsts(select(plan, Scope()), Limits((), (("丙", "3"),)))
    assert barred.changes == (MoveUnit("1", "乙", None, 1),)


def test_collective_names_neither_open_more_nor_count():
    plan = of([["甲", "各庭"], ["甲"], ["各庭", "甲"]], collectives={"各庭": ["丁"]})
    assert even_firsts(select(plan, Scope())) == EvenFirsts((), 2, 2, 2, 0, ("甲",))


def test_nothing_to_open_is_nothing_to_propose():
    assert even_firsts(select(of([[]]), Scope())) == EvenFirsts((), 0, 0, 0, 0, ())


@given(LISTS, LIMITS)
def test_no_other_choice_of_firsts_is_better(lists, limits):
    plan = of(lists)
    scoped = select(plan, Scope())
    found = even_firsts(scoped, limits)
    choices = [
        [
            unit
            for at, unit in enumerate(own)
            if at == 0 or (task not in limits.pinned and (unit, task) not in limits.forbidden)
        ]
        for task, own in zip(map(str, range(1, 6)), lists, strict=False)
    ]
    best = min(
        (max(chosen.count(unit) for unit in UNITS), sum(a != b[0] for a, b in zip(chosen, lists, strict=True)))
        for chosen in product(*choices)
    )  # fmt: skip
    assert (found.after, len(found.changes)) == best
    assert found.optimal
    assert max(opening(after(plan, found)).values()) == found.after
    assert found.before == max(opening(scoped).values())


# ── who could take over ─────────────────────────────────────────────────────────────────────────────────────


def test_a_task_goes_to_who_knows_the_section_and_has_least():
    plan = of([["甲", "乙"], ["甲"], ["甲"], ["丙"], ["丁", "丙"]])
    found = relieve(select(plan, Scope()), 1)
    assert (found.unit, found.before, found.after, found.receiving, found.optimal) == ("甲", 3, 2, 2, True)
    assert len(found.changes) == 1
    barred = relieve(select(plan, Scope()), 1, Limits(("2", "3"), (("丙", "1"),)))
    assert barred.changes == (ReplaceUnit("1", "甲", "丁"),)
    everywhere = Limits(("1", "2", "3"))
    assert relieve(select(plan, Scope()), 2, everywhere) == Relief("甲", (), 3.0, 3.0, 3.0, 0.0, (), 2.0)


def test_who_takes_over_ends_with_no_more():
    found = relieve(select(of([["甲"], ["甲"], ["乙"]]), Scope()), 3)
    assert found == Relief("甲", (), 2.0, 2.0, 2.0, 0.0, (), 1.0)


def test_others_with_as_much_are_told_since_only_one_is_relieved():
    found = relieve(select(of([["甲"], ["甲"], ["甲"], ["乙"], ["乙"], ["乙"], ["丙"]]), Scope()), 1)
    assert (found.unit, found.after, found.level, found.others) == ("甲", 2.0, ("乙",), 3.0)


def test_no_department_no_relief():
    assert relieve(select(of([[]]), Scope()), 1).unit == ""


@given(LISTS, LIMITS, st.integers(1, 3), st.sampled_from(Counting))
def test_no_other_hand_over_relieves_more(lists, limits, at_most, counting):
    plan, scope = of(lists), Scope(counting=counting)
    scoped = select(plan, scope)
    found = relieve(scoped, at_most, limits)
    tasks = dict(zip(map(str, range(1, 6)), lists, strict=False))
    count = {unit: sum(weight(own, counting) for own in lists if unit in own) for unit in UNITS if any(unit in own for own in lists)}  # fmt: skip
    pairs = [
        (task, unit)
        for task, own in tasks.items()
        for unit in count
        if found.unit in own and unit not in own and task not in limits.pinned and (unit, task) not in limits.forbidden
    ]  # fmt: skip
    best = (0.0, 0, 0.0)
    for chosen in (some for n in range(at_most + 1) for some in combinations(pairs, n)):
        if len({task for task, _ in chosen}) < len(chosen):
            continue
        given = sum(weight(tasks[task], counting) for task, _ in chosen)
        ends = [count[unit] + sum(weight(tasks[task], counting) for task, own in chosen if own == unit) for _, unit in chosen]  # fmt: skip
        if max(ends, default=0) <= count[found.unit] - given + 1e-9:
            new = sum(not knows(tasks, task, unit) for task, unit in chosen)
            best = max(best, (round(given, 6), -new, round(-max(ends, default=0), 6)))
    assert found.before - found.after == pytest.approx(best[0], abs=1e-6)
    assert found.receiving == pytest.approx(-best[2], abs=1e-6)
    assert sum(not knows(tasks, own.task, own.by) for own in found.changes) == -best[1]
    assert found.optimal
    column = "fractional" if counting is Counting.FRACTIONAL else "full"
    made = by_department(after(plan, found, scope)).set_index("name")[column]
    assert made.get(found.unit, 0) == pytest.approx(found.after)


def weight(listed: list[str], counting: Counting) -> float:
    return 1 / len(listed) if counting is Counting.FRACTIONAL else 1


def knows(tasks: dict[str, list[str]], task: str, unit: str) -> bool:
    """Whether a unit has a task in the section of a task; sections go by odd and even numbers."""
    return any(unit in own for other, own in tasks.items() if int(other) % 2 == int(task) % 2)


@pytest.mark.parametrize("scope", [Scope(level=Level.PARENT), Scope(collectives=Collectives.EXPAND)])
def test_departments_that_the_document_does_not_name_are_refused(scope):
    scoped = select(of([["甲"]]), scope)
    for propose in (even_firsts, lambda seen: relieve(seen, 1)):
        with pytest.raises(ScopeError, match="只对文件所列的部门有意义"):
            propose(scoped)
    with pytest.raises(ScopeError, match="至少是一处改动"):
        relieve(select(of([["甲"]]), Scope()), 0)


# ── the real document ───────────────────────────────────────────────────────────────────────────────────────


def test_the_real_plan(plan: Plan):
    scoped = select(plan, Scope())
    found = even_firsts(scoped)
    assert (found.before, found.after, found.most, len(found.changes)) == (11, 7, ("研究室",), 4)
    assert found.optimal
    assert max(opening(after(plan, found)).values()) == 7
    relief = relieve(scoped, 3)
    assert (relief.unit, relief.before, relief.after, relief.receiving) == ("研究室", 11, 8, 2)
    assert relief.optimal
    shared = relieve(select(plan, Scope(counting=Counting.FRACTIONAL)), 3)
    assert (shared.unit, round(shared.before, 2), round(shared.after, 2)) == ("审判管理办公室", 7.7, 4.7)


def test_what_a_scenario_leaves_alone_is_what_its_steps_say() -> None:
    scoped = select(plan_of([("1", None, ["甲", "乙"]), ("2", None, ["乙"])]), Scope())
    made = (PinTask("1"), ForbidUnit("2", "甲"), PinTask("gone"), ForbidUnit("1", "没有"))
    assert limits_of(made, scoped) == Limits(("1",), (("甲", "2"),))
    assert limits_of((*made, UnpinTask("1"), AllowUnit("2", "甲")), scoped) == Limits()


def test_no_plan_is_another_for_what_is_left_alone() -> None:
    plan = plan_of([("1", None, ["甲", "乙"])])
    bare, limited = (
        apply(plan, Scenario("d", "试", changes))
        for changes in ((), (PinTask("1"), ForbidUnit("1", "丙"), PinTask("gone")))
    )
    assert limited.plan.version == bare.plan.version
    assert [fault.number for fault in limited.faults] == [2, 3]
